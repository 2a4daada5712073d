"""The calculation sheet: each day of a term with why it counts or not, as a paper; for who handles the case, not for who was asked."""

from datetime import date, timedelta

import pytest

from gongkai.doors.desk.cases import _days_in_full
from gongkai.doors.desk.tests.test_case import do, page
from gongkai.ground.rules import queries as rules
from gongkai.kernel.cases import calculation
from gongkai.pure.clock import Event, EventKind, day_zh, read


def url(case):
    return f"/desk/c/{case.reference}/calculation.pdf"


def values(case, today):
    return calculation._values(case, calculation.clocks.clock_of(case.ref, "answer"), date.fromisoformat(today))


@pytest.fixture
def rested(desk, application, cast, today):
    """Received on 10 February; a unit was asked on 2 March and answered on 4 March; extended by ten days on 9 March."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit=str(cast.units["wjw"].pk), whom="", letter="")
    today("2026-03-04")
    do(officer, case, "opinion", which="1", consents="yes", opinion="", answered_on="2026-03-04")
    today("2026-03-09")
    do(desk("liu_qianfa"), case, "extend", days="10", ground="要查的档案多")
    case.refresh_from_db()
    return case


def test_each_day_stands_in_it_with_its_reason(rested):
    found = values(rested, "2026-03-09")
    days = {day: (number, why, off) for day, number, why, off in found["days"]}
    assert days[day_zh(date(2026, 2, 11))] == ("1", "第1个工作日", False)
    assert days[day_zh(date(2026, 2, 14))][1].startswith("调休上班")
    assert days[day_zh(date(2026, 3, 3))][0] == "" and "征求" in days[day_zh(date(2026, 3, 3))][1]
    assert [day for day, (number, _, _) in days.items() if number == "30"] == [list(days)[-1]]
    assert "到期日" in found["results"][0] and "决定延期10个工作日" in "".join(found["grounds"])
    assert [said.partition("，")[0] for _, _, said, _ in found["entries"]] == [
        "收到申请", "征求第三方意见（第1份）", "收到意见（第1份）", "延长10个工作日",
    ]  # fmt: skip


def test_what_did_not_move_the_term_is_not_in_it(rested, desk):
    do(desk("zhou_jingban"), rested, "note", text="通了电话。")
    rested.refresh_from_db()
    assert len(values(rested, "2026-03-09")["entries"]) == 4


def test_it_is_a_paper_for_who_handles_the_case(rested, desk):
    answer = desk("zhou_jingban").get(url(rested))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert url(rested) in page(desk("zhou_jingban"), rested)
    assert desk("he_jiancha").get(url(rested)).status_code == 200
    assert desk("qian_jingban").get(url(rested)).status_code == 404 and url(rested) not in page(
        desk("qian_jingban"), rested
    )


def test_before_the_receipt_is_confirmed_there_is_none(desk, paper):
    desk("chen_chuangkou").post("/desk/p/foi/register/", paper | {"channel": "letter", "received_on": ""})
    case = calculation.Case.objects.get()
    assert desk("zhou_jingban").get(url(case)).status_code == 404


def test_it_is_the_same_for_the_same_records(rested):
    assert calculation.calculation(rested, date(2026, 3, 9)) == calculation.calculation(rested, date(2026, 3, 9))


@pytest.mark.parametrize("came, said", [(True, "期满没有答复"), (False, "登记没能送达")])
def test_nobody_who_was_silent_or_not_reached_is_said_to_have_answered(desk, application, today, came, said):
    """And the delivery, from which the term of the silent ran, is among the entries that count."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="甲公司", letter="")
    if came:
        do(officer, case, "delivered", which="1", on="2026-03-02")
        today("2026-03-24")
        do(officer, case, "opinion", which="1", consents="none", opinion="", answered_on="2026-03-24")
    else:
        do(officer, case, "undelivered", which="1", reason="寄了两次都退回")
    case.refresh_from_db()
    found = values(case, "2026-03-24")
    grounds = "".join(found["grounds"])
    assert said in grounds and "发出次日至这一天不计" in grounds and "日答复" not in grounds.replace("工作日答复", "")
    assert any("送达" in entry for _, _, entry, _ in found["entries"])


def test_the_days_before_a_correction_and_the_asking_stand_in_it_too(desk, application, today):
    """Received on 10 February, asked on the seventh working day, the 24th; corrected on 2 March."""
    case, officer = application(), desk("zhou_jingban")
    today("2026-02-24")
    do(officer, case, "correct", items="请写明年份", days="10")
    today("2026-03-02")
    do(officer, case, "receive", text="2025年的。", received_on="2026-03-02")
    case.refresh_from_db()
    found = values(case, "2026-03-02")
    days = [(day, number) for day, number, *_ in found["days"]]
    first = days.index((day_zh(date(2026, 2, 11)), "1"))
    anew = next(n for n, row in enumerate(found["days"]) if "收到补正" in row[2])
    assert first == 0 and found["days"][anew][0] == day_zh(date(2026, 3, 2))
    assert days[anew + 1] == (day_zh(date(2026, 3, 3)), "1")
    assert any(("补正" in said and "要求" in said) or "补充" in said for _, _, said, _ in found["entries"])


@pytest.mark.parametrize(
    "days, said", [(0, "还剩62日（其中顺延2日）"), (60, "还剩2日（其中顺延2日）"), (62, "今天到期")]
)
def test_days_by_which_the_end_moves_off_a_day_off_are_told_apart(cast, days, said):
    """60 calendar days from 24 February 2026 end on a Saturday: 62 are left on the first, of which 60 are the term."""
    began = date(2026, 2, 24)
    rule = rules.clock_rule(rules.rule_key("complaint", began))
    reading = read([Event(EventKind.START, began)], rule, rules.calendar(), began + timedelta(days))
    assert _days_in_full(reading, rule.term.counting.day_zh) == said
