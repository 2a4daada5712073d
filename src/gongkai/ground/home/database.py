"""Which database: SQLite in the home, or PostgreSQL by ``DATABASE_URL``."""

import os
import sqlite3
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gongkai.ground.home.paths import DATABASE, HomeError, home_path

PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
)


class OwnersOnly(sqlite3.Connection):
    """A connection whose file, if it makes one, nobody else may read; the write-ahead log takes over the file's rights."""

    def __init__(self, database: str, *args: Any, **options: Any) -> None:
        if not options.get("uri"):
            # Only if it is not there: to open and close the file once more would drop this process's locks on it.
            with suppress(FileExistsError):
                os.close(os.open(database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        super().__init__(database, *args, **options)


def sqlite() -> dict[str, Any]:
    """SQLite as measured best: immediate transactions (a read that turns into a write would fail at once otherwise), WAL."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home_path(DATABASE)),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS, "factory": OwnersOnly},
    }


def postgres(url: str) -> dict[str, Any]:
    """PostgreSQL from ``postgres://user:password@host:port/name?option=value``; a socket folder may stand as ``?host=/path``.

    Raises HomeError.
    """
    if any("\ud800" <= each <= "\udfff" for each in url):
        raise HomeError("DATABASE_URL is no text in UTF-8. Write what else it holds in percent signs.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise HomeError(
            f"DATABASE_URL is no address: {error}. Write postgres://user:password@host:port/name."
        ) from error
    if parts.scheme not in ("postgres", "postgresql"):
        raise HomeError(f"DATABASE_URL must begin with postgres:// ({_begins(parts.scheme)}). Unset it to use SQLite.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "gongkai",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or options.pop("port", "") or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def _begins(scheme: str) -> str:
    return f"it begins with {scheme}://" if scheme else "it is no address"


def databases() -> dict[str, dict[str, Any]]:
    """The ``default`` alias for acts, and ``snapshot``: a second connection for long reads that must not lock out writers."""
    url = os.environ.get("DATABASE_URL", "")
    default = postgres(url) if url else sqlite()
    snapshot = postgres(url) if url else sqlite()
    if not url:
        snapshot["OPTIONS"]["transaction_mode"] = "DEFERRED"
    return {"default": default, "snapshot": snapshot | {"TEST": {"MIRROR": "default"}}}


def look_at_the_data() -> None:
    """Let SQLite's planner see how rows spread over indexes; PostgreSQL looks by itself.

    Without that it guesses: it walked through all records of a kind to find those of one unit. A sample of each index takes
    some milliseconds.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
