"""Where a record stands in its chain of review, who stands there, and what opens next.

The chain is taken when a record begins its review and stays its own until it is published: whoever changes the chain meanwhile changes nothing for it.
What several do at the same time is not a state but open duties; the state says only that (PARALLEL).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, settle
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules.terms import publish_term
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import named_units, office_over, successor_of, unit_by_code, unit_by_id
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import close_duties, open_duties, open_duty, retime_duties
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, born_here
from gongkai.kernel.records import facts, queries
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Record, ReviewChain, Section
from gongkai.pure.declare import Role, State
from gongkai.pure.law.review_chain import (
    COORDINATION,
    NAMES,
    OFFICE,
    SECRECY,
    SIGN,
    UNIT,
    USUAL,
    Chain,
    Stop,
    of_text,
)

DRAFT = "draft"
DUTIES = ("review", "secrecy", "sign", DRAFT, COORDINATION, OFFICE)
"""What is owed at the gates, and by whoever drafts."""
PASSING = ("pass_review", "agree", "clear", "approve")
"""Steps by which somebody lets a record pass."""


@dataclass(frozen=True)
class Gate:
    """A stop as the kernel knows it: the state of a record that stands at it alone, what is owed there, by whom, by which step it is passed."""

    state: State
    duty: str
    role: Role
    step: str


GATES = {
    UNIT: Gate(RecordFlow.UNIT_REVIEW, "review", Role.REVIEWER, "pass_review"),
    COORDINATION: Gate(RecordFlow.COORDINATION, COORDINATION, Role.REVIEWER, "agree"),
    SECRECY: Gate(RecordFlow.SECRECY_REVIEW, "secrecy", Role.SECRECY_REVIEWER, "clear"),
    OFFICE: Gate(RecordFlow.OFFICE_REVIEW, OFFICE, Role.OPENNESS_OFFICE, "approve"),
    SIGN: Gate(RecordFlow.CLEARED, "sign", Role.SIGNATORY, "publish"),
}
_BY_STATE = {gate.state.code: code for code, gate in GATES.items()}
_BY_DUTY = {gate.duty: code for code, gate in GATES.items()}


@dataclass(frozen=True)
class Standing:
    """A stop at which a record stands now, and the unit whose people pass it there (of coordination the organ)."""

    code: str
    unit_id: int

    @property
    def role(self) -> Role:
        return GATES[self.code].role


def chain_of(record: Record) -> Chain:
    """The chain that a record goes, with the organs it was submitted to."""
    chain = of_text(record.chain) if record.chain else USUAL
    return chain.asking(tuple(filter(None, record.organs.split(","))))


def leaves_organs_open(record: Record) -> bool:
    """Does its chain ask organs, and leave it to whoever submits which?"""
    way = (of_text(record.chain) if record.chain else chain_for(record.unit, record.section_id)).stop(COORDINATION)
    return way is not None and not way.organs


def chain_for(unit: Unit, section_id: str) -> Chain:
    """The chain that a record which begins its review now would go: what was set for the unit in the section or the nearest above it, for
    the unit, for the section, for all; else the usual one.
    """
    known = {(each.unit_id, each.section_id): each.chain for each in queries.chains()}
    if not known:
        return USUAL
    sections = queries.section_and_above(section_id) if any(key for _, key in known) else []
    ways = [(who, key) for who in (unit.pk, None) for key in (*sections, None)]
    return next((known[way] for way in ways if way in known), USUAL)


def state_of(stage: Iterable[Stop]) -> State:
    """The state of a record at a stage: its only stop's, or that several act at the same time."""
    stops = list(stage)
    return GATES[stops[0].code].state if len(stops) == 1 else RecordFlow.PARALLEL


def standings(record: Record) -> list[Standing]:
    """The stops at which a record stands now; none elsewhere. No query where it stands at one of its own unit's."""
    code = _BY_STATE.get(record.state)
    if code in (UNIT, SECRECY, SIGN):
        return [Standing(code, record.unit_id)]
    if code is None and record.state != RecordFlow.PARALLEL.code:
        return []
    return [
        Standing(_BY_DUTY[duty.kind], duty.unit_id if duty.kind == COORDINATION else record.unit_id)
        for duty in open_duties(record.ref)
        if duty.kind in _BY_DUTY
    ]


def stands_at(record: Record, held: Mapping[Role, frozenset[int]]) -> list[Standing]:
    """Those at which somebody who holds these roles for these units stands."""
    return [each for each in standings(record) if each.unit_id in held.get(each.role, ())]


def check_stands(record: Record, by: Actor, what: str) -> list[Standing]:
    """Raises NotAllowed unless somebody stands at a gate of the record."""
    found = stands_at(record, by.holds_for)
    if not found and (here := standings(record)):
        who = "或".join(dict.fromkeys(each.role.label for each in here))
        raise NotAllowed(f"这个环节的{what}要由{who}来办")
    return found


def owe(record: Record, kind: str, role: Role, at: datetime, *, unit: Unit | None = None, key: str = "") -> Duty:
    """Open a duty of the record's review, due when it is to be public."""
    due = publish_term(record.term_from)
    # What a closed unit had published stays its own; its successor owes what is still to be done to it.
    owing = successor_of(unit or record.unit)
    return open_duty(
        record, kind, role=role, on=localdate(at), procedure=f"record:{record.kind}", unit_id=owing.pk, key=key,
        due_on=record.term_due_on, warn_on=due.warn_on,
    )  # fmt: skip


def retime(record: Record) -> list[Duty]:
    """Let what is owed to the record's review follow its term (``Record.term_due_on``); the rows, for the fact."""
    warn_on = publish_term(record.term_from).warn_on
    return retime_duties(record, *DUTIES, due_on=record.term_due_on, warn_on=warn_on, complete=born_here(record))


def discharge(record: Record, at: datetime) -> list[Duty]:
    """Close all that is owed to the record's review. What a kind's own course asks besides stays open. Every duty of a gate is opened by a
    step, so an object that was born here and was not overtaken knows them all.
    """
    return close_duties(record, *DUTIES, on=localdate(at), complete=born_here(record))


def open_stage(record: Record, n: int, at: datetime) -> list[Ledgered]:
    """Open what is owed at a stage of the record's chain."""
    opened: list[Ledgered] = []
    for stop in chain_of(record).stages[n]:
        gate = GATES[stop.code]
        if stop.code == COORDINATION:
            opened += [owe(record, gate.duty, gate.role, at, unit=organ_of(code), key=code) for code in stop.organs]
        elif stop.code == OFFICE:
            office = office_over(record.unit, gate.role, localdate(at))
            opened.append(owe(record, gate.duty, gate.role, at, unit=office))
        else:
            opened.append(owe(record, gate.duty, gate.role, at))
    return opened


def organ_of(code: str) -> Unit:
    """A unit that is asked, or whoever stands in for it by now. Raises StepRefused."""
    unit = unit_by_code(code)
    if unit is None:
        raise StepRefused(f"审核链里的会签单位{code}没有了，请政务公开办改审核链")
    return successor_of(unit)


def whats_next(record: Record, code: str, organ: Unit | None) -> tuple[State, int | None]:
    """Where a record goes once a stop is passed: (its state then, the stage that opens; None if others at this one are still to act).

    Raises StepRefused if nobody is asked there any more.
    """
    chain = chain_of(record)
    n = chain.stage_of(code)
    stage = chain.stages[n]
    if len(stage) > 1 or code == COORDINATION:
        kinds = {GATES[stop.code].duty for stop in stage}
        settle()
        open_ones = [duty for duty in open_duties(record.ref) if duty.kind in kinds]
        mine = [d for d in open_ones if d.kind == GATES[code].duty and (organ is None or d.unit_id == organ.pk)]
        if not mine:
            raise StepRefused("这一关还没到，或者已经办过了，等同时办的别的关")
        if len(open_ones) > len(mine):
            return STATES[record.state], None
    return state_of(chain.stages[n + 1]), n + 1


def close_stop(record: Record, code: str, organ: Unit | None, at: datetime) -> list[Duty]:
    """Close what was owed at a stop, of coordination by one organ."""
    closing = [duty for duty in _open(record) if duty.kind == GATES[code].duty and organ in (None, duty.unit)]
    keys = {duty.key for duty in closing}
    closed: list[Duty] = []
    for key in sorted(keys):
        closed += close_duties(record, GATES[code].duty, on=localdate(at), key=key, complete=born_here(record))
    return closed


def _open(record: Record) -> list[Duty]:
    settle()
    return open_duties(record.ref)


def here_at(record: Record) -> int | None:
    """The stage of its chain at which a record stands; None if it stands at none."""
    found = standings(record)
    return chain_of(record).stage_of(found[0].code) if found else None


def earlier_stages(record: Record) -> list[tuple[int, str]]:
    """The stages before the present one, to which a record may be returned, as (place, name)."""
    here = here_at(record)
    return list(enumerate(spoken(chain_of(record))))[:here] if here else []


def spoken(chain: Chain) -> list[str]:
    """The stages of a chain in words, organs by their names."""
    stop = chain.stop(COORDINATION)
    names = {unit.code: unit.short_name for unit in named_units(stop.organs)} if stop else {}
    return chain.renamed(names).lines


def nobody_passed(record: Record) -> bool:
    """Has nobody let it pass since it was last submitted?"""
    for step in queries.steps_of(record):
        if step.name in PASSING or (step.name == "send_back" and step.target != RecordFlow.DRAFT.code):
            return False
        if step.name == RecordFlow.submit.name:
            return True
    return True


def passings(record: Record) -> dict[str, list[StepTaken]]:
    """The last time that each stop was passed since the record last came out of a draft, by the stop's code; of coordination by each organ."""
    found: dict[str, list[StepTaken]] = {}
    codes = {gate.step: code for code, gate in GATES.items()}
    for step in queries.steps_of(record):
        if step.name == RecordFlow.submit.name:
            break
        code = codes.get(step.name)
        if code in (COORDINATION, OFFICE) and step.unit_id not in {each.unit_id for each in found.get(code, [])}:
            found.setdefault(code, []).append(step)
    return found


# How chains are set.


class ChainRefused(ValueError):
    """A chain that cannot be set or ended; the message says in Chinese why."""


@acting
def set_chain(*, unit: Unit | None, section: Section | None, chain: Chain, by: str, at: datetime) -> ReviewChain:
    """Set the chain of a unit in a section, in the place of what was set for just these. Raises ChainRefused."""
    stop = chain.stop(COORDINATION)
    for code in stop.organs if stop else ():
        known = unit_by_code(code)
        if known is None or known.closed_on:
            raise ChainRefused(f"没有代码为“{code}”的单位，或者它已经撤销")
        if unit is not None and known.pk == unit.pk:
            raise ChainRefused(f"{unit.short_name}不用和自己会签")
    before = queries.chain_set(unit.pk if unit else None, section.pk if section else None)
    if before and before.stages == chain.text:
        raise ChainRefused("现在就是这样的，没有改动")
    rows: list[Ledgered] = []
    if before:
        before.ended_on = localdate(at)
        before.save(update_fields=["ended_on"])
        rows.append(before)
    made = ReviewChain.objects.create(unit=unit, section=section, stages=chain.text, set_on=localdate(at))
    told = facts.ReviewChainSet(whose(unit, section), " → ".join(spoken(chain)))
    record_fact(told, ref="review:chains", by=by, at=at, rows=[*rows, made])
    queries.forget()
    return made


@acting
def end_chain(*, chain: ReviewChain, by: str, at: datetime) -> ReviewChain:
    """Let what was set hold no more for records that begin their review from now on. Raises ChainRefused."""
    if chain.ended_on:
        raise ChainRefused("这条审核链已经停用了")
    chain.ended_on = localdate(at)
    chain.save(update_fields=["ended_on"])
    told = facts.ReviewChainEnded(whose(chain.unit, chain.section))
    record_fact(told, ref="review:chains", by=by, at=at, rows=[chain])
    queries.forget()
    return chain


def whose(unit: Unit | None, section: Section | None) -> str:
    """Of which records a chain is, in words."""
    return f"{unit.short_name if unit else '各单位'}的{f'“{section.name}”' if section else '全部信息'}"


def names_at(standing: Standing) -> str:
    """A stop in words, with its organ."""
    name = NAMES[standing.code]
    return f"{name}（{unit_by_id(standing.unit_id).short_name}）" if standing.code == COORDINATION else name
