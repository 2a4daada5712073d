"""The calendar of what is due: whose, on which day, in which light; and what is only expected."""

import re
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk import due_days
from gongkai.kernel.flow.clocks import clock_of
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import handled, letter

BASE = "/desk/calendar/"


def days(page) -> dict[date, tuple[int, bool]]:
    """How much is due on each day of the table, and whether that is provisional."""
    return {c.day: (c.due.total, c.expected) for week in page.context["weeks"] for c in week if c.due}


def heads(page) -> list[tuple[str, int]]:
    return [(head, len(lines)) for head, lines in page.context["groups_of_lines"]]


def test_what_is_due_stands_on_its_day_and_below_in_the_order_of_days(cast, desk, application):
    case, other = application(), application("供水合同", "2026-02-12")
    due = [clock_of(each.ref, "answer").due_on for each in (case, other)]
    page = desk("zhou_jingban").get(f"{BASE}?month=2026-03")
    assert days(page) == {due[0]: (1, False), due[1]: (1, False)} and due[0] < due[1]
    assert [head.split()[0] for head, _ in heads(page)] == [f"{day.month}月{day.day}日" for day in due]
    one = desk("zhou_jingban").get(f"{BASE}?day={due[1]}")
    assert (
        heads(one)[0][1] == 1 and other.reference in one.content.decode() and case.reference not in one.content.decode()
    )


def test_ones_own_are_those_one_can_do_and_the_units_are_all_of_it(cast, desk, application):
    application()
    seen = {
        (name, of): sum(n for n, _ in days(desk(name).get(f"{BASE}?month=2026-03&of={of}")).values())
        for name in ("zhou_jingban", "liu_qianfa", "gao_gongkai", "qian_jingban", "wang_bianji")
        for of in ("mine", "unit")
    }
    assert {key for key, n in seen.items() if n} == {("zhou_jingban", "mine"), ("zhou_jingban", "unit"), ("liu_qianfa", "unit"), ("gao_gongkai", "unit")}  # fmt: skip
    page = desk("gao_gongkai").get(f"{BASE}?month=2026-03&of=unit&unit=wjw")
    assert days(page) == {} and "这个月没有到期的" in page.content.decode()


def test_a_day_that_waits_for_the_holidays_of_its_year_is_marked(cast, desk, today):
    today("2026-12-15")
    case = letter(cast, "2026-12-15")
    clock = clock_of(case.ref, "answer")
    assert clock.due_on is None and clock.provisional_on.year == 2027
    page = desk("zhou_jingban").get(f"{BASE}?month={clock.provisional_on:%Y-%m}")
    assert days(page) == {clock.provisional_on: (1, True)} and heads(page)[0][0].endswith("（暂定）")
    assert "放假安排公布以后才能确定" in page.content.decode()


def test_holidays_and_made_up_days_are_told(cast, desk):
    page = desk("zhou_jingban").get(f"{BASE}?month=2026-02")
    marks = {
        cell.day.isoformat(): cell.marks
        for week in page.context["weeks"]
        for cell in week
        if cell.marks and cell.within
    }
    assert marks["2026-02-17"] == "休" and "班" in marks.values()


def test_what_rests_and_what_was_due_before_is_told(cast, desk, application, today):
    case = handled(cast, "2026-02-10")
    consulting.consult(case=case, kind="third_party", whom="某户", letter="", by=cast.actor("zhou_jingban"), at=noon("2026-02-12"))  # fmt: skip
    application("供水合同")
    today("2026-04-20")
    page = desk("zhou_jingban").get(f"{BASE}?month=2026-04")
    assert page.context["earlier"] == 1 and page.context["rests"] >= 1
    assert re.search(r"2026年4月以前到期、还没有办的", page.content.decode())


def test_a_busy_month_is_paged_by_key(desk, application, monkeypatch):
    monkeypatch.setattr(due_days, "PAGE", 2)
    made = [application(f"第{n}件").reference for n in range(5)]
    client, url, seen = desk("zhou_jingban"), f"{BASE}?month=2026-03", []
    while url:
        page = client.get(url)
        seen += [line.reference for _, lines in page.context["groups_of_lines"] for line in lines]
        url = page.context["older_url"]
    assert seen == made


@pytest.mark.parametrize(
    "query", ["month=2026-13", "month=x", "month=1500-01", "day=2026-02-30", "of=all", "p=none", "of=unit&unit=wjw"]
)
def test_what_is_no_day_or_none_of_the_choices_leads_nowhere(desk, query):
    assert desk("zhou_jingban").get(f"{BASE}?{query}").status_code == 404
