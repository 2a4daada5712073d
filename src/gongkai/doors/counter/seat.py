"""What a browser has open: a cookie that names a seat, and what the server knows of that seat for a short while (ADR 0018).

Pages of an open case have addresses, to which Back leads; whatever is done needs the pass that stands in the page, and both hold only
while the seat does: until somebody leaves it, or ten minutes after its last page. An address holds a key that means nothing without the
cookie, and tells two cases in two tabs apart. A browser that keeps no cookie has a seat too, which its pages' passes name; they answer
the forms themselves.
"""

import hmac
import re
import secrets
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.engines.site import addresses
from gongkai.ground.home.paths import key as secret
from gongkai.kernel.cases.models import Case

NAME, PATH, MINUTES = "counter_seat", "/counter", 10
FORGOTTEN = 12 * 3600
"""Seconds until the server has forgotten a seat: far longer than a pass of it holds, so that one that is over is known to be."""
_SEAT = re.compile(r"[\w-]{43}", re.ASCII)


def is_kept(request: HttpRequest) -> bool:
    """Is it known that this browser keeps the cookie?"""
    return NAME in request.COOKIES


def offer(response: HttpResponse) -> HttpResponse:
    """A seat at which nothing is open; and from now on it is known whether the browser keeps a cookie."""
    return keep(response, _new())


def held(request: HttpRequest) -> str:
    """The seat that the browser's cookie names; "" if it names none."""
    found = request.COOKIES.get(NAME, "")
    return found if _SEAT.fullmatch(found) else ""


def take(request: HttpRequest, at: datetime) -> str:
    """The seat at which a case can be opened now: the browser's own, or a new one if that was left or stood idle."""
    own = held(request)
    over = own and not is_live(own, at) and (_was_left(own) or cache.get(_place(own)) is not None)
    seat = own if own and not over else _new()
    go_on(seat, at)
    return seat


def is_live(seat: str, at: datetime) -> bool:
    """Is somebody at this seat: has it not been left, and was it used a short while ago?"""
    used = cache.get(_place(seat)) if seat else None
    return used is not None and 0 <= int(at.timestamp()) - used <= MINUTES * 60 and not _was_left(seat)


def go_on(seat: str, at: datetime) -> None:
    """A page was read: the while begins anew. It wakes no seat that was left, not even at the same instant."""
    cache.set(_place(seat), int(at.timestamp()), FORGOTTEN)


def leave(seat: str) -> None:
    """Nothing is open at this seat any more, and no pass of it holds."""
    cache.set(_place(seat, "left"), True, FORGOTTEN)


def opened(request: HttpRequest, at: datetime) -> str:
    """The reference of the case that an address is of; "" if it is not open here."""
    found = cache.get(_page(request)) if is_live(held(request), at) else None
    return found[0] if found else ""


def told_once(request: HttpRequest) -> str:
    """What is to be told first on the page of an open case: the next time nothing is."""
    reference, told = cache.get(_page(request)) or ("", "")
    if told:
        cache.set(_page(request), (reference, ""), FORGOTTEN)
    return told


def lead_to(request: HttpRequest, page: str, case: Case, seat: str, told: str = "", **query: str) -> HttpResponse:
    """Open a case at a seat, and send the browser on to a page of it."""
    key = _mac(seat, case.reference)[:16]
    cache.set(_place(seat, key), (case.reference, told), FORGOTTEN)
    gone = HttpResponseRedirect(f"{addresses.TRACK}/{page}?{urlencode({'k': key} | query)}")
    return gone if held(request) == seat else keep(gone, seat)


def keep(response: HttpResponse, seat: str) -> HttpResponse:
    """Let the browser keep a seat. The cookie ends with it: on a machine that others use too, no disk keeps it."""
    response.set_cookie(NAME, seat, path=PATH, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return response


def note_sender(form_token: str, seat: str) -> None:
    """Whoever sent this form sits here: as long as they do, the same form sent again shows them its receipt again."""
    cache.set(_place(form_token, "sent"), seat, FORGOTTEN)


def sender(form_token: str) -> str:
    """The seat from which a form was sent; "" if that is not known any more."""
    return cache.get(_place(form_token, "sent"), "")


def forget_pages(response: HttpResponse) -> HttpResponse:
    """Let the browser drop what it has kept of this site's pages: Back then shows none of them to who sits there next."""
    response["Clear-Site-Data"] = '"cache"'
    return response


def _new() -> str:
    return secrets.token_urlsafe(32)


def _was_left(seat: str) -> bool:
    return cache.get(_place(seat, "left")) is not None


def _page(request: HttpRequest) -> str:
    return _place(held(request), request.GET.get("k", ""))


def _place(*what: str) -> str:
    return f"seat:{_mac('place', *what)}"


def _mac(*what: str) -> str:
    return hmac.new(secret("counter"), "\n".join(what).encode(errors="replace"), sha256).hexdigest()
