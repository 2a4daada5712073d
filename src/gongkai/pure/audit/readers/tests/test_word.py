"""DOCX: headings, automatic numbers, tables in tables, text boxes, tracked changes, hidden text."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.pure.audit.readers import read
from gongkai.pure.audit.readers.numbering import shown

NS = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="wps"'


def document(*pieces: str) -> bytes:
    made = docx.Document()
    for piece in pieces:
        made.element.body.insert_element_before(parse_xml(piece.replace(">", f" {NS}>", 1)), "w:sectPr")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def texts(data: bytes) -> list[str]:
    result = read(data)
    return [result.text[each.start : each.end] for each in result.paragraphs]


def codes(data: bytes) -> list[str]:
    return [note.code for note in read(data).notes]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_insertions_links_and_content_controls_are_read_deletions_are_not():
    data = document(
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>34</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>件</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>。</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert texts(data) == ["共34件。"]
    assert codes(data) == ["tracked-changes"]


def test_hidden_text_is_not_read():
    data = document(
        "<w:p><w:r><w:t>共</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>3件</w:t></w:r></w:p>"
    )
    assert texts(data) == ["共3件"]
    assert codes(data) == ["dropped-hidden"]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('框内12件')}</w:txbxContent>"
    data = document(
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("下一段"),
    )
    assert texts(data) == ["正文", "框内12件", "下一段"]
    assert codes(data) == ["text-boxes"]


def test_a_table_in_a_table_is_read_and_noted():
    inner = f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('1')}</w:tc></w:tr></w:tbl>"
    data = document(f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p('')}</w:tc><w:tc>{p('旁')}</w:tc></w:tr></w:tbl>")
    result = read(data)
    assert texts(data) == ["外", "旁"]
    assert [result.text[each.start : each.end] for each in result.tables[0].cells] == ["甲", "1"]
    assert codes(data) == ["nested-tables"]


def test_a_contents_list_is_passed_over():
    made = docx.Document()
    made.styles.add_style("toc 1", 1)
    made.add_paragraph("一、概述\t3", style="toc 1")
    made.add_paragraph("正文。")
    target = io.BytesIO()
    made.save(target)
    assert texts(target.getvalue()) == ["正文。"]
    assert codes(target.getvalue()) == ["dropped-contents"]


def test_automatic_numbers_are_written_out():
    made = docx.Document()
    numbering = made.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f"<w:abstractNum {NS} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>"
            "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f"<w:num {NS} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    for text, level in (("总体", 0), ("甲", 1), ("乙", 1), ("其他", 0), ("丙", 1)):
        paragraph = made.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f"<w:numPr {NS}><w:ilvl w:val='{level}'/><w:numId w:val='90'/></w:numPr>")
        )
    made.add_paragraph("点", style="List Bullet")
    target = io.BytesIO()
    made.save(target)
    # Word shows the first level's own form within the second's.
    assert texts(target.getvalue()) == ["一、总体", "一.1 甲", "一.2 乙", "二、其他", "二.1 丙", "点"]
    assert "list-numbers" in codes(target.getvalue())


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (9, "chineseCounting", "九"), (10, "chineseCountingThousand", "十"), (11, "japaneseCounting", "十一"), (20, "chineseCounting", "二十"),
        (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (26, "upperLetter", "Z"), (27, "lowerLetter", "aa"), (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"), (3, "decimalZero", "03"), (2, "ideographTraditional", "乙"), (7, "bullet", ""),
    ],
)  # fmt: skip
def test_forms_of_numbers(number, form, text):
    assert shown(number, form) == text


def test_headings_and_titles_by_style_and_outline():
    made = docx.Document()
    made.add_heading("年报", 0)
    made.add_heading("一、总体", 1)
    target = io.BytesIO()
    made.save(target)
    assert [each.kind for each in read(target.getvalue()).paragraphs] == ["title", "heading"]
    assert [each.kind for each in read(document(p("二", "<w:outlineLvl w:val='1'/>"), p("正文"))).paragraphs] == [
        "heading",
        "text",
    ]


def test_pictures_are_noted():
    data = document("<w:p><w:r><w:t>见图</w:t></w:r><w:r><w:drawing/></w:r></w:p>")
    assert codes(data) == ["skipped-pictures"]
