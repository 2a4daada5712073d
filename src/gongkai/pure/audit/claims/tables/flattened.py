"""A body's own table exported one cell a line, put back in rows: heads, then rows of as many cells each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.pure.audit.document import Cell, Paragraph, Table
from gongkai.pure.audit.report import Report

NUMBER = re.compile(r"[+＋]?(?P<minus>[-−－])?\s*\d[\d,，.．\s]*(?:%|％)?")
_LONGEST, _WIDEST, _LEAST = 24, 9, 5
_PROSE = re.compile("[。；，：！？]")

_Run = list[tuple[bool, list[Paragraph]]]


def flattened(report: Report) -> Iterator[Table]:
    """Tables whose rows show their width: the same number of words and of figures, again and again."""
    for cells in _stretches(report):
        runs: _Run = [
            (number, list(each))
            for number, each in groupby(
                cells, key=lambda p: NUMBER.fullmatch(report.plain[p.start : p.end].strip()) is not None
            )
        ]
        table = _table(runs)
        if table:
            yield table


def _stretches(report: Report) -> Iterator[list[Paragraph]]:
    """Short lines one after the other, no prose among them."""
    found: list[Paragraph] = []
    for each in report.document.paragraphs:
        if _is_cell(report, each) and not any(start <= each.start < end for start, end in report.covered):
            found.append(each)
            continue
        if len(found) >= _LEAST:
            yield found
        found = []
    if len(found) >= _LEAST:
        yield found


def _is_cell(report: Report, line: Paragraph) -> bool:
    if line.end - line.start > _LONGEST:
        return False
    text = report.plain[line.start : line.end].strip()
    return not _PROSE.search(text) or NUMBER.fullmatch(text) is not None


def _table(runs: _Run) -> Table | None:
    """The first run of words ends with the heads and the first row's labels; each row's figures follow."""
    if runs and runs[0][0]:
        runs = runs[1:]
    if len(runs) < 4:
        return None
    labels, figures = len(runs[2][1]), len(runs[1][1])
    width = labels + figures
    if labels > 2 or width > _WIDEST:
        return None
    rows: list[Sequence[Paragraph]] = []
    for at in range(1, len(runs), 2):
        before, here = runs[at - 1][1], runs[at][1]
        if len(here) != figures or (at > 1 and len(before) != labels):
            break
        rows.append([*before[-labels:], *here])
    heads = runs[0][1][:-labels][-width:]
    if len(heads) < width or len(rows) < (2 if figures > 1 else 3):
        return None
    cells = tuple(
        Cell(each.start, each.end, row, column)
        for row, line in enumerate([heads, *rows])
        for column, each in enumerate(line)
    )
    return Table(cells[0].start, cells[-1].end, cells)
