"""A prescribed table as found in a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.tables.cells import Item
from gongkai.pure.law.layout import Table

Place = tuple[str, str]
"""(row key, column key) of a cell."""


@dataclass(frozen=True)
class Strange:
    """A row that the form does not know, between two that it knows (keys; behind "" where it ends the table), with its figure.

    Without words: a row of the form whose printed number is not the form's, before and behind being its own key.
    """

    before: str
    behind: str
    words: str = ""
    value: Decimal | None = None


@dataclass(frozen=True)
class Recognised:
    """A table of a known form. cells: what stands in each cell whose row was found; labels: where a row's label stands.

    strange: rows that the form does not know. blanks: what they stand for: zero, as the table's own sums show, and surely so where it prints no zero at all.
    start, end: the stretch of the text that the rows cover. exact: its cells were marked as such in the source, not
    made out from a flattened text.
    """

    form: Table
    start: int
    end: int
    cells: Mapping[Place, Item]
    labels: Mapping[str, tuple[int, int]]
    exact: bool
    strange: tuple[Strange, ...] = ()
    blanks: Literal["unknown", "zero", "sure"] = "unknown"
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What is worked out of it once and used again."""

    @property
    def part(self) -> int:
        """2, 3 or 4; 0 for the one table of 2014."""
        return int(self.form.key.partition("-")[2] or 0)

    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in the cell, if one is told there."""
        item = self.cells.get((row, column))
        return item.figure if item else None

    def value(self, row: str, column: str) -> Decimal | None:
        """What the cell says, if that is exact."""
        item = self.cells.get((row, column))
        return item.low if item is not None and item.low == item.high else None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(item.figure for item in self.cells.values() if item.figure)
