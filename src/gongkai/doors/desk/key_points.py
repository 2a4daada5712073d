"""Key points on the desk: a year's tasks of the units in scope; one task with what was said of it; the acts of its units and of the office."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import key_point_forms as forms
from gongkai.doors.desk import lights, uploads
from gongkai.doors.desk.acting import LineAct, attempt, attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.proving import proofs_told
from gongkai.doors.desk.reports import download
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.taking_in import Told, take_in_page, template_of
from gongkai.doors.desk.timeline import moments
from gongkai.engines.reporting.actions import export as export_fact
from gongkai.engines.reporting.forms import list_xlsx
from gongkai.engines.site import addresses
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import iso_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of, root_unit, units, units_for
from gongkai.kernel.keypoints import actions, from_sheet
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.actions import FINISHERS, OFFICE, REPORTERS, WARNED
from gongkai.kernel.keypoints.models import DONE, PUT_OFF, STATES, STRUCK, KeyPoint
from gongkai.pure.declare import Phase

BASE = "/desk/key-points/"
MOST_OUT = 5_000
LATE = "late"
CHIPS = (*STATES, (LATE, "超期"))


@dataclass(frozen=True)
class Wanted:
    """Which key points: of a year, in a state ("": all; LATE: past their day), with a unit."""

    year: int
    state: str = ""
    unit: str = ""

    def url(self, rest: str = "", **changed: Any) -> str:
        named = {"year": str(self.year), "state": self.state, "unit": self.unit} | changed
        told = {name: value for name, value in named.items() if value}
        return f"{BASE}{rest}?{urlencode(told)}"


@dataclass(frozen=True)
class Line:
    """A key point in the list: its light, who assists, how many things show it."""

    point: KeyPoint
    light: str
    words: str
    assisting: list[Unit] = field(hash=False)
    proofs: int

    @property
    def url(self) -> str:
        return url_of(self.point)


def url_of(point: KeyPoint, rest: str = "") -> str:
    return f"{BASE}{point.pk}/{rest}"


def light_of(point: KeyPoint, today: date) -> tuple[str, str]:
    """How it stands against its day, as a light."""
    if point.state == STRUCK:
        return "done", "已撤销"
    if point.state == DONE:
        return "done", "按期完成" if point.kept else "超期完成"
    if point.state == PUT_OFF:
        return "paused", "暂缓"
    return lights.by_day(point.due_on, today, WARNED)


def _asked(request: HttpRequest) -> Wanted:
    typed = request.GET.get("year", "")
    if typed and not (typed.isdecimal() and len(typed) == 4):
        raise Http404(typed)
    known = {each.code for each in _units(request)} if request.GET.get("unit") else ()
    return Wanted(int(typed) if typed else request.today.year, asked(request, "state", dict(CHIPS)), asked(request, "unit", known))  # fmt: skip


def _units(request: HttpRequest) -> list[Unit]:
    scope = request.scope
    return [each for each in units() if scope.whole or each.pk in scope.units | scope.overseen]


def _found(request: HttpRequest, wanted: Wanted, *, state: bool = True) -> QuerySet[KeyPoint]:
    found = keypoints.of_year(keypoints.visible_to(request.scope), wanted.year)
    if wanted.unit:
        found = keypoints.with_unit(found, next(each for each in _units(request) if each.code == wanted.unit))
    if not state or not wanted.state:
        return found
    return keypoints.overdue(found, request.today) if wanted.state == LATE else found.filter(state=wanted.state)


def _lines(found: list[KeyPoint], today: date) -> list[Line]:
    assisting, proofs = keypoints.assists_of(found), keypoints.count_of_proofs(found)
    return [Line(each, *light_of(each, today), assisting.get(each.pk, []), proofs.get(each.pk, 0)) for each in found]


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """A year's key points; ``?year``, ``?state``, ``?unit``."""
    wanted, whole = _asked(request), _units(request)
    among = _found(request, wanted, state=False)
    counts = keypoints.by_state(among)
    late = keypoints.overdue(among, request.today).count()
    found = list(_found(request, wanted)[:MOST_OUT])
    office = request.scope.has(*OFFICE)
    chips = [
        (label, wanted.url(state=code), code == wanted.state, late if code == LATE else counts.get(code, 0))
        for code, label in CHIPS
        if code == wanted.state or (late if code == LATE else counts.get(code, 0))
    ]
    total = sum(n for state, n in counts.items() if state != STRUCK)
    years = sorted(
        {request.today.year, request.today.year + 1, wanted.year, *keypoints.years(request.scope)}, reverse=True
    )
    groups: dict[str, list[Line]] = {}
    for line in _lines(found, request.today):
        groups.setdefault(_document(line.point), []).append(line)
    return show(
        request,
        "desk/key_points/list.html",
        "年度要点",
        wanted=wanted,
        code_of_year=str(wanted.year),
        years=[("", [(str(each), f"{each}年") for each in years])],
        units=[("", [(each.code, each.short_name) for each in whole])],
        chips=[("全部", wanted.url(state=""), not wanted.state, sum(counts.values())), *chips],
        groups_of_lines=list(groups.items()),
        total=total,
        done=counts.get(DONE, 0),
        late=late,
        may=office,
        new_url=f"{BASE}new/?year={wanted.year}",
        import_url=f"{BASE}import/?year={wanted.year}",
        export_url=wanted.url("export"),
        site_url=addresses.KEY_POINTS,
    )


def _year(request: HttpRequest) -> int | None:
    """The year whose list one came from."""
    typed = request.GET.get("year", "")
    return int(typed) if re.fullmatch(r"[0-9]{4}", typed) else None


def _document(point: KeyPoint) -> str:
    return f"{point.source}（{point.source_number}）" if point.source_number else point.source


@desk(*OFFICE, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Lay a task down; ``?year``: one of that year."""
    led = units_for(request.scope, *OFFICE)
    form = forms.TaskForm(sorted(led, key=lambda each: (each.position, each.pk)), data_of(request))
    if request.method == "POST" and form.is_valid():
        task, made = form.task, []
        year = _year(request) or task.due_on.year
        who = {"by": request.scope.actor(), "at": request.at}
        if attempt_once(request, form, lambda: made.append(actions.lay_down(year=year, task=task, **who))) is None:
            messages.success(request, f"已经下达，排在{task.unit.short_name}公开机构负责人的“我的办件”里。")
            return redirect(Wanted(year).url())
    return form_page(
        request, "下达要点任务", form, back=Link("年度要点", BASE), button="下达", icon="plus",
        says="牵头单位从今天起欠着这一件，时限前10个工作日变黄，过了时限变红，电子监察和大屏一起看得到。",
    )  # fmt: skip


def _point(request: HttpRequest, code: str) -> KeyPoint:
    found = keypoints.get_visible(request.scope, code)
    if found is None:
        raise Http404
    return found


@desk()
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A task: who does it by when, what was said, what shows it, what can be done now."""
    point = _point(request, code)
    light, words = light_of(point, request.today)
    turns = keypoints.turns_of(point)
    names = names_of({each.by for each in turns} | {point.by})
    told, hidden = proofs_told(request, keypoints.proofs_of(point))
    return show(
        request,
        "desk/key_points/point.html",
        point.title,
        back=Link(f"{point.year}年要点", Wanted(point.year).url()),
        point=point,
        document=_document(point),
        light=light,
        words=words,
        assisting=keypoints.assists_of([point]).get(point.pk, []),
        turns=[(each, names.get(each.by, each.by)) for each in turns],
        proofs=told,
        hidden=hidden,
        files=keypoints.evidence_of(point),
        proves=_reports(request, point) and point.state != STRUCK,
        moments=moments(point.ref, [], {}, done=Phase(point.phase).closed),
        base=url_of(point),
        acts=offered(request, point),
        site_url=addresses.key_points(point.year) if point.public and point.state != STRUCK else "",
    )


def _reports(request: HttpRequest, point: KeyPoint) -> bool:
    by = request.scope.actor()
    own = [each.pk for each in units_for(request.scope, *REPORTERS)]
    return by.holds_any(REPORTERS, point.unit_id) or keypoints.is_assisted_by(point, own)


def _amend_form(request: HttpRequest, point: KeyPoint) -> Callable[..., forms.AmendForm]:
    led = sorted(units_for(request.scope, *OFFICE), key=lambda each: (each.position, each.pk))
    assisting = keypoints.assists_of([point]).get(point.pk, [])
    return lambda point, data=None, files=None: forms.AmendForm(led, point, assisting, data)


ACTS = {
    act.name: act
    for act in (
        LineAct("finish", "报完成", "circle-check", "已经报完成。", forms.FinishForm, actions.finish, says="报完成要有佐证：公开的信息、办件、登记簿里的登记，或者文件。晚于时限的照实记下来。"),
        LineAct("report", "报进展", "message-square-text", "已经记下。", forms.ReportForm, actions.report, says="报了进展，这一项就是“进行中”。"),
        LineAct("return", "退回", "x", "已经退回，请单位再办。", forms.AgainForm, actions.send_back, says="退回以后算没有完成，按新的时限再办。"),
        LineAct("resume", "恢复", "circle-play", "已经恢复。", forms.AgainForm, actions.take_up, says="恢复以后牵头单位按新的时限办。"),
        LineAct("amend", "改", "pencil", "已经改好。", forms.AmendForm, actions.amend, says="换了牵头单位的，移到新单位的“我的办件”里。"),
        LineAct("put-off", "暂缓", "pause", "已经暂缓。", forms.PutOffForm, actions.put_off, says="暂缓期间不算超期，随时可以恢复。"),
        LineAct("strike", "撤销", "x", "已经撤销，不再计入。", forms.StrikeForm, actions.strike, says="录错的才撤销；撤销的还看得到，只是不计入、不公开。"),
    )
}  # fmt: skip
WITH_FILES = ("report", "finish")


def _fits(point: KeyPoint) -> set[str]:
    """What has a place in its present state."""
    if point.state == STRUCK:
        return set()
    by_phase = {Phase.OPEN: {"report", "finish", "put-off"}, Phase.DONE: {"return"}, Phase.WAITING: {"resume"}}
    return {"amend", "strike"} | by_phase[Phase(point.phase)]


def _theirs(request: HttpRequest, point: KeyPoint) -> set[str]:
    """What this person may do to it in whatever state it is."""
    by, may = request.scope.actor(), set()
    if _reports(request, point):
        may.add("report")
    if by.holds_any(FINISHERS, point.unit_id):
        may.add("finish")
    if by.holds_any(OFFICE, point.unit_id):
        may |= {"return", "resume", "amend", "put-off", "strike"}
    return may


def offered(request: HttpRequest, point: KeyPoint) -> list[LineAct]:
    """What this person can do now."""
    may = _theirs(request, point) & _fits(point)
    return [act for name, act in ACTS.items() if name in may]


@desk(methods=("GET", "POST"))
def take(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Report, finish; return, take up, amend, put off, strike."""
    point = _point(request, code)
    act = ACTS.get(name)
    if act is None or name not in _theirs(request, point):
        raise Http404
    back = url_of(point)
    if name not in _fits(point):
        messages.warning(request, f"这一项现在是“{point.state_label}”，不用办这一步。")
        return redirect(back)
    came = uploads.arrived(request)
    made = _amend_form(request, point) if name == "amend" else act.form
    form = made(point, data_of(request), came.files)
    if request.method == "POST" and form.is_valid():
        said = (
            {"task": form.task, "because": form.cleaned_data["because"]} if name == "amend" else dict(form.cleaned_data)
        )
        if "evidence" in said:
            said["evidence"] = [(each.name, each.data) for each in said["evidence"]]
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        taken: Callable[[], Any] = partial(act.run, point=point, **said, **who)
        if (attempt_once(request, form, taken) if name in WITH_FILES else attempt(form, taken)) is None:
            uploads.settle(request)
            messages.success(request, act.done)
            return redirect(back)
    uploads.stay(request, form, came)
    return form_page(
        request, f"{act.label}：{point.title}", form, back=Link(point.title, back), button=act.label, icon=act.icon, says=act.says,
        danger=name == "strike", seen=str(point.revision),
    )  # fmt: skip


STEPS = (
    "有一行写列名，和模板一样；列的先后不论，一行是一项任务。",
    "先看每一行会怎样，看过再导入。",
    "同一年、同一个文件里同名的任务认得出来，同一个表再来一次不会重复。",
)
NEW = {
    "new": ("下达", "每行成为一项任务，排在牵头单位的“我的办件”里；以后可以改、可以撤销。"),
    "known": ("已经有了", "这个文件里已经有同名的任务，不再下达。"),
}


@desk(*OFFICE, methods=("GET", "POST"))
def import_points(request: HttpRequest) -> HttpResponse:
    """Key points from a sheet; ``?year``: all of that year."""
    year = _year(request)
    told = Told(
        "导入要点任务", "要点任务分解表", "任务", f"每行成为一项任务，算在{f'{year}年' if year else '完成时限所在的年度'}。", STEPS, "一项任务", Link("年度要点", BASE), BASE, NEW, f"&year={year}" if year else "",
    )  # fmt: skip
    return take_in_page(request, from_sheet.OfYear(year) if year else from_sheet, [root_unit()], told)


@desk(*OFFICE)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty sheet."""
    return template_of(from_sheet)


HEADS = ("序号", "任务", "具体要求", "来自", "来源文件", "文号", "牵头单位", "协办单位", "完成时限", "公开", "状态", "完成日期", "按期", "佐证", "说明")  # fmt: skip


@desk(methods=("POST",))
def export(request: HttpRequest) -> HttpResponse:
    """The key points as they are narrowed, as a spreadsheet; taking them out is a fact."""
    wanted = _asked(request)
    found = list(_found(request, wanted)[:MOST_OUT])
    if not found:
        messages.warning(request, "没有可以导出的")
        return redirect(wanted.url())
    lines = [_cells(line) for line in _lines(found, request.today)]
    title = f"{wanted.year}年政务公开工作要点台账"
    what = f"keypoints/{wanted.year}/{wanted.unit}"
    export_fact(what=what, count=len(lines), by=request.scope.actor(), at=request.at)
    says = "完成时限、状态和佐证，以导出时的台账为准。"
    return download(list_xlsx(title, says, HEADS, lines), f"{title}{iso_date(request.today)}.xlsx")


def _cells(line: Line) -> tuple[str, ...]:
    point = line.point
    kept = {True: "是", False: "否", None: ""}[point.kept]
    return (
        point.number, point.title, point.text, point.level_label, point.source, point.source_number, point.unit.short_name,
        "、".join(each.short_name for each in line.assisting), iso_date(point.due_on), "是" if point.public else "否", point.state_label,
        iso_date(point.done_on) if point.done_on else "", kept, str(line.proofs), point.because or point.struck_because or point.result,
    )  # fmt: skip


key_point_urls = [
    path("key-points/", overview),
    path("key-points/new/", new),
    path("key-points/import/", import_points),
    path("key-points/import/template", import_template),
    path("key-points/export", export),
    path("key-points/<slug:code>/", page),
    path("key-points/<slug:code>/do/<slug:name>/", take),
]
