"""A table in no prescribed form as rows and columns of figures, with what its headings say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.pure.audit.claims.tables.flattened import NUMBER, flattened
from gongkai.pure.audit.document import Cell, Table
from gongkai.pure.audit.quantities import Quantity, sentences
from gongkai.pure.audit.quantities.plain import plain
from gongkai.pure.audit.quantities.units import WORDS
from gongkai.pure.audit.report import Report

PER_CENT = re.compile(r"[%％]|同比|环比|占比|比例|比重|率(?:（|$)|增幅|增速|幅度")
"""Headings of columns that tell per cent, with its sign in the cells or without."""
_ORDER = re.compile(r"序号|编号|行次|代码")
_UNITS = ("单位", "计量单位", "数量单位")
_MOST_CELLS = 600


@dataclass(frozen=True)
class Entry:
    """A figure in its cell. value: with its sign."""

    quantity: Quantity
    value: Decimal


@dataclass(frozen=True)
class Grid:
    """labels: of each row, the words before its first figure. units: of each row, where a column tells them. heads: of each column."""

    labels: dict[int, str]
    units: dict[int, str]
    heads: dict[int, str]
    entries: dict[tuple[int, int], Entry]

    @cached_property
    def rates(self) -> frozenset[int]:
        """The columns that tell per cent."""
        return frozenset(column for column, head in self.heads.items() if PER_CENT.search(head))

    @cached_property
    def rows(self) -> list[int]:
        return sorted(self.labels)

    def column(self, number: int) -> dict[int, Entry]:
        return {row: entry for (row, column), entry in self.entries.items() if column == number}


def grids(report: Report) -> list[Grid]:
    """The tables that no prescribed form was read from, if their cells stand one by one."""
    found: list[Grid] | None = report.memo.get("grids")
    if found is None:
        found = report.memo["grids"] = list(_grids(report))
    return found


def _grids(report: Report) -> Iterator[Grid]:
    for table in (*report.document.tables, *flattened(report)):
        covered = any(start <= cell.start < end for start, end in report.covered for cell in table.cells)
        merged = any(cell.rows > 1 or cell.columns > 1 for cell in table.cells)
        if not covered and not merged and len(table.cells) <= _MOST_CELLS and (found := _grid(report, table)):
            yield found


_BLANK = re.compile(r"\s")


def _grid(report: Report, table: Table) -> Grid | None:
    text = report.document.text
    words = {(cell.row, cell.column): plain(text[cell.start : cell.end]).strip() for cell in table.cells}
    heads = {column: label for (row, column), label in words.items() if row == 0}
    if not heads or any(NUMBER.fullmatch(each) for each in heads.values()):
        return None
    entries = {
        (cell.row, cell.column): entry
        for cell in table.cells
        if cell.row and not _ORDER.search(heads.get(cell.column, "")) and (entry := _entry(text, cell))
    }
    if not entries:
        return None
    first = min(column for _, column in entries)
    labels: dict[int, str] = {}
    for (row, column), label in sorted(words.items()):
        if row and column < first and not NUMBER.fullmatch(label):
            labels[row] = labels.get(row) or _BLANK.sub("", label)
    at_unit = next((column for column, head in heads.items() if _BLANK.sub("", head) in _UNITS), None)
    units = {row: word for (row, column), word in words.items() if column == at_unit and word in WORDS}
    every = {column: heads.get(column, "") for _, column in words}  # a damaged row may be longer than that of the heads
    return Grid(labels, units, every, entries)


def _entry(text: str, cell: Cell) -> Entry | None:
    printed = plain(text[cell.start : cell.end]).strip()
    match = NUMBER.fullmatch(printed)
    found = [each for part in sentences(text, cell.start, cell.end) for each in part.quantities] if match else []
    if match is None or len(found) != 1:
        return None
    value = found[0].value
    return Entry(found[0], -value if match["minus"] else value)
