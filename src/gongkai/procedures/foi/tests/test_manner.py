"""How an application is brought: by somebody else, by word of mouth, by several, through another organ, with its papers."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.fields import Upload
from gongkai.ground.files.queries import of_owner, read_bytes
from gongkai.ground.parties import vault
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.faces.receiving import said
from gongkai.procedures.foi.queries import application_of
from gongkai.procedures.foi.receiving import AS_ASKED, MOST_PAPERS, Manner, file_papers
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, answered, due, submitted
from gongkai.pure.law.applicants import CHANNELS

CLERK, DAY = "chen_chuangkou", "2026-02-10"
AGENT = replace(REQUEST, party=REQUEST.party | {"stand_in": "李四", "stand_in_phone": "13900000000"})
SCAN = Upload("委托书.txt", "委托李四代为申请".encode())


def brought(cast, manner: Manner = AS_ASKED, request=REQUEST, channel: str = "counter", received: str = DAY):
    return foi.register(
        unit=cast.units["zjj"], request=request, channel=channel, by=cast.actor(CLERK), at=noon(DAY), manner=manner,
        received_on=date.fromisoformat(received) if received else None,
    ).case  # fmt: skip


def test_an_agent_comes_with_their_authority_and_their_name_is_sealed(cast):
    case = brought(cast, Manner(stands="agent", authority="filed", scans=(SCAN,)), AGENT)
    application = application_of(case)
    assert said(application) == [("代为申请", "委托代理人，证明文件已附")]
    assert "李四" not in str(application.ledger_image()) and vault.unseal(case.ref, "party")["stand_in"] == "李四"
    (filed,) = [file for file in of_owner(case.ref) if file.public_id in vault.unseal(case.ref, "papers")]
    assert filed.sealed and read_bytes(filed) == SCAN.data


@pytest.mark.parametrize(
    "manner, request_, channel, field",
    [
        (Manner(stands="agent", authority="seen"), REQUEST, "counter", "stand_in"),
        (AS_ASKED, AGENT, "counter", "stand_in"),
        (Manner(stands="guardian"), AGENT, "counter", "authority"),
        (Manner(stands="neighbour", authority="seen"), AGENT, "counter", "stands"),
        (Manner(oral=True), REQUEST, "letter", "channel"),
        (Manner(passed_on_by="县信访局"), REQUEST, "letter", "passed_on_by"),
        (AS_ASKED, REQUEST, "transfer", "passed_on_by"),
        (Manner(applicants=51), REQUEST, "counter", "others"),
        (Manner(scans=(SCAN,) * (MOST_PAPERS + 1)), REQUEST, "counter", "scans"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_field(cast, manner, request_, channel, field):
    with pytest.raises(StepRefused) as refused:
        brought(cast, manner, request_, channel)
    assert refused.value.field == field


def test_what_is_said_is_noted_as_read_back_and_several_count_once(cast):
    several = replace(REQUEST, party=REQUEST.party | {"others": "李四 13900000000\n王五"})
    case = brought(cast, Manner(oral=True, applicants=3), several)
    told = dict(said(application_of(case)))
    assert "念给申请人听过" in told["口头申请"] and told["申请人数"].startswith("3人共同申请")
    assert (case.party_type, case.received_on) == ("natural", date(2026, 2, 10))


@pytest.mark.parametrize("mailbox", ["", "zjj@mingchuan.gov.example"])
def test_e_mail_is_a_door_only_where_the_guide_names_a_mailbox(cast, mailbox):
    cast.units["zjj"].email = mailbox
    if not mailbox:
        with pytest.raises(StepRefused, match="公开指南没有提供电子邮件申请"):
            brought(cast, channel="email", received="")
        return
    case = brought(cast, channel="email", received="")
    assert (case.state, case.received_on) == ("registered", None)
    foi.confirm_receipt(case=case, received_on=date(2026, 2, 11), by=cast.actor(OFFICER), at=noon("2026-02-12"))
    assert due(case) == date(2026, 3, 17)


def test_what_another_organ_passed_on_is_received_the_day_it_came_here(cast):
    manner = Manner(passed_on_by="明川县信访局，转送函〔2026〕3号")
    with pytest.raises(StepRefused, match="收到转送函那天"):
        brought(cast, manner, channel="transfer", received="")
    case = brought(cast, manner, channel="transfer", received="2026-02-09")
    assert (case.received_on, due(case)) == (date(2026, 2, 9), date(2026, 3, 13))
    assert said(application_of(case)) == [("转送的机关", "明川县信访局，转送函〔2026〕3号")]


def test_each_way_in_has_its_row_in_the_table_of_2014():
    assert {each.key: each.cell for each in CHANNELS if each.key in ("email", "transfer")} == {
        "email": "c13",
        "transfer": "c14",
    }


def test_papers_may_be_added_while_it_is_open_by_who_takes_it_in(cast):
    case = submitted(cast)
    file_papers(case=case, scans=[SCAN], what="委托书", by=cast.actor(CLERK), at=noon("2026-02-11"))
    file_papers(case=case, scans=[SCAN], by=cast.actor(OFFICER), at=noon("2026-02-11"))
    assert len([file for file in of_owner(case.ref) if file.sealed and file.media_type == "text/plain"]) == 2
    for by, error in (("he_jiancha", NotAllowed), ("liu_qianfa", NotAllowed)):
        with pytest.raises(error):
            file_papers(case=case, scans=[SCAN], by=cast.actor(by), at=noon("2026-02-11"))
    with pytest.raises(StepRefused, match="请选要附的文件"):
        file_papers(case=case, scans=[], by=cast.actor(CLERK), at=noon("2026-02-11"))
    closed = answered(cast, "2026-02-10", "2026-02-12")
    with pytest.raises(StepRefused, match="已答复"):
        file_papers(case=closed, scans=[SCAN], by=cast.actor(CLERK), at=noon("2026-02-13"))
