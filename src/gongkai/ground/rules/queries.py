"""The rule in force, the calendar as known."""

import re
from datetime import date

from gongkai.ground.home.memory import remembers
from gongkai.ground.rules.models import CalendarYear, Rule
from gongkai.pure.clock import Calendar, ClockRule

_cache: dict[str, object] = {}


@remembers
def forget() -> None:
    """Drop what was read."""
    _cache.clear()


def calendar() -> Calendar:
    """China's working days, with all years loaded into the database on top of those that are built in."""
    if "calendar" not in _cache:
        built = Calendar.national()
        for row in CalendarYear.objects.order_by("pk"):
            built = built.with_year(
                row.year, [date.fromisoformat(d) for d in row.holidays], [date.fromisoformat(d) for d in row.workdays]
            )
        _cache["calendar"] = built
    return _cache["calendar"]  # type: ignore[return-value]


def clock_rule(key: str) -> ClockRule:
    """A version of a rule by its key; raises Rule.DoesNotExist."""
    name = f"rule:{key}"
    if name not in _cache:
        _cache[name] = ClockRule.from_values(Rule.objects.get(pk=key).values)
    return _cache[name]  # type: ignore[return-value]


def law_of(key: str) -> str:
    """Which Regulation a rule implements ("foi-2019"): the key of its outcomes and citations."""
    name = f"law:{key}"
    if name not in _cache:
        _cache[name] = Rule.objects.get(pk=key).law
    return _cache[name]  # type: ignore[return-value]


def versions(**where: str) -> list[Rule]:
    """Every version of every rule, or of one ``family``: the families in order, each from its first version on."""
    return sorted(Rule.objects.filter(**where), key=lambda row: (row.family, row.valid_from, _as_counted(row.key)))


def _as_counted(key: str) -> list[str | int]:
    """A key in the order in which versions are numbered: foi-2019.10 comes after foi-2019.9, not before foi-2019.2."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", key)]


def version(key: str) -> Rule | None:
    return Rule.objects.filter(pk=key).first()


def rule_key(family: str, on: date) -> str:
    """The key of the version of a family in force on a day; the latest entered wins. Raises LookupError."""
    name = f"family:{family}"
    if name not in _cache:
        _cache[name] = [(row.key, row.valid_from, row.valid_to) for row in versions(family=family)]
    for key, first, last in reversed(_cache[name]):  # type: ignore[call-overload]
        if first <= on and (last is None or on <= last):
            return key
    raise LookupError(f"no rule of family {family!r} is in force on {on}")
