"""Remarks on a draft: by whoever may read it, answered, resolved."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, hold
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.drafting import facts, queries
from gongkai.kernel.drafting.models import Remark
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Phase, Role

MOST = 500
SHORTEST = 2


def is_open(record: Record) -> bool:
    """Is it a draft or under review, a correction too?"""
    return Phase(record.phase) in (Phase.OPEN, Phase.WAITING)


def _check_open(record: Record) -> None:
    if not is_open(record):
        raise StepRefused("已经公开或者作废的不再写批注；要改，请先更正")


@acting
def remark(
    *, record: Record, text: str, unit: Unit, chapter: str = "", quote: str = "", answers: int = 0, by: Actor, at: datetime
) -> Remark:  # fmt: skip
    """Remark on a draft, or say something to a remark (``answers``); whoever calls has held that this person may read it, for which ``unit``.
    Raises StepRefused."""
    _check_open(record)
    if len(text.strip()) < SHORTEST:
        raise StepRefused("请写批注的内容", "text")
    hold(f"remarks:{record.pk}")
    number = queries.last_remark(record) + 1
    if number > MOST:
        raise StepRefused(f"一份稿最多{MOST}条批注，请先把办结的改好")
    head = queries.remark(record, answers) if answers else None
    if answers and head is None:
        raise StepRefused("这条批注不在了，请刷新再看")
    if head and head.resolved_on:
        raise StepRefused("这条批注已经办结，请另写一条")
    made = insert(
        Remark(
            record=record, number=number, answers=answers, version=record.current, chapter=chapter, quote=quote.strip(), text=text.strip(),
            unit=unit, on=localdate(at), by=by.name,
        )
    )  # fmt: skip
    record_fact(facts.RemarkMade(record.pk, number), ref=record.ref, by=by.name, at=at, rows=[made])
    return made


@acting
def resolve(*, record: Record, remark: Remark, by: Actor, at: datetime) -> Remark:
    """A remark needs nothing more: whoever made it says so, or who edits the draft. Raises StepRefused, NotAllowed, Overtaken."""
    _check_open(record)
    if by.name != remark.by and not by.holds_any((Role.EDITOR, Role.OFFICE_HEAD), record.unit_id):
        raise NotAllowed("批注由写的人，或者编报告的单位来办结")
    if not change(remark, {"resolved_on": localdate(at), "resolved_by": by.name}, seen={"resolved_by": ""}):
        raise Overtaken(own=False)
    record_fact(facts.RemarkResolved(record.pk, remark.number), ref=record.ref, by=by.name, at=at, rows=[remark])
    return remark
