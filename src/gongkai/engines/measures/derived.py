"""Count sheets held against the facts: folded once more, in a temporary file, and compared row by row."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from gongkai.engines.measures import cells, sheets
from gongkai.engines.measures.models import Sheet
from gongkai.ground.ledger.derived import Find
from gongkai.ground.ledger.findings import each_row
from gongkai.ground.ledger.models import plain

ANEW = "`gongkai rebuild` makes it anew"
BATCH = 20_000  # images


class Held:
    """Folds the facts that the sheets have counted; what came later is the worker's to count yet."""

    def __init__(self, folder: Path) -> None:
        self._book, self._counted = Refolded(folder / "sheets"), sheets.counted()
        self._images: list[sheets.Image] = []

    def size(self) -> int:
        return sum(sheets.stored(sheet).count() for sheet in sheets.SHEETS)

    def add(self, idx: int, rows: dict[str, Any]) -> None:
        if idx < self._counted:
            self._images += sheets.images(idx, rows)
            if len(self._images) >= BATCH:
                self._enter()

    def close(self) -> None:
        self._book.close()

    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        self._enter()
        for sheet in sheets.SHEETS:
            label = sheet._meta.label_lower
            for row in each_row(sheets.stored(sheet), _named(find, label)):
                tick(1)
                where = f"{label}/{row.ref} from fact {row.from_idx}"
                told = self._book.take(sheet, row.ref, row.from_idx)
                if told is None:
                    find(where, f"no fact gives this row; {ANEW}")
                    continue
                wrong = [name for name, value in told.items() if plain(getattr(row, name)) != value]
                if wrong:
                    find(where, f"{', '.join(wrong)}: not as the facts give it; {ANEW}")
            for ref, idx in self._book.left(sheet):
                find(f"{label}/{ref} from fact {idx}", f"the row is missing; {ANEW}")
        if cells.in_step():
            self._cells(find)

    def _cells(self, find: Find) -> None:
        try:
            for cell, key, told, counted in cells.differing():
                where = f"{cell._meta.label_lower}/{', '.join(map(str, key))}"
                find(where, f"it says {told}, and {counted} rows are so; {ANEW}")
        except (TypeError, ValueError) as error:
            find(
                "measures.caseyear/?",
                f"a row can't be read, so that cells can't be held against the rows: {error}; {ANEW}",
            )

    def _enter(self) -> None:
        sheets.enter(self._images, self._book)
        self._images = []


def _named(find: Find, label: str) -> Callable[[Any, str], None]:
    return lambda pk, told: find(f"{label}/{pk}", told)


class Refolded:
    """A book of sheets (see ``sheets.Stored``) in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(str(path), isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        self._file.execute("BEGIN")
        for sheet in sheets.SHEETS:
            table = sheet._meta.db_table
            columns = ", ".join(f'"{name}"' for name in sheet.COLUMNS)
            self._file.execute(
                f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, seen INTEGER NOT NULL DEFAULT 0, ref, from_idx, to_idx, {columns})"
            )
            self._file.execute(f"CREATE INDEX {table}_ref ON {table} (ref, from_idx)")
            if "record" in sheet.COLUMNS:
                self._file.execute(f"CREATE INDEX {table}_record ON {table} (record) WHERE to_idx IS NULL")

    def close(self) -> None:
        self._file.close()

    def live(self, sheet: type[Sheet], column: str, values: Iterable[str]) -> Iterator[Sheet]:
        names = ("id", "ref", "from_idx", *sheet.COLUMNS)
        asked = ", ".join(f'"{name}"' for name in names)
        for value in sorted(values):
            sql = f'SELECT {asked} FROM {sheet._meta.db_table} WHERE "{column}" = ? AND to_idx IS NULL'
            for row in self._file.execute(sql, [value]).fetchall():
                told = dict(zip(names, row, strict=True))
                yield sheet(**{name: sheets.value_of(sheet, name, each) for name, each in told.items()})

    def end(self, sheet: type[Sheet], ended: list[Sheet]) -> None:
        sql = f"UPDATE {sheet._meta.db_table} SET to_idx = ? WHERE id = ?"
        self._file.executemany(sql, [(row.to_idx, row.pk) for row in ended])

    def add(self, sheet: type[Sheet], rows: list[Sheet]) -> None:
        names = ("ref", "from_idx", "to_idx", *sheet.COLUMNS)
        asked, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        told = ([plain(getattr(row, name)) for name in names] for row in rows)
        self._file.executemany(f"INSERT INTO {sheet._meta.db_table} ({asked}) VALUES ({marks})", told)

    def take(self, sheet: type[Sheet], ref: str, from_idx: int) -> dict[str, Any] | None:
        """What a row holds that begins so, each once: two begin with one fact if it moved the record and its outlet."""
        table, names = sheet._meta.db_table, ("to_idx", *sheet.COLUMNS)
        asked = ", ".join(f'"{name}"' for name in names)
        sql = f"SELECT id, {asked} FROM {table} WHERE ref = ? AND from_idx = ? AND NOT seen ORDER BY id LIMIT 1"
        found = self._file.execute(sql, [ref, from_idx]).fetchone()
        if found is None:
            return None
        self._file.execute(f"UPDATE {table} SET seen = 1 WHERE id = ?", found[:1])
        return dict(zip(names, found[1:], strict=True))

    def left(self, sheet: type[Sheet]) -> Iterator[tuple[str, int]]:
        """Rows that were not taken: (ref, from_idx)."""
        yield from self._file.execute(f"SELECT ref, from_idx FROM {sheet._meta.db_table} WHERE NOT seen ORDER BY id")


def rebuild() -> str:
    return f"count sheets: folded from {sheets.rebuild()} facts"
