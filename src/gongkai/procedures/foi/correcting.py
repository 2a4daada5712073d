"""A wrong receipt day is corrected by an act; it may cross a change of law (决定D4, §5.9)."""

from datetime import date, datetime

from gongkai.ground.ledger.acts import acting
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import facts
from gongkai.procedures.foi.actions import ANSWER, rule_of
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.law.outcomes import codes_by


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
    old, rule = case.first_received_on, rule_of(received_on, at)
    law = rules.law_of(rule)
    if case.closed:
        _check_closed(case, received_on, law, outcome)
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


def _check_closed(case: Case, received_on: date, law: str, outcome: str | None) -> None:
    """A closed case has one outcome of its own Regulation, whichever that now is."""
    if received_on > case.closed_on:
        raise StepRefused("这一件在更正后的收到日期以前就办结了，请再看看日期")
    if law == case.law and outcome is not None:
        raise StepRefused("更正后适用的还是原来的条例，办理结果不变，请选“不换”")
    if law != case.law and outcome is None:
        raise StepRefused("更正后适用另一部条例，请同时按那部条例重新选择办理结果")
    if outcome is not None and outcome not in codes_by(law, "answer"):
        raise StepRefused("这不是更正后适用的条例里的办理结果，请重新选")
