"""Terms that need no clock row of their own: derived from one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from gongkai.ground.rules import queries
from gongkai.pure.clock import Calendar, ClockRule, Counting, Event, EventKind, UnknownYear, read
from gongkai.pure.clock.course import months_later


@dataclass(frozen=True)
class Due:
    """A due day, or while the calendar is unknown the day expected; and the first day its light is yellow."""

    due_on: date | None
    provisional: date | None
    warn_on: date | None

    @property
    def last_on(self) -> date | None:
        """The day that is told: nobody is held to the proven lower bound of a day that is not certain yet."""
        return self.due_on or self.provisional


@lru_cache(maxsize=4096)
def _term(started_on: date, rule: ClockRule, calendar: Calendar) -> Due:
    seen = read([Event(EventKind.START, started_on)], rule, calendar, started_on)
    return Due(seen.due_on, seen.provisional, seen.warn_on)


def term_of(family: str, started_on: date) -> Due:
    """By when a term of a family ends if nothing happens on the way; no day where no rule was in force."""
    try:
        rule = queries.clock_rule(queries.rule_key(family, started_on))
    except LookupError:
        return Due(None, None, None)
    return _term(started_on, rule, queries.calendar())


def counted_end(family: str, started_on: date) -> date | None:
    """The day that the days or months of a term lead to, which is its last unless it is a day off; None where no rule was in force."""
    try:
        term = queries.clock_rule(queries.rule_key(family, started_on)).term
    except LookupError:
        return None
    if term.counting is Counting.WORKING:
        return last_working_day(started_on, term.days)
    return months_later(started_on, term.days) if term.counting is Counting.MONTH else started_on + timedelta(term.days)


def day_or_next_working(day: date) -> date:
    """The day on which a term in calendar days ends that leads to this one: moved off a day off (民事诉讼法第85条), once, at its end."""
    return last_working_day(day - timedelta(1), 1)


def last_working_day(after: date, days: int) -> date:
    """The last day of a term of so many working days, or while its year is not announced the day expected."""
    return queries.calendar().expected_working_day(after, days)


def working_days_ago(today: date, days: int) -> date:
    """The latest day after which so many working days have come by now, this one included; as far as years are not announced, to be expected."""
    day, calendar = today, queries.calendar()
    while calendar.expected_between(day, today) < days:
        day -= timedelta(1)
    return day


def late_by(due_on: date, on: date) -> int | None:
    """How many working days after its due day something was done; None if the calendar does not know them."""
    try:
        return queries.calendar().working_days_between(due_on, on)
    except UnknownYear:
        return None


def is_provisional(last_on: date | None) -> bool:
    """Is the last day of a term only expected, because the holidays of its year are not announced?"""
    return last_on is not None and not queries.calendar().known(last_on.year)


def publish_rule(formed_on: date) -> ClockRule | None:
    """The rule by which information formed on a day is to be published; None for a day before the first Regulation (2008-05-01)."""
    try:
        return queries.clock_rule(queries.rule_key("publish", formed_on))
    except LookupError:
        return None


def publish_term(formed_on: date) -> Due:
    """By when information formed on a day must be public: 20 working days (条例第26条); no day where no rule was in force."""
    return term_of("publish", formed_on)
