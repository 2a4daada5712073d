"""Whole reports with filled tables, printed as sites, offices and converters do, for the readers to read. Grids with merged cells first."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.layout import Row
from gongkai.pure.law.tables import TABLES

Cell = tuple[str, int, int]
"""Text, rows, columns."""
Grid = list[list[Cell]]

ZEROS = {"0": "0", "blank": "", "dash": "—", "long dash": "——", "stroke": "/", "hyphen": "-", "none": "无"}
_BEFORE = "某某县2016年政府信息公开工作年度报告\n\n    本报告由县政府办公室编制。\n\n一、概述\n全年新建专栏4个。\n\n"
_AFTER = "\n\n某某县人民政府办公室\n2017年2月28日\n"


# Grids ---------------------------------------------------------------------------------------------------------------


def grid(key: str, figures: build.Figures, zero: str = "0", unit: str = "") -> Grid:
    """The form's cells with what is merged. zero: one of ZEROS; unit: printed behind each figure."""

    def write(value: object) -> str:
        return ZEROS[zero] if value == 0 else build.plain(value) + unit

    if key == "2014":
        rows = [["统计指标", "单位", "统计数"], *(build.cells(row) for row in build.lines(TABLES[key], figures, write))]
        return [[(cell, 1, 1) for cell in row] for row in rows]
    return {"2": _two, "3": _three, "4": _four}[key[-1]](key, figures, write)


def _two(key: str, figures: build.Figures, write: Callable[[object], str]) -> Grid:
    form, found = TABLES[key], []
    for head in (row for row in form.rows if row.kind == "head"):
        below = [row for row in form.rows if row.parent == head.key]
        columns = below[0].columns
        found.append([(head.label, 1, 1 + len(columns))])
        found.append([(text, 1, 1) for text in ("信息内容", *(form.column(each).label for each in columns))])
        found += [[(text, 1, 1) for text in (row.label, *(write(figures[row.key][each]) for each in columns))] for row in below]  # fmt: skip
    return found


def _three(key: str, figures: build.Figures, write: Callable[[object], str]) -> Grid:
    form = TABLES[key]
    note, *heads = build.column_heads(form)
    found: Grid = [
        [(note, 3, 3), (heads[0], 1, 7)],
        [(heads[1], 2, 1), (heads[2], 1, 5), (heads[3], 2, 1)],
        [(head, 1, 1) for head in heads[4:]],
    ]
    rows = [row for row in form.rows if row.kind != "head"]
    results = [row for row in rows if row.key.startswith("r3")]
    for row in rows:
        cells: list[Cell] = [("三、本年度办理结果", len(results), 1)] if row is results[0] else []
        group = [each for each in rows if each.parent == row.parent]
        if row not in results or row.parent == "r3":
            cells.append((_label(row), 1, 2 if row in results else 3))
        else:
            cells += [(form.row(row.parent).label, len(group), 1)] if row is group[0] else []
            cells.append((_label(row), 1, 1))
        found.append([*cells, *((write(figures[row.key][column.key]), 1, 1) for column in form.columns)])
    return found


def _four(key: str, figures: build.Figures, write: Callable[[object], str]) -> Grid:
    heads = build.FOUR_HEADS
    return [
        [(heads[0], 1, 5), (heads[1], 1, 10)],
        [*((head, 2, 1) for head in heads[2:7]), (heads[7], 1, 5), (heads[8], 1, 5)],
        [(head, 1, 1) for head in heads[9:]],
        [(write(value), 1, 1) for row in figures.values() for value in row.values()],
    ]


def _label(row: Row) -> str:
    return f"{row.label}（{row.note}）" if row.note else row.label


def pieces(key: str, whole: Grid) -> list[Grid]:
    """As many sites print it: each 第二十条 piece is a table of its own."""
    if not key.endswith("-2"):
        return [whole]
    found: list[Grid] = []
    for row in whole:
        if row[0][0].startswith("第二十条"):
            found.append([])
        found[-1].append(row)
    return found


def _texts(whole: Grid) -> list[list[str]]:
    return [[text for text, _, _ in row] for row in whole]


def _unmerged(whole: Grid, again: bool) -> list[list[str]]:
    """Merged cells taken apart: their text in each cell again, or in the first alone."""
    known: dict[tuple[int, int], str] = {}
    for number, row in enumerate(whole):
        at = 0
        for text, rows, columns in row:
            while (number, at) in known:
                at += 1
            for down in range(rows):
                for right in range(columns):
                    known[number + down, at + right] = text if again or not (down or right) else ""
            at += columns
    width = max(column for _, column in known) + 1
    return [[known.get((number, at), "") for at in range(width)] for number in range(len(whole))]


# Layouts -------------------------------------------------------------------------------------------------------------


def _html(whole: Grid, spans: bool, wrap: str = "{}", blank: str = "") -> str:
    def cell(text: str, rows: int, columns: int) -> str:
        span = f' rowspan="{rows}" colspan="{columns}"' if spans else ""
        return f"<td{span}>{wrap.format(html.escape(text) or blank)}</td>"

    rows = ["".join(cell(*each) for each in row) for row in whole]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _in_halves(whole: Grid) -> str:
    """Over two pages, with a number between."""
    cut = len(whole) if len(whole) < 9 else len(whole) // 2
    return "<p>- 3 -</p>".join(_html(part, spans=False) for part in (whole[:cut], whole[cut:]) if part)


def _beside(whole: Grid) -> Grid:
    """A long narrow table as two halves side by side, under the heads once more."""
    if len(whole) < 20 or max(map(len, whole)) > 3:
        return whole
    heads, *rows = whole
    half = len(rows) // 2 + 1
    left, right = [heads, *rows[:half]], [heads, *rows[half:]]
    right += [[("", 1, 1)] * len(heads)] * (len(left) - len(right))
    return [[*one, *other] for one, other in zip(left, right, strict=True)]


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    first, *others = (f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows)
    return "\n".join(["", first, "|" + "---|" * width, *others])


def _wrapped(text: str) -> str:
    return "\n".join(text[at : at + 9] for at in range(0, len(text), 9))


def _each_cell(between: str, before: str = "", blank: str = "") -> Callable[[Grid], str]:
    return lambda whole: between.join(before + (text or blank) for row in _texts(whole) for text in row)


def _each_row(between: str, rows: str = "\n", blank: str = "") -> Callable[[Grid], str]:
    return lambda whole: rows.join(between.join(text or blank for text in row) for row in _texts(whole))


def _paged(whole: Grid) -> str:
    """The heads again on each page, behind its number."""
    rows = ["\t".join(row) for row in _texts(whole)]
    return "\n".join(f"- {number // 9} -\n{rows[0]}\n{row}" if number % 9 == 8 else row for number, row in enumerate(rows))  # fmt: skip


_HTML: dict[str, Callable[[Grid], str]] = {
    "cells merged": lambda whole: _html(whole, True, blank="&nbsp;"),
    "paragraphs in cells": lambda whole: _html(whole, True, '<p style="text-align:center"><span>{}</span></p>'),
    "spans lost": lambda whole: _html(whole, False),
    "two pages": _in_halves,
    "two halves side by side": lambda whole: _html(_beside(whole), True),
}
_MARKDOWN: dict[str, Callable[[Grid], str]] = {
    "bars of as many cells as there are": lambda whole: _markdown(_texts(whole)),
    "bars, merged heads again": lambda whole: _markdown(_unmerged(whole, again=True)),
    "bars, merged heads once": lambda whole: _markdown(_unmerged(whole, again=False)),
}
_TEXT: dict[str, Callable[[Grid], str]] = {
    "a cell a line": _each_cell("\n", blank=" "),
    "a cell a line, hard blanks": _each_cell("\n", "　　", "\u00a0"),
    "a cell a line, empty lines are blanks": _each_cell("\n"),
    "a cell a line, empty lines between": _each_cell("\n\n", " " * 14, " "),
    "a cell a line, wrapped": lambda whole: "\n".join(
        _wrapped(cell) or "\u00a0" for row in _texts(whole) for cell in row
    ),
    "a row a line": _each_row("\t"),
    "a row a line, cut": lambda whole: "\n".join("\t".join(row).rstrip() for row in _texts(whole)),
    "a row a line, two halves side by side": lambda whole: _each_row("\t")(_beside(whole)),
    "a row a line, all columns": lambda whole: "\n".join("\t".join(row) for row in _unmerged(whole, again=False)),
    "a row a line, merged heads again": lambda whole: "\n".join("\t".join(row) for row in _unmerged(whole, again=True)),
    "a row a line, empty lines between": _each_row("\t", "\n\n"),
    "a row a line, wrapped": lambda whole: "\n".join("\t".join(map(_wrapped, row)) for row in _texts(whole)),
    "a row a line, blanks between": _each_row("    ", blank="-"),
    "a row a line, commas between": lambda whole: "\n".join(",".join(row) for row in _unmerged(whole, again=False)),
    "all in one line": _each_row(" ", " ", blank="-"),
    "bars drawn": lambda whole: "\n".join(f"│{'│'.join(row)}│" for row in _texts(whole)),
    "pages": _paged,
}
LAYOUTS = (*_HTML, *_MARKDOWN, *_TEXT)
LINES = tuple(each for each in _TEXT if each.startswith("a cell"))


def printed(layout: str, grids: Sequence[tuple[str, Grid]]) -> tuple[bytes, str]:
    """The report as a file, and its name. grids: titles with what stands below."""
    if layout in _HTML:
        tables = "".join(f"<p>{title}</p>{_HTML[layout](whole)}" for title, whole in grids)
        before, after = ("".join(f"<p>{line}</p>" for line in each.split("\n") if line) for each in (_BEFORE, _AFTER))
        return f"<html><head><meta charset=utf-8></head><body>{before}{tables}{after}</body></html>".encode(), "a.html"
    write = _MARKDOWN.get(layout) or _TEXT[layout]
    body = "\n\n".join(f"{title}\n{write(whole)}" for title, whole in grids)
    return f"{_BEFORE}{body}{_AFTER}".encode(), "a.md" if layout in _MARKDOWN else "a.txt"


def report(layout: str, tables: dict[str, build.Figures], zero: str = "0", unit: str = "") -> tuple[bytes, str]:
    """A report with these tables, in pieces where sites have them so."""
    grids = []
    for key, figures in tables.items():
        for number, piece in enumerate(pieces(key, grid(key, figures, zero, unit))):
            grids.append(("" if number else TABLES[key].title, piece))
    return printed(layout, grids)
