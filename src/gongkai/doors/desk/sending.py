"""One form, one act: a form carries a key of its own, and sent twice, by a double click or on the way back, it does once what it asks for."""

import json
import re
import secrets
from collections.abc import Callable, Container
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from django.http import HttpRequest

from gongkai.doors.desk.kept import LEFT_OUT
from gongkai.ground.ledger.once import SentBefore, once
from gongkai.ground.ui.words import zh_time

KEY = "once"
"""The hidden field. It says nothing and opens nothing: it tells this form from the same page asked for again."""
AGAIN = "这张表单刚才已经交过，办好了，没有办第二次。"

ANYWAY = "anyway"
"""The hidden field of a form that is shown again since one with the same in it was taken just now: pressed once more it is taken too."""
SAME, LASTS, MOST = "sent", 30 * 60, 20
_PAGES_OWN = (*LEFT_OUT, KEY, ANYWAY, "seen", "token", "sure", "asked")
_HAN = re.compile("[\u4e00-\u9fff]")

T = TypeVar("T")


def key_of(request: HttpRequest) -> str:
    """The key of the form that was sent, for it to be shown again with; a new one for a page that is asked for."""
    return request.POST.get(KEY, "")[:64] or secrets.token_urlsafe(12)


def _mark(request: HttpRequest) -> str:
    """The digest of who sent which form to where with what in it. Changed and sent again, on purpose, it is another."""
    files = [(name, [(file.name, file.size) for file in request.FILES.getlist(name)]) for name in sorted(request.FILES)]
    return _digest(request, LEFT_OUT, files)


def take_once(request: HttpRequest, take: Callable[[], T]) -> T | None:
    """What an act gives that a form asks for; None if this very form has been taken before. A form without a key is taken as it comes."""
    if not request.POST.get(KEY):
        return take()
    try:
        with once(_mark(request), request.at):
            return take()
    except SentBefore:
        return None


def taken_at(request: HttpRequest) -> datetime | None:
    """When this person, in this browser, sent a form with the very same in it that was taken, from a page opened another time; None if they
    did not, or know it: who goes back to a page gets it anew, and the browser fills in what they had typed.
    """
    found = request.session.get(SAME, {}).get(_typed(request)) if request.method == "POST" else None
    if found is None or request.POST.get(ANYWAY) or found[0] == request.POST.get(KEY, ""):
        return None
    at = datetime.fromtimestamp(found[1], UTC)
    return at if request.at - at < timedelta(seconds=LASTS) else None


def was_taken(request: HttpRequest) -> None:
    """Remember a form in which somebody wrote something, and that it was taken."""
    if not any(
        _HAN.search(value) for name in request.POST for value in request.POST.getlist(name) if name not in _PAGES_OWN
    ):
        return
    held = request.session.get(SAME, {}) | {_typed(request): (request.POST.get(KEY, ""), request.at.timestamp())}
    request.session[SAME] = dict(list(held.items())[-MOST:])


def same_again(at: datetime) -> str:
    """What is said of a form that is the same as one that was taken."""
    return f"您{zh_time(at)}交过一份一模一样的，已经办好了。确实要再办一次的，请再按一次按钮"


def _typed(request: HttpRequest) -> str:
    return _digest(request, _PAGES_OWN)


def _digest(request: HttpRequest, left_out: Container[str], *more: Any) -> str:
    values = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name not in left_out]
    return sha256(json.dumps([request.scope.person_id, request.path, values, *more]).encode()).hexdigest()
