"""A receipt day is corrected at the desk: what is refused, what is asked first, and what the page then shows."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.test_case import do, page
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import HEAD, accepted, answer, answered, asked_to_correct, letter, second_head


@pytest.mark.parametrize(
    "values, told, field",
    [
        ({"received_on": "2008-4-30"}, "2008年5月1日起施行", "received_on"),
        ({"received_on": "2026-2-9", "outcome": "c32"}, "办理结果不变", "outcome"),
        ({"received_on": "2026-2-10"}, "不用更正", "received_on"),
        ({"received_on": "2026-2-25"}, "收到日期不能晚于这一天", "received_on"),
        ({"received_on": "2019-5-14"}, "重新选择办理结果", "outcome"),
    ],
)
def test_a_receipt_day_that_cannot_be_is_told_on_the_form_which_keeps_what_was_typed(desk, cast, values, told, field):
    case = answered(cast, "2026-02-10", "2026-02-20")
    answer = do(desk("zhou_jingban"), case, "receipt", reason="邮戳看错", **values)
    shown = answer.content.decode()
    assert answer.status_code == 422 and told in shown and "邮戳看错" in shown
    assert told in str(answer.context["form"].errors[field]) and 'name="sure"' not in shown


@pytest.mark.parametrize(
    ("act", "values", "told"),
    [
        ("propose", {"outcome": "3_1", "text": "您申请的信息予以公开，名单附后。"}, "请签发人先退回重拟，再更正"),
        ("correct", {"items": "请写明年份", "days": "15"}, "请收到补正、登记以后再更正"),
    ],
)
def test_what_the_act_refuses_is_not_asked_about_first(desk, application, act, values, told):
    case, officer = application(), desk("zhou_jingban")
    if act == "propose":
        do(officer, case, "accept")
    do(officer, case, act, **values)
    shown = do(officer, case, "receipt", received_on="2019-5-14", reason="邮戳看错").content.decode()
    assert told in shown and 'name="sure"' not in shown


@pytest.mark.parametrize(("username", "allowed"), [("zhou_jingban", False), ("liu_qianfa", False), (HEAD, True)])
def test_a_closed_case_is_made_timely_by_the_head_who_ticks_what_it_makes_of_it(desk, cast, today, username, allowed):
    case = answer(cast, accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), "2026-03-17")
    today("2026-03-20")
    second_head(cast)
    client = desk(username)
    shown = page(client, case)
    assert "超期办结" in shown and ("更正以后不再超期、逾期，或者少超几天的，由公开机构负责人办。" in shown) is (
        username == "zhou_jingban"
    )
    values = {"received_on": "2026-2-11", "reason": "邮戳看错"}
    shown = do(client, case, "receipt", **values).content.decode()
    assert ('name="sure"' in shown) is allowed and "由超期办结改为按期办结" in shown
    done = do(client, case, "receipt", **values, sure="on")
    assert done.status_code == (302 if allowed else 422)
    assert ("按期办结</strong>" in page(desk("he_jiancha"), case)) is allowed


@pytest.mark.parametrize(("to", "told"), [("2019-5-14", True), ("2019-5-15", False), ("2019-5-16", False)])
def test_a_correction_of_the_application_that_the_law_does_not_know_is_marked(desk, cast, today, to, told):
    case = asked_to_correct(cast, letter(cast, "2019-05-17", "2019-05-17"), "2019-05-17")
    foi.receive_correction(case=case, text="2018年的", by=cast.actor("zhou_jingban"), at=noon("2019-05-20"))
    today("2019-05-21")
    officer = desk("zhou_jingban")
    assert do(officer, case, "receipt", received_on=to, reason="邮戳看错", sure="on").status_code == 302
    shown = page(officer, case)
    assert ("补正后重新计时，是按更正收到日期以前适用的规则办的" in shown) is told
    assert ("现在适用的规则没有补正后重新起算" in shown) is told


@pytest.mark.parametrize(("to", "told"), [("2019-5-14", False), ("2019-5-15", True), ("2019-5-16", True)])
def test_the_term_for_asking_a_correction_is_shown_of_the_day_that_is_right(desk, cast, today, to, told):
    case = letter(cast, "2019-05-17")
    today("2019-05-20")
    officer = desk("zhou_jingban")
    assert do(officer, case, "receipt", received_on=to, reason="邮戳看错", sure="on").status_code == 302
    assert ("一次性告知补正期限" in page(officer, case)) is told


@pytest.mark.parametrize(("days", "told"), [("15", False), ("16", True)])
def test_an_extension_beyond_the_regulation_that_now_applies_is_told(desk, application, today, days, told):
    case = application(at="2019-05-15")
    today("2019-05-20")
    do(desk("liu_qianfa"), case, "extend", days=days, ground="材料多")
    officer = desk("zhou_jingban")
    assert do(officer, case, "receipt", received_on="2019-5-14", reason="邮戳看错", sure="on").status_code == 302
    shown = page(officer, case)
    assert f"延期{days}个工作日（条例（2008）第24条），共{15 + int(days)}个工作日" in shown
    assert ("延长的天数是按更正收到日期以前适用的规则定的" in shown) is told
    assert ("现在适用的规则最多延15个工作日" in shown) is told
