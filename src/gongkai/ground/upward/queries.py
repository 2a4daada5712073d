"""Questions about submissions."""

from collections.abc import Collection

from django.db.models import QuerySet

from gongkai.ground.units.scope import Scope
from gongkai.ground.upward.models import Submission


def visible_to(scope: Scope) -> QuerySet[Submission]:
    """Included if, and only if, its unit is one somebody acts for or oversees."""
    found = Submission.objects.all()
    return found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def of(ref: str) -> list[Submission]:
    """Where a record was reported to, in order."""
    return list(Submission.objects.filter(ref=ref).order_by("pk"))


def one(ref: str, destination: str) -> Submission | None:
    return Submission.objects.filter(ref=ref, destination=destination).first()


def by_codes(codes: Collection[str]) -> dict[str, Submission]:
    return {each.code: each for each in Submission.objects.filter(code__in=list(codes))}
