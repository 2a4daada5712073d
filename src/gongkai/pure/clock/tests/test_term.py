"""Due days of plain terms: receipt is day zero, the last counted day is the due day."""

import json
from datetime import date

import pytest

from gongkai.pure.clock import (
    CORRECTION_REQUEST,
    FOI_2008,
    FOI_2019,
    JOINT_ORGAN,
    PUBLISH,
    RULES,
    THIRD_PARTY,
    ClockRule,
    Counting,
    IllegalEvent,
    Term,
    foi_rule_on,
)
from gongkai.pure.clock.tests.build import NATIONAL, D, extend, reading, start

GOLDEN = """
2024-12-23 2025-01-02 2025-01-14 2025-01-21 2025-02-24
2025-01-13 2025-01-22 2025-02-08 2025-02-14 2025-03-14
2025-04-25 2025-05-08 2025-05-20 2025-05-27 2025-06-25
2025-09-12 2025-09-23 2025-10-10 2025-10-16 2025-11-13
2026-02-02 2026-02-11 2026-02-28 2026-03-06 2026-04-03
2019-05-14 2019-05-23 2019-06-04 2019-06-12 2019-07-10
"""
ROWS = [tuple(line.split()) for line in GOLDEN.split("\n") if line]


def plain(days: int, counting: Counting = Counting.WORKING) -> ClockRule:
    return ClockRule("plain", "试验", date(2004, 1, 1), None, Term(days, counting), extension=Term(20, counting))


@pytest.mark.parametrize("received, plus7, plus15, plus20, plus40", ROWS)
def test_golden_due_days(received, plus7, plus15, plus20, plus40):
    for days, due in ((7, plus7), (15, plus15), (20, plus20), (40, plus40)):
        assert NATIONAL.nth_working_day(D(received), days) == D(due)
        assert reading(start(received), rule=plain(days)).due_on == D(due)
    extended = reading(start(received), extend(received, 20), rule=plain(20))
    assert extended.due_on == D(plus40)
    assert extended.term_days == 40


@pytest.mark.parametrize(
    "received, rule, due",
    [
        ("2019-05-13", FOI_2008, "2019-06-03"),
        ("2019-05-14", FOI_2008, "2019-06-04"),
        ("2019-05-15", FOI_2019, "2019-06-13"),
    ],
)
def test_the_rule_is_that_of_the_receipt_day(received, rule, due):
    assert foi_rule_on(D(received)) is rule
    assert reading(start(received), rule=rule).due_on == D(due)


@pytest.mark.parametrize(
    "received, rule", [("2019-05-15", FOI_2008), ("2019-05-14", FOI_2019), ("2008-04-30", FOI_2008)]
)
def test_a_rule_that_does_not_fit_the_receipt_day_is_refused(received, rule):
    with pytest.raises(IllegalEvent, match="does not fit") as refused:
        reading(start(received), rule=rule)
    assert rule.name in refused.value.message_zh


def test_no_regulation_before_2008():
    with pytest.raises(LookupError, match="2008-04-30"):
        foi_rule_on(D("2008-04-30"))


@pytest.mark.parametrize(
    "rule, days",
    [(PUBLISH, 20), (CORRECTION_REQUEST, 7), (THIRD_PARTY, 15), (JOINT_ORGAN, 15), (FOI_2019, 20)],
)
def test_every_clock_has_its_term(rule, days):
    assert reading(start("2025-01-13"), rule=rule).due_on == NATIONAL.nth_working_day(D("2025-01-13"), days)
    assert RULES[rule.code] is rule


@pytest.mark.parametrize(
    "received, due",
    [
        ("2024-01-26", "2024-02-28"),
        ("2024-01-29", "2024-02-29"),  # the leap day itself
        ("2024-01-30", "2024-03-01"),
        ("2025-12-02", "2025-12-30"),
        ("2025-12-03", "2025-12-31"),  # the last day of the year
        ("2025-12-04", "2026-01-04"),  # over New Year to a make-up Sunday
        ("2025-12-06", "2026-01-05"),  # received on a Saturday
        ("2025-12-07", "2026-01-05"),
    ],
)
def test_leap_day_and_turn_of_the_year(received, due):
    assert reading(start(received)).due_on == D(due)


@pytest.mark.parametrize(
    "received, days, due",
    [
        ("2025-09-01", 29, "2025-09-30"),
        ("2025-09-01", 30, "2025-10-09"),  # 1 October: on to the first day after the holiday
        ("2025-09-01", 38, "2025-10-09"),
        ("2025-09-01", 39, "2025-10-10"),
        ("2025-01-03", 5, "2025-01-08"),
        ("2025-01-06", 5, "2025-01-13"),  # Saturday
        ("2025-02-03", 5, "2025-02-08"),  # a make-up Saturday is no day off
    ],
)
def test_calendar_days_end_on_a_working_day(received, days, due):
    assert reading(start(received), rule=plain(days, Counting.CALENDAR), today="2025-01-01").due_on == D(due)


def test_calendar_days_left_reach_to_the_moved_due_day():
    read_on = {
        day: reading(start("2025-09-01"), rule=plain(30, Counting.CALENDAR), today=day)
        for day in ("2025-09-30", "2025-10-08", "2025-10-09", "2025-10-10")
    }
    assert [r.left for r in read_on.values()] == [9, 1, 0, -1]
    assert [r.light for r in read_on.values()] == ["green", "yellow", "yellow", "red"]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_survives_the_way_through_json_values(code):
    assert ClockRule.from_values(json.loads(json.dumps(RULES[code].values()))) == RULES[code]


def test_a_rule_needs_few_values():
    rule = ClockRule.from_values(
        {"code": "x", "name": "试验", "in_force_from": "2025-01-01", "term": {"days": 3, "counting": "working"}}
    )
    assert reading(start("2025-03-03"), rule=rule).due_on == D("2025-03-06")
    assert not rule.restart_allowed and rule.extension.days == 0


@pytest.mark.parametrize("wrong", [{"term": {"days": 0, "counting": "working"}}, {"warn": {"days": 3, "share": 0}}])
def test_a_rule_with_senseless_values_is_refused(wrong):
    with pytest.raises(ValueError, match="foi-2019"):
        ClockRule.from_values(FOI_2019.values() | wrong)


@pytest.mark.parametrize(
    "code, since, last",
    [
        ("judgment-2015", "2026-03-02", "2026-09-02"),  # six months end on the day of the same number
        (
            "judgment-2015",
            "2025-08-31",
            "2026-02-28",
        ),  # on the month's last where there is none; a make-up Saturday is worked
        ("judgment-2015", "2024-08-30", "2025-02-28"),
        (
            "judgment-2015",
            "2025-07-01",
            "2026-01-04",
        ),  # on the first working day after New Year's holidays, a make-up Sunday
        ("judgment-simple", "2026-03-02", "2026-04-16"),
        ("second-2015", "2026-01-09", "2026-04-09"),
        ("appeal", "2026-03-02", "2026-03-17"),
        ("appeal-ruling", "2026-03-02", "2026-03-12"),
        ("defence-2015", "2026-02-06", "2026-02-24"),  # the 21st is within the Spring Festival
        ("defence-1990", "2015-04-20", "2015-04-30"),
        ("decision-2024", "2026-03-02", "2026-05-06"),  # 1 May: until the 5th nobody works
    ],
)
def test_terms_of_reconsideration_and_lawsuits(code, since, last):
    assert reading(start(since), today=since, rule=RULES[code]).due_on == D(last)


def test_a_term_in_months_is_explained_in_its_days():
    lines = reading(start("2026-03-02"), today="2026-03-10", rule=RULES["second-2015"], explain=True).lines
    assert lines[0].text == "适用规则：第二审审理期限，3个月（行政诉讼法第88条）。"
    assert lines[2].text == "2026年3月3日 星期二：第1日" and "第92日，当日24时前发出" in lines[-1].text
