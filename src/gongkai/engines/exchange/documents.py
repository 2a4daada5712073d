"""What importing Word documents would do, each as a row: nothing is written here."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongkai.engines.exchange import word
from gongkai.engines.exchange.columns import Column, columns_of, from_cell, placed
from gongkai.engines.exchange.folders import Filed
from gongkai.engines.exchange.planning import WRONG, Plan, Planned, Planning
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.kinds import DOCX, kind_of
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.clean import clean_html
from gongkai.kernel.records.models import Section
from gongkai.pure.declare import FieldError, Kind
from gongkai.pure.tlog.entry import canonical


def plan_documents(
    *,
    kind: type[Kind],
    unit: Unit,
    files: Sequence[Filed],
    at: datetime,
    section: Section | None = None,
    notes: Sequence[str] = (),
    told: Callable[[int], None] = lambda read: None,
) -> Plan:
    """What importing documents with what lies beside them would do, each as a row by its place. One that cannot be read is a row to be mended.

    ``notes`` stand before those of the documents; ``told`` hears after each how many have been read.
    """
    columns = [column for column in columns_of(kind) if not column.told]
    read: list[tuple[int, Filed, word.Document]] = []
    rows, said = {}, list(notes)
    for number, file in enumerate(files, start=1):
        try:
            read.append((number, file, _document(file)))
            said += [f"{file.path}：{note}" for note in read[-1][2].notes]
        except (FileRefused, TableRefused) as refusal:
            rows[number] = Planned(number, [], "", WRONG, [str(refusal)], {"": str(refusal)}, source=file.path)
        told(number)
    where = {place: (column, 1) for place, column in enumerate(columns)}
    planning = Planning(kind, unit, at, section, where, documents={number: found for number, _, found in read})
    planning.brought = {number: file.beside for number, file, _ in read}
    for row in planning.plan([(number, cells_of(kind, found, columns)) for number, _, found in read]):
        row.source = files[row.number - 1].path
        rows[row.number] = row
        if refused := files[row.number - 1].refused:
            row.what = WRONG
            row.told += refused
    digest = sha256(canonical([[sha256(part).hexdigest() for part in _parts(file)] for file in files])).hexdigest()
    return Plan(
        kind, unit, [column.label for column in columns], [rows[n] for n in sorted(rows)], said, digest, planning.seen
    )


def _document(file: Filed) -> word.Document:
    """Raises FileRefused, TableRefused."""
    if kind_of(file.data, file.path) is not DOCX:
        raise TableRefused("不是docx文件，请在Word或WPS里另存为docx")
    return word.read(file.data)


def _parts(file: Filed) -> list[bytes]:
    return [file.data, *(each.data for each in file.beside)]


def cells_of(kind: type[Kind], found: word.Document, columns: Sequence[Column]) -> list[str]:
    """What a document says, column by column: the table at its head, then what was recognised."""
    labels = list(found.said)
    said = {column.key: found.said[labels[place]] for place, (column, _) in placed(labels, tuple(columns))[0].items()}
    tables, body = word.without_tables(found, kind)
    recognised = {"title": found.title, "document_number": found.number, "formed_on": found.formed_on, "body": body}
    recognised |= {column.key: column.field.grid.told(tables[column.key]) for column in columns if column.key in tables}
    said = {key: text for key, text in recognised.items() if text} | {key: text for key, text in said.items() if text}
    return [said.get(column.key, "") for column in columns]


def content_of(kind: type[Kind], found: word.Document) -> dict[str, Any]:
    """What a document says as a content that is still to be looked at: what does not fit its field is left out."""
    columns = [column for column in columns_of(kind) if not column.told]
    content: dict[str, Any] = {}
    for column, text in zip(columns, cells_of(kind, found, columns), strict=True):
        if column.field and text:
            with suppress(FieldError):
                content[column.key] = column.field.clean(from_cell(column.field, text))
    return content | {"body": clean_html(word.without_tables(found, kind)[1])}
