"""Entering what was planned, and noting what was taken out. Each record goes through the kernel's own verbs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from gongkai.engines.exchange.facts import RecordsExported, RecordsImported
from gongkai.engines.exchange.planning import NEW, Plan, Planned
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.pure.declare.kinds import FieldErrors

PART = 100
"""Rows entered in one transaction: no other act waits long, and what broke off goes on behind the last part."""


def enter(
    *,
    plan: Plan,
    by: Actor,
    at: datetime,
    reason: str = "",
    doubtful: bool = False,
    told: Callable[[int], None] = lambda done: None,
) -> int:
    """Enter the rows of a plan, part by part; how many. Interrupted, the same file goes on: what is in is recognised then.

    ``reason``: why what is published is corrected; ``doubtful``: also the rows that were asked about; ``told`` hears after each part
    how many are in. Raises StepRefused, FieldErrors; the parts before have been entered.
    """
    rows, done = plan.to_enter(doubtful), 0
    if any(row.published for row in rows) and not reason.strip():
        raise StepRefused("有已经公开的信息要改，请写明为什么更正", "reason")
    for part in _parts(rows):
        enter_part(plan=plan, rows=part, reason=reason, by=by, at=at)
        done += len(part)
        told(done)
    return done


def _parts(rows: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    for start in range(0, len(rows), PART):
        yield rows[start : start + PART]


@acting
def enter_part(*, plan: Plan, rows: Sequence[Planned], reason: str, by: Actor, at: datetime) -> None:
    """Enter some rows of a plan, all or none."""
    for row in rows:
        try:
            _enter(plan, row, reason, by, at)
        except FieldErrors as wrong:
            raise StepRefused(f"第{row.number}行：{wrong}") from wrong
        except StepRefused as refusal:
            raise StepRefused(f"第{row.number}行：{refusal}") from refusal
    added = sum(row.what == NEW for row in rows)
    told = RecordsImported(
        plan.kind.name, plan.unit.code, plan.digest, rows[0].number, rows[-1].number, added, len(rows) - added
    )
    record(told, ref=f"import:{plan.digest[:16]}", by=by.name, at=at)


def _enter(plan: Plan, row: Planned, reason: str, by: Actor, at: datetime) -> None:
    found, content = row.record, row.content
    if found is None:
        records.draft(kind=plan.kind.code, unit=plan.unit, section=row.section, content=content, by=by, at=at)
        return
    before = records.current_version(found).values()
    content = content | {"attachments": before.get("attachments") or []}
    if row.published:
        records.revise(record=found, reason=reason, by=by, at=at)
    records.save(record=found, content=content, section=row.section, by=by, at=at)


@acting
def export(*, what: str, count: int, by: Actor, at: datetime) -> None:
    """Note that somebody took records out."""
    record(RecordsExported(what, count), ref="export:records", by=by.name, at=at)
