"""Questions about statements. What they tell are figures: shown to those who may see the figures of the unit."""

from collections.abc import Iterable

from django.db.models import Max

from gongkai.ground.units.models import Unit
from gongkai.kernel.statements.models import Statement


def last_number(unit: Unit, year: int) -> int:
    """How many times a unit has signed a year; 0 for never."""
    return Statement.objects.filter(unit=unit, year=year).aggregate(n=Max("number"))["n"] or 0


def latest(unit: Unit, year: int) -> Statement | None:
    """The last one, taken back or not."""
    found = Statement.objects.select_related("unit").filter(unit=unit, year=year)
    return found.order_by("-number").first()


def in_force(units: Iterable[int], year: int) -> dict[int, Statement]:
    """By unit the statement that holds; units that have signed none, or taken it back, left out."""
    found: dict[int, Statement] = {}
    for each in Statement.objects.select_related("unit").filter(unit_id__in=list(units), year=year).order_by("number"):
        found[each.unit_id] = each
    return {unit: each for unit, each in found.items() if each.taken_back_on is None}
