"""Terms that reach into a year whose holidays are not announced yet: no due day, a proven bound, an expected day."""

import pytest

from gongkai.pure.clock import FOI_2019, IllegalEvent, UnknownYear, ruler
from gongkai.pure.clock.tests.build import NATIONAL, D, correct, extend, pause, reading, start, stop

LOADED = NATIONAL.with_year(2027, [D("2027-01-01")], [])


@pytest.mark.parametrize(
    "received, due, provisional, bound",
    [
        ("2026-12-03", "2026-12-31", None, "2026-12-31"),
        ("2026-12-04", None, "2027-01-04", "2027-01-01"),
        ("2026-12-07", None, "2027-01-05", "2027-01-02"),
    ],
)
def test_receipts_of_december(received, due, provisional, bound):
    read = reading(start(received), today="2026-12-15")
    assert (read.due_on, read.provisional, read.bound) == (due and D(due), provisional and D(provisional), D(bound))


@pytest.mark.parametrize(
    "received, due, provisional, bound",
    [
        ("2026-11-04", "2026-12-30", None, "2026-12-30"),
        ("2026-11-05", "2026-12-31", None, "2026-12-31"),
        ("2026-11-06", None, "2027-01-04", "2027-01-01"),
    ],
)
def test_extended_receipts_of_november(received, due, provisional, bound):
    read = reading(start(received), extend("2026-11-20", 20), today="2026-12-15")
    assert (read.due_on, read.provisional, read.bound) == (due and D(due), provisional and D(provisional), D(bound))


@pytest.mark.parametrize(
    "today, light, left",
    [
        ("2026-12-28", "green", 4),
        ("2026-12-29", "yellow", 3),
        ("2026-12-31", "yellow", 1),
        ("2027-01-01", "yellow", 0),
        ("2027-01-02", "red", -1),
    ],
)
def test_left_and_light_come_from_the_bound(today, light, left):
    read = reading(start("2026-12-04"), today=today)
    assert (read.light, read.left) == (light, left)


@pytest.mark.parametrize(
    "day, works",
    [
        ("2029-01-01", False),
        ("2029-01-02", True),
        ("2028-05-01", False),
        ("2028-05-02", False),
        ("2028-05-03", True),
        ("2029-10-01", False),
        ("2029-10-02", False),
        ("2029-10-03", False),
        ("2029-10-04", True),
        ("2029-10-06", False),
    ],
)
def test_only_weekends_and_fixed_holidays_are_expected_to_be_off(day, works):
    assert NATIONAL.expected.is_working(D(day).toordinal()) is works


def test_the_expected_day_of_a_long_extension():
    assert reading(start("2026-12-30"), extend("2026-12-30", 20), today="2026-12-30").provisional == D("2027-02-25")


@pytest.mark.parametrize("day, allowed", [("2026-12-31", True), ("2027-01-01", True), ("2027-01-02", False)])
def test_extension_up_to_the_bound(day, allowed):
    if allowed:
        assert reading(start("2026-12-04"), extend(day, 5), today="2026-12-31").provisional == D("2027-01-11")
    else:
        with pytest.raises(IllegalEvent, match="after the due day 2027-01-01"):
            reading(start("2026-12-04"), extend(day, 5), today="2026-12-31")


def test_a_loaded_year_makes_it_certain():
    events = [start("2026-12-04")]
    after = reading(*events, correct("2026-12-04"), today="2026-12-31", calendar=LOADED)
    assert (after.due_on, after.provisional, after.bound) == (D("2027-01-04"), None, D("2027-01-04"))
    assert after.left == 1


def test_a_year_loaded_with_more_days_off_is_later_than_expected():
    calendar = NATIONAL.with_year(2027, [D("2027-01-01"), D("2027-01-04"), D("2027-01-05")], [])
    assert reading(start("2026-12-04"), calendar=calendar).due_on == D("2027-01-06")


def test_a_make_up_day_makes_it_earlier_than_expected_but_not_than_the_bound():
    calendar = NATIONAL.with_year(2027, [D("2027-01-01")], [D("2027-01-02")])
    assert reading(start("2026-12-04"), calendar=calendar).due_on == D("2027-01-02")


def test_an_open_pause_is_not_provisional():
    read = reading(start("2026-12-04"), *pause("2026-12-10"), today="2026-12-31")
    assert (read.light, read.provisional, read.bound) == ("paused", None, None)


def test_a_certain_due_day_is_read_in_an_unknown_year():
    read = reading(start("2026-12-03"), today="2027-01-05")
    assert (read.due_on, read.light, read.left) == (D("2026-12-31"), "red", -2)


@pytest.mark.parametrize("sent, late", [("2026-12-31", 0), ("2027-01-01", 0), ("2027-01-04", None)])
def test_whether_it_was_late_may_have_to_wait(sent, late):
    assert reading(start("2026-12-04"), stop(sent), today=sent).late_days == late


@pytest.mark.parametrize(
    "today, left, overdue, said",
    [
        ("2027-01-01", 0, 0, "已用19个，还剩1个，"),
        ("2027-01-02", -1, 0, "已用19个，还剩1个，到期日暂定"),
        ("2027-01-04", -1, 0, "已用20个，还剩0个，到期日暂定"),
        ("2027-01-05", -1, 1, "已超期1个工作日，到期日暂定"),
        ("2027-01-07", -3, 3, "已超期3个工作日，到期日暂定"),
    ],
)
def test_overdue_is_counted_from_the_day_expected(today, left, overdue, said):
    """Received on 4 December: by 1 January at the earliest, expected on 4 January."""
    read = ruler([start("2026-12-04")], FOI_2019, NATIONAL, D(today))
    assert read.reading.overdue == overdue and said in read.sentence, (read.reading, read.sentence)
    assert (read.reading.left < 0) is (left < 0)


@pytest.mark.parametrize("today, used, spent", [("2026-12-31", 19, 19), ("2027-01-04", 23, 20), ("2027-01-05", 24, 21)])
def test_what_is_spent_is_told_by_the_days_expected(today, used, spent):
    """The light takes every day of a year that is not announced; people are told the days beside the day expected."""
    read = reading(start("2026-12-04"), today=today)
    assert (read.used, read.spent) == (used, spent)


def test_a_clock_far_outside_the_calendar_names_the_year():
    with pytest.raises(UnknownYear, match="2060"):
        reading(start("2060-03-01"), today="2060-03-01")
