"""The lights and rulers of many duties at once, in as many queries as for one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.doors.desk.faces import waits_for
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import late_by, publish_rule, working_days_ago
from gongkai.ground.ui import words
from gongkai.kernel.flow.clocks import events_by_clock
from gongkai.kernel.flow.models import Duty
from gongkai.pure.clock import Event, EventKind, Light, Ruler, UnknownYear, light_on, ruler


@dataclass(frozen=True)
class Seen:
    """A duty's light with its words, and its ruler if it has a term to draw; ``blank``: so many empty days instead."""

    light: Light
    words: str
    ruler: Ruler | None = None
    blank: int = 0

    @property
    def in_full(self) -> str:
        """还剩9个工作日: where no head says the unit."""
        return re.sub("天$", "个工作日", self.words)


def seen(duties: Iterable[Duty], today: date, begun: dict[str, date]) -> dict[int, Seen]:
    """By duty id. ``begun`` gives, by reference, the day from which the term of records counts (``Record.term_from``)."""
    duties = list(duties)
    events = events_by_clock({duty.clock_id for duty in duties if duty.clock_id})
    return {duty.pk: _one(duty, events, today, begun.get(duty.ref)) for duty in duties}


def _one(duty: Duty, events: dict[int, list[Event]], today: date, term_from: date | None) -> Seen:
    if not duty.clock_id:
        return of_record(term_from, today) if term_from else plain(duty, today)
    rule = rules.clock_rule(duty.clock.rule)
    drawn = ruler(events[duty.clock_id], rule, rules.calendar(), today)
    return Seen(drawn.reading.light, words.days_left(drawn.reading, rule.term.counting), drawn)


def of_record(term_from: date, today: date) -> Seen:
    """The light and ruler of the working days within which a record, or a correction of it, is to be published (条例第26条); an old one has no term."""
    rule = publish_rule(term_from)
    if rule is None:
        return Seen(Light.PAUSED, "没有期限")
    drawn = ruler([Event(EventKind.START, term_from)], rule, rules.calendar(), today)
    return Seen(drawn.reading.light, words.days_left(drawn.reading), drawn)


def by_day(due_on: date, today: date, warned: int) -> tuple[Light, str]:
    """The light and words of what is due on a day, yellow from so many working days before it."""
    if today == due_on:
        return Light.YELLOW, "今天到期"
    days = late_by(*sorted((today, due_on)))
    if today > due_on:
        return Light.RED, "超期" if days is None else f"超期{days}天"
    told = f"{words.iso_date(due_on)}到期" if days is None else f"还剩{days}天"
    return (Light.YELLOW if today >= working_days_ago(due_on, warned) else Light.GREEN), told


def plain(duty: Duty, today: date) -> Seen:
    """A duty that has a day but no clock. Where it rests until somebody outside moves, the day passed means: look again."""
    rests, over, cells = waits_for(duty)
    if duty.paused or duty.due_on is None:
        late = duty.due_on is not None and duty.due_on < today
        return Seen(Light.YELLOW, over, blank=cells) if late else Seen(Light.PAUSED, rests, blank=cells)
    light = light_on(today, duty.warn_on, duty.due_on, paused=False, stopped=False)
    if duty.due_on == today:
        return Seen(light, "今天到期")
    late = duty.due_on < today
    try:
        days = rules.calendar().working_days_between(*sorted((duty.due_on, today)))
    except UnknownYear:
        return Seen(light, words.light_words(light))
    return Seen(light, f"{'超期' if late else '还剩'}{days}天")
