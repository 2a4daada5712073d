"""Terms that need no clock row of their own: derived from one day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.ground.rules import queries
from gongkai.pure.clock import Calendar, ClockRule, Event, EventKind, read


@dataclass(frozen=True)
class Due:
    """A due day, or while the calendar is unknown its proven lower bound; and the first day its light is yellow."""

    due_on: date | None
    bound: date | None
    warn_on: date | None


@lru_cache(maxsize=4096)
def _term(started_on: date, rule: ClockRule, calendar: Calendar) -> Due:
    seen = read([Event(EventKind.START, started_on)], rule, calendar, started_on)
    return Due(seen.due_on, seen.bound, seen.warn_on)


def term_of(family: str, started_on: date) -> Due:
    """By when a term of a family ends if nothing happens on the way; no day where no rule was in force."""
    try:
        rule = queries.clock_rule(queries.rule_key(family, started_on))
    except LookupError:
        return Due(None, None, None)
    return _term(started_on, rule, queries.calendar())


def publish_rule(formed_on: date) -> ClockRule | None:
    """The rule by which information formed on a day is to be published; None for a day before the first Regulation (2008-05-01)."""
    try:
        return queries.clock_rule(queries.rule_key("publish", formed_on))
    except LookupError:
        return None


def publish_term(formed_on: date) -> Due:
    """By when information formed on a day must be public: 20 working days (条例第26条); no day where no rule was in force."""
    return term_of("publish", formed_on)
