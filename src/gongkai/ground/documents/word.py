"""A letter as a Word document in the form of official papers (GB/T 9704—2012), for an office to look through, print and stamp; the PDF is what counts."""

import re
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

XIAOBIAOSONG, FANGSONG = "方正小标宋简体", "仿宋_GB2312"
RED = RGBColor(0xC0, 0x1C, 0x28)
LINE, BODY = Pt(28), Pt(16)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def word(values: dict[str, Any]) -> bytes:
    """The bytes of a DOCX, from ``letter()``'s values."""
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    paper.core_properties.author, paper.core_properties.comments = "", ""
    paper.core_properties.title = values["title"]
    _page_number(page.footer.paragraphs[0])
    head = _line(paper, values["unit"], XIAOBIAOSONG, 30, WD_ALIGN_PARAGRAPH.CENTER, exactly=False)
    head.runs[0].font.color.rgb = RED
    number = _line(paper, values["number"], FANGSONG, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    _red_rule(number)
    _line(paper, "", FANGSONG, 16)
    _line(paper, values["title"], XIAOBIAOSONG, 22, WD_ALIGN_PARAGRAPH.CENTER, exactly=False)
    _line(paper, "", FANGSONG, 16)
    if values["to"]:
        _line(paper, f"{values['to']}：", FANGSONG, 16)
    for text in values["paragraphs"]:
        _line(paper, text, FANGSONG, 16).paragraph_format.first_line_indent = BODY * 2
    for n, text in enumerate((*values["attachments"], *(f"{label}：{said}" for label, said in values["rows"]))):
        _line(paper, f"附件：{text}" if n == 0 and values["attachments"] else text, FANGSONG, 16)
    _line(paper, "", FANGSONG, 16)
    for text in (values["unit"], _day(values["dated_on"])):
        signed = _line(paper, text, FANGSONG, 16, WD_ALIGN_PARAGRAPH.RIGHT)
        signed.paragraph_format.right_indent, signed.paragraph_format.keep_with_next = BODY * 4, text != values["unit"]
    if values["contact"]:
        _line(paper, f"（{values['contact']}）", FANGSONG, 14).paragraph_format.first_line_indent = BODY * 2
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _line(
    paper: Document, text: str, font: str, size: int, align: WD_ALIGN_PARAGRAPH | None = None, *, exactly: bool = True
) -> Paragraph:
    line = paper.add_paragraph()
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = LINE if exactly else None
    line.alignment = align
    _set(line.add_run(_ILLEGAL.sub("", text)), font, size)
    return line


def _set(run: Run, font: str, size: int) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run.font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _red_rule(above: Paragraph) -> None:
    """The red line below the number."""
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", str(RED))):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    above.paragraph_format.element.get_or_add_pPr().append(border)


def _page_number(foot: Paragraph) -> None:
    """— 1 —, in the middle."""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set(foot.add_run("— "), FANGSONG, 14)
    run = foot.add_run()
    _set(run, FANGSONG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _set(foot.add_run(" —"), FANGSONG, 14)


def _day(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"
