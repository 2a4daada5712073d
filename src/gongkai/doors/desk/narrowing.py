"""What a list of records is narrowed to: by stage, kind, unit, column, year of formation, and one's own."""

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from gongkai.doors.desk.entry import asked
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.pure import declare

MINE = "1"
COUNTED = 10_000
"""A list is counted up to here: nobody reads on, and a count of everything would take longer than the page."""


@dataclass(frozen=True)
class Narrowed:
    """``kind`` and ``state`` by code, ``unit`` by code, ``section`` by key (with all below it), ``year`` of formation; ``mine``: drafted by
    this person. "" is all.
    """

    kind: str = ""
    state: str = ""
    unit: str = ""
    section: str = ""
    year: str = ""
    mine: str = ""

    def __bool__(self) -> bool:
        return self != Narrowed()

    def url(self, path: str = "/desk/r/", *, after: str = "", **changed: str) -> str:
        """The address of the list, some of it changed; without what is all."""
        wanted = replace(self, **changed)
        named = {each.name: value for each in fields(wanted) if (value := getattr(wanted, each.name))}
        named |= {"after": after} if after else {}
        return f"{path}?{urlencode(named)}" if named else path

    def of(self, found: QuerySet[Record], scope: Scope) -> QuerySet[Record]:
        """Of these records those that are asked for."""
        if self.state:
            found = found.filter(state=self.state)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.unit:
            found = found.filter(unit__code=self.unit)
        if self.section:
            found = found.filter(section_id__in=records.sections_below(self.section))
        if self.year:
            year = int(self.year)
            found = found.filter(formed_on__gte=date(year, 1, 1), formed_on__lte=date(year, 12, 31))
        return found.filter(author=scope.username) if self.mine else found


def narrowed(request: HttpRequest) -> Narrowed:
    """What an address asks for; Http404 for what is none of the choices."""
    year = request.GET.get("year", "")
    if year and not (len(year) == 4 and year.isascii() and year.isdecimal() and year > "1900"):
        raise Http404(year)
    return Narrowed(
        state=asked(request, "state", STATES),
        kind=asked(request, "kind", {each.code for each in declare.kinds()}),
        unit=asked(request, "unit", {each.code for each in units_seen(request.scope)}) if "unit" in request.GET else "",
        section=asked(request, "section", {each.pk for each in records.all_sections()}) if "section" in request.GET else "",
        year=year,
        mine=asked(request, "mine", {MINE}),
    )  # fmt: skip


def units_seen(scope: Scope) -> list[Unit]:
    """The units whose records are somebody's to see, closed ones too."""
    found = list(units.units_by_id().values())
    return found if scope.whole else [each for each in found if each.pk in scope.units | scope.overseen]


def choices(request: HttpRequest, found: QuerySet[Record]) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """What can be chosen: for each part of the form groups of (value, words), a group by its head ("": none)."""
    kinds = [
        (group or "其他", [(each.code, each.declaration.name) for each in drawers])
        for group, drawers in declare.kinds_by_group()
    ]
    sections = [
        (above.name if above else "", [(each.pk, each.name) for each in below])
        for above, below in records.grouped(records.sections())
    ]
    return {
        "kind": kinds,
        "unit": [("", [(each.code, f"{each.short_name}（已撤销）" if each.closed_on else each.short_name) for each in units_seen(request.scope)])],
        "section": sections,
        "year": [("", [(str(year), f"{year}年") for year in _years(found)])],
    }  # fmt: skip


def _years(found: QuerySet[Record]) -> range:
    """From the last year in which any of these records was formed to the first."""
    days = found.order_by("formed_on").values_list("formed_on", flat=True)
    first, last = days.first(), days.last()
    return range(last.year, first.year - 1, -1) if first else range(0)


def total(found: QuerySet[Record]) -> str:
    """How many there are, in words."""
    count = found.order_by()[: COUNTED + 1].count()
    return f"{COUNTED:,}条以上" if count > COUNTED else f"{count:,}条"
