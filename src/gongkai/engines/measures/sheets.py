"""Count sheets are folded from facts: the images in their bodies, in the ledger's order, and nothing else.

``catch_up`` reads on from where it stood; the rows and the place move in one transaction, so a run that is killed and
started again doubles and loses nothing. ``rebuild`` throws the sheets away and folds all facts again, to the same rows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.timezone import localdate

from gongkai.engines.measures import cells
from gongkai.engines.measures.models import (
    CaseSheet,
    DemandSheet,
    EntrySheet,
    KeyPointSheet,
    MatterSheet,
    OutletSheet,
    RecordSheet,
    Sheet,
    StepSheet,
    SubmissionSheet,
)
from gongkai.engines.measures.queries import counted_steps
from gongkai.ground.ledger.models import Fact, Ledgered
from gongkai.ground.points.models import ReadingPoint
from gongkai.ground.units.queries import root_unit
from gongkai.ground.upward.models import Submission
from gongkai.kernel.cases.models import Case, Demand
from gongkai.kernel.flow import consumers
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.logbooks.models import Entry
from gongkai.kernel.records.models import Outlet, Record
from gongkai.pure.declare.counted import Counted

NAME = cells.SHEETS
NOWHERE = -1
SHEETS: tuple[type[Sheet], ...] = (
    CaseSheet,
    RecordSheet,
    OutletSheet,
    SubmissionSheet,
    DemandSheet,
    EntrySheet,
    KeyPointSheet,
    StepSheet,
    MatterSheet,
)
ASK = 900  # references in one query: SQLite once took no more than 999 parameters

_CASE, _RECORD, _OUTLET, _SUBMISSION, _DEMAND, _ENTRY, _POINT, _KEY_POINT, _STEP = (
    f"{model._meta.label_lower}/"
    for model in (Case, Record, Outlet, Submission, Demand, Entry, ReadingPoint, KeyPoint, StepTaken)
)
_OWN = (_CASE, _RECORD, _OUTLET, _SUBMISSION, _DEMAND, _ENTRY, _POINT, _KEY_POINT, _STEP)


@cache
def _matters() -> dict[str, Counted]:
    """By the names in the ledger begin with, the rows whose models say what of them is counted."""
    counted = (model for model in apps.get_models() if issubclass(model, Ledgered) and model.COUNTED)
    return {f"{model._meta.label_lower}/": model.COUNTED for model in counted}


@cache
def _ranks() -> dict[str, int]:
    """In which order the images of a fact are taken."""
    return {prefix: rank for rank, prefix in enumerate((*_OWN, *_matters()))}


@cache
def _marks() -> tuple[bytes, ...]:
    return tuple(f'"{prefix}'.encode() for prefix in _ranks() if prefix != _STEP)


POINTS = "points"
"""The source of rows of reading points."""
SMALLEST = Decimal("0.000001")

LATER = {"route": "", "grade": "", "ended_on": None}
"""Columns that came later, with what they hold in images from before."""

Image = tuple[int, str, dict[str, Any] | None]
"""Index of the fact, ledger name, image."""


@dataclass(frozen=True)
class Change:
    """A subject's countable state from a fact on; None if it counts no longer."""

    idx: int
    ref: str
    columns: dict[str, Any] | None


def catch_up(upto: int | None = None) -> int:
    """Fold the facts that are new (below index ``upto`` if given). Returns how many were read."""
    read = consumers.advance(NAME, fold, upto=upto)
    cells.keep_up()
    return read


def counted(using: str = "default") -> int:
    """How many facts the sheets have counted: they tell every state up to that size of the ledger."""
    return consumers.place(NAME, using)


def stored(sheet: type[Sheet]) -> models.QuerySet[Sheet]:
    """All rows of a sheet, in the order of their keys."""
    return sheet.objects.order_by("pk")


def rebuild() -> int:
    """Throw the sheets away and fold all facts again. Returns how many were read."""
    with transaction.atomic():
        for sheet in SHEETS:
            sheet.objects.all().delete()
        consumers.rewind([NAME])
        # They are left alone until all facts are folded, and counted at once then.
        cells.move_on(NOWHERE)
    return catch_up()


def fold(facts: list[Fact]) -> None:
    """Enter what these facts changed, and count the cells of it anew; they come in the ledger's order, each once."""
    followed, book = cells.in_step(), Stored()
    enter(_images(facts), book)
    if followed and facts:
        cells.recount(book.cases)
        cells.move_on(facts[-1].idx + 1)


class Stored:
    """The book that is kept in the database. Verification keeps another, to compare (see ``derived``). ``cases``: the rows of cases that it ended
    or added.
    """

    def __init__(self) -> None:
        self.cases: list[CaseSheet] = []

    def live(self, sheet: type[Sheet], column: str, values: Iterable[str]) -> Iterator[Sheet]:
        """Rows in force in which the column has one of these values."""
        asked = sorted(values)
        for start in range(0, len(asked), ASK):
            yield from sheet.objects.filter(**{f"{column}__in": asked[start : start + ASK]}, to_idx=None)

    def end(self, sheet: type[Sheet], ended: list[Sheet]) -> None:
        """Rows are superseded, each by the fact that its ``to_idx`` tells."""
        self._changed(sheet, ended)
        with connection.cursor() as cursor:
            sql = f"UPDATE {sheet._meta.db_table} SET to_idx = %s WHERE id = %s"
            cursor.executemany(sql, [(row.to_idx, row.pk) for row in ended])

    def add(self, sheet: type[Sheet], rows: list[Sheet]) -> None:
        """New rows."""
        self._changed(sheet, rows)
        sheet.objects.bulk_create(rows, batch_size=1000)

    def _changed(self, sheet: type[Sheet], rows: list[Sheet]) -> None:
        if sheet is CaseSheet:
            self.cases += rows


def enter(told: Iterable[Image], book: Stored) -> None:
    """Enter in a book what images say; they come in the ledger's order, each once."""
    cases: list[Change] = []
    records: list[Change] = []
    outlets: list[Image] = []
    submissions: list[Change] = []
    entries: list[Image] = []
    demands: list[Change] = []
    key_points: list[Change] = []
    steps: list[Change] = []
    matters: list[Change] = []
    for idx, name, image in told:
        if name.startswith(_CASE):
            cases.append(_change(CaseSheet, idx, name.removeprefix(_CASE), image))
        elif name.startswith(_RECORD):
            published = image if image and image["published_on"] else None
            records.append(_change(RecordSheet, idx, name.removeprefix(_RECORD), published))
        elif name.startswith(_SUBMISSION):
            submissions.append(_change(SubmissionSheet, idx, name.removeprefix(_SUBMISSION), image))
        elif name.startswith(_ENTRY):
            entries.append((idx, name.removeprefix(_ENTRY), image))
        elif name.startswith(_POINT):
            entries.append((idx, f"{POINTS}-{name.removeprefix(_POINT)}", _of_point(image)))
        elif name.startswith(_DEMAND):
            demands.append(_change(DemandSheet, idx, name.removeprefix(_DEMAND), image))
        elif name.startswith(_KEY_POINT):
            counted = image if image and not image["struck_on"] else None
            key_points.append(_change(KeyPointSheet, idx, name.removeprefix(_KEY_POINT), counted))
        elif name.startswith(_STEP):
            steps.append(_change(StepSheet, idx, name.removeprefix(_STEP), image))
        elif not name.startswith(_OUTLET):
            matters.append(_matter(idx, name, image))
        else:
            outlets.append((idx, name.removeprefix(_OUTLET), image))
    _enter(CaseSheet, cases, book)
    moved = _outlet_changes(records, outlets, book)
    _enter(RecordSheet, records, book)
    _enter(OutletSheet, moved, book)
    _enter(SubmissionSheet, submissions, book)
    _enter(EntrySheet, _entry_changes(entries, book), book)
    _enter(DemandSheet, demands, book)
    _enter(KeyPointSheet, key_points, book)
    _enter(StepSheet, steps, book)
    _enter(MatterSheet, matters, book)


def _images(facts: Iterable[Fact]) -> Iterator[Image]:
    for fact in facts:
        body = bytes(fact.body)
        if any(mark in body for mark in _marks()):
            yield from images(fact.idx, json.loads(body)["rows"])


def images(idx: int, rows: dict[str, Any]) -> Iterator[Image]:
    """What is counted of one fact's images; a record before its outlets, which take its unit."""
    ranks = _ranks()
    found = [(ranks[prefix], name) for name in rows if (prefix := f"{name.partition('/')[0]}/") in ranks]
    for rank, name in sorted(found, key=itemgetter(0)):
        image = rows[name]
        if rank == ranks[_STEP]:
            image = _step(name, image, rows)
            if image is None:
                continue
        yield idx, name, image


def _step(name: str, image: dict[str, Any] | None, rows: dict[str, Any]) -> dict[str, Any] | None:
    """A step as it is counted: of its subject's unit, and of the kind or procedure that stands in the same fact. None where no measure asks for it."""
    if image is None or image["name"] not in counted_steps():
        return None
    subject, _, key = name.removeprefix(_STEP).rpartition("#")[0].partition(":")
    of = rows.get(f"{_RECORD if subject == 'record' else _CASE}{key}")
    if of is None:
        return None
    sort = of["kind"] if subject == "record" else of["procedure"]
    return {"unit_id": of["unit_id"], "subject": subject, "sort": sort, "step": image["name"], "on": image["on"]}


def _matter(idx: int, name: str, image: dict[str, Any] | None) -> Change:
    prefix = f"{name.partition('/')[0]}/"
    counted = _matters()[prefix]
    ref = f"{counted.source}/{name.removeprefix(prefix)}"
    if image is None or any(image.get(column) != value for column, value in counted.only.items()):
        return Change(idx, ref, None)
    # A column that came after the row was told is not in its image: it held nothing.
    days = {"begun_on": counted.begun, "due_on": counted.due, "met_on": counted.met, "ended_on": counted.ended}
    told: dict[str, Any] = {name: _day(image.get(column)) for name, column in days.items()}
    told |= {"sort": image.get(counted.sort) or "", "state": image.get(counted.state) or ""}
    told |= {"source": counted.source, "kept": image.get(counted.kept)}
    return _change(MatterSheet, idx, ref, told | {"unit_id": image.get("unit_id") or root_unit().pk})


def _day(value: str | None) -> str | None:
    """A day of an image; of an instant, the day that it was here."""
    return f"{localdate(datetime.fromisoformat(value))}" if value and "T" in value else value


def _change(sheet: type[Sheet], idx: int, ref: str, image: dict[str, Any] | None, **more: Any) -> Change:
    if image is None:
        return Change(idx, ref, None)
    values = image | more
    columns = {name: value_of(sheet, name, values[name] if name in values else LATER[name]) for name in sheet.COLUMNS}
    return Change(idx, ref, columns)


def value_of(sheet: type[Sheet], name: str, value: Any) -> Any:
    """A column's value, from how an image has it."""
    field = sheet._meta.get_field(name)
    if isinstance(field, models.DecimalField):
        return Decimal(value).quantize(SMALLEST)
    return date.fromisoformat(value) if isinstance(field, models.DateField) and value else value


def _outlet_changes(records: list[Change], outlets: list[Image], book: Stored) -> list[Change]:
    """Changes of outlets: their own, and those that follow a record to another unit."""
    names = {change.ref for change in records} | {ref.rpartition("/")[0] for _, ref, _ in outlets}
    units = {row.ref: row.unit_id for row in book.live(RecordSheet, "ref", names)}
    known: dict[str, dict[str, Change]] = defaultdict(dict)
    for row in book.live(OutletSheet, "record", names):
        columns = {name: getattr(row, name) for name in OutletSheet.COLUMNS}
        known[row.record][row.ref] = Change(row.from_idx, row.ref, columns)
    found: list[Change] = []
    events = [(change.idx, 0, change.ref, change) for change in records]
    events += [(idx, 1, ref, image) for idx, ref, image in outlets]
    for idx, is_outlet, ref, what in sorted(events, key=lambda event: event[:2]):
        if is_outlet:
            record, _, _ = ref.rpartition("/")
            change = _change(OutletSheet, idx, ref, what, record=record, unit_id=units.get(record))
            known[record][ref] = change
            found.append(change)
        elif what.columns and what.columns["unit_id"] != units.get(ref):
            units[ref] = what.columns["unit_id"]
            for outlet, last in known[ref].items():
                if last.columns:
                    known[ref][outlet] = Change(idx, outlet, last.columns | {"unit_id": units[ref]})
                    found.append(known[ref][outlet])
    return found


def _of_point(image: dict[str, Any] | None) -> dict[str, Any] | None:
    """A reading point as an entry: the government's, from the day it was opened to the day it was closed."""
    if image is None:
        return None
    return {
        "logbook": POINTS, "unit_id": root_unit().pk, "on": image["opened_on"], "until": image["closed_on"], "struck_on": None,
        "tallies": '[["","","1"]]',
    }  # fmt: skip


def _entry_changes(entries: list[Image], book: Stored) -> list[Change]:
    """A row for each number of an entry; those that it has no more, or all of a struck one, end."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in book.live(EntrySheet, "entry", {code for _, code, _ in entries}):
        known[row.entry].add(row.what)
    found = []
    for idx, code, image in entries:
        told = json.loads(image["tallies"]) if image and not image["struck_on"] else []
        for what in sorted(known[code] - {what for what, _, _ in told}):
            found.append(Change(idx, f"{code}/{what}", None))
        for what, sort, amount in told:
            more = {"entry": code, "source": image["logbook"], "what": what, "sort": sort, "amount": amount}
            found.append(_change(EntrySheet, idx, f"{code}/{what}", image, **more))
        known[code] = {what for what, _, _ in told}
    return found


def _enter(sheet: type[Sheet], changes: list[Change], book: Stored) -> None:
    """Close the rows that are superseded and add the new ones; a change of nothing countable adds no row."""
    live = {row.ref: row for row in book.live(sheet, "ref", {change.ref for change in changes})}
    ended: list[Sheet] = []
    new: list[Sheet] = []
    for change in changes:
        row = live.get(change.ref)
        if row and change.columns == {name: getattr(row, name) for name in sheet.COLUMNS}:
            continue
        if row:
            live.pop(change.ref).to_idx = change.idx
            if row.pk:
                ended.append(row)
        if change.columns:
            live[change.ref] = sheet(ref=change.ref, from_idx=change.idx, **change.columns)
            new.append(live[change.ref])
    if ended:
        book.end(sheet, ended)
    book.add(sheet, new)
