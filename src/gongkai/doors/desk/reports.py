"""Statistics tables: every figure opens onto the list it counts, at an address of its own, with or without script."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header

from gongkai.doors.desk import as_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.opened import heads_of, lines_of
from gongkai.doors.desk.shell import show
from gongkai.engines.measures import changes
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.forms import told_by
from gongkai.engines.measures.models import Sheet
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import forms
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.fill import (
    FILLED,
    Filled,
    beside_of,
    cell_rows,
    differences,
    fill,
    records_began,
    require_year,
    tables_for,
)
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import alone
from gongkai.pure.declare import Measure
from gongkai.pure.law.layout import WrongYear
from gongkai.pure.law.tables import TABLES

PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 2014
APPLICATIONS = "-3"


@dataclass(frozen=True)
class Asked:
    """A table page: which form, year, unit; ``size`` fixes how many facts are counted, so that figure and list agree.

    ``within``: only these units of the unit's are counted, where the person may not see the figures of all below it. ``when``: as of which day they
    are counted, where somebody named one; ``now`` is how many facts there are.
    """

    table: Any
    year: int
    unit: Unit
    size: int
    within: frozenset[int] | None = None
    when: as_of.AsOf = as_of.NOW
    now: int = 0

    @property
    def path(self) -> str:
        return f"/desk/reports/{self.table.key}/{self.year}/{self.unit.code}/"

    @property
    def url(self) -> str:
        return f"{self.path}{self._query()}"

    @property
    def export_url(self) -> str:
        return f"{self.path}export{self._query()}"

    def cell_url(self, row: str, column: str, rest: str = "", **more: str) -> str:
        return f"{self.path}{row}/{column}/{rest}{self._query(**more)}"

    def _query(self, **more: str) -> str:
        named = ({"on": self.when.typed} if self.when.day else {}) | more
        return f"?{urlencode(named)}" if named else ""

    def filled(self, size: int | None = None) -> Filled:
        return fill(self.table, self.year, self.unit, self.size if size is None else size, self.within)


@desk()
def chooser(request: HttpRequest) -> HttpResponse:
    """Go to a table: by default last year's (this year's of a unit that is new), of the widest unit the person may see figures for."""
    own, year = widest(request), request.GET.get("year", "")
    unit = request.GET.get("unit") or own.code
    last = max(request.today.year - 1, _began(request))
    number = int(year) if year.isdecimal() and len(year) == 4 else last if seen_units(request, own, last) else last + 1
    tables = tables_for(number)
    if not tables or number > request.today.year:
        return _no_table(request, number)
    # Part two, which units enter, comes before what is asked for most: applications.
    first = next((each for each in tables if each.key.endswith(APPLICATIONS)), tables[0])
    first = next((each for each in tables if each.key == request.GET.get("table")), first)
    on = request.GET.get("on", "").strip()
    kept = f"?{urlencode({'on': on})}" if on else ""
    return redirect(f"/desk/reports/{first.key}/{number}/{unit}/{kept}")


@desk()
def table_page(request: HttpRequest, table: str, year: int, unit: str, row: str = "", column: str = "") -> HttpResponse:
    """The table; with row and column, the list behind that figure opened below its row."""
    asked = _asked(request, table, year, unit)
    filled = asked.filled()
    opened = _opened(request, asked, row, column) if row else None
    return show(
        request,
        "desk/reports/table.html",
        "报告与统计",
        asked=asked,
        name=filled.name,
        note=filled.note,
        title=asked.table.title,
        heads=_heads(filled),
        columns=asked.table.columns,
        single=forms.one_column(filled),
        lines=_lines(filled, asked, row, column),
        opened=opened,
        span=1 + len(asked.table.columns) + forms.one_column(filled),
        beside=[(each, each.reported.label) for each in filled.beside],
        relations=[(each, forms.told(each)) for each in filled.relations if each.holds is not None],
        unknown=sum(each.holds is None for each in filled.relations),
        fine=not filled.broken,
        years=_years(request, asked.year),
        choices=choices_of(request, asked.year, asked.unit),
        tables=_tables(asked),
        changed=as_of.changed_cells(filled, asked.filled(asked.now), asked.cell_url) if asked.when.day else [],
        late=_late(request, asked, filled),
    )


def _late(request: HttpRequest, asked: Asked, filled: Filled) -> dict[str, Any] | None:
    """How many figures of a year are not any more what they were on the last day for reports on it (条例第50条); None if none, or that day is not over."""
    day = date(asked.year + 1, 1, 31)
    if asked.when.day or day >= request.today or not (size := changes.size_on(day, asked.now)) or size == asked.now:
        return None
    n = len(differences(asked.filled(size), filled))
    return {"day": day, "n": n, "url": f"{asked.path}?on={day}"} if n else None


def _tables(asked: Asked) -> list[Link]:
    """The tables of the year, where its form has more than one that is counted."""
    tables = tables_for(asked.year)
    if len(tables) < 2:
        return []
    return [Link(each.title, replace(asked, table=each).url, each.key == asked.table.key) for each in tables]


@desk(methods=("POST",))
def table_export(request: HttpRequest, table: str, year: int, unit: str) -> HttpResponse:
    """The form as a spreadsheet; taking it out is a fact."""
    asked = _asked(request, table, year, unit)
    content = forms.as_xlsx(asked.filled())
    what = f"{table}/{year}/{unit}"
    export(what=what, count=len(asked.table.rows), by=request.scope.actor(), at=request.at)
    return download(content, f"{asked.unit.short_name}{year}年{asked.table.title}.xlsx")


@desk(methods=("POST",))
def list_export(request: HttpRequest, table: str, year: int, unit: str, row: str, column: str) -> HttpResponse:
    """The list behind a figure as a spreadsheet, with no more in it than the page shows."""
    asked = _asked(request, table, year, unit)
    measure, found = _cell(asked, row, column)
    title = _cell_title(asked, row, column)
    # By the page: a whole year's list would ask for more references in one query than a database takes.
    rows = list(found)
    pages = (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
    lines = [line.cells for page in pages for line in lines_of(request, page)]
    content = forms.list_xlsx(title, measure.definition, heads_of(found), lines)
    export(what=f"{table}/{year}/{unit}/{row}/{column}", count=len(lines), by=request.scope.actor(), at=request.at)
    return download(content, f"{year}年{title}.xlsx")


def _no_table(request: HttpRequest, year: int) -> HttpResponse:
    return show(
        request, "desk/reports/none.html", "报告与统计", year=year, status=404,
        years=_years(request), choices=choices_of(request, request.today.year),
    )  # fmt: skip


def _began(request: HttpRequest) -> int:
    """The first year of the system's own; last year, where it has neither cases nor records yet."""
    return records_began() or request.today.year - 1


def _years(request: HttpRequest, asked: int | None = None) -> list[int]:
    """The years to choose from, the latest first: those of the system's own, and the one that was asked for all the same."""
    own = set(range(max(_began(request), FIRST_YEAR), request.today.year + 1))
    return sorted(own | ({asked} if asked else set()), reverse=True)


def _asked(request: HttpRequest, table: str, year: int, unit: str) -> Asked:
    """Raises Http404 for what does not exist, does not fit the year, or is not covered by the person's scope."""
    found = units.unit_by_code(unit)
    if found is None or table not in FILLED:
        raise Http404
    now = counted()
    when = as_of.asked(request, now)
    asked = Asked(TABLES[table], year, found, when.within(now), when=when, now=now)
    try:
        require_year(asked.table, year, request.today)
    except WrongYear:
        raise Http404 from None
    seen = seen_units(request, found, asked.year)
    if not seen:
        raise Http404
    return asked if request.scope.covers(_counted(found, asked.year)) else replace(asked, within=seen)


def _whose(asked: Asked) -> frozenset[int]:
    """The units that a table counts."""
    units = _counted(asked.unit, asked.year)
    return units if asked.within is None else units & asked.within


def _counted(unit: Unit, year: int) -> frozenset[int]:
    return counting.counted_units(unit, counting.year(year).last)


def seen_units(request: HttpRequest, unit: Unit, year: int) -> frozenset[int]:
    """The units among those counted for a unit whose figures the person may see: all of them, or the unit with those it has
    succeeded if the person acts for it, whatever else they act for below it; none otherwise."""
    counted = _counted(unit, year)
    if request.scope.covers(counted):
        return counted
    if unit.pk not in request.scope.units:
        return frozenset()
    return counted & request.scope.units & alone(unit.pk, counting.year(year).last)


def widest(request: HttpRequest) -> Unit:
    """The widest unit whose figures the person may see."""
    choices = choices_of(request, request.today.year)
    if not choices:
        raise Http404
    return choices[0]


def choices_of(request: HttpRequest, year: int, chosen: Unit | None = None) -> list[Unit]:
    """Units whose figures may be shown, the government first: those that existed in a year, and the one that is shown anyhow."""
    scope = request.scope
    period = counting.year(year)
    existed = units.units_between(period.first, period.last)
    known = [each for each in existed if scope.whole or each.pk in scope.overseen or each.pk in scope.units]
    choices = known if scope.whole else [each for each in known if seen_units(request, each, year)]
    return choices if chosen is None or chosen in choices else [chosen, *choices]


def _heads(filled: Filled) -> list[tuple[str, int]]:
    """The head above the columns: (group or "", how many columns), none if no column has a group."""
    heads: list[tuple[str, int]] = []
    for column in filled.table.columns:
        if heads and column.group and heads[-1][0] == column.group:
            heads[-1] = (column.group, heads[-1][1] + 1)
        else:
            heads.append((column.group or "", 1))
    return heads if any(group for group, _ in heads) else []


def _lines(filled: Filled, asked: Asked, row_key: str, column_key: str) -> list[dict[str, Any]]:
    lines = []
    for row in filled.table.rows:
        cells = []
        for column in filled.table.columns:
            here = (row.key, column.key) == (row_key, column_key)
            cell = {
                "value": filled.figure(row, column.key),
                "url": asked.cell_url(row.key, column.key),
                "current": here,
            }
            cells.append(cell)
        lines.append(
            {
                "row": row,
                "level": min(filled.table.depth(row), 2),
                "cells": cells,
                "opened": row.key == row_key,
            }
        )
    return lines


def _cell(asked: Asked, row: str, column: str) -> tuple[Measure, QuerySet[Sheet]]:
    try:
        found = cell_rows(asked.table, asked.year, asked.unit, row, column, asked.size, asked.within)
    except LookupError:
        found = None
    if found is None:
        raise Http404
    measure, rows = found
    return measure, rows.order_by(measure.on, "ref")


def _cell_title(asked: Asked, row: str, column: str) -> str:
    label = asked.table.row(row).label
    return label if len(asked.table.columns) == 1 else f"{label}·{asked.table.column(column).label}"


def _opened(request: HttpRequest, asked: Asked, row: str, column: str) -> dict[str, Any]:
    measure, found = _cell(asked, row, column)
    count, after = found.count(), request.GET.get("from", "")
    start = int(after) if after.isdecimal() and len(after) < 9 else 0
    where, units = asked.table.cell(row, column).where, _whose(asked)
    since = (
        changes.changes(measure, counting.year(asked.year), units, asked.size, asked.now, where)
        if asked.when.day
        else []
    )
    told = told_by(counting.measures(), asked.table, asked.table.row(row), asked.table.column(column))
    taken = [
        each
        for each in beside_of(asked.table, asked.year, units, asked.size)
        if each.taken and (each.reported.row, each.reported.column) == (row, column)
    ]
    return {
        "taken": taken,
        "title": _cell_title(asked, row, column),
        "unit": asked.table.row(row).unit,
        "total": counting.of_rows(measure, found) or 0,
        "measure": told,
        "since": as_of.lines(request, since),
        "since_more": max(len(since) - as_of.MOST, 0),
        "heads": heads_of(found),
        "lines": lines_of(request, list(found[start : start + PAGE])),
        "export_url": asked.cell_url(row, column, "export"),
        "shown": f"第{start + 1}—{min(start + PAGE, count)}{'笔' if measure.total else asked.table.row(row).unit}，共{count}"
        if count > PAGE
        else "",
        "older_url": asked.cell_url(row, column, **{"from": str(start + PAGE)}) if start + PAGE < count else "",
        "newer_url": asked.cell_url(row, column, **{"from": str(max(start - PAGE, 0))}) if start else "",
    }


def download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response


_TABLE = "reports/<slug:table>/<int:year>/<slug:unit>/"
report_urls = [
    path("reports/", chooser),
    path(_TABLE, table_page),
    path(f"{_TABLE}export", table_export),
    path(f"{_TABLE}<slug:row>/<slug:column>/", table_page),
    path(f"{_TABLE}<slug:row>/<slug:column>/export", list_export),
]
