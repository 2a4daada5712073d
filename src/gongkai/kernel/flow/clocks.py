"""Clock rows: their truth is their events, read by the pure clock."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, find, insert
from gongkai.ground.rules import queries as rules
from gongkai.kernel.flow import duties
from gongkai.kernel.flow.facts import ClockReread
from gongkai.kernel.flow.models import Clock, ClockEvent
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.clock import Event, EventKind, IllegalEvent, Reading, check, read


def events_of(clock: Clock) -> list[Event]:
    """A clock's events in order, as the pure clock reads them."""
    return [_event(row) for row in find(ClockEvent, {"clock_id": clock.pk}, order="seq")]


def _event(row: ClockEvent) -> Event:
    return Event(EventKind(row.kind), row.on, row.days, row.key, row.ground, row.article)


def events_by_clock(clock_ids: Collection[int]) -> dict[int, list[Event]]:
    """The events of many clocks in one query, by the clock's id."""
    found: dict[int, list[Event]] = {}
    if clock_ids:
        for r in ClockEvent.objects.filter(clock_id__in=clock_ids).order_by("clock_id", "seq"):
            found.setdefault(r.clock_id, []).append(_event(r))
    return found


def reading(clock: Clock, today: date, *, explain: bool = False) -> Reading:
    """What a clock says on a day; with ``explain`` the full day-by-day account."""
    return read(events_of(clock), rules.clock_rule(clock.rule), rules.calendar(), today, explain=explain)


def unit_of(clock: Clock) -> str:
    """The unit in which the days of a clock's term are told."""
    return rules.clock_rule(clock.rule).term.counting.day_zh


def overdue_before_anew(clock: Clock, on: date) -> int:
    """The working days by which the term of a clock had run out on a day, as it was before it began anew; 0 if it had not."""
    events = events_of(clock)
    first = next((at for at, event in enumerate(events) if event.kind is EventKind.RESTART), len(events))
    day = Event(EventKind.CORRECT, clock.started_on)
    try:
        return read([*events[:first], day], rules.clock_rule(clock.rule), rules.calendar(), on).overdue
    except IllegalEvent:
        return 0


def start(*, ref: str, name: str, rule: str, on: date, article: str = "", seq: int = 0) -> list[Ledgered]:
    """Start a clock: day zero is ``on``. Returns the clock and its event, for the fact."""
    event = Event(EventKind.START, on, article=article)
    clock = Clock(ref=ref, name=name, seq=seq, rule=rule, started_on=on)
    _apply(clock, read([event], rules.clock_rule(rule), rules.calendar(), on))
    insert(clock)
    return [clock, _store(clock, 1, event)]


def _store(clock: Clock, seq: int, event: Event) -> ClockEvent:
    return insert(
        ClockEvent(
            clock=clock,
            seq=seq,
            kind=event.kind.value,
            on=event.on,
            days=event.days,
            key=event.key,
            ground=event.ground,
            article=event.article,
        )
    )


def _apply(clock: Clock, seen: Reading) -> None:
    clock.calendar = rules.calendar().digest
    clock.due_on, clock.provisional_on, clock.bound_on = seen.due_on, seen.provisional, seen.bound
    clock.warn_on, clock.stopped_on = seen.warn_on, seen.stopped_on
    clock.paused = seen.light == "paused"


def move(clock: Clock, event: Event, *, rule: str | None = None, checked: bool = True) -> list[Ledgered]:
    """Add an event to a clock; its days and those of its open duties follow. Returns the changed rows, for the fact.

    ``rule`` changes the rule (a corrected receipt day may cross a change of law): past events then stand unchecked.
    Raises StepRefused with the clock's own sentence.
    """
    events = events_of(clock)
    if rule:
        clock.rule = rule
    try:
        if checked:
            check(events, event, rules.clock_rule(clock.rule), rules.calendar())
        seen = foreseen(clock, event, clock.rule)
    except IllegalEvent as refusal:
        raise StepRefused(refusal.message_zh) from refusal
    if event.kind is EventKind.CORRECT:
        clock.started_on = event.on
    _apply(clock, seen)
    change(clock, {name: getattr(clock, name) for name in Clock.LEDGERED})
    return [clock, _store(clock, len(events) + 1, event), *duties.follow_clock(clock)]


def refusal(clock: Clock, event: Event) -> str:
    """Why a clock would not take an event as its next one; "" if it would."""
    try:
        check(events_of(clock), event, rules.clock_rule(clock.rule), rules.calendar())
    except IllegalEvent as refused:
        return refused.message_zh
    return ""


def foreseen(clock: Clock, event: Event, rule: str, today: date | None = None) -> Reading:
    """What a clock would say right after one more event, under a rule, on its day or another; nothing is changed. Raises IllegalEvent."""
    return read([*events_of(clock), event], rules.clock_rule(rule), rules.calendar(), today or event.on)


def extended_on(clock: Clock) -> date | None:
    """The day on which its term was extended, whether or not that came too late."""
    return next((event.on for event in events_of(clock) if event.kind is EventKind.EXTEND), None)


def clock_of(ref: str, name: str, seq: int | None = None) -> Clock | None:
    """The latest clock of that name, or the one with a number; None if there is none."""
    numbered = {} if seq is None else {"seq": seq}
    return next(iter(find(Clock, {"ref": ref, "name": name} | numbered, order="-seq")), None)


def running(ref: str) -> list[Clock]:
    """The clocks of a subject that have not stopped, paused or not."""
    return find(Clock, {"ref": ref, "stopped_on": None})


def clocks_of(ref: str) -> list[Clock]:
    return list(Clock.objects.filter(ref=ref).order_by("id"))


def reread_clocks(*, at: datetime, by: str) -> int:
    """Read again every running clock whose calendar has changed and whose days thereby move; each in an act of its own.

    Due days already past are left alone. Returns how many moved. Safe to interrupt and to repeat.
    """
    today, moved = localdate(at), 0
    digest = rules.calendar().digest
    for clock in Clock.objects.filter(stopped_on=None).exclude(calendar=digest).order_by("id").iterator(500):
        if clock.due_on and clock.due_on < today:
            continue
        before = clock.ledger_image() | {"calendar": ""}
        _apply(clock, reading(clock, today))
        if clock.ledger_image() | {"calendar": ""} == before:
            continue
        with act():
            rows = move(
                clock, Event(EventKind.CORRECT, clock.started_on, ground="放假安排有变，重新计算"), checked=False
            )
            due = clock.due_on.isoformat() if clock.due_on else "暂定"
            record(ClockReread(clock.ref, clock.name, due), ref=clock.ref, by=by, at=at, rows=rows)
        moved += 1
    return moved
