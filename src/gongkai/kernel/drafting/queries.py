"""Questions about what stands beside drafts. A contribution is seen by the unit that writes it and by whoever sees the draft; a remark by the latter alone."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.drafting.models import ASKED, CALLED_OFF, Contribution, LoadedOutline, Passage, Remark
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Phase


def visible_to(scope: Scope) -> QuerySet[Contribution]:
    """Included if, and only if: the unit that writes, or the one whose draft it is, is one that somebody acts for or oversees."""
    found = Contribution.objects.select_related("unit", "record", "record__unit")
    if scope.whole:
        return found
    units = scope.units | scope.overseen
    return found.filter(Q(unit_id__in=units) | Q(record__unit_id__in=units))


def get_visible(scope: Scope, code: str) -> Contribution | None:
    return visible_to(scope).filter(pk=code).first()


def by_refs(scope: Scope, refs: Iterable[str]) -> dict[str, Contribution]:
    """Contributions by reference, of a worklist or a list of lights; no query where none is named."""
    prefix = f"{Contribution.FAMILY}:"
    codes = [ref.removeprefix(prefix) for ref in refs if ref.startswith(prefix)]
    return {each.ref: each for each in visible_to(scope).filter(pk__in=codes)} if codes else {}


def written_by(scope: Scope) -> QuerySet[Contribution]:
    """What the units of a person's own are asked to write or have written, the latest day first."""
    found = visible_to(scope).exclude(state=CALLED_OFF)
    return found.filter(unit_id__in=scope.units).order_by("-due_on", "record_id", "seat")


def contributions(record: Record) -> list[Contribution]:
    """What units were asked to write for a draft, in the order of their seats."""
    found = Contribution.objects.select_related("unit", "record", "record__unit").filter(record=record)
    return list(found.exclude(state=CALLED_OFF).order_by("seat"))


def asked_in_vain() -> list[Contribution]:
    """What is still asked for though the draft became public, or was given up."""
    found = Contribution.objects.select_related("unit", "record", "record__unit").filter(state=ASKED)
    over = Q(record__live=True) | Q(record__phase__in=(Phase.DONE.value, Phase.VOID.value))
    return list(found.filter(over).order_by("code"))


def last_seat(record: Record) -> int:
    return Contribution.objects.filter(record=record).aggregate(n=Max("seat"))["n"] or 0


def asked_already(record: Record, chapter: str) -> set[int]:
    """The units that have been asked to write for a chapter."""
    found = Contribution.objects.filter(record=record, chapter=chapter).exclude(state=CALLED_OFF)
    return set(found.values_list("unit_id", flat=True))


def passages(found: Iterable[Contribution]) -> dict[tuple[str, int], Passage]:
    """All that was handed in for these, by contribution and number; one query."""
    codes = [each.pk for each in found]
    rows = Passage.objects.filter(contribution_id__in=codes) if codes else ()
    return {(each.contribution_id, each.number): each for each in rows}


def of_closed_units() -> list[Contribution]:
    """What units are still to write that have closed."""
    found = Contribution.objects.filter(state=ASKED, unit__closed_on__isnull=False)
    return list(found.select_related("unit", "record").order_by("code"))


def remarks(record: Record) -> list[Remark]:
    return list(Remark.objects.filter(record=record).select_related("unit").order_by("number"))


def remark(record: Record, number: int) -> Remark | None:
    return Remark.objects.filter(record=record, number=number, answers=0).first()


def last_remark(record: Record) -> int:
    return Remark.objects.filter(record=record).aggregate(n=Max("number"))["n"] or 0


def outlines() -> list[LoadedOutline]:
    """Of each key the outline that was loaded last, unless it was ended."""
    found: dict[str, LoadedOutline] = {}
    for each in LoadedOutline.objects.select_related("unit").order_by("pk"):
        found[each.key] = each
    return [each for each in found.values() if each.ended_on is None]


def outlines_for(units: Iterable[Unit]) -> list[LoadedOutline]:
    """Those for any of these units, and those for all."""
    known = {each.pk for each in units}
    return [each for each in outlines() if each.unit_id is None or each.unit_id in known]


def outline(key: str, version: str | None = None) -> LoadedOutline | None:
    """The outline of a key that was loaded last, or a version of it."""
    found = LoadedOutline.objects.select_related("unit").filter(key=key)
    return (found.filter(version=version) if version else found).order_by("-pk").first()
