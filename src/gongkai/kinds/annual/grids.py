"""The statistics tables of all years as fields of a report: one declared table a form, its rows and columns the form's own."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gongkai.pure.declare.grid import Col, Grid, Line, plain
from gongkai.pure.law.layout import Number, Table
from gongkai.pure.law.relations import Checked, check
from gongkai.pure.law.tables import TABLES

ITEM = "item"
LABEL = "项目"


def _labels(table: Table) -> dict[str, str]:
    """Rows by key and what they are called, each by a name that no other has: with the one above where two are called alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for row in table.rows:
        label = row.label
        if plain(label) in taken and row.parent:
            label = f"{table.row(row.parent).label}·{label}"
        taken.add(plain(label))
        found[row.key] = label
    return found


LABELS = {key: _labels(table) for key, table in TABLES.items()}


def _grid(table: Table) -> Grid:
    columns = [Col(column.key, column.label, type="number") for column in table.columns]
    lines = [Line(row.key, LABELS[table.key][row.key], level=table.depth(row)) for row in table.rows]
    return Grid(columns=(Col(ITEM, LABEL, required=True, max_length=200), *columns), lines=tuple(lines))


GRIDS = {key: (table.title, _grid(table)) for key, table in TABLES.items()}
"""By table: its title, and its form."""


def field_of(key: str) -> str:
    """The name of the field that holds a table: t2021_3."""
    return f"t{key.replace('-', '_')}"


def rows_of(table: Table, values: Mapping[str, Mapping[str, Number | None]]) -> list[dict[str, str]]:
    """A table's figures as the field holds them; a blank is "", never 0."""
    return [
        {ITEM: LABELS[table.key][row.key]} | {c.key: _digits(values.get(row.key, {}).get(c.key)) for c in table.columns}
        for row in table.rows
    ]


def _digits(figure: Number | None) -> str:
    return "" if figure is None else f"{figure:f}" if isinstance(figure, Decimal) else str(figure)


def values_of(table: Table, rows: Sequence[Mapping[str, str]] | None) -> dict[str, dict[str, Number | None]]:
    """The figures of a field, by the table's rows and columns."""
    by_label = {row.get(ITEM): row for row in rows or ()}
    found: dict[str, dict[str, Number | None]] = {}
    for row in table.rows:
        told = by_label.get(LABELS[table.key][row.key]) or {}
        found[row.key] = {c.key: _number(told.get(c.key)) for c in table.columns if table.cell(row.key, c.key)}
    return found


def _number(text: str | None) -> Number | None:
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def tables_of(content: Mapping[str, Any]) -> dict[str, dict[str, dict[str, Number | None]]]:
    """The figures of every table that a report holds, by the table's key."""
    return {key: values_of(TABLES[key], content[field_of(key)]) for key in TABLES if content.get(field_of(key))}


def relations_of(content: Mapping[str, Any]) -> list[Checked]:
    """What the forms say must hold of a report's tables, each told."""
    return [each for key, values in tables_of(content).items() for each in check(TABLES[key], values)]
