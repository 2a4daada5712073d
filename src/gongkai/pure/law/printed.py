"""How the forms of the statistics tables are printed: rows of cells that reach over others, figures in them named by their place.

Page, Word document, PDF and spreadsheet of an annual report are all set from this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.law.layout import VALUE, Number, Row, Table, Values

CONTENT, FORM_HEADS = "信息内容", ("统计指标", "单位", "统计数")
APPLICANTS = "申请人情况"
INDENT = "　"


@dataclass(frozen=True)
class Cell:
    """One cell: its words, over how many lines and columns it reaches; ``place`` (row, column) of a figure, whose words are "" when it is blank."""

    text: str
    rows: int = 1
    columns: int = 1
    head: bool = False
    place: tuple[str, str] | None = None


Printed = list[list[Cell]]


def printed(table: Table, values: Values) -> Printed:
    """The table as its form has it: the first lines that are heads throughout are repeated on each page."""
    part = table.key.partition("-")[2]
    return {"2": _blocks, "3": _applications, "4": _reviews}.get(part, _listed)(table, values)


def heads(lines: Printed) -> int:
    """How many lines at the top are heads throughout, 0 where each block below has its own."""
    if any(cell.text == CONTENT for line in lines for cell in line):
        return 0
    reach = 0
    for number, line in enumerate(lines):
        if number >= reach and not all(cell.head and not cell.place for cell in line):
            return number
        reach = max(reach, *(number + cell.rows for cell in line))
    return len(lines)


def _figure(values: Values, row: Row, column: str, **reach: int) -> Cell:
    figure: Number | None = values.get(row.key, {}).get(column)
    return Cell("" if figure is None else str(figure), place=(row.key, column), **reach)


def _below(table: Table, key: str) -> list[Row]:
    return [row for row in table.rows if row.parent == key]


def _blocks(table: Table, values: Values) -> Printed:
    """Part two: a block for each item of article 20, each with columns of its own under one width."""
    wide = max(len(row.columns or ()) for row in table.rows)
    lines: Printed = []
    for block in (row for row in table.rows if row.kind == "head"):
        below = _below(table, block.key)
        columns = below[0].columns or ()
        reach = [1] * (len(columns) - 1) + [wide - len(columns) + 1]
        lines.append([Cell(block.label, columns=1 + wide, head=True)])
        named = [Cell(table.column(c).label, columns=n, head=True) for c, n in zip(columns, reach, strict=True)]
        lines.append([Cell(CONTENT, head=True), *named])
        for row in below:
            figures = [_figure(values, row, c, columns=n) for c, n in zip(columns, reach, strict=True)]
            lines.append([Cell(row.label, head=True), *figures])
    return lines


def _applications(table: Table, values: Values) -> Printed:
    """Part three: three columns of labels, seven of applicants; the note on what must add up stands in the corner."""
    organisations = [column for column in table.columns if column.group]
    lines: Printed = [
        [Cell(table.notes[0], rows=3, columns=3, head=True), Cell(APPLICANTS, columns=len(table.columns), head=True)],
        [
            Cell(column.label, rows=2, head=True)
            if not column.group
            else Cell(column.group, columns=len(organisations), head=True)
            for column in table.columns
            if not column.group or column is organisations[0]
        ],
        [Cell(column.label, head=True) for column in organisations],
    ]
    for row in table.rows:
        if row.parent is not None:
            continue
        if row.kind != "head":
            lines.append([Cell(row.label, columns=3, head=True), *_all(table, values, row)])
            continue
        within = list(_labelled(table, row))
        for number, (labels, each) in enumerate(within):
            top = [Cell(row.label, rows=len(within), head=True)] if number == 0 else []
            lines.append([*top, *labels, *_all(table, values, each)])
    return lines


def _labelled(table: Table, head: Row) -> Iterator[tuple[list[Cell], Row]]:
    """The lines below a head, each with the labels that stand before its figures."""
    for row in _below(table, head.key):
        if row.kind != "head":
            yield [Cell(row.label, columns=2, head=True)], row
            continue
        leaves = _below(table, row.key)
        for number, leaf in enumerate(leaves):
            group = [Cell(row.label, rows=len(leaves), head=True)] if number == 0 else []
            yield [*group, Cell(leaf.label, head=True)], leaf


def _all(table: Table, values: Values, row: Row) -> list[Cell]:
    return [_figure(values, row, column.key) for column in table.columns]


def _reviews(table: Table, values: Values) -> Printed:
    """Part four: one line of fifteen figures under two blocks, the second of which has two of its own."""
    wide = len(table.columns)
    lone = [row for row in table.rows if row.kind != "head" and row.parent is None]
    blocks = [row for row in table.rows if row.kind == "head"]
    counted = [row for row in table.rows if row.kind != "head"]
    results = [Cell(column.label, head=True) for column in table.columns]
    return [
        [
            *(Cell(row.label, rows=2, columns=wide, head=True) for row in lone),
            *(Cell(row.label, columns=wide * len(_below(table, row.key)), head=True) for row in blocks),
        ],
        [Cell(row.label, columns=wide, head=True) for block in blocks for row in _below(table, block.key)],
        results * len(counted),
        [cell for row in counted for cell in _all(table, values, row)],
    ]


def _listed(table: Table, values: Values) -> Printed:
    """The table of 2014: a line an indicator, with its unit."""
    lines: Printed = [[Cell(text, head=True) for text in FORM_HEADS]]
    for row in table.rows:
        label = Cell(INDENT * table.depth(row) + row.label, head=True)
        figure = Cell("") if row.kind == "head" else _figure(values, row, VALUE)
        lines.append([label, Cell(row.unit), figure])
    return lines
