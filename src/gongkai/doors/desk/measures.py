"""Measures on the desk: each with its definition, its figure for a unit and a period, and the list behind it, split by what it can be split by."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import as_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.opened import heads_of, lines_of
from gongkai.doors.desk.reports import choices_of, download, seen_units, widest
from gongkai.doors.desk.shell import show
from gongkai.engines.measures import breakdowns, changes
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.registry import by_head, holds_in, how, valid
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import forms
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.fill import records_began
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code, units_by_id
from gongkai.pure.declare import Measure

BASE = "/desk/measures/"
PAGE = 100
MOST_OUT = 20_000


@dataclass(frozen=True)
class Asked:
    """Which unit and period; ``units`` are those counted, as far as the person may see their figures."""

    unit: Unit
    words: str
    period: counting.Period
    units: frozenset[int]

    @property
    def named(self) -> dict[str, str]:
        return {"unit": self.unit.code, "period": self.words}

    def url(self, key: str = "", rest: str = "", **more: str) -> str:
        return f"{BASE}{f'{key}/' if key else ''}{rest}?{urlencode(self.named | more)}"


def _asked(request: HttpRequest) -> Asked:
    """Raises Http404 for what does not exist, has not begun, or is not covered by the person's scope."""
    words = request.GET.get("period") or str(request.today.year)
    try:
        period = counting.period_of(words)
    except ValueError:
        raise Http404 from None
    code = request.GET.get("unit")
    unit = unit_by_code(code) if code else widest(request)
    if unit is None or period.first > request.today:
        raise Http404
    seen = seen_units(request, unit, period.last.year)
    if not seen:
        raise Http404
    return Asked(unit, words, period, seen)


def _periods(request: HttpRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """The years since the system began; the quarters and months of this year and the one before."""
    today, began = request.today, records_began() or request.today.year - 1
    years = range(today.year, began - 1, -1)
    quarters = [(y, q) for y in years[:2] for q in (4, 3, 2, 1) if (y, 3 * q - 2) <= (today.year, today.month)]
    months = [(y, m) for y in years[:2] for m in range(12, 0, -1) if (y, m) <= (today.year, today.month)]
    return [
        ("年", [(str(y), f"{y}年") for y in years]),
        ("季度", [(f"{y}-Q{q}", f"{y}年{'一二三四'[q - 1]}季度") for y, q in quarters]),
        ("月", [(f"{y}-{m:02}", f"{y}年{m}月") for y, m in months]),
    ]


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """All measures with their figures."""
    asked, size = _asked(request), counted()
    heads = []
    told = by_head(asked.period)
    shown = [each for _, found in told for each in found]
    figures = counting.values(shown, asked.period, asked.units, size)
    for head, found in told:
        heads.append((head, [(each, figures[each.key], how(each), asked.url(each.key)) for each in found]))
    return show(
        request, "desk/measures/listing.html", "指标", asked=asked, heads=heads, size=size, **_choices(request, asked)
    )  # fmt: skip


def _choices(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "units": [
            ("", [(each.code, each.short_name) for each in choices_of(request, asked.period.last.year, asked.unit)])
        ],
        "periods": _periods(request),
    }


def _measure(key: str) -> Measure:
    found = counting.measures().get(key)
    if found is None:
        raise Http404
    return found


@desk()
def measure_page(request: HttpRequest, key: str) -> HttpResponse:
    """A measure: its definition, its figure, by each of its breakdowns, and the rows that it counts."""
    measure, asked, now = _measure(key), _asked(request), counted()
    when = as_of.asked(request, now)
    size = when.within(now)
    found = counting.rows(measure, asked.period, asked.units, None, size).order_by(measure.on, "ref")
    figure, rows, after = counting.of_rows(measure, found), found.count(), request.GET.get("from", "")
    start = int(after) if after.isdecimal() and len(after) < 9 else 0
    kept = {"on": when.typed} if when.day else {}
    short_names = {pk: unit.short_name for pk, unit in units_by_id().items()}
    since = changes.changes(measure, asked.period, asked.units, size, now) if when.day else []
    return show(
        request,
        "desk/measures/measure.html",
        measure.label,
        back=Link("指标", asked.url()),
        asked=asked,
        measure=measure,
        figure=figure,
        how=how(measure),
        valid=valid(measure),
        holds=holds_in(measure, asked.period),
        size=size,
        as_of=when,
        now=counting.value(measure, asked.period, asked.units, None, now) if when.day else None,
        since=as_of.lines(request, since),
        since_more=max(len(since) - as_of.MOST, 0),
        splits=[
            (label, breakdowns.parts(measure, name, asked.period, asked.units, size, names=short_names))
            for name, label in breakdowns.declared(measure).items()
        ]
        if rows
        else [],
        heads=heads_of(found),
        lines=lines_of(request, list(found[start : start + PAGE])),
        shown=f"第{start + 1}—{min(start + PAGE, rows)}行，共{rows}" if rows > PAGE else "",
        older_url=asked.url(key, **kept, **{"from": str(start + PAGE)}) if start + PAGE < rows else "",
        newer_url=asked.url(key, **kept, **{"from": str(max(start - PAGE, 0))}) if start else "",
        export_url=asked.url(key, "export", **kept) if rows else "",
        **_choices(request, asked),
    )


@desk(methods=("POST",))
def measure_export(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind the figure as a spreadsheet; taking them out is a fact."""
    measure, asked, now = _measure(key), _asked(request), counted()
    when = as_of.asked(request, now)
    size = when.within(now)
    found = counting.rows(measure, asked.period, asked.units, None, size).order_by(measure.on, "ref")
    rows = list(found[: MOST_OUT + 1])
    if not rows or len(rows) > MOST_OUT:
        said = f"一次最多导出{MOST_OUT:,}行，请按单位、按月分几次" if rows else "没有可以导出的"
        messages.warning(request, said)
        return redirect(asked.url(key))
    pages = (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
    lines = [line.cells for page in pages for line in lines_of(request, page)]
    content = forms.list_xlsx(measure.label, measure.definition, heads_of(found), lines)
    export(
        what=f"measure/{key}/{asked.words}/{asked.unit.code}", count=len(lines), by=request.scope.actor(), at=request.at
    )
    on = f"（{zh_date(when.day)}统计）" if when.day else ""
    return download(content, f"{asked.unit.short_name}{asked.words}{measure.label}{on}.xlsx")


measure_urls = [
    path("measures/", listing),
    path("measures/<str:key>/", measure_page),
    path("measures/<str:key>/export", measure_export),
]
