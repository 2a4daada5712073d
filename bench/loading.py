"""Loads narrow cases by the million: by COPY on PostgreSQL, by plain inserts on SQLite, with indexes and constraints made at the end.

All numbers are known beforehand: a phase repeats its moulds so many times, each repetition has as many facts and rows as the
other. So several processes load parts of it, and the order of facts is dense nevertheless. Each leaf commits to its fact.
"""

import multiprocessing
import os
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from math import ceil
from queue import Empty
from random import Random
from typing import Any

from django.db import connection, connections, transaction

from bench.narrow import ALL_TABLES, KEY, UNIT, Mould, Part, Slot, moulds
from bench.prototypes import Row, read
from bench.seed import DUTIES_FROM
from gongkai.demo.stage import Progress
from gongkai.engines.measures import cells, sheets
from gongkai.ground.documents.models import Register
from gongkai.ground.home.database import look_at_the_data
from gongkai.ground.units.models import Unit
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import consumers
from gongkai.pure.tlog.entry import SALT_BYTES, encode_entry

PROCESSES, CHUNK = 2, 5_000
OPEN = 200
"""One case in so many is open: what a city that closes two million a year in some days each has on its desks."""
FACT, LEAF = "ledger_fact", "ledger_leaf"
LOADED = (FACT, LEAF, *ALL_TABLES)
COLUMNS = {FACT: ("idx", "name", "ref", "at", "actor", "body", "salt"), LEAF: ("idx", "entry")}


class Unlike(RuntimeError):
    """What was loaded is not what was to be loaded."""


@dataclass(frozen=True)
class Phase:
    """Moulds that are copied in turn, ``times`` times, and where their numbers begin."""

    moulds: tuple[Mould, ...]
    times: int
    idx: int
    number: int
    ids: dict[str, int]

    @property
    def facts(self) -> int:
        return sum(len(each.facts) for each in self.moulds)

    @property
    def rows(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for each in self.moulds:
            found.update({table: len(rows) for table, rows in each.rows.items()})
        return found


def load(cases: int, prototypes: int, *, steps: bool) -> int:
    """Add at least so many narrow cases, like the first ones in the database; how many they are. What measures count is counted too.
    ``steps``: do closed cases keep theirs.
    """
    sheets.catch_up()
    phases = plan(moulds(read(Case, prototypes), steps=steps), cases)
    total = sum(len(each.moulds) * each.times for each in phases)
    with _bare(), _unsynced():
        _insert_all(phases, total)
    _number_on(phases)
    sheets.catch_up()  # Only the cells are left to count.
    return total


def plan(known: list[Mould], cases: int) -> list[Phase]:
    """Year by year, as in life; what is open comes last."""
    years = sorted({each.year for each in known})
    groups = [tuple(each for each in known if each.year == year and not each.open) for year in years]
    groups = [each for each in groups if each]
    opened = tuple(each for each in known if each.open)
    wanted = [(group, ceil((cases - cases // OPEN) / len(groups) / len(group))) for group in groups]
    wanted.append((opened, ceil(cases // OPEN / len(opened)) if opened else 0))
    numbers = {year: _last_number(year) for year in years}
    idx, ids = consumers.head(), {table: _last_id(table) for table in ALL_TABLES}
    found = []
    for group, times in wanted:
        if not group or not times:
            continue
        (year,) = {each.year for each in group}
        found.append(Phase(group, times, idx, numbers[year], dict(ids)))
        idx += found[-1].facts * times
        numbers[year] += len(group) * times
        for table, n in found[-1].rows.items():
            ids[table] += n * times
    return found


def _last_number(year: str) -> int:
    last = Register.objects.filter(name=f"case/foi/{year}").values_list("last", flat=True).first()
    return last or 0


def _last_id(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        return max(cursor.fetchone()[0], DUTIES_FROM if table == "flow_duty" else 0)


def _number_on(phases: list[Phase]) -> None:
    """Registers, consumers' places and sequences go on where the copies ended."""
    for each in phases:
        name, last = f"case/foi/{each.moulds[0].year}", each.number + len(each.moulds) * each.times
        Register.objects.update_or_create(name=name, defaults={"last": last})
    consumers.move_to(sheets.NAME, consumers.head())
    cells.move_on(sheets.NOWHERE)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ALL_TABLES:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST((SELECT MAX(id) FROM {table}), 1))"
                )
            cursor.execute("VACUUM (ANALYZE)")
    look_at_the_data()


# How a copy is written


class Rendered:
    """The rows of a mould as they are written again and again: a template and what stands in its places."""

    def __init__(self, mould: Mould, places: dict[Slot, int], text: bool) -> None:
        self.facts = [
            (each, tuple(places[slot] for slot in each.slots), _fact(each, places[KEY, 0]) if text else None)
            for each in mould.facts
        ]
        make = _line if text else _tuple
        self.rows = {table: [make(row, places) for row in rows] for table, rows in mould.rows.items() if rows}


def _fact(each: Any, key: int) -> bytes:
    at, name, actor = (_text(value).replace(b"%", b"%%") for value in (each.stored_at, each.name, each.actor))
    return b"%d\t" + name + b"\tcase:%b\t" + at + b"\t" + actor + b"\t\\\\x%b\t\\\\x%b\n"


def _line(row: Row, places: dict[Slot, int]) -> Callable[[list[Any]], bytes]:
    parts, used = [], []
    for value in row.values():
        if isinstance(value, tuple):
            parts.append(b"%d")
            used.append(places[value])
        elif isinstance(value, Part):
            parts.append(_text(str(value)).replace(b"%", b"%%").replace(b"{}", b"%b"))
            used += [places[KEY, 0]] * value.count("{}")
        else:
            parts.append(_text(value).replace(b"%", b"%%"))
    template, at = b"\t".join(parts) + b"\n", tuple(used)
    return lambda known: template % tuple([known[n] for n in at])


def _text(value: Any) -> bytes:
    """A value as COPY reads it."""
    if value is None:
        return b"\\N"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, datetime | date):
        return value.isoformat().encode()
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r").encode()
    if isinstance(value, int):
        return b"%d" % value
    raise Unlike(f"{value!r} can't be written for COPY")


def _tuple(row: Row, places: dict[Slot, int]) -> Callable[[list[Any]], tuple[Any, ...]]:
    def one(known: list[Any]) -> tuple[Any, ...]:
        key = known[places[KEY, 0]].decode()
        return tuple(
            known[places[value]]
            if isinstance(value, tuple)
            else value.replace("{}", key)
            if isinstance(value, Part)
            else value
            for value in row.values()
        )

    return one


class Chunk:
    """Some repetitions of a phase, written by table."""

    def __init__(self, phase: Phase, units: list[int], text: bool) -> None:
        self._phase, self._units, self._text = phase, units, text
        self._offsets, self._rendered, at = [], [], Counter[str]()
        idx = 0
        for mould in phase.moulds:
            slots = [(KEY, 0), (UNIT, 0), *(("idx", n) for n in range(len(mould.facts)))]
            slots += [(table, n) for table, rows in mould.rows.items() for n in range(len(rows))]
            places = {slot: n for n, slot in enumerate(slots)}
            self._rendered.append(Rendered(mould, places, text))
            self._offsets.append((idx, dict(at)))
            idx += len(mould.facts)
            at.update({table: len(rows) for table, rows in mould.rows.items()})
        self._facts, self._rows = idx, dict(at)

    def written(self, first: int, times: int) -> dict[str, list[Any]]:
        """The lines of these repetitions by table."""
        found: dict[str, list[Any]] = {table: [] for table in LOADED}
        rng = Random(first + 1)
        for time in range(first, first + times):
            number = self._phase.number + time * len(self._phase.moulds)
            idx0 = self._phase.idx + time * self._facts
            for n, (mould, rendered, (idx, at)) in enumerate(
                zip(self._phase.moulds, self._rendered, self._offsets, strict=True), start=1
            ):
                # Some units have much to do, most little.
                unit = self._units[int(len(self._units) * rng.random() ** 2)]
                known: list[Any] = [b"%b-%04d" % (mould.year.encode(), number + n), unit]
                known += range(idx0 + idx, idx0 + idx + len(mould.facts))
                for table, rows in mould.rows.items():
                    base = self._phase.ids[table] + time * self._rows[table] + at.get(table, 0) + 1
                    known += range(base, base + len(rows))
                self._write(rendered, known, idx0 + idx, found)
        return found

    def _write(self, rendered: Rendered, known: list[Any], idx: int, found: dict[str, list[Any]]) -> None:
        salts, key = os.urandom(SALT_BYTES * len(rendered.facts)), known[0]
        facts, leaves = found[FACT], found[LEAF]
        for n, (told, at, template) in enumerate(rendered.facts):
            body, salt = told.body % tuple([known[each] for each in at]), salts[n * SALT_BYTES : (n + 1) * SALT_BYTES]
            entry = ENTRY % b64encode(sha256(salt + body).digest())
            if template:
                facts.append(template % (idx + n, key, body.hex().encode(), salt.hex().encode()))
                leaves.append(b"%d\t\\\\x%b\n" % (idx + n, entry.hex().encode()))
            else:
                facts.append((idx + n, told.name, f"case:{key.decode()}", told.stored_at, told.actor, body, salt))
                leaves.append((idx + n, entry))
        for table, makers in rendered.rows.items():
            found[table] += [make(known) for make in makers]


def _entry_template() -> bytes:
    """A leaf's entry with a place for the commitment, by what really writes it."""
    salt = bytes(SALT_BYTES)
    entry = encode_entry(salt, b"{}")
    return entry.replace(b64encode(sha256(salt + b"{}").digest()), b"%b")


ENTRY = _entry_template()


# Into the database


def _insert_all(phases: list[Phase], total: int) -> None:
    progress, text = Progress(total, "Loading"), connection.vendor == "postgresql"
    units = list(
        Unit.objects.filter(in_totals=True, closed_on=None)
        .exclude(level="government")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    columns = COLUMNS | {
        t: tuple(next(m.rows[t][0] for p in phases for m in p.moulds if m.rows[t]))
        for t in ALL_TABLES
        if any(m.rows[t] for p in phases for m in p.moulds)
    }
    work = [
        (n, first, min(_times(each), each.times - first))
        for n, each in enumerate(phases)
        for first in range(0, each.times, _times(each))
    ]
    if not text:
        done = 0
        made = {n: Chunk(each, units, text) for n, each in enumerate(phases)}
        for n, first, times in work:
            _store(made[n].written(first, times), columns)
            progress.show(done := done + times * len(phases[n].moulds))
        return
    connections.close_all()
    with _workers(phases, units, columns) as (asked, answered, running):
        for each in work:
            asked.put(each)
        for _ in running:
            asked.put(None)
        done = 0
        while done < total:
            try:
                done += answered.get(timeout=5)
                progress.show(done)
            except Empty:
                if any(each.exitcode for each in running):
                    raise Unlike("a loading process failed; what is said above tells why") from None


def _times(phase: Phase) -> int:
    return max(CHUNK // len(phase.moulds), 1)


@contextmanager
def _workers(
    phases: list[Phase], units: list[int], columns: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Any, Any, list[Any]]]:
    """Processes that load what is asked for and answer how many cases they were; gone afterwards, whatever happens."""
    fork = multiprocessing.get_context("fork")
    asked, answered = fork.Queue(), fork.Queue()

    def run() -> None:
        made = {n: Chunk(each, units, True) for n, each in enumerate(phases)}
        while (each := asked.get()) is not None:
            n, first, times = each
            _store(made[n].written(first, times), columns)
            answered.put(times * len(phases[n].moulds))

    running = [fork.Process(target=run, daemon=True) for _ in range(PROCESSES)]
    for each in running:
        each.start()
    try:
        yield asked, answered, running
        for each in running:
            each.join()
    finally:
        for each in running:
            each.terminate()


def _store(written: dict[str, list[Any]], columns: dict[str, tuple[str, ...]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, lines in written.items():
            if not lines:
                continue
            names = ", ".join(f'"{name}"' for name in columns[table])
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write(b"".join(lines))
            else:
                marks = ", ".join(["%s"] * len(columns[table]))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", lines)


@contextmanager
def _unsynced() -> Iterator[None]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1048576")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


@contextmanager
def _bare() -> Iterator[None]:
    """Without the indexes and constraints of these tables, which are made anew at the end: what does not hold is told then."""
    made = _postgres_indexes() if connection.vendor == "postgresql" else _sqlite_indexes()
    with connection.cursor() as cursor:
        for _, drop in made:
            cursor.execute(drop)
    yield
    progress = Progress(len(made), "Indexes")
    with connection.cursor() as cursor:
        for n, (make, _) in enumerate(reversed(made), start=1):
            cursor.execute(make)
            progress.show(n)


def _sqlite_indexes() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(LOADED))
        cursor.execute(
            f"SELECT sql, 'DROP INDEX ' || name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            LOADED,
        )
        return cursor.fetchall()


def _postgres_indexes() -> list[tuple[str, str]]:
    """How to make them and how to drop them, in an order in which they can be dropped."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype IN ('f', 'u', 'p') AND (conrelid::regclass::text = ANY(%s) OR confrelid::regclass::text = ANY(%s))"
            " ORDER BY array_position(ARRAY['f', 'u', 'p']::\"char\"[], contype)",
            [list(LOADED), list(LOADED)],
        )
        for table, name, made in cursor.fetchall():
            found.append(
                (f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {made}', f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            )
        cursor.execute(
            "SELECT indexdef, indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE conindid = format('%%I.%%I', schemaname, indexname)::regclass)",
            [list(LOADED)],
        )
        found += [(made, f'DROP INDEX "{name}"') for made, name in cursor.fetchall()]
    return found
