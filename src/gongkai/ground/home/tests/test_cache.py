"""Sessions stand in the cache: what another process does to its files for a moment must sign nobody out."""

import sqlite3
import threading
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

MOMENT = 0.3


def test_a_session_is_found_while_another_process_tidies_up():
    """Whoever closes a shard last writes its log back and shuts out readers meanwhile; Django closes after each request."""
    cache = caches["default"]
    cache.set("session", "signed in")
    cache.close()
    held = [shut(path) for path in Path(settings.CACHES["default"]["LOCATION"]).glob("*/cache.db")]
    assert held
    opened = threading.Timer(MOMENT, lambda: [each.close() for each in held])
    opened.start()
    assert cache.get("session") == "signed in"
    opened.join()


def shut(path: Path) -> sqlite3.Connection:
    """A connection that lets nobody else in."""
    found = sqlite3.connect(path, check_same_thread=False)
    found.execute("PRAGMA locking_mode = EXCLUSIVE")
    found.execute("BEGIN IMMEDIATE")
    found.execute("UPDATE Settings SET value = value")
    found.commit()
    return found
