"""网站监测 on the desk: how the last look at a site came out, what was found with its evidence, given to units and looked at again; the quarter."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header

from gongkai.doors.desk.acting import attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.supervision import start_of
from gongkai.engines.monitoring import actions, queries
from gongkai.engines.monitoring.actions import AT_ONCE, OWN_NAME
from gongkai.engines.monitoring.judging import TROUBLES, WORDS
from gongkai.engines.monitoring.models import GONE, OPEN, STATES, Fault
from gongkai.engines.monitoring.summary import quarter, quarter_of
from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit, units_for
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.kernel.oversight.findings import LONGEST, LONGEST_TERM, USUAL
from gongkai.kernel.oversight.models import SUGGEST
from gongkai.pure.monitor.admitting import LEFT
from gongkai.pure.monitor.indicators import INDICATORS, PARTS, VETO

BASE = "/desk/monitor/"
PAGE, OWN_MOST = 50, 5000
LABELS = {code: each.label for code, each in INDICATORS.items()}
ROOMS = ((BASE, "查到的问题"), (f"{BASE}quarter/", "季度情况"))
USUAL_TEXT = "网站监测发现下面的问题，请改正后回复改了哪里。"


def _rooms(request: HttpRequest) -> list[dict[str, Any]]:
    return [{"label": label, "url": url, "current": request.path == url} for url, label in ROOMS]


def _url(place: str = "", **named: str) -> str:
    told = {name: value for name, value in named.items() if value}
    return f"{BASE}{place}?{urlencode(told)}" if told else f"{BASE}{place}"


@desk(*OVERSEERS)
def overview(request: HttpRequest) -> HttpResponse:
    """What stands on a site (``?site``, the own one else) by indicator; ``?indicator``, ``?state``, ``?from``."""
    sites = queries.sites()
    site = request.GET.get("site", "")
    if site and site not in sites:
        raise Http404
    indicator, state = asked(request, "indicator", INDICATORS), asked(request, "state", dict(STATES)) or OPEN
    counts = queries.by_indicator(queries.listed(request.scope, site=site, state=state))
    found, start = queries.listed(request.scope, site=site, indicator=indicator, state=state), start_of(request)
    page = list(found[start : start + PAGE + 1])
    named = {"site": site, "indicator": indicator, "state": state if state != OPEN else ""}
    runs = queries.runs(10, site)
    now = next((each for each in runs if each.finished_at is None), None)
    ended = [each for each in runs if each.finished_at]
    chips = [("全部", _url(**named | {"indicator": ""}), not indicator, sum(counts.values()))]
    chips += [
        (LABELS[code], _url(**named | {"indicator": code}), code == indicator, counts[code]) for code in INDICATORS if counts[code]
    ]  # fmt: skip
    return show(
        request,
        "desk/monitor/overview.html",
        "网站监测",
        rooms=_rooms(request),
        site_chips=[(each or OWN_NAME, _url(site=each), each == site) for each in sorted({"", *sites})],
        chips=chips,
        states=[(label, _url(**named | {"state": key if key != OPEN else ""}), key == state) for key, label in STATES],
        lines=[_line(each) for each in page[:PAGE]],
        now=now,
        progress=queries.progress(now) if now else None,
        last=ended[0] if ended else None,
        left=[(LEFT[why], n) for why, n in sorted(ended[0].left.items())] if ended else [],
        runs=ended,
        may_begin=not site and now is None and request.scope.actor().holds_any(OVERSEERS, root_unit().pk),
        open=state == OPEN,
        older_url=_url(**named, **{"from": str(start + PAGE)}) if len(page) > PAGE else "",
        newer_url=_url(**named) if start else "",
    )


def _line(fault: Fault) -> dict[str, Any]:
    return {
        "fault": fault,
        "label": fault.of.label,
        "veto": fault.of.part == VETO,
        "url": f"{BASE}f/{fault.code}/",
        "unit": fault.unit.short_name if fault.unit else "",
    }


@desk(*OVERSEERS, methods=("POST",))
def begin(request: HttpRequest) -> HttpResponse:
    """Have the own site looked at; the worker does it."""
    try:
        actions.begin(site="", start="/", most=OWN_MOST, by=request.scope.actor(), at=request.at)
        messages.success(request, "开始查了，在后台一点一点地查，查完这里会有结果。")
    except NotAllowed:
        raise Http404 from None
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(BASE)


def _chosen(request: HttpRequest) -> list[Fault]:
    """The things somebody ticked that they may see."""
    sent = request.POST if request.method == "POST" else request.GET
    codes = sent.getlist("f")[: AT_ONCE + 1]
    return (
        list(queries.visible_to(request.scope).filter(pk__in=codes).order_by("indicator", "page", "code"))
        if codes
        else []
    )


@desk(*OVERSEERS, methods=("POST",))
def again(request: HttpRequest) -> HttpResponse:
    """Have what was ticked looked at again."""
    found = _chosen(request)
    back = (
        f"{BASE}f/{found[0].code}/"
        if len(found) == 1 and "one" in request.POST
        else _url(site=found[0].site if found else "")
    )
    try:
        actions.ask_again(faults=found, by=request.scope.actor(), at=request.at)
        messages.success(request, f"{len(found)}处已经排上，一会儿就再查，查过刷新就看得到。")
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(back)


class AssignForm(UiForm):
    faults = forms.MultipleChoiceField(
        label="哪几处", widget=Ticks(), required=True, error_messages={"required": "请选一处问题"}
    )
    unit = forms.ChoiceField(label="派给哪个单位")
    text = forms.CharField(
        label="要单位做什么",
        max_length=LONGEST - 1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="选中的每一处会写在后面，不用再抄",
    )
    days = forms.IntegerField(
        label="几个工作日里回复", min_value=1, max_value=LONGEST_TERM, help_text=f"最多{LONGEST_TERM}个",
        widget=forms.TextInput({"inputmode": "numeric", "class": "input--s"}),
    )  # fmt: skip

    def __init__(self, faults: list[Fault], units: list[Unit], data: Any = None) -> None:
        mine = {each.unit.code for each in faults if each.unit}
        starts = {"faults": [each.code for each in faults], "text": USUAL_TEXT, "days": USUAL[SUGGEST]}
        super().__init__(data, initial=starts | ({"unit": mine.pop()} if len(mine) == 1 else {}))
        self.fields["faults"].choices = [(each.code, f"{each.of.label}：{each.page} {each.place}") for each in faults]
        self.fields["unit"].choices = [("", "请选一项"), *((each.code, each.short_name) for each in units)]


@desk(*OVERSEERS, methods=("GET", "POST"))
def assign(request: HttpRequest) -> HttpResponse:
    """Give what was ticked (``?f``, codes) to a unit, by a rectification suggestion."""
    codes = [*request.GET.getlist("f"), *request.POST.getlist("faults")][: 2 * AT_ONCE]
    shown = queries.visible_to(request.scope).filter(pk__in=codes, state=OPEN, finding="") if codes else []
    found = sorted(shown, key=lambda each: (each.indicator, each.page, each.code))
    if not found and request.method != "POST":
        messages.warning(request, "请先勾选要派的问题；已经派过的、已经消除的不用再派。")
        return redirect(BASE)
    watched = units_for(request.scope, *OVERSEERS)
    office = next((each for each in watched if each.pk == request.scope.home_unit), None) or root_unit()
    units = [each for each in watched if each.pk != office.pk]
    form = AssignForm(found, units, data_of(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        these = [each for each in found if each.code in told["faults"]]
        unit = next(each for each in units if each.code == told["unit"])
        said = {
            "text": f"{told['text'].strip()}\n{_listed(these)}",
            "days": told["days"],
            "unit": unit,
            "office": office,
        }
        by = {"by": request.scope.actor(), "at": request.at}
        if attempt_once(request, form, lambda: actions.assign(faults=these, **said, **by)) is None:
            messages.success(request, f"{len(these)}处已经派给{unit.short_name}，在“说明和整改”里看回复。")
            return redirect(_url(site=these[0].site))
    return form_page(
        request, "派给单位整改", form, back=Link("网站监测", BASE), button="派给单位", icon="send",
        says="发一份整改建议书，排在对方“我的办件”的最上面。改好了再查一遍，没有了就自己消除。",
    )  # fmt: skip


def _listed(faults: list[Fault]) -> str:
    return "\n".join(
        f"{n}. {each.of.label}：{each.site}{each.page} {each.place}{f'（{each.target}）' if each.target else ''}。{each.of.advice}。"
        for n, each in enumerate(faults, start=1)
    )


def _fault(request: HttpRequest, code: str) -> Fault:
    found = queries.get_visible(request.scope, code)
    if found is None:
        raise Http404
    return found


@desk(*OVERSEERS)
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One thing that was found: where, when, its evidence, what became of it."""
    fault = _fault(request, code)
    trouble = TROUBLES.get(fault.trouble, "")
    status = f"{fault.status}{WORDS.get(fault.status, '')}" if fault.status not in (0, 200) else ""
    return show(
        request,
        "desk/monitor/fault.html",
        fault.of.label,
        back=Link("网站监测", _url(site=fault.site)),
        fault=fault,
        part=PARTS[fault.of.part],
        answer="，".join(filter(None, (status, trouble))),
        where=fault.site or OWN_NAME,
        links=not fault.site,
        has_page=queries.snapshot(fault.digest) is not None,
        gone=fault.state == GONE,
        base=f"{BASE}f/{fault.code}/",
        assign_url=_url("assign/", f=fault.code),
    )


@desk(*OVERSEERS)
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """The page as it was, as a text to keep: opened here it would be somebody else's page on the desk."""
    kept = queries.snapshot(_fault(request, code).digest)
    if kept is None:
        raise Http404
    response = HttpResponse(kept.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, f"{kept.digest[:16]}.html.txt")
    response["Cache-Control"] = "no-store"
    return response


@desk(*OVERSEERS)
def quarterly(request: HttpRequest) -> HttpResponse:
    """A quarter of a site: its runs, what was found and what is gone, by indicator and unit (``?q`` as 2026-1, ``?site``)."""
    if not request.scope.whole:
        raise Http404
    sites = sorted({"", *queries.sites()})
    site = request.GET.get("site", "")
    if site not in sites:
        raise Http404
    quarters = _quarters(request)
    asked_for = asked(request, "q", {key: key for key, _ in quarters}) or quarters[0][0]
    year, number = map(int, asked_for.split("-"))
    told = quarter(year, number, site)
    return show(
        request,
        "desk/monitor/quarter.html",
        f"{year}年第{'一二三四'[number - 1]}季度网站监测情况",
        rooms=_rooms(request),
        site_chips=[(each or OWN_NAME, _url("quarter/", site=each, q=asked_for), each == site) for each in sites],
        quarters=[(label, _url("quarter/", site=site, q=key), key == asked_for) for key, label in quarters],
        told=told,
        where=site or OWN_NAME,
        by_unit=[(each.of.short_name if each.of else "没有对应的单位", each) for each in told.by_unit],
    )


def _quarters(request: HttpRequest) -> list[tuple[str, str]]:
    """The last four, the present one first."""
    year, number = quarter_of(request.today)
    found = []
    for _ in range(4):
        found.append((f"{year}-{number}", f"{year}年第{'一二三四'[number - 1]}季度"))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return found


monitor_urls = [
    path("monitor/", overview),
    path("monitor/begin", begin),
    path("monitor/again", again),
    path("monitor/assign/", assign),
    path("monitor/quarter/", quarterly),
    path("monitor/f/<slug:code>/", page),
    path("monitor/f/<slug:code>/page", evidence),
]
