"""What a browser has open: a sealed cookie, so that a case's pages have addresses that Back leads to (ADR 0018).

It opens pages to read, for a short while after the last of them; whatever is done needs the pass that stands in the page. The address
holds a key that means nothing without the cookie, and tells two cases in two tabs apart. Where no cookie is kept, the pages answer the
forms themselves, as they do for a browser of which that is not known yet.
"""

import secrets
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.doors.counter import tokens
from gongkai.engines.site import addresses
from gongkai.kernel.cases.models import Case

NAME, MINUTES, TOGETHER = "counter_open", 10, 4
NOTHING = "nothing"
"""Stands in the cookie of a browser that keeps one, and has no case open."""


def is_kept(request: HttpRequest) -> bool:
    """Is it known that this browser keeps the cookie?"""
    return NAME in request.COOKIES


def offer(response: HttpResponse) -> HttpResponse:
    """Nothing is open from here on; and from now on it is known whether the browser keeps a cookie."""
    return _set(response, NOTHING)


def opened(request: HttpRequest, at: datetime) -> tuple[str, str]:
    """The reference of the case that an address is of, and what is to be told first; ("", "") if it is not open. Raises Expired."""
    found = _read(request, at).get(request.GET.get("k", ""))
    return (found[0], found[1]) if found else ("", "")


def lead_to(request: HttpRequest, page: str, case: Case, at: datetime, told: str = "", **query: str) -> HttpResponse:
    """Open a case, and send the browser on to a page of it."""
    try:
        open_ = _read(request, at)
    except tokens.Expired:
        open_ = {}
    key = next((key for key, found in open_.items() if found[0] == case.reference), secrets.token_hex(4))
    open_ = {name: found for name, found in open_.items() if name != key} | {key: [case.reference, told]}
    address = f"{addresses.TRACK}/{page}?{urlencode({'k': key} | query)}"
    return _keep(HttpResponseRedirect(address), dict(list(open_.items())[-TOGETHER:]), at)


def go_on(request: HttpRequest, response: HttpResponse, at: datetime) -> HttpResponse:
    """A page was read: the while begins anew, and what it told is told."""
    open_ = {key: [found[0], ""] for key, found in _read(request, at).items()}
    return _keep(response, open_, at)


def _read(request: HttpRequest, at: datetime) -> dict[str, list[str]]:
    try:
        return tokens.unseal(NAME, request.COOKIES.get(NAME, ""), at, MINUTES)
    except tokens.Forged:
        return {}


def _keep(response: HttpResponse, open_: dict[str, list[str]], at: datetime) -> HttpResponse:
    return _set(response, tokens.seal(NAME, open_, at))


def _set(response: HttpResponse, value: str) -> HttpResponse:
    # It ends with the browser: on a machine that others use too, no disk keeps it.
    response.set_cookie(
        NAME, value, path=addresses.TRACK, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
