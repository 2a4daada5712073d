"""The shapes a statutory table is written in: rows, columns, and how each cell is counted.

An engine fills a table knowing only these shapes: for each cell it asks `table.cell(row, column)` and gets a `Count`
(a measure and what to count of it), `Blank` (not yet in the system: null, never 0) or None (the form has no such cell).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gongkai.pure.law.relations import Relation, WholeNumbers

Number = int | Decimal
Values = Mapping[str, Mapping[str, Number | None]]

Condition = str | bool | tuple[str | bool | None, ...]


class WrongYear(ValueError):
    """A table was asked for a year that it does not belong to. `str()` is English, `message_zh` Chinese."""

    def __init__(self, message: str, message_zh: str):
        super().__init__(message)
        self.message_zh = message_zh


@dataclass(frozen=True)
class Count:
    """Count a measure. where: dimension -> value; a tuple of values means "one of these", None: unknown. No entry: not narrowed."""

    measure: str
    where: Mapping[str, Condition] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Blank:
    """The figure is not yet kept in the system: it is shown as blank and given as null, never as 0."""


Cell = Count | Blank


@dataclass(frozen=True)
class Row:
    """One line of the form.

    kind: "head" has no figures; "leaf" is counted by itself; "sum" is a total of other rows or of more than it names;
    "aside" is not printed and only serves a relation. parent: the row above it in the outline. note: what the form says
    in brackets or beside the row. articles: of the Regulation (2019), our mapping. columns: the columns in which
    the row has a cell; None means all. cells: those of columns that count something else than the row does, by column.
    """

    key: str
    label: str
    unit: str = ""
    kind: Literal["head", "leaf", "sum", "aside"] = "leaf"
    parent: str | None = None
    note: str = ""
    cell: Cell = Blank()
    articles: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Column:
    """One column. where narrows the row's count; the total column narrows nothing. group: the head printed above."""

    key: str
    label: str
    where: Mapping[str, Condition] = field(default_factory=dict, hash=False)
    group: str | None = None


# Tables with a single column of figures use this key for it.
VALUE = "value"


@dataclass(frozen=True)
class Table:
    """A statutory table, or one part of it, as data.

    key: "2014", "2021-3" ... years: first_year to last_year (None: still in use), years reported on, both included.
    leaves: (rule, outcome code) -> the one row that counts it; empty for tables that do not count outcomes.
    asides: rows that are not printed; relations need them.
    """

    key: str
    title: str
    first_year: int
    last_year: int | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    relations: tuple[Relation | WholeNumbers, ...]
    notes: tuple[str, ...] = ()
    leaves: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    asides: tuple[Row, ...] = ()

    def row(self, key: str) -> Row:
        """The row (or aside) with this key. Raises LookupError."""
        for each in (*self.rows, *self.asides):
            if each.key == key:
                return each
        raise LookupError(f"Table {self.key} has no row {key!r}.")

    def depth(self, row: Row) -> int:
        """How deep a row stands in the form's outline, 0 for the top."""
        return 0 if row.parent is None else 1 + self.depth(self.row(row.parent))

    def column(self, key: str) -> Column:
        """The column with this key. Raises LookupError."""
        for each in self.columns:
            if each.key == key:
                return each
        raise LookupError(f"Table {self.key} has no column {key!r}.")

    def cell(self, row_key: str, column_key: str) -> Cell | None:
        """How the cell is counted: the row's measure narrowed by the column. None: the form has no such cell."""
        row, column = self.row(row_key), self.column(column_key)
        if row.kind == "head" or (row.columns is not None and column_key not in row.columns):
            return None
        if column_key in row.cells:
            return row.cells[column_key]
        if isinstance(row.cell, Blank):
            return row.cell
        return Count(row.cell.measure, {**row.cell.where, **column.where})

    def cells(self) -> Iterator[tuple[Row, Column, Cell]]:
        """Every cell there is, row by row, the asides last."""
        for row in (*self.rows, *self.asides):
            for column in self.columns:
                cell = self.cell(row.key, column.key)
                if cell is not None:
                    yield row, column, cell

    def leaf_of(self, rule: str, outcome: str) -> str:
        """The key of the one row in which a case of this rule with this outcome is counted. Raises LookupError."""
        try:
            return self.leaves[rule, outcome]
        except KeyError:
            raise LookupError(f"Table {self.key} has no row for the outcome {outcome!r} of {rule}.") from None

    def check_year(self, year: int) -> None:
        """Raise WrongYear unless the table belongs to the report year."""
        if self.first_year <= year and (self.last_year is None or year <= self.last_year):
            return
        raise WrongYear(
            f"Table {self.key} is for {self._years('{} and later', '{} to {}')}, not for {year}.",
            f"本表适用于{self._years('{}年起', '{}—{}年')}的年度报告，不适用于{year}年。",
        )

    def _years(self, open_ended: str, closed: str) -> str:
        if self.last_year is None:
            return open_ended.format(self.first_year)
        return closed.format(self.first_year, self.last_year)


def one_column(figures: Mapping[str, Number | None]) -> Values:
    """Figures by row key, in the shape of values of a table with a single column."""
    return {key: {VALUE: figure} for key, figure in figures.items()}


def outcomes_of(leaves: Mapping[tuple[str, str], str], row_key: str) -> tuple[str, ...]:
    """All outcome codes, of every rule, that are counted in the row."""
    return tuple(outcome for (_, outcome), leaf in leaves.items() if leaf == row_key)
