"""The course of one clock: its events folded, each checked against the rule, and the day arithmetic on top.

The order of events is that of recording. What was recorded before the last CORRECT is history: it was judged by what
was then believed (an older receipt day, an older rule, an older calendar), so it is folded as it stands.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.pure.clock.calendar import Calendar, Days
from gongkai.pure.clock.events import Event, EventKind, IllegalEvent
from gongkai.pure.clock.rules import ClockRule, Counting


@dataclass(frozen=True)
class Pause:
    """The half-open interval (dispatched_on, answered_on]: its days are not counted. None: not over yet. ended: how, where nobody answered."""

    dispatched_on: date
    answered_on: date | None
    key: str = ""
    ground: str = ""
    article: str = ""
    ended: str = ""


@dataclass(frozen=True)
class Course:
    """What the events of one clock amount to. corrected: the receipt day was changed, not only read again (a new calendar).

    renewal: the payment from which the term runs anew; former: what had lengthened the term that it ended.
    """

    received_on: date
    restart: Event | None = None
    pauses: tuple[Pause, ...] = ()
    extension: Event | None = None
    delay: Event | None = None
    renewal: Event | None = None
    former: tuple[Event, ...] = ()
    stopped_on: date | None = None
    corrected: bool = False

    @property
    def started_on(self) -> date:
        """Day zero of the running term: the receipt, that of the corrected application (art. 30), or the payment (fee rule art. 6)."""
        return max([self.received_on, *(event.on for event in (self.restart, self.renewal) if event)])

    @property
    def anew(self) -> EventKind | None:
        """What the running term began with, if not with the receipt."""
        begun = [event for event in (self.restart, self.renewal) if event and event.on > self.received_on]
        return max(begun, key=lambda event: event.on).kind if begun else None

    @property
    def extension_days(self) -> int:
        return (self.extension.days or 0) if self.extension else 0

    @property
    def delay_days(self) -> int:
        return (self.delay.days or 0) if self.delay else 0

    @property
    def lengthened(self) -> tuple[Event, ...]:
        """What lengthens the term, in the order of its days."""
        found = [event for event in (self.extension, self.delay) if event]
        return tuple(sorted(found, key=lambda event: event.on))

    @property
    def open_pauses(self) -> tuple[Pause, ...]:
        return tuple(pause for pause in self.pauses if pause.answered_on is None)

    def closing_pauses(self, on: date) -> Course:
        """The same course as if whatever is still awaited were answered on that day."""
        closed = tuple(
            pause if pause.answered_on else replace(pause, answered_on=max(on, pause.dispatched_on))
            for pause in self.pauses
        )
        return replace(self, pauses=closed)


def fold(events: Iterable[Event], rule: ClockRule, calendar: Calendar) -> Course:
    """The course of these events, in the order they were recorded.

    Raises IllegalEvent for an event that the rule refuses (those before the last CORRECT only if they make no sense).
    """
    events = tuple(events)
    corrections = [number for number, event in enumerate(events) if event.kind is EventKind.CORRECT]
    judged_from = corrections[-1] if corrections else 0
    course = history(events[:judged_from])
    for event in events[judged_from:]:
        require_allowed(course, event, rule, calendar)
        course = _after(course, event)
    if course is None:
        raise IllegalEvent("A clock needs a start.", "时钟没有起算事件。")
    return course


def history(events: Iterable[Event]) -> Course | None:
    """The course of events as they stand, judged by no rule; None of no events."""
    course: Course | None = None
    for event in events:
        course = _after(course, event)
    return course


def require_allowed(course: Course | None, event: Event, rule: ClockRule, calendar: Calendar) -> None:
    """Raise IllegalEvent if the rule refuses this event as the next one."""
    if event.kind is EventKind.START:
        if course is not None:
            raise IllegalEvent("The clock has already started.", "已经起算，不能再次起算。")
        return _require_fit(rule, event.on)
    if course is None:
        raise IllegalEvent("The clock has not started.", "尚未起算。")
    if event.kind is EventKind.CORRECT:
        return _require_fit(rule, event.on)
    if course.stopped_on:
        raise IllegalEvent(
            f"The clock was stopped on {course.stopped_on}; only the receipt day may still be corrected.",
            f"已于{_zh(course.stopped_on)}办结，只能更正收到日期。",
        )
    if event.kind is EventKind.RESTART:
        return _require_restart(course, event, rule)
    if event.kind is EventKind.RESUME:
        return _require_resume(course, event)
    if event.kind is EventKind.RENEW:
        return _require_renewal(course, event, rule)
    if event.on < course.started_on:
        raise IllegalEvent(
            f"{event.kind.value} on {event.on} lies before the start of the clock on {course.started_on}.",
            f"{_zh(event.on)}早于起算日{_zh(course.started_on)}。",
        )
    match event.kind:
        case EventKind.PAUSE:
            if any(pause.key == event.key for pause in course.open_pauses):
                raise IllegalEvent("This pause is already open.", "该项征求意见已经发出，尚未答复。")
        case EventKind.EXTEND:
            _require_extension(course, event, rule, calendar)
        case EventKind.DELAY:
            _require_delay(course, event, rule, calendar)


def _require_fit(rule: ClockRule, day: date) -> None:
    if not rule.fits(day):
        until = f" to {rule.in_force_to}" if rule.in_force_to else " on"
        raise IllegalEvent(
            f"Rule {rule.code} does not fit {day}: it holds for what is received from {rule.in_force_from}{until}.",
            f"{rule.name}不适用于{_zh(day)}起算的期限。",
        )


def _require_restart(course: Course, event: Event, rule: ClockRule) -> None:
    """条例（2019）第30条: asked once, and the term runs from the receipt of the corrected application."""
    if not rule.restart_allowed:
        raise IllegalEvent(
            f"Rule {rule.code} knows no restart: there the correction notice closes the case.",
            "该规则下告知更改、补充即为答复，补正后作为新申请，不重新起算。",
        )
    if course.restart:
        raise IllegalEvent("The clock has already been restarted once.", "只能补正一次，已经重新起算过。")
    if course.pauses or course.extension:
        raise IllegalEvent(
            "A restart must come before any pause or extension.", "补正须在征求意见和延期之前，不能再重新起算。"
        )
    if event.on < course.received_on:
        raise IllegalEvent(
            f"The restart on {event.on} lies before the receipt on {course.received_on}.",
            f"补正收到日期{_zh(event.on)}早于申请收到日期{_zh(course.received_on)}。",
        )


def _require_resume(course: Course, event: Event) -> None:
    pause = next((pause for pause in course.open_pauses if pause.key == event.key), None)
    if pause is None:
        raise IllegalEvent("There is no open pause to resume from.", "没有尚未答复的征求意见，不能恢复计时。")
    if event.on < pause.dispatched_on:
        raise IllegalEvent(
            f"The answer on {event.on} lies before the dispatch on {pause.dispatched_on}.",
            f"答复日期{_zh(event.on)}早于发出日期{_zh(pause.dispatched_on)}。",
        )


def _require_extension(course: Course, event: Event, rule: ClockRule, calendar: Calendar) -> None:
    """条例（2019）第33条, （2008）第24条: once, on or before the due day; while that is provisional, up to the bound."""
    most = rule.extension.days
    if _had(course, EventKind.EXTEND):
        raise IllegalEvent("The term has already been extended once.", "只能延期一次，已经延期。")
    if course.delay:
        raise IllegalEvent(
            "A delayed term has been set; it is not extended.", "已经确定了延迟答复的合理期限，不能再延期。"
        )
    if event.days is None or not 1 <= event.days <= most:
        if most == 0:
            raise IllegalEvent(f"Rule {rule.code} knows no extension.", "该规则不允许延期。")
        raise IllegalEvent(
            f"An extension is 1 to {most} days, not {event.days}.",
            f"延期须为1至{most}{rule.extension.counting.unit_zh}，不能是{event.days}。",
        )
    due_on = _due_before(course, event, rule, calendar)
    if event.on > due_on:
        raise IllegalEvent(
            f"The extension on {event.on} comes after the due day {due_on}.",
            f"{_zh(event.on)}已过到期日{_zh(due_on)}，不能延期。",
        )


MOST_DELAY = 250
"""Working days of a delayed term at most: about a year. The law only says reasonable (条例（2019）第35条); more is a slip of the pen."""


def _require_delay(course: Course, event: Event, rule: ClockRule, calendar: Calendar) -> None:
    """条例（2019）第35条: the reasons are good, but the term of 第33条 is too short; once, on or before the due day."""
    if not rule.delay_article:
        raise IllegalEvent(f"Rule {rule.code} knows no delayed term.", "该规则没有延迟答复的合理期限。")
    if _had(course, EventKind.DELAY):
        raise IllegalEvent("A delayed term has already been set.", "已经确定过延迟答复的合理期限。")
    if event.days is None or not 1 <= event.days <= MOST_DELAY:
        raise IllegalEvent(
            f"A delay is 1 to {MOST_DELAY} days, not {event.days}.",
            f"延迟答复的期限须为1至{MOST_DELAY}{rule.term.counting.day_zh}，不能是{event.days}。",
        )
    due_on = _due_before(course, event, rule, calendar)
    if event.on > due_on:
        raise IllegalEvent(
            f"The delay on {event.on} comes after the due day {due_on}.",
            f"{_zh(event.on)}已过到期日{_zh(due_on)}，不能再确定延迟答复的期限。",
        )


def _had(course: Course, kind: EventKind) -> bool:
    return any(event.kind is kind for event in (*course.lengthened, *course.former))


def _due_before(course: Course, event: Event, rule: ClockRule, calendar: Calendar) -> date:
    """The due day as it stands when an event comes: an open pause counts as lasting until its day."""
    return Span(course.closing_pauses(event.on), rule, calendar.earliest).due_on


def _require_renewal(course: Course, event: Event, rule: ClockRule) -> None:
    """国办函〔2020〕109号第6条: paid in full after a notice, once."""
    if not rule.renewal_article:
        raise IllegalEvent(f"Rule {rule.code} knows no fee that starts the term anew.", "该规则没有缴费后重新起算。")
    if course.renewal:
        raise IllegalEvent("The term has already been started anew by a payment.", "已经因缴费重新起算过。")
    pause = next((pause for pause in course.open_pauses if pause.key == event.key), None)
    if pause is None:
        raise IllegalEvent("There is no open notice to pay for.", "没有尚未缴清的收费通知。")
    if event.on < pause.dispatched_on:
        raise IllegalEvent(
            f"The payment on {event.on} lies before the notice on {pause.dispatched_on}.",
            f"缴清日期{_zh(event.on)}早于收费通知发出日期{_zh(pause.dispatched_on)}。",
        )


def _after(course: Course | None, event: Event) -> Course:
    """The course with one more event; raises IllegalEvent only where the event makes no sense at all."""
    if event.kind is EventKind.START:
        return Course(received_on=event.on)
    if course is None:
        raise IllegalEvent("The clock has not started.", "尚未起算。")
    match event.kind:
        case EventKind.CORRECT:
            return replace(course, received_on=event.on, corrected=course.corrected or event.on != course.received_on)
        case EventKind.RESTART:
            return replace(course, restart=event)
        case EventKind.PAUSE:
            pause = Pause(event.on, None, event.key, event.ground, event.article)
            return replace(course, pauses=(*course.pauses, pause))
        case EventKind.RESUME:
            return _ended(course, event)
        case EventKind.RENEW:
            former = (*course.former, *course.lengthened)
            return replace(_ended(course, event), renewal=event, extension=None, delay=None, former=former)
        case EventKind.EXTEND:
            return replace(course, extension=event)
        case EventKind.DELAY:
            return replace(course, delay=event)
        case EventKind.STOP:
            return replace(course, stopped_on=event.on)


def _ended(course: Course, event: Event) -> Course:
    """The course with the pause that an event ends."""
    pauses = tuple(
        replace(pause, answered_on=event.on, ended=event.ground)
        if pause.answered_on is None and pause.key == event.key
        else pause
        for pause in course.pauses
    )
    return replace(course, pauses=pauses)


def came_too_late(course: Course, rule: ClockRule, calendar: Calendar) -> dict[EventKind, date]:
    """The extension and the delay that came when the term, as is known now, had ended, each with the day on which it had.

    So it may turn out when the receipt is corrected, or an earlier answer becomes known. The term is extended before it ends or not at
    all (条例第33条), whatever was believed on that day: an extension behind its end lengthens nothing.
    """
    late: dict[EventKind, date] = {}
    plain = replace(course, extension=None, delay=None)
    for event in course.lengthened:
        due_on = _due_before(plain, event, rule, calendar)
        if event.on > due_on:
            late[event.kind] = due_on
        else:
            plain = replace(plain, **{_PLACES[event.kind]: event})
    return late


_PLACES = {EventKind.EXTEND: "extension", EventKind.DELAY: "delay"}


def settled(course: Course, rule: ClockRule, calendar: Calendar) -> Course:
    """The course as its days are counted: without what came too late to lengthen it, and with open pauses only where the term waits for
    an answer.

    A reply that was sent ends the waiting. An open pause that began when no day of the term was left (while that is
    provisional: of the term up to its bound) has nothing to rest, as it would have nothing to move once answered.
    """
    if course.lengthened:
        late = came_too_late(course, rule, calendar)
        course = replace(course, **dict.fromkeys((_PLACES[kind] for kind in late), None))
    if course.stopped_on:
        return course.closing_pauses(course.stopped_on)
    if not course.open_pauses:
        return course
    without = replace(course, pauses=tuple(pause for pause in course.pauses if pause.answered_on))
    span = Span(without, rule, calendar.earliest)
    return without if all(span.over(pause.dispatched_on) for pause in course.open_pauses) else course


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class Span:
    """Day arithmetic of one course over one view of the calendar. Every pause of the course must be closed.

    Receipt is day zero and not counted (民事诉讼法 art. 85 ¶2); a term in calendar days that would end on a day off
    ends on the next working day (¶3). Days in pauses are not counted; overlapping pauses count once.
    """

    def __init__(self, course: Course, rule: ClockRule, days: Days):
        self._days = days
        self._counts_working = rule.term.counting is Counting.WORKING
        self._start = course.started_on.toordinal()
        self._pauses = _union(course.pauses, self._start)
        self.term_days = self._whole_term(rule, course.started_on) + course.extension_days + course.delay_days
        self._warn_left = rule.warn.left(rule.term)
        self._due = self._rolled(self._nth(self.term_days))

    @property
    def due_on(self) -> date:
        return date.fromordinal(self._due)

    @property
    def decided_from(self) -> date:
        """The due day is certain if every year from this day's to its own is known."""
        return date.fromordinal(self._start + 1 if self._counts_working else self._nth(self.term_days))

    @property
    def warn_on(self) -> date:
        """The first day on which no more days are left than the rule's warning says."""
        until_warning = self.counted(self.due_on) - self._warn_left
        return date.fromordinal(self._nth(until_warning) if until_warning > 0 else self._start)

    def counted(self, until: date) -> int:
        """Days that count in (start, until]; 0 before the start."""
        return self._counted(self._start, max(self._start, until.toordinal()))

    def over(self, on: date) -> bool:
        """Was that day the last that counts, or after it?"""
        return self.counted(on) >= self.term_days

    def elapsed(self, until: date) -> int:
        """Days of the term's counting in (start, until], paused or not."""
        return self._raw(self._start, max(self._start, until.toordinal()))

    def overdue(self, on: date) -> int:
        """Days past the due day, paused or not; at least 1 on any later day, 0 up to the due day."""
        today = on.toordinal()
        return max(1, self._raw(self._due, today)) if today > self._due else 0

    @staticmethod
    def _whole_term(rule: ClockRule, start: date) -> int:
        """The term in days. Months end on the day of the same number, or on the month's last (民法典 art. 202)."""
        if rule.term.counting is not Counting.MONTH:
            return rule.term.days
        return (months_later(start, rule.term.days) - start).days

    def _nth(self, n: int) -> int:
        cursor = self._start
        for a, b in self._pauses:
            running = self._raw(cursor, a)
            if running >= n:
                break
            n -= running
            cursor = b
        return self._days.nth(cursor, n) if self._counts_working else cursor + n

    def _counted(self, a: int, b: int) -> int:
        paused = sum(self._raw(max(a, p), min(b, q)) for p, q in self._pauses if p < b and q > a)
        return self._raw(a, b) - paused

    def _raw(self, a: int, b: int) -> int:
        if a >= b:
            return 0
        return self._days.count(a, b) if self._counts_working else b - a

    def _rolled(self, day: int) -> int:
        return day if self._counts_working or self._days.is_working(day) else self._days.nth(day, 1)


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months later; the month's last where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _union(pauses: tuple[Pause, ...], start: int) -> list[tuple[int, int]]:
    """Disjoint half-open intervals in order, from `start` on."""
    intervals = sorted((max(start, p.dispatched_on.toordinal()), p.answered_on.toordinal()) for p in pauses)
    union: list[tuple[int, int]] = []
    for a, b in intervals:
        if a >= b:
            continue
        if union and a <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], b))
        else:
            union.append((a, b))
    return union
