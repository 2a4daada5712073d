"""Following a case with its number and query code: by POST only, and the same answer to a wrong code as to an unknown number.

After a right code the pages carry a sealed pass that names the case and the seat at which it was opened; it holds while that seat does,
at most half an hour. A browser that keeps a cookie is led on to pages with addresses, to which Back leads (``seat``).
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from types import ModuleType
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import localdate

from gongkai.doors import throttle
from gongkai.doors.counter import papers, rating, seat, tokens
from gongkai.doors.counter.door import View, door
from gongkai.doors.counter.story import moments_of
from gongkai.doors.edge import now
from gongkai.doors.frame import page
from gongkai.engines.site import addresses
from gongkai.ground.documents.rendering import render_now
from gongkai.ground.documents.typesetting import NotRendered
from gongkai.ground.files.serving import response
from gongkai.ground.ledger.receipts import receipt_for
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.forms import TEXT, UiForm
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import queries as units
from gongkai.kernel.cases import codes
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_code, by_reference, subjects_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.steps import Overtaken, StepRefused
from gongkai.pure import declare
from gongkai.pure.clock import ruler

PASS, PASS_MINUTES = "pass", 30
BY_NUMBER = throttle.Brake("case", free=4)
BY_NETWORK = throttle.Brake("network", free=20)

NOT_FOUND = "没有找到。请核对编号和查询码，字母不分大小写"
STALE = "这次查询已经退出，或者停得太久了，请再输一次查询码。您刚才写的内容还在。"
CUT = f"这次查询已经退出，或者停得太久了，请再输一次查询码。您写的太长，只留下了前面的{TEXT}字。"
LEFT_OPEN = "这次查询已经退出，或者停得太久了。要接着看，请再输一次查询码。"
MOVED_ON = "这件申请刚才有了新的进展。请看看最新情况，再决定要不要交"
TOO_LATE = "这一步现在不能办了，请看最新情况。"
CRUMBS = (Link("查进度", ""),)


class Ask(UiForm):
    """Number and query code. What was typed is never put into an address."""

    reference = forms.CharField(label="编号", max_length=40, help_text="登记回执上有，例如2026-0037")
    code = forms.CharField(
        label="查询码", max_length=40, help_text="提交申请时给您的12位字母和数字，例如7KQ2-M9XW-4HRD，不分大小写"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def let_in(case: Case, taken: str, at: datetime) -> str:
    """A pass for the pages of a case opened at a seat, good for half an hour from now at most."""
    return tokens.seal(PASS, {"case": case.reference, "seat": taken}, at)


def _admitted(request: HttpRequest, at: datetime) -> Case | None:
    """The case that a posted pass names, or that the address is of in a browser that has it open; None if there is no good one.
    ``request.seat`` is where it is open.
    """
    if request.method != "POST":
        taken, reference = seat.held(request), seat.opened(request, at)
    else:
        try:
            value = tokens.unseal(PASS, request.POST.get("pass", ""), at, PASS_MINUTES)
        except (tokens.Forged, tokens.Expired):
            return None
        taken, reference = value["seat"], value["case"]
    if not (reference and seat.is_live(taken, at)):
        return None
    seat.go_on(taken, at)
    request.seat = taken
    return by_reference(reference)


def _face(case: Case) -> ModuleType:
    drawer = next((each for each in declare.procedures() if each.code == case.procedure), None)
    face = drawer.face("counter") if drawer else None
    if face is None:
        raise Http404
    return face


@door("GET", "HEAD", "POST")
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, check them at the brakes' pace, and show the case."""
    at = now()
    if request.method != "POST":
        asked = _ask(request, Ask())
        return asked if seat.is_kept(request) else seat.offer(asked)
    if "pass" in request.POST:
        case = _admitted(request, at)
        return _case(request, case, at) if case else _ask_again(request)
    form = Ask(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    number, network = codes.reference_of(form.cleaned_data["reference"]), throttle.network_of(request)
    pause = max(BY_NUMBER.pause(number, network), BY_NETWORK.pause(network))
    if pause:
        form.add_error(None, f"试得太快了，请等{pause}秒再查。您填的还在。")
        return _ask(request, form, status=429)
    case = _look_up(number, form.cleaned_data["code"], network)
    if case is None:
        form.add_error(None, NOT_FOUND)
        return _ask(request, form)
    request.seat = seat.take(request, at)
    if request.POST.get("act"):
        return _act_page(request, case, at, initial=request.POST)
    return _case(request, case, at)


def _look_up(number: str, code: str, network: str) -> Case | None:
    """The case, if number and code fit. A number is slowed for the network that guesses at it: for its applicant it stays open."""
    case = by_code(number, code)
    if case is None:
        BY_NUMBER.failed(number, network)
        BY_NETWORK.failed(network)
    else:
        BY_NUMBER.succeeded(number, network)
    return case


def _ask(
    request: HttpRequest, form: Ask, note: str = "", kept: dict[str, str] | None = None, status: int = 0
) -> HttpResponse:
    kept = kept if kept is not None else _kept(request)
    return page(
        request, "counter/track.html", {"form": form, "note": note, "kept": kept}, CRUMBS, status or form.status
    )


def _ask_again(request: HttpRequest) -> HttpResponse:
    """It is not open any more: ask for the code again, and keep what was being written."""
    if not _written(request):
        return _ask(request, Ask(), note=LEFT_OPEN)
    cut = any(len(value) > TEXT for value in _written(request).values())
    return _ask(request, Ask(), note=CUT if cut else STALE, status=413 if cut else 0)


def _kept(request: HttpRequest) -> dict[str, str]:
    """An act's form that waits for the code: its name and fields, to be carried along."""
    name = request.POST.get("act", "")
    return {field: value[:TEXT] for field, value in ({"act": name} | _written(request)).items()} if name else {}


def _written(request: HttpRequest) -> dict[str, str]:
    """What was written into an act's form, as it can be read, by field."""
    ours = {"pass", "reference", "code", "act", "seen", "sure"}
    fields = request.POST.items() if request.POST.get("act") else ()
    return {name: said for name, value in fields if name not in ours and (said := legible(value))}


def _case(request: HttpRequest, case: Case, at: datetime, told: str = "") -> HttpResponse:
    if request.method == "POST" and seat.is_kept(request):
        return _lead_to(request, "case", case, at, told)
    face, today = _face(case), localdate(at)
    clock = clocks.clock_of(case.ref, face.CLOCK)
    reading = clocks.reading(clock, today) if clock else None
    card = face.track_card(case, reading, today)
    context = {
        "case": case, "unit": case.unit, "today": today, "subject": subjects_of([case])[case.ref], "card": card, "told": told,
        "ruler": ruler(clocks.events_of(clock), rules.clock_rule(clock.rule), rules.calendar(), today) if clock else None, "cell": clocks.unit_of(clock) if clock else "", "due_label": face.DUE, "begins": rules.clock_rule(clock.rule).starts_with[:2] if clock else "",
        "moments": moments_of(case, card.coming, face.told_otherwise(case, reading), face.NOUN), "acts": _acts(case), "rated": rating.given(case, today), "pass": let_in(case, request.seat, at),
        "notices": papers.notices_of(case, face.PAPERS), "wiped": vault.is_erased(case.ref), "proofs": papers.proofs_of(case), "government": units.government(),
        "noun": face.NOUN, "page_title": f"办理进度{case.reference}", "complain_url": _complain_at(case),
    }  # fmt: skip
    return page(request, "counter/case.html", context, CRUMBS)


def _complain_at(case: Case) -> str:
    """Where one complains of how a case is handled; "" of a complaint itself."""
    here = addresses.COMPLAIN
    return "" if here.split("/")[2] == case.procedure else f"{here}?unit={case.unit.code}"


def _lead_to(request: HttpRequest, page: str, case: Case, at: datetime, told: str = "", **query: str) -> HttpResponse:
    """To an address, at the browser's own seat; at the pass's if nobody sits at that one."""
    own = seat.held(request)
    return seat.lead_to(request, page, case, own if seat.is_live(own, at) else request.seat, told, **query)


def _of_case(*, addressed: bool) -> Callable[[Callable[[HttpRequest, Case, datetime], HttpResponse]], View]:
    """A view of a case that is let in to; who comes by a link or bookmark without it open is asked for number and code first.
    ``addressed``: with an address of its own, in a browser that has the case open.
    """

    def dress(view: Callable[[HttpRequest, Case, datetime], HttpResponse]) -> View:
        @wraps(view)
        def opened(request: HttpRequest) -> HttpResponse:
            at, posted = now(), request.method == "POST"
            if not posted and not (addressed and seat.is_kept(request) and "k" in request.GET):
                return HttpResponseRedirect(addresses.TRACK)
            case = _admitted(request, at)
            if case is None:
                return _ask_again(request)
            return view(request, case, at)

        return opened

    return dress


@door("GET", "HEAD", "POST")
@_of_case(addressed=True)
def progress(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """Where the case is, at an address to which Back leads."""
    return _case(request, case, at, "" if request.method == "POST" else seat.told_once(request))


@door("GET", "HEAD", "POST")
def leave(request: HttpRequest) -> HttpResponse:
    """Close what is open, in all tabs: after this neither Back nor a page that still stands shows anything of it."""
    gone = HttpResponseRedirect(addresses.TRACK)
    if request.method != "POST":
        return gone
    for taken in filter(None, {seat.held(request), _seat_of_pass(request)}):
        seat.leave(taken)
    return seat.forget_pages(seat.offer(gone))


def _seat_of_pass(request: HttpRequest) -> str:
    try:
        return tokens.unseal(PASS, request.POST.get("pass", ""), now(), PASS_MINUTES)["seat"]
    except tokens.Expired as late:
        return late.value["seat"]
    except tokens.Forged:
        return ""


@door("GET", "HEAD", "POST")
@_of_case(addressed=True)
def act(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """An applicant's own act: first its page, then, once it holds, the act itself."""
    if "sure" not in request.POST:
        return _act_page(request, case, at)
    chosen = _chosen(case, request.POST.get("act", ""))
    if chosen is None:
        return _too_late(request, case, at)
    form = chosen.form(request.POST)
    if not form.is_valid():
        return _act_page(request, case, at, form=form)
    seen = request.POST.get("seen", "")
    try:
        chosen.do(case, form.cleaned_data, int(seen) if seen.isdecimal() and len(seen) < 10 else None, at)
    except StepRefused as refusal:
        case.refresh_from_db()
        if told := _acted(request, case):
            return _case(request, case, at, told=told)
        # The kernel speaks to staff of whoever was quicker; to an applicant it is their case that has moved.
        form.refuse(MOVED_ON if isinstance(refusal, Overtaken) else str(refusal), refusal.field)
        return _act_page(request, case, at, form=form)
    case.refresh_from_db()
    return _case(request, case, at, told=chosen.done)


def _chosen(case: Case, name: str) -> Any | None:
    return next((each for each in _acts(case) if each.name == name), None)


def _acts(case: Case) -> tuple[Any, ...]:
    """What the applicant may do now: what the drawer offers, and rating what is done."""
    return (*_face(case).acts(case), *rating.acts(case))


def _acted(request: HttpRequest, case: Case) -> str:
    """What is said of this very act, if the same form has been taken already: one sent twice is not refused. Else ""."""
    name = request.POST.get("act", "")
    return _face(case).acted(case, name, request.POST) or rating.acted(case, name, request.POST.get("grade", ""))


def _act_page(
    request: HttpRequest, case: Case, at: datetime, form: UiForm | None = None, initial: dict[str, str] | None = None
) -> HttpResponse:
    name = (request.POST if request.method == "POST" else request.GET).get("act", "")
    chosen = _chosen(case, name)
    if chosen is None:
        return _too_late(request, case, at)
    if request.method == "POST" and form is None and initial is None and seat.is_kept(request):
        return _lead_to(request, "act", case, at, act=name)
    typed = {name: initial[name] for name in chosen.form.base_fields if name in initial} if initial else None
    context = {
        "case": case,
        "act": chosen,
        "form": form or chosen.form(initial=typed),
        "pass": let_in(case, request.seat, at),
    }
    return page(
        request,
        "counter/act.html",
        context | {"page_title": f"{chosen.label}_{case.reference}"},
        (Link(chosen.label, ""),),
        form.status if form else 200,
    )


def _too_late(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """An act that the case does not wait for any more: said on its page, or, where something was written for it, beside that."""
    told, written = _acted(request, case), _written(request)
    if told or not written:
        return _case(request, case, at, told=told or TOO_LATE)
    context = {
        "case": case, "unit": case.unit, "texts": [value[:TEXT] for value in written.values()],
        "cut": any(len(value) > TEXT for value in written.values()), "most": TEXT, "pass": let_in(case, request.seat, at),
        "page_title": f"{TOO_LATE}_{case.reference}",
    }  # fmt: skip
    return page(request, "counter/late.html", context, CRUMBS)


@door("GET", "HEAD", "POST")
@_of_case(addressed=True)
def paper(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """A notice of the case, to read, or as PDF. In an address it is known by its place among them."""
    listed = papers.notices_of(case, _face(case).PAPERS)
    if request.method == "POST":
        found = (place for place, each in enumerate(listed) if each.number == request.POST.get("number", ""))
    else:
        found = (place for place in range(len(listed)) if str(place) == request.GET.get("n"))
    place = next(found, None)
    if place is None:
        raise Http404
    notice = listed[place]
    if "pdf" in request.POST:
        return _pdf(request, case, notice, at)
    if request.method == "POST" and seat.is_kept(request):
        return _lead_to(request, "paper", case, at, n=str(place))
    _opened(case, notice, at)
    context = {"case": case, "notice": notice, "data": papers.text_of(notice), "pass": let_in(case, request.seat, at)}
    return page(request, "counter/paper.html", context | {"page_title": notice.title}, (Link(notice.title, ""),))


def _pdf(request: HttpRequest, case: Case, notice: papers.Paper, at: datetime) -> HttpResponse:
    try:
        made = render_now(notice.row, at)
    except NotRendered:
        made = None
    if made is None and vault.is_erased(case.ref):
        return _case(request, case, at, told="申请人的信息已经清除，这份文书再也打不开，不能下载了。")
    if made is None:
        return _case(request, case, at, told="这份文书的PDF现在还取不到，请先在网页上看，过几分钟再来下载。")
    _opened(case, notice, at)
    return papers.attachment(made, f"{notice.number}.pdf", "application/pdf")


def _opened(case: Case, notice: papers.Paper, at: datetime) -> None:
    """Let the drawer know that the applicant has a paper before them."""
    if told := getattr(_face(case), "opened", None):
        told(case=case, notice=notice.row, at=at)


@door("GET", "HEAD", "POST")
@_of_case(addressed=False)
def enclosure(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """A file that went out with a notice of the case."""
    notice = papers.notice_of(case, _face(case).PAPERS, request.POST.get("number", ""))
    wanted = next((e for e in notice.enclosed if str(e.place) == request.POST.get("place")), None) if notice else None
    if wanted is None:
        raise Http404
    _opened(case, notice, at)
    return response(wanted.file, request)


@door("GET", "HEAD", "POST")
@_of_case(addressed=False)
def proof(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    """The receipt of one of the case's facts from the public log, with its opening: for the applicant alone."""
    wanted = next((each for each in papers.proofs_of(case) if str(each.idx) == request.POST.get("idx")), None)
    if wanted is None:
        raise Http404
    made = receipt_for(wanted.idx, opening=True)
    if made is None:
        return _case(request, case, at, told="凭证还在生成，请过一分钟再来取。")
    return papers.attachment(made, f"{case.reference}-{wanted.idx}.tlog-proof", "application/octet-stream")


def receipt_number(case: Case) -> str:
    """The number of the notice that confirms the registration; "" if none was issued."""
    found = papers.notices_of(case, frozenset({_face(case).RECEIPT}))
    return found[0].number if found else ""
