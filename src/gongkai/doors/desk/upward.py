"""报送和采用 on the desk: what units reported to the portal and to the governments above, what was adopted, and the rates of it by unit."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.channels import reporting_up
from gongkai.engines.measures import queries as measures
from gongkai.ground.outbox import queries as outbox
from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import units
from gongkai.ground.upward import queries
from gongkai.ground.upward.models import ADOPTED, DECLINED, REPORTED, STATES, Submission
from gongkai.kernel.records.queries import by_refs

BASE = "/desk/upward/"
PAGE = 25
TAGS = {ADOPTED: "ok", DECLINED: "", REPORTED: "info"}
MADE, TAKEN = "submissions.made", "submissions.adopted"
QUARTERS = {"1": "第一季度", "2": "第二季度", "3": "第三季度", "4": "第四季度"}
DEFINITION = "采用率是本期报送的里面，到现在已经采用的所占的百分比。同一条报送到几处，每处算一条。"


class _Asked:
    """What figures are asked for by the address: ``year``, ``quarter``, ``to``, ``unit``, ``state``. Raises Http404 for what there is not."""

    def __init__(self, request: HttpRequest) -> None:
        given = request.GET.get("year", "")
        self.year = int(given) if given.isdecimal() and 2000 <= int(given) <= request.today.year else request.today.year
        if given and given != str(self.year):
            raise Http404(given)
        self.quarter = asked(request, "quarter", QUARTERS)
        self.to = request.GET.get("to", "")
        if self.to and len(self.to) > 20:
            raise Http404(self.to)
        self.state = asked(request, "state", dict(STATES))
        self.unit = request.GET.get("unit", "")
        scope = request.scope
        seen = [each for each in units() if scope.whole or each.pk in scope.units | scope.overseen]
        self.units = {each.pk: each for each in seen}
        if self.unit and self.unit not in {each.code for each in seen}:
            raise Http404(self.unit)

    @property
    def period(self) -> measures.Period:
        if not self.quarter:
            return measures.year(self.year)
        first = 3 * int(self.quarter) - 2
        last = date(self.year, first + 2, 31 if first in (1, 10) else 30)
        return measures.Period(date(self.year, first, 1), last)

    @property
    def where(self) -> dict[str, Any]:
        return {"destination": self.to} if self.to else {}

    def url(self, page: str = "", **more: str) -> str:
        named = {
            "year": str(self.year),
            "quarter": self.quarter,
            "to": self.to,
            "unit": self.unit,
            "state": self.state,
        } | more
        return f"{BASE}{page}?{urlencode({name: value for name, value in named.items() if value})}"


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """By unit how many were reported, how many of them adopted; each number opens its list."""
    about = _Asked(request)
    counts = {
        key: measures.by_unit(measures.measures()[key], about.period, frozenset(about.units), about.where)
        for key in (MADE, TAKEN)
    }
    lines = [_line(about, about.units[pk], made, counts[TAKEN].get(pk, 0)) for pk, made in counts[MADE].items()]
    lines.sort(key=lambda line: (-line["made"], line["unit"].position, line["unit"].code))
    made, taken = (sum(each.values()) for each in counts.values())
    years = [
        _chip(about, f"{each}年", each == about.year, year=str(each))
        for each in range(request.today.year, request.today.year - 3, -1)
    ]
    quarters = [
        _chip(about, label, code == about.quarter, quarter=code) for code, label in {"": "全年", **QUARTERS}.items()
    ]
    known = {"": "全部去处"} | {each.code: each.name for each in reporting_up.destinations().values()}
    places = [_chip(about, label, code == about.to, to=code) for code, label in known.items()]
    return show(
        request,
        "desk/upward/overview.html",
        "报送和采用",
        lines=lines,
        total={"made": made, "taken": taken, "rate": _rate(taken, made), "made_url": about.url("list/"), "taken_url": about.url("list/", state=ADOPTED)},
        chip_rows=[("年份", years), ("季度", quarters), ("去处", places)],
        waiting_url=about.url("list/", state=REPORTED),
        definition=DEFINITION,
    )  # fmt: skip


def _chip(about: _Asked, label: str, on: bool, **named: str) -> dict[str, Any]:
    return {"label": label, "url": about.url(**named), "on": on}


def _line(about: _Asked, unit: Any, made: int, taken: int) -> dict[str, Any]:
    return {
        "unit": unit, "made": made, "taken": taken, "rate": _rate(taken, made),
        "made_url": about.url("list/", unit=unit.code), "taken_url": about.url("list/", unit=unit.code, state=ADOPTED),
    }  # fmt: skip


def _rate(taken: int, made: int) -> str:
    """Of a hundred, to one place; "" of none."""
    return f"{100 * taken / made:.1f}%" if made else ""


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """What a number counts, newest first; ``?after`` is the last one that was shown."""
    about, after = _Asked(request), request.GET.get("after", "")
    measure = measures.measures()[MADE]
    own = {each.pk for each in about.units.values() if not about.unit or each.code == about.unit}
    where = about.where | ({"state": about.state} if about.state else {})
    rows = measures.rows(measure, about.period, frozenset(own), where)
    total = rows.count()
    rows = rows.filter(pk__lt=int(after)) if after.isdecimal() and len(after) < 18 else rows
    page = list(rows.order_by("-pk")[: PAGE + 1])
    found = queries.by_codes([row.ref for row in page])
    shown = [found[row.ref] for row in page[:PAGE] if row.ref in found]
    records, names = by_refs([each.ref for each in shown]), reporting_up.names()
    return show(
        request,
        "desk/upward/listing.html",
        f"报送的{total}条",
        back=Link("报送和采用", about.url(unit="", state="")),
        lines=[_shown(each, records, about.units, names) for each in shown],
        chips=[{"label": label, "url": about.url("list/", state=code), "on": code == about.state} for code, label in {"": "全部", **dict(STATES)}.items()],
        older_url=about.url("list/", after=str(page[PAGE - 1].pk)) if len(page) > PAGE else "",
        newer_url=about.url("list/") if after else "",
    )  # fmt: skip


def _shown(each: Submission, records: dict[str, Any], known: dict[int, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        "submission": each, "record": records.get(each.ref), "unit": known.get(each.unit_id), "to": names.get(each.destination, each.destination), "tag": TAGS[each.state], "url": f"{BASE}{each.code}/",
    }  # fmt: skip


def upward_of(record: Any) -> list[dict[str, str]]:
    """Where a record was reported to, and what became of it."""
    found = queries.of(record.ref)
    names = reporting_up.names() if found else {}
    return [{"code": each.code, "to": names.get(each.destination, each.destination), "state": each.get_state_display()} for each in found]  # fmt: skip


def _submission(request: HttpRequest, code: str) -> Submission:
    found = queries.visible_to(request.scope).filter(code=code).first()
    if found is None:
        raise Http404(code)
    return found


@desk()
def submission_page(request: HttpRequest, code: str) -> HttpResponse:
    """One submission: where to, what became of it, how it got there."""
    submission = _submission(request, code)
    record = by_refs([submission.ref]).get(submission.ref)
    deliveries = [each for each in outbox.of(submission.ref) if each.channel == submission.destination]
    may = _may(request, submission)
    return show(
        request,
        "desk/upward/submission.html",
        f"报送{reporting_up.name_of(submission.destination)}",
        back=Link("报送和采用", BASE),
        submission=submission,
        record=record,
        tag=TAGS[submission.state],
        to=reporting_up.name_of(submission.destination),
        deliveries=deliveries,
        moments=moments(submission.history, [], {}, done=submission.state != REPORTED),
        acts=[act for act in ACTS.values() if may and submission.state in act.when],
        base=f"{BASE}{code}/",
    )


def _may(request: HttpRequest, submission: Submission) -> bool:
    return any(submission.unit_id in request.scope.by_role.get(role, ()) for role in reporting_up.DECIDERS)


class AdoptForm(UiForm):
    on = forms.DateField(label="采用的日期", error_messages={"required": "请写采用的日期"})
    place = forms.URLField(label="采用后的网址", required=False, max_length=300, assume_scheme="https")


class DeclineForm(UiForm):
    because = forms.CharField(
        label="为什么没有采用", max_length=200, widget=forms.Textarea({"rows": 3}), error_messages={"required": "请写明为什么没有采用"}
    )  # fmt: skip


class _Act:
    def __init__(
        self, name: str, label: str, icon: str, form: type[UiForm], run: Any, when: tuple[str, ...], done: str
    ) -> None:
        self.name, self.label, self.icon, self.form, self.run, self.when, self.done = (
            name,
            label,
            icon,
            form,
            run,
            when,
            done,
        )


ACTS = {
    act.name: act
    for act in (
        _Act("adopt", "记为采用", "check", AdoptForm, reporting_up.adopted, (REPORTED, DECLINED), "已经记为采用。"),
        _Act("decline", "记为没有采用", "x", DeclineForm, reporting_up.declined, (REPORTED,), "已经记下。"),
    )
}


@desk(*reporting_up.DECIDERS, methods=("GET", "POST"))
def submission_act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Note that it was adopted, or was not."""
    submission, act = _submission(request, code), ACTS.get(name)
    if act is None or not _may(request, submission):
        raise Http404(name)
    back = Link(f"报送{reporting_up.name_of(submission.destination)}", f"{BASE}{code}/")
    if request.method != "POST" and submission.state not in act.when:
        messages.warning(request, reporting_up.ELSEWHERE)
        return redirect(back.url)
    form = act.form(data_of(request), initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if (
            attempt_once(request, form, lambda: act.run(submission=submission, by=by, at=at, **form.cleaned_data))
            is None
        ):
            messages.success(request, act.done)
            return redirect(back.url)
    return form_page(request, act.label, form, back=back, button=act.label, icon=act.icon)


@desk(methods=("GET", "POST"))
def report_up(request: HttpRequest, record_id: str) -> HttpResponse:
    """Report a record that stands on the site."""
    record = record_or_404(request, record_id)
    back, open_now = Link(record.title, f"/desk/r/{record.pk}/"), reporting_up.open_to(record, request.scope.actor())
    roles = request.scope.by_role
    if not any(record.unit_id in roles.get(role, ()) for role in reporting_up.REPORTERS):
        raise Http404(record_id)
    if not open_now and request.method != "POST":
        return show(request, "desk/upward/none.html", "报送", back=back)
    form = _to_form(data_of(request), open_now)
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        to = form.cleaned_data["destination"]
        if (
            attempt_once(request, form, lambda: reporting_up.report_up(record=record, destination=to, by=by, at=at))
            is None
        ):
            messages.success(request, f"已经报送{reporting_up.name_of(to)}。")
            return redirect(back.url)
    return form_page(
        request, "报送", form, back=back, button="报送", icon="send", says="报送的是网上现在这一版；撤下的，接通了的上级平台那里也跟着撤。"
    )  # fmt: skip


def _to_form(data: Any, open_now: list[reporting_up.Destination]) -> UiForm:
    class ToForm(UiForm):
        destination = forms.ChoiceField(
            label="报送到哪里", choices=[(each.code, each.name) for each in open_now], widget=Picks, error_messages={"required": "请选报送到哪里"}
        )  # fmt: skip

    return ToForm(data, initial={"destination": open_now[0].code if len(open_now) == 1 else ""})


upward_urls = [
    path("upward/", overview),
    path("upward/list/", listing),
    path("upward/<slug:code>/", submission_page),
    path("upward/<slug:code>/do/<slug:name>/", submission_act),
    path("r/<slug:record_id>/report-up/", report_up),
]
