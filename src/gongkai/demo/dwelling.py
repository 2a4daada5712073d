"""The home of the demonstration: what it is, and how it is cleared. Nothing is removed that is not known to be a demonstration."""

import fcntl
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import DatabaseError, connection

from gongkai.doors.cli import Usage
from gongkai.doors.cli.database import check_ours
from gongkai.doors.cli.unsettled import NOTE
from gongkai.ground.home import home_path
from gongkai.ground.home.paths import FOLDERS, prepare
from gongkai.ground.ledger import keys, signer
from gongkai.ground.ledger.backup import MANIFEST
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Government

DATABASE = ("gongkai.sqlite3", "gongkai.sqlite3-wal", "gongkai.sqlite3-shm")
BEGUN, LIVED = "begun", "lived"


@dataclass
class Note:
    """What ``demo.json`` says: how far the demonstration is, the day it was lived to, and samples to follow as a citizen."""

    state: str
    today: str
    samples: list[dict[str, str]] = field(default_factory=list)

    def write(self) -> None:
        """Put the note in place as a whole."""
        path = home_path(NOTE)
        fresh = path.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            json.dump(asdict(self), out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)

    @property
    def lived_to(self) -> date:
        return date.fromisoformat(self.today)


def read_note() -> Note | None:
    """The note of this home; None if there is none or it is not one."""
    try:
        return Note(**json.loads(home_path(NOTE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def check_no_backup() -> None:
    """Raise Usage for a folder that `gongkai backup` made: a demonstration lived or cleared there would be the end of it."""
    if home_path(MANIFEST).exists():
        raise Usage(f"{home_path()} is a backup ({MANIFEST} is there), no home; set GONGKAI_HOME to another folder")


def is_empty() -> bool:
    """Does the database hold no fact at all? Raises Usage if it cannot be read or is not ours."""
    check_ours()
    return Fact._meta.db_table not in connection.introspection.table_names() or not Fact.objects.exists()


def is_demo() -> bool:
    """Is the government in the database a demonstration?"""
    try:
        known = Government.objects.first()
    except DatabaseError:
        return False
    return bool(known and known.demo)


def clear() -> None:
    """Remove all that a demonstration made. Raises Usage unless it is one (or nothing at all), and while it is served."""
    check_no_backup()
    if connection.vendor != "sqlite":
        raise Usage("the demonstration in DATABASE_URL cannot be cleared from here; empty that database, or unset it")
    if not is_empty() and not is_demo():
        raise Usage(f"{home_path()} does not hold a demonstration; nothing was removed (set GONGKAI_HOME elsewhere)")
    _check_own_log()
    _check_unused()
    connection.close()
    for name in (*DATABASE, NOTE):
        home_path(name).unlink(missing_ok=True)
    for name in (*FOLDERS, "witness", "outbox"):
        shutil.rmtree(home_path(name), ignore_errors=True)
    prepare()


def _check_own_log() -> None:
    """Raise Usage where keys and log in the home are another database's, whose acts only they can prove."""
    if not keys.public_path().exists():
        return
    note = read_note()
    try:
        # A demonstration makes its key once its past is lived.
        own = bool(note and note.state != BEGUN) or signer.known_head() is not None
    except (signer.ForeignDatabase, DatabaseError):
        own = False
    except signer.ForkDanger:
        own = True  # damaged, but nobody else's
    if not own:
        raise Usage(
            f"{home_path()} holds the keys and the log of another database than the demonstration's; nothing was removed. "
            "Set DATABASE_URL as it belongs to them, or GONGKAI_HOME elsewhere for a demonstration"
        )


def _check_unused() -> None:
    place = home_path("run", "signer.lock")
    if not place.exists():
        return
    with open(place) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Usage(f"{home_path()} is being served; end that first (Ctrl-C)") from error
