"""Questions about policy documents."""

from collections.abc import Collection

from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy.models import PASSED, Deliberation, Filing, LegalityReview, NoInterpretation


def latest_review(record: Record) -> LegalityReview | None:
    """The opinion on its legality that holds."""
    return LegalityReview.objects.filter(record=record).order_by("-pk").first()


def latest_deliberation(record: Record) -> Deliberation | None:
    return Deliberation.objects.filter(record=record).order_by("-pk").first()


def saved_after(record: Record, revision: int) -> bool:
    """Was its text saved after it stood at a revision?"""
    return StepTaken.objects.filter(ref=record.ref, name=RecordFlow.save.name, seq__gt=revision).exists()


def owes(record: Record, kind: str) -> bool:
    """Is there an open duty of a kind to it?"""
    return Duty.objects.filter(ref=record.ref, kind=kind, closed_on=None).exists()


def passed_by(record_ids: Collection[str]) -> tuple[dict[str, LegalityReview], dict[str, Deliberation]]:
    """The opinions and the meetings that let these documents pass, by record."""
    ids = list(record_ids)
    reviews = LegalityReview.objects.filter(record_id__in=ids, conclusion="lawful").order_by("pk")
    meetings = Deliberation.objects.filter(record_id__in=ids, decision__in=PASSED).order_by("pk")
    return {each.record_id: each for each in reviews}, {each.record_id: each for each in meetings}


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
