"""Questions about policy documents."""

from collections.abc import Collection

from gongkai.kernel.records.models import Record
from gongkai.kinds.policy.models import Filing, NoInterpretation


def filing_of(record: Record) -> Filing | None:
    return Filing.objects.filter(record=record).first()


def filings(record_ids: Collection[str]) -> dict[str, Filing]:
    """The filings of these records, by record."""
    return {filing.record_id: filing for filing in Filing.objects.filter(record_id__in=list(record_ids))}


def no_interpretation(record: Record) -> NoInterpretation | None:
    return NoInterpretation.objects.filter(record=record).first()


def not_interpreted(record_ids: Collection[str]) -> dict[str, str]:
    """Why these records go without an interpretation, by record."""
    found = NoInterpretation.objects.filter(record_id__in=list(record_ids))
    return dict(found.values_list("record_id", "because"))
