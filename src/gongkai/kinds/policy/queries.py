"""Questions about policy documents."""

from collections.abc import Collection

from gongkai.kernel.records.models import Record
from gongkai.kinds.policy.models import Filing


def filing_of(record: Record) -> Filing | None:
    return Filing.objects.filter(record=record).first()


def filings(record_ids: Collection[str]) -> dict[str, Filing]:
    """The filings of these records, by record."""
    return {filing.record_id: filing for filing in Filing.objects.filter(record_id__in=list(record_ids))}
