"""Reconsiderations and lawsuits on the desk: taken down from the application's page, answered and decided in the browser's terms."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.plugins.cast import noon

from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of, of_owner
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_duties
from gongkai.procedures.remedies import actions
from gongkai.procedures.remedies.tests.scenes import (
    EVIDENCE,
    LEGAL,
    MATTER,
    answered,
    day,
    decided,
    owed,
    received,
    replied,
)
from gongkai.procedures.remedies.tests.test_sue import appealed, judged

REGISTER = "/desk/p/litigation/register/"
TOLD = {
    "sort": "reconsideration",
    "channel": "letter",
    "received_on": "2026-03-02",
    "organ": "明川县人民政府",
    "number": "明政复〔2026〕3号",
    "wanted": "请求撤销答复，责令公开。",
    "token": "t" * 32,
}
WHO = {"unit": "", "party_type": "natural", "name": "李四", "subject": "征地补偿方案"}


@pytest.fixture
def desk(cast, monkeypatch):
    def client(username: str, on: str = "2026-03-02") -> Client:
        monkeypatch.setattr("gongkai.doors.edge.now", lambda: noon(on))
        made = Client()
        made.force_login(cast.people[username])
        session = made.session
        session["second_factor"] = True
        session.save()
        return made

    return client


def text(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_from_the_page_of_an_application_it_is_taken_down_and_linked(cast, desk):
    application, client = answered(cast), desk(LEGAL)
    assert (
        f"{REGISTER}?about={application.reference}" in client.get(f"/desk/c/{application.reference}/").content.decode()
    )
    asked = client.get(f"{REGISTER}?about={application.reference}").content.decode()
    assert "危房改造补助名单" in asked and 'name="name"' not in asked and "明川县人民政府" in asked
    done = client.post(f"{REGISTER}?about={application.reference}", TOLD)
    case = Case.objects.get(procedure="reconsideration")
    assert done["location"] == f"/desk/c/{case.reference}/"
    page = text(client.get(done["location"]))
    for words in (
        "行政复议",
        "待答复",
        "请求撤销答复",
        "关联的办件",
        application.reference,
        "行政复议法第48条",
        "审理机关",
    ):
        assert words in page, words
    assert case.reference in text(client.get(f"/desk/c/{application.reference}/"))


def test_alone_it_asks_who_and_about_what(cast, desk):
    client = desk(LEGAL)
    refused = client.post(REGISTER, TOLD)
    assert refused.status_code == 422 and not Case.objects.exists()
    done = client.post(REGISTER, TOLD | WHO | {"unit": cast.units["zjj"].pk})
    case = Case.objects.get()
    assert done["location"] == f"/desk/c/{case.reference}/" and "征地补偿方案" in text(client.get(done["location"]))


def test_what_was_typed_stays_and_a_sentence_says_what_to_do(cast, desk):
    answer = desk(LEGAL).post(REGISTER, TOLD | WHO | {"unit": cast.units["zjj"].pk, "received_on": "2026-03-09"})
    assert answer.status_code == 422 and "不能晚于今天" in text(answer) and "李四" in answer.content.decode()


def test_a_lawsuit_from_the_page_of_a_decided_reconsideration_follows_it(cast, desk):
    application = answered(cast)
    first = decided(cast, replied(cast, received(cast, about=application)))
    client = desk(LEGAL, "2026-05-06")
    assert "登记对这个决定的起诉" in text(client.get(f"/desk/c/{first.reference}/"))
    told = TOLD | {"sort": "litigation.after", "received_on": "2026-05-06", "organ": "明川县人民法院"}
    client.post(f"{REGISTER}?about={first.reference}", told)
    case = Case.objects.get(procedure="litigation")
    page = text(client.get(f"/desk/c/{case.reference}/"))
    assert case.route == "after" and "复议后起诉" in page and first.reference in page and application.reference in page


def test_a_lawsuit_that_follows_a_reconsideration_is_concealed_with_both_once(cast):
    application = answered(cast)
    first = decided(cast, replied(cast, received(cast, about=application)))
    last = received(cast, "2026-05-06", "litigation", about=application, follows=first)
    conceal(case=application, reason="涉及在办案件", by=cast.actor("liu_qianfa"), at=noon("2026-05-07"))
    assert set(Case.objects.values_list("confidential", flat=True)) == {True} and Case.objects.count() == 3
    assert [(duty.role, duty.person) for duty in open_duties(last.ref)] == [("case_officer", "zhou_jingban")]


@pytest.mark.parametrize("username, found", [("qian_jingban", 404), ("wang_bianji", 404), ("he_jiancha", 404)])
def test_for_whoever_has_no_part_in_it_there_is_nothing(cast, desk, username, found):
    application = answered(cast)
    case = received(cast, about=application)
    client = desk(username)
    assert client.get(f"{REGISTER}?about={application.reference}").status_code == found
    if username != "he_jiancha":
        assert client.get(f"/desk/c/{case.reference}/").status_code == 404
        assert case.reference not in text(client.get("/desk/"))
    assert client.post(f"/desk/c/{case.reference}/do/decide/", {}).status_code == 404


def test_who_oversees_sees_it_and_may_only_urge(cast, desk):
    case = received(cast)
    page = desk("he_jiancha").get(f"/desk/c/{case.reference}/")
    assert page.status_code == 200 and set(re.findall(r"/do/(\w+)/", page.content.decode())) == {"remind", "urge"}


@pytest.mark.parametrize("when", ["before", "after", "decided"])
def test_what_is_about_a_confidential_application_is_confidential_too(cast, desk, when):
    """Whether that became so before it was complained of or after; it is in the hands of the one officer who goes on."""
    application = answered(cast)
    head = {"by": cast.actor("liu_qianfa"), "at": noon("2026-03-02")}
    if when == "before":
        conceal(case=application, reason="涉及在办案件", **head)
        by = cast.actor("zhou_jingban")
        case = actions.register(
            procedure="reconsideration", unit=application.unit, matter=MATTER, channel="letter", received_on=day("2026-03-02"),
            about=application, by=by, at=noon("2026-03-02"),
        )  # fmt: skip
    else:
        case = received(cast, about=application)
        case = decided(cast, case, "rec_withdrawn", "2026-03-02") if when == "decided" else case
        conceal(case=application, reason="涉及在办案件", **head)
    case.refresh_from_db()
    assert case.confidential and owed(case) == (
        [("reply", "case_officer", "2026-03-16", False)] if when != "decided" else []
    )
    for username in (LEGAL, "zheng_jingban", "gao_gongkai", "he_jiancha"):
        client = desk(username)
        assert client.get(f"/desk/c/{case.reference}/").status_code == 404
        assert case.reference not in text(client.get("/desk/?tab=unit"))
    assert desk("liu_qianfa").get(f"/desk/c/{case.reference}/").status_code == 200
    if when != "decided":
        client = desk("zhou_jingban")
        assert case.reference in text(client.get("/desk/"))
        told = {"text": "本机关依法作出答复，事实清楚。", "evidence": EVIDENCE, "seen": case.revision}
        assert client.post(f"/desk/c/{case.reference}/do/reply/", told).status_code == 302
        assert [(duty.role, duty.person) for duty in open_duties(case.ref)] == [("case_officer", "zhou_jingban")]
    assert verify().findings == []


def test_answered_and_decided_on_the_desk_it_orders_in_the_application(cast, desk):
    application = answered(cast)
    case = received(cast, about=application)
    client = desk(LEGAL, "2026-03-10")
    assert "提交答复" in text(client.get(f"/desk/c/{case.reference}/do/reply/"))
    told = {"text": "本机关依法作出答复，事实清楚。", "evidence": EVIDENCE, "seen": case.revision}
    assert client.post(f"/desk/c/{case.reference}/do/reply/", told).status_code == 302
    page = text(client.get(f"/desk/c/{case.reference}/"))
    assert "等审理机关的结果" in page and "证据、依据清单" in page and "还没有" not in page
    client = desk(LEGAL, "2026-04-20")
    case.refresh_from_db()
    told = {
        "outcome": "rec_perform",
        "on": "2026-04-17",
        "came_on": "2026-04-20",
        "counting": "working",
        "seen": case.revision,
    }
    refused = client.post(f"/desk/c/{case.reference}/do/decide/", told)
    assert refused.status_code == 422 and "请写明限几日内办" in text(refused)
    assert client.post(f"/desk/c/{case.reference}/do/decide/", told | {"days": 15}).status_code == 302
    page = text(client.get(f"/desk/c/{case.reference}/"))
    assert "责令限期履行" in page and "结果纠正" in page and application.reference in page
    officer = desk("zhou_jingban", "2026-04-21")
    assert "责令办理" in text(officer.get("/desk/"))
    page = text(officer.get(f"/desk/c/{application.reference}/"))
    assert "重新办理中" in page and "送签重新作出的答复书" in page and f"{case.reference}责令重新办理" in page


def test_each_step_of_a_lawsuit_has_its_form(cast, desk):
    client = desk(LEGAL, "2026-06-23")
    for case, names in (
        (judged(cast), ("conclude", "appeal", "attend")),
        (appealed(cast), ("reply", "decide", "remand", "summon", "note")),
        (appealed(cast, by="own"), ("decide", "remand", "suspend")),
    ):
        page = client.get(f"/desk/c/{case.reference}/")
        for name in names:
            offered = f"/desk/c/{case.reference}/do/{name}/" in page.content.decode()
            assert offered is (name != "attend"), name
            if offered:
                assert client.get(f"/desk/c/{case.reference}/do/{name}/").status_code == 200, name


def test_the_tables_of_a_year_stand_beside_each_other_and_open(cast, desk):
    from gongkai.engines.measures import sheets

    decided(cast, replied(cast, received(cast)))
    sheets.catch_up()
    client = desk("gao_gongkai", "2026-05-06")
    page = client.get("/desk/reports/2021-3/2026/xzf/").content.decode()
    assert "/desk/reports/2021-4/2026/xzf/" in page
    opened = text(client.get("/desk/reports/2021-4/2026/xzf/reconsideration/upheld/"))
    assert "FY-2026-0001" in opened and "维持" in opened and "rec_upheld" not in opened
    table = client.get("/desk/reports/2021-4/2026/xzf/").content.decode().partition('class="stat"')[2]
    heads, first = re.search(r"<thead>.*?</thead>", table, re.S)[0], re.search(r"<tbody>.*?</tr>", table, re.S)[0]
    assert heads.count("<th ") == first.count("<th ") + first.count("<td ") == 6


def test_scans_of_what_came_are_kept_sealed_with_it_and_bound_into_its_file(desk, home):
    client, sent = desk(LEGAL), TOLD | WHO
    unit = client.get(REGISTER).context["form"].fields["unit"].choices[-1][0]
    answer = client.post(REGISTER, sent | {"unit": unit, "scans": SimpleUploadedFile("起诉状副本.png", PNG)})
    case = Case.objects.get(procedure="reconsideration")
    stored = File.objects.get(owner=case.ref, media_type="image/png")
    assert answer.status_code == 302 and stored.sealed and names_of([stored])[stored.public_id] == "起诉状副本.png"
    assert "起诉状副本.png" in client.get(f"/desk/c/{case.reference}/").content.decode()


def test_the_decision_itself_is_kept_scanned_and_sealed(cast, desk, home):
    case = replied(cast, received(cast))
    files = [SimpleUploadedFile("复议决定书.png", PNG)]
    case.refresh_from_db()
    values = {"outcome": "rec_upheld", "on": "2026-04-20", "came_on": "2026-04-21", "text": "维持。", "files": files}
    posted = desk(LEGAL, "2026-04-21").post(f"/desk/c/{case.reference}/do/decide/", values | {"seen": case.revision})
    assert posted.status_code == 302
    scanned = [each for each in of_owner(case.ref) if each.media_type == "image/png"]
    assert [names_of(scanned)[each.public_id] for each in scanned] == ["复议决定书.png"] and scanned[0].sealed


def test_an_appeal_is_answered_by_its_own_clock_on_the_page(cast, desk):
    case = appealed(cast)
    page = desk(LEGAL, "2026-06-23").get(f"/desk/c/{case.reference}/")
    clock = page.context["clock"]
    assert clock["reading"].due_on is not None and clock["reading"].stopped_on is None
    assert page.context["others"] == []
