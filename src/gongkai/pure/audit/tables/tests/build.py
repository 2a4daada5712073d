"""Filled tables for tests, and the many ways in which they are printed. All figures are made up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.pure.audit.document import Cell, Document, Paragraph, Table
from gongkai.pure.law.layout import Row
from gongkai.pure.law.layout import Table as Form
from gongkai.pure.law.tables import TABLES

Figures = dict[str, dict[str, int | Decimal | None]]

BEFORE = "某某县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n全年新建专栏4个，其中予以公开的意见12条。"
AFTER = "五、存在的主要问题及改进情况\n2023年将举办培训3次，培训210人次。"


# Filling -------------------------------------------------------------------------------------------------------------


def filled(key: str, chance: random.Random, top: int = 400) -> Figures:
    """A table of the form whose relations all hold."""
    return {"2014": _filled_2014, "3": _filled_three, "4": _filled_four, "2": _filled_two}[key.partition("-")[2] or key](TABLES[key], chance, top)  # fmt: skip


def _filled_2014(form: Form, chance: random.Random, top: int) -> Figures:
    def some() -> int:
        return chance.choice((0, 0, chance.randrange(12), chance.randrange(top)))

    one = {row.key: some() for row in form.rows if row.kind != "head"}
    outlets = [one[key] for key in ("a21", "a22", "a23", "a24", "a25")]
    one["a1"] = chance.randint(max(outlets), sum(outlets))
    one["a1n"] = chance.randint(0, one["a1"])
    one["a1m"] = one["a1n"] + some()
    one["b21p"], one["b22p"] = chance.randint(0, one["b21"]), chance.randint(0, one["b22"])
    one["b1"] = chance.randint(0, sum(one[key] for key in ("b21", "b22", "b23", "b24", "b25")))
    one["c34"] = sum(one[f"c34{n}"] for n in range(1, 7))
    one["c2"] = one["c3"] = sum(one[f"c3{n}"] for n in range(1, 9))
    one["c21"] = chance.randint(0, one["c2"])
    one["c22"] = one["c2"] - one["c21"]
    one["c11"] += one["c2"]
    one["c1"] = sum(one[f"c1{n}"] for n in range(1, 5))
    for total, parts in (("d", ("d1", "d2", "d3")), ("e", ("e1", "e2", "e3")), ("h3", ("h31", "h32"))):
        one[total] = sum(one[part] for part in parts)
    return {row: {"value": value} for row, value in one.items()} | {"h4": {"value": Decimal("6.5")}}


def _filled_three(form: Form, chance: random.Random, top: int) -> Figures:
    types = [column.key for column in form.columns if column.key != "total"]
    leaves = [row.key for row in form.rows if row.key.startswith("r3_") and row.key != "r3_7" and row.kind != "head"]
    figures: Figures = {
        leaf: {kind: chance.choice((0, 0, 0, chance.randrange(top))) for kind in types} for leaf in leaves
    }
    figures["r3_7"] = {kind: sum(figures[leaf][kind] for leaf in leaves) for kind in types}
    figures["r4"] = {kind: chance.choice((0, chance.randrange(20))) for kind in types}
    whole = {kind: figures["r3_7"][kind] + figures["r4"][kind] for kind in types}
    figures["r2"] = {kind: chance.randint(0, min(9, whole[kind])) for kind in types}
    figures["r1"] = {kind: whole[kind] - figures["r2"][kind] for kind in types}
    for row in figures.values():
        row["total"] = sum(row.values())
    return figures


def _filled_four(form: Form, chance: random.Random, top: int) -> Figures:
    figures: Figures = {}
    for row in form.rows:
        if row.kind != "head":
            figures[row.key] = {
                key: chance.choice((0, chance.randrange(9))) for key in ("upheld", "corrected", "other", "pending")
            }
            figures[row.key]["total"] = sum(figures[row.key].values())
    return figures


def _filled_two(form: Form, chance: random.Random, top: int) -> Figures:
    figures: Figures = {}
    for row in form.rows:
        if row.kind != "head":
            figures[row.key] = {key: chance.randrange(top) for key in row.columns}
            if "published" in figures[row.key]:
                figures[row.key]["published"] = chance.randint(0, figures[row.key]["published_in_all"])
    return figures


# Printing ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A row as printed: heads beside it, its label, its unit if the form prints one, its figures."""

    heads: tuple[str, ...]
    label: str
    unit: str | None
    figures: tuple[str, ...]


Write = Callable[[int | Decimal | None], str]


def plain(value: int | Decimal | None) -> str:
    return "" if value is None else str(value)


def wide(value: int | Decimal | None) -> str:
    return plain(value).translate({ord(str(digit)): chr(ord("０") + digit) for digit in range(10)})


def with_separators(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:,}"


def lines(form: Form, figures: Figures, write: Write) -> list[Line]:
    result: list[Line] = []
    heads: list[str] = []
    for row in form.rows:
        if row.kind == "head":
            heads.append(_label(row))
            if form.key == "2014":
                result.append(Line((), heads.pop(), "——", ("",)))
            if form.key.endswith("-2"):
                result.append(Line((), heads.pop(), None, ()))
                below = next(each for each in form.rows if each.parent == row.key)
                result.append(Line((), "信息内容", None, tuple(form.column(key).label for key in below.columns)))
            continue
        columns = row.columns or [column.key for column in form.columns]
        unit = row.unit if form.key == "2014" else None
        result.append(Line(tuple(heads), _label(row), unit, tuple(write(figures[row.key][key]) for key in columns)))
        heads = []
    return result


def _label(row: Row) -> str:
    return f"{row.label}（{row.note}）" if row.note and row.key != "h31" else row.label


def column_heads(form: Form) -> list[str]:
    if form.key == "2014":
        return ["统计指标", "单位", "统计数"]
    if form.key.endswith("3"):
        return ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]  # fmt: skip
    return []


FOUR_HEADS = ["行政复议", "行政诉讼", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉", *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2]  # fmt: skip


def document(text: str, tables: tuple[Table, ...] = ()) -> Document:
    inside = [(table.start, table.end) for table in tables]
    paragraphs = tuple(
        Paragraph(match.start(), match.end())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip() and not any(start <= match.start() < end for start, end in inside)
    )
    return Document(text, paragraphs, tables)


def as_text(form: Form, figures: Figures, layout: str, write: Write = plain) -> Document:
    """The table flattened. layout: one of FLAT."""
    if form.key.endswith("-4"):
        body = _four_as_text(figures, layout, write)
    else:
        body = _FLAT[layout](form, lines(form, figures, write))
    return document(f"{BEFORE}\n{form.title}\n{body}\n{AFTER}\n")


def _four_as_text(figures: Figures, layout: str, write: Write) -> str:
    cells = [write(value) for row in figures.values() for value in row.values()]
    if layout in ("one cell a line", "cells on lines of their own", "airy"):
        gap = "\n\n" if layout == "airy" else "\n"
        return gap.join([*FOUR_HEADS, *(cell or "\u00a0" for cell in cells)])
    between = {"tabs": "\t", "bars": " | ", "spaces": " ", "wrapped labels": "\t", "repeated heads": "\t"}[layout]
    edge = "|" if layout == "bars" else ""
    return f"{edge}{between.join(FOUR_HEADS)}{edge}\n{edge}{between.join(cells)}{edge}"


def _one_cell_a_line(form: Form, rows: list[Line]) -> str:
    return "\n".join([*column_heads(form), *(cell or "\u00a0" for row in rows for cell in cells(row))])


def _airy(form: Form, rows: list[Line]) -> str:
    """Cells parted by empty lines, units lost, as some sites are copied."""
    kept = [cell or "\u3000" for row in rows for cell in (*row.heads, row.label, *row.figures)]
    return "\n\n".join(["　　" + cell for cell in (*column_heads(form), *kept)])


def _dense(form: Form, rows: list[Line]) -> str:
    """A blank cell is an empty line."""
    return "\n".join([*column_heads(form), *(cell for row in rows for cell in cells(row))])


def _tabs(form: Form, rows: list[Line]) -> str:
    return "\n".join(["\t".join(column_heads(form)), *("\t".join(cells(row)) for row in rows)])


def _bars(form: Form, rows: list[Line]) -> str:
    return "\n".join(
        ["|" + "|".join(column_heads(form)) + "|", *("| " + " | ".join(cells(row)) + " |" for row in rows)]
    )


def _spaces(form: Form, rows: list[Line]) -> str:
    return "\n".join([" ".join(column_heads(form)), *(" ".join(cell or "-" for cell in cells(row)) for row in rows)])


def _wrapped(form: Form, rows: list[Line]) -> str:
    """Labels broken into short lines, the figures behind them; brackets in half width, 其它 for 其他."""
    result = ["\t".join(column_heads(form))]
    for row in rows:
        label = (
            row.label.replace("（", "(").replace("）", ")").replace("其他", "其它").replace("“", '"').replace("”", '"')
        )
        broken = "\n".join(label[at : at + 6] for at in range(0, len(label), 6))
        result.append("\t".join([*row.heads, broken, *([row.unit] if row.unit else []), *row.figures]))
    return "\n".join(result)


def _paged(form: Form, rows: list[Line]) -> str:
    """Heads and a page number again after every seventh row."""
    result: list[str] = []
    for number, row in enumerate(rows):
        if number % 7 == 0:
            result += [f"- {number // 7 + 1} -", "\t".join(column_heads(form))]
        result.append("\t".join(cells(row)))
    return "\n".join(result)


def cells(row: Line) -> Iterator[str]:
    yield from row.heads
    yield row.label
    if row.unit is not None:
        yield row.unit
    yield from row.figures


_FLAT: dict[str, Callable[[Form, list[Line]], str]] = {
    "one cell a line": _one_cell_a_line,
    "airy": _airy,
    "cells on lines of their own": _dense,
    "tabs": _tabs,
    "bars": _bars,
    "spaces": _spaces,
    "wrapped labels": _wrapped,
    "repeated heads": _paged,
}
FLAT = tuple(_FLAT)


def as_grid(form: Form, figures: Figures, write: Write = plain, between: str = "\t") -> Document:
    """The table with its cells marked, group heads merged over their rows."""
    grid: list[list[tuple[str, int, int]]] = []  # text, column, columns
    spans: dict[tuple[int, int], int] = {}
    if form.key.endswith("-4"):
        cells = [write(value) for row in figures.values() for value in row.values()]
        grid = [
            [("行政复议", 0, 5), ("行政诉讼", 5, 10)],
            [
                *((head, at, 1) for at, head in enumerate(FOUR_HEADS[2:7])),
                ("未经复议直接起诉", 5, 5),
                ("复议后起诉", 10, 5),
            ],
            [(head, 5 + at, 1) for at, head in enumerate(FOUR_HEADS[9:])],
            [(cell, at, 1) for at, cell in enumerate(cells)],
        ]
        spans = {(1, at): 2 for at in range(5)}
    else:
        grid.append([(head, at, 1) for at, head in enumerate(column_heads(form))])
        pending: dict[int, tuple[int, int]] = {}
        for row in lines(form, figures, write):
            number = len(grid)
            width = 3
            label_at = 0
            cells_of_row: list[tuple[str, int, int]] = []
            for depth, head in enumerate(row.heads[-2:]):
                cells_of_row.append((head, depth, 1))
                pending[depth] = (number, depth)
            label_at = len(row.heads[-2:]) if row.heads else (1 if form.key.endswith("3") else 0)
            cells_of_row.append((row.label, label_at, width - label_at))
            at = width
            if row.unit is not None:
                cells_of_row.append((row.unit, at, 1))
                at += 1
            cells_of_row += [(cell, at + place, 1) for place, cell in enumerate(row.figures)]
            grid.append(cells_of_row)
    text, cells_found = f"{BEFORE}\n{form.title}\n", []
    start = len(text)
    for number, row_cells in enumerate(grid):
        for cell, column, columns in row_cells:
            cells_found.append(
                Cell(len(text), len(text) + len(cell), number, column, spans.get((number, column), 1), columns)
            )
            text += cell + between
        text = text[: -len(between)] + "\n"
    table = Table(start, len(text) - 1, tuple(cells_found))
    return document(text + AFTER + "\n", (table,))
