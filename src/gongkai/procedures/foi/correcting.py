"""A wrong receipt day is corrected by an act; it may cross a change of law (决定D4, §5.9)."""

from datetime import date, datetime

from gongkai.ground.ledger.acts import acting
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts
from gongkai.procedures.foi.actions import ANSWER, rule_of
from gongkai.procedures.foi.words import zh
from gongkai.pure.clock import Event, EventKind, IllegalEvent, read
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
    """Correct the receipt day. Past steps stay, the due day is read again; a closed case whose Regulation changes restates its
    outcome in the same act (``outcome`` is then demanded). What was acted upon had been received: a day after that is refused,
    or one officer alone could give an overdue case a new term. Raises StepRefused.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正收到日期", "reason")
    old, rule = case.first_received_on, rule_of(received_on, at)
    law = rules.law_of(rule)
    _check_before_acts(case, received_on)
    if case.closed:
        _check_closed(case, law, outcome)
    elif law != case.law:
        _check_open(case, law)
    clock = clocks.clock_of(case.ref, ANSWER)
    moved = clocks.move(clock, _corrected(received_on), rule=rule, checked=False)
    changes = {"received_on": received_on, "first_received_on": received_on, "rule": rule, "law": law}
    if case.received_on != case.first_received_on:
        changes.pop("received_on")
    if case.closed:
        restated = closing(case, outcome or case.outcome, case.closed_on)
        changes |= restated
    rows = step(case, "correct_receipt", by=by, at=at, seen=seen, note=reason.strip(), **changes)
    tell(
        facts.FoiReceiptCorrected(case.reference, old.isoformat() if old else "", received_on.isoformat(), law),
        case, by=by, at=at, rows=[*rows, *moved],
    )  # fmt: skip
    return case


def rule_on(received_on: date) -> str | None:
    """The key of the rule for what is received on a day; None where no Regulation was in force."""
    try:
        return rules.rule_key(Foi.rule_family, received_on)
    except LookupError:
        return None


def due_after(case: Case, received_on: date) -> date | None:
    """By when a case would be due if its receipt were corrected to a day: after a restart, an extension or a pause not simply that
    day and the term. None where no term would run: it is closed, waits for somebody, or no Regulation was in force.
    """
    clock = clocks.clock_of(case.ref, ANSWER)
    if case.closed or clock is None or case.state == Foi.CORRECTING.code:
        return None
    rule = rule_on(received_on)
    try:
        return clocks.foreseen(clock, _corrected(received_on), rule).last_on if rule else None
    except IllegalEvent:
        return None


def run_out_after(case: Case, received_on: date, today: date) -> date | None:
    """The day on which the term would have run out unseen if the receipt were corrected to a day: it is past today, or was when the
    term was extended, which comes before (条例第33条). None if it would not.
    """
    due = due_after(case, received_on)
    if due and due < today:
        return due
    clock = clocks.clock_of(case.ref, ANSWER)
    events = clocks.events_of(clock) if clock and not case.closed else []
    extended = next((at for at, event in enumerate(events) if event.kind is EventKind.EXTEND), None)
    if due is None or extended is None:
        return None
    rule = rules.clock_rule(rules.rule_key(Foi.rule_family, received_on))
    before = read([*events[:extended], _corrected(received_on)], rule, rules.calendar(), today).last_on
    return before if before and before < events[extended].on else None


def _corrected(received_on: date) -> Event:
    return Event(EventKind.CORRECT, received_on, ground="更正收到日期")


CAME_AT_ONCE = ("web", "counter")
"""Channels by which an application is there when it is registered (条例第31条); a fax or letter may wait to be confirmed."""

ACTED_ON = {step.name: step.label for step in (Foi.accept, Foi.ask_correction, Foi.extend)}
"""The steps by which the handling of an application can begin; all others come after one of them."""


def _check_before_acts(case: Case, received_on: date) -> None:
    """An application is received no later than it was first acted upon, and no later than it was registered if it came itself."""
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
    """A closed case has one outcome of its own Regulation, whichever that now is."""
    if law == case.law and outcome is not None:
        raise StepRefused("更正后适用的还是原来的条例，办理结果不变，请选“不换”", "outcome")
    if law != case.law and outcome is None:
        raise StepRefused("更正后适用另一部条例，请同时按那部条例重新选择办理结果", "outcome")
    if outcome is not None and outcome not in codes_by(law, "answer"):
        raise StepRefused("这不是更正后适用的条例里的办理结果，请重新选", "outcome")
