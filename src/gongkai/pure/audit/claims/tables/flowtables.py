"""A body's own table of its applications: what came and was carried in went out in one of the ways below, or goes on to next year.

Kind `sum`. Where every row between is a way in which applications end, the table is whole: 本年新收6, 上年结转0, 予以公开4, 不予公开2,
结转下年度0. This is how Gongkai's own reports print what part three of the prescribed form says at length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.tables.grid import Entry, Grid, grids
from gongkai.pure.audit.claims.telling import number
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.report import Report

REASONS = {
    "flow-table": (
        "表中新收加上年结转是{stated}，办理结果加结转下年度是{expected}",
        "What came and was carried in is {stated}; what was done and goes on is {expected}",
    ),
    "flow-table-holds": (
        "表中新收加上年结转等于办理结果加结转下年度",
        "What came and was carried in is what was done and goes on",
    ),
}
_CAME = re.compile("新收|(?:收到|受理).{0,10}申请")
_CARRIED_IN = re.compile("上年度?(?:结转|遗留)|结转上年")
_CARRIED_OUT = re.compile("结转(?:至|到|入)?(?:下|次)一?年|(?:下|次)一?年度?继续办理")
_ENDED = re.compile("公开|无法提供|不予处理|不再处理|其他处理|其他结果|办结|撤回|逾期|更正|补正")
_NOT_ALL = re.compile("其中|[合总共]计|小计|[率比]|平均|主动")


def flow_tables(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of every table that no prescribed form was read from."""
    for grid in grids(report):
        rows = [row for row in grid.rows if any((row, column) in grid.entries for column in grid.heads)]
        if _is_flow([grid.labels[row] for row in rows]):
            yield from _judged(grid, rows)


def _is_flow(labels: Sequence[str]) -> bool:
    if len(labels) < len(("came", "carried in", "ended", "carried out")):
        return False
    came, carried, *ended, left = labels
    own = _CAME.search(came) and not _CARRIED_IN.search(came) and _CARRIED_IN.search(carried)
    whole = all(_ENDED.search(each) and not _CARRIED_OUT.search(each) for each in ended)
    return bool(own and _CARRIED_OUT.search(left) and whole) and not any(map(_NOT_ALL.search, labels))


def _judged(grid: Grid, rows: Sequence[int]) -> Iterator[Finding]:
    """In each column that has a figure in all of the rows."""
    for column in grid.heads:
        told = [entry for row in rows if (entry := grid.entries.get((row, column)))]
        if len(told) == len(rows) and all(each.quantity.is_whole and not each.quantity.is_percent for each in told):
            yield _finding(told[:2], told[2:])


def _finding(came: Sequence[Entry], went: Sequence[Entry]) -> Finding:
    in_, out = sum(each.value for each in came), sum(each.value for each in went)
    found: Verdict = "holds" if in_ == out else "contradicts"
    left, right = ("+".join(number(each.value) for each in side) for side in (came, went))
    line = f"{left}={right}" if in_ == out else f"{left}={number(in_)}≠{number(out)}={right}"
    figures = tuple(each.quantity.figure for each in (*came, *went))
    args = {"stated": number(in_), "expected": number(out)}
    return Finding(
        "sum", found, min(f.start for f in figures), max(f.end for f in figures), figures, *args.values(), line,
        "flow-table-holds" if in_ == out else "flow-table", args, None, 0.9,
    )  # fmt: skip
