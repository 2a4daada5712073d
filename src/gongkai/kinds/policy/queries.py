"""Questions about policy documents."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.utils.timezone import localdate

from gongkai.ground.home.memory import remembers
from gongkai.ground.ledger.log import began_at
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import IN_FORCE, Record
from gongkai.kernel.records.queries import published_contents
from gongkai.kinds.policy.models import (
    PASSED,
    Clearing,
    ClearingItem,
    Deliberation,
    Filing,
    LegalityReview,
    NoInterpretation,
)

_began: list[date] = []


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


def is_old_stock(formed_on: date) -> bool:
    """Was it formed before anything was entered here, so that it was issued and explained elsewhere?"""
    began = _began_on()
    return began is not None and formed_on < began


@remembers
def forget() -> None:
    """Drop the day that was read."""
    _began.clear()


def _began_on() -> date | None:
    """The day of the first fact. Asked once, for a sheet asks of each of its rows."""
    if not _began and (at := began_at()):
        _began.append(localdate(at))
    return _began[0] if _began else None


def not_interpreted(record_ids: Collection[str]) -> dict[str, str]:
    """Why these records go without an interpretation, by record."""
    found = NoInterpretation.objects.filter(record_id__in=list(record_ids))
    return dict(found.values_list("record_id", "because"))


def to_be_cleared(unit_ids: Collection[int], first: int | None, last: int | None, subject: str) -> list[Record]:
    """The normative documents of these units that stand on the site and are in force or to come into force, formed in these years, on a
    subject ("": any); not those that stand in a clearing which is not signed yet."""
    found = Record.objects.filter(
        live=True, kind="policy", normative=True, validity__in=("pending", *IN_FORCE), unit_id__in=list(unit_ids)
    )
    found = found.filter(formed_on__gte=date(first, 1, 1)) if first else found
    found = found.filter(formed_on__lte=date(last, 12, 31)) if last else found
    under_way = ClearingItem.objects.filter(record=OuterRef("pk"), clearing__signed_on=None)
    rows = list(found.filter(~Exists(under_way)).order_by("unit__position", "unit_id", "-formed_on", "pk"))
    if not subject:
        return rows
    contents = published_contents([record.pk for record in rows])
    return [record for record in rows if contents[record.pk].get("subject") == subject]


def clearings(scope: Scope) -> list[Clearing]:
    """The clearings of units that somebody acts for or oversees, the newest first."""
    found = Clearing.objects.select_related("unit", "result").order_by("-pk")
    return list(found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen))


def clearing_seen(scope: Scope, key: int) -> Clearing | None:
    return next((each for each in clearings(scope) if each.pk == key), None)


def clearing_of(record: Record) -> Clearing | None:
    """The clearing that a record is the result of."""
    return Clearing.objects.select_related("unit").filter(result=record).first()


def items_of(clearing: Clearing, keys: Collection[int] | None = None) -> list[ClearingItem]:
    """Its documents, or those of these items, in the order in which they were listed."""
    found = ClearingItem.objects.filter(clearing=clearing).select_related("record__unit", "record__section")
    return list((found if keys is None else found.filter(pk__in=list(keys))).order_by("pk"))


def decided(clearing_keys: Collection[int]) -> dict[int, dict[str, int]]:
    """How many documents of each clearing were decided on in which way ("": not yet); one query."""
    rows = ClearingItem.objects.filter(clearing_id__in=list(clearing_keys)).order_by()
    found: dict[int, dict[str, int]] = {key: {} for key in clearing_keys}
    for clearing, fate, count in rows.values_list("clearing_id", "fate").annotate(Count("pk")):
        found[clearing][fate] = count
    return found


def cleared(record_ids: Collection[str]) -> dict[str, list[ClearingItem]]:
    """What signed clearings decided on these documents, the earliest first, by record."""
    found: dict[str, list[ClearingItem]] = {}
    items = ClearingItem.objects.filter(record_id__in=list(record_ids), clearing__signed_on__isnull=False)
    for item in items.select_related("clearing__unit", "clearing__result").order_by("clearing__signed_on", "pk"):
        found.setdefault(item.record_id, []).append(item)
    return found
