"""Texts of attachments, kept beside the index: reading one takes long, and its excerpts are made from it.

A file that is wanted waits until the worker has read it. ``owner`` is the record it belongs to; what no longer hangs on it is forgotten,
and overwritten on the disk.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gongkai.ground.search.places import root

TABLE = """
CREATE TABLE IF NOT EXISTS text (id TEXT PRIMARY KEY, owner TEXT NOT NULL, said BLOB);
CREATE INDEX IF NOT EXISTS of_owner ON text (owner);
CREATE INDEX IF NOT EXISTS waiting ON text (id) WHERE said IS NULL;
"""
READABLE = (
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""Media types of files whose text is indexed."""


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = root() / "texts.sqlite"
    connection = sqlite3.connect(file, timeout=10)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        try:
            connection.executescript(TABLE)
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise
            # Damaged: all of it can be read again.
            connection.close()
            file.unlink(missing_ok=True)
            connection = sqlite3.connect(file, timeout=10)
            connection.executescript(TABLE)
        with connection:
            yield connection
    finally:
        connection.close()


def hang_on(owners: dict[str, Iterable[str]]) -> dict[str, str]:
    """Say which files hang on these owners; the texts that are there, by file. The others wait; what hung there before is forgotten."""
    wanted = {file: owner for owner, files in owners.items() for file in files}
    if not wanted and not (root() / "texts.sqlite").exists():
        return {}
    with _open() as connection:
        had = {
            file
            for some in _some(list(owners))
            for (file,) in connection.execute(*_among("SELECT id FROM text WHERE owner", some))
        }
        connection.executemany("DELETE FROM text WHERE id = ?", [(file,) for file in had - wanted.keys()])
        new = [(file, owner) for file, owner in wanted.items() if file not in had]
        connection.executemany("INSERT OR IGNORE INTO text (id, owner) VALUES (?, ?)", new)
        return _texts(connection, list(wanted))


def texts(files: Iterable[str]) -> dict[str, str]:
    """Texts that have been read, by file."""
    files = list(files)
    if not files or not (root() / "texts.sqlite").exists():
        return {}
    with _open() as connection:
        return _texts(connection, files)


def _texts(connection: sqlite3.Connection, files: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _some(files):
        rows = connection.execute(*_among("SELECT id, said FROM text WHERE said IS NOT NULL AND id", some))
        found |= {file: zlib.decompress(said).decode() for file, said in rows}
    return found


def _some(values: list[str]) -> Iterator[list[str]]:
    yield from (values[start : start + 500] for start in range(0, len(values), 500))


def _among(question: str, values: list[str]) -> tuple[str, list[str]]:
    return f"{question} IN ({','.join('?' * len(values))})", values


def waiting(limit: int) -> list[tuple[str, str]]:
    """Files that nobody has read yet, with their owners."""
    if not (root() / "texts.sqlite").exists():
        return []
    with _open() as connection:
        return connection.execute("SELECT id, owner FROM text WHERE said IS NULL LIMIT ?", [limit]).fetchall()


def keep(file: str, said: str) -> None:
    """A file has been read; nothing if it hangs on nothing any more."""
    with _open() as connection:
        connection.execute("UPDATE text SET said = ? WHERE id = ?", [zlib.compress(said.encode(), 3), file])
