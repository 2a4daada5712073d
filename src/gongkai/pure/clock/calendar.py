"""China's working days, as counted by 《政府信息公开条例》 and its neighbours.

A working day is Monday to Friday but for the public holidays, and those Saturdays and Sundays that the State
Council office's yearly notice names as make-up days (调休上班). The notice for a year comes late in the year before,
so a calendar knows some years and not others, and says so.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from chinese_calendar import constants

HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}

# The holidays that fall on the same day each year (全国年节及纪念日放假办法, 2024): all that can be said of a year
# before its notice. The lunar ones, and what is moved to make long weekends, cannot be known.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})

# How far beyond the known years the assumed days reach. A clock that needs more has a wrong date in it.
YEARS_BEFORE = 1
YEARS_AFTER = 10


class UnknownYear(LookupError):
    """The calendar holds no announced holidays for `year`."""

    def __init__(self, year: int):
        super().__init__(f"The holidays of {year} are not in the calendar.")
        self.year = year
        self.message_zh = f"日历中没有{year}年的放假安排。"


class Days:
    """Sorted working days as ordinals: counting and stepping by bisection. Days outside raise `UnknownYear`."""

    def __init__(self, working: list[int], first: int, last: int):
        self._working = working
        self._first = first
        self._last = last

    def count(self, a: int, b: int) -> int:
        """Number of working days in (a, b]; a ≤ b."""
        self._require(a + 1, b)
        return bisect_right(self._working, b) - bisect_right(self._working, a)

    def between(self, a: int, b: int) -> list[int]:
        """The working days in (a, b]; a ≤ b."""
        self._require(a + 1, b)
        return self._working[bisect_right(self._working, a) : bisect_right(self._working, b)]

    def nth(self, after: int, n: int) -> int:
        """The n-th working day after `after`, n ≥ 1."""
        self._require(after + 1, after + 1)
        index = bisect_right(self._working, after) + n - 1
        if index >= len(self._working):
            raise UnknownYear(date.fromordinal(self._last).year + 1)
        return self._working[index]

    def is_working(self, day: int) -> bool:
        self._require(day, day)
        return self.count(day - 1, day) == 1

    def _require(self, a: int, b: int) -> None:
        if a < self._first:
            raise UnknownYear(date.fromordinal(max(a, 1)).year)
        if b > self._last:
            raise UnknownYear(date.fromordinal(min(b, date.max.toordinal())).year)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of some years. Immutable: every change gives another calendar with another digest.

    years: the announced years. off: days off beyond the plain weekend, with the holiday's Chinese name ("" if none is
    known). work: make-up working days, with the name of the holiday they make up for.
    """

    years: frozenset[int]
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.years:
            raise ValueError("A calendar needs at least one known year.")
        both = sorted(set(self.off) & set(self.work))
        if both:
            raise ValueError(f"{both[0]} is given both as a day off and as a working day.")
        for day in (*self.off, *self.work):
            if day.year not in self.years:
                raise UnknownYear(day.year)

    @staticmethod
    @lru_cache(maxsize=1)
    def national() -> Calendar:
        """The State Council's arrangements from 2004 on, as far as announced when `chinesecalendar` was released."""
        off = {day: HOLIDAY_NAMES.get(name, "") for day, name in constants.holidays.items()}
        work = {day: HOLIDAY_NAMES.get(name, "") for day, name in constants.workdays.items()}
        return Calendar(frozenset(day.year for day in off), off, work)

    def with_year(self, year: int, holidays: Iterable[date], workdays: Iterable[date]) -> Calendar:
        """Load the notice of one year, or replace what was known of it.

        The days lie in `year`, or, as the New Year's arrangement may reach back, in December of the year before where
        that year is known. Mappings of day to Chinese holiday name are welcome; plain days are unnamed.
        Raises ValueError for any other day, and for one that is given as both.
        """
        off, work = _named(holidays), _named(workdays)
        for day in (*off, *work):
            reaches_back = day.year == year - 1 and day.month == 12 and self.known(year - 1)
            if day.year != year and not reaches_back:
                raise ValueError(f"{day} does not belong to the arrangement of {year}.")
        return Calendar(
            self.years | {year},
            {d: n for d, n in self.off.items() if d.year != year and d not in work} | off,
            {d: n for d, n in self.work.items() if d.year != year and d not in off} | work,
        )

    def with_days(self, off: Iterable[date] = (), work: Iterable[date] = ()) -> Calendar:
        """Change single days of known years: a local holiday, an emergency extension such as that of 2020-01-31.

        Raises UnknownYear for a day outside the known years, ValueError for one that is given as both.
        """
        rest, labour = _named(off), _named(work)
        return Calendar(
            self.years,
            {d: n for d, n in self.off.items() if d not in labour} | rest,
            {d: n for d, n in self.work.items() if d not in rest} | labour,
        )

    def known(self, year: int) -> bool:
        return year in self.years

    def knows(self, first: date, last: date) -> bool:
        """Whether every year from first's to last's is known."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def is_working(self, day: date) -> bool:
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return self._works(day)

    def nth_working_day(self, after: date, n: int) -> date:
        """The n-th working day after `after`, itself not counted (民事诉讼法 art. 85); n ≥ 1. UnknownYear if beyond."""
        if n < 1:
            raise ValueError(f"n must be at least 1, not {n}.")
        try:
            day = date.fromordinal(self.earliest.nth(after.toordinal(), n))
        except UnknownYear:
            day = date.max
        self._require(after + timedelta(days=1), day)
        return day

    def expected_working_day(self, after: date, n: int) -> date:
        """The n-th working day after `after`, n ≥ 1; as far as years are not announced, the day to be expected.

        Raises UnknownYear only far outside the known years.
        """
        if n < 1:
            raise ValueError(f"n must be at least 1, not {n}.")
        return date.fromordinal(self.expected.nth(after.toordinal(), n))

    def working_days_between(self, a: date, b: date) -> int:
        """Number of working days in (a, b]; the negative of those in (b, a] if b lies before a."""
        if b < a:
            return -self.working_days_between(b, a)
        if a == b:
            return 0
        self._require(a + timedelta(days=1), b)
        return self.earliest.count(a.toordinal(), b.toordinal())

    def expected_between(self, a: date, b: date) -> int:
        """Number of working days in (a, b], b not before a; as far as years are not announced, of those to be expected."""
        return self.expected.count(a.toordinal(), b.toordinal())

    @cached_property
    def digest(self) -> str:
        """16 hex digits of the SHA-256 over what counts: the years, the weekdays off, the weekend days worked.

        Names are left out, so a year gives the same digest however it was loaded.
        """
        content = {
            "off": sorted(day.isoformat() for day in self.off if day.weekday() < 5),
            "work": sorted(day.isoformat() for day in self.work if day.weekday() >= 5),
            "years": sorted(self.years),
        }
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def earliest(self) -> Days:
        """Known days as they are, every unknown day taken as working: no real calendar reaches a day sooner."""
        return self._days(lambda day: True)

    @cached_property
    def expected(self) -> Days:
        """Known days as they are; in unknown years Monday to Friday but for the fixed solar holidays."""
        return self._days(lambda day: day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS)

    def _days(self, assume) -> Days:
        first = date(min(self.years) - YEARS_BEFORE, 1, 1).toordinal()
        last = date(max(self.years) + YEARS_AFTER, 12, 31).toordinal()
        working = []
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            if self._works(day) if day.year in self.years else assume(day):
                working.append(ordinal)
        return Days(working, first, last)

    def _works(self, day: date) -> bool:
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def _require(self, first: date, last: date) -> None:
        for year in range(first.year, last.year + 1):
            if year not in self.years:
                raise UnknownYear(year)


def _named(days: Iterable[date]) -> dict[date, str]:
    return dict(days) if isinstance(days, Mapping) else dict.fromkeys(days, "")
