"""The side database of a generation: which file belongs to which bundle, and the SHA-256 of what was written.

A file's row stands before its bytes do (``digest`` null until they are written), so that nothing on the disk is ever
unknown here: what was interrupted is written again or removed. It can be thrown away: a full build makes it anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, bundle TEXT NOT NULL, shard INTEGER NOT NULL, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS file_bundle ON file (bundle);
CREATE INDEX IF NOT EXISTS file_shard ON file (shard, path);
"""


def shard_of(path: str) -> int:
    """0 to 255: the first byte of the SHA-256 of a path, of its bytes also where they are no UTF-8."""
    return sha256(path.encode("utf-8", "surrogateescape")).digest()[0]


class Manifest:
    """Rows of one generation. ``empty`` for one that is filled from nothing: it is indexed when it is full."""

    def __init__(self, path: Path, *, read_only: bool = False, empty: bool = False) -> None:
        self.path = path
        if read_only:
            self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
            return
        self.db = sqlite3.connect(path, isolation_level=None, timeout=20)
        # A kill loses nothing that was committed; after a loss of power the site is built anew anyway.
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + TABLES)
        if not empty:
            self.index()

    def index(self) -> None:
        """Let rows be found by bundle and by shard. Shards come in no order at all: entered row by row, they cost most of a fill."""
        self.db.executescript(INDEXES)

    def close(self) -> None:
        self.db.close()

    def meta(self, key: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, **values: str) -> None:
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def digest(self, path: str) -> bytes | None:
        row = self.db.execute("SELECT digest FROM file WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def paths_of(self, bundle: str) -> set[str]:
        return {row[0] for row in self.db.execute("SELECT path FROM file WHERE bundle = ?", (bundle,))}

    def announce(self, bundle: str, paths: Iterable[str]) -> None:
        """These files are about to be written."""
        self.add((path, bundle, None) for path in paths)

    def add(self, rows: Iterable[tuple[str, str, bytes | None]]) -> None:
        """Enter (path, bundle, digest)."""
        full = [(path, bundle, shard_of(path), digest) for path, bundle, digest in rows]
        self.db.execute("BEGIN")
        self.db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", full)
        self.db.execute("COMMIT")

    def drop(self, paths: Iterable[str]) -> None:
        self.db.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in paths])

    def shard(self, number: int) -> Iterator[tuple[str, bytes]]:
        """Path and digest of a shard's files, by path."""
        yield from self.db.execute("SELECT path, digest FROM file WHERE shard = ? AND digest IS NOT NULL ORDER BY path", (number,))  # fmt: skip

    def count(self) -> int:
        return self.db.execute("SELECT COUNT(*) FROM file").fetchone()[0]
