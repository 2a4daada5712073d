"""The sheets of a workbook beside the one with the records: which is which of a kind's tables, and which is none and is told.

Tables of one form are told apart by their names. A sheet that bears a table's very name is that table, before one whose name holds it,
before one that has a name of no table; what a kind calls another table of the same form (``Grid.apart``) is never taken for it, and what
tells of a part (``Grid.partly``) only where no sheet tells of the whole, be its name ever so like.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.engines.exchange.columns import Column, columns_of
from gongkai.engines.exchange.tables import EXPLAINED, HEAD_WITHIN, Sheet
from gongkai.pure.declare import Grid, Kind
from gongkai.pure.declare.grid import plain

MOST_TOLD = 12
EXACT, TITLED, HELD, NONE = 3, 2, 1, 0
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_WHOLE = re.compile(r"部门|单位|总")
_TITLE = re.compile(r".{2,40}(?:表|情况|明细)")
_ANY_NAME = re.compile(r"(?:Sheet|工作表)\d*|[\w.-]*\d+表?", re.IGNORECASE)
"""How a sheet is called that nobody gave a name to, or a number alone."""


@dataclass(frozen=True)
class Beside:
    """``tables``: what the sheets say of the one record, as text by the column's key; ``notes``: what was not read."""

    tables: dict[str, str]
    notes: list[str]


@dataclass(frozen=True)
class _Fit:
    """A sheet that may be a table. ``likeness`` of its name to the table's, the greater the closer; ``whole``: 2 if its name says that it tells
    of all, 1 of a part, 0 neither."""

    sheet: Sheet
    column: Column
    text: str
    likeness: tuple[int, int]
    whole: int


def of(sheets: Sequence[Sheet], main: Sheet, kind: type[Kind]) -> Beside:
    """Which of the sheets beside the main one are which tables of the kind."""
    others = [each for each in sheets if each is not main and each.name != EXPLAINED and each.rows]
    fits = [fit for sheet in others for fit in _fits(sheet, kind)]
    taken: dict[str, _Fit] = {}
    for fit in sorted(fits, key=lambda fit: (fit.whole, fit.likeness), reverse=True):
        if fit.column.key not in taken and all(fit.sheet is not each.sheet for each in taken.values()):
            taken[fit.column.key] = fit
    read = [fit.sheet for fit in taken.values()]
    left = [each.name for each in others if all(each is not one for one in read)]
    return Beside({key: fit.text for key, fit in taken.items()}, [*_doubted(taken), *_left(left)])


def _doubted(taken: dict[str, _Fit]) -> Iterator[str]:
    for fit in taken.values():
        if fit.likeness[0] == NONE and not _ANY_NAME.fullmatch(fit.sheet.name):
            yield f"工作表“{fit.sheet.name}”当作{fit.column.label}读了，请看看对不对"


def _left(names: Sequence[str]) -> Iterator[str]:
    if names:
        told = "、".join(f"“{name}”" for name in names[:MOST_TOLD]) + ("等" if len(names) > MOST_TOLD else "")
        yield f"这些工作表没有读：{told}。要读的，请照模板写工作表的名字、列名和各行的项目"


def _fits(sheet: Sheet, kind: type[Kind]) -> Iterator[_Fit]:
    """The tables that a sheet may be: whose heads it has, under whatever stands above them, and whose name does not speak against it."""
    lines = [cells for _, cells in sheet.rows]
    for column in columns_of(kind):
        if not (column.field and column.field.grid):
            continue
        grid = column.field.grid
        for start in range(min(HEAD_WITHIN, len(lines))):
            if rows := grid.fitting(lines[start:]):
                called = [_name(sheet.name), *_titles(lines[:start])]
                likeness = _likeness(called, column)
                if likeness[0] >= TITLED or not any(plain(word) in name for word in grid.apart for name in called):
                    yield _Fit(sheet, column, grid.told(rows), likeness, _whole(called, grid, likeness))
                break


def _whole(called: Sequence[str], grid: Grid, likeness: tuple[int, int]) -> int:
    if any(plain(word) in name for word in grid.partly for name in called):
        return 1
    return 2 if likeness[0] > NONE or any(map(_WHOLE.search, called)) else 0


def _likeness(called: Sequence[str], column: Column) -> tuple[int, int]:
    """How a sheet's names are like a table's: its very name, or else a title above the heads that is, the first of its names the best; a name that holds it, the longer the better."""
    names = [plain(name) for name in (column.label, *column.heads)]
    if called[0] in names:
        return EXACT, -names.index(called[0])
    if titled := [names.index(name) for name in called[1:] if name in names]:
        return TITLED, -min(titled)
    if found := [len(name) for name in names for one in called if name in one]:
        return HELD, max(found)
    return NONE, 0


def _titles(lines: Sequence[Sequence[str]]) -> list[str]:
    """What stands above the heads alone in its row and is called as a table is."""
    alone = [filled[0] for line in lines if len(filled := [cell.strip() for cell in line if cell.strip()]) == 1]
    return [_name(text) for text in alone if _TITLE.fullmatch(text)]


def _name(text: str) -> str:
    return _YEAR.sub("", plain(text))
