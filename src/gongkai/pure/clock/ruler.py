"""时限尺: a clock as a row of cells, the same for the citizen, the officer and the supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from gongkai.pure.clock.calendar import Calendar
from gongkai.pure.clock.course import Course, Pause, fold, settled
from gongkai.pure.clock.events import Event
from gongkai.pure.clock.reading import Light, Reading, read_course
from gongkai.pure.clock.rules import ClockRule, Counting

WEEKLY_ABOVE = 30  # a term of more days than this is drawn with one cell a week
LONGEST = 60  # so is a row of more cells, for a long pause
OVER_SHOWN = 10  # cells drawn past the due day at most: the first and the last of them
PAUSED_SHOWN = 10  # cells drawn of a pause at most, in a row that is too long even by the week


class CellKind(StrEnum):
    USED = "used"
    TODAY = "today"
    LEFT = "left"
    LAST = "last"  # not yet come, and the light will be yellow
    PAUSED = "paused"
    OVER = "over"  # past the due day


@dataclass(frozen=True)
class Cell:
    """One working day (one day for a term in calendar days; one week in a weekly ruler, `on` its first day).

    today, due: marks that may stand on a cell of any kind. gap_before: days off lie between this cell and the one
    before.
    """

    on: date
    kind: CellKind
    gap_before: bool
    today: bool = False
    due: bool = False


@dataclass(frozen=True)
class Ruler:
    """cells: from the day after the start to the due day (expected day if provisional), on to today or the stop if
    overdue. While a pause is open, up to today, then what is left of the term: its days are not known yet. make_up: the make-up
    working days among them. provisional: the end is expected, not certain. sentence: the same in words, for it is never the only
    carrier. over_left_out, paused_left_out: so many cells of that kind are not drawn, since the row would leave its page; a gap stands
    for them.
    """

    cells: tuple[Cell, ...]
    make_up: tuple[date, ...]
    weekly: bool
    provisional: bool
    sentence: str
    reading: Reading
    over_left_out: int = 0
    paused_left_out: int = 0


def ruler(events: Iterable[Event], rule: ClockRule, calendar: Calendar, today: date) -> Ruler:
    """The ruler of a clock as of `today`. Raises what `read` raises."""
    course = fold(events, rule, calendar)
    reading = read_course(course, rule, calendar, today)
    cells = tuple(_cells(course, reading, rule, calendar, today))
    running = sum(cell.kind is not CellKind.OVER for cell in cells)
    weekly = reading.term_days > WEEKLY_ABOVE or running > LONGEST
    days = _shortened(cells, CellKind.OVER, OVER_SHOWN)
    if weekly:
        cells = _by_week(cells)
    within = _shortened(cells, CellKind.OVER, OVER_SHOWN)
    drawn = _shortened(within, CellKind.PAUSED, PAUSED_SHOWN) if len(within) > LONGEST else within
    return Ruler(
        cells=drawn,
        make_up=tuple(cell.on for cell in days if cell.on in calendar.work and (reading.bound or cell.on <= today)),
        weekly=weekly,
        over_left_out=len(cells) - len(within),
        paused_left_out=len(within) - len(drawn),
        provisional=reading.provisional is not None,
        sentence=sentence(reading, rule),
        reading=reading,
    )


def sentence(reading: Reading, rule: ClockRule) -> str:
    """20个工作日，已用13个，还剩7个，其间暂停9个工作日"""
    unit = rule.term.counting.day_zh
    short = unit.removesuffix("工作日")
    said = [f"{reading.term_days}{unit}"]
    if reading.overdue:
        said.append(f"{'' if reading.light is Light.DONE else '已'}超期{reading.overdue}{unit}")
    elif reading.light is Light.DONE:
        said.append(f"用了{reading.spent}{short}")
    else:
        said.append(f"已用{reading.spent}{short}，还剩{reading.term_days - reading.spent}{short}")
    if reading.paused_days:
        said.append(f"其间暂停{reading.paused_days}{unit}")
    if reading.light is Light.PAUSED:
        said.append("时钟已暂停")
    if reading.provisional:
        said.append("到期日暂定")
    if reading.light is Light.DONE:
        said.append("已办结")
    return "，".join(said)


def _cells(course: Course, reading: Reading, rule: ClockRule, calendar: Calendar, today: date) -> Iterable[Cell]:
    stopped = reading.light is Light.DONE
    as_of = course.stopped_on if stopped else today
    due_on = reading.due_on or reading.provisional
    last = max(due_on, as_of) if due_on else as_of
    first_yellow = reading.term_days - rule.warn.left(rule.term)
    pauses = settled(course, rule, calendar).closing_pauses(today).pauses
    number = 0
    previous = kind = None
    for day in _counted(rule, calendar, course.started_on, last):
        paused = _paused(pauses, day)
        number += not paused
        if due_on and day > due_on:
            kind = CellKind.OVER
        elif paused:
            kind = CellKind.PAUSED
        elif day == as_of and not stopped:
            kind = CellKind.TODAY
        elif day <= as_of:
            kind = CellKind.USED
        else:
            kind = CellKind.LAST if number > first_yellow else CellKind.LEFT
        gap = previous is not None and (day - previous).days > 1
        yield Cell(day, kind, gap, today=day == today and not stopped, due=day == due_on)
        previous = day
    if not due_on:
        yield from _to_come(reading, rule, calendar, max(course.started_on, last), begun=kind is CellKind.PAUSED)


def _counted(rule: ClockRule, calendar: Calendar, after: date, last: date) -> Iterable[date]:
    """The days after one, up to another, that the term counts."""
    days: Iterable[int] = range(after.toordinal() + 1, last.toordinal() + 1)
    if rule.term.counting is Counting.WORKING and days:
        days = calendar.expected.between(after.toordinal(), last.toordinal())
    return map(date.fromordinal, days)


def _to_come(reading: Reading, rule: ClockRule, calendar: Calendar, day: date, *, begun: bool) -> Iterable[Cell]:
    """What follows an open pause: the pause itself if none of its days has come yet, then the days left, without gaps."""
    kinds = [CellKind.LEFT] * max(reading.left, 0)
    for kind in kinds if begun else [CellKind.PAUSED, *kinds]:
        day += timedelta(days=1)
        while rule.term.counting is Counting.WORKING and not calendar.expected.is_working(day.toordinal()):
            day += timedelta(days=1)
        yield Cell(day, kind, gap_before=False)


def _paused(pauses: tuple[Pause, ...], day: date) -> bool:
    return any(pause.dispatched_on < day <= pause.answered_on for pause in pauses)


def _shortened(cells: tuple[Cell, ...], kind: CellKind, most: int) -> tuple[Cell, ...]:
    """Of each run of a kind no more than the first and the last few cells, with a gap between."""
    kept: list[Cell] = []
    for of, group in groupby(cells, key=lambda cell: cell.kind):
        run = list(group)
        if of is kind and len(run) > most:
            end = run[-(most // 2) :]
            run = [*run[: most // 2], replace(end[0], gap_before=True), *end[1:]]
        kept += run
    return tuple(kept)


def _by_week(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A week is today's if today lies in it, else of the kind of its last running day, paused only if it has none."""
    weeks = []
    for _, group in groupby(cells, key=lambda cell: cell.on - timedelta(days=cell.on.weekday())):
        days = list(group)
        running = [cell for cell in days if cell.kind is not CellKind.PAUSED] or days
        today = any(cell.today for cell in days)
        kind = CellKind.TODAY if any(cell.kind is CellKind.TODAY for cell in days) else running[-1].kind
        weeks.append(replace(days[0], kind=kind, gap_before=False, today=today, due=any(cell.due for cell in days)))
    return tuple(weeks)
