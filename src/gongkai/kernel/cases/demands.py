"""催办、督办、内部会商: what is asked of somebody in a case beside its own course, in words and with a short term; alike for every procedure.

Who is reminded or urged owes something in the case already; who is conferred with owes only the reply. No clock of the case moves.
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders, unit_by_id
from gongkai.ground.units.scope import Actor, Scope
from gongkai.kernel.cases import facts
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import DEMANDS, Case, Demand
from gongkai.kernel.cases.queries import visible_to
from gongkai.kernel.flow.duties import close_duties, open_duties, open_duty
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.declare.flow import CONFER, REMIND, REPLY, URGE

LABELS = dict(DEMANDS)
USUAL = {REMIND: 3, URGE: 5, CONFER: 5}
"""Working days that are proposed for a reply."""
LONGEST_TERM = 15
SHORTEST, LONGEST = 5, 1000
COLLEAGUES = (Role.LEGAL_REVIEWER, Role.OFFICE_HEAD)
"""With whom an officer confers in the own unit; elsewhere it is with the unit's officers."""

Whom = tuple[Unit, Role]


def demands_of(case: Case) -> list[Demand]:
    return list(Demand.objects.filter(case=case).select_related("case", "case__unit", "unit").order_by("seq"))


def owing(case: Case) -> list[Whom]:
    """Who owes something in a case by its own course, and so can be reminded of it: each unit and role once."""
    found: dict[tuple[int, str], Whom] = {}
    for duty in open_duties(case.ref):
        if duty.kind not in LABELS:
            found.setdefault((duty.unit_id, duty.role), (unit_by_id(duty.unit_id), Role(duty.role)))
    return list(found.values())


def open_duty_of(demand: Demand) -> Duty | None:
    """The duty to reply, wherever it lies now; None once there was a reply, or the case has ended."""
    mine = (demand.kind, str(demand.seq))
    return next((each for each in open_duties(demand.case.ref) if (each.kind, each.key) == mine), None)


def said(demand: Demand) -> str:
    """What was asked; "" once the case's data is erased."""
    return vault.unseal(demand.case.ref, f"demand:{demand.seq}", "")


def replied(demand: Demand) -> str:
    """What was replied; "" if nothing was yet."""
    return vault.unseal(demand.case.ref, f"reply:{demand.seq}", "")


@acting
def demand(
    *, case: Case, kind: str, unit: Unit, role: Role, text: str, days: int, by: Actor, at: datetime, seen: int | None = None
) -> Demand:  # fmt: skip
    """Remind or urge somebody of what they owe in a case, or confer with them, with a term for the reply. Raises StepRefused."""
    if kind not in declare.procedure(case.procedure).steps or kind not in LABELS:
        raise StepRefused(f"{declare.procedure(case.procedure).name}没有这一步")
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚要对方做什么，至少{SHORTEST}个字", "text")
    if not 1 <= days <= LONGEST_TERM:
        raise StepRefused(f"请写1到{LONGEST_TERM}个工作日", "days")
    on = localdate(at)
    _check_whom(case, kind, unit, role, on)
    if kind != CONFER and by.holds(role, unit.pk):
        raise StepRefused("这件事就由您办，不用催", "whom")
    same = [each for each in demands_of(case) if (each.kind, each.unit_id, each.role) == (kind, unit.pk, role)]
    if waits := next((each for each in same if open_duty_of(each)), None):
        raise StepRefused(f"已经{LABELS[kind]}过，对方要在{zh_date(waits.due_on)}前答复", "whom")
    rows = step(case, kind, by=by, at=at, seen=seen)
    made = insert(
        Demand(
            case=case, seq=Demand.objects.filter(case=case).count() + 1, kind=kind, unit=unit, role=role, procedure=case.procedure,
            demanded_on=on, due_on=last_working_day(on, days),
        )
    )  # fmt: skip
    owed = open_duty(
        case, kind, role=role, unit_id=unit.pk, on=on, procedure=case.procedure, key=str(made.seq), due_on=made.due_on,
        warn_on=on if days == 1 else last_working_day(on, days - 1),
    )  # fmt: skip
    rows += [made, owed, vault.seal(case.ref, f"demand:{made.seq}", text.strip())]
    fact = facts.CaseDemanded(case.reference, kind, LABELS[kind], whom_told(case, made), zh_date(made.due_on))
    tell(fact, case, by=by, at=at, rows=rows)
    return made


def _check_whom(case: Case, kind: str, unit: Unit, role: Role, on: date) -> None:
    if kind != CONFER:
        if (unit.pk, role) not in [(each.pk, at) for each, at in owing(case)]:
            raise StepRefused("对方在这一件里现在没有要办的事，不用催", "whom")
        return
    elsewhere = unit.pk != case.unit_id
    if case.confidential and elsewhere:
        raise StepRefused("涉密件不能和别的单位会商", "whom")
    if role not in ((Role.CASE_OFFICER,) if elsewhere else COLLEAGUES):
        raise StepRefused("请从单子里选和谁会商", "whom")
    if not holders(role, unit.pk, on):
        raise StepRefused(f"{unit.short_name}还没有{role.label}，没有人能答复，请另选", "whom")


def whom_told(case: Case, made: Demand) -> str:
    """Who is asked: the role, of another unit with its name."""
    role = Role(made.role).label
    return role if made.unit_id == case.unit_id else f"{made.unit.short_name}{role}"


def falls_to(case: Case, duty: Duty, by: Actor) -> bool:
    """May somebody reply for whoever was asked? A colleague may for one who is away, but not in a confidential case."""
    named = duty.person in ("", by.name) or not case.confidential
    return by.holds(Role(duty.role), duty.unit_id) and named


@acting
def reply(*, demand: Demand, text: str, by: Actor, at: datetime, seen: int | None = None) -> Demand:
    """Reply to what was asked. Late it is recorded as such. Raises NotAllowed, StepRefused."""
    case, owed = demand.case, open_duty_of(demand)
    if demand.answered_on:
        raise StepRefused("已经答复过了")
    if owed is None:
        raise StepRefused("这一件已经办结，不用再答复")
    if not falls_to(case, owed, by):
        raise NotAllowed(f"要由{whom_told(case, demand)}来答复")
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚，至少{SHORTEST}个字", "text")
    on = localdate(at)
    rows: list[Ledgered] = step(case, REPLY, by=by, at=at, seen=seen, unit_id=owed.unit_id)
    demand.answered_on, demand.kept = on, on <= demand.due_on
    change(demand, {"answered_on": on, "kept": demand.kept})
    rows += [demand, vault.seal(case.ref, f"reply:{demand.seq}", text.strip())]
    rows += close_duties(case, demand.kind, on=on, key=str(demand.seq))
    then = "" if demand.kept else "，晚于期限"
    tell(facts.DemandAnswered(case.reference, demand.kind, LABELS[demand.kind], then), case, by=by, at=at, rows=rows)
    return demand


def to_reply(case: Case, by: Actor) -> list[Demand]:
    """The demands in a case that wait for somebody's reply."""
    waiting = {(duty.kind, duty.key): duty for duty in open_duties(case.ref) if duty.kind in LABELS}
    found = [(each, waiting.get((each.kind, str(each.seq)))) for each in demands_of(case)] if waiting else []
    return [each for each, duty in found if duty and falls_to(case, duty, by)]


def urged_in(scope: Scope, since: date) -> QuerySet[Demand]:
    """What was reminded and urged of since a day in the cases that exist for somebody, the last first."""
    seen = visible_to(scope).values("pk")
    found = Demand.objects.filter(kind__in=(REMIND, URGE), demanded_on__gte=since, case__in=seen)
    return found.select_related("case", "case__unit", "unit").order_by("-demanded_on", "-id")
