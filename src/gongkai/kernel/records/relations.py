"""Relations between records: what interprets, amends, repeals, answers another one, and on what it rests."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.queries import unit_and_below
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import facts, queries
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import Record, Relation
from gongkai.kernel.records.ties import RELATIONS, TIES
from gongkai.kernel.records.validity import carry_out
from gongkai.pure import declare
from gongkai.pure.declare import Role

OF_DOCUMENTS = ("interprets", "consolidates", "consults", "amends", "repeals")
"""Relations that lead to documents that can be in force."""
OVER_OTHERS = ("amends", "repeals")
"""Relations that change what another document is worth."""
OF_THEIR_KIND = ("consolidates", "consults", "prints", "clarifies")
"""Relations that only kinds have which say so (``Kind.relates``)."""


def kinds_of(record: Record) -> list[tuple[str, str]]:
    """The relations that a record of its kind can have to others, with their labels; those of its kind alone come first."""
    kind = declare.kind(record.kind)
    own = [(code, label) for code, label in RELATIONS if code in kind.relates]
    others = [(code, label) for code, label in RELATIONS if code not in OF_THEIR_KIND]
    return own + [each for each in others if kind.has_validity or each[0] not in OVER_OTHERS]


def keeper(record: Record) -> Role:
    """Who keeps a record's relations: its editors while nobody outside sees it, a signatory once it is public."""
    return Role.SIGNATORY if record.live else Role.EDITOR


def _check_keeper(record: Record, by: Actor) -> None:
    role = keeper(record)
    if not by.holds(role, record.unit_id):
        raise NotAllowed(f"{'已公开的' if record.live else ''}信息的关联文件要由该单位的{role.label}来管")


def _check_target(source: Record, kind: str, target: Record, at: datetime) -> None:
    if kind in OF_THEIR_KIND and kind not in declare.kind(source.kind).relates:
        raise StepRefused(f"{declare.kind(source.kind).name}不能这样关联", "kind")
    if target.pk == source.pk:
        raise StepRefused("不能和自己关联", "target")
    if target.state in (RecordFlow.WITHDRAWN.code, RecordFlow.DISCARDED.code):
        raise StepRefused("这一件已经撤下或者作废，不能关联", "target")
    if kind in OF_DOCUMENTS and not declare.kind(target.kind).has_validity:
        raise StepRefused(f"“{target.title}”不是政策文件，不能{TIES[kind].does}", "target")
    if kind in OVER_OTHERS:
        if not declare.kind(source.kind).has_validity:
            raise StepRefused(f"只有政策文件能{TIES[kind].does}别的文件", "kind")
        if target.unit_id not in unit_and_below(source.unit, localdate(at)):
            raise StepRefused(f"“{target.title}”是{target.unit.short_name}的文件，不由{source.unit.short_name}{TIES[kind].does}", "target")  # fmt: skip


@acting
def relate(*, record: Record, kind: str, target: Record | None, by: Actor, at: datetime, outside: str = "") -> Relation:
    """Say how a record stands to another one, or (``outside``) on which document from elsewhere it rests. Raises StepRefused, NotAllowed."""
    _check_keeper(record, by)
    if target is None and (kind != "basis" or not outside.strip()):
        raise StepRefused("请写关联的是哪一件", "target")
    if target is not None:
        _check_target(record, kind, target, at)
        if queries.relation_between(record, kind, target):
            raise StepRefused("已经这样关联过了", "target")
    else:
        check_sentence(outside, "outside", localdate(at))
    relation = Relation.objects.create(
        source=record, kind=kind, target=target, outside="" if target else outside.strip(), since_on=localdate(at)
    )
    _tell(facts.RecordRelated, relation, by, at)
    carry_out(record, by=by, at=at)
    return relation


def related(record: Record, kind: str, targets: Iterable[Record], at: datetime) -> list[Relation]:
    """Relations that an act on the record makes of itself, as far as there are none yet: rows for that act's fact."""
    wanted = {target.pk: target for target in targets if target.pk != record.pk}
    return [
        Relation.objects.create(source=record, kind=kind, target=target, since_on=localdate(at))
        for target in wanted.values()
        if not queries.relation_between(record, kind, target)
    ]


@acting
def unrelate(*, relation: Relation, by: Actor, at: datetime) -> Relation:
    """End a relation; it stays in the ledger. What has amended or repealed another document stays so. Raises StepRefused, NotAllowed."""
    _check_keeper(relation.source, by)
    if relation.ended_on:
        raise StepRefused("这个关联已经取消了")
    if relation.kind in OVER_OTHERS and relation.source.published_on:
        raise StepRefused(f"文件已经公开，{relation.get_kind_display()}已经写明，不能取消")
    relation.ended_on = localdate(at)
    relation.save(update_fields=["ended_on"])
    _tell(facts.RecordUnrelated, relation, by, at)
    return relation


def _tell(fact: type, relation: Relation, by: Actor, at: datetime) -> None:
    """Told of the record it begins at; of no public page while one of both is not public."""
    source, target = relation.source, relation.target
    both = [each for each in (source, target) if each is not None]
    touches = [f"related:{each.pk}" for each in both] if all(each.live for each in both) else []
    if relation.kind == "consults" and source.live:
        # The pages of what consults on one document name each other, whether or not that stands on the site.
        touches += sorted({f"related:{each}" for each in (source.pk, *queries.consulting_on(target.pk))} - {*touches})
    told = fact(source.pk, relation.kind, target.pk if target else "")
    record_fact(told, ref=source.ref, by=by.name, at=at, rows=[relation], touches=touches)
