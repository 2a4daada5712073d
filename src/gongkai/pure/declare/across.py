"""A table whose declared lines stand side by side: their names are heads, in up to three rows, and below them is one line of figures."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

MOST_HEADS = 3
_FIGURE = re.compile(r"[+\-−]?[\d,]*\.?\d+%?|-|--|—|——|–")
_SUBTOTAL = ("小计", "合计小计")
_WHOSE = ("单位", "单位名称", "单位编码", "部门", "部门名称", "部门编码", "预算单位", "序号")
"""Columns that say whose line of figures it is."""
_YEAR = re.compile(r"((?:19|20)\d\d)年度?(?:当年|年初)?(?:预算|决算|执行|调整预算)?(?:数|额|金额)?")

Places = dict[int, tuple[str, str]]


def read_across(
    cells: Sequence[Sequence[str]],
    lines: Mapping[str, str],
    columns: Mapping[str, str],
    figures: Sequence[str],
    here: str,
    plain: Callable[[str], str],
) -> dict[str, dict[str, str]] | None:
    """By line its figures by column; None if the table is none such. ``lines``: the line of each plain name; ``columns``: the column of
    each plain head; ``figures``: the columns of the years in their order, ``here`` the one of a table that tells one year.
    """
    width = max(map(len, cells), default=0)
    # A row of a workbook ends at its last filled cell: that of the years over their first column.
    wide = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in cells]
    filled = [row for row in wide if any(row)]
    first = next((n for n, row in enumerate(filled) if any(map(_is_figure, row))), 0)
    heads, below = filled[:first], [row for row in filled[first:] if any(map(_is_figure, row))]
    if not 1 <= len(heads) <= MOST_HEADS or len(below) != 1:
        return None
    at = _places(heads, lines, columns, figures, here, plain)
    found: dict[str, dict[str, str]] = {}
    for place, (line, column) in (at or {}).items():
        found.setdefault(line, {})[column] = below[0][place]
    return found if len(found) > len(set(lines.values())) // 2 else None


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(unicodedata.normalize("NFKC", cell).replace(" ", "")))


def _places(
    heads: list[list[str]],
    lines: Mapping[str, str],
    columns: Mapping[str, str],
    figures: Sequence[str],
    here: str,
    plain: Callable[[str], str],
) -> Places | None:
    """Which line and which column stands where; None unless every head is known, and once."""
    groups, years = _filled_right(heads[0]), sorted({found[1] for head in heads[0] if (found := _YEAR.fullmatch(head))})
    at: Places = {}
    for place, group in enumerate(groups):
        named = [row[place] for row in heads if row[place]]
        name = named[-1] if named else ""
        if name in _SUBTOTAL:
            above = heads[: max(n for n, row in enumerate(heads) if row[place] == name)]
            name = next((label for row in reversed(above) if (label := _filled_right(row)[place])), "")
        if plain(name) in _WHOSE:
            continue
        line = lines.get(plain(name))
        column = here if plain(group) in lines or group in _SUBTOTAL else columns.get(plain(group)) or _of_year(group, years, figures, here)  # fmt: skip
        if line is None or column is None or (line, column) in at.values():
            return None
        at[place] = line, column
    return at


def _of_year(group: str, years: Sequence[str], figures: Sequence[str], here: str) -> str | None:
    """The column of a head that names a year: the later of two is the year that the table is of."""
    found = _YEAR.fullmatch(group)
    if found is None or len(years) > len(figures):
        return None
    return here if len(years) == 1 else figures[len(figures) - len(years) + years.index(found[1])]


def _filled_right(row: Sequence[str]) -> list[str]:
    """Heads that stand over several columns, over each of them."""
    found, last = [], ""
    for cell in row:
        last = cell or last
        found.append(last)
    return found
