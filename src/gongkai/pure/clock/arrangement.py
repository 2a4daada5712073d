"""放假安排: one year's announced holidays and make-up days, as its notice names them and a file carries them."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.pure.clock.calendar import Calendar

KEYS = ("year", "holidays", "workdays", "source")


@dataclass(frozen=True)
class Arrangement:
    """holidays: days off that would have been worked. workdays: Saturdays and Sundays that are worked. source: the notice.

    Raises ValueError, with one English sentence, for days that mean nothing: a weekend day as a holiday, a weekday as a
    make-up day, a day twice, a day of another year than this one or the December before.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str

    def __post_init__(self) -> None:
        if not self.holidays or not self.source.strip():
            raise ValueError("a year has holidays, and a source: the notice that announced them")
        both = sorted(set(self.holidays) & set(self.workdays))
        if both:
            raise ValueError(f"{both[0]} is given both as a day off and as a working day")
        for day, times in Counter((*self.holidays, *self.workdays)).items():
            if times > 1:
                raise ValueError(f"{day} is given twice")
            if day.year not in (self.year, self.year - 1):
                raise ValueError(f"{day} does not belong to the arrangement of {self.year}")
        for day in self.holidays:
            if day.weekday() >= 5:
                raise ValueError(f"{day} is a {day:%A}, off anyway: holidays are the days that would have been worked")
        for day in self.workdays:
            if day.weekday() < 5:
                raise ValueError(
                    f"{day} is a {day:%A}, worked anyway: workdays are Saturdays and Sundays that are worked"
                )

    @classmethod
    def from_toml(cls, text: str) -> Arrangement:
        """Read a file's text; raises ValueError as the class does, and for anything but the four keys."""
        values = tomllib.loads(text)
        missing, unknown = [key for key in KEYS if key not in values], sorted(set(values) - set(KEYS))
        if missing or unknown:
            wrong = f"{missing[0]} is missing" if missing else f"there is no {unknown[0]}"
            raise ValueError(f"it must be TOML with {', '.join(KEYS[:-1])} and {KEYS[-1]}; {wrong}")
        if type(values["year"]) is not int:
            raise ValueError("year must be a number like 2027, without quotes")
        if not isinstance(values["source"], str):
            raise ValueError("source must be text in quotes")
        return cls(values["year"], _days(values, "holidays"), _days(values, "workdays"), values["source"])

    def over(self, calendar: Calendar) -> Calendar:
        """The calendar with this year loaded. Raises ValueError if the years do not follow one another."""
        first, last = min(calendar.years), max(calendar.years)
        if not first <= self.year <= last + 1:
            raise ValueError(f"{self.year} can't be loaded; known are {first} to {last}, and {last + 1} comes next")
        return calendar.with_year(self.year, self.holidays, self.workdays)


def _days(values: dict[str, Any], key: str) -> tuple[date, ...]:
    days = values[key]
    if not isinstance(days, list):
        raise ValueError(f"{key} must be a list of days in square brackets")
    for day in days:
        if type(day) is not date:
            raise ValueError(f"{day!r} in {key} is not a day: write days as 2027-02-05, without quotes")
    return tuple(days)
