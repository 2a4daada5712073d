"""Logbooks on the desk: what units enter of their own, year by year; who has said nothing yet; an entry with its evidence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import logbook_forms as forms
from gongkai.doors.desk import uploads
from gongkai.doors.desk.acting import LineAct, attempt, attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.reports import download
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.taking_in import Told, take_in_page, template_of
from gongkai.doors.desk.timeline import moments
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.forms import list_xlsx
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import iso_date, zh_number
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, units, units_for
from gongkai.kernel.logbooks import actions
from gongkai.kernel.logbooks import queries as logbooks
from gongkai.kernel.logbooks.actions import KEEPERS
from gongkai.kernel.logbooks.importing import Importer
from gongkai.kernel.logbooks.models import Entry
from gongkai.pure import declare
from gongkai.pure.declare import Field, Logbook

BASE = "/desk/logbooks/"
PAGE = 50
MOST_OUT = 5_000
FIRST_YEAR = 2008


@dataclass(frozen=True)
class Wanted:
    """Which entries of a logbook: ``code`` of the logbook, the year, the code of a unit ("": all)."""

    code: str
    year: int
    unit: str = ""

    def url(self, rest: str = "", **more: str) -> str:
        named = {"year": str(self.year), "unit": self.unit} | more
        return f"{BASE}{self.code}/{rest}?{urlencode({name: value for name, value in named.items() if value})}"


@dataclass(frozen=True)
class Line:
    """An entry in the list: its day, whose it is, what it is called, its numbers, whether it counts."""

    entry: Entry
    figures: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"{BASE}e/{self.entry.code}/"


def _logbook(code: str) -> type[Logbook]:
    try:
        return declare.logbook(code)
    except KeyError:
        raise Http404 from None


def _asked(request: HttpRequest, code: str = "") -> Wanted:
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else request.today.year
    if not FIRST_YEAR <= year <= request.today.year:
        raise Http404
    known = {each.code for each in _seen_units(request)}
    return Wanted(code, year, asked(request, "unit", known) if request.GET.get("unit") else "")


def _seen_units(request: HttpRequest) -> list[Unit]:
    scope = request.scope
    return [each for each in units() if scope.whole or each.pk in scope.units | scope.overseen]


def _years(request: HttpRequest) -> list[int]:
    return list(range(request.today.year, FIRST_YEAR - 1, -1))


def _among(wanted: Wanted, request: HttpRequest) -> list[Unit]:
    """The units that are shown: the one asked for, or all that are seen."""
    return [each for each in _seen_units(request) if wanted.unit in ("", each.code)]


@desk()
def home(request: HttpRequest) -> HttpResponse:
    """All logbooks, each with how many entries a year has and how many units have said nothing."""
    wanted = _asked(request)
    among = _among(wanted, request)
    drawers = declare.logbooks()
    silent = logbooks.silent(among, [each.code for each in drawers], wanted.year)
    counts = logbooks.counts(request.scope, wanted.year, {each.pk for each in among} if wanted.unit else None)
    last = logbooks.last_entered(request.scope)
    lines = [
        {
            "name": each.declaration.name,
            "says": each.declaration.says,
            "url": replace(wanted, code=each.code).url(),
            "count": counts.get(each.code, 0),
            "last": last.get(each.code),
            "silent": len(silent[each.code]),
        }
        for each in drawers
    ]
    return show(
        request, "desk/logbooks/home.html", "登记簿", lines=lines, wanted=wanted, **_choices(request),
        several=len(among) > 1,
    )  # fmt: skip


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "years": [("", [(str(each), f"{each}年") for each in _years(request)])],
        "units": [("", [(each.code, each.short_name) for each in _seen_units(request)])],
    }


@desk()
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """The entries of a logbook in a year, the newest first; ``?after`` is the place of the last one that was shown."""
    declaration, wanted = _logbook(code), _asked(request, code)
    found = _found(request, wanted)
    begun = _place(request.GET.get("after", ""))
    page = list(_after(found, begun)[: PAGE + 1])
    shown = page[:PAGE]
    numbers = declaration.numbers()
    among = _among(wanted, request)
    silent = logbooks.silent(among, [code], wanted.year)[code]
    keeps = units_for(request.scope, *KEEPERS)
    own = {each.pk for each in keeps}
    return show(
        request,
        "desk/logbooks/entries.html",
        declaration.name,
        back=Link("登记簿", f"{BASE}?year={wanted.year}"),
        declaration=declaration,
        wanted=wanted,
        code_of_year=str(wanted.year),
        **_choices(request),
        day=declaration.day,
        title=declaration.field(declaration.title).label,
        numbers=[each.label for each in numbers],
        lines=[Line(each, _figures(each, numbers)) for each in shown],
        totals=_totals(found, numbers) if shown else (),
        older_url=wanted.url(after=f"{shown[-1].on.isoformat()}.{shown[-1].code}") if len(page) > PAGE else "",
        newer_url=wanted.url() if begun else "",
        may=bool(keeps),
        new_url=wanted.url("new/"),
        import_url=wanted.url("import/"),
        none_url=wanted.url("none/") if any(each.pk in own for each in silent) else "",
        silent=silent,
        several=len(among) > 1,
        export_url=wanted.url("export"),
    )


def _found(request: HttpRequest, wanted: Wanted) -> QuerySet[Entry]:
    among = [each.pk for each in _among(wanted, request)] if wanted.unit else None
    return logbooks.listed(request.scope, wanted.code, wanted.year, among)


def _place(text: str) -> tuple[date, str] | None:
    day, _, code = text.partition(".")
    try:
        return (date.fromisoformat(day), code) if code else None
    except ValueError:
        return None


def _after(found: QuerySet[Entry], begun: tuple[date, str] | None) -> QuerySet[Entry]:
    if begun is None:
        return found
    return found.filter(Q(on__lt=begun[0]) | Q(on=begun[0], code__lt=begun[1]))


def _figures(entry: Entry, numbers: tuple[Field, ...]) -> tuple[str, ...]:
    values = entry.values
    return tuple("" if entry.nothing else _figure(each, values.get(each.name)) for each in numbers)


def _figure(spec: Field, value: Any) -> str:
    if spec.type == "bool":
        return "是" if value else ""
    return zh_number(value) if isinstance(value, int) else str(value or "")


def _totals(found: QuerySet[Entry], numbers: tuple[Field, ...]) -> tuple[str, ...]:
    """The sums of the numbers of all that counts in the year, whatever page is shown; the number of entries first."""
    sums = logbooks.totals(found)
    return tuple(zh_number(sums.get(each, 0)) for each in ("", *(spec.name for spec in numbers)))


@desk(*KEEPERS, methods=("GET", "POST"))
def new_entry(request: HttpRequest, code: str) -> HttpResponse:
    """Enter something."""
    declaration, wanted = _logbook(code), _asked(request, code)
    keeps = units_for(request.scope, *KEEPERS)
    came = uploads.arrived(request)
    form = forms.entry_form(declaration)(
        declaration, keeps, data_of(request), came.files, unit=wanted.unit, today=request.today
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = next((each for each in keeps if each.code == said.get("unit")), keeps[0])
        refused = attempt_once(
            request,
            form,
            lambda: actions.enter(
                logbook=code, unit=unit, on=said["on"], content=form.content, evidence=_files(said["evidence"]),
                by=request.scope.actor(), at=request.at,
            ),
        )  # fmt: skip
        if refused is None:
            uploads.settle(request)
            messages.success(request, "已经登记。")
            return redirect(replace(wanted, year=said["on"].year).url())
    uploads.stay(request, form, came)
    return form_page(
        request, f"登记：{declaration.name}", form, back=Link(declaration.name, wanted.url()), button="登记",
        icon="plus", says=declaration.says,
    )  # fmt: skip


def _files(brought: list[Any]) -> list[tuple[str, bytes]]:
    return [(each.name, each.data) for each in brought]


@desk(*KEEPERS, methods=("GET", "POST"))
def nothing(request: HttpRequest, code: str) -> HttpResponse:
    """State that a year has none."""
    declaration, wanted = _logbook(code), _asked(request, code)
    keeps = units_for(request.scope, *KEEPERS)
    years = [wanted.year, *(each for each in _years(request)[:3] if each != wanted.year)]
    form = forms.NothingForm(keeps, years, data_of(request), unit=wanted.unit or keeps[0].code, year=wanted.year)
    if request.method == "POST" and form.is_valid():
        unit = next(each for each in keeps if each.code == form.cleaned_data["unit"])
        year, who = int(form.cleaned_data["year"]), {"by": request.scope.actor(), "at": request.at}
        refused = attempt_once(request, form, lambda: actions.state_nothing(logbook=code, unit=unit, year=year, **who))
        if refused is None:
            messages.success(request, f"已经登记：{unit.short_name}{year}年没有。")
            return redirect(replace(wanted, year=year).url())
    return form_page(
        request, f"本年没有：{declaration.name}", form, back=Link(declaration.name, wanted.url()), button="登记没有",
        icon="check", says="登记了“没有”，统计表里才是0；什么都不登记，统计表里是空白。以后又有了，照常登记，这一条自动撤销。",
    )  # fmt: skip


ACTS = {
    act.name: act
    for act in (
        LineAct("amend", "改", "pencil", "已经改好。", forms.amend_form, actions.amend),
        LineAct("evidence", "加佐证材料", "paperclip", "已经加上。", lambda _: forms.EvidenceForm, actions.add_evidence),
        LineAct("end", "登记结束", "calendar-check", "已经登记到那天为止。", lambda _: forms.EndForm, actions.end),
        LineAct("strike", "撤销", "x", "已经撤销，不再计入。", lambda _: forms.StrikeForm, actions.strike, says="撤销的还看得到，写明为什么，只是不再计入统计。"),
    )
}  # fmt: skip
WITH_FILES = ("evidence",)


def _offered(entry: Entry, request: HttpRequest) -> list[LineAct]:
    if entry.struck_on or not request.scope.actor().holds_any(KEEPERS, entry.unit_id):
        return []
    unfit = {"amend", "evidence", "end"} if entry.nothing else set()
    if not entry.declaration.standing or entry.until:
        unfit.add("end")
    return [act for name, act in ACTS.items() if name not in unfit]


def _entry(request: HttpRequest, code: str) -> Entry:
    found = logbooks.get_visible(request.scope, code)
    if found is None:
        raise Http404
    return found


@desk()
def entry_page(request: HttpRequest, code: str) -> HttpResponse:
    """An entry: what it says, its evidence, what was done to it."""
    entry = _entry(request, code)
    declaration, values = entry.declaration, entry.values
    told = [(each.label, _told(each, values.get(each.name))) for each in declaration.fields] if values else []
    return show(
        request,
        "desk/logbooks/entry.html",
        entry.title,
        back=Link(declaration.name, Wanted(entry.logbook, min(entry.on.year, request.today.year)).url()),
        entry=entry,
        declaration=declaration,
        entered_by=names_of({entry.by}).get(entry.by, entry.by),
        told=[(label, text) for label, text in told if text],
        files=logbooks.evidence_of(entry),
        moments=moments(entry.ref, [], {}, done=True),
        base=f"{BASE}e/{code}/",
        acts=_offered(entry, request),
    )


def _told(spec: Field, value: Any) -> str:
    if spec.type == "bool":
        return "是" if value else "否"
    if spec.choices:
        return dict(spec.choices).get(value, "")
    return "" if value is None else str(value)


@desk(*KEEPERS, methods=("GET", "POST"))
def entry_act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Put an entry right, strike it, end it, add evidence."""
    entry = _entry(request, code)
    act = next((each for each in _offered(entry, request) if each.name == name), None)
    if act is None:
        raise Http404
    came = uploads.arrived(request)
    files = (came.files,) if name in WITH_FILES else ()
    form = act.form(entry.declaration)(entry, data_of(request), *files)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if name == "amend":
            said = {"on": said["on"], "because": said["because"], "content": form.content}
        if name in WITH_FILES:
            said["evidence"] = _files(said["evidence"])
        else:
            said["seen"] = number(request.POST.get("seen"))
        who = {"by": request.scope.actor(), "at": request.at}
        take = attempt_once if name in WITH_FILES else lambda _, form, take: attempt(form, take)
        if take(request, form, lambda: act.run(entry=entry, **said, **who)) is None:
            uploads.settle(request)
            messages.success(request, act.done)
            return redirect(f"{BASE}e/{code}/")
    uploads.stay(request, form, came)
    return form_page(
        request, f"{act.label}：{entry.title}", form, back=Link(entry.title, f"{BASE}e/{code}/"), button=act.label,
        icon=act.icon, says=act.says, danger=name == "strike", seen=str(entry.revision),
    )  # fmt: skip


STEPS = (
    "有一行写列名，和模板一样；列的先后不论。",
    "先看每一行会怎样，看过再导入。",
    "同一天、内容完全一样的认得出来，同一个表再来一次不会重复。",
)
NEW = {
    "new": ("登记", "每行成为一笔登记，以后可以改、可以撤销。"),
    "known": ("已经有了", "同一天有一笔一模一样的，不再登记。"),
}


@desk(*KEEPERS, methods=("GET", "POST"))
def import_entries(request: HttpRequest, code: str) -> HttpResponse:
    """Entries from a sheet."""
    declaration, wanted = _logbook(code), _asked(request, code)
    told = Told(
        f"导入：{declaration.name}", f"{declaration.name}登记簿", declaration.field(declaration.title).label,
        "每行成为一笔登记，计入它那一天所在的年度。登记错了可以改、可以撤销，都写明为什么。", STEPS, "一笔",
        Link(declaration.name, wanted.url()), wanted.url(), NEW,
    )  # fmt: skip
    return take_in_page(request, Importer(declaration), units_for(request.scope, *KEEPERS), told)


@desk(*KEEPERS)
def import_template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet of a logbook."""
    return template_of(Importer(_logbook(code)))


@desk(methods=("POST",))
def export_entries(request: HttpRequest, code: str) -> HttpResponse:
    """The entries as they are narrowed, as a spreadsheet; taking them out is a fact."""
    declaration, wanted = _logbook(code), _asked(request, code)
    found = list(_found(request, wanted)[: MOST_OUT + 1])
    if not found or len(found) > MOST_OUT:
        said = f"一次最多导出{MOST_OUT:,}笔，请按单位分几次导出" if found else "没有可以导出的"
        messages.warning(request, said)
        return redirect(wanted.url())
    heads = (declaration.day, "单位", *(each.label for each in declaration.fields), "备注")
    lines = [_cells(each) for each in found]
    title = f"{wanted.year}年{declaration.name}登记簿"
    export(
        what=f"logbook/{code}/{wanted.year}/{wanted.unit}", count=len(lines), by=request.scope.actor(), at=request.at
    )
    return download(list_xlsx(title, declaration.says, heads, lines), f"{title}{iso_date(request.today)}.xlsx")


def _cells(entry: Entry) -> tuple[str, ...]:
    values = entry.values
    told = [_told(each, values.get(each.name)) if values else "" for each in entry.declaration.fields]
    note = f"已撤销：{entry.struck_because}" if entry.struck_on else entry.title if entry.nothing else ""
    return ("" if entry.nothing else entry.on.isoformat(), entry.unit.short_name, *told, note)


_OF = "logbooks/<slug:code>/"
logbook_urls = [
    path("logbooks/", home),
    path("logbooks/e/<slug:code>/", entry_page),
    path("logbooks/e/<slug:code>/do/<slug:name>/", entry_act),
    path(_OF, entries),
    path(f"{_OF}new/", new_entry),
    path(f"{_OF}none/", nothing),
    path(f"{_OF}import/", import_entries),
    path(f"{_OF}import/template", import_template),
    path(f"{_OF}export", export_entries),
]
