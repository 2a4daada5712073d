"""What somebody had typed when their session ended: it waits for them an hour, in the browser they wrote it in.

The form lies parked as files do (``ground.files.parked``): under a random key that is kept nowhere in the home. Where it lies and the key
go out in a cookie, sealed, with whose it is; another browser has no key, and whoever else signs in here is not told (ADR 0021).
"""

import json
import re
import time
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags

from gongkai.doors import edge
from gongkai.doors.desk import uploads
from gongkai.ground.files import parked
from gongkai.ground.files.parked import Parked
from gongkai.ground.home.paths import key
from gongkai.ground.ui.forms import ONLY_LOOK
from gongkai.ground.ui.shell import Unsent
from gongkai.ground.ui.words import zh_time
from gongkai.ground.units.scope import Scope

LASTS = 3600
MOST = 4_000_000
"""Bytes of a form that can wait: a long document with its tables."""
TOGETHER = 5
"""Forms that wait in one browser; the oldest is let go for a sixth. A cookie holds 4 KB."""
SEAT, SEAT_LASTS = "desk_seat", 14 * 24 * 3600
WAITING = "desk_unsent"
WRITER, TAKEN = "writer", "unsent"
LEFT_OUT = ("csrfmiddlewaretoken", WRITER, TAKEN, ONLY_LOOK)
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer: where it was going, its values; the names of files that wait with it, and of those that could not."""

    path: str
    values: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def waiting(self) -> list[str]:
        return uploads.names_in(self._tokens)

    @property
    def shown(self) -> list[str]:
        """The texts a person would recognise as their own: not flags, numbers and codes, and without an editor's tags."""
        return [text for _, value in self.values if _HAN.search(text := strip_tags(value))]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Its values without the files, whose seals differ each time."""
        return [(name, value) for name, value in self.values if name != uploads.KEPT]

    @property
    def _tokens(self) -> list[str]:
        return [value for name, value in self.values if name == uploads.KEPT]

    def let_go_of_files(self) -> None:
        uploads.let_go(self._tokens)


@dataclass(frozen=True)
class Ticket:
    """How a browser comes by a form that waits: where it lies and its key; the heading of its page, and since when (seconds of the epoch)."""

    at: Parked
    heading: str
    since: int

    @property
    def url(self) -> str:
        return f"/desk/unsent/{self.at.place}/"

    def opened(self) -> Kept | None:
        """The form; None if it is gone."""
        packed = parked.data_of(self.at)
        if packed is None:
            return None
        form = json.loads(zlib.decompress(packed))
        return Kept(form["path"], tuple((n, v) for n, v in form["values"]), tuple(form["files"]))


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(key("kept")))


def remember(response: HttpResponse, person_id: int) -> None:
    """Let a browser know whose session it holds, for longer than the session itself lasts."""
    response.set_signed_cookie(SEAT, str(person_id), salt=SEAT, max_age=SEAT_LASTS, **_ours())


def _ours() -> dict[str, Any]:
    return {"path": "/desk/", "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}


def mark(person_id: int, heading: str = "") -> str:
    """What a form carries (``ui/forms/token.html``) to say for whom it was made, for the browser may since have been somebody else's, and on which page."""
    return signing.dumps([person_id, heading[:30]], salt=WRITER)


def _marked(request: HttpRequest) -> tuple[int | None, str]:
    try:
        person, heading = signing.loads(request.POST.get(WRITER, ""), salt=WRITER, max_age=SEAT_LASTS)
    except (signing.BadSignature, TypeError):
        return None, ""
    return person, heading


def writer_of(request: HttpRequest) -> int | None:
    """For whom the form that was sent had been made; None if it does not say, or what it says is not ours."""
    return _marked(request)[0]


def whose(request: HttpRequest) -> int | None:
    """Who wrote a form: for whom it was made, else whose session this browser held last; None if neither is known."""
    if (writer := writer_of(request)) is not None:
        return writer
    known = request.get_signed_cookie(SEAT, default=None, salt=SEAT)
    return int(known) if known else None


def keep(request: HttpRequest) -> Ticket | None:
    """Let a posted form wait for its writer; None if nobody's session ended, there is nothing to keep, or it is too long."""
    person = whose(request)
    values = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in LEFT_OUT]
    if person is None or not values or sum(len(value) for _, value in values) > MOST:
        return None
    tokens, lost = uploads.park_all(request, person)
    values += [(uploads.KEPT, token) for token in tokens]
    form = {"path": request.get_full_path(), "values": values, "files": lost}
    plain = json.dumps(form, ensure_ascii=False).encode()
    if len(plain) > MOST:
        uploads.let_go(tokens)
        return None
    return Ticket(parked.park(person, zlib.compress(plain)), _marked(request)[1], int(time.time()))


def hand_out(request: HttpRequest, response: HttpResponse, ticket: Ticket) -> None:
    """Give a browser the ticket of a form that waits now. The same form pressed again waits once."""
    fresh, others = ticket.opened(), []
    for each in _tickets(request):
        form = each.opened() if each.at.person == ticket.at.person else None
        if form and (each.at.place == request.POST.get(TAKEN) or (form.path, form.typed) == (fresh.path, fresh.typed)):
            _drop(each, form)
        else:
            others.append(each)
    for each in others[: -(TOGETHER - 1)]:
        _drop(each, each.opened())
    _give(response, [*others[-(TOGETHER - 1) :], ticket])


def _give(response: HttpResponse, tickets: list[Ticket]) -> None:
    if not tickets:
        response.delete_cookie(WAITING, path="/desk/", samesite="Lax")
        return
    values = [[t.at.person, t.at.place, t.at.key, t.heading, t.since] for t in tickets]
    sealed = _box().encrypt(json.dumps(values, ensure_ascii=False).encode()).decode()
    response.set_cookie(WAITING, sealed, max_age=LASTS, **_ours())


def _tickets(request: HttpRequest) -> list[Ticket]:
    """All that waits in this browser, whoever's it is."""
    try:
        values = json.loads(_box().decrypt(request.COOKIES.get(WAITING, "").encode()))
    except InvalidToken:
        return []
    found = [Ticket(Parked(*at), heading, since) for *at, heading, since in values]
    return [each for each in found if time.time() - each.since <= LASTS]


def _own(request: HttpRequest) -> list[Ticket]:
    return [each for each in _tickets(request) if each.at.person == request.scope.person_id]


def unsent(request: HttpRequest) -> tuple[Unsent, ...]:
    """What the signed-in person had written in this browser and not got rid of, but for what this very request sends."""
    return tuple(
        Unsent(
            f"“{each.heading}”" if each.heading else "表", zh_time(datetime.fromtimestamp(each.since, UTC)), each.url
        )
        for each in _own(request)
        if each.at.path.exists() and each.at.place != request.POST.get(TAKEN)
    )


def of_place(request: HttpRequest, place: str) -> tuple[Ticket, Kept] | None:
    """The signed-in person's form that waits there in this browser; None if there is none, or it is somebody else's."""
    for each in _own(request):
        if each.at.place == place and (form := each.opened()):
            return each, form
    return None


def sent_again(request: HttpRequest, response: HttpResponse) -> None:
    """Let go of the form that this request has sent, unless it was refused: until what was typed is taken, it waits."""
    place = request.POST.get(TAKEN, "")
    if response.status_code < 400 and (found := of_place(request, place)) and found[1].path == request.get_full_path():
        let_go(request, response, place)


def let_go(request: HttpRequest, response: HttpResponse, place: str, *, files: bool = False) -> None:
    """A form waits no longer: it has been taken, or (``files`` and all) is not wanted any more."""
    if found := of_place(request, place):
        ticket, form = found
        _drop(ticket, form if files else None)
        _give(response, [each for each in _tickets(request) if each.at.place != place])


def _drop(ticket: Ticket, form: Kept | None) -> None:
    parked.let_go(ticket.at)
    if form:
        form.let_go_of_files()


def page_of(ticket: Ticket, form: Kept, scope: Scope) -> dict[str, Any]:
    """The context of ``desk/kept.html``."""
    return {
        "site": edge.site(),
        "heading": "您刚才填的内容还在",
        "form": form,
        "url": ticket.url,
        "place": ticket.at.place,
        "since": ticket.since,
        "who": scope.name,
        "writer": mark(scope.person_id, ticket.heading),
    }
