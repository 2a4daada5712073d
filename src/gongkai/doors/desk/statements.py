"""Accounts of a year on the desk: a unit's head looks through the unit's own figures and signs them; the office sees who has not, and what changed since."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.accounts import ACCOUNTS, account_unit, account_url, account_year, sees_account
from gongkai.doors.desk.acting import attempt, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.reported import offered
from gongkai.doors.desk.reports import FIRST_YEAR
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import Filled, records_began
from gongkai.engines.reporting.forms import told
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import names_of
from gongkai.kernel.statements import actions
from gongkai.kernel.statements import queries as statements
from gongkai.kernel.statements.actions import SIGNERS
from gongkai.kernel.statements.models import Statement, ref_of
from gongkai.pure.law.layout import Blank


class SignForm(UiForm):
    explained = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="有提示的要写明是什么情况；和别的系统里报的数不一样的，也写在这里",
    )  # fmt: skip


class TakeBackForm(UiForm):
    because = forms.CharField(label="为什么撤回", max_length=200, help_text="记入经过")


@dataclass(frozen=True)
class Line:
    """A unit in the overview: where its account stands."""

    unit: Unit
    url: str
    light: str
    words: str
    statement: Statement | None = None
    by: str = ""
    waiting: int = 0


def _years(request: HttpRequest) -> list[int]:
    began = records_began() or request.today.year - 1
    return list(range(request.today.year, max(began, FIRST_YEAR) - 1, -1))


@desk()
def chooser(request: HttpRequest) -> HttpResponse:
    """The year that is asked for, or the last one that is over."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.today.year - 1
    return redirect(f"{ACCOUNTS}{account_year(request, year)}/")


@desk()
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """The units in scope that owe an account of the year: who has signed, who has not, whose figures have changed since."""
    account_year(request, year)
    owing = [each for each in signing.owing(year) if sees_account(request, each)]
    held = statements.in_force([each.pk for each in owing], year)
    changed = signing.changed(held, year, counted())
    names = names_of({each.by for each in held.values()})
    waiting = statements.waiting_for_the_office(year)
    lines = [
        _line(each, year, held.get(each.pk), changed.get(each.pk, 0), names, request.today, waiting.get(each.pk, 0))
        for each in owing
    ]
    due = signing.due_on(year)
    return show(
        request,
        "desk/statements/overview.html",
        "各单位的年度统计",
        year=year,
        years=[("", [(str(each), f"{each}年") for each in _years(request)])],
        lines=sorted(lines, key=lambda line: ORDER[line.light]),
        signed=len(held),
        changed=sum(bool(each) for each in changed.values()),
        waiting=sum(each.waiting for each in lines),
        due=due,
        left=(due - request.today).days,
        over=request.today.year > year,
        report_url=f"/desk/reports/?year={year}",
    )


ORDER = {"red": 0, "yellow": 1, "green": 2, "paused": 3, "done": 4}


def _line(
    unit: Unit, year: int, held: Statement | None, changed: int, names: dict[str, str], today: date, waiting: int
) -> Line:
    light, words = _light(held, changed, year, today)
    by = names.get(held.by, held.by) if held else ""
    return Line(unit, account_url(year, unit), light, words, held, by, waiting)


def _light(held: Statement | None, changed: int, year: int, today: date) -> tuple[str, str]:
    if held:
        return ("yellow", f"确认后变了{changed}个数") if changed else ("done", "已确认")
    if today.year == year:
        return "paused", "年度还没结束"
    days = (signing.due_on(year) - today).days
    return ("green", f"还有{days}天") if days >= 0 else ("red", f"逾期{-days}天")


@desk(methods=("GET", "POST"))
def account(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """A unit's own account: what its tables say of themselves, what was signed, what differs now; signed here by the unit's head."""
    found = account_unit(request, year, unit)
    may = request.scope.actor().holds_any(SIGNERS, found.pk)
    if request.method == "POST" and not may:
        raise Http404
    form = SignForm(data_of(request))
    size = number(request.POST.get("size")) if request.method == "POST" else None
    size = min(size, counted()) if size is not None else counted()
    if request.method == "POST" and form.is_valid():
        said = {"unit": found, "year": year, "size": size, "explained": form.cleaned_data["explained"]}
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen")) or 0}
        if attempt(form, lambda: signing.sign(**said, **who)) is None:
            messages.success(request, f"已经确认{found.short_name}{year}年的统计数。")
            return redirect(account_url(year, found))
    last = statements.latest(found, year)
    held = last if last and not last.taken_back_on else None
    filled = signing.account(found, year, size)
    differing = signing.differences(held, filled) if held else []
    light, words = _light(held, len(differing), year, request.today)
    outside = statements.reported_of(found, year)
    ours = {each.reported.code: each.ours for one in filled for each in one.beside}
    who = names_of({name for each in outside for name in (each.by, each.decided_by) if name})
    form.take_focus()
    return show(
        request,
        "desk/statements/account.html",
        f"{found.short_name}{year}年统计",
        status=422 if request.method == "POST" else 200,
        back=Link(f"{year}年各单位的年度统计", f"{ACCOUNTS}{year}/"),
        unit=found,
        year=year,
        light=light,
        words=words,
        tables=[_told(each) for each in filled],
        broken=[told(each) for one in filled for each in one.broken],
        doubts=signing.doubts(filled),
        statement=held,
        signer=names_of({held.by}).get(held.by, held.by) if held else "",
        taken_back=last if last and last.taken_back_on else None,
        differences=[_shown(each) for each in differing],
        form=form if may and (held is None or differing) else None,
        size=size,
        seen=last.number if last else 0,
        reported=[
            (
                each,
                ours.get(each.code, each.ours),
                who.get(each.by, each.by),
                who.get(each.decided_by, each.decided_by),
                offered(request, each),
            )
            for each in outside
        ],
        enter_url=account_url(year, found, "reported/") if may and filled else "",
        reported_url=account_url(year, found, "reported/"),
        take_back_url=account_url(year, found, "take-back/") if may and held else "",
        moments=moments(ref_of(found.code, year), [], {}, done=True),
    )


def _told(filled: Filled) -> dict[str, Any]:
    """A table in the list: how many of its figures are there, how many blank."""
    figures = [filled.figure(row, c.key) for row, c, cell in filled.table.cells() if not isinstance(cell, Blank)]
    return {
        "title": filled.table.title,
        "url": f"/desk/reports/{filled.table.key}/{filled.year}/{filled.unit.code}/",
        "known": sum(each is not None for each in figures),
        "blank": sum(each is None for each in figures),
        "note": filled.note,
    }


def _shown(each: signing.Difference) -> dict[str, str]:
    return {
        "what": "·".join(filter(None, (each.row, each.column))),
        "table": each.table,
        "signed": "空白" if each.signed is None else each.signed,
        "now": "空白" if each.now is None else each.now,
    }


@desk(*SIGNERS, methods=("GET", "POST"))
def take_back(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Take back what was signed."""
    found = account_unit(request, year, unit)
    last = statements.latest(found, year)
    if last is None or last.taken_back_on or not request.scope.actor().holds_any(SIGNERS, found.pk):
        raise Http404
    form = TakeBackForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at}
        if (
            attempt(form, lambda: actions.take_back(statement=last, because=form.cleaned_data["because"], **who))
            is None
        ):
            messages.success(request, "已经撤回确认。")
            return redirect(account_url(year, found))
    return form_page(
        request, f"撤回确认：{found.short_name}{year}年统计", form, back=Link("年度统计", account_url(year, found)),
        button="撤回", icon="x", says="撤回以后这个单位算没有确认；原来确认的数和撤回都留在经过里。", danger=True,
    )  # fmt: skip


statement_urls = [
    path("accounts/", chooser),
    path("accounts/<int:year>/", overview),
    path("accounts/<int:year>/<slug:unit>/", account),
    path("accounts/<int:year>/<slug:unit>/take-back/", take_back),
]
