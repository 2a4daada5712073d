"""A wrong receipt day is corrected by an act; it may cross a change of law (决定D4, §5.9)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts
from gongkai.procedures.foi.actions import ANSWER
from gongkai.pure.clock import Event, EventKind


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
    outcome in the same act (``outcome`` is then demanded). Raises StepRefused.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正收到日期")
    if received_on > localdate(at):
        raise StepRefused("收到日期不能晚于今天")
    old, rule = case.first_received_on, rules.rule_key(Foi.rule_family, received_on)
    law = rules.law_of(rule)
    if case.closed and law != case.law and outcome is None:
        raise StepRefused("更正后适用另一部条例，请同时按那部条例重新选择办理结果")
    clock = clocks.clock_of(case.ref, ANSWER)
    moved = clocks.move(clock, Event(EventKind.CORRECT, received_on, ground="更正收到日期"), rule=rule, checked=False)
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
