"""Questions about statements. What they tell are figures: shown to those who may see the figures of the unit."""

from collections.abc import Iterable

from django.db.models import Count, Max

from gongkai.ground.ledger import log
from gongkai.ground.units.models import Unit
from gongkai.kernel.statements.models import ACCEPTED, DECLINED, ENTERED, WITHDRAWN, Reported, Statement


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


def reported_of(unit: Unit, year: int) -> list[Reported]:
    """The numbers of outside systems that a unit entered for a year, the latest first."""
    return list(Reported.objects.filter(unit=unit, year=year).select_related("unit").order_by("-entered_on", "-code"))


def reported(code: str) -> Reported | None:
    return Reported.objects.select_related("unit").filter(pk=code).first()


def waiting_for_the_office(year: int) -> dict[int, int]:
    """By unit how many numbers of outside systems wait for the office; one query."""
    found = Reported.objects.filter(year=year, state=ENTERED).order_by().values_list("unit_id")
    return dict(found.annotate(n=Count("pk")))


def standing(
    table: str, year: int, units: Iterable[int], as_of: int | None = None, using: str = "default"
) -> list[Reported]:
    """Of a table the numbers that stood beside the system's when the ledger had ``as_of`` facts: those that wait for the office, and those that are
    accepted (``taken``). One query where there is none."""
    rows = Reported.objects.using(using).filter(year=year, table=table, unit_id__in=list(units)).exclude(state=DECLINED)
    found = list(rows.select_related("unit").order_by("unit__position", "unit_id", "code"))
    told = log.indices([each.ref for each in found], using) if found and as_of is not None else {}
    kept = []
    for each in found:
        if as_of is None:
            stood, each.taken = each.state != WITHDRAWN, each.state == ACCEPTED
        else:
            acts = {name: idx for name, idx in told[each.ref].items() if idx < as_of}
            stood = "reported.entered" in acts and "reported.withdrawn" not in acts
            each.taken = "reported.accepted" in acts
        if stood:
            kept.append(each)
    return kept
