"""One report, composed for the tests, in every format that is read."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path

import docx
import openpyxl
import typst

import gongkai
from gongkai.pure.audit.document import Document

TITLE = "清河县2021年政府信息公开工作年度报告"
BLOCKS: tuple[tuple[str, str], ...] = (
    ("text", "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2021年1月1日起至12月31日止。如对本报告有疑问，请与县政务公开办公室联系。"),
    ("heading", "一、总体情况"),
    ("text", "2021年，全县主动公开政府信息8353条，其中政府网站公开6993条，占83.7%；政务微信公开1360条，比上年增长12.5%。全年共受理政府信息公开申请41件，均在法定期限内答复，办结率100%。受理行政复议3件、行政诉讼1件。"),
    ("text", "政务服务热线共接听来电24378件，接通率和办结率均达99%以上，回访满意率为98.6%；办理期限由20个工作日缩短为7个工作日。"),
    ("heading", "二、收到和处理政府信息公开申请情况"),
)  # fmt: skip
AFTER: tuple[tuple[str, str], ...] = (
    ("heading", "三、存在的主要问题及改进情况"),
    ("text", "一年来，工作取得了一些成绩，但仍存在一些不足：一是主动公开的内容有待充实；二是队伍建设有待加强。下一步，将完善制度，全年计划举办培训4期。"),
)  # fmt: skip

# Text, row, column, rows, columns.
CELLS: tuple[tuple[str, int, int, int, int], ...] = (
    ("项目", 0, 0, 2, 1), ("申请人情况", 0, 1, 1, 2), ("总计", 0, 3, 2, 1),
    ("自然人", 1, 1, 1, 1), ("法人或其他组织", 1, 2, 1, 1),
    ("新收申请数量", 2, 0, 1, 1), ("35", 2, 1, 1, 1), ("6", 2, 2, 1, 1), ("41", 2, 3, 1, 1),
    ("予以公开", 3, 0, 1, 1), ("30", 3, 1, 1, 1), ("5", 3, 2, 1, 1), ("35", 3, 3, 1, 1),
    ("结转下年度", 4, 0, 1, 1), ("", 4, 1, 1, 1), ("0", 4, 2, 1, 1), ("0", 4, 3, 1, 1),
)  # fmt: skip
ROWS = 5


def rows() -> list[list[tuple[str, int, int, int, int]]]:
    return [[cell for cell in CELLS if cell[1] == number] for number in range(ROWS)]


def flat_rows() -> list[list[str]]:
    """The table as a text draws it: merged cells once, blank where they go on."""
    grid = [[""] * 4 for _ in range(ROWS)]
    for text, row, column, _, _ in CELLS:
        grid[row][column] = text
    return grid


def as_text(bar: str = "\t") -> str:
    table = "\n".join(bar.join(row) if bar == "\t" else "| " + " | ".join(row) + " |" for row in flat_rows())
    return "\n\n".join([TITLE, *(text for _, text in BLOCKS), table, *(text for _, text in AFTER)]) + "\n"


def as_table() -> str:
    lines = []
    for row in rows():
        cells = "".join(
            f'<td rowspan="{height}" colspan={width}><p class=MsoNormal><span style="font-family:宋体">{text or "&nbsp;"}</span></p></td>'
            for text, _, _, height, width in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


def as_page(charset: str = "utf-8") -> str:
    def block(kind: str, text: str) -> str:
        return f"<h2>{text}</h2>" if kind == "heading" else f"<p>　　{text}</p>"

    links = "".join(f'<li><a href="/{number}">栏目{number}</a></li>' for number in range(12))
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{TITLE}_清河县人民政府</title><style>p {{ color: red }}</style>
<script>document.write("共受理999件")</script></head><body>
<div class="header"><ul class="nav">{links}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 年报</div>
<div class="wrap"><div class="left-menu"><ul>{links}</ul></div>
<div class="con"><h1>{TITLE}</h1><div class="info">发布日期：2022-01-20　来源：县政府办公室</div>
<div class="tools">字体：[大 中 小] 【打印本页】 【关闭窗口】</div>
<div id="zoom">{"".join(block(*each) for each in BLOCKS)}
<div style="display:none">共受理888件</div>
{as_table()}{"".join(block(*each) for each in AFTER)}<p><img src="a.png"></p></div>
</div></div>
<div class="footer"><p>版权所有：清河县人民政府　主办：县政府办公室　电话：0319-8888888</p><p>冀ICP备05006666号 网站标识码：1305340001</p></div>
</body></html>"""


def as_markdown() -> str:
    def block(kind: str, text: str) -> str:
        return f"## {text}" if kind == "heading" else re.sub(r"(\d+件)", r"**\1**", text, count=1)

    table = [f"| {' | '.join(row)} |" for row in flat_rows()]
    table.insert(1, "|---|---|---|--:|")
    return "\n\n".join(
        [f"# {TITLE}", *(block(*each) for each in BLOCKS), "\n".join(table), *(block(*each) for each in AFTER)]
    )


def as_word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for kind, text in BLOCKS:
        document.add_heading(text, 1) if kind == "heading" else document.add_paragraph(text)
    table = document.add_table(ROWS, 4)
    for text, row, column, height, width in CELLS:
        cell = table.cell(row, column)
        if height > 1 or width > 1:
            cell = cell.merge(table.cell(row + height - 1, column + width - 1))
        cell.text = text
    for kind, text in AFTER:
        document.add_heading(text, 1) if kind == "heading" else document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for text, row, column, height, width in CELLS:
        if text:
            sheet.cell(row + 1, column + 1, int(text) if text.isdecimal() else text)
        if height > 1 or width > 1:
            sheet.merge_cells(
                start_row=row + 1, start_column=column + 1, end_row=row + height, end_column=column + width
            )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


_SET = """
#let d = json(bytes(sys.inputs.data))
#set document(date: none)
#set page(width: 210mm, height: d.height * 1mm, margin: (x: 28mm, y: 30mm), numbering: "— 1 —",
  header: text(9pt)[清河县人民政府办公室])
#set text(font: "Noto Serif SC", size: 16pt, cjk-latin-spacing: none, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.8em, spacing: 0.8em)
#show table: set par(justify: false, first-line-indent: 0em)
#let block(b) = if b.at(0) == "heading" { text(weight: "bold", b.at(1)) + parbreak() } else { b.at(1) + parbreak() }
#align(center, text(22pt, d.title))
#for b in d.blocks { block(b) }
#set text(12pt)
#table(columns: (1fr, 1fr, 1fr, 1fr), ..d.rows.map(row => row.map(c => table.cell(rowspan: c.at(3), colspan: c.at(4), c.at(0)))).flatten())
#set text(16pt)
#for b in d.after { block(b) }
"""


@cache
def as_pdf(height: int = 297, times: int = 1) -> bytes:
    data = {"title": TITLE, "blocks": BLOCKS * times, "after": AFTER, "rows": rows(), "height": height}
    fonts = Path(gongkai.__file__).parent / "ground/documents/fonts"
    return typst.compile(
        _SET.encode(), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)}
    )


def words(document: Document) -> list[str]:
    """The paragraphs' texts without white space."""
    return [re.sub(r"\s+", "", document.text[each.start : each.end]) for each in document.paragraphs]


def cells(document: Document, table: int = 0) -> list[tuple[str, int, int, int, int]]:
    """A table's cells as CELLS gives them."""
    return [
        (re.sub(r"\s+", "", document.text[each.start : each.end]), each.row, each.column, each.rows, each.columns)
        for each in document.tables[table].cells
    ]
