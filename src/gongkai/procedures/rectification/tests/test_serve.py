"""The result reaches whoever asked like any other paper: by post, by hand, on the web; what comes back is owed to be handed over again."""

from datetime import date

import pytest
from tests.plugins.acts.rectification import asked, posted, told_of
from tests.plugins.cast import noon
from tests.plugins.scenes import LATER

from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases import archives
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.rectification import actions, serving
from gongkai.procedures.rectification.faces.desk import shares

OFFICER, SIGNATORY = "zhou_jingban", "liu_qianfa"
DAY = LATER.date()


def send(cast, case, way="in_person", by=OFFICER, **more):
    paper = serving.papers_of(case)[0].number
    said = {"signer": "本人"} if way == "in_person" else {}
    return serving.hand_over(case=case, paper=paper, way=way, by=cast.actor(by), at=LATER, **{"on": DAY} | said | more)


def test_given_by_hand_it_is_served_that_day_and_the_remedy_s_term_is_told(cast):
    case = actions.propose(
        case=asked(cast), outcome="rct_accurate", text="经核对，档案里的记录没有错误。", by=cast.actor(OFFICER), at=noon("2026-03-02")
    )  # fmt: skip
    case = actions.decide(case=case, by=cast.actor(SIGNATORY), at=noon("2026-03-02"))
    paper = serving.papers_of(case)[0].number
    serving.hand_over(case=case, paper=paper, way="in_person", signer="本人", on=date(2026, 3, 2), by=cast.actor(OFFICER), at=noon("2026-03-02"))  # fmt: skip
    told = dict(shares(case, DAY))
    assert told["告知书送达"] == "当面交付，2026年3月2日送达" and told["申请复议到"].startswith("2026年5月6日")
    assert verify().findings == []


def test_what_comes_back_is_owed_again_and_the_archives_wait(cast):
    case, by = posted(cast), cast.actor(OFFICER)
    assert "没有登记送达" in archives.not_yet(case)
    with pytest.raises(StepRefused, match="请先登记送达或者退回"):
        send(cast, case, "post", posting="EA1")
    serving.came_back(case=case, which=1, on=DAY, reason="收件人不在此地址", by=by, at=LATER)
    assert [each.kind for each in open_duties(case.ref)] == [serving.SERVE_AGAIN]
    send(cast, case)
    assert not open_duties(case.ref) and serving.served_on(case) == DAY
    with pytest.raises(StepRefused, match="已经登记过结果"):
        serving.arrived(case=case, which=1, on=DAY, by=by, at=LATER)


def test_posted_it_is_served_on_the_day_that_is_told(cast):
    case = posted(cast)
    serving.arrived(case=case, which=1, on=DAY, signer="邻居", by=cast.actor("chen_chuangkou"), at=LATER)
    assert serving.served_on(case) == DAY and serving.services_of(case)[0].signer == "邻居"


@pytest.mark.parametrize(
    "way, more, said",
    [
        ("post", {}, "请写邮件单号"),
        ("in_person", {"signer": " "}, "请写谁签收的"),
        ("web", {}, "网上的不用登记"),
        ("in_person", {"on": date(2030, 1, 1)}, "不能晚于今天"),
        ("in_person", {"on": date(2020, 1, 1)}, "才作出"),
    ],
)
def test_what_cannot_be_meant_is_refused(cast, way, more, said):
    case = told_of(cast)
    with pytest.raises(StepRefused, match=said):
        send(cast, case, way, **more)
    assert not serving.services_of(case)


def test_only_those_who_handle_it_hand_it_over(cast):
    with pytest.raises(NotAllowed):
        send(cast, told_of(cast), by="qian_jingban")


def test_the_first_opening_on_the_web_is_noted_once(cast):
    case = told_of(cast)
    for _ in range(2):
        serving.note_access(case=case, notice=serving.papers_of(case)[0], at=LATER)
    assert [(each.way, each.served_on) for each in serving.services_of(case)] == [("web", DAY.isoformat())]
