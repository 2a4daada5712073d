"""Declared tables as people see them: shown on a page, and filled in cell by cell in a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.ground.ui.legible import legible
from gongkai.pure.declare.grid import Col, Fault, Grid, Row

BLANK = 4
"""Empty rows to go on in, below those that are filled in."""


def table(grid: Grid, rows: Sequence[Row], label: str) -> SafeString:
    """A section with a table of a record: figures scroll, rows of words become cards on the phone, questions stand above their answers."""
    if grid.asked:
        return _questions(grid, rows, label)
    unit = f"（单位：{grid.unit}）" if grid.unit else ""
    told = {column.name for column in grid.columns if any(row.get(column.name) for row in rows)}
    told |= {column.name for column in grid.figures if grid.adds_up} - grid.untold(rows) | {grid.first.name}
    columns = [column for column in grid.columns if column.name != grid.coded and column.name in told]
    shown = [(column, grid.shown(rows, column)) for column in columns]
    lines = []
    for row in rows:
        cells = [_cell(column, say(row.get(column.name) or "")) for column, say in shown[1:]]
        lines.append(f"<tr{' class=sum' if grid.is_sum(row) else ''}>{_head(grid, row, rows)}{''.join(cells)}</tr>")
    named = "、".join(column.label for column in grid.columns if column.name == grid.coded or column is columns[0])
    heads = f'<th scope="col">{escape(named)}</th>' + "".join(
        f'<th scope="col"{" class=n" if c.type == "number" else ""}>{escape(c.label)}</th>' for c in columns[1:]
    )
    css = "cards" if not grid.adds_up else "sums wide" if len(columns) > 3 else "sums"
    made = (
        f'<table class="{css}"><caption>{escape(label)}{unit}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
    said = f'<p class="cap">{escape(_checked(grid))}</p>' if grid.adds_up else ""
    scroller = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}，可以左右滑动">'
    return mark_safe(f'<section class="sec table-of">{scroller}{made}</div>{said}</section>')


def scrolling(html: str) -> str:
    """A text with each of its tables in a box that scrolls; of several each by a name of its own."""
    before, *tables = html.split("<table")
    for n, table in enumerate(tables, start=1):
        name = "表格" if n == 1 else f"第{n}个表格"
        before += f'<div class="scroll" tabindex="0" role="region" aria-label="{name}，可以左右滑动"><table{table}'
    return before.replace("</table>", "</table></div>")


def _head(grid: Grid, row: Row, rows: Sequence[Row]) -> str:
    """What a row is called, as deep as it stands; its code before its name."""
    name = next(column for column in grid.columns if column.name != grid.coded)
    level = grid.level(row, rows)
    code = f'<span class="n muted">{escape(row[grid.coded])}</span> ' if grid.coded and row.get(grid.coded) else ""
    css = f' class="l{min(level, 3)}"' if level else ""
    return f'<th scope="row"{css}>{code}{_lines(row.get(name.name) or "")}</th>'


def _checked(grid: Grid) -> str:
    columns = any(column.parts for column in grid.columns)
    lines = bool(grid.coded or grid.total or any(line.parts for line in grid.lines))
    what = "各行、各列" if columns and lines else "各列" if columns else "各行"
    return f"{what}的合计已经逐项核对，对得上。"


def _cell(column: Col, text: str) -> str:
    css = ' class="n"' if column.type == "number" else ""
    return f'<td{css} data-label="{escape(column.label)}">{_lines(text)}</td>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _questions(grid: Grid, rows: Sequence[Row], label: str) -> SafeString:
    at = grid.columns.index(grid.by_name[grid.asked])
    pairs = [(_said(grid.columns[: at + 1], row), _said(grid.columns[at + 1 :], row)) for row in rows]
    asked = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
    return format_html('<section class="sec table-of"><h2>{}</h2><dl class="qa">{}</dl></section>', label, asked)


def _said(columns: Sequence[Col], row: Row) -> SafeString:
    """Who speaks, and what, a line a paragraph."""
    *who, what = [row.get(column.name) or "" for column in columns]
    name = "、".join(filter(None, who))
    lines = [line for line in what.split("\n") if line.strip()] or [""]
    first = format_html("<p><b>{}：</b>{}</p>", name, lines[0]) if name else format_html("<p>{}</p>", lines[0])
    return format_html("{}{}", first, format_html_join("", "<p>{}</p>", [(line,) for line in lines[1:]]))


class GridInput(forms.Widget):
    """Cells to fill in. Without script some empty rows stand below; with it there are as many as are wanted, and a block of cells
    that is pasted spreads over the table. ``faults``: the cells to mark, as (row, column).
    """

    template_name = "ui/forms/grid.html"
    use_fieldset = True

    def __init__(self, grid: Grid, label: str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.grid, self.label = grid, label
        self.faults: set[tuple[int, str]] = set()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        if self.grid.lines:
            labels = [line.label for line in self.grid.lines]
        else:
            count = str(data.get(f"{name}-rows") or "")
            labels = [""] * min(int(count) if count.isdecimal() and len(count) < 5 else 0, self.grid.most + BLANK)
        rows = [{c.name: data.get(f"{name}-{n}-{c.name}") or "" for c in self.grid.columns} for n in range(len(labels))]
        for label, row in zip(labels, rows, strict=True):
            if label:
                row[self.grid.first.name] = label
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}-0-{self.grid.columns[1 if self.grid.lines else 0].name}" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = list(value) if isinstance(value, (list, tuple)) else []
        context = super().get_context(name, value, attrs)
        if self.grid.lines:
            by_label = {row.get(self.grid.first.name): row for row in given}
            given = [by_label.get(line.label, {}) | {self.grid.first.name: line.label} for line in self.grid.lines]
        else:
            while given and not any(given[-1].values()):
                given.pop()
            given += [{} for _ in range(BLANK if given else 2 if self.grid.asked else BLANK)]
        rows = [
            self._row(name, context["widget"]["attrs"].get("id") or f"id_{name}", n, row) for n, row in enumerate(given)
        ]
        context["widget"] |= {"grid": self.grid, "rows": rows, "label": self.label, "count": len(rows)}
        return context

    def _row(self, name: str, id_: str, n: int, row: Row) -> list[dict[str, Any]]:
        fixed = bool(self.grid.lines)
        level = next((line.level for line in self.grid.lines if line.label == row.get(self.grid.first.name)), 0)
        told = row.get(self.grid.first.name) if fixed else f"第{n + 1}行"
        return [
            {
                "name": f"{name}-{n}-{column.name}", "id": f"{id_}-{n}-{column.name}", "value": row.get(column.name) or "", "column": column,
                "label": f"{told}，{column.label}", "bad": (n, column.name) in self.faults, "fixed": fixed and place == 0, "level": level,
            }
            for place, column in enumerate(self.grid.columns)
        ]  # fmt: skip


class GridField(forms.Field):
    """A declared table in a form; what must hold in it the kind itself checks."""

    def __init__(self, grid: Grid, **common: Any) -> None:
        hints = [f"单位：{grid.unit}" if grid.unit else "", str(common.get("help_text") or "")]
        hints.append("" if grid.asked else "可以从表格里复制一块，粘贴到对应的格子")
        common["help_text"] = "；".join(filter(None, hints))
        super().__init__(widget=GridInput(grid, str(common.get("label") or "")), **common)

    def clean(self, value: Any) -> list[Row]:
        return [{name: legible(text, lines=True) for name, text in row.items()} for row in value or []]

    def mark(self, faults: Sequence[Fault]) -> None:
        self.widget.faults = {(fault.row, fault.column) for fault in faults}
