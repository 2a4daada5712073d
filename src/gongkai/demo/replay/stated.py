"""Figures that a report states in its sentences, and the same ones counted in the year that was lived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from gongkai.engines.measures import queries
from gongkai.engines.measures.queries import Figure, Period
from gongkai.ground.units.models import Unit
from gongkai.pure.declare import Measure

EQUAL, CONTRADICTION, LATER, UNLIKE = "equal", "contradiction", "later", "unlike"
"""What becomes of a stated figure: it was lived; it can't be, for another figure of the same report says otherwise; what it counts is not kept in the
system yet; it could be lived, and was not."""


class BadFigure(ValueError):
    """A figure of a scenario that can't be understood; the message is one sentence."""


@dataclass(frozen=True)
class Counted:
    """What is counted: a measure, narrowed by its columns, of the whole county or some groups of bodies; ``distinct``: how many different values of a
    column its rows have; ``all_days``: from the first day that was lived, not of the year alone."""

    measure: str
    where: Mapping[str, Any]
    bodies: tuple[str, ...]
    distinct: str
    all_days: bool


@dataclass(frozen=True)
class Stated:
    """A figure as a report has it. ``said``: in its own words ("68.7%"); ``upto``: the last value that its 余 allows. ``counted`` is None where the
    system keeps nothing of it (``why`` says what); ``of``: what a percentage is of. ``why`` besides: why it can't be lived as it stands."""

    name: str
    said: str
    value: Decimal
    upto: Decimal
    counted: Counted | None
    of: Counted | None
    why: str

    @property
    def places(self) -> int:
        """How many places behind the point it is told with."""
        return max(0, -int(self.value.as_tuple().exponent))


@dataclass(frozen=True)
class Compared:
    """A stated figure beside the one that was lived."""

    name: str
    stated: str
    lived: str | None
    verdict: str
    why: str

    def as_values(self) -> dict[str, str | None]:
        return {"name": self.name, "stated": self.stated, "lived": self.lived, "verdict": self.verdict, "why": self.why}


def stated_in(entry: dict, groups: set[str]) -> Stated:
    """A ``[[figures]]`` of a scenario. Raises BadFigure, KeyError."""
    name, said, why = entry["name"], str(entry["stated"]), entry.get("because", entry.get("later", ""))
    try:
        value = Decimal(said.rstrip("%余").replace(",", ""))
    except InvalidOperation:
        raise BadFigure(f"figures: {name}: {said!r} is no figure") from None
    if ("later" in entry) == ("measure" in entry):
        raise BadFigure(f"figures: {name} needs either a measure, or later: what the system does not keep yet")
    counted = _counted(entry, groups, name) if "measure" in entry else None
    of = _counted(entry["of"], groups, name) if "of" in entry else None
    if bool(of) != said.endswith("%") and counted:
        raise BadFigure(f"figures: {name}: a percentage needs of, and nothing else has it")
    return Stated(name, said, value, Decimal(entry.get("upto", value)), counted, of, why)


def _counted(entry: dict, groups: set[str], name: str) -> Counted:
    if entry["measure"] not in queries.measures():
        raise BadFigure(f"figures: {name}: there is no measure {entry['measure']!r} (docs/measures.md)")
    given = entry.get("bodies", [])
    bodies = (given,) if isinstance(given, str) else tuple(given)
    if strange := set(bodies) - groups:
        raise BadFigure(f"figures: {name}: there are no records.bodies {', '.join(sorted(strange))}")
    where = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.get("where", {}).items()}
    return Counted(entry["measure"], where, bodies, entry.get("distinct", ""), bool(entry.get("all_days")))


class Count:
    """Counts what was lived. ``groups``: the codes of each group's units."""

    def __init__(self, root: Unit, year: int, first: date, groups: Mapping[str, Iterable[str]]) -> None:
        self.year, self.all_days = queries.year(year), Period(first, date(year, 12, 31))
        self.county = queries.counted_units(root, self.year.last)
        self.groups = {
            name: frozenset(Unit.objects.filter(code__in=codes).values_list("pk", flat=True))
            for name, codes in groups.items()
        }

    def compare(self, stated: Stated) -> Compared:
        """The figure lived, and what is to be said of it."""
        if stated.counted is None:
            return Compared(stated.name, stated.said, None, LATER, stated.why)
        lived = self.value(stated.counted)
        if stated.of:
            lived = _share(lived, self.value(stated.of), stated.places)
        if lived is not None and stated.value <= lived <= stated.upto:
            return Compared(stated.name, stated.said, _told(stated, lived), EQUAL, "")
        verdict = CONTRADICTION if stated.why else UNLIKE
        return Compared(stated.name, stated.said, None if lived is None else _told(stated, lived), verdict, stated.why)

    def value(self, counted: Counted) -> Figure | None:
        """What is counted; None where it is unknown."""
        measure: Measure = queries.measures()[counted.measure]
        units = frozenset().union(*(self.groups[each] for each in counted.bodies)) if counted.bodies else self.county
        found = queries.rows(measure, self.all_days if counted.all_days else self.year, units, counted.where)
        if counted.distinct:
            return found.order_by().values(counted.distinct).distinct().count()
        return queries.of_rows(measure, found)


def _share(part: Figure | None, whole: Figure | None, places: int) -> Decimal | None:
    """A percentage as it is printed; None where there is no whole."""
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _told(stated: Stated, lived: Figure) -> str:
    return f"{lived}%" if stated.of else f"{lived}"
