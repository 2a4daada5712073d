"""A record as a Word document: a table of what is said of it, its title, and its text with tables and pictures."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from selectolax.lexbor import LexborHTMLParser, LexborNode

SONG, FANGSONG, HEI, KAI, XIAOBIAOSONG = "宋体", "仿宋", "黑体", "楷体", "方正小标宋简体"
MARKS = {"strong": "bold", "em": "italic", "u": "underline", "sub": "subscript", "sup": "superscript"}
ALIGN = {
    "align-center": WD_ALIGN_PARAGRAPH.CENTER,
    "align-right": WD_ALIGN_PARAGRAPH.RIGHT,
    "signed": WD_ALIGN_PARAGRAPH.RIGHT,
}
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "hr"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """A table behind the text: what stands above it, the unit of its figures, and its lines of cells, heads first."""

    name: str
    unit: str
    lines: Sequence[Sequence[str]]


def document(
    title: str,
    said: Sequence[tuple[str, str]],
    body: str,
    picture: Callable[[str], bytes | None] = lambda key: None,
    tables: Sequence[Table] = (),
    official: bool = False,
) -> bytes:
    """The bytes of a DOCX. ``said``: label and value of each line of its table; ``picture``: the bytes behind an ``attachment:`` id;
    ``official``: laid out as an official document is, with its title's type and page numbers."""
    writing = _Writing(picture)
    if official:
        writing.official()
    writing.head(title, said)
    writing.blocks(LexborHTMLParser(f"<body>{body}</body>").body, writing.paper)
    for table in tables:
        writing.table(table)
    buffer = BytesIO()
    writing.paper.save(buffer)
    return buffer.getvalue()


class _Writing:
    def __init__(self, picture: Callable[[str], bytes | None]) -> None:
        self.paper, self.picture, self.titled = docx.Document(), picture, SONG
        page = self.paper.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.6), Cm(3.7), Cm(3.5)
        for name, font, size in (("Normal", FANGSONG, 16), ("Heading 1", HEI, 16), ("Heading 2", HEI, 16), ("Heading 3", FANGSONG, 16)):  # fmt: skip
            style = self.paper.styles[name]
            style.font.name, style.font.size = "Times New Roman", Pt(size)
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
            style.font.color.rgb = None
        core = self.paper.core_properties
        core.author, core.comments = "", ""

    def official(self) -> None:
        """The title in the type of official titles, heads in the types of their depth, 28 points a line, and — 1 — at the foot (GB/T 9704—2012)."""
        self.titled, lines = XIAOBIAOSONG, self.paper.styles["Normal"].paragraph_format
        lines.line_spacing, lines.space_after = Pt(28), Pt(0)
        self.paper.styles["Heading 2"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KAI)
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            style = self.paper.styles[name]
            style.font.bold = False
            style.paragraph_format.first_line_indent = Pt(32)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        foot = self.paper.sections[0].footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = foot.add_run(text)
            run.font.size = Pt(14)
            if field:
                for kind, said in (("begin", ""), ("", field), ("end", "")):
                    part = OxmlElement("w:fldChar" if kind else "w:instrText")
                    if kind:
                        part.set(qn("w:fldCharType"), kind)
                    else:
                        part.text = said
                    run._r.append(part)

    def head(self, title: str, said: Sequence[tuple[str, str]]) -> None:
        if said:
            table = self.paper.add_table(rows=0, cols=4, style="Table Grid")
            for n in range(0, len(said), 2):
                cells = table.add_row().cells
                for place, (label, value) in enumerate(said[n : n + 2]):
                    for cell, text in ((cells[2 * place], label), (cells[2 * place + 1], value)):
                        cell.paragraphs[0].add_run(_legal(text)).font.size = Pt(10.5)
        line = self.paper.add_paragraph(style=self.paper.styles["Normal"])
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), "9")
        line.paragraph_format.element.get_or_add_pPr().append(outline)
        run = line.add_run(_legal(title))
        run.font.size, run.font.bold = Pt(22), self.titled == SONG
        run.font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.titled)

    def table(self, table: Table) -> None:
        above = self.paper.add_paragraph()
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        above.add_run(_legal(table.name)).font.bold = True
        if table.unit:
            unit = self.paper.add_paragraph(f"单位：{table.unit}")
            unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        # Cells by themselves: asked for by row and column, each one walks the whole table.
        made = self.paper.add_table(rows=len(table.lines), cols=len(table.lines[0]), style="Table Grid")
        for row, line in zip(made.rows, table.lines, strict=True):
            for cell, text in zip(row.cells, line, strict=True):
                first, *more = text.split("\n")
                cell.paragraphs[0].add_run(_legal(first)).font.size = Pt(10.5)
                for each in more:
                    cell.add_paragraph().add_run(_legal(each)).font.size = Pt(10.5)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def blocks(self, parent: LexborNode, into: Any, mark: str = "") -> None:
        """The children of a node as paragraphs and tables; text that stands loose among them as a paragraph."""
        loose: list[LexborNode] = []
        for node in [*_children(parent), None]:
            if node is not None and node.tag not in BLOCKS:
                loose.append(node)
                continue
            if any(each.tag != "-text" or each.text_content.strip() for each in loose):
                self._paragraph(into, loose, mark=mark)
            loose = []
            if node is not None:
                self._block(node, into, mark)

    def _block(self, node: LexborNode, into: Any, mark: str) -> None:
        if node.tag in ("ul", "ol"):
            for number, item in enumerate((each for each in _children(node) if each.tag == "li"), start=1):
                self.blocks(item, into, f"{number}. " if node.tag == "ol" else "• ")
        elif node.tag == "table":
            self._table(node, into)
        elif node.tag == "blockquote":
            self.blocks(node, into, mark)
        elif node.tag != "hr":
            level = {"h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}.get(node.tag, "")
            names = (node.attributes.get("class") or "").split()
            align = next((ALIGN[name] for name in names if name in ALIGN), None)
            self._paragraph(into, _children(node), style=level, align=align, mark=mark)

    def _paragraph(self, into: Any, nodes: list[LexborNode], style: str = "", align: Any = None, mark: str = "") -> Any:
        line = into.add_paragraph(style=style or None)
        if align is not None:
            line.alignment = align
        elif not style and into is self.paper:
            line.paragraph_format.first_line_indent = Pt(32)
        if mark:
            line.add_run(mark)
        for node in nodes:
            self._inline(node, line, ())
        return line

    def _inline(self, node: LexborNode, line: Any, marks: tuple[str, ...]) -> None:
        if node.tag == "-text":
            run = line.add_run(_legal(node.text_content or ""))
            for mark in marks:
                setattr(run.font, mark, True)
        elif node.tag == "br":
            line.add_run().add_break()
        elif node.tag == "img":
            data = self.picture((node.attributes.get("src") or "").removeprefix("attachment:"))
            if data:
                try:
                    picture = line.add_run().add_picture(BytesIO(data))
                    picture._inline.docPr.set("descr", _legal(node.attributes.get("alt") or ""))
                    if picture.width > Cm(15.6):
                        picture.height, picture.width = int(picture.height * Cm(15.6) / picture.width), Cm(15.6)
                except Exception:
                    # A picture that the library cannot measure: told by its words.
                    line.add_run(_legal(node.attributes.get("alt") or "（图）"))
        elif node.tag == "a" and node.attributes.get("href"):
            self._link(node, line, marks)
        else:
            for child in _children(node):
                self._inline(child, line, (*marks, MARKS[node.tag]) if node.tag in MARKS else marks)

    def _link(self, node: LexborNode, line: Any, marks: tuple[str, ...]) -> None:
        before = len(line._p)
        for child in _children(node):
            self._inline(child, line, marks)
        target = node.attributes["href"] or ""
        if not target.startswith(("http://", "https://", "mailto:")):
            return
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), line.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        for run in list(line._p)[before:]:
            link.append(run)
        line._p.append(link)

    def _table(self, node: LexborNode, into: Any) -> None:
        rows = [row for row in node.css("tr") if _table_of(row) == node.mem_id]
        taken: set[tuple[int, int]] = set()
        placed: list[tuple[int, int, int, int, LexborNode]] = []
        for r, row in enumerate(rows):
            c = 0
            for cell in (each for each in _children(row) if each.tag in ("td", "th")):
                while (r, c) in taken:
                    c += 1
                high, wide = min(_span(cell, "rowspan"), len(rows) - r), _span(cell, "colspan")
                taken |= {(r + y, c + x) for y in range(high) for x in range(wide)}
                placed.append((r, c, high, wide, cell))
                c += wide
        width = max((c for _, c in taken), default=-1) + 1
        if not width:
            return
        table = into.add_table(rows=len(rows), cols=width) if into is self.paper else into.add_table(len(rows), width)
        table.style = self.paper.styles["Table Grid"]
        for r, c, high, wide, cell in placed:
            target = table.cell(r, c)
            if (high, wide) != (1, 1):
                target = target.merge(table.cell(r + high - 1, c + wide - 1))
            self.blocks(cell, target)
            _small(target, Pt(9) if width > 8 else Pt(10.5))
            for empty in [p for p in target.paragraphs if not p.runs and not p._p.findall(qn("w:hyperlink"))][: len(target.paragraphs) - 1]:  # fmt: skip
                empty._p.getparent().remove(empty._p)
        for r, row in enumerate(rows):
            cells = [each for each in _children(row) if each.tag in ("td", "th")]
            if cells and all(each.tag == "th" for each in cells):
                table.rows[r]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _small(cell: Any, size: Any) -> None:
    """What stands in a cell is set smaller than the text, one line close to the next."""
    for line in cell.paragraphs:
        line.paragraph_format.line_spacing = 1.0
        for run in line.runs:
            run.font.size = size


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))


def _table_of(row: LexborNode) -> int:
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else 0


def _span(cell: LexborNode, name: str) -> int:
    text = cell.attributes.get(name) or "1"
    return max(1, min(int(text), 100)) if text.isdecimal() else 1


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
