"""Questions about key points. ``visible_to`` is the only way to them above the kernel, but for what is public."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.keypoints.models import NOT_BEGUN, STRUCK, UNDER_WAY, Assist, KeyPoint, Proof, Turn
from gongkai.pure.declare import Phase

OPEN = (NOT_BEGUN, UNDER_WAY)


def visible_to(scope: Scope) -> QuerySet[KeyPoint]:
    """Included if, and only if: its leading unit is one somebody acts for or oversees; or such a unit assists in it."""
    found = KeyPoint.objects.select_related("unit")
    if scope.whole:
        return found
    units = scope.units | scope.overseen
    helped = Assist.objects.filter(unit_id__in=units, ended_on=None).values("point_id")
    return found.filter(Q(unit_id__in=units) | Q(pk__in=helped))


def get_visible(scope: Scope, code: str) -> KeyPoint | None:
    return visible_to(scope).filter(pk=code).first()


def by_refs(scope: Scope, refs: Iterable[str]) -> dict[str, KeyPoint]:
    """Key points by reference, of a worklist or a list of lights; no query where none is named."""
    prefix = f"{KeyPoint.FAMILY}:"
    codes = [ref.removeprefix(prefix) for ref in refs if ref.startswith(prefix)]
    return {each.ref: each for each in visible_to(scope).filter(pk__in=codes)} if codes else {}


def of_year(found: QuerySet[KeyPoint], year: int) -> QuerySet[KeyPoint]:
    """Those of a year: from above first, in the order of their numbers as they were entered."""
    return found.filter(year=year).order_by("level", "laid_on", "source", "seat", "code")


def years(scope: Scope) -> list[int]:
    """The years that have any, the latest first."""
    return list(visible_to(scope).order_by("-year").values_list("year", flat=True).distinct())


def by_state(found: QuerySet[KeyPoint]) -> dict[str, int]:
    return dict(found.order_by().values_list("state").annotate(n=Count("pk")))


def with_unit(found: QuerySet[KeyPoint], unit: Unit) -> QuerySet[KeyPoint]:
    """Those that a unit leads or assists in."""
    helped = Assist.objects.filter(unit=unit, ended_on=None).values("point_id")
    return found.filter(Q(unit=unit) | Q(pk__in=helped))


def overdue(found: QuerySet[KeyPoint], today: date) -> QuerySet[KeyPoint]:
    return found.filter(state__in=OPEN, due_on__lt=today)


def assists_of(points: Iterable[KeyPoint]) -> dict[str, list[Unit]]:
    """By code the units that assist, in their official order; one query."""
    found: dict[str, list[Unit]] = defaultdict(list)
    codes = [each.pk for each in points]
    rows = Assist.objects.filter(point_id__in=codes, ended_on=None).select_related("unit")
    for each in rows.order_by("unit__position", "unit_id"):
        found[each.point_id].append(each.unit)
    return found


def assists(point: KeyPoint) -> list[Assist]:
    """The units that assist or did so once."""
    return list(Assist.objects.filter(point=point).select_related("unit").order_by("id"))


def is_assisted_by(point: KeyPoint, unit_ids: Iterable[int]) -> bool:
    return Assist.objects.filter(point=point, unit_id__in=list(unit_ids), ended_on=None).exists()


def turns_of(point: KeyPoint) -> list[Turn]:
    """What was said of it, the newest first."""
    return list(Turn.objects.filter(point=point).select_related("unit").order_by("-seq"))


def turns(point: KeyPoint) -> int:
    return Turn.objects.filter(point=point).aggregate(n=Max("seq"))["n"] or 0


def proofs_of(point: KeyPoint) -> list[Proof]:
    """What shows it is done, in the order in which it was named."""
    return list(Proof.objects.filter(point=point, off_on=None).select_related("unit").order_by("seq"))


def proof(point: KeyPoint, seq: int) -> Proof | None:
    return Proof.objects.filter(point=point, seq=seq, off_on=None).select_related("unit").first()


def last_proof(point: KeyPoint) -> int:
    return Proof.objects.filter(point=point).aggregate(n=Max("seq"))["n"] or 0


def evidence_of(point: KeyPoint) -> list[File]:
    """The files that show what was done."""
    return files.of_owner(point.ref)


def count_of_proofs(points: Iterable[KeyPoint]) -> dict[str, int]:
    """By code how many records, cases, entries and files show it; two queries."""
    found: dict[str, int] = defaultdict(int)
    by_ref = {each.ref: each.pk for each in points}
    named = Proof.objects.filter(point_id__in=by_ref.values(), off_on=None)
    for code, n in named.order_by().values_list("point_id").annotate(n=Count("pk")):
        found[code] += n
    for ref, n in files.counts(list(by_ref)).items():
        found[by_ref[ref]] += n
    return found


def public_of(year: int) -> list[KeyPoint]:
    """What the site's column shows of a year."""
    found = KeyPoint.objects.filter(public=True).exclude(state=STRUCK).select_related("unit")
    return list(of_year(found, year))


def all_public() -> list[KeyPoint]:
    """What the site's column shows of all years."""
    return list(KeyPoint.objects.filter(public=True).exclude(state=STRUCK))


def shown_titles(codes: Iterable[str]) -> dict[str, str]:
    """Of these what the site's column shows, by code."""
    found = KeyPoint.objects.filter(pk__in=list(codes), public=True).exclude(state=STRUCK)
    return dict(found.values_list("code", "title"))


def public_years() -> list[int]:
    """The years of which the site's column shows anything, the latest first."""
    found = KeyPoint.objects.filter(public=True).exclude(state=STRUCK)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def proving_records(points: Iterable[KeyPoint]) -> dict[str, list[str]]:
    """By code the ids of the records that show it; one query."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = Proof.objects.filter(point__in=list(points), off_on=None, about__startswith="record:").order_by("seq")
    for code, about in rows.values_list("point_id", "about"):
        found[code].append(about.removeprefix("record:"))
    return found


def shown_by(record_id: str) -> bool:
    """Does the site's column name this record?"""
    shown = Proof.objects.filter(about=f"record:{record_id}", off_on=None, point__public=True)
    return shown.exclude(point__state=STRUCK).exists()


def last_seat(year: int, source: str) -> int:
    """The place of the last task of a document."""
    return KeyPoint.objects.filter(year=year, source=source).aggregate(n=Max("seat"))["n"] or 0


def known(year: int, source: str, titles: Iterable[str]) -> set[str]:
    """Which of these tasks a year's document has already."""
    found = KeyPoint.objects.filter(year=year, source=source, title__in=list(titles), struck_on=None)
    return set(found.values_list("title", flat=True))


def of_closed_units() -> list[KeyPoint]:
    """What units lead that have closed."""
    found = KeyPoint.objects.filter(unit__closed_on__isnull=False).exclude(phase__in=(Phase.DONE, Phase.VOID))
    return list(found.select_related("unit").order_by("code"))


def told_of(year: int, units: Iterable[int] | None) -> list[KeyPoint]:
    """For a year's report: what counts of it; ``units``: led by these alone."""
    found = KeyPoint.objects.exclude(state=STRUCK).select_related("unit")
    found = found if units is None else found.filter(unit_id__in=list(units))
    return list(of_year(found, year))
