"""Files that came with a form which did not hold, and forms whose session had ended: they wait some hours to be sent again.

On the disk lies only what is encrypted under a key that is kept nowhere: it goes out with the form, or in a cookie, and comes back with it. So what
waits is no personal data in the home, has no address, and is lost with the page it waits for.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.ground.files.actions import write
from gongkai.ground.home.paths import home_path
from gongkai.ground.parties import vault

LASTS = timedelta(hours=3)
MOST = 80 * 1024 * 1024
"""Bytes that wait for one person; whoever brings more lets go of the oldest."""


@dataclass(frozen=True)
class Parked:
    """Where a file waits, below a folder of its person's, and the key that opens it."""

    person: int
    place: str
    key: str

    @property
    def path(self) -> Path:
        return home_path("parked", str(self.person), self.place)


def park(person: int, data: bytes) -> Parked:
    """Let a file wait. The caller keeps what comes back out of the home, and seals it."""
    parked = Parked(person, secrets.token_hex(16), AESGCM.generate_key(256).hex())
    write(parked.path, vault.encrypt(bytes.fromhex(parked.key), data, parked.place))
    waiting = sorted(parked.path.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    size = 0
    for path in waiting:
        size += path.stat().st_size
        if size > MOST and path != parked.path:
            path.unlink(missing_ok=True)
    return parked


def data_of(parked: Parked) -> bytes | None:
    """The bytes that wait there; None if they are gone."""
    try:
        return vault.decrypt(bytes.fromhex(parked.key), parked.path.read_bytes(), parked.place)
    except (OSError, ValueError, InvalidTag):
        return None


def let_go(parked: Parked) -> None:
    parked.path.unlink(missing_ok=True)


def clear(at: datetime) -> int:
    """Delete what has waited too long; how many. ``at``: by the disk's clock."""
    cleared = 0
    for path in _older_than((at - LASTS).timestamp()):
        path.unlink(missing_ok=True)
        cleared += 1
    return cleared


def _older_than(oldest: float) -> Iterator[Path]:
    for folder in sorted(home_path("parked").glob("*")):
        for path in sorted(folder.iterdir()):
            if path.stat().st_mtime < oldest:
                yield path
