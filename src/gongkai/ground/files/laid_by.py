"""What somebody began to fill in and laid by, to go on with later, perhaps on another machine: under a code that is kept nowhere.

On the disk lies only what is encrypted under a key made of that code and of a secret of this home. Neither the home nor the code opens it alone, and the
code does not say where it lies. It goes when it was sent, when its writer says so, or after its days.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag

from gongkai.ground.files.actions import write
from gongkai.ground.home.paths import home_path, key
from gongkai.ground.parties import vault

FOLDER = "laid"
LASTS = timedelta(days=15)
MOST = 512 * 1024
"""Bytes of one; a form of text has far less."""


class TooMuch(ValueError):
    """More than can be laid by."""


def lay_by(code: str, data: bytes) -> None:
    """Keep it under a code, in the place of what lay there. The days begin anew."""
    if len(data) > MOST:
        raise TooMuch
    path = _path(code)
    write(path, vault.encrypt(_made_of("key", code), data, path.name))


def taken(code: str, at: datetime) -> bytes | None:
    """What lies under a code; None if there is nothing, or not any more. ``at``: by the disk's clock."""
    path = _path(code)
    try:
        if path.stat().st_mtime < (at - LASTS).timestamp():
            return None
        return vault.decrypt(_made_of("key", code), path.read_bytes(), path.name)
    except (OSError, ValueError, InvalidTag):
        return None


def forget(code: str) -> None:
    _path(code).unlink(missing_ok=True)


def clear(at: datetime) -> int:
    """Delete what has lain too long; how many. ``at``: by the disk's clock."""
    oldest, cleared = (at - LASTS).timestamp(), 0
    for path in sorted(home_path(FOLDER).glob("*")):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            cleared += 1
    return cleared


def _path(code: str) -> Path:
    return home_path(FOLDER, _made_of("place", code).hex()[:32])


def _made_of(what: str, code: str) -> bytes:
    return hmac.new(key("laid"), f"{what} {code}".encode(), sha256).digest()
