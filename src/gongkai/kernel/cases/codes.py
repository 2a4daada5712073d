"""Query codes: with its number, all a citizen needs to follow a case. Only a keyed hash is kept. Both are read as people type them."""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from gongkai.ground.home.paths import key

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
"""Twelve of 32 signs: 60 bits."""
STROKES = "\u2212\u2500\u2501\u30fc"
"""Minus, box lines and the long vowel of kana: what input methods give for a dash that is none by its category."""


def new_code() -> str:
    """A fresh query code in three groups, e.g. ``7KQ2-M9XW-4HRD``."""
    return _in_groups(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _in_groups(chosen: Iterable[str]) -> str:
    signs = "".join(chosen)
    return "-".join(signs[i : i + 4] for i in range(0, LENGTH, 4))


def code_of_form(token: str) -> str:
    """The query code of whatever a form with this secret token makes: sent again, the form can tell it again, and nothing else can."""
    mark = int.from_bytes(hmac.new(key("query"), f"form {token}".encode(), sha256).digest(), "big")
    return _in_groups(ALPHABET[mark >> 5 * place & 31] for place in range(LENGTH))


def normal(code: str) -> str:
    """What a person typed, without case, spaces, dashes and a label in Chinese; full-width signs are read as half-width ones."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isascii() and sign.isalnum())


def reference_of(typed: str) -> str:
    """A case's number as a person typed it, in our form: narrow signs, no blanks, whatever stands for the hyphen, or nothing at all; without
    the label before it, which is copied along with it, and the full stop behind.
    """
    plain = "".join(unicodedata.normalize("NFKC", typed).upper().split())
    struck = "".join("-" if unicodedata.category(sign) == "Pd" or sign in STROKES else sign for sign in plain)
    struck = re.sub(r"^[^0-9A-Z]+|[^0-9A-Z]+$", "", struck)
    return re.sub(r"(?<![0-9])((?:19|20)[0-9]{2})-*([0-9]{4,})$", r"\1-\2", struck)


def code_hash(code: str) -> str:
    """The keyed hash of a query code, hex."""
    return hmac.new(key("query"), normal(code).encode(), sha256).hexdigest()


def matches(code: str, stored: str) -> bool:
    """Constant-time comparison; an unknown case is compared with an empty hash, so that it takes as long."""
    return hmac.compare_digest(code_hash(code), stored or "0" * 64)
