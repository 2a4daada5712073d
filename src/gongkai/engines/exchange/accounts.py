"""Accounts (annual reports, bulletins) to be taken along: as a page, a Word document, a PDF, sheets and data, all of the same content."""

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.engines.exchange import word_out
from gongkai.engines.reporting.figures import period_told
from gongkai.engines.reporting.forms import text_cell
from gongkai.ground.documents.office_fonts import office_folder, office_fonts
from gongkai.ground.documents.typesetting import typeset
from gongkai.kernel.records.clean import figures_in, with_figures
from gongkai.pure.declare import Kind
from gongkai.pure.declare.charts import TOKEN
from gongkai.pure.law.printed import Printed, printed
from gongkai.pure.law.tables import TABLES

TEMPLATE = Path(__file__).parent / "templates" / "exchange" / "account.typ"
TYPES = {
    "html": ("网页", "text/html; charset=utf-8"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}
"""By form: what it is called, and its media type."""
DRAWING = TEMPLATE.with_name("drawing.typ")
_DRAWN = re.compile(
    r'<figure class="drawn">(<svg[^>]*?aria-label="([^"]*)".*?</svg>)<figcaption>(.*?)</figcaption>.*?</figure>',
    re.DOTALL,
)
_STYLE = """body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:16px/1.9 serif}h1{text-align:center}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4}td,th{border:1px solid #444;padding:4px;text-align:center}
.signed{text-align:right}figure{margin:1rem 0;text-align:center}svg{max-width:100%;height:auto}@page{size:A4;margin:30mm 22mm 26mm 24mm}tr{break-inside:avoid}"""
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LABEL, _FIGURE = 2.4, 1.0
"""How wide a column of labels is beside one of figures."""


def written(form: str, kind: type[Kind], content: dict[str, Any]) -> bytes:
    """The report in a form of ``TYPES``."""
    makers: dict[str, Callable[[type[Kind], dict[str, Any]], bytes]] = {
        "html": as_html, "docx": as_docx, "pdf": as_pdf, "xlsx": as_xlsx, "json": as_json,
    }  # fmt: skip
    return makers[form](kind, content)


def text_of(kind: type[Kind], content: dict[str, Any]) -> str:
    """The report as it is read, its figures plain text."""
    return with_figures(kind.text(content), lambda token, text: text)


def as_html(kind: type[Kind], content: dict[str, Any]) -> bytes:
    title = escape(content["title"])
    return (
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"<h1>{title}</h1>{text_of(kind, content)}</html>\n"
    ).encode()


def as_docx(kind: type[Kind], content: dict[str, Any]) -> bytes:
    """Charts stand in it as pictures, with what they show as their words."""
    text, drawings = with_pictures(text_of(kind, content))
    return word_out.document(content["title"], [], text, lambda key: _as_png(drawings.get(key)), official=True)


def with_pictures(text: str) -> tuple[str, dict[str, str]]:
    """A report's text with a picture in the place of each chart, and the drawings by the names that these have."""
    drawings: dict[str, str] = {}

    def picture(found: re.Match[str]) -> str:
        name = f"chart{len(drawings)}"
        drawings[name] = found[1]
        return f'<p class="align-center"><img src="attachment:{name}" alt="{found[2]}"></p><p class="align-center">{found[3]}</p>'

    return _DRAWN.sub(picture, text), drawings


def _as_png(drawing: str | None) -> bytes | None:
    return typeset(DRAWING, {}, form="png", files={"drawing.svg": drawing.encode()}) if drawing else None


def as_json(kind: type[Kind], content: dict[str, Any]) -> bytes:
    """Tables by key, row and column, None where blank; the figures of the text by their tokens, as they are written."""
    figures = kind.figures(content)
    tables = {
        key: {
            row: {column: None if n is None else str(n) for column, n in cells.items()} for row, cells in rows.items()
        }
        for key, rows in figures.items()
    }
    told = {
        "title": content["title"], "period": period_told(content), "covers": content.get("covers"), "counted_up_to": content.get("size"),
        "formed_on": content["formed_on"], "tables": tables, "charts": content.get("charts") or [],
        "figures": {token: said for token, said in figures_in(content["body"] or "") if not TOKEN.fullmatch(token)},
        "explained": content.get("explained"), "text": text_of(kind, content),
    }  # fmt: skip
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def as_xlsx(kind: type[Kind], content: dict[str, Any]) -> bytes:
    """A sheet a table, laid out as its form is printed."""
    book = Workbook()
    book.remove(book.active)
    for key, values in kind.figures(content).items():
        sheet = book.create_sheet(key)
        lines = printed(TABLES[key], values)
        text_cell(sheet, 1, 1, TABLES[key].title, bold=True)
        for row, column, cell in placed(lines):
            at = {"row": row + 3, "column": column + 1}
            if cell.place and cell.text:
                figure = float(cell.text) if "." in cell.text else int(cell.text)
                sheet.cell(**at, value=figure)
            else:
                text_cell(sheet, at["row"], at["column"], cell.text, bold=cell.head)
            if (cell.rows, cell.columns) != (1, 1):
                end = {"end_row": at["row"] + cell.rows - 1, "end_column": at["column"] + cell.columns - 1}
                sheet.merge_cells(start_row=at["row"], start_column=at["column"], **end)
        for line in sheet.iter_rows(min_row=3):
            for each in line:
                each.border, each.alignment = _BOX, Alignment(wrap_text=True, horizontal="center", vertical="center")
                each.font = Font(bold=bool(each.font.bold), size=10)
        for column in "ABC":
            sheet.column_dimensions[column].width = 24
    if not book.sheetnames:
        text_cell(book.create_sheet("说明"), 1, 1, f"{content['title']}：没有统一格式的统计表")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def placed(lines: Printed) -> Iterable[tuple[int, int, Any]]:
    """Each cell with the row and column where it begins."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}
            yield row, column, cell
            column += cell.columns


def as_pdf(kind: type[Kind], content: dict[str, Any]) -> bytes:
    """Raises BadFont for a font of the office that is none."""
    text, drawings = with_pictures(text_of(kind, content))
    root = LexborHTMLParser(f"<body>{text}</body>").body
    fonts = office_fonts()
    values = {"title": content["title"], "blocks": list(_blocks(root)), "fonts": fonts}
    files = {f"{name}.svg": drawing.encode() for name, drawing in drawings.items()}
    return typeset(TEMPLATE, values, files=files, more_fonts=office_folder() if fonts else None)


def _blocks(root: LexborNode) -> Iterable[dict[str, Any]]:
    for node in root.iter(include_text=True):
        words = ((node.attributes or {}).get("class") or "") if node.tag != "-text" else ""
        if node.tag == "table":
            yield _table(node)
        elif node.tag == "p" and (picture := node.css_first("img")) is not None:
            said = picture.attributes
            name = (said.get("src") or "").removeprefix("attachment:")
            if name.startswith("chart"):
                yield {"kind": "chart", "file": f"{name}.svg", "text": said.get("alt") or ""}
        elif node.tag in ("ul", "ol", "blockquote"):
            for each in _blocks(node):
                yield each | ({"kind": "item"} if node.tag != "blockquote" and each["kind"] == "par" else {})
        elif text := " ".join((node.text(deep=True) or "").split()):
            if node.tag in ("h2", "h3", "h4"):
                yield {"kind": "head", "level": int(node.tag[1]), "text": text}
            else:
                side = (
                    "right"
                    if "signed" in words or "align-right" in words
                    else "center"
                    if "align-center" in words
                    else "par"
                )
                yield {"kind": side, "text": text}


def _table(node: LexborNode) -> dict[str, Any]:
    """A table with cells that reach over others; lines in its head are repeated on every page."""
    rows, head = [], []
    for line in node.css("tr"):
        cells = [_cell(cell) for cell in line.iter() if cell.tag in ("td", "th")]
        (head if line.parent is not None and line.parent.tag == "thead" else rows).append(cells)
    columns = max((sum(cell["columns"] for cell in line) for line in (*head, *rows)), default=1)
    return {"kind": "table", "columns": columns, "head": head, "rows": rows, "widths": _widths([*head, *rows], columns)}


def _cell(node: LexborNode) -> dict[str, Any]:
    said = node.attributes or {}
    return {
        "text": " ".join((node.text(deep=True) or "").split()),
        "rows": _span(said.get("rowspan")),
        "columns": _span(said.get("colspan")),
        "head": node.tag == "th",
        "right": "align-right" in (said.get("class") or ""),
    }


def _span(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _widths(lines: list[list[dict[str, Any]]], columns: int) -> list[float]:
    """Columns of labels are wider: those in which a cell that reaches over one column alone is a head beside figures."""
    wide = [_FIGURE] * columns
    for line in lines:
        if any(not cell["head"] for cell in line):
            place = columns
            for cell in reversed(line):
                place -= cell["columns"]
                if cell["head"]:
                    for n in range(max(place, 0), place + cell["columns"]):
                        wide[n] = _LABEL if columns < 8 else 1.6
    return wide
