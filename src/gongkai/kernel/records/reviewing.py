"""How a draft is reviewed: handed in, passed at each stop of its chain, sent back. Every verb is one act with one fact."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, born_here, take
from gongkai.kernel.records import course, facts
from gongkai.kernel.records.checklists import Answers, answer
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.flow import AT_A_GATE, STATES, RecordFlow
from gongkai.kernel.records.gates import (
    DRAFT,
    GATES,
    chain_for,
    chain_of,
    check_stands,
    close_stop,
    discharge,
    earlier_stages,
    nobody_passed,
    open_stage,
    owe,
    state_of,
    whats_next,
)
from gongkai.kernel.records.guarding import check, searched_first
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of, writers_of
from gongkai.kernel.records.telling import tell
from gongkai.pure.declare import Role
from gongkai.pure.law import review_chain as chain


def _pass(
    record: Record,
    code: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
    changes: dict[str, Any] | None = None,
    organ: Unit | None = None,
    note: str = "",
) -> list[Ledgered]:
    """Let a record pass a stop of its chain: on to the next stage, once nobody else is to act at this one."""
    step = getattr(RecordFlow, GATES[code].step)
    if record.state in (GATES[code].state.code, RecordFlow.PARALLEL.code) and chain_of(record).stop(code):
        target, opens = whats_next(record, code, organ)
    else:
        target, opens = None, None  # the step itself says that it has no place here
    taken = take(
        record, step, by=by, at=at, states=STATES, seen=seen, note=note, changes=changes, target=target,
        unit_id=organ.pk if organ else None,
    )  # fmt: skip
    closed = discharge(record, at) if opens is not None else close_stop(record, code, organ, at)
    return [record, taken, *closed, *(open_stage(record, opens, at) if opens is not None else ())]


@acting
def submit(*, record: Record, by: Actor, at: datetime, seen: int | None = None, organs: Collection[str] = ()) -> Record:
    """Hand a draft to the first stage of its chain; whoever submits stands as its author.

    ``organs``: codes of the units whose matters are in it, where the chain asks such and leaves it open which. The chain that holds for
    the unit and section when it first begins its review stays its own until it is published.
    """
    if record.live and _is_unchanged(record):
        raise StepRefused("还没有改动，请先点“接着写”改好再送审；不用改的，点“不更正了”")
    way = chain_of(record) if record.chain else chain_for(record.unit, record.section_id)
    changes = fresh_round(by) | {"chain": record.chain or way.text, "organs": ",".join(_asked(record, organs))}
    for name in ("chain", "organs"):
        setattr(record, name, changes[name])
    first = state_of(chain_of(record).stages[0])
    step = take(record, RecordFlow.submit, by=by, at=at, states=STATES, seen=seen, changes=changes, target=first)
    rows = [record, step, *discharge(record, at), *open_stage(record, 0, at), *course.submitted(record, at)]
    wrote(record, by)
    tell(facts.RecordSubmitted(record.pk, record.current), record, by=by, at=at, rows=rows)
    return record


def _is_unchanged(record: Record) -> bool:
    """Does a correction say what is published already?"""
    if record.current == record.published:
        return True
    return current_version(record).values() == version_of(record, record.published).values()


def _asked(record: Record, organs: Collection[str]) -> list[str]:
    """The organs named, each once. Raises StepRefused for one that is not there, has closed, or is the record's own unit."""
    named = list(dict.fromkeys(organs))
    for code in named:
        unit = unit_by_code(code)
        if unit is None or unit.closed_on:
            raise StepRefused(f"没有“{code}”这个单位，或者它已经撤销", "organs")
        if unit.pk == record.unit_id:
            raise StepRefused("不用和自己单位会签", "organs")
    return named


def wrote(record: Record, by: Actor) -> None:
    if born_here(record):
        record.__dict__.setdefault("_writers", set()).add(by.name)


def writers(record: Record) -> set[str]:
    """Whose words the draft is. An object that was born here knows it: its step rows may still wait for the end of the act."""
    return {record.author} | record.__dict__.get("_writers", set()) if born_here(record) else writers_of(record)


def fresh_round(by: Actor) -> dict[str, Any]:
    return {"author": by.name, "reviewer": "", "secrecy_reviewer": "", "signatory": ""}


@acting
def take_back(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """The author takes a draft back from the unit's review; once somebody has passed it, it can only be returned."""
    if by.name != record.author:
        raise NotAllowed("取回要由送审的人来办；别人要改，请单位审核退回")
    if record.state in AT_A_GATE and not nobody_passed(record):
        raise StepRefused("已经有人审过了，不能取回；要改请审核的人退回")
    step = take(record, RecordFlow.take_back, by=by, at=at, states=STATES, seen=seen)
    rows = [record, step, *discharge(record, at), owe(record, DRAFT, Role.EDITOR, at)]
    tell(facts.RecordTakenBack(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def pass_review(
    *, record: Record, by: Actor, at: datetime, seen: int | None = None, answers: Answers | None = None
) -> Record:
    """The unit's review, by nobody who wrote at the draft; with what its checklists ask."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人审核")
    if by.name == record.secrecy_reviewer:
        raise NotAllowed("保密审查是您办的，单位审核要由另一个人来办")
    rows = _pass(record, chain.UNIT, by=by, at=at, seen=seen, changes={"reviewer": by.name})
    rows += answer(record, RecordFlow.UNIT_REVIEW.code, answers, by=by, at=at)
    tell(facts.RecordReviewed(record.pk), record, by=by, at=at, rows=rows)
    return record


@searched_first
@acting
def clear(
    *, record: Record, by: Actor, at: datetime, seen: int | None = None, answers: Answers | None = None
) -> Record:
    """The secrecy and personal-data review (条例第17条), by somebody who neither wrote nor reviewed. Raises LeakFound as ``publish`` does."""
    if by.name == record.reviewer or by.name in writers(record):
        raise NotAllowed("起草人和单位审核人不能再做保密审查，请由另一个人来办")
    check(record)
    rows = _pass(record, chain.SECRECY, by=by, at=at, seen=seen, changes={"secrecy_reviewer": by.name})
    rows += answer(record, RecordFlow.SECRECY_REVIEW.code, answers, by=by, at=at)
    tell(facts.RecordCleared(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def agree(
    *, record: Record, organ: Unit, opinion: str = "", by: Actor, at: datetime, seen: int | None = None
) -> Record:
    """An organ whose matters are in it agrees, by its reviewer; what it objects to it sends back."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人会签")
    rows = _pass(record, chain.COORDINATION, by=by, at=at, seen=seen, organ=organ, note=opinion.strip())
    tell(facts.RecordAgreed(record.pk, organ.short_name), record, by=by, at=at, rows=rows)
    return record


@acting
def approve(*, record: Record, opinion: str = "", by: Actor, at: datetime, seen: int | None = None) -> Record:
    """The openness office agrees, where the chain asks it."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人审核")
    rows = _pass(record, chain.OFFICE, by=by, at=at, seen=seen, note=opinion.strip())
    tell(facts.RecordApproved(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def send_back(
    *, record: Record, reason: str, by: Actor, at: datetime, seen: int | None = None, to: int | None = None
) -> Record:
    """Return a record with a reason: its author is asked to mend it, or (``to``, a place in its chain) an earlier stage to look again."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因，让起草人知道改哪里", "reason")
    stands = check_stands(record, by, "退回")
    earlier = dict(earlier_stages(record))
    if to is not None and to not in earlier:
        raise StepRefused("只能退回到前面的环节", "to")
    organ = next((each.unit_id for each in stands if each.code == chain.COORDINATION), None)
    way, changes, target = chain_of(record), {}, None
    if to is not None:
        target = state_of(way.stages[to])
        columns = {chain.UNIT: "reviewer", chain.SECRECY: "secrecy_reviewer"}
        changes = {column: "" for code, column in columns.items() if way.stop(code) and way.stage_of(code) >= to}
    step = take(
        record, RecordFlow.send_back, by=by, at=at, states=STATES, seen=seen, note=reason.strip(), changes=changes, target=target,
        unit_id=organ,
    )  # fmt: skip
    rows: list[Ledgered] = [record, step, *discharge(record, at)]
    if to is None:
        rows.append(owe(record, DRAFT, Role.EDITOR, at))
        told: FactBase = facts.RecordReturned(record.pk)
    else:
        rows += open_stage(record, to, at)
        told = facts.RecordReturnedTo(record.pk, earlier[to])
    tell(told, record, by=by, at=at, rows=rows)
    return record
