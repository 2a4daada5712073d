"""What somebody had typed when their session ended: sealed into the sign-in page, so that nothing is lost and nothing is stored."""

import json
import re
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest
from django.utils.html import strip_tags

from gongkai.ground.home.paths import key

LASTS = 3600
MOST = 4_000_000
"""Bytes of a form that can be carried along: a long document with its tables."""
LEFT_OUT = ("csrfmiddlewaretoken",)
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer: where it was going, its values, the names of files that could not be kept."""

    path: str
    values: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def shown(self) -> list[str]:
        """The texts a person would recognise as their own: not flags, numbers and codes, and without an editor's tags."""
        return [text for _, value in self.values if _HAN.search(text := strip_tags(value))]


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(key("kept")))


def keep(request: HttpRequest) -> str:
    """Seal a posted form; "" if there is nothing to keep or it is too long to carry along."""
    values = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in LEFT_OUT]
    if not values:
        return ""
    form = {"path": request.get_full_path(), "values": values, "files": [f.name for f in request.FILES.values()]}
    plain = json.dumps(form, ensure_ascii=False).encode()
    return "" if len(plain) > MOST else _box().encrypt(zlib.compress(plain)).decode()


def opened(token: str) -> Kept | None:
    """The form that was sealed; None if the token is not ours or older than an hour."""
    if not token or len(token) > 2 * MOST:
        return None
    try:
        form = json.loads(zlib.decompress(_box().decrypt(token.encode(), ttl=LASTS)))
    except InvalidToken:
        return None
    return Kept(form["path"], tuple((n, v) for n, v in form["values"]), tuple(form["files"]))
