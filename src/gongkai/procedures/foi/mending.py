"""What came in from an old register and was written there, or read, wrongly: mended with a reason, and counted anew."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, queries
from gongkai.procedures.foi.actions import rule_of
from gongkai.procedures.foi.importing import LAWS, kept, state_of
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, label_of
from gongkai.pure.law.outcomes import outcome_by_code, outcomes_for

COLUMNS = ("received_on", "closed_on", "channel", "party_type", "outcome", "extended", "on_time")


@dataclass(frozen=True)
class Mended:
    """How it was, as far as it counts. ``on_time``: None where the days are to say."""

    received_on: date
    closed_on: date
    channel: str
    party_type: str
    outcome: str
    recalled: bool = False
    extended: bool = False
    on_time: bool | None = None


@acting
def mend(*, case: Case, mended: Mended, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Put right what an imported case counts for; what stood there before stays in the ledger. Raises NotAllowed, StepRefused."""
    today = localdate(at)
    if not queries.brought_in(case):
        raise StepRefused("只有从旧台账导入的才这样更正；在这里办的，用“更正收到日期”")
    if not reason.strip():
        raise StepRefused("请写为什么更正，例如：旧台账第12行抄错了年份", "reason")
    rule = rule_of(mended.received_on, today)
    law = rules.law_of(rule)
    if not mended.received_on <= mended.closed_on <= today:
        raise StepRefused("办结日期要在收到日期以后，不能晚于今天", "closed_on")
    if mended.outcome not in {each.code for each in outcomes_for(law)}:
        raise StepRefused(f"{mended.received_on.year}年收到的，结果要按{LAWS[law]}选", "outcome")
    state = state_of(outcome_by_code(mended.outcome), recalled=mended.recalled)
    within, on_time = None, None
    if state is Foi.ANSWERED:
        within, on_time, _ = kept(mended.received_on, mended.closed_on, mended.extended, mended.on_time)
    values = {
        "received_on": mended.received_on, "first_received_on": mended.received_on, "registered_on": mended.received_on, "closed_on": mended.closed_on,
        "channel": mended.channel, "party_type": mended.party_type, "outcome": mended.outcome, "extended": mended.extended,
        "within_term": within, "on_time": on_time, "rule": rule, "law": law,
    }  # fmt: skip
    changed = {name for name, value in values.items() if getattr(case, name) != value}
    if not changed and state.code == case.state:
        raise StepRefused("和现在的一样，没有要更正的")
    was = told_of(case)
    rows = step(case, "mend_import", by=by, at=at, seen=seen, note=reason.strip(), to=state, **values)
    tell(facts.FoiImportMended(case.reference, was, told_of(case)), case, by=by, at=at, rows=rows)
    return case


def told_of(case: Case) -> str:
    """What it counts for, in words: nothing of it names anybody."""
    label = Foi.outcomes.get(case.outcome, "")
    kind, way = label_of(APPLICANT_TYPES, case.party_type), label_of(CHANNELS, case.channel)
    late = "" if case.on_time is None else "，按期" if case.on_time else "，超期"
    return f"{case.received_on.isoformat()}收到，{way}，{kind}，{case.closed_on.isoformat()}{label}{late}"
