"""Folding the rows' images out of all facts, in a temporary file, and holding the rows against them."""

import json
import sqlite3
from collections.abc import Callable
from itertools import islice
from typing import Any

from django.apps import apps

from gongkai.ground.ledger.findings import CHUNK, UNREADABLE, Result, each_row
from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.tlog.entry import canonical

STEPS = "flow.steptaken/"  # names of steps: "flow.steptaken/<ref>#<seq>"
TABLES = """
CREATE TABLE image (name TEXT PRIMARY KEY, idx INTEGER NOT NULL, body BLOB, seen INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE step (ref TEXT PRIMARY KEY, seq INTEGER NOT NULL, target TEXT NOT NULL) WITHOUT ROWID;
"""


class Fold:
    """The last image of each row, and the last step of each subject. ``whole`` says that it began with the first fact."""

    def __init__(self, path: str, result: Result, *, whole: bool) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;" + TABLES)
        self._file.execute("BEGIN")
        self._result, self._whole = result, whole

    def close(self) -> None:
        self._file.close()

    def add(self, idx: int, rows: dict[str, Any]) -> None:
        """Take in the images of one fact; they must come in the facts' order."""
        told = [(name, idx, None if image is None else canonical(image)) for name, image in rows.items()]
        self._file.executemany("INSERT OR REPLACE INTO image (name, idx, body) VALUES (?, ?, ?)", told)
        steps = [(*_subject_and_seq(name), image) for name, image in rows.items() if name.startswith(STEPS) and image]
        for ref, seq, image in sorted(steps, key=lambda step: step[:2]):
            self._step(idx, ref, seq, image)

    def _step(self, idx: int, ref: str, seq: int, image: dict[str, Any]) -> None:
        last = self._file.execute("SELECT seq, target FROM step WHERE ref = ?", [ref]).fetchone()
        if last == (seq, image["target"]):
            return
        if last is None and self._whole:
            last = (0, "")
        if last is not None and (seq != last[0] + 1 or image["source"] != last[1]):
            self._result.find(
                f"{STEPS}{ref}#{seq}",
                f"fact {idx} takes it from {image['source']!r}, but step {last[0]} led to {last[1]!r}",
            )
        self._file.execute("INSERT OR REPLACE INTO step VALUES (?, ?, ?)", [ref, seq, image["target"]])

    def compare(self, tick: Callable[[int], None]) -> None:
        """Hold every row of every ledgered model against its last image; then ask for the rows that are not there."""
        for model in ledgered_models():
            self._compare_model(model, tick)
        gone = self._file.execute("SELECT name, idx FROM image WHERE NOT seen AND body IS NOT NULL ORDER BY name")
        for name, idx in gone:
            self._result.find(name, f"the row is missing; fact {idx} spoke of it last")

    def _compare_model(self, model: type[Ledgered], tick: Callable[[int], None]) -> None:
        label, there = model._meta.label_lower, model._default_manager.count()

        def unreadable(pk: Any, told: str) -> None:
            nonlocal there
            there -= 1
            self._result.find(f"{label}/pk {pk}", told)

        # A row's ledger key may ask the row it belongs to: fetched along, or each would be a query. The join leaves out what
        # belongs to nothing: these are counted.
        rows = each_row(model._default_manager.order_by("pk").select_related(), unreadable)
        while chunk := list(islice(rows, CHUNK)):
            spoken_of = [row for row in chunk if self._row(row)]
            for row, fault in model.faults_among(spoken_of):
                self._result.find(row.ledger_name(), fault)
            tick(len(chunk))
            there -= len(chunk)
        if there:
            self._result.find(f"{label}/?", f"{there} rows belong to a row that is not there")
        for where, what in model.faults_beside():
            self._result.find(where, what)

    def _row(self, row: Ledgered) -> bool:
        """Hold a row against its last image; whether facts speak of it, so that its content is to be looked at too."""
        try:
            return self._held(row)
        except UNREADABLE as error:
            self._result.find(f"{row._meta.label_lower}/pk {row.pk}", f"the row can't be read: {error}")
            return False

    def _held(self, row: Ledgered) -> bool:
        name, image = row.ledger_name(), row.ledger_image()
        told = self._file.execute("SELECT idx, body FROM image WHERE name = ?", [name]).fetchone()
        if told is None:
            if self._whole:
                self._result.find(name, "no fact speaks of this row: it was inserted beside the ledger")
            return False
        self._file.execute("UPDATE image SET seen = 1 WHERE name = ?", [name])
        idx, body = told
        if body is None:
            self._result.find(name, f"fact {idx} removed this row, and it is there")
            return False
        if canonical(image) != body:
            before = json.loads(body)
            columns = [each for each in before if each in image and image[each] != before[each]]
            if columns:
                self._result.find(name, f"{', '.join(columns)}: not as fact {idx} left it")
        if getattr(row, "SUBJECT", ""):
            self._subject(name, row)
        return True

    def _subject(self, name: str, row: Any) -> None:
        last = self._file.execute("SELECT seq, target FROM step WHERE ref = ?", [row.ref]).fetchone()
        if last is None and not self._whole:
            return
        if last != (row.revision, row.state):
            seq, target = last or (0, "")
            self._result.find(
                name, f"its steps lead to {target!r} with step {seq}, the row says {row.state!r} at {row.revision}"
            )


def ledgered_models() -> list[type[Ledgered]]:
    """All models whose rows facts speak of, by label."""
    found = [model for model in apps.get_models() if issubclass(model, Ledgered) and not model._meta.proxy]
    return sorted(found, key=lambda model: model._meta.label_lower)


def _subject_and_seq(name: str) -> tuple[str, int]:
    ref, _, seq = name.removeprefix(STEPS).rpartition("#")
    return ref, int(seq)
