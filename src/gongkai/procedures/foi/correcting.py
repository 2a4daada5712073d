"""A wrong receipt day is corrected by an act; it may cross a change of law (决定D4, §5.9)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts
from gongkai.procedures.foi.actions import (
    ANSWER,
    CORRECTION_REQUEST,
    ENDED,
    asked_correction_on,
    asking_rule,
    rule_of,
    start_asking,
    stop_clock,
)
from gongkai.procedures.foi.words import zh
from gongkai.pure.clock import Event, EventKind, IllegalEvent, read
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import FOI_2008, codes_by


@acting
def correct_receipt(
    *,
    case: Case,
    received_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    outcome: str | None = None,
    seen: int | None = None,
) -> Case:
    """Correct the receipt day. Past steps stay; all clocks that run from the day are read again. An answered case whose Regulation
    changes restates its outcome in the same act (``outcome`` is then demanded); one that ended without an answer is counted as the
    other Regulation has it. Raises StepRefused, NotAllowed.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正收到日期", "reason")
    today = localdate(at)
    check(case, received_on, outcome, by=by, today=today)
    old, rule = case.first_received_on, rule_of(received_on, today)
    turned, relieved = turn(case, received_on, today), relieves(case, received_on, today)
    law = rules.law_of(rule)
    moved = _move_clocks(case, received_on, rule, today)
    changes = {"received_on": received_on, "first_received_on": received_on, "rule": rule, "law": law}
    if case.received_on != case.first_received_on:
        changes.pop("received_on")
    if case.closed:
        restated = outcome or outcome_under(case, law)
        changes |= closing(case, restated, case.closed_on, voided=case.state in ENDED)
    rows = step(case, "correct_receipt", by=by, at=at, seen=seen, note=reason.strip(), **changes)
    then = f"，{turned}" if turned else ""
    tell(
        facts.FoiReceiptCorrected(
            case.reference, old.isoformat() if old else "", received_on.isoformat(), law, then, relieved=relieved
        ),
        case, by=by, at=at, rows=[*rows, *moved],
    )  # fmt: skip
    return case


def _move_clocks(case: Case, received_on: date, rule: str, today: date) -> list[Ledgered]:
    """Read again whatever runs from the receipt; nothing does where it was taken back before it was confirmed."""
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None:
        return []
    moved = clocks.move(clock, _corrected(received_on), rule=rule, checked=False)
    return moved + _move_asking(case, received_on, rules.law_of(rule), today)


def _move_asking(case: Case, received_on: date, law: str, today: date) -> list[Ledgered]:
    """The term for asking a correction (条例第30条) moves, asked or not; it ends where the Regulation has none, and begins where that of
    the corrected day has one and nothing was done yet.
    """
    if law == FOI_2008:
        return stop_clock(case, CORRECTION_REQUEST, today)
    clock, waits = clocks.clock_of(case.ref, CORRECTION_REQUEST), case.state == Foi.RECEIVED.code
    if clock and not (waits and clock.stopped_on):
        return clocks.move(clock, _corrected(received_on), rule=asking_rule(received_on), checked=False)
    # One that another Regulation ended does not run on: a clock stops once.
    return start_asking(case, received_on, clock.seq + 1 if clock else 0) if waits else []


def outcome_under(case: Case, law: str) -> str:
    """The outcome of a closed case under a Regulation, where no other is chosen."""
    return ENDED[case.state][law] if case.state in ENDED else case.outcome


def rule_on(received_on: date) -> str | None:
    """The key of the rule for what is received on a day; None where no Regulation was in force."""
    try:
        return rules.rule_key(Foi.rule_family, received_on)
    except LookupError:
        return None


def due_after(case: Case, received_on: date) -> date | None:
    """By when a case would be, or have been, due if its receipt were corrected to a day: after a restart, an extension or a pause not
    simply that day and the term; while a correction is awaited, by the term that ran until it was asked for. None where no term would
    run: it waits for an opinion or ended unanswered, or no Regulation was in force.
    """
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None or case.state in ENDED:
        return None
    return _last_of([*clocks.events_of(clock), _corrected(received_on)], rule_on(received_on))


def _last_of(events: list[Event], rule: str | None) -> date | None:
    """The last day that events give under a rule; None where they give none."""
    try:
        return read(events, rules.clock_rule(rule), rules.calendar(), events[-1].on).last_on if rule else None
    except IllegalEvent:
        return None


def run_out_after(case: Case, received_on: date, today: date) -> date | None:
    """The day on which the term would have run out unseen if the receipt were corrected to a day: it is over, or was when the case was
    closed, a correction asked for that is awaited, or the term extended, which comes before (条例第33条). None if it would not.
    """
    due = due_after(case, received_on)
    if due and due < _judged_on(case, today):
        return due
    clock = clocks.clock_of(case.ref, ANSWER)
    events = clocks.events_of(clock) if clock and case.state not in ENDED else []
    extended = next((at for at, event in enumerate(events) if event.kind is EventKind.EXTEND), None)
    if extended is None:
        return None
    # Whether or not the clock rests now: a pause after the extension makes nothing timely that was late before it.
    before = _last_of([*events[:extended], _corrected(received_on)], rule_on(received_on))
    return before if before and before < events[extended].on else None


def turn(case: Case, received_on: date, today: date) -> str:
    """What a correction would make of the term's being kept, as a clause: 由按期办结改为超期办结; "" if nothing."""
    late, would_be = is_late(case, today), _late_after(case, received_on, today)
    if late == would_be:
        return ""
    kept, missed = ("按期办结", "超期办结") if case.closed else ("没有超期", "超期")
    return f"由{missed}改为{kept}" if late else f"由{kept}改为{missed}"


def relieves(case: Case, received_on: date, today: date) -> bool:
    """Would a correction make timely what is late?"""
    return is_late(case, today) and not _late_after(case, received_on, today)


def is_late(case: Case, today: date) -> bool:
    """Is the term of a case over, or was it when it was closed or a correction asked for that is awaited?"""
    if case.closed:
        return case.on_time is False
    clock = clocks.clock_of(case.ref, ANSWER)
    return clock is not None and clock.last_on is not None and clock.last_on < _judged_on(case, today)


def _late_after(case: Case, received_on: date, today: date) -> bool:
    due = due_after(case, received_on)
    return due is not None and due < _judged_on(case, today)


def _judged_on(case: Case, today: date) -> date:
    """The day by which it shows whether a term is kept: while a correction is awaited it counts no further, yet what was late stays so."""
    asked_on = asked_correction_on(case) if case.state == Foi.CORRECTING.code else None
    return case.closed_on or asked_on or today


def _corrected(received_on: date) -> Event:
    return Event(EventKind.CORRECT, received_on, ground="更正收到日期")


CAME_AT_ONCE = ("web", "counter")
"""Channels by which an application is there when it is registered (条例第31条); a fax or letter may wait to be confirmed."""

ACTED_ON = {step.name: step.label for step in (Foi.accept, Foi.ask_correction, Foi.extend, Foi.recall)}
"""The steps by which the handling of an application can begin, or which can end it before; all others come after one of them."""

HANDLING = {name for name, step in Foi.steps.items() if Role.CASE_OFFICER in step.roles} - {Foi.correct_receipt.name}
"""The steps of the officers who handle a case."""


def refusal(case: Case, received_on: date, outcome: str | None, *, by: Actor, today: date) -> str:
    """Why the receipt cannot be corrected to a day; "" if it can."""
    try:
        check(case, received_on, outcome, by=by, today=today)
    except StepRefused as refused:
        return str(refused)
    return ""


def check(case: Case, received_on: date, outcome: str | None, *, by: Actor, today: date) -> None:
    """Raise StepRefused or NotAllowed if the receipt cannot be corrected to a day."""
    if received_on == case.first_received_on:
        raise StepRefused(f"收到日期登记的就是{zh(received_on)}，不用更正；要更正的，请写正确的日期", "received_on")
    law = rules.law_of(rule_of(received_on, today))
    _check_before_acts(case, received_on)
    if case.closed:
        _check_closed(case, law, outcome)
    elif law != case.law:
        _check_open(case, law)
    if relieves(case, received_on, today):
        _check_relief(case, received_on, by, today)


def _check_before_acts(case: Case, received_on: date) -> None:
    """What was acted upon had been received, and what came itself was there when it was registered: else an officer could give an
    overdue case a new term.
    """
    if case.channel in CAME_AT_ONCE and received_on > case.registered_on:
        raise StepRefused(f"这一件{zh(case.registered_on)}已经登记，收到日期不能晚于这一天", "received_on")
    first = next((step for step in reversed(steps_of(case)) if step.name in ACTED_ON), None)
    if first and received_on > first.on:
        raise StepRefused(
            f"这一件{zh(first.on)}已经办过“{ACTED_ON[first.name]}”，收到日期不能晚于这一天", "received_on"
        )


def _check_open(case: Case, law: str) -> None:
    """Another Regulation applies from now on: not where what waits belongs to the one that applied."""
    if case.state == Foi.SIGNING.code:
        raise StepRefused(
            "更正后适用另一部条例，送签的答复书用的是原来那部的结果：请签发人先退回重拟，再更正", "received_on"
        )
    if case.state == Foi.CORRECTING.code and law == FOI_2008:
        raise StepRefused(
            "更正后适用2008年条例，它没有补正后重新计时的规定，而这一件正等申请人补正：请收到补正、登记以后再更正；到期没有补正的，按放弃申请办结",
            "received_on",
        )


def _check_closed(case: Case, law: str, outcome: str | None) -> None:
    """A closed case has one outcome of its own Regulation, whichever that now is; no answer, none to choose."""
    if outcome is not None and case.state in ENDED:
        raise StepRefused("这一件没有答复就办结了，不用选办理结果", "outcome")
    if law == case.law and outcome is not None:
        raise StepRefused("更正后适用的还是原来的条例，办理结果不变，请选“不换”", "outcome")
    if law != case.law and outcome is None and case.state not in ENDED:
        raise StepRefused("更正后适用另一部条例，请同时按那部条例重新选择办理结果", "outcome")
    if outcome is not None and outcome not in codes_by(law, "answer"):
        raise StepRefused("这不是更正后适用的条例里的办理结果，请重新选", "outcome")


def _check_relief(case: Case, received_on: date, by: Actor, today: date) -> None:
    """Nobody who handles a case turns its red light green: the head of the unit's openness office does, who answers for the terms (条例第33条)."""
    turned = turn(case, received_on, today)
    if not by.holds(Role.OFFICE_HEAD, case.unit_id):
        raise NotAllowed(f"按这一天算，这一件{turned}，经办人不能自己改：请公开机构负责人核对以后来更正", "received_on")
    if any(taken.by == by.name and taken.name in HANDLING for taken in steps_of(case)):
        raise NotAllowed(f"按这一天算，这一件{turned}；您经办过这一件，要由另一位公开机构负责人来更正", "received_on")
