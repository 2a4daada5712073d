"""Composes the text of a document whose source is no plain text, and keeps count of where each block and cell lies.

Blocks stand on lines of their own; a table's rows too, its cells parted by tabs. A cell of several paragraphs keeps
their line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal

from gongkai.pure.audit.document import Cell, Document, Note, Paragraph, Table
from gongkai.pure.audit.readers.limits import MAX_CHARACTERS
from gongkai.pure.audit.readers.lines import blocks
from gongkai.pure.audit.readers.refusals import refuse
from gongkai.pure.audit.value import value

Kind = Literal["title", "heading", "item", "text"]


@value
class Field:
    """A cell before it has its place in the text."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Builder:
    """Blocks in their order -> Document."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._notes: list[Note] = []

    def __bool__(self) -> bool:
        return bool(self._paragraphs or self._tables)

    def _put(self, text: str) -> tuple[int, int]:
        start = self._length
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise refuse("too-long", limit=f"{MAX_CHARACTERS // 10000} 万字", limit_en=f"{MAX_CHARACTERS:,} characters")
        self._parts.append(text)
        return start, self._length

    def paragraph(self, text: str, kind: Kind = "text") -> None:
        """A block. Line breaks inside are kept; those that end a paragraph part it. Blank ones leave no trace."""
        text = text.strip()
        if not text:
            return
        start, _ = self._put(text)
        self._put("\n")
        spans = blocks(text) if "\n" in text else [(0, len(text))]
        self._paragraphs += [Paragraph(start + first, start + last, kind) for first, last in spans]

    def table(self, fields: Iterable[Field]) -> None:
        """Cells in reading order: by row, then by column. Rows that hold sentences are paragraphs, and so is a heading alone among them."""
        for as_text, rows in _runs(fields):
            if as_text:
                for field in rows:
                    self.paragraph(field.text)
            else:
                self._grid(rows)

    def _grid(self, fields: Iterable[Field]) -> None:
        begin, row, cells = self._length, None, []
        for field in fields:
            if cells:
                self._put("\n" if field.row != row else "\t")
            row = field.row
            start, end = self._put(field.text.strip())
            cells.append(Cell(start, end, field.row, field.column, field.rows, field.columns))
        if any(cell.end > cell.start for cell in cells):
            self._tables.append(Table(begin, self._length, tuple(cells)))
        if cells:
            self._put("\n")

    def note(self, code: str, zh: str, en: str) -> None:
        self._notes.append(Note(code, zh, en))

    def document(self) -> Document:
        return Document("".join(self._parts), tuple(self._paragraphs), tuple(self._tables), tuple(self._notes))


_SENTENCE = re.compile(r"[，,；;][^。]*。")
_LONG = 25
_FIGURE = re.compile(r"[-+]?[\d.,]+[%％]?")


def _runs(fields: Iterable[Field]) -> Iterator[tuple[bool, list[Field]]]:
    """Rows one after another that are text, or cells: those that tell sentences, and those of one cell right above or below them."""
    rows = [list(row) for _, row in groupby(fields, key=lambda field: field.row)]
    prose = [_is_prose(row) for row in rows]
    alone = [
        len([field for field in row if field.text.strip()]) < 2 and max(field.rows for field in row) == 1
        for row in rows
    ]
    kinds = list(prose)
    for way in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        text = False
        for at in way:
            text = prose[at] or (text and alone[at])
            kinds[at] = kinds[at] or text
    for as_text, run in groupby(zip(kinds, rows, strict=True), key=lambda each: each[0]):
        yield as_text, [field for _, row in run for field in row]


def _is_prose(row: list[Field]) -> bool:
    told = [field.text.strip() for field in row]
    return any(len(text) >= _LONG and _SENTENCE.search(text) for text in told) and not any(
        _FIGURE.fullmatch(text) for text in told
    )


def with_notes(document: Document, notes: Iterable[Note]) -> Document:
    """The same document with further notes; a note said already is not said again."""
    further = [note for note in dict.fromkeys(notes) if note not in document.notes]
    return replace(document, notes=(*document.notes, *further))
