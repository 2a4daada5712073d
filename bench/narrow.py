"""Prototypes of cases made narrow, so that ten million of them find room: what supervision and tables count is kept, their papers are not.

A narrow case has all facts of its prototype, in the same order, and where these are too few, that somebody was alerted of its
term. An open one keeps of the rows that these facts spoke of all but what is sealed. A closed one keeps the case as it ended, its
steps if that is asked for, and of the last year some also the case as it began, some in which a correction was asked their steps
and the clock of that. A row that is left out is left out of the facts too: each row that is kept is as the last image of it
says, and the count sheet is folded from what the bodies still say. Images of closed cases hold the columns that are counted.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bench import prototypes
from bench.prototypes import YEAR, Prototype, Row
from gongkai.engines.measures import sheets
from gongkai.engines.measures.models import CaseSheet, Sheet
from gongkai.ground.ledger.models import plain
from gongkai.pure.tlog.entry import canonical

CASE, STEP, CLOCK, EVENT, DUTY = "cases.case/", "flow.steptaken/", "flow.clock/", "flow.clockevent/", "flow.duty/"
TABLES = {
    CASE: "cases_case", STEP: "flow_steptaken", CLOCK: "flow_clock", EVENT: "flow_clockevent", DUTY: "flow_duty",
}  # fmt: skip
SHEET = CaseSheet._meta.db_table
ALL_TABLES = (*TABLES.values(), SHEET)
KEY, UNIT = "key", "unit"
ASKED, ALERT = "ask_correction", "oversight.alerted"
LEAST_FACTS = 5
"""A closed case has at least so many."""
COUNTED = frozenset({*CaseSheet.COLUMNS, "state", "revision"} - set(sheets.LATER))

Slot = tuple[str, int]
"""What differs from copy to copy: the key or the unit (with 0), "idx" and a place among the case's facts, a table and a place among its rows."""


class Part(str):
    """A text in which the key stands for ``{}``."""


@dataclass(frozen=True)
class Told:
    """A fact of a narrow case: ``body`` is a template, ``slots`` what stands in its places."""

    name: str
    stored_at: Any
    actor: str
    body: bytes
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Mould:
    """From which copies of a narrow case are made. Rows by table; a value is a ``Slot`` (a tuple), a ``Part``, or stands as it is."""

    year: str
    open: bool
    facts: tuple[Told, ...]
    rows: dict[str, list[Row]]


def moulds(prototypes: Iterable[Prototype], *, steps: bool) -> list[Mould]:
    """``steps``: do closed cases keep theirs."""
    every = list(prototypes)
    alert = next(((each, fact) for each in every for fact in each.facts if fact.name == ALERT), None)
    return [_Narrowing(each, alert, steps).mould() for each in every]


class _Narrowing:
    def __init__(self, of: Prototype, alert: tuple[Prototype, prototypes.Told] | None, keeps_steps: bool) -> None:
        self._of, self._case = of, of.rows["cases_case"][0]
        self._open = self._case["closed_on"] is None
        self._facts = list(of.facts)
        while alert and not self._open and len(self._facts) < LEAST_FACTS:
            self._facts.insert(-1, self._alerted(*alert))
        recent, number = str(self._case["registered_on"])[:4] == str(YEAR), int(of.key.partition("-")[2])
        self._told_twice = recent and number % 4 == 0
        self._asked = recent and number % 2 == 0 and ASKED in {row["name"] for row in of.rows["flow_steptaken"]}
        self._keeps_steps = self._open or self._asked or keeps_steps

    def _alerted(self, other: Prototype, fact: prototypes.Told) -> prototypes.Told:
        """The alert of another case, as this one's, at the time of the fact before it."""
        before = self._facts[-2]
        body = json.loads(fact.body.replace(other.key.encode(), self._of.key.encode())) | {
            "at": plain(before.at),
            "rows": {},
        }
        return replace(fact, at=before.at, stored_at=before.stored_at, body=canonical(body))

    def mould(self) -> Mould:
        bodies = [json.loads(fact.body) for fact in self._facts]
        named = [name for body in bodies for name in body["rows"] if name.startswith(CASE)]
        last = max(n for n, body in enumerate(bodies) if named[0] in body["rows"])
        for n, body in enumerate(bodies):
            kept = {name: image for name, image in body["rows"].items() if self._kept(name, n, last)}
            if named[0] in kept:
                kept[named[0]] |= {"query_hash": "", "form_token": None}
            body["rows"] = kept if self._open else {name: _counted(name, image) for name, image in kept.items()}
        rows = self._rows({name for body in bodies for name in body["rows"]}) | {SHEET: self._sheet(bodies)}
        told = tuple(
            Told(fact.name, fact.stored_at, fact.actor, *self._template(canonical(body), rows))
            for fact, body in zip(self._facts, bodies, strict=True)
        )
        return Mould(
            self._of.key.partition("-")[0], self._open, told, {t: self._slotted(t, r, rows) for t, r in rows.items()}
        )

    def _kept(self, name: str, n: int, last: int) -> bool:
        if name.startswith(CASE):
            return self._open or n == last or (n == 0 and self._told_twice)
        if name.startswith(STEP):
            return self._keeps_steps
        if name.startswith((CLOCK, EVENT)):
            return self._open or (self._asked and "/correction_request/" in name)
        return self._open and name.startswith(DUTY)

    def _rows(self, names: set[str]) -> dict[str, list[Row]]:
        """The rows of these names, in the order in which they are numbered."""
        found = {table: [] for table in TABLES.values()}
        clocks = {row["id"]: f"{row['ref']}/{row['name']}/{row['seq']}" for row in self._of.rows["flow_clock"]}
        found["cases_case"] = [self._case | {"query_hash": "", "form_token": None}]
        for row in self._of.rows["flow_steptaken"]:
            if f"{STEP}{row['ref']}#{row['seq']}" in names:
                found["flow_steptaken"].append(row)
        found["flow_clock"] = [row for row in self._of.rows["flow_clock"] if CLOCK + clocks[row["id"]] in names]
        for row in self._of.rows["flow_clockevent"]:
            if f"{EVENT}{clocks[row['clock_id']]}#{row['seq']}" in names:
                found["flow_clockevent"].append(row)
        # In the order of the old names, in which they stand in the bodies of facts.
        duties = [row for row in self._of.rows["flow_duty"] if f"{DUTY}{row['id']}" in names]
        found["flow_duty"] = sorted(duties, key=lambda row: str(row["id"]))
        return found

    def _sheet(self, bodies: list[dict[str, Any]]) -> list[Row]:
        book = _Book()
        told = (image for n, body in enumerate(bodies) for image in sheets.images(n, body["rows"]))
        sheets.enter(((n, name, image) for n, name, image in told if name.startswith(CASE)), book)
        return [
            {"id": None, "ref": self._of.key, "from_idx": ("idx", row.from_idx), "to_idx": row.to_idx and ("idx", row.to_idx)}
            | {name: _stored(getattr(row, name), self._case) for name in CaseSheet.COLUMNS}
            for row in book.rows
        ]  # fmt: skip

    def _slotted(self, table: str, rows: list[Row], every: dict[str, list[Row]]) -> list[Row]:
        clocks = {row["id"]: n for n, row in enumerate(every["flow_clock"])}
        found = []
        for n, row in enumerate(rows):
            new = {name: self._part(value) for name, value in row.items()} | {"id": (table, n)}
            if row.get("unit_id") == self._case["unit_id"]:
                new["unit_id"] = (UNIT, 0)
            if row.get("clock_id"):
                new["clock_id"] = ("flow_clock", clocks[row["clock_id"]])
            found.append(new)
        return found

    def _part(self, value: Any) -> Any:
        if isinstance(value, str) and self._of.key in value:
            return Part(value.replace(self._of.key, "{}"))
        return value

    def _template(self, body: bytes, rows: dict[str, list[Row]]) -> tuple[bytes, tuple[Slot, ...]]:
        """The body with a place for each name of its own, and what stands there, in their order."""
        places: dict[bytes, Slot] = {self._of.key.encode(): (KEY, 0)}
        for n, row in enumerate(rows["flow_duty"]):
            places[b'"flow.duty/%d"' % row["id"]] = ("flow_duty", n)
        for n, row in enumerate(rows["flow_clock"]):
            places[b'"clock_id":%d,' % row["id"]] = ("flow_clock", n)
        for end in (b",", b"}"):
            places[b'"unit_id":%d%s' % (self._case["unit_id"], end)] = (UNIT, 0)
        slots: list[Slot] = []

        def place(found: re.Match[bytes]) -> bytes:
            slots.append(places[found[0]])
            if slots[-1][0] == KEY:
                return b"%b"
            return re.sub(rb"\d+", b"%d", found[0])

        pattern = b"|".join(re.escape(each) for each in sorted(places, key=len, reverse=True))
        return re.sub(pattern, place, body.replace(b"%", b"%%")), tuple(slots)


def _counted(name: str, image: Row) -> Row:
    if name.startswith(CASE):
        return {column: value for column, value in image.items() if column in COUNTED}
    return image


class _Book(sheets.Stored):
    """Keeps the rows in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Sheet] = []

    def live(self, sheet: type[Sheet], column: str, values: Iterable[str]) -> Iterator[Sheet]:
        yield from ()

    def end(self, sheet: type[Sheet], ended: list[Sheet]) -> None:
        raise AssertionError("one case is folded at once")

    def add(self, sheet: type[Sheet], rows: list[Sheet]) -> None:
        self.rows += rows


def _stored(value: Any, like: Row) -> Any:
    """As the database gives it back: SQLite has days as text."""
    return plain(value) if isinstance(like["registered_on"], str) else value
