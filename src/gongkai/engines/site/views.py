"""How often pages are looked at: a number a day for the site and a number a month for each page, and nothing else.

No address, no time of day, no cookie, nothing that a browser says of itself is kept. A web process counts in memory and adds what it has to a
small database of its own every few seconds; it lies with what may be lost.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Lock, Timer

from gongkai.ground.home import home_path
from gongkai.ground.ui.words import CHINA

REST = 5.0
"""Seconds between two writes."""
MONTHS = 25
"""For so many months pages are told apart."""
MACHINES = ("bot", "spider", "crawl", "slurp", "curl", "wget", "python", "headless", "monitor")
"""What a program that is no reader calls itself; it is looked at and forgotten. Words, for a pattern without case costs as much as all the rest
of sending a page four times over."""
_TABLES = """
CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pages (month TEXT, path TEXT, count INTEGER NOT NULL, PRIMARY KEY (month, path));
"""
_DAY = "INSERT INTO days VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET count = count + excluded.count"
_PAGE = "INSERT INTO pages VALUES (?, ?, ?) ON CONFLICT (month, path) DO UPDATE SET count = count + excluded.count"


def _file() -> Path:
    return home_path("cache", "views.sqlite")


def _open() -> sqlite3.Connection:
    _file().parent.mkdir(parents=True, exist_ok=True)
    found = sqlite3.connect(_file(), timeout=2)
    found.executescript(_TABLES)
    return found


class Views:
    """Counts in memory, and writes a while after the first that it has not written; ``now`` is asked for the day only then."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now, self._seen, self._lock = now, Counter[str](), Lock()
        self._awaited = False

    def count(self, path: str, agent: str) -> None:
        """A page was sent to somebody."""
        said = agent.lower()
        if not said or any([word in said for word in MACHINES]):
            return
        with self._lock:
            self._seen[path] += 1
        self._write_later()

    def _write_later(self) -> None:
        """Once it has rested, whether or not somebody else comes meanwhile."""
        with self._lock:
            if self._awaited:
                return
            self._awaited = True
        timer = Timer(REST, self.write)
        timer.daemon = True
        timer.start()

    def write(self) -> None:
        """Add what was counted to what is kept. What cannot be written now is tried again with the next."""
        with self._lock:
            seen, self._seen, self._awaited = self._seen, Counter(), False
        if not seen:
            return
        day = self._now().astimezone(CHINA).date().isoformat()
        try:
            with closing(_open()) as opened, opened:
                opened.execute(_DAY, (day, seen.total()))
                opened.executemany(_PAGE, [(day[:7], path, count) for path, count in seen.items()])
                opened.execute("DELETE FROM pages WHERE month < ?", (_months_before(day, MONTHS),))
        except sqlite3.Error:
            with self._lock:
                self._seen.update(seen)
            self._write_later()


def _months_before(day: str, count: int) -> str:
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 - count
    return f"{months // 12:04}-{months % 12 + 1:02}"


def by_day(limit: int) -> list[tuple[str, int]]:
    """The latest days on which anybody looked, the latest first."""
    return _ask("SELECT day, count FROM days ORDER BY day DESC LIMIT ?", limit)


def by_month() -> list[tuple[str, int]]:
    """Each month, the latest first."""
    return _ask("SELECT substr(day, 1, 7), sum(count) FROM days GROUP BY 1 ORDER BY 1 DESC")


def most_seen(month: str, limit: int) -> list[tuple[str, int]]:
    """The paths looked at most in a month."""
    return _ask("SELECT path, count FROM pages WHERE month = ? ORDER BY count DESC, path LIMIT ?", month, limit)


def _ask(question: str, *values: object) -> list[tuple[str, int]]:
    if not _file().exists():
        return []
    try:
        with closing(_open()) as opened:
            return opened.execute(question, values).fetchall()
    except sqlite3.Error:
        return []
