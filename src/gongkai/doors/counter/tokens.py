"""Sealed tokens in hidden fields: what a person has typed so far, and leave to go on looking at a case.

Whoever holds the page holds them, and they can't be read or changed on the way.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag

from gongkai.ground.home.paths import key
from gongkai.ground.parties.vault import decrypt, encrypt

LONGEST = 256 * 1024
"""Signs of a token that are looked at: more than a draft takes whose pages are as full as they may be, of signs of four bytes each."""


class Forged(ValueError):
    """Not a token of ours, or of another purpose, or damaged."""


class Expired(ValueError):
    """A token of ours that has outlived its time; ``value`` is what it held."""

    def __init__(self, value: dict[str, Any]) -> None:
        super().__init__("expired")
        self.value = value


def seal(purpose: str, value: dict[str, Any], at: datetime) -> str:
    """A token for a hidden field (AES-256-GCM; the purpose is bound to it)."""
    plain = json.dumps([int(at.timestamp()), value], ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(encrypt(key("counter"), plain, purpose)).decode()


def unseal(purpose: str, token: str, at: datetime, minutes: int) -> dict[str, Any]:
    """What was sealed for this purpose at most so many minutes ago. Raises Forged, Expired."""
    if len(token) > LONGEST:
        raise Forged
    try:
        made, value = json.loads(decrypt(key("counter"), urlsafe_b64decode(token.encode()), purpose))
    except (ValueError, InvalidTag) as error:
        raise Forged from error
    if not 0 <= at.timestamp() - made + 1 <= minutes * 60 + 1:
        raise Expired(value)
    return value
