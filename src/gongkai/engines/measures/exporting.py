"""Count sheets as Parquet, for a county's decade to be counted elsewhere: one folder, all sheets as of one number of facts.

Each export lies in a folder ``at-<facts>`` of its own, and ``export.json`` names the one that holds, so whoever reads meanwhile sees the old
one or the new one. One that broke off is begun anew; one that is there already is left. Sheets hold no personal data, so no file here does.
"""

import csv
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from django.db import models
from django.utils.timezone import localdate, make_aware

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.ground.ledger.log import recorded_at, size_before, store
from gongkai.ground.units.queries import government

MANIFEST, LOCK = "export.json", ".lock"
FORMAT = 1
PART = 500_000  # rows of a file
NULL = "\\N"
UNITS, CLOSURE, DAYS = "units", "closure", "days"
"""Beside the sheets: units by code, which stood below which and when, and how many facts there were at the end of each day."""
_TYPES: tuple[tuple[type[models.Field], str], ...] = (
    (models.DateField, "DATE"),
    (models.BooleanField, "BOOLEAN"),
    (models.CharField, "VARCHAR"),
    (models.IntegerField, "BIGINT"),
    (models.ForeignKey, "BIGINT"),
)
Tick = Callable[[int, int], None]
"""Told how many rows are written, of how many."""


class NotAnExport(ValueError):
    """A folder holds something else, or an export that cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Done:
    """``size``: how many facts it tells; ``fresh``: it was there already."""

    size: int
    rows: int
    fresh: bool


@dataclass(frozen=True)
class Part:
    """A table of the export: its columns with their types, how many rows there are, and the rows."""

    name: str
    columns: dict[str, str]
    count: int
    rows: Iterator[tuple[Any, ...]]


def export(folder: Path, tick: Tick | None = None) -> Done:
    """Write all sheets as they are now. Raises NotAnExport for a folder that holds something else, or in which another export is at work."""
    with _alone(folder), counting.snapshot() as using, _engine(folder) as engine:
        size = sheets.counted(using)
        manifest = read_manifest(folder) if (folder / MANIFEST).exists() else {}
        if manifest.get("size") == size:
            return Done(size, manifest["rows"], fresh=True)
        into = folder / f"at-{size}"
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(mode=0o700)
        parts = list(_parts(using, size))
        total, done = max(sum(each.count for each in parts), 1), 0
        files: dict[str, list[dict[str, Any]]] = {}
        for part in parts:
            for path, rows in _written(part, into, engine):
                files.setdefault(part.name, []).append({"file": path.name, "rows": rows, "bytes": path.stat().st_size})
                done += rows
                if tick:
                    tick(min(done, total), total)
        known = government()
        told = {"format": FORMAT, "size": size, "rows": done, "government": known.name if known else "", "files": files}
        store(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode(), 0o600)
        for old in folder.glob("at-*"):
            if old != into:
                shutil.rmtree(old, ignore_errors=True)
        return Done(size, done, fresh=False)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the folder says of its export. Raises NotAnExport."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        whole = isinstance(told["size"], int) and isinstance(told["rows"], int) and isinstance(told["files"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        whole, told = False, {}
    if not whole:
        raise NotAnExport(f"{folder} holds no export; `gongkai measures export -o {folder}` makes one")
    if told["format"] != FORMAT:
        raise NotAnExport(f"{folder} was exported by another release; export it anew into another folder")
    return told


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        strange = [
            each for each in folder.iterdir() if each.name not in (MANIFEST, LOCK) and not each.name.startswith("at-")
        ]
        if strange:
            raise NotAnExport(
                f"{folder} holds other things ({strange[0].name}); name an empty folder, or one that does not exist"
            )
        with (folder / LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError:
        raise NotAnExport(f"another export is at work in {folder}; wait for its end") from None


def _parts(using: str, size: int) -> Iterator[Part]:
    for name, sheet in counting.SHEETS.items():
        yield _of(name, sheets.stored(sheet).using(using), ("ref", "from_idx", "to_idx", *sheet.COLUMNS))
    units, closure = counting.units_and_closure(using)
    yield _of(UNITS, units, ("id", "code", "name", "short_name", "in_totals"))
    yield _of(CLOSURE, closure, ("ancestor_id", "descendant_id", "from_on", "to_on"))
    days = list(_days(size))
    yield Part(DAYS, {"day": "DATE", "size": "BIGINT"}, len(days), iter(days))


def _of(name: str, rows: models.QuerySet[Any], columns: tuple[str, ...]) -> Part:
    types = {each: _type(rows.model._meta.get_field(each)) for each in columns}
    return Part(name, types, rows.count(), rows.values_list(*columns).iterator(chunk_size=10_000))


def _type(field: models.Field) -> str:
    if isinstance(field, models.DecimalField):
        return f"DECIMAL({field.max_digits},{field.decimal_places})"
    return next(told for of, told in _TYPES if isinstance(field, of))


def _days(size: int) -> Iterator[tuple[Any, int]]:
    """Each day on which something happened, with how many facts there were at its end."""
    known = 0
    while known < size:
        day = localdate(recorded_at(known))
        known = max(size_before(make_aware(datetime.combine(day + timedelta(1), time())), known + 1), known + 1)
        yield day, min(known, size)


def _written(part: Part, into: Path, engine: duckdb.DuckDBPyConnection) -> Iterator[tuple[Path, int]]:
    """Its files, one after another; an empty table has one too, which tells its columns."""
    number = 0
    while True:
        path, plain = into / f"{part.name}-{number + 1:04}.parquet", into / f"{part.name}.csv"
        with plain.open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out)
            rows = 0
            for row in islice(part.rows, PART):
                lines.writerow([NULL if value is None else value for value in row])
                rows += 1
        if rows or not number:
            _pack(part, plain, path, engine)
            yield path, rows
        plain.unlink()
        number += 1
        if rows < PART:
            return


def _engine(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1, "memory_limit": "1GB", "temp_directory": str(folder / "at-work")})


def _pack(part: Part, plain: Path, path: Path, engine: duckdb.DuckDBPyConnection) -> None:
    told = engine.read_csv(
        str(plain), header=False, na_values=NULL, quotechar='"', escapechar='"', delimiter=",", columns=part.columns, auto_detect=False
    )  # fmt: skip
    told.write_parquet(str(path), compression="zstd")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
