"""China's working days: what is announced, what is loaded, what is unknown."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from gongkai.pure.clock import Calendar, UnknownYear
from gongkai.pure.clock.tests.build import NATIONAL, D


@pytest.mark.parametrize("year, working_days", [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_announced(year, working_days):
    assert NATIONAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days


def test_every_day_of_two_decades_agrees_with_the_announcements():
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert NATIONAL.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "day, works",
    [
        ("2025-01-26", True),  # Sunday, made up for the Spring Festival
        ("2025-01-27", True),
        ("2025-01-28", False),  # New Year's Eve, a Tuesday
        ("2025-02-04", False),
        ("2025-02-05", True),
        ("2025-02-08", True),  # make-up Saturday
        ("2025-02-09", False),
        ("2024-02-29", True),
        ("2026-12-31", True),
    ],
)
def test_working_days_around_holidays(day, works):
    assert NATIONAL.is_working(D(day)) is works


def test_counting_is_half_open():
    friday, monday = D("2025-01-10"), D("2025-01-13")
    assert NATIONAL.working_days_between(friday, monday) == 1
    assert NATIONAL.working_days_between(monday, monday) == 0
    assert NATIONAL.working_days_between(monday, friday) == -1
    assert NATIONAL.nth_working_day(friday, 1) == monday


@pytest.mark.parametrize("year", [2003, 2027])
def test_an_unknown_year_is_named(year):
    assert not NATIONAL.known(year)
    with pytest.raises(UnknownYear, match=str(year)) as refused:
        NATIONAL.is_working(date(year, 6, 1))
    assert refused.value.year == year
    assert str(year) in refused.value.message_zh


@pytest.mark.parametrize("n, day", [(1, "2026-12-30"), (2, "2026-12-31")])
def test_steps_reach_the_last_known_day(n, day):
    assert NATIONAL.nth_working_day(D("2026-12-29"), n) == D(day)


@pytest.mark.parametrize("n", [3, 4, 100_000])
def test_steps_beyond_the_last_known_day_name_the_first_unknown_year(n):
    with pytest.raises(UnknownYear) as refused:
        NATIONAL.nth_working_day(D("2026-12-29"), n)
    assert refused.value.year == 2027


def test_counting_into_an_unknown_year_is_refused():
    with pytest.raises(UnknownYear, match="2027"):
        NATIONAL.working_days_between(D("2026-12-31"), D("2027-01-01"))


def test_the_zeroth_working_day_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        NATIONAL.nth_working_day(D("2025-01-10"), 0)


def test_an_announced_year_is_loaded():
    loaded = NATIONAL.with_year(2027, [D("2027-01-01"), D("2027-02-08")], [D("2027-02-20")])
    assert not loaded.is_working(D("2027-01-01"))
    assert not loaded.is_working(D("2027-02-08"))
    assert loaded.is_working(D("2027-02-20"))
    assert loaded.is_working(D("2027-01-04"))
    assert not NATIONAL.known(2027)


def test_an_arrangement_may_reach_back_into_december():
    """As that of 2019 did: Saturday 2018-12-29 worked, Monday 2018-12-31 off."""
    loaded = NATIONAL.with_year(2027, [D("2026-12-31"), D("2027-01-01")], [D("2026-12-26")])
    assert not loaded.is_working(D("2026-12-31"))
    assert loaded.is_working(D("2026-12-26"))


@pytest.mark.parametrize("stray", ["2026-11-30", "2028-01-01"])
def test_a_day_of_another_year_is_refused(stray):
    with pytest.raises(ValueError, match=stray):
        NATIONAL.with_year(2027, [D(stray)], [])


def test_a_day_both_off_and_worked_is_refused():
    with pytest.raises(ValueError, match="2027-02-20"):
        NATIONAL.with_year(2027, [D("2027-02-20")], [D("2027-02-20")])


def test_loading_a_year_again_replaces_it():
    once = NATIONAL.with_year(2027, [D("2027-03-01")], [D("2027-03-06")])
    again = once.with_year(2027, [D("2027-03-02")], [])
    assert again.is_working(D("2027-03-01"))
    assert not again.is_working(D("2027-03-02"))
    assert not again.is_working(D("2027-03-06"))


def test_single_days_change_in_an_emergency():
    """As on 2020-01-31, when the Spring Festival was prolonged."""
    changed = NATIONAL.with_days(off=[D("2025-03-03")], work=[D("2025-02-04"), D("2025-03-01")])
    assert [changed.is_working(D(day)) for day in ("2025-03-03", "2025-02-04", "2025-03-01")] == [False, True, True]
    assert changed.with_days(work=[D("2025-03-03")]).is_working(D("2025-03-03"))


def test_a_single_day_of_an_unknown_year_is_refused():
    with pytest.raises(UnknownYear, match="2027"):
        NATIONAL.with_days(off=[D("2027-03-01")])


def test_the_digest_stands_for_what_counts():
    assert NATIONAL.digest == Calendar(NATIONAL.years, dict(NATIONAL.off), dict(NATIONAL.work)).digest
    assert NATIONAL.digest != NATIONAL.with_days(off=[D("2025-03-03")]).digest
    assert NATIONAL.digest != NATIONAL.with_year(2027, [], []).digest
    named = NATIONAL.with_year(2027, {D("2027-01-01"): "元旦"}, [])
    unnamed = NATIONAL.with_year(2027, [D("2027-01-01")], [])
    weekend_listed = NATIONAL.with_year(2027, [D("2027-01-01"), D("2027-01-02")], [])
    assert named == unnamed == weekend_listed
    assert len({named, unnamed, weekend_listed}) == 1
    assert len(NATIONAL.digest) == 16 and int(NATIONAL.digest, 16) >= 0


def test_the_national_calendar_is_built_once():
    assert Calendar.national() is Calendar.national()


def test_a_calendar_knows_at_least_one_year():
    with pytest.raises(ValueError, match="at least one"):
        Calendar(frozenset())
