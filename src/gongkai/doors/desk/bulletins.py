"""Bulletins on the desk: which there are, begun for a unit and a quarter or month, sent round to the units; their own page is that of every account."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.annual import url_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.shell import show
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import annual, bulletins, reports
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, subject
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import circulating
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role
from gongkai.pure.declare.accounts import before, said

BASE = "/desk/bulletins/"
QUARTERS, MONTHS = 6, 12
PAGE = 100


@dataclass(frozen=True)
class Line:
    """A bulletin in the list: of which period, whose; where it stands, and whether it was sent round."""

    record: Record
    title: str
    period: str
    state: str
    sent_on: date | None

    @property
    def url(self) -> str:
        return url_of(self.record)


def periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The quarters and months that have begun, the latest first."""
    quarter, month = f"{today.year}-Q{(today.month - 1) // 3 + 1}", f"{today:%Y-%m}"
    groups = []
    for label, first, most in (("季度", quarter, QUARTERS), ("月份", month, MONTHS)):
        found = [first]
        while len(found) < most:
            found.append(before(found[-1]))
        groups.append((label, [(each, said(each)) for each in found]))
    return groups


@desk()
def overview(request: HttpRequest) -> HttpResponse:
    """The bulletins that this person may see, the latest period first."""
    visible = records.visible_to(request.scope).filter(kind=bulletins.kind().code).exclude(state__in=reports.GONE)
    found = list(visible.order_by("-formed_on", "-pk")[:PAGE])
    told, sent = reports.contents(found), circulating.sent_on([each.ref for each in found])
    lines = [
        Line(each, each.title, said(told[each.pk]["period"]), _state(each, each.ref in sent), sent.get(each.ref))
        for each in found
        if told[each.pk].get("period")
    ]
    return show(
        request, "desk/annual/bulletins.html", "情况通报", lines=lines, may=bool(_subjects(request)), subjects=_subjects(request),
        periods=periods(request.today), latest=before(periods(request.today)[0][1][0][0]), begin_url=f"{BASE}begin",
    )  # fmt: skip


def _state(record: Record, sent: bool) -> str:
    return "已发各单位" if sent and record.state == RecordFlow.DRAFT.code else STATES[record.state].label


def _subjects(request: HttpRequest) -> list[tuple[str, str]]:
    """Of whom this person can begin a bulletin: the government, where their unit compiles for it, and their units."""
    mine, maker = units_for(request.scope, Role.EDITOR), annual.maker()
    whole = [(f"{maker.code}/{GOVERNMENT}", subject(maker, GOVERNMENT).short_name)] if maker in mine else []
    return whole + [(f"{each.code}/{OWN}", each.short_name) for each in mine]


@desk(Role.EDITOR, methods=("POST",))
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a bulletin, with the figures as they are now."""
    of_whom, period = request.POST.get("subject", ""), request.POST.get("period", "")
    code, _, covers = of_whom.partition("/")
    unit = _editing(request, code)
    offered = {each for _, group in periods(request.today) for each, _ in group}
    if of_whom not in dict(_subjects(request)) or period not in offered:
        raise Http404
    who: dict[str, Any] = {"by": request.scope.actor(), "at": request.at}
    try:
        record = reports.begin_bulletin(unit=unit, period=period, covers=covers, size=counted(), **who)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(BASE)
    messages.success(request, "已经起草，数和表都从台账里取好了。接着写文字。")
    return redirect(url_of(record))


def _editing(request: HttpRequest, code: str) -> Unit | None:
    return next((each for each in units_for(request.scope, Role.EDITOR) if each.code == code), None)


@desk(*circulating.SENDERS, methods=("POST",))
def send_round(request: HttpRequest, record_id: str) -> HttpResponse:
    """Let all units read a bulletin that is not public."""
    record = record_or_404(request, record_id)
    if record.kind != bulletins.kind().code or not request.scope.actor().holds_any(circulating.SENDERS, record.unit_id):
        raise Http404
    try:
        sent = circulating.circulate(record=record, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"已经发给{len(sent)}个单位，在“情况通报”里看得到，不上网站。")
    return redirect(url_of(record))


bulletin_urls = [
    path("bulletins/", overview),
    path("bulletins/begin", begin),
    path("bulletins/<slug:record_id>/send-round", send_round),
]
