"""What a clock says on a given day: due day, days used and left, light."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai.pure.clock.calendar import Calendar
from gongkai.pure.clock.course import Course, Span, fold, history, require_allowed, settled
from gongkai.pure.clock.events import Event, EventKind
from gongkai.pure.clock.explain import Line, lines
from gongkai.pure.clock.rules import ClockRule


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    DONE = "done"

    @property
    def zh(self) -> str:
        return _LIGHT_WORDS[self]


_LIGHT_WORDS = {
    Light.GREEN: "正常",
    Light.YELLOW: "即将到期",
    Light.RED: "已超期",
    Light.PAUSED: "已暂停",
    Light.DONE: "已办结",
}


@dataclass(frozen=True)
class Reading:
    """A clock as of `today`, or as of the day it was stopped if that came first.

    received_on: the receipt, as corrected; started_on: day zero of the running term (differs after a restart).
    due_on: the last day of the term; None while it rests or the days up to it are not all announced.
    bound: the earliest day that due_on can be; equal to it when it is known, None while it rests.
    provisional: the day expected while due_on waits for a year to be announced, else None.
    term_days: with extension. used + left = term_days for terms in working days; left < 0 exactly when past the due
    day (or the bound), counting all days of the term's kind since. paused_days: days of that kind not counted so far.
    warn_on: first yellow day, None while paused. late_days: days past the due day as of that day, 0 if none, None while
    that can't be known. overdue: days past last_on as of that day, so while it is provisional past the day expected. spent: as used, but by the
    calendar that last_on is told by: what people are shown beside it, where a light takes the bound. anew: RESTART or RENEW, what the running term began with, None: with the receipt. lines: the explanation, () unless asked for.
    """

    received_on: date
    started_on: date
    due_on: date | None
    provisional: date | None
    bound: date | None
    used: int
    left: int
    warn_on: date | None
    light: Light
    lines: tuple[Line, ...]
    paused_days: int
    term_days: int
    stopped_on: date | None
    late_days: int | None
    spent: int
    overdue: int = 0
    anew: EventKind | None = None

    @property
    def last_on(self) -> date | None:
        """The day that is told: the due day, or the day expected while it is provisional; None while paused."""
        return self.due_on or self.provisional


def light_on(today: date, warn_on: date | None, due_on: date | None, paused: bool, stopped: bool) -> Light:
    """The light from the stored days alone; `due_on` is the due day or, while that is provisional, the bound."""
    if stopped:
        return Light.DONE
    if paused or due_on is None or warn_on is None:
        return Light.PAUSED
    if today > due_on:
        return Light.RED
    return Light.YELLOW if today >= warn_on else Light.GREEN


def check(events: Iterable[Event], event: Event, rule: ClockRule, calendar: Calendar) -> None:
    """Raise IllegalEvent if the rule refuses `event` after `events`, themselves in order.

    A CORRECT turns all before it into history, which is not judged again.
    """
    events = tuple(events)
    if not events or event.kind is EventKind.CORRECT:
        course = history(events)
    else:
        course = fold(events, rule, calendar)
    require_allowed(course, event, rule, calendar)


def read(events: Iterable[Event], rule: ClockRule, calendar: Calendar, today: date, explain: bool = False) -> Reading:
    """Read a clock. `events` in the order they were recorded; `explain` adds the lines, which take longer.

    Raises IllegalEvent for a sequence that the rule refuses, UnknownYear for a clock far outside the calendar.
    """
    course = fold(events, rule, calendar)
    reading = read_course(course, rule, calendar, today)
    return replace(reading, lines=lines(course, reading, rule, calendar, today)) if explain else reading


def read_course(course: Course, rule: ClockRule, calendar: Calendar, today: date) -> Reading:
    """The reading of events already folded, without lines."""
    counted = settled(course, rule, calendar)
    read_as = _paused if counted.open_pauses else _running
    return read_as(counted, rule, calendar, today)


def _paused(course: Course, rule: ClockRule, calendar: Calendar, today: date) -> Reading:
    """Somebody's answer is awaited: nobody can say when the term will end, only what is used of it."""
    span = Span(course.closing_pauses(today), rule, calendar.earliest)
    used = span.counted(today)
    return Reading(
        received_on=course.received_on,
        started_on=course.started_on,
        due_on=None,
        provisional=None,
        bound=None,
        used=used,
        spent=Span(course.closing_pauses(today), rule, calendar.expected).counted(today),
        left=span.term_days - used,
        warn_on=None,
        light=Light.PAUSED,
        lines=(),
        paused_days=span.elapsed(today) - used,
        term_days=span.term_days,
        anew=course.anew,
        stopped_on=None,
        late_days=None,
    )


def _running(course: Course, rule: ClockRule, calendar: Calendar, today: date) -> Reading:
    stopped = course.stopped_on is not None and course.stopped_on <= today
    as_of = course.stopped_on if stopped else today
    span = Span(course, rule, calendar.earliest)
    bound, warn_on = span.due_on, span.warn_on
    firm = calendar.knows(span.decided_from, bound)
    expected = span if firm and calendar.knows(bound, max(bound, as_of)) else Span(course, rule, calendar.expected)
    overdue = (expected if firm else span).overdue(as_of)
    used = span.counted(min(as_of, bound))
    past = expected.overdue(as_of)
    return Reading(
        received_on=course.received_on,
        started_on=course.started_on,
        due_on=bound if firm else None,
        provisional=None if firm else expected.due_on,
        bound=bound,
        used=used + overdue,
        spent=expected.counted(min(as_of, expected.due_on)) + past,
        left=-overdue if overdue else span.counted(bound) - used,
        warn_on=warn_on,
        light=light_on(as_of, warn_on, bound, paused=False, stopped=stopped),
        lines=(),
        paused_days=span.elapsed(min(as_of, bound)) - used,
        term_days=span.term_days,
        anew=course.anew,
        stopped_on=course.stopped_on,
        late_days=overdue if firm or not overdue else None,
        overdue=past,
    )
