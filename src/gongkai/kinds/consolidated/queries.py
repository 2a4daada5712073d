"""Questions about consolidated texts."""

from collections.abc import Mapping
from datetime import date

from gongkai.kernel.records.models import Record, Relation


def amendments(documents: Mapping[str, date]) -> dict[str, list[Record]]:
    """The live documents that had amended each of these by its day, the earliest first."""
    found: dict[str, list[Record]] = {key: [] for key in documents}
    relations = Relation.objects.filter(target_id__in=list(documents), kind="amends", ended_on=None, source__live=True)
    for relation in relations.select_related("source"):
        since = relation.source.effective_on or relation.source.published_on
        if since <= documents[relation.target_id]:
            found[relation.target_id].append(relation.source)
    for each in found.values():
        each.sort(key=lambda record: (record.effective_on or record.published_on, record.pk))
    return found


def documents_of(record_ids: list[str]) -> dict[str, Record]:
    """The live document that each of these consolidates."""
    found = Relation.objects.filter(source_id__in=record_ids, kind="consolidates", ended_on=None, target__live=True)
    return {relation.source_id: relation.target for relation in found.select_related("target").order_by("-pk")}
