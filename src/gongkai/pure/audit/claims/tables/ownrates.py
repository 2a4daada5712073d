"""Columns of per cent in a body's own tables: 占比 of a column's total, 办结率 of two columns in each row. Kind `percent`.

Which columns a share or a rate is of is what most of its rows show; the others then contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from gongkai.pure.audit.claims.moves.growth import against
from gongkai.pure.audit.claims.tables.grid import Entry, Grid, grids
from gongkai.pure.audit.claims.telling import number
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import HUNDRED, Interval, total
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.report import Report

REASONS = {
    "table-share": ("表中两数相除为{expected}，比例栏写{stated}", "The two cells make {expected}; the column of shares says {stated}"),
    "table-share-holds": ("表中比例与数字相符", "The table's share agrees with its figures"),
}  # fmt: skip
_SHARE = re.compile(r"占比|比重|份额|占.*(?:比例|[%％])|^(?:所占)?(?:百分)?比例?(?:（?[%％]）?)?$")
_RATE = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,4})(?:率|比例)(?:（?[%％]）?)?$")
# What rests on figures that no column has; what is of last year's column.
_OTHERWISE = re.compile(r"满意|接通|好评|知晓|增|同比|环比|下降|变化|覆盖|准确|合格")
_SAVED = re.compile(r"压缩|精简|缩减|减少|压减|缩短")
_TOTAL = re.compile(r"合计|总计|共计|总数|小计")
_FITTING, _MOST = 2, 12


@dataclass(frozen=True)
class _Told:
    """A share in its row, and what it is made of. saved: it is what the part is less than the whole."""

    rate: Entry
    part: Entry
    wholes: tuple[Entry, ...]
    saved: bool = False

    @property
    def made(self) -> Interval | None:
        whole = total([each.quantity.interval for each in self.wholes])
        part = whole - self.part.quantity.interval if self.saved else self.part.quantity.interval
        found = part.over(whole)
        return found.scaled(HUNDRED) if found else None

    @property
    def verdict(self) -> Verdict:
        return verdict(self.rate.quantity, self.made) if self.made else "unclear"

    @property
    def fits(self) -> bool:
        return self.verdict in ("holds", "rounding")

    @property
    def telling(self) -> bool:
        """Not 100% or 0%, which any two columns may make."""
        return self.fits and 0 < self.rate.value < HUNDRED

    def finding(self) -> Finding:
        found, rate = self.verdict, self.rate.quantity
        whole = sum(each.value for each in self.wholes)
        part = whole - self.part.value if self.saved else self.part.value
        value = round(part / whole * 100, places(rate))
        told = (self.part, *self.wholes, self.rate)
        figures = tuple(dict.fromkeys(each.quantity.figure for each in told))
        return Finding(
            "percent", found, min(f.start for f in figures), max(f.end for f in figures), figures, rate.printed,
            f"{number(value)}%", f"{number(part)}÷{number(whole)}{against(value, '%', rate, found)}",
            "table-share" if found == "contradicts" else "table-share-holds",
            {"stated": rate.printed, "expected": f"{number(value)}%"}, None, 0.9,
        )  # fmt: skip


_BLANK = re.compile(r"\s")


def own_rates(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of every table that no prescribed form was read from."""
    for grid in grids(report):
        counts = sorted({column for _, column in grid.entries} - grid.rates)
        for column in sorted(grid.rates) if len(counts) <= _MOST else ():
            head = _BLANK.sub("", grid.heads[column])
            if _SHARE.search(head):
                found = _best([_shares(grid, column, each) for each in counts])
                sure = not any(label.startswith("其中") for label in grid.labels.values())
            elif (named := _RATE.search(head)) and not _OTHERWISE.search(head):
                saved = bool(_SAVED.search(head))
                pairs = [
                    (saved or named["what"][-2:] in grid.heads[part], _rates(grid, column, part, whole, saved))
                    for part, whole in permutations(counts, 2)
                ]
                found = _best([told for _, told in pairs])
                sure = any(fits and told is found for fits, told in pairs)
            else:
                continue
            if all(each.fits for each in found) or sure:
                yield from (each.finding() for each in found)


def _best(choices: list[list[_Told]]) -> list[_Told]:
    """The reading that most rows fit, if most do."""
    best = max(choices, key=lambda told: sum(each.fits for each in told), default=[])
    fitting = sum(each.fits for each in best)
    enough = sum(each.telling for each in best) >= _FITTING and fitting * 2 > len(best)
    return best if enough else []


def _shares(grid: Grid, rate: int, column: int) -> list[_Told]:
    """Each row's share of the row 合计, or of all rows together."""
    cells, rates = grid.column(column), grid.column(rate)
    at_total = [row for row in cells if _TOTAL.search(grid.labels.get(row, ""))]
    if len(at_total) > 1:
        return []
    parts = [row for row in cells if row not in at_total]
    wholes = tuple(cells[row] for row in at_total or parts)
    if sum(each.value for each in wholes) <= 0 or len(parts) < _FITTING:
        return []
    return [_Told(rates[row], cells[row], wholes) for row in parts if row in rates]


def _rates(grid: Grid, rate: int, part: int, whole: int, saved: bool) -> list[_Told]:
    parts, wholes = grid.column(part), grid.column(whole)
    return [
        _Told(entry, parts[row], (wholes[row],), saved)
        for row, entry in grid.column(rate).items()
        if row in parts and row in wholes and wholes[row].value > 0
    ]
