"""Asking, one thing a page. All that was typed travels in one sealed hidden field; nothing is kept before it is sent, unless its writer lays it by."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from types import ModuleType
from typing import Any

from django import forms
from django.forms import Textarea
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.doors import throttle
from gongkai.doors.counter import already, seat, tokens, track
from gongkai.doors.counter.door import door
from gongkai.doors.edge import now
from gongkai.doors.frame import page
from gongkai.engines.site import addresses
from gongkai.ground.files import laid_by
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.shell import Link
from gongkai.kernel.cases import codes
from gongkai.kernel.cases.codes import new_code
from gongkai.kernel.cases.queries import by_token
from gongkai.pure import declare

DRAFT, DRAFT_MINUTES = "application", 6 * 60
"""An older draft is looked at once more before it is sent, but never thrown away: the page that holds it shows as much."""
LONGEST_PAGE = 6000
"""Signs of one page that a draft carries; more is not taken along, but shown again with what is too long."""
CHECK = "check"
LATER = "later"
SENDING = throttle.Brake("sending", free=60, window=3600)
"""Whoever floods us comes to a halt; a hall whose visitors share one address sends fewer in an hour, and beyond that waits for seconds."""
LAYING_BY = throttle.Brake("laying-by", free=30, window=600)
RESUMING = throttle.Brake("resuming", free=20)
NOT_LAID = "没有找到。请核对这个码；存了超过15天的、已经提交的，都清除了"
GOES_ON = "这是您以前存的，接着填就行。"
KEPT_BY_THE_BROWSER = "private, no-cache"
"""Each page answers a POST. Under ``no-store`` the browser's own Back could show none of them without asking whether to send the
form again; with this it shows the page it came with, and no cache between here and there keeps it. What can be read as somebody's
name, number or address stays ``no-store``: those pages when they come filled in, the one for checking, and number and query code.
There the button 上一步 is the way back. The draft that goes along in a hidden field is sealed. Once it is sent, the browser is told to
drop what it has kept, for a browser fills in again what was typed into a page that came empty.
"""

LONG_OPEN = "这一页开了很久，您填的都还在。请看看有没有要改的，再往下走。"
BROKEN = "这一页不完整，可能是复制或者转发来的。请从这里重新填。"
AGAIN = "还没有提交。您填的都还在；文件请重新选。"
TYPED_THERE = "刚才那一页上填的还在。"


@dataclass
class Draft:
    """What has been typed, as it can be read, by page; the query code it will get, and the mark of this form: sent twice, it makes one
    case, and once that is made nothing that the draft holds is shown again. ``later``: the code under which it was laid by; ``looked``: for which
    wish it was shown what is public already.
    """

    pages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    query_code: str = field(default_factory=new_code)
    form_token: str = field(default_factory=lambda: secrets.token_hex(24))
    later: str = ""
    looked: str = ""

    def seal(self, at: datetime) -> str:
        return tokens.seal(DRAFT, vars(self), at)


@dataclass(frozen=True)
class Walk:
    """The pages of a drawer read with a draft: forms up to the first one that does not hold, and their values."""

    forms: tuple[UiForm, ...]
    answers: dict[str, dict[str, Any]]
    complete: bool


def face_of(code: str) -> ModuleType:
    """The counter face of a drawer that takes applications; raises Http404."""
    for drawer in declare.procedures():
        if drawer.code == code and (face := drawer.face("counter")):
            return face
    raise Http404


def walk(face: ModuleType, draft: Draft, today: date) -> Walk:
    held, answers = [], {}
    for form_class in face.PAGES:
        form = form_class(_typed(draft.pages.get(form_class.key, {})), answers=answers, today=today)
        if form_class.key not in draft.pages or not form.is_valid():
            return Walk(tuple(held), answers, complete=False)
        held.append(form)
        answers[form_class.key] = form.cleaned_data
    return Walk(tuple(held), answers, complete=True)


def _typed(values: dict[str, list[str]]) -> dict[str, str]:
    """What was typed, in the shape that a form reads: all fields of our pages hold one value."""
    return {name: given[-1] for name, given in values.items() if given}


@door("GET", "HEAD", "POST")
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """One page after another. ``go`` says where to: next, back, or to:<page>; a page that does not hold is shown again."""
    face, at = face_of(code), now()
    if request.method != "POST":
        first = face.PAGES[0]
        wished = {name: request.GET[name] for name in first.base_fields if name in request.GET}
        form = first(initial=wished, answers={}, today=localdate(at))
        return _show(request, code, None, form, at, face.gone(wished))
    draft, note = _draft(request, at)
    if by_token(draft.form_token):
        return _sent(request, code)
    here, go = request.POST.get("page", ""), request.POST.get("go", "next")
    keys = [form.key for form in face.PAGES]
    today = localdate(at)
    if here in keys:
        form_class = face.PAGES[keys.index(here)]
        typed = _readable(request, form_class)
        form = form_class(_typed(typed), answers=walk(face, draft, today).answers, today=today)
        if note == BROKEN:
            draft.pages[here] = typed
            return _step(request, code, draft, keys[0], at, note + TYPED_THERE)
        if go == LATER:
            draft.pages[here] = typed
            return _lay_by(request, code, draft, at)
        small = sum(len(value) for given in typed.values() for value in given) <= LONGEST_PAGE
        if (go == "next" or not small) and not form.is_valid():
            return _show(request, code, draft, form, at, note)
        draft.pages[here] = typed
        if go == "next" and (told := already.told_once(face, form, draft)):
            return _show(request, code, draft, form, at, note, told)
    elif go == LATER:
        return _lay_by(request, code, draft, at)
    return _step(request, code, draft, _target(go, here, keys), at, note)


def _lay_by(request: HttpRequest, code: str, draft: Draft, at: datetime) -> HttpResponse:
    """Keep it under a code, and show that: the same as before, if it has one."""
    face = face_of(code)
    if pause := LAYING_BY.pause(network := throttle.network_of(request)):
        return _step(request, code, draft, CHECK, at, f"存得太快了，请等{pause}秒再存。您填的都还在。")
    LAYING_BY.failed(network)
    draft.later = draft.later or new_code()
    kept = json.dumps(vars(draft), ensure_ascii=False).encode()
    try:
        laid_by.lay_by(codes.normal(draft.later), kept)
    except laid_by.TooMuch:
        return _step(request, code, draft, CHECK, at, "写的太多，存不下。请先删短一些。")
    context = {
        "code": code, "later": draft.later, "draft": draft.seal(at), "days": laid_by.LASTS.days, "noun": face.NOUN, "page_title": f"已经存好_{face.TITLE}",
    }  # fmt: skip
    return page(request, "counter/laid.html", context, _crumbs(face))


class Resume(UiForm):
    """The code under which something was laid by."""

    later = forms.CharField(label="接着填的码", max_length=40, help_text="存的时候给您的12位字母和数字，不分大小写")


@door("GET", "HEAD", "POST")
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Go on with what was laid by. It stays there until it is sent, so that nothing is lost if this page is."""
    face, at = face_of(code), now()
    form = Resume(request.POST) if request.method == "POST" else Resume()
    status = 200
    if request.method == "POST" and form.is_valid():
        network = throttle.network_of(request)
        kept = (
            None
            if (pause := RESUMING.pause(network))
            else laid_by.taken(codes.normal(form.cleaned_data["later"]), timezone.now())
        )
        if kept is not None:
            draft = Draft(**json.loads(kept))
            if by_token(draft.form_token):
                return _sent(request, code)
            return _step(request, code, draft, CHECK, at, GOES_ON)
        if pause:
            form.add_error("later", f"试得太快了，请等{pause}秒再试")
            status = 429
        else:
            RESUMING.failed(network)
            form.add_error("later", NOT_LAID)
    context = {
        "form": form,
        "code": code,
        "days": laid_by.LASTS.days,
        "noun": face.NOUN,
        "page_title": f"接着填_{face.TITLE}",
    }
    return page(request, "counter/resume.html", context, _crumbs(face), status if status != 200 else form.status)


@door("GET", "HEAD", "POST")
def look(request: HttpRequest, code: str) -> HttpResponse:
    """What is public already, and who else may have it, for a wish that is being written: a piece of a page."""
    face = face_of(code)
    if request.method != "POST":
        return HttpResponseRedirect(f"/counter/{code}/apply")
    draft, _ = _draft(request, at := now())
    holder = face.holder(walk(face, draft, localdate(at)).answers)
    told = already.told(request.POST.get("wanted", ""), holder, throttle.network_of(request))
    shown = render(request, "counter/already.html", {"already": told}) if told else HttpResponse(status=204)
    shown["Cache-Control"] = "no-store"
    return shown


def _readable(request: HttpRequest, form_class: type[UiForm]) -> dict[str, list[str]]:
    """What was typed into a page without the signs that nobody sees: they must neither be counted nor carried along."""
    return {
        name: [legible(value, lines=isinstance(field.widget, Textarea)).strip() for value in request.POST.getlist(name)]
        for name, field in form_class.base_fields.items()
        if name in request.POST
    }


def _target(go: str, here: str, keys: list[str]) -> str:
    """The key of the page to show next."""
    places = [*keys, CHECK]
    if go.startswith("to:") and go[3:] in keys:
        return go[3:]
    index = places.index(here) if here in places else -1
    return places[max(index - 1, 0)] if go == "back" else places[min(index + 1, len(keys))]


def _step(request: HttpRequest, code: str, draft: Draft, target: str, at: datetime, note: str = "") -> HttpResponse:
    """Show the page that was asked for, or the first one before it that is still to be filled in."""
    face = face_of(code)
    seen = walk(face, draft, localdate(at))
    keys = [form.key for form in face.PAGES]
    wanted = keys.index(target) if target in keys else len(keys)
    if seen.complete and wanted == len(keys):
        return _check(request, code, draft, seen, at, note)
    index = min(wanted, len(seen.forms))
    form_class = face.PAGES[index]
    before = {key: seen.answers[key] for key in keys[:index]}
    typed = _typed(draft.pages.get(form_class.key, {}))
    if typed and index < wanted:
        # It held when it was filled in: what is wrong with it since is said.
        return _show(request, code, draft, form_class(typed, answers=before, today=localdate(at)), at, note)
    form = form_class(initial=typed, answers=before, today=localdate(at))
    return _show(request, code, draft, form, at, note)


def _draft(request: HttpRequest, at: datetime) -> tuple[Draft, str]:
    """The draft of a posted page, and a kind word if it is old or can't be read. The first page comes without one."""
    token = request.POST.get("draft", "")
    if not token:
        return Draft(), ""
    try:
        return Draft(**tokens.unseal(DRAFT, token, at, DRAFT_MINUTES)), ""
    except tokens.Expired as late:
        return Draft(**late.value), LONG_OPEN
    except tokens.Forged:
        return Draft(), BROKEN


def _crumbs(face: ModuleType) -> tuple[Link, ...]:
    return (Link(face.TITLE, ""),)


def _show(
    request: HttpRequest, code: str, draft: Draft | None, form: UiForm, at: datetime, note: str = "",
    told: already.Told | None = None,
) -> HttpResponse:  # fmt: skip
    face = face_of(code)
    number = [each.key for each in face.PAGES].index(form.key) + 1
    holder = face.holder(form.answers) if getattr(form, "offers", False) else None
    context = {
        "already": told, "offers": holder is not None, "personal": getattr(form, "personal", False),
        "holder": holder, "holder_catalogue": f"{addresses.unit(holder.code)}catalogue/" if holder else "",
        "form": form, "code": code, "draft": draft.seal(at) if draft else "", "number": number, "total": len(face.PAGES) + 1, "note": note,
        "steps": [index < number for index in range(len(face.PAGES) + 1)], "aside": face.ASIDE,
        "page_title": f"{form.asks}：{face.TITLE}" if form.errors else f"{form.heading}_{face.TITLE}",
    }  # fmt: skip
    shown = page(request, "counter/apply.html", context, _crumbs(face), form.status)
    if not (getattr(form, "personal", False) and (form.is_bound or form.initial)):
        shown["Cache-Control"] = KEPT_BY_THE_BROWSER
    return shown


def _check(
    request: HttpRequest, code: str, draft: Draft, seen: Walk, at: datetime, note: str = "", along: UiForm | None = None
) -> HttpResponse:
    face = face_of(code)
    if along is None and hasattr(face, "ALONG"):
        along = face.ALONG()
    parts = [(form.key, form.heading, form.told()) for form in seen.forms]
    total = len(face.PAGES) + 1
    context = {
        "code": code, "draft": draft.seal(at), "parts": parts, "number": total, "total": total, "steps": [True] * total,
        "aside": face.ASIDE, "note": note, "noun": face.NOUN, "along": along,
        "page_title": f"请核对一遍_{face.TITLE}",
    }  # fmt: skip
    return page(request, "counter/check.html", context, _crumbs(face), along.status if along else 200)


@door("GET", "HEAD", "POST")
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Send what was checked and show number and query code; sent again, only to who still sits where it was sent from."""
    face, at = face_of(code), now()
    if request.method != "POST":
        return HttpResponseRedirect(f"/counter/{code}/apply")
    draft, note = _draft(request, at)
    made = by_token(draft.form_token)
    taken = seat.sender(draft.form_token) if made else seat.take(request, at)
    if made and not seat.is_live(taken, at):
        return _sent(request, code)
    seen = walk(face, draft, localdate(at))
    if not made and (note or not seen.complete):
        return _step(request, code, draft, CHECK, at, note)
    if not made:
        if pause := SENDING.pause(network := throttle.network_of(request)):
            slow = f"这个网络这一阵交来的很多，请等{pause}秒再按“提交”。您填的都还在。"
            return _step(request, code, draft, CHECK, at, slow)
        SENDING.failed(network)
    along = face.ALONG(request.POST, request.FILES) if hasattr(face, "ALONG") and not made else None
    if along and not along.is_valid():
        return _check(request, code, draft, seen, at, AGAIN, along)
    seat.note_sender(draft.form_token, taken)
    brought = {"along": along.cleaned_data["papers"]} if along else {}
    sending = {"query_code": draft.query_code, "form_token": draft.form_token, "at": at} | brought
    case, query_code = face.send(seen.answers, **sending)
    context = {
        "case": case, "query_code": query_code, "next_steps": face.next_steps(case, localdate(at)),
        "pass": track.let_in(case, taken, at), "receipt_number": track.receipt_number(case),
        "noun": face.NOUN, "code": code, "page_title": f"已经收到您的{face.NOUN}_{face.TITLE}",
    }  # fmt: skip
    if draft.later:
        laid_by.forget(codes.normal(draft.later))
    shown = page(request, "counter/receipt.html", context, _crumbs(face))
    return seat.forget_pages(shown if seat.held(request) == taken else seat.keep(shown, taken))


def _sent(request: HttpRequest, code: str) -> HttpResponse:
    """This form has made its case: whoever comes back to it may be somebody else, and sees nothing of what it held."""
    face = face_of(code)
    context = {"code": code, "noun": face.NOUN, "page_title": f"这份{face.NOUN}已经交过了"}
    return page(request, "counter/sent.html", context, _crumbs(face))
