"""Rows of the statutory forms that narrow a measure are measures of their own, with the form's words: the same condition in two forms is one.

A form stays what it is: cells that name a measure and what of it to count. This reads them, so that a new year's form brings its own measures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from gongkai.engines.measures.conditions import COLUMNS
from gongkai.pure.declare import Measure
from gongkai.pure.law.layout import Column, Count, Row, Table
from gongkai.pure.law.tables import TABLES

_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.|其中：)+")
_BRACKETS = re.compile(r"（.*）$")
HEADS = ("不予公开", "无法提供", "不予处理", "其他处理", "不同意公开答复数", "行政复议数量", "行政诉讼数量", "行政诉讼")
"""Rows whose name belongs before that of the rows below them."""


@dataclass(frozen=True)
class Place:
    """A cell of a form: which form, row and column."""

    table: Table
    row: Row
    column: Column

    @property
    def words(self) -> str:
        beside = f"的“{self.column.label}”" if len(_own_columns(self.table, self.row)) > 1 else ""
        return f"{self.table.title}的“{self.row.label}”{beside}"


def meaning_of(measure: Measure, where: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
    """What makes two measures the same: sheet, days and conditions, however they are written."""
    held = {COLUMNS.get(name, name): value for name, value in _both(measure.where, where or {}).items()}
    conditions = frozenset(
        (name, frozenset(value if isinstance(value, tuple) else (value,))) for name, value in held.items()
    )
    until = measure.until if measure.balance == "standing" else ""
    return measure.sheet, measure.on, measure.balance, until, measure.total, conditions


def of_forms(declared: Mapping[str, Measure]) -> list[Measure]:
    """The measures that forms narrow, the newest form's words first."""
    bases = {meaning_of(each) for each in declared.values()}
    found: dict[tuple[Any, ...], list[tuple[Place, Measure, Count]]] = {}
    for place, count in cells():
        base = declared[count.measure]
        same = meaning_of(base, count.where)
        if same not in bases:
            found.setdefault(same, []).append((place, base, count))
    return [_narrowed(each) for each in found.values()]


@cache
def cells() -> tuple[tuple[Place, Count], ...]:
    """Every cell that is a count of its own, not the breakdown of a row by its columns; the newest form first."""
    newest = sorted(TABLES.values(), key=lambda table: -table.first_year)
    return tuple(
        (Place(table, row, column), cell)
        for table in newest
        for row, column, cell in table.cells()
        if isinstance(cell, Count) and row.kind != "aside" and not column.where
    )


def _narrowed(found: list[tuple[Place, Measure, Count]]) -> Measure:
    place, base, count = found[0]
    where, places = _both(base.where, count.where), [each for each, _, _ in found]
    since, upto = _years(places)
    note = f"表上注明：{place.row.note}。" if place.row.note else ""
    return replace(
        base,
        key=f"{base.key}.{_slug(place)}",
        label=_label(place),
        definition=f"{'、'.join(_told(places))}。{note}{base.definition}",
        unit=place.row.unit,
        where=where,
        dimensions=tuple(each for each in base.dimensions if isinstance(where.get(each, ()), tuple)),
        of=base.key,
        since=since,
        upto=upto,
    )


def _years(places: Iterable[Place]) -> tuple[date, date | None]:
    """From the first day of the first year in which one of the forms was in use to the last of the last, None while one still is."""
    tables = [each.table for each in places]
    last = [each.last_year for each in tables]
    ended = None if None in last else date(max(year for year in last if year), 12, 31)
    return date(min(each.first_year for each in tables), 1, 1), ended


def _told(places: list[Place]) -> Iterator[str]:
    """Where it stands; forms that call it the same are told once."""
    for words in dict.fromkeys(each.words for each in places):
        since, upto = _years(each for each in places if each.words == words)
        yield f"{words}（{since.year}{f'—{upto.year}年度' if upto else '年度起'}）"


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Both conditions at once; of a column that both name, what both allow."""
    held = dict(one)
    for name, value in other.items():
        if isinstance(held.get(name), tuple) and isinstance(value, tuple):
            value = tuple(each for each in value if each in held[name])
        held[name] = value
    return held


def _own_columns(table: Table, row: Row) -> list[Column]:
    return [each for each in table.columns if not each.where and table.cell(row.key, each.key) is not None]


def _slug(place: Place) -> str:
    row = re.sub(r"^r(?=\d)", "", place.row.key)
    return f"{row}_{place.column.key}" if len(_own_columns(place.table, place.row)) > 1 else row


def _label(place: Place) -> str:
    names = [*_above(place.table, place.row), _bare(place.row.label)]
    if len(_own_columns(place.table, place.row)) > 1:
        names.append(place.column.label)
    return "：".join(names)


def _above(table: Table, row: Row) -> Iterator[str]:
    head = _bare(table.row(row.parent).label) if row.parent else ""
    if head in HEADS:
        yield head


def _bare(label: str) -> str:
    return _BRACKETS.sub("", _NUMBER.sub("", label))


def told_by(declared: Mapping[str, Measure], table: Table, row: Row, column: Column) -> Measure:
    """The measure that a cell shows; of a breakdown, that of its row. Raises LookupError for a cell that is not counted."""
    cell = table.cell(row.key, column.key)
    if not isinstance(cell, Count):
        raise LookupError(f"{table.key}/{row.key}/{column.key}")
    base = declared[cell.measure]
    narrowed = {name: value for name, value in cell.where.items() if name not in column.where}
    same = meaning_of(base, narrowed)
    return next((each for each in declared.values() if each.of == base.key and meaning_of(each) == same), base)


def places_of(declared: Iterable[Measure]) -> dict[str, list[Place]]:
    """By measure, where it stands in forms."""
    known = list(declared)
    by_meaning = {meaning_of(each): each.key for each in known}
    by_key, found = {each.key: each for each in known}, {}
    for place, count in cells():
        found.setdefault(by_meaning[meaning_of(by_key[count.measure], count.where)], []).append(place)
    return found
