"""What a unit sees of another unit's case in which it is consulted: while it is asked, and afterwards."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.models import Consultation

OPINION = "同意公开，姓名请隐去。"


@pytest.fixture
def asked(application, cast) -> Case:
    """The housing bureau's case, in which the health commission is asked."""
    case, by = application(), cast.actor("zhou_jingban")
    foi.accept(case=case, by=by, at=noon("2026-02-26"))
    consulting.consult(
        case=case,
        kind="joint_organ",
        whom="",
        letter="请贵委函复。",
        unit=cast.units["wjw"],
        by=by,
        at=noon("2026-02-27"),
    )
    return case


def answered(cast) -> None:
    consulting.record_opinion(
        consultation=Consultation.objects.get(), consents=True, opinion=OPINION, by=cast.actor("qian_jingban"), at=noon("2026-03-02")
    )  # fmt: skip


def closed(cast) -> None:
    foi.recall(case=Case.objects.get(), by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))


def page(client, case: Case) -> str:
    response = client.get(f"/desk/c/{case.reference}/")
    assert response.status_code == 200
    return response.content.decode()


WHOLE = ("申请公开危房改造补助名单。", "这个日期是怎么算出来的", "张某", "希望的形式", "内容明确", "受理")


def test_while_it_is_asked_its_officer_sees_what_is_wanted_and_how_long(desk, asked):
    shown = page(desk("qian_jingban"), asked)
    assert "申请公开危房改造补助名单。" in shown and "这个日期是怎么算出来的" in shown
    assert "本单位的已经办完" not in shown


@pytest.mark.parametrize("over", [answered, closed])
def test_once_its_part_is_over_it_sees_what_it_was_asked_and_what_it_answered(desk, asked, cast, over):
    over(cast)
    officer = desk("qian_jingban")
    shown = page(officer, asked)
    assert "本单位的已经办完" in shown and "征求意见书" in shown
    assert (OPINION in shown) is (over is answered)
    assert [words for words in WHOLE if words in shown] == []
    assert asked.reference not in officer.get("/desk/?tab=closed").content.decode()
    assert asked.reference not in officer.get("/desk/?q=危房").content.decode()
    assert "申请公开危房改造补助名单。" in page(desk("zhou_jingban"), asked)


@pytest.mark.parametrize("username", ["sun_bianji", "ma_qianfa"])
def test_colleagues_who_do_not_answer_see_nothing_of_it(desk, asked, cast, username):
    client = desk(username)
    for step in (lambda: None, lambda: answered(cast)):
        step()
        assert client.get(f"/desk/c/{asked.reference}/").status_code == 404
        listed = client.get("/desk/?tab=unit").content.decode()
        assert asked.reference not in listed and "危房改造补助名单" not in listed


def test_who_oversees_the_consulted_unit_sees_it(desk, asked):
    assert "申请公开危房改造补助名单。" in page(desk("he_jiancha"), asked)
