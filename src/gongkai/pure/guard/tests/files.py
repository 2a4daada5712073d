"""Small Word and Excel files with something to hide, in the places where people forget to look."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import docx
from openpyxl import Workbook
from openpyxl.comments import Comment

PHONE, CITIZEN, CARD = "13812345678", "990123199003071235", "6217000000000000012"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(
    *paragraphs: str, table: list[list[str]] | None = None, author: str = "", xml: Mapping[str, str] | None = None
) -> bytes:
    """A DOCX. ``xml`` puts further WordprocessingML behind the text ("") or into parts of their own ("comments.xml")."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.core_properties.author = author
    written = io.BytesIO()
    document.save(written)
    return with_parts(written.getvalue(), xml or {})


def with_parts(data: bytes, xml: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml" and "" in xml:
                content = content.replace(b"<w:sectPr", xml[""].encode() + b"<w:sectPr", 1)
            target.writestr(name, content)
        for name, content in xml.items():
            if name:
                target.writestr(f"word/{name}", content)
    return made.getvalue()


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, tag: str = "t", properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:{tag}>{text}</w:{tag}></w:r>"


def comments(text: str) -> str:
    return f'<w:comments {W}><w:comment w:id="0" w:author="x">{paragraph(run(text))}</w:comment></w:comments>'


def sheet(
    rows: list[list], *, hidden: list[list] | None = None, comment: str = "", hide_column: str = "", title: str = ""
) -> bytes:
    """An XLSX; ``hidden`` are rows of a hidden sheet, ``comment`` stands at A1."""
    book = Workbook()
    book.properties.title = title or None
    first = book.active
    first.title = "名册"
    for row in rows:
        first.append(row)
    if comment:
        first["A1"].comment = Comment(comment, "x")
    if hide_column:
        first.column_dimensions[hide_column].hidden = True
    if hidden:
        other = book.create_sheet("底稿")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


ROLL = [
    ["姓名", "电话", "残疾类别", "出生日期"],
    ["王建国", int(PHONE), "肢体", date(2015, 6, 1)],
    ["李某", "138****5678", "肢体", date(1980, 1, 1)],
]
