"""How current the catalogue is: which unit owes what in which section; every number opens the list of what it counts."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk import catalogue
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.finding_forms import url_to_ask
from gongkai.doors.desk.reports import download
from gongkai.doors.desk.shell import show
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.forms import list_xlsx
from gongkai.engines.site import addresses
from gongkai.engines.supervision.coverage import LIGHTS, Count, Coverage, Owed
from gongkai.engines.supervision.queries import GREEN, RED, YELLOW
from gongkai.ground.ui.words import iso_date

BASE = "/desk/coverage/"
PAGE = 50
MOST = 20_000
"""Lines in one spreadsheet."""
WORDS = {RED: "已超期", YELLOW: "将到期", GREEN: "正常"}
HINTS = {RED: "过了更新要求的最后一天", YELLOW: "快到更新要求的最后一天", GREEN: "离最后一天还早"}
WORST = {RED: "有超期", YELLOW: "有将到期", GREEN: "全部正常"}
HEADS = ("单位", "栏目", "更新要求", "最近更新", "应在这天以前更新", "情况")
WAYS = {"unit": "按单位", "section": "按栏目"}
DEFINITION = "有定期更新要求的栏目，每个责任单位一行。从最近一次公开或者更正起算；没有公开过的，从有这项要求那天起算。"


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """Lamps, and units or sections (``?by=section``) with the worst first."""
    by = asked(request, "by", WAYS) or "unit"
    found = Coverage(request.scope, request.today)
    counts = found.by_section() if by == "section" else found.by_unit()
    totals = found.totals()
    apart = [each for each in counts if by == "unit" and not found.counted(each.of)]
    return show(
        request,
        "desk/coverage/overview.html",
        "栏目更新",
        tabs=catalogue.tabs(BASE),
        lamps=[
            {"light": x, "words": WORDS[x], "hint": HINTS[x], "count": totals[x], "url": _url(light=x)} for x in LIGHTS
        ],
        ways=[{"label": label, "url": f"{BASE}?by={way}", "on": way == by} for way, label in WAYS.items()],
        head=WAYS[by].removeprefix("按"),
        lines=[_count_line(each, by) for each in counts if each not in apart],
        apart=[_count_line(each, by) for each in apart],
    )


def _url(**named: str) -> str:
    return f"{BASE}list/?" + urlencode({name: value for name, value in named.items() if value})


def _count_line(each: Count, by: str) -> dict[str, Any]:
    key = each.of.code if by == "unit" else each.of.key
    return {
        "name": each.of.short_name if by == "unit" else each.of.name,
        "light": each.worst,
        "words": WORST[each.worst],
        "counts": dict(each.lights),
        "total": (each.total, _url(**{by: key})),
        "soon": (each.lights[YELLOW], _url(**{by: key}, light=YELLOW)),
        "late": (each.lights[RED], _url(**{by: key}, light=RED)),
    }


class _Asked:
    """What a list is asked for by its address: ``light``, ``unit`` (code), ``section`` (key). Raises Http404 for what there is not."""

    def __init__(self, request: HttpRequest) -> None:
        self.coverage = Coverage(request.scope, request.today)
        self.light = asked(request, "light", LIGHTS)
        code, key = request.GET.get("unit", ""), request.GET.get("section", "")
        self.unit = next((unit for unit in self.coverage.units.values() if unit.code == code), None)
        self.section = self.coverage.sections.get(key)
        if (code and self.unit is None) or (key and self.section is None):
            raise Http404
        self.named = {"light": self.light, "unit": code, "section": key}

    @property
    def rows(self) -> list[Owed]:
        return self.coverage.listed(light=self.light, unit=self.unit, section=self.section)

    @property
    def title(self) -> str:
        parts = (
            self.unit.short_name if self.unit else "",
            f"“{self.section.name}”" if self.section else "",
            WORDS.get(self.light, ""),
        )
        return "".join(filter(None, parts))


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """The lines behind a number, what has been due longest first; ``?after`` is the last one that was shown."""
    about = _Asked(request)
    rows, after = about.rows, _key(request.GET.get("after", ""))
    shown = [row for row in rows if after is None or row.key > after]
    page = shown[:PAGE]
    older = _url(**about.named, after=".".join(map(str, page[-1].key))) if len(shown) > PAGE else ""
    return show(
        request,
        "desk/coverage/listing.html",
        f"{about.title}的{len(rows)}项" if about.title else f"共{len(rows)}项",
        lines=[_line(row, request.today) for row in page],
        definition=DEFINITION,
        export_url=f"{BASE}export?{urlencode({name: value for name, value in about.named.items() if value})}",
        total=len(rows),
        older_url=older,
        newer_url=_url(**about.named) if after else "",
        ask_url=_asks(request, about) if rows else "",
    )


def _asks(request: HttpRequest, about: _Asked) -> str:
    """The form that asks one unit about its sections that are overdue, for who oversees it."""
    late = [row.section.name for row in about.rows if row.light == RED]
    if about.unit is None or not late:
        return ""
    return url_to_ask(request.scope, about.unit, title="栏目没有按期更新", about=late)


def _key(text: str) -> tuple[date, int, str] | None:
    day, _, rest = text.partition(".")
    unit, _, section = rest.partition(".")
    try:
        return date.fromisoformat(day), int(unit), section
    except ValueError:
        return None


def _line(row: Owed, today: date) -> dict[str, Any]:
    return {
        "row": row,
        "every": row.section.interval.label,
        "words": _words(row, today),
        "url": addresses.unit_section(row.unit.code, row.section.key) if row.last else catalogue.address(row.section),
    }


def _words(row: Owed, today: date) -> str:
    days = (row.due_on - today).days
    return f"超期{-days}天" if days < 0 else f"还剩{days}天" if days else "今天到期"


@desk(methods=("POST",))
def export_list(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet; taking it out is a fact."""
    about = _Asked(request)
    rows = about.rows[:MOST]
    if not rows:
        raise Http404
    lines = [
        (
            row.unit.name, row.section.name, row.section.interval.label, iso_date(row.last) if row.last else "没有公开过",
            iso_date(row.due_on), f"{WORDS[row.light]}，{_words(row, request.today)}",
        )
        for row in rows
    ]  # fmt: skip
    title = f"{about.title}栏目更新情况"
    content = list_xlsx(title, DEFINITION, HEADS, lines)
    export(what="coverage", count=len(lines), by=request.scope.actor(), at=request.at)
    return download(content, f"{iso_date(request.today)}{title}.xlsx")


coverage_urls = [
    path("coverage/", overview),
    path("coverage/list/", listing),
    path("coverage/export", export_list),
]
