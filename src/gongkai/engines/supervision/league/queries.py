"""How many of the cases that each unit closed were closed in time, like for like: of one procedure. One query over the count sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.engines.supervision.intervals import Rate
from gongkai.engines.supervision.queries import closed_lately
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.pure import declare


@dataclass(frozen=True)
class Place:
    """A unit with its rate; ``rank`` is shared by units that cannot be told apart, 0 for one that closed too few to be ranked."""

    unit: Unit
    rate: Rate
    rank: int = 0


@dataclass(frozen=True)
class League:
    """``ranked`` by the lower end of the interval; ``few``: the units that closed fewer than ``least``."""

    ranked: tuple[Place, ...]
    few: tuple[Place, ...]
    least: int
    whole: Rate


def league(scope: Scope, today: date, procedure: str) -> League:
    """The units that somebody oversees, by the cases of a procedure that they closed in twelve months and that had a term to keep. Units
    led from above (条例第3条) are in no ranking of this government's."""
    least = declare.procedure(procedure).watch.least
    found = closed_lately(scope, today).filter(to_idx=None, procedure=procedure, on_time__isnull=False)
    lines = found.order_by().values_list("unit_id").annotate(of=Count("pk"), kept=Count("pk", filter=Q(on_time=True)))
    known = units_by_id()
    places = [Place(known[unit], Rate(kept, of)) for unit, of, kept in lines if known[unit].in_totals]
    ranked = sorted((p for p in places if p.rate.whole >= least), key=_best_first)
    few = sorted((p for p in places if p.rate.whole < least), key=lambda p: (p.unit.position, p.unit.pk))
    return League(tuple(_ranks(ranked)), tuple(few), least, sum((p.rate for p in places), Rate(0, 0)))


def counted_procedures(scope: Scope, today: date) -> dict[str, int]:
    """How many cases of each procedure were closed in that time that had a term, in the order of procedures; those of which there were any."""
    found = closed_lately(scope, today).filter(to_idx=None, on_time__isnull=False).order_by()
    counts = dict(found.values_list("procedure").annotate(n=Count("pk")))
    return {drawer.code: counts[drawer.code] for drawer in declare.procedures() if drawer.code in counts}


def placed(rates: Mapping[int, Rate], least: int) -> dict[int, Place]:
    """The places of units by their rates, as in the league: those led from above have none, those with fewer than ``least`` no rank."""
    known = units_by_id()
    places = [Place(known[unit], rate) for unit, rate in rates.items() if known[unit].in_totals]
    ranked = _ranks(sorted((p for p in places if p.rate.whole >= least), key=_best_first))
    return {each.unit.pk: each for each in (*places, *ranked)}


def _best_first(place: Place) -> tuple[float, float, int, int]:
    return -place.rate.low, -place.rate.share, place.unit.position, place.unit.pk


def _ranks(places: list[Place]) -> list[Place]:
    """Equal rates of equal samples share a rank."""
    found: list[Place] = []
    for n, place in enumerate(places, start=1):
        same = found and found[-1].rate == place.rate
        found.append(Place(place.unit, place.rate, found[-1].rank if same else n))
    return found
