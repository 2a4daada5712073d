"""A document as one flow of labels and cells, whatever its layout: grids with cells, or lines, tabs and blanks."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from gongkai.pure.audit.document import Cell, Document, Table
from gongkai.pure.audit.tables.cells import UNITS, Item, is_blank, number_at, read_cell, smooth
from gongkai.pure.audit.value import value

_KEPT = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3})\s*")
_DASHED = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\S+")
_SEPARATOR = re.compile(r"[\t|]")
_ALL_UNITS = {*UNITS, "单位"}


@value
class Piece:
    """A cell or word behind a label. noise: text that is no figure. visible: a blank that the layout shows as a cell."""

    item: Item | None
    line: int
    noise: str = ""
    visible: bool = True


class Flow:
    """The text smoothed, the same squeezed to what is said, and the way back."""

    def __init__(self, document: Document):
        self.document = document
        self.text = document.text
        self.smooth = smooth(document.text)
        kept = list(_KEPT.finditer(self.smooth))
        self.squeezed = "".join(each.group() for each in kept)
        self.offsets = [at for each in kept for at in range(*each.span())]
        self._known_cells: dict[tuple[int, int], Item] = {}
        self._known_pieces: dict[tuple[int, int], tuple[Piece, ...]] = {}

    @cached_property
    def _cells(self) -> list[tuple[int, int, Table, Cell]]:
        return sorted(
            ((cell.start, cell.end, table, cell) for table in self.document.tables for cell in table.cells if cell.end > cell.start),
            key=lambda each: each[:2],
        )  # fmt: skip

    @cached_property
    def _starts(self) -> list[int]:
        return [each[0] for each in self._cells]

    def cell_at(self, offset: int) -> tuple[Table, Cell] | None:
        """The marked cell in which the character stands."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0 or offset >= self._cells[found][1]:
            return None
        return self._cells[found][2:]

    def row_of(self, table: Table, label: Cell, until: int | None = None) -> list[tuple[Cell, Item]]:
        """The cells to the right of a label, each read, as far as the column `until`."""
        columns = range(label.column + label.columns, until or sys.maxsize)
        return [(cell, self._read(cell)) for cell in self._rows(table).get(label.row, ()) if cell.column in columns]

    def below(self, table: Table, row: int) -> Iterator[list[tuple[Cell, Item]]]:
        """The rows of a table under one of them, cells read."""
        rows = self._rows(table)
        for number in sorted(rows):
            if number > row:
                yield [(cell, self._read(cell)) for cell in rows[number]]

    def _read(self, cell: Cell) -> Item:
        place = (cell.start, cell.end)
        if place not in self._known_cells:
            self._known_cells[place] = read_cell(self.text, self.smooth, *place)
        return self._known_cells[place]

    def _rows(self, table: Table) -> dict[int, list[Cell]]:
        known = self.__dict__.setdefault("_known_rows", {})
        if id(table) not in known:
            rows: dict[int, list[Cell]] = {}
            for cell in table.cells:
                rows.setdefault(cell.row, []).append(cell)
            known[id(table)] = {row: sorted(cells, key=lambda each: each.column) for row, cells in rows.items()}
        return known[id(table)]

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """What text[start:end] holds, cell by cell as far as tabs, bars, lines and blanks show."""
        place = (start, end)  # asked for again by each form that has such a row
        if place not in self._known_pieces:
            self._known_pieces[place] = tuple(self._pieces(start, end))
        return self._known_pieces[place]

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        lines = self.smooth[start:end].split("\n")
        if len(lines) > 1 and not lines[-1].strip("|\t \u3000"):
            lines.pop()  # what stands before the next label on its own line is no cell of this row
        for number, line in enumerate(lines):
            if not line.strip() and not _SEPARATOR.search(line):
                # The rest of the label's own line is no cell; a line of blanks is one, an empty line may be.
                if number:
                    parted = line and not lines[number - 1] and not any(lines[number + 1 : number + 2])
                    yield Piece(Item("blank", at, at), number, visible="\u3000" in line or bool(parted))
            elif not (number and _PAGE_NUMBER.fullmatch(line)):
                yield from self._line(at, line, number)
            at += len(line) + 1

    def _line(self, at: int, line: str, number: int) -> Iterator[Piece]:
        fields = _fields(line)
        for start, stop in fields:
            yield from self._field(at + start, at + stop, number, marked=len(fields) > 1)

    def _field(self, start: int, stop: int, line: int, marked: bool) -> Iterator[Piece]:
        field = self.smooth[start:stop]
        if is_blank(field):
            if marked or field.strip():
                yield Piece(Item("blank", start, stop), line)
            return
        if _DASHED.fullmatch(field):
            yield Piece(Item("unread", start, stop), line, noise=field)  # a page's number that slipped into the row
            return
        if _DIGIT.search(field) and (marked or " " not in field.strip()):
            whole = number_at(self.text, self.smooth, start, stop)
            if whole:
                yield Piece(whole, line)
                return
        for match in _WORD.finditer(field):
            yield self._word(start + match.start(), start + match.end(), line)

    def _word(self, start: int, stop: int, line: int) -> Piece:
        word = self.smooth[start:stop]
        if is_blank(word):
            return Piece(Item("blank", start, stop), line)
        if _DIGIT.search(word):
            item = number_at(self.text, self.smooth, start, stop)
            return Piece(item, line) if item else Piece(Item("unread", start, stop), line, noise=word)
        return Piece(None, line, noise="" if word.strip("()（）") in _ALL_UNITS else word)


def _fields(line: str) -> list[tuple[int, int]]:
    """Between tabs and bars; the empty stretch before a first and after a last bar is no cell."""
    cuts = [match.start() for match in _SEPARATOR.finditer(line)]
    if not cuts:
        return [(0, len(line))]
    starts, stops = [0, *(cut + 1 for cut in cuts)], [*cuts, len(line)]
    fields = list(zip(starts, stops, strict=True))
    if len(fields) > 1 and not line[fields[0][0] : fields[0][1]].strip():
        fields = fields[1:]
    if len(fields) > 1 and line.rstrip(" ").endswith("|"):
        fields = fields[:-1]
    return fields
