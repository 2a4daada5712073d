"""Entering rules and calendars."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.rules import facts, queries
from gongkai.ground.rules.models import CalendarYear, Rule
from gongkai.pure.clock import RULES, Arrangement, ClockRule


@acting
def enact(
    *, rule: ClockRule, family: str, law: str, source: str, by: str, at: datetime, key: str | None = None
) -> Rule:
    """Enter a version of a rule. Earlier versions stay; cases keep the version they were opened under."""
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


def enact_all(*, by: str, at: datetime) -> None:
    """Enter every rule that the code knows and the database does not."""
    known = set(Rule.objects.values_list("key", flat=True))
    for code, rule in RULES.items():
        if code not in known:
            family = "foi" if code.startswith("foi-") else code
            enact(rule=rule, family=family, law=code, source=rule.name, by=by, at=at)


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
