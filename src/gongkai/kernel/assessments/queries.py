"""Questions about assessment. ``visible_to`` is the only way to appraisals above the kernel; what is published of them, all units may know."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet

from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.assessments.models import (
    ADOPTED,
    DRAFT,
    LEFT_OUT,
    Appraisal,
    Assessment,
    Mark,
    Proof,
    SchemeVersion,
    Turn,
    mark_ref,
)

PREFIX = f"{Appraisal.FAMILY}:"


def schemes() -> list[SchemeVersion]:
    """All versions, the latest first."""
    return list(SchemeVersion.objects.order_by("-number"))


def scheme(number: int) -> SchemeVersion | None:
    return SchemeVersion.objects.filter(pk=number).first()


def draft() -> SchemeVersion | None:
    return SchemeVersion.objects.filter(state=DRAFT).first()


def scheme_for(year: int) -> SchemeVersion | None:
    """The latest version adopted that is meant for a year or one before it."""
    return SchemeVersion.objects.filter(state=ADOPTED, since__lte=year).order_by("-since", "-number").first()


def last_number() -> int:
    return SchemeVersion.objects.aggregate(n=Max("number"))["n"] or 0


def years_by_scheme() -> dict[int, list[int]]:
    """By version the years that are assessed by it; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    for year, number in Assessment.objects.order_by("year").values_list("year", "scheme_id"):
        found[number].append(year)
    return found


def assessment(year: int) -> Assessment | None:
    return Assessment.objects.select_related("scheme").filter(pk=year).first()


def years() -> list[int]:
    return list(Assessment.objects.order_by("-year").values_list("year", flat=True))


def visible_to(scope: Scope) -> QuerySet[Appraisal]:
    """Included if, and only if: its unit is one somebody acts for or oversees."""
    found = Appraisal.objects.select_related("unit")
    return found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def get_visible(scope: Scope, code: str) -> Appraisal | None:
    return visible_to(scope).filter(pk=code).first()


def by_refs(scope: Scope, refs: Iterable[str]) -> dict[str, Appraisal]:
    """Appraisals by reference, of a worklist or a list of lights; no query where none is named."""
    codes = [ref.removeprefix(PREFIX) for ref in refs if ref.startswith(PREFIX)]
    return {each.ref: each for each in visible_to(scope).filter(pk__in=codes)} if codes else {}


def of_year(year: int) -> list[Appraisal]:
    """Those of a year in the official order of the units: for acts on all, and for what is published."""
    return list(Appraisal.objects.filter(year=year).select_related("unit").order_by("unit__position", "unit_id"))


def taking_part(year: int) -> list[Appraisal]:
    return [each for each in of_year(year) if each.state != LEFT_OUT]


def marks_of(appraisals: Iterable[Appraisal]) -> dict[str, dict[str, Mark]]:
    """By code and key of the indicator; one query."""
    found: dict[str, dict[str, Mark]] = defaultdict(dict)
    for each in Mark.objects.filter(appraisal__in=[one.pk for one in appraisals]):
        found[each.appraisal_id][each.key] = each
    return found


def mark(appraisal: Appraisal, key: str) -> Mark | None:
    return Mark.objects.filter(appraisal=appraisal, key=key).first()


def turns_of(appraisal: Appraisal) -> list[Turn]:
    """What was said of it, the newest first."""
    return list(Turn.objects.filter(appraisal=appraisal).select_related("unit").order_by("-seq"))


def turns(appraisal: Appraisal) -> int:
    return Turn.objects.filter(appraisal=appraisal).aggregate(n=Max("seq"))["n"] or 0


def proofs_of(appraisal: Appraisal, key: str = "") -> list[Proof]:
    """What shows its claims, or that of one indicator, in the order in which it was named."""
    found = Proof.objects.filter(appraisal=appraisal, off_on=None)
    return list((found.filter(key=key) if key else found).order_by("key", "seq"))


def proof(appraisal: Appraisal, key: str, seq: int) -> Proof | None:
    return Proof.objects.filter(appraisal=appraisal, key=key, seq=seq, off_on=None).first()


def last_proof(appraisal: Appraisal, key: str) -> int:
    return Proof.objects.filter(appraisal=appraisal, key=key).aggregate(n=Max("seq"))["n"] or 0


def evidence_of(appraisal: Appraisal, key: str) -> list[File]:
    """The files that show what a unit claims for an indicator."""
    return files.of_owner(mark_ref(appraisal.pk, key))


def count_of_proofs(appraisal: Appraisal, keys: Iterable[str]) -> dict[str, int]:
    """By key of the indicator how many records, cases, entries and files show it; two queries."""
    found: dict[str, int] = defaultdict(int)
    named = Proof.objects.filter(appraisal=appraisal, off_on=None)
    for key, n in named.order_by().values_list("key").annotate(n=Count("pk")):
        found[key] += n
    by_ref = {mark_ref(appraisal.pk, key): key for key in keys}
    for ref, n in files.counts(list(by_ref)).items():
        found[by_ref[ref]] += n
    return found


def of_unit(unit: Unit, year: int) -> Appraisal | None:
    return Appraisal.objects.select_related("unit").filter(unit=unit, year=year).first()
