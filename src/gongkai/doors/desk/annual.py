"""Annual reports on the desk: which are there and which are late; and the desk of one, where its figures are looked after beside its text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe

from gongkai.doors.desk import contributions, record_acts, remarks
from gongkai.doors.desk.acting import number
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.opened import heads_of, lines_of
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.reports import FIRST_YEAR
from gongkai.doors.desk.shell import show
from gongkai.engines.exchange import accounts
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import annual, outlines, reports, signing
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.chapters import with_origins
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, Counted, Counting, changes, named, of, offers, subject
from gongkai.engines.reporting.fill import records_began
from gongkai.engines.site.addresses import record as record_page_url
from gongkai.ground.documents.office_fonts import BadFont
from gongkai.ground.ui import grids
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.drafting.outlining import LOADERS
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import circulating, course
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import with_figures
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.kernel.statements import queries as statements
from gongkai.pure import declare
from gongkai.pure.declare import Role

BASE = "/desk/annual/"
PAGE = 100
ORDER = {"red": 0, "yellow": 1, "green": 2, "paused": 3, "done": 4}
WARNED = 20
"""From so many days before the last one on the light is yellow."""


@dataclass(frozen=True)
class Line:
    """A unit that owes a report: where it stands."""

    unit: Unit
    name: str
    whole: bool
    light: str
    words: str
    url: str = ""
    state: str = ""
    published_on: date | None = None
    begin_url: str = ""
    outlines: tuple[tuple[str, str], ...] = ()


def url_of(record: Record, rest: str = "") -> str:
    return f"{BASE}r/{record.pk}/{rest}"


def _years(request: HttpRequest) -> list[int]:
    """The years that are over, the latest first."""
    last = request.today.year - 1
    return list(range(last, max(min(records_began() or last, last), FIRST_YEAR) - 1, -1))


@desk()
def chooser(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("year", "")
    return redirect(f"{BASE}{asked if asked.isdecimal() and len(asked) == 4 else request.today.year - 1}/")


@desk()
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """The units that owe a report of the year and that this person works for or oversees."""
    if year not in _years(request):
        raise Http404
    owing = [each for each in signing.owing(year) if _seen(request, each)]
    found = reports.of_year(records.visible_to(request.scope), year)
    request.outlines = drafting.outlines()
    lines = [_line(request, each, year, False, found.get((each.pk, False))) for each in owing]
    made_by = annual.maker()
    if made_by and _seen(request, made_by):
        lines.append(_line(request, made_by, year, True, found.get((made_by.pk, True))))
    return show(
        request,
        "desk/annual/overview.html",
        "年度报告",
        year=year,
        years=[("", [(str(each), f"{each}年") for each in _years(request)])],
        lines=sorted(lines, key=lambda line: (not line.whole, ORDER[line.light])),
        out=sum(bool(line.published_on) for line in lines),
        loads=request.scope.has(*LOADERS),
        units_due=date(year + 1, 1, 31),
        county_due=date(year + 1, 3, 31),
    )


def _seen(request: HttpRequest, unit: Unit) -> bool:
    scope = request.scope
    return scope.whole or unit.pk in scope.units or unit.pk in scope.overseen


def _line(
    request: HttpRequest, unit: Unit, year: int, whole: bool, found: tuple[Record, dict[str, Any]] | None
) -> Line:
    covers = GOVERNMENT if whole else OWN
    light, words = _light(covers, year, found[0] if found else None, request.today)
    told = {"unit": unit, "name": subject(unit, covers).name, "whole": whole, "light": light, "words": words}
    if found:
        record = found[0]
        state = STATES[record.state].label
        return Line(**told, url=url_of(record), state=state, published_on=record.published_on)
    may = request.scope.actor().holds(Role.EDITOR, unit.pk)
    if not may:
        return Line(**told)
    offered = tuple((each.key, each.name) for each in outlines.fitting(unit, request.outlines, request.today))
    return Line(**told, begin_url=f"{BASE}{year}/{unit.code}/begin", outlines=offered)


def _light(covers: str, year: int, record: Record | None, today: date) -> tuple[str, str]:
    due = annual.due_on(year, covers)
    if record and record.published_on:
        late = (record.published_on - due).days
        return "done", f"迟了{late}天公开" if late > 0 else "已公开"
    left = (due - today).days
    if left < 0:
        return "red", f"逾期{-left}天"
    return ("yellow" if left < WARNED else "green"), f"还有{left}天"


@desk(Role.EDITOR, methods=("POST",))
def begin(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Begin a unit's report of a year, with the figures as they are now."""
    found = unit_by_code(unit)
    if found is None or not request.scope.actor().holds(Role.EDITOR, found.pk) or year not in _years(request):
        raise Http404
    covers = GOVERNMENT if request.POST.get("covers") == GOVERNMENT else OWN
    if covers == GOVERNMENT and found != annual.maker():
        raise Http404
    key = request.POST.get("outline", "")
    outline = outlines.chosen(key, found, request.today) if key else None
    if key and outline is None:
        messages.warning(request, "选的提纲已经停用，或者里面的指标变了，请另选一份。")
        return redirect(f"{BASE}{year}/")
    try:
        record = reports.begin(
            unit=found,
            year=year,
            covers=covers,
            size=counted(),
            by=request.scope.actor(),
            at=request.at,
            outline=outline,
        )
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{BASE}{year}/")
    messages.success(request, "已经按提纲起草，表和数都从台账里取好了。接着写文字。")
    return redirect(url_of(record))


def _report(request: HttpRequest, record_id: str) -> tuple[Record, dict[str, Any]]:
    """An account that this person may see, and what it says now; 404 for any other record."""
    record = record_or_404(request, record_id)
    if not declare.kind(record.kind).account:
        raise Http404
    return record, records.version_of(record).values()


@desk()
def report_page(request: HttpRequest, record_id: str) -> HttpResponse:
    """A report as it is read, and beside it what does not hold, what is to be written, and what has changed since it was counted."""
    record, content = _report(request, record_id)
    kind, size = declare.kind(record.kind), counted()
    may = record_acts.may_edit(record, request.scope)
    anew = reports.recounted(record, content, size, request.today) if content.get("size") else content
    beside = _of_year(request, record, content, size) if kind.spans == "year" else _of_period(request, record, content)
    given, where = contributions.beside(request, record, content)
    said = remarks.beside(request, record, content)
    text = _text(record, content | {"body": with_origins(content["body"] or "", where)})
    wrong, unexplained = kind.wrong(content), set(course.still_needs(record.kind, content, record))
    return show(
        request,
        "desk/annual/report.html",
        content["title"],
        record=record,
        content=content,
        state=STATES[record.state].label,
        may_edit=may,
        text=mark_safe(remarks.marked(text, said["remarks"])),
        wrong=[(each, each in unexplained) for each in wrong],
        unexplained=len(unexplained),
        unwritten=annual.unwritten(content),
        changed=changes(kind, content, anew),
        offers=offers(content, of(content, record.unit)) if may and content.get("size") else [],
        size=size,
        url=url_of(record),
        forms=[(form, label) for form, (label, _) in accounts.TYPES.items()],
        site_url=record_page_url(record.pk) if record.live else "",
        **beside,
        **given,
        **said,
    )


def _of_year(request: HttpRequest, record: Record, content: dict[str, Any], size: int) -> dict[str, Any]:
    """What stands beside an annual report alone: its day, last year's, who has confirmed, the year's key points."""
    year, covers = int(content["year"]), content.get("covers") or OWN
    last = reports.of_year(records.visible_to(request.scope).filter(unit=record.unit), year - 1)
    light, words = _light(covers, year, record, request.today)
    points = Counting(record.unit, str(year), covers, size).value("keypoints.due")
    return {
        "back": Link(f"{year}年度报告", f"{BASE}{year}/"),
        "light": light,
        "words": words,
        "last": _last(last.get(reports.key_of(record, content))),
        "signed": _signed(content, year),
        "points": points if record_acts.may_edit(record, request.scope) else 0,
    }


def _of_period(request: HttpRequest, record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """What stands beside a bulletin alone: whom it was sent to, and who can send it."""
    sends = request.scope.actor().holds_any(circulating.SENDERS, record.unit_id)
    return {
        "back": Link("情况通报", "/desk/bulletins/"),
        "round": True,
        "sent_to": circulating.sent_to(record),
        "sends_url": f"/desk/bulletins/{record.pk}/send-round" if sends and content.get("covers") == GOVERNMENT else "",
    }


def _text(record: Record, content: dict[str, Any]) -> SafeString:
    """The report as it is read; each figure leads to what it counts."""

    def shown(token: str, written: str) -> str:
        return f'<a class="fig" href="{url_of(record)}f/{token}/" title="{named(token)}">{written}</a>'

    text = with_figures(declare.kind(record.kind).text(content), shown)
    return mark_safe(grids.scrolling(text))


def _last(found: tuple[Record, dict[str, Any]] | None) -> dict[str, Any] | None:
    """Last year's report, to be read beside."""
    if found is None:
        return None
    record, content = found
    return {"title": content["title"], "url": url_of(record), "text": _text(record, content)}


def _signed(content: dict[str, Any], year: int) -> dict[str, Any] | None:
    """Of the government's report: how many of its units have confirmed their own figures."""
    if content.get("covers") != GOVERNMENT:
        return None
    owing = signing.owing(year)
    held = statements.in_force([each.pk for each in owing], year)
    return {
        "signed": len(held),
        "of": len(owing),
        "missing": [each.short_name for each in owing if each.pk not in held],
    }


@desk()
def figure(request: HttpRequest, record_id: str, token: str) -> HttpResponse:
    """What a figure of a report counts, as counted for it."""
    record, content = _report(request, record_id)
    try:
        figures = of(content, record.unit)
        measure, found = figures.rows(token)
    except LookupError:
        raise Http404 from None
    count, after = found.count(), request.GET.get("from", "")
    start, url = int(after) if after.isdecimal() and len(after) < 9 else 0, f"{url_of(record)}f/{token}/"
    return show(
        request,
        "desk/annual/figure.html",
        named(token),
        back=Link(content["title"], url_of(record)),
        measure=measure,
        figure=figures.value(token),
        taken=figures.taken(token),
        size=content.get("size"),
        heads=heads_of(found),
        lines=lines_of(request, list(found[start : start + PAGE])),
        shown=f"第{start + 1}—{min(start + PAGE, count)}行，共{count}行" if count > PAGE else "",
        older_url=f"{url}?from={start + PAGE}" if start + PAGE < count else "",
        newer_url=f"{url}?from={max(start - PAGE, 0)}" if start else "",
    )


@desk(Role.EDITOR, methods=("POST",))
def count_anew(request: HttpRequest, record_id: str) -> HttpResponse:
    """Write the draft's figures as they are now."""
    record, content = _report(request, record_id)
    return _written(
        request, record, content, reports.count_anew, "表和正文里的数都按现在的台账重新取了，存成新的一版。"
    )


@desk(Role.EDITOR, methods=("POST",))
def key_points(request: HttpRequest, record_id: str) -> HttpResponse:
    """Write the draft's chapter on the year's key points as they stand now."""
    record, content = _report(request, record_id)
    if record.kind != annual.kind().code:
        raise Http404
    told = "“工作要点落实情况”按现在的情况写好了，数也重新取了，存成新的一版。"
    return _written(request, record, content, reports.write_key_points, told)


def _written(
    request: HttpRequest, record: Record, content: dict[str, Any], write: Callable[..., object], told: str
) -> HttpResponse:
    """Write a draft's figures as they are now, and say so, or why not."""
    who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
    try:
        write(record=record, content=content, size=counted(), **who)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect(url_of(record))


@desk(Role.EDITOR, methods=("POST",))
def take_up(request: HttpRequest, record_id: str) -> HttpResponse:
    """Make a typed number the figure that the system counts."""
    record, content = _report(request, record_id)
    who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
    place, _, token = request.POST.get("which", "").partition(":")
    try:
        reports.take_up(record=record, content=content, place=number(place) or 0, token=token, **who)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"已经换成系统的数：{named(token)}。以后重新取数，它也跟着变。")
    return redirect(url_of(record))


@desk(methods=("POST",))
def out(request: HttpRequest, record_id: str) -> HttpResponse:
    """The report as a file; taking it out is a fact."""
    record, content = _report(request, record_id)
    form = request.POST.get("format") or "docx"
    if form not in accounts.TYPES:
        raise Http404
    try:
        made = accounts.written(form, declare.kind(record.kind), content)
    except BadFont as refusal:
        messages.warning(request, f"{refusal}。这要管服务器的人来办；Word和网页现在就能带走。")
        return redirect(url_of(record))
    export(what=f"{record.kind}/{record.pk}/{form}", count=1, by=request.scope.actor(), at=request.at)
    response = HttpResponse(made, content_type=accounts.TYPES[form][1])
    response["Content-Disposition"] = content_disposition_header(True, f"{content['title']}.{form}")
    response["Cache-Control"] = "no-store"
    return response


def offered(record: Record, content: dict[str, Any]) -> list[Counted]:
    """The figures that can be put into a report's text, those that are known."""
    return [each for each in of(content, record.unit).offered() if each.value is not None]


annual_urls = [
    path("annual/", chooser),
    path("annual/<int:year>/", overview),
    path("annual/<int:year>/<slug:unit>/begin", begin),
    path("annual/r/<slug:record_id>/", report_page),
    path("annual/r/<slug:record_id>/count-anew", count_anew),
    path("annual/r/<slug:record_id>/key-points", key_points),
    path("annual/r/<slug:record_id>/take-up", take_up),
    path("annual/r/<slug:record_id>/out", out),
    path("annual/r/<slug:record_id>/f/<str:token>/", figure),
]
