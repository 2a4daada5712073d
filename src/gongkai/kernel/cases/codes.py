"""Query codes: with its number, all a citizen needs to follow a case. Only a keyed hash is kept."""

import hmac
import secrets
import unicodedata
from hashlib import sha256

from gongkai.ground.home.paths import key

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
"""Twelve of 32 signs: 60 bits."""


def new_code() -> str:
    """A fresh query code in three groups, e.g. ``7KQ2-M9XW-4HRD``."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[i : i + 4] for i in range(0, LENGTH, 4))


def normal(code: str) -> str:
    """What a person typed, without case, spaces and dashes; full-width signs are read as half-width ones."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())


def code_hash(code: str) -> str:
    """The keyed hash of a query code, hex."""
    return hmac.new(key("query"), normal(code).encode(), sha256).hexdigest()


def matches(code: str, stored: str) -> bool:
    """Constant-time comparison; an unknown case is compared with an empty hash, so that it takes as long."""
    return hmac.compare_digest(code_hash(code), stored or "0" * 64)
