"""What is done to any case. A drawer's actions wrap these with its own arguments, notices and facts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.documents.numbers import next_number
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.parties.actions import forget_key
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.queries import holders
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import facts
from gongkai.kernel.cases.codes import code_hash
from gongkai.kernel.cases.models import CHALLENGES, CLOSED, COMPLAINS, FOLLOWS, REVIEWS, Case, CaseLink, Order
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import TAKEN_DOWN, assign_duties, hand_over_duties, open_duties, open_duty
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, begin, take
from gongkai.pure import declare
from gongkai.pure.clock import Event, EventKind, read
from gongkai.pure.declare import Role, State
from gongkai.pure.declare.flow import ASSIGN

OPEN = "open"
"""The step by which a case is taken down."""
BROUGHT_IN = "bring_in"
"""The step by which a case came in that had ended before the system was: nothing of it ran here."""


@dataclass(frozen=True)
class Ended:
    """How a case had ended that is brought in; its number is of the year in which it was received."""

    outcome: str
    closed_on: date
    within_term: bool | None
    on_time: bool | None
    extended: bool = False


@dataclass(frozen=True)
class Opening:
    """All that opens a case. ``sealed`` holds the personal and free text, by name ("party", "subject", "wanted" …)."""

    procedure: str
    unit: Unit
    state: State
    channel: str
    party_type: str
    sealed: dict[str, Any]
    query_code: str
    form_token: str | None = None
    received_on: date | None = None
    route: str = ""
    confidential: bool = False
    taken_by: int | None = None
    """The unit whose window took it down, where that is not the unit which will handle it."""
    query_hash: str = ""
    """Instead of ``query_code``, of what opens with the code of another case of the same applicant."""
    ended: Ended | None = None
    """Only of what is brought in, with the day on which it was received."""


def open_case(opening: Opening, *, by: Actor, at: datetime) -> tuple[Case, list[Ledgered]]:
    """Insert a case with its key, sealed values and first step; the rows are for the caller's fact (inside its act)."""
    procedure, today, ended = declare.procedure(opening.procedure), localdate(at), opening.ended
    if ended and opening.received_on:
        today = opening.received_on
    serial = next_number(f"case/{opening.procedure}/{today.year}")
    case = Case(
        reference=f"{procedure.prefix}{today.year}-{serial:04d}", procedure=opening.procedure, unit=opening.unit, state=opening.state.code,
        phase=opening.state.phase.value, revision=1, channel=opening.channel, party_type=opening.party_type, registered_on=today,
        query_hash=opening.query_hash or code_hash(opening.query_code), form_token=opening.form_token, route=opening.route,
        confidential=opening.confidential,
    )  # fmt: skip
    if opening.received_on:
        set_receipt(case, opening.received_on)
    for name, value in vars(ended).items() if ended else ():
        setattr(case, name, value)
    insert(case)
    subject_key = vault.new_key(case.ref)
    sealed = [vault.seal(case.ref, name, value, key=subject_key) for name, value in opening.sealed.items()]
    rows = [case, begin(case, name=BROUGHT_IN if ended else OPEN, by=by, at=at, unit_id=opening.taken_by), *sealed]
    if opening.taken_by:
        taken = open_duty(
            case, TAKEN_DOWN, role=Role.HALL_CLERK, on=today, procedure=opening.procedure, unit_id=opening.taken_by
        )
        taken.closed_on = today
        rows.append(taken)
    return case, rows


def set_receipt(case: Case, received_on: date) -> None:
    """Set the receipt day and with it the rule (decisions D4)."""
    case.received_on = received_on
    case.first_received_on = case.first_received_on or received_on
    case.rule = rules.rule_key(declare.procedure(case.procedure).rule_family, received_on)
    case.law = rules.law_of(case.rule)


def step(
    case: Case,
    name: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    note: str = "",
    unit_id: int | None = None,
    to: State | None = None,
    **changes: Any,
) -> list[Ledgered]:
    """Take a declared step, ``to`` another of its ways if one is told; its note is sealed under the case's key, and refused where that was erased. The rows are for the caller's fact."""
    procedure = declare.procedure(case.procedure)
    row = take(
        case, procedure.steps[name], by=by, at=at, states=procedure.states, seen=seen, unit_id=unit_id, changes=changes,
        target=to,
    )  # fmt: skip
    rows: list[Ledgered] = [case, row]
    if note:
        try:
            rows.append(vault.seal(case.ref, f"step:{row.seq}", note))
        except vault.Erased as erased:
            raise StepRefused(
                f"这一件申请人的信息已经清除，写的话没有地方保存，不能再{procedure.steps[name].label}"
            ) from erased
    return rows


def closing(case: Case, outcome: str, on: date, *, voided: bool = False) -> dict[str, Any]:
    """The columns that a closing step sets. ``within_term``: by the unextended due day; ``on_time``: by the extended one."""
    clock = clocks.clock_of(case.ref, "answer")
    values: dict[str, Any] = {"outcome": outcome, "closed_on": on, "within_term": None, "on_time": None}
    if clock is None or voided:
        return values
    events = [event for event in clocks.events_of(clock) if event.kind is not EventKind.STOP]
    rule, calendar = rules.clock_rule(clock.rule), rules.calendar()
    stop = Event(EventKind.STOP, on)
    whole = read([*events, stop], rule, calendar, on)
    lengthens = (EventKind.EXTEND, EventKind.DELAY)
    plain = read([*(e for e in events if e.kind not in lengthens), stop], rule, calendar, on)
    return values | {"on_time": _kept(whole, on), "within_term": _kept(plain, on)}


def _kept(seen: Any, on: date) -> bool:
    return seen.last_on is None or on <= seen.last_on


@acting
def link(*, case: Case, about: Case, sort: str, by: Actor, at: datetime) -> CaseLink:
    """Note in a case that another one is about it; the link's row stands in this one's fact. Of a complaint it is noted there alone: the
    unit that handles this case is not told that somebody complained.
    """
    made = insert(CaseLink(case=case, about=about, sort=sort))
    told, other = (case, about) if sort == COMPLAINS else (about, case)
    tell(facts.CaseLinked(told.reference, other.reference), told, by=by, at=at, rows=[made])
    return made


def tell(fact: FactBase, case: Case, *, by: Actor, at: datetime, rows: list[Ledgered]) -> None:
    """Record a case's fact. Nothing of a case stands in clear in the public log."""
    record(fact, ref=case.ref, by=by.name, at=at, rows=rows)


@acting
def hand_over(*, case: Case, source: Unit, target: Unit, by: Actor, at: datetime) -> Case:
    """What a closed unit owed in a case goes over to its successor: its open duties, and the lead if it had that. A closed case keeps its unit,
    for which its year has counted it."""
    procedure = declare.procedure(case.procedure)
    changes = {"unit_id": target.pk, "assigned_to": ""} if case.unit_id == source.pk and not case.closed else {}
    taken = take(case, procedure.steps[declare.HAND_OVER], by=by, at=at, states=procedure.states, changes=changes)
    rows = [case, taken, *hand_over_duties(case.ref, source, target)]
    tell(facts.CaseHandedOver(case.reference, source.name, target.name), case, by=by, at=at, rows=rows)
    return case


@acting
def conceal(*, case: Case, reason: str, officer: str = "", by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Make a case confidential, by the head of its unit's openness office. From now on it exists only for them, for who signs, and for
    the one ``officer`` who goes on handling it (a sign-in name; none where it is closed). Raises NotAllowed, StepRefused.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么涉密", "reason")
    if case.confidential:
        raise StepRefused("这一件已经是涉密件")
    if not case.closed and officer not in {each.username for each in officers_of(case, localdate(at))}:
        raise StepRefused("请从本单位的经办人里选一个人接着办", "officer")
    rows = step(case, declare.CONCEAL, by=by, at=at, seen=seen, note=reason.strip(), confidential=True, assigned_to="")
    rows += assign_duties(case.ref, Role.CASE_OFFICER, case.unit, officer, Role.LEGAL_REVIEWER)
    tell(facts.CaseConcealed(case.reference, officer), case, by=by, at=at, rows=rows)
    # What reviews it says the same things, a complaint does not. A lawsuit may be about both the case and its reconsideration: each is looked
    # at as it is by then.
    reviews = CaseLink.objects.filter(about=case, sort__in=(CHALLENGES, FOLLOWS)).order_by("id")
    for pk in list(reviews.values_list("case_id", flat=True)):
        linked = Case.objects.select_related("unit").get(pk=pk)
        if not linked.confidential:
            keeper = "" if linked.closed else officer or _keeper(case, linked, localdate(at))
            conceal(case=linked, reason=reason, officer=keeper, by=by, at=at)
    return case


def _keeper(case: Case, about_it: Case, on: date) -> str:
    """Who goes on with an open case that is about a closed one: an officer who handled that; where none did, the first."""
    officers = [each.username for each in officers_of(about_it, on)]
    took = set(StepTaken.objects.filter(ref=case.ref, by__in=officers).values_list("by", flat=True))
    return next((each for each in officers if each in took), next(iter(officers), ""))


@acting
def reveal(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """A case is confidential no more: whoever could see it before sees it again, and its duties are again any officer's."""
    if not reason.strip():
        raise StepRefused("请写明为什么不再涉密", "reason")
    if not case.confidential:
        raise StepRefused("这一件不是涉密件")
    rows = step(case, declare.REVEAL, by=by, at=at, seen=seen, note=reason.strip(), confidential=False)
    rows += assign_duties(case.ref, Role.CASE_OFFICER, case.unit, "")
    tell(facts.CaseRevealed(case.reference), case, by=by, at=at, rows=rows)
    return case


ANYBODY = "本单位任何经办人"


@acting
def assign(*, case: Case, officer: str, reason: str = "", by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Hand a case to one officer of its unit ("": to whoever takes it up), now and whenever it comes back to the officer. Raises StepRefused."""
    if case.confidential:
        raise StepRefused("涉密件由选定的经办人办，要换人的，请公开机构负责人先取消涉密")
    names = {each.username: each.name for each in officers_of(case, localdate(at))}
    if officer and officer not in names:
        raise StepRefused("请从本单位的经办人里选一个人", "officer")
    if officer == case.assigned_to:
        raise StepRefused(f"这一件已经由{names.get(officer, ANYBODY)}经办，没有变", "officer")
    if case.closed and not any(open_duties(case.ref)):
        raise StepRefused("这一件已经办结，没有要转交的事")
    rows = step(case, ASSIGN, by=by, at=at, seen=seen, note=reason.strip(), assigned_to=officer)
    rows += assign_duties(case.ref, Role.CASE_OFFICER, case.unit, officer)
    tell(facts.CaseAssigned(case.reference, officer, names.get(officer, ANYBODY)), case, by=by, at=at, rows=rows)
    return case


def officers_of(case: Case, on: date) -> list[Person]:
    """Who may go on handling a confidential case."""
    return holders(Role.CASE_OFFICER, case.unit_id, on)


OPEN_PARTY = (
    Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.LEGAL_REVIEWER, Role.SIGNATORY, Role.OFFICE_HEAD, Role.OPENNESS_OFFICE, Role.SUPERVISOR,
)  # fmt: skip
"""Who may open an applicant's data: those who handle the case at its lead unit, and those who oversee it. A unit that is only consulted
sees the case without them (个人信息保护法第6条: no more than the purpose needs)."""


def may_view_party(case: Case, by: Actor) -> bool:
    return by.holds_any(OPEN_PARTY, case.unit_id)


@acting
def note_bundle(*, case: Case, pages: int, digest: str, by: Actor, at: datetime, internal: bool = False) -> None:
    """That the file of a case was taken out as one PDF is a fact, with its digest. Raises NotAllowed."""
    if not may_view_party(case, by):
        raise NotAllowed("全卷只给主办单位办这一件的人导出")
    tell(
        facts.CaseBundled(case.reference, pages, digest, "（连同内部材料）" if internal else ""),
        case,
        by=by,
        at=at,
        rows=[],
    )


@acting
def view_party(*, case: Case, by: Actor, at: datetime) -> dict[str, Any]:
    """Open an applicant's personal data; that it was opened is a fact. {} once erased. Raises NotAllowed."""
    if not may_view_party(case, by):
        raise NotAllowed("申请人的信息只给主办单位办这一件的人和监督的人看")
    tell(facts.CasePartyViewed(case.reference), case, by=by, at=at, rows=[])
    return vault.unseal(case.ref, "party", {})


@acting
def add_note(*, case: Case, text: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Write a note of work into the file, where the procedure has a step ``note``."""
    if not text.strip():
        raise StepRefused("请写办理记录的内容", "text")
    rows = step(case, "note", by=by, at=at, seen=seen, note=text.strip())
    tell(facts.CaseStepped(case.reference, "note", "办理记录"), case, by=by, at=at, rows=rows)
    return case


def still_needed(case: Case) -> bool:
    """Is a closed case still reviewed by somebody, or being done again as they ordered?"""
    reviewed = CaseLink.objects.filter(about=case, sort__in=REVIEWS).exclude(case__phase__in=CLOSED)
    return reviewed.exists() or Order.objects.filter(case=case, done_on=None).exists()


@acting
def erase(*, case: Case, by: Actor, at: datetime) -> None:
    """Erase all personal data and free text of a closed case by destroying its key; run parties.scrub afterwards.

    The system may, where an administrator decided so before a restore lost the act.
    """
    if not by.holds_any((Role.ADMINISTRATOR, Role.SYSTEM), case.unit_id):
        raise NotAllowed("清除个人信息要由系统管理员来办")
    if not case.closed:
        raise StepRefused("这一件还没有办结，不能清除申请人的信息")
    if vault.is_erased(case.ref):
        raise StepRefused("申请人的信息已经清除过了")
    if still_needed(case):
        raise StepRefused("这一件还在复议、诉讼，或者正在重新办理，不能清除申请人的信息")
    if any(open_duties(case.ref)):
        raise StepRefused("这一件还有没办完的事（回访、改正），办完再清除申请人的信息")
    forget_key(case.ref)
    tell(facts.CaseErased(case.reference), case, by=by, at=at, rows=[case])
