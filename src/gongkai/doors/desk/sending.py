"""One form, one act: a form carries a key of its own, and sent twice, by a double click or on the way back, it does once what it asks for."""

import json
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.http import HttpRequest

from gongkai.doors.desk.kept import LEFT_OUT
from gongkai.ground.ledger.once import SentBefore, once

KEY = "once"
"""The hidden field. It says nothing and opens nothing: it tells this form from the same page asked for again."""
AGAIN = "这张表单刚才已经交过，办好了，没有办第二次。"

T = TypeVar("T")


def key_of(request: HttpRequest) -> str:
    """The key of the form that was sent, for it to be shown again with; a new one for a page that is asked for."""
    return request.POST.get(KEY, "")[:64] or secrets.token_urlsafe(12)


def _mark(request: HttpRequest) -> str:
    """The digest of who sent which form to where with what in it. Changed and sent again, on purpose, it is another."""
    values = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name not in LEFT_OUT]
    files = [(name, [(file.name, file.size) for file in request.FILES.getlist(name)]) for name in sorted(request.FILES)]
    return sha256(json.dumps([request.scope.person_id, request.path, values, files]).encode()).hexdigest()


def take_once(request: HttpRequest, take: Callable[[], T]) -> T | None:
    """What an act gives that a form asks for; None if this very form has been taken before. A form without a key is taken as it comes."""
    if not request.POST.get(KEY):
        return take()
    try:
        with once(_mark(request), request.at):
            return take()
    except SentBefore:
        return None
