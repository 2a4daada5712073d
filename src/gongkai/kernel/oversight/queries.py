"""Questions about what was noted by those who oversee."""

from datetime import date

from django.db.models import Max

from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.oversight.models import Explanation


def times_explained(pattern: str, procedure: str, unit: Unit) -> int:
    found = Explanation.objects.filter(pattern=pattern, procedure=procedure, unit=unit)
    return found.aggregate(n=Max("seq"))["n"] or 0


def explanations(scope: Scope, since: date) -> dict[tuple[str, str, int], Explanation]:
    """The last one of each question about the units that somebody oversees, noted on a day or later; by pattern, procedure and unit."""
    found = Explanation.objects.filter(noted_on__gte=since).order_by("seq")
    if not scope.whole:
        found = found.filter(unit_id__in=scope.overseen)
    return {(each.pattern, each.procedure, each.unit_id): each for each in found}
