"""The forms as files of the kinds that reports come in, cells merged as the forms merge them."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.pure.audit.tables.tests.build import FOUR_HEADS, Figures, lines, plain
from gongkai.pure.law.tables import TABLES


@dataclass
class Box:
    """A cell with its place and spans."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def three(figures: Figures, key: str = "2021-3", write=plain) -> list[Box]:
    boxes = [
        Box("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3),
        Box("申请人情况", 0, 3, 1, 7),
        Box("自然人", 1, 3, 2),
        Box("法人或其他组织", 1, 4, 1, 5),
        Box("总计", 1, 9, 2),
        *(
            Box(head, 2, 4 + at)
            for at, head in enumerate(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))
        ),
    ]
    number = 3
    groups: dict[int, Box] = {}
    for line in lines(TABLES[key], figures, write):
        for head in line.heads:
            box = Box(head, number, 0 if head.startswith("三、") else 1, 0)
            groups[box.column] = box
            boxes.append(box)
        if line.label.startswith(("一、", "二、", "四、")):
            at = 0
        else:
            at = 1 if line.label.startswith("（") else 2
        for box in groups.values():
            if box.column < at:
                box.rows = number - box.row + 1
        boxes.append(Box(line.label, number, at, 1, 3 - at))
        boxes += [Box(text, number, 3 + place) for place, text in enumerate(line.figures)]
        number += 1
    return boxes


def four(figures: Figures, write=plain) -> list[Box]:
    cells = [write(value) for row in figures.values() for value in row.values()]
    return [
        Box("行政复议", 0, 0, 1, 5),
        Box("行政诉讼", 0, 5, 1, 10),
        *(Box(head, 1, at, 2) for at, head in enumerate(FOUR_HEADS[2:7])),
        Box("未经复议直接起诉", 1, 5, 1, 5),
        Box("复议后起诉", 1, 10, 1, 5),
        *(Box(head, 2, 5 + at) for at, head in enumerate(FOUR_HEADS[9:])),
        *(Box(cell, 3, at) for at, cell in enumerate(cells)),
    ]


def two(figures: Figures, write=plain) -> list[Box]:
    """Blocks of four columns; a lone figure stands over three."""
    boxes = []
    for number, line in enumerate(lines(TABLES["2021-2"], figures, write)):
        if line.figures:
            boxes.append(Box(line.label, number, 0))
            wide = 3 if len(line.figures) == 1 else 1
            boxes += [Box(text, number, 1 + at * wide, 1, wide) for at, text in enumerate(line.figures)]
        else:
            boxes.append(Box(line.label, number, 0, 1, 4))
    return boxes


def old(figures: Figures, write=plain) -> list[Box]:
    boxes = [Box(head, 0, at) for at, head in enumerate(("统计指标", "单位", "统计数"))]
    for number, line in enumerate(lines(TABLES["2014"], figures, write), 1):
        boxes += [Box(line.label, number, 0), Box(line.unit, number, 1), Box(line.figures[0], number, 2)]
    return boxes


def as_html(tables: list[list[Box]], text: str = "") -> bytes:
    parts = [
        "<!doctype html><html><head><meta charset=utf-8><title>报告</title></head><body><h1>某某县2022年政府信息公开工作年度报告</h1>"
    ]
    parts += [f"<p>{line}</p>" for line in text.split("\n")]
    for boxes in tables:
        parts.append("<table border=1>")
        for number in range(max(box.row for box in boxes) + 1):
            cells = sorted((box for box in boxes if box.row == number), key=lambda box: box.column)
            parts.append(
                "<tr>"
                + "".join(
                    f'<td rowspan="{box.rows}" colspan="{box.columns}"><p><span>{box.text or "&nbsp;"}</span></p></td>'
                    for box in cells
                )
                + "</tr>"
            )
        parts.append("</table>")
    return ("\n".join(parts) + "<p>五、存在的主要问题及改进情况</p></body></html>").encode()


def as_docx(tables: list[list[Box]], text: str = "") -> bytes:
    import io

    from docx import Document

    document = Document()
    document.add_heading("某某县2022年政府信息公开工作年度报告")
    for line in text.split("\n"):
        document.add_paragraph(line)
    for boxes in tables:
        columns = max(box.column + box.columns for box in boxes)
        table = document.add_table(rows=max(box.row + box.rows for box in boxes), cols=columns)
        cells = table._cells  # asking the table for each cell takes seconds
        for box in boxes:
            cell = cells[box.row * columns + box.column]
            if box.rows > 1 or box.columns > 1:
                cell = cell.merge(cells[(box.row + box.rows - 1) * columns + box.column + box.columns - 1])
            cell.text = box.text
        document.add_paragraph("下一部分")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(tables: list[list[Box]], text: str = "") -> bytes:
    import io

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    top = 1
    for line in ("某某县2022年政府信息公开工作年度报告", *text.split("\n")):
        sheet.cell(top, 1, line)
        top += 1
    for boxes in tables:
        for box in boxes:
            value = int(box.text) if box.text.isdigit() else box.text or None
            sheet.cell(top + box.row, 1 + box.column, value)
            if box.rows > 1 or box.columns > 1:
                sheet.merge_cells(
                    start_row=top + box.row,
                    start_column=1 + box.column,
                    end_row=top + box.row + box.rows - 1,
                    end_column=box.column + box.columns,
                )
        top += max(box.row + box.rows for box in boxes) + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
