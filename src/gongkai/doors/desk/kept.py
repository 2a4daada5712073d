"""What somebody had typed when their session ended: sealed into the sign-in page, so that nothing is lost and nothing is stored."""

import json
import re
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags

from gongkai.doors import edge
from gongkai.doors.desk import uploads
from gongkai.ground.home.paths import key
from gongkai.ground.units.scope import Scope

LASTS = 3600
MOST = 4_000_000
"""Bytes of a form that can be carried along: a long document with its tables."""
SEAT = "desk_seat"
SEAT_LASTS = 14 * 24 * 3600
WRITER = "writer"
LEFT_OUT = ("csrfmiddlewaretoken", WRITER)
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer: where it was going, its values; the names of files that wait with it, and of those that could not."""

    person: int
    path: str
    values: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def waiting(self) -> list[str]:
        return uploads.names_in([value for name, value in self.values if name == uploads.KEPT])

    @property
    def shown(self) -> list[str]:
        """The texts a person would recognise as their own: not flags, numbers and codes, and without an editor's tags."""
        return [text for _, value in self.values if _HAN.search(text := strip_tags(value))]


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(key("kept")))


def remember(response: HttpResponse, person_id: int) -> None:
    """Let a browser know whose session it holds, for longer than the session itself lasts."""
    response.set_signed_cookie(
        SEAT, str(person_id), salt=SEAT, max_age=SEAT_LASTS, path="/desk/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def mark(person_id: int) -> str:
    """What a form carries (``ui/forms/token.html``) to say for whom it was made: the browser may since have been somebody else's."""
    return signing.dumps(person_id, salt=WRITER)


def writer_of(request: HttpRequest) -> int | None:
    """For whom the form that was sent had been made; None if it does not say, or what it says is not ours."""
    try:
        return signing.loads(request.POST.get(WRITER, ""), salt=WRITER, max_age=SEAT_LASTS)
    except signing.BadSignature:
        return None


def whose(request: HttpRequest) -> int | None:
    """Who wrote a form: for whom it was made, else whose session this browser held last; None if neither is known."""
    if (writer := writer_of(request)) is not None:
        return writer
    known = request.get_signed_cookie(SEAT, default=None, salt=SEAT)
    return int(known) if known else None


def keep(request: HttpRequest) -> tuple[str, list[str]]:
    """Seal a posted form for the person whose session ended; "" if nobody's did, there is nothing to keep, or it is too long.

    Its files wait with it; the names of those that cannot.
    """
    person, names = whose(request), [f.name for each in request.FILES for f in request.FILES.getlist(each)]
    values = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in LEFT_OUT]
    if person is None or not values or sum(len(value) for _, value in values) > MOST:
        return "", names
    tokens, lost = uploads.park_all(request, person)
    values += [(uploads.KEPT, token) for token in tokens]
    form = {"person": person, "path": request.get_full_path(), "values": values, "files": lost}
    plain = json.dumps(form, ensure_ascii=False).encode()
    return (_box().encrypt(zlib.compress(plain)).decode(), lost) if len(plain) <= MOST else ("", names)


def opened(token: str, person_id: int) -> Kept | None:
    """The form that was sealed for this person; None if the token is not ours, older than an hour, or somebody else's."""
    if not token or len(token) > 2 * MOST:
        return None
    try:
        form = json.loads(zlib.decompress(_box().decrypt(token.encode(), ttl=LASTS)))
    except InvalidToken:
        return None
    kept = Kept(form["person"], form["path"], tuple((n, v) for n, v in form["values"]), tuple(form["files"]))
    return kept if kept.person == person_id else None


def page_of(form: Kept, scope: Scope) -> dict[str, Any]:
    """The context of ``desk/kept.html``."""
    return {
        "site": edge.site(),
        "heading": "您刚才填的内容还在",
        "form": form,
        "who": scope.name,
        "writer": mark(scope.person_id),
    }
