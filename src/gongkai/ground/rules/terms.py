"""Terms that need no clock row of their own: derived from one day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.ground.rules import queries
from gongkai.pure.clock import PUBLISH, Calendar, Event, EventKind, read


@dataclass(frozen=True)
class Due:
    """A due day, or while the calendar is unknown its proven lower bound; and the first day its light is yellow."""

    due_on: date | None
    bound: date | None
    warn_on: date | None


@lru_cache(maxsize=4096)
def _publish_term(formed_on: date, calendar: Calendar) -> Due:
    seen = read([Event(EventKind.START, formed_on)], PUBLISH, calendar, formed_on)
    return Due(seen.due_on, seen.bound, seen.warn_on)


def publish_term(formed_on: date) -> Due:
    """By when information formed on a day must be public: 20 working days (条例第26条)."""
    return _publish_term(formed_on, queries.calendar())
