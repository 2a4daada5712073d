"""The running text held against a body's own tables: kind `cross`. A row is known by its label, word for word.

A figure contradicts its row only where it bears the very label, is the only one to do so, and the text tells two other rows as they are.
In a table with several columns it must name the row and what the column counts: 县教育局公开368条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.moves.growth import called
from gongkai.pure.audit.claims.naming import CHANGE, NAMED_SO, VERBS, label
from gongkai.pure.audit.claims.tables.grid import Entry, Grid, grids
from gongkai.pure.audit.claims.tables.owntables import TOTAL, this_year
from gongkai.pure.audit.claims.telling import like
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report

REASONS = {
    "own-table": ("文字写的是{stated}，表中“{row}”是{expected}", "The text says {stated}; “{row}” in the table is {expected}"),
    "own-table-holds": ("文字与表中“{row}”一致", "The text agrees with “{row}” in the table"),
}  # fmt: skip
_FRAME = re.compile(r"^其中[：:]?|（[^（）]*）|(?:总?[数量]|情况|件数|人次)$")
_UNIT = re.compile(r"（([^（）]{1,4})）$")
_OTHER_YEAR = re.compile(r"上一?年|去年|□{4}年|累计|以来|同期|平均|均")
_TELLING = 4
_AGREEING = 2


def said_of_tables(report: Report, last: Report | None) -> Iterator[Finding]:
    """Each row of this year's column that the text tells too; else the cells whose row and column it names."""
    for grid in grids(report):
        yield from _by_columns(report, grid)
        rows = [(row, entry, _told(report, grid, row, entry)) for row, entry in this_year(grid).items()]
        agreeing = {
            row for row, entry, told in rows if any(each.interval.meets(entry.quantity.interval) for each in told)
        }
        for row, entry, told in rows:
            core = _core(grid.labels[row])
            for each in told:
                if each.interval.meets(entry.quantity.interval) or each.value == entry.value * 10_000:
                    yield _finding(grid.labels[row], each, entry, holds=True)
                elif (
                    len(told) == 1
                    and label(each) == core
                    and len(core) >= _TELLING
                    and len(agreeing - {row}) >= _AGREEING
                ):
                    yield _finding(grid.labels[row], each, entry, holds=False)


_BLANK = re.compile(r"\s")


def _by_columns(report: Report, grid: Grid) -> Iterator[Finding]:
    """Rows of bodies, columns of what they did. Two other cells of the column that the text tells as they are show that it is of them."""
    columns = {column for _, column in grid.entries} - grid.rates
    if len(columns) < 2 or this_year(grid):
        return
    for column in sorted(columns):
        head = _FRAME.sub("", _UNIT.sub("", _BLANK.sub("", grid.heads[column])))
        unit = match[1] if (match := _UNIT.search(grid.heads[column])) else ""
        did = next((verb for verb in VERBS if verb in NAMED_SO.sub("", head)), head)
        if len(did) < 2:
            continue
        found = [
            (row, entry, each)
            for row, entry in grid.column(column).items()
            for each in _named(report, grid.labels.get(row, ""), did, canonical(unit or entry.quantity.unit))
        ]
        agreeing = {row for row, entry, each in found if each.interval.meets(entry.quantity.interval)}
        for row, entry, each in found:
            if each.interval.meets(entry.quantity.interval):
                yield _finding(grid.labels[row], each, entry, holds=True)
            elif len(agreeing - {row}) >= _AGREEING and sum(other == row for other, _, _ in found) == 1:
                yield _finding(grid.labels[row], each, entry, holds=False)


def _named(report: Report, row: str, did: str, unit: str) -> list[Quantity]:
    """The figures whose words are a row's label and what was done, with nothing that narrows it: 县教育局共公开信息."""
    row = "全县" if TOTAL.match(row) else row
    if len(row) < 2 or not unit:
        return []
    wanted = re.compile(
        rf"^(?:其中|，|、|□{{4}}年|全年)*{re.escape(row)}(?:共|全年|累计)?{re.escape(did)}(?:政府|政务)?(?:信息)?(?:共|共计)?$"
    )
    return [
        each
        for passage in report.passages
        if row in report.plain[passage.paragraph.start : passage.paragraph.end]
        for each in passage.quantities
        if each.counts and canonical(each.unit) == unit and row in each.lead and wanted.match(_BLANK.sub("", each.lead))
    ]


def _told(report: Report, grid: Grid, row: int, entry: Entry) -> list[Quantity]:
    core, unit = _core(grid.labels[row]), canonical(grid.units.get(row, "") or entry.quantity.unit)
    if len(core) < 2:
        return []
    # A table without units: only the very number tells that the text speaks of its row.
    return [
        each
        for passage in report.passages
        for each in passage.quantities
        if each.counts and not each.in_characters
        and (canonical(each.unit) == unit if unit else each.value in (entry.value, entry.value * 10_000))
        and called(core, each) and not CHANGE.search(each.lead) and not _OTHER_YEAR.search(each.lead)
    ]  # fmt: skip


def _core(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _FRAME.sub("", words)
    return words


_AMONG = re.compile(r"^其中[：:]?")


def _finding(row: str, told: Quantity, entry: Entry, holds: bool) -> Finding:
    figures = (told.figure, entry.quantity.figure)
    args = {"stated": told.printed, "expected": entry.quantity.printed, "row": _AMONG.sub("", row)}
    value = entry.value * 10_000 if told.value == entry.value * 10_000 else entry.value  # 万 in the heading
    return Finding(
        "cross", "holds" if holds else "contradicts", told.start, told.end, figures, told.printed, entry.quantity.printed,
        f"{told.number}{'=' if holds else '≠'}{like(value, told)}", "own-table-holds" if holds else "own-table", args, None, 0.8,
    )  # fmt: skip
