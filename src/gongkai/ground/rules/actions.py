"""Entering rules and calendars."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.rules import facts, queries
from gongkai.ground.rules.models import CalendarYear, Rule
from gongkai.pure.clock import RULES, Arrangement, ClockRule


class RuleRefused(ValueError):
    """A version of a rule that is not entered; the message says why and what to do, in English, as only the command line enters any."""


@acting
def enact(
    *, rule: ClockRule, family: str, law: str, source: str, by: str, at: datetime, key: str | None = None
) -> Rule:
    """Enter a version of a rule. Earlier versions stay; cases keep the version they were opened under.

    Raises RuleRefused for one that would begin no later than the version in force, or says only what another says.
    """
    _check_new(rule, family, localdate(at))
    row = Rule.objects.create(
        key=key or rule.code,
        family=family,
        law=law,
        valid_from=rule.in_force_from,
        valid_to=rule.in_force_to,
        values=rule.values(),
        source=source,
    )
    record(facts.RuleEnacted(row.key), ref=f"rule:{row.key}", by=by, at=at, rows=[row])
    queries.forget()
    return row


def _check_new(rule: ClockRule, family: str, today: date) -> None:
    versions = [row for row in queries.versions(family=family) if row.values["code"] == rule.code]
    for row in (row for row in versions[::-1] if row.valid_from <= today):
        if rule.in_force_from > row.valid_from:
            break
        raise RuleRefused(
            f"{row.key} is in force from {row.valid_from} on; a new version begins later than that, not on {rule.in_force_from}: "
            "give in_force_from its first day"
        )
    before = next((row for row in versions[::-1] if row.valid_from <= rule.in_force_from), None)
    if before and rule.values() == before.values | {"in_force_from": rule.in_force_from.isoformat(), "name": rule.name}:
        raise RuleRefused(f"it says nothing that {before.key} does not say; change the terms that change")


def family_of(code: str) -> str:
    """The family of a rule that the code knows: versions of one term are told apart by their year (foi-2008, foi-2019)."""
    return re.sub(r"-\d{4}$", "", code)


def enact_all(*, by: str, at: datetime) -> None:
    """Enter every rule that the code knows and the database does not."""
    known = set(Rule.objects.values_list("key", flat=True))
    for code, rule in RULES.items():
        if code not in known:
            enact(rule=rule, family=family_of(code), law=code, source=rule.name, by=by, at=at)


@acting
def load_year(
    *, year: int, holidays: Iterable[date], workdays: Iterable[date], source: str, by: str, at: datetime
) -> CalendarYear:
    """Load an announced year, or replace one; later rows win. Open clocks are read again by flow.clocks.reread_clocks.

    Raises ValueError for days that an arrangement cannot have.
    """
    announced = Arrangement(year, tuple(holidays), tuple(workdays), source)
    row = CalendarYear.objects.create(
        year=year,
        holidays=sorted(day.isoformat() for day in announced.holidays),
        workdays=sorted(day.isoformat() for day in announced.workdays),
        source=source,
        loaded_on=localdate(at),
    )
    queries.forget()
    record(
        facts.CalendarLoaded(year, source, queries.calendar().digest), ref=f"calendar:{year}", by=by, at=at, rows=[row]
    )
    return row
