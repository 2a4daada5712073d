"""A body's own tables: this year's column, last year's and the change; rows under 其中; a last row or column 合计.

Kinds `difference`, `change` and `sum`. A sum contradicts only where the table itself shows that these are its parts: another column
or most other rows add up, or the 合计 has nothing but plain rows above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.pure.audit.claims.moves.growth import against
from gongkai.pure.audit.claims.tables.grid import PER_CENT, Entry, Grid, grids
from gongkai.pure.audit.claims.telling import number, sign
from gongkai.pure.audit.finding import Finding, Kind, Verdict
from gongkai.pure.audit.intervals import HUNDRED, total
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.report import Report

REASONS = {
    "table-change": ("表中两年相差{expected}，增减栏写{stated}", "The years differ by {expected}; the column of changes says {stated}"),
    "table-rate": ("表中两年相比为{expected}，增幅栏写{stated}", "The years make {expected}; the column of rates says {stated}"),
    "table-sum": ("表中各项相加为{expected}，合计写{stated}", "The rows or columns add up to {expected}; the total says {stated}"),
    "table-holds": ("表中数字相符", "The table's figures agree"),
}  # fmt: skip
_YEAR = re.compile(r"(20\d{2})\s*年?(?:度)?")
_NOW = re.compile(r"^(?:本年度?|今年|本期|当年)(?:数量?|完成数?|数值)?$")
_LAST = re.compile(r"^(?:上一?年度?|去年|上期|上年同期|去年同期)(?:数量?|完成数?|数值)?$")
_CHANGE = re.compile(
    r"^(?:同比|比上年|较上年)?(?:增减|增加|增减数|增减量|增减额|增减情况|变化|变动|差额)(?:数|量|值)?$"
)
_RATE = re.compile(r"增幅|增速|增长率|增减率|增减幅度|增长幅度|同比|增减%|增长%|变化率|增减比例")
TOTAL = re.compile(r"^(?:合计|总计|共计|总数|小计)(?:数)?$")
_SUBTOTAL = re.compile(r"小计")
_WHOLE_COLUMN = re.compile(r"^(?:合计|总计|共计|小计|全年|总|年度合计)|(?:合计|总计|总数|总量|总件数)$")
# What is no sum of its rows, whatever stands under 合计.
_NO_SUM = re.compile(
    f"{_RATE.pattern}|{PER_CENT.pattern}|均|率|占比|比例|比重|排名|名次|位次|得分|分数|分值|用时|时长|时限|天数|单价|标准|累计"
)
# What came in all years (累计) adds up over kinds, though not over months.
_NO_SUM_OF_KINDS = re.compile(_NO_SUM.pattern.removesuffix("|累计"))
_AMONG = re.compile(r"^其中")
_NUMBER = re.compile(r"(?:其中[：:]?)?[（(]?(?P<number>\d{1,2})[）)、.．]")


def own_tables(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of every table that no prescribed form was read from."""
    for grid in grids(report):
        yield from _changes(grid)
        yield from _among(grid)
        yield from _numbered(grid)
        yield from _last_row(grid)
        yield from _last_column(grid)


# Two years ----------------------------------------------------------------------------------------------------------------


def _changes(grid: Grid) -> Iterator[Finding]:
    now, before = two_years(grid)
    change = next((n for n, head in grid.heads.items() if _CHANGE.match(head)), None)
    rate = next((n for n, head in grid.heads.items() if _RATE.search(head)), None)
    if now is None or before is None:
        return
    for row in grid.rows:
        one, other = grid.entries.get((row, now)), grid.entries.get((row, before))
        if one is None or other is None or one.quantity.is_percent or other.quantity.is_percent:
            continue
        moved, moving = (grid.entries.get((row, n)) if n is not None else None for n in (change, rate))
        if moved and change not in grid.rates and not moved.quantity.is_percent:
            yield _difference(one, other, moved)
        if moving and other.value > 0:
            yield _growth(one, other, moving)


def this_year(grid: Grid) -> dict[int, Entry]:
    """The column of this year's figures, by rows; of a table with one column of figures, that one."""
    now, before = two_years(grid)
    columns = sorted({column for _, column in grid.entries})
    if now is None and before is None and len(columns) == 1 and not _RATE.search(grid.heads.get(columns[0], "")):
        now = columns[0]
    found = grid.column(now) if now is not None else {}
    return {row: entry for row, entry in found.items() if row in grid.labels and not entry.quantity.is_percent}


def two_years(grid: Grid) -> tuple[int | None, int | None]:
    """The columns of this year and of last year."""
    now = next((n for n, head in grid.heads.items() if _NOW.match(head)), None)
    before = next((n for n, head in grid.heads.items() if _LAST.match(head)), None)
    years = {n: int(match[1]) for n, head in grid.heads.items() if (match := _YEAR.fullmatch(head.replace(" ", "")))}
    if (now is None or before is None) and len(years) == 2 and max(years.values()) - min(years.values()) == 1:
        return max(years, key=lambda n: years[n]), min(years, key=lambda n: years[n])
    return now, before


def _difference(one: Entry, other: Entry, moved: Entry) -> Finding:
    """A change may be printed without its sign."""
    high, low = (one, other) if one.value >= other.value else (other, one)
    gap = high.quantity.interval - low.quantity.interval
    fits = moved.quantity.interval.meets(gap) and (moved.value >= 0 or one.value < other.value)
    found: Verdict = "holds" if fits else "contradicts"
    value = high.value - low.value
    line = f"{number(high.value)}−{number(low.value)}={number(value)}"
    line += "" if value == abs(moved.value) and fits else f"{sign(found, False)}{number(moved.value)}"
    return _finding("difference", found, (one, other, moved), moved, number(value), line, "table-change")


def _growth(one: Entry, other: Entry, moving: Entry) -> Finding:
    gap = max(one.value, other.value) - min(one.value, other.value)
    span = (
        one.quantity.interval - other.quantity.interval
        if one.value >= other.value
        else other.quantity.interval - one.quantity.interval
    )
    made = span.over(other.quantity.interval)
    rate = moving.quantity
    found = verdict(rate, made.scaled(HUNDRED)) if made else "unclear"
    if found != "contradicts" and moving.value < 0 < one.value - other.value:
        found = "contradicts"
    value = round(gap / other.value * 100, places(rate))
    line = f"{number(gap)}÷{number(other.value)}{against(value, '%', rate, found)}"
    return _finding("change", found, (one, other, moving), moving, f"{number(value)}%", line, "table-rate")


# Parts and whole ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sum:
    whole: Entry
    parts: tuple[Entry, ...]

    @property
    def holds(self) -> bool:
        if all(each.quantity.is_whole for each in (self.whole, *self.parts)):
            return self.whole.value == sum(each.value for each in self.parts)
        return self.whole.quantity.interval.meets(total([each.quantity.interval for each in self.parts]))

    def told(self) -> Finding:
        added = sum((each.value for each in self.parts), Decimal(0))
        found: Verdict = "holds" if self.holds else "contradicts"
        shown = "+".join(number(each.value) for each in self.parts)
        line = f"{shown}={number(added)}" + (
            "" if added == self.whole.value else f"{sign(found, False)}{number(self.whole.value)}"
        )
        return _finding("sum", found, (self.whole, *self.parts), self.whole, number(added), line, "table-sum")


def _columns(grid: Grid, whole: int, parts: Sequence[int], no_sum: re.Pattern[str] = _NO_SUM) -> list[_Sum]:
    """The sum of some rows in each column that has a figure in all of them, rates and other columns of no sums left out."""
    found = []
    for column, head in grid.heads.items():
        cells = grid.column(column)
        told = [cells.get(row) for row in (whole, *parts)]
        full = [each for each in told if each and not each.quantity.is_percent]
        if len(parts) > 1 and len(full) == len(told) and not no_sum.search(head):
            found.append(_Sum(full[0], tuple(full[1:])))
    return found


def _among(grid: Grid) -> Iterator[Finding]:
    """咨询总数, 其中：现场…, 电话…, 网上…: so many rows as make the whole in some column; then in the others too."""
    rows = grid.rows
    for at, row in enumerate(rows):
        if not at or not _AMONG.match(grid.labels[row]):
            continue
        for length in range(len(rows) - at, 1, -1):
            sums = _columns(grid, rows[at - 1], rows[at : at + length], _NO_SUM_OF_KINDS)
            if any(each.holds for each in sums) and sum(each.holds for each in sums) * 2 >= len(sums):
                yield from (each.told() for each in sums)
                break


def _numbered(grid: Grid) -> Iterator[Finding]:
    """A row and those below it that are numbered 1., 2., …: in some column they make it, then in the others too."""
    rows = grid.rows
    for at, row in enumerate(rows[1:], start=1):
        first = _NUMBER.match(grid.labels[row])
        if not first or first["number"] != "1" or _NUMBER.match(grid.labels[rows[at - 1]]) or _AMONG.match(first[0]):
            continue  # rows under 其中 need not be all, and are told apart
        length = 1
        while at + length < len(rows) and (following := _NUMBER.match(grid.labels[rows[at + length]])) and int(following["number"]) == length + 1:  # fmt: skip
            length += 1
        sums = _columns(grid, rows[at - 1], rows[at : at + length], _NO_SUM_OF_KINDS)
        if any(each.holds and each.whole.value for each in sums) and sum(each.holds for each in sums) * 2 >= len(sums):
            yield from (each.told() for each in sums)


def _last_row(grid: Grid) -> Iterator[Finding]:
    """Rows 小计 under their plain rows; 合计 under plain rows, above them, or under the 小计."""
    rows = grid.rows
    at_total = [at for at, row in enumerate(rows) if TOTAL.match(grid.labels[row])]
    if not at_total or any(_AMONG.match(each) for each in grid.labels.values()):
        return
    if len(at_total) > 1:
        yield from _subtotals(grid, rows)
        return
    if at_total[0] not in (0, len(rows) - 1):
        return
    whole = rows[at_total[0]]
    parts = [row for row in rows if row != whole]
    sums = [each for each in _columns(grid, whole, parts) if any(part.value for part in each.parts)]
    plain = len({_level(grid.labels[row]) for row in parts}) == 1
    if any(each.holds for each in sums) or (len(sums) == 1 and plain):
        yield from (each.told() for each in sums)


def _subtotals(grid: Grid, rows: Sequence[int]) -> Iterator[Finding]:
    """Each 小计 of the rows above it, and 合计 of the 小计; most of the table's sums must show that it is built so."""
    loose: list[int] = []
    parts: list[int] = []
    sums: list[_Sum] = []
    for at, row in enumerate(rows):
        if not any(each == row for each, _ in grid.entries):
            continue
        if _SUBTOTAL.match(grid.labels[row]):
            sums += _columns(grid, row, loose)
            parts, loose = [*parts, row], []
        elif TOTAL.match(grid.labels[row]):
            if at != len(rows) - 1:
                return
            sums += _columns(grid, row, [*parts, *loose])
        else:
            loose.append(row)
    if sum(each.holds for each in sums) * 2 > len(sums):
        yield from (each.told() for each in sums)


_MARK = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d+)[）)、.．]|[①-⑳]|[-—·•]")
_CHARACTERS = re.compile(r"[一二三四五六七八九十]+")
_DIGITS = re.compile(r"\d+")


def _level(label: str) -> str:
    """How a row is numbered: rows of two levels count some of them twice."""
    mark = _MARK.match(label)
    return _DIGITS.sub("1", _CHARACTERS.sub("一", mark[0])) if mark else ""


def _last_column(grid: Grid) -> Iterator[Finding]:
    """A column 合计 beside the others; most rows must show that it is theirs."""
    columns = sorted({column for _, column in grid.entries} - grid.rates)
    totals = [column for column in columns if _WHOLE_COLUMN.search(grid.heads.get(column, ""))]
    if len(totals) != 1 or totals[0] not in (columns[0], columns[-1]) or len(columns) < 3:
        return
    sums = []
    for row in grid.rows:
        cells = [grid.entries.get((row, column)) for column in columns]
        if all(each and not each.quantity.is_percent for each in cells):
            parts = tuple(each for each, column in zip(cells, columns, strict=True) if each and column != totals[0])
            whole = grid.entries[row, totals[0]]
            sums.append(_Sum(whole, parts))
    if sum(each.holds for each in sums) * 2 > len(sums) and len(sums) > 1:
        yield from (each.told() for each in sums)


def _finding(
    kind: Kind, found: Verdict, entries: tuple[Entry, ...], stated: Entry, expected: str, line: str, reason: str
) -> Finding:
    figures = tuple(each.quantity.figure for each in entries)
    return Finding(
        kind, found, min(f.start for f in figures), max(f.end for f in figures), figures, stated.quantity.printed, expected, line,
        reason if found == "contradicts" else "table-holds", {"stated": stated.quantity.printed, "expected": expected}, None, 0.9,
    )  # fmt: skip
