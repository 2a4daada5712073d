"""In attachments what nobody looks at is searched too; covered, nothing of it is left in any byte of the file, and the rest is as it was."""

import ctypes
import io
import re
import zipfile
from datetime import date

import docx
import pypdfium2
import pypdfium2.raw as raw
import pytest
import typst
from openpyxl import load_workbook

from gongkai.pure.audit.document import Unreadable
from gongkai.pure.guard import apart
from gongkai.pure.guard.tests.files import CARD, CITIZEN, PHONE, ROLL, W, comments, paragraph, run, sheet, word
from gongkai.pure.guard.wording import shipped

DAY = date(2026, 3, 2)


def told(data: bytes, media_type: str) -> list[tuple[str, str, str]]:
    return [(each["sort"], each["where"], each["shown"]) for each in apart.tell(data, media_type, DAY, [])["finds"]]


def cover_all(data: bytes, media_type: str) -> bytes:
    finds = apart.tell(data, media_type, DAY, [])["finds"]
    return apart.cover(data, media_type, DAY, [], [n for n, each in enumerate(finds) if each["maskable"]])


def unpacked(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


IN_WORD = [
    ("the text", word(f"电话{PHONE}"), ("phone", "正文", "138****5678")),
    ("a table", word("名册", table=[["姓名", "病种"], ["王建国", "肺结核"]]), ("medical", "正文", "***")),
    ("properties", word("公示", author=f"张三{PHONE}"), ("phone", "文件属性“作者”", "138****5678")),
    ("a comment", word("公示", xml={"comments.xml": comments(f"他的电话{PHONE}")}), ("phone", "批注", "138****5678")),
    ("a footnote", word("公示", xml={"footnotes.xml": f"<w:footnotes {W}>{paragraph(run(PHONE))}</w:footnotes>"}), ("phone", "脚注", "138****5678")),
    ("a deletion", word("公示", xml={"": paragraph(f'<w:del w:id="1" w:author="x">{run(PHONE, "delText")}</w:del>{run("电话略")}')}), ("phone", "正文的修订里删掉的文字", "138****5678")),
    ("hidden text", word("公示", xml={"": paragraph(run(PHONE, properties="<w:vanish/>"))}), ("phone", "正文里隐藏的文字", "138****5678")),
    ("several runs", word("公示", xml={"": paragraph(run("电话138") + run("1234") + run("5678"))}), ("phone", "正文", "138****5678")),
    ("a text box", word("公示", xml={"": paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(run(PHONE))}</w:txbxContent></w:pict></w:r>{run('见上')}")}), ("phone", "正文", "138****5678")),
]  # fmt: skip


@pytest.mark.parametrize(("data", "find"), [each[1:] for each in IN_WORD], ids=[each[0] for each in IN_WORD])
def test_word(data, find):
    assert find in told(data, apart.WORD)
    made = cover_all(data, apart.WORD)
    assert PHONE not in unpacked(made) and "肺结核" not in unpacked(made)
    assert [each for each in told(made, apart.WORD) if each[0] != "trace"] == []
    assert len(docx.Document(io.BytesIO(made)).paragraphs) == len(docx.Document(io.BytesIO(data)).paragraphs)


def test_word_keeps_what_was_not_covered():
    made = cover_all(word("第一段。", f"电话{PHONE}，请咨询。"), apart.WORD)
    assert [each.text for each in docx.Document(io.BytesIO(made)).paragraphs] == [
        "第一段。",
        "电话138****5678，请咨询。",
    ]


def test_what_a_file_carries_along_of_its_past_is_told():
    data = word("公示", xml={"": paragraph(f'<w:ins w:id="1" w:author="x">{run("新")}</w:ins>'), "comments.xml": comments("看看")})  # fmt: skip
    assert [each for each in told(data, apart.WORD) if each[0] == "trace"] == [
        ("trace", "整个文件", "文件里留着1处修订痕迹"),
        ("trace", "整个文件", "文件里留着1条批注"),
    ]


def test_sheet():
    data = sheet(ROLL, hidden=[["底稿"], [CITIZEN]], comment=f"卡{CARD}", hide_column="B", title=f"名册{PHONE}")
    assert told(data, apart.SHEET) == [
        ("phone", "工作表“名册”B2（隐藏的列）", "138****5678"),
        ("medical", "工作表“名册”C2", "**"),
        ("minor", "工作表“名册”D2", "2015******"),
        ("citizen", "隐藏的工作表“底稿”A2", "990123***********5"),
        ("card", "批注", "***************0012"),
        ("phone", "文件属性“标题”", "138****5678"),
        ("trace", "整个文件", "文件里留着1个隐藏的工作表"),
        ("trace", "整个文件", "文件里留着1个隐藏的列"),
        ("trace", "整个文件", "文件里留着1条批注"),
    ]
    made = cover_all(data, apart.SHEET)
    assert not [each for each in (PHONE, CITIZEN, CARD) if each in unpacked(made)]
    assert [each for each in told(made, apart.SHEET) if each[0] != "trace"] == []
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(made))["名册"].iter_rows()]
    assert rows[0] == ROLL[0] and rows[1] == ["王建国", "138****5678", "**", "2015******"]
    assert rows[2][:3] == ROLL[2][:3]


def shared(*strings: str, used: int) -> bytes:
    """An XLSX whose first cell uses one of some shared strings."""
    cell = f'<c r="A1" t="s"><v>{used}</v></c>'
    listed = "".join(f"<si><t>{each}</t></si>" for each in strings)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet([["公示"]]))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(r"<c .*</c>", cell, content)
            elif name == "xl/sharedStrings.xml":
                continue
            target.writestr(name, content)
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}">{listed}</sst>')
    return made.getvalue()


@pytest.mark.parametrize(("used", "where"), [(0, "表里已经不用、还留在文件里的文字"), (1, "工作表“名册”A1")])
def test_a_string_goes_once_no_cell_uses_it(used, where):
    data = shared("公示", PHONE, used=used)
    assert told(data, apart.SHEET) == [("phone", where, "138****5678")]
    made = cover_all(data, apart.SHEET)
    assert PHONE not in unpacked(made) and told(made, apart.SHEET) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert ("公示" in archive.read("xl/sharedStrings.xml").decode()) is (used == 0)
        assert ("138****5678" in archive.read("xl/worksheets/sheet1.xml").decode()) is (used == 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_in_its_encoding(encoding):
    data = f"姓名,电话,残疾类别\r\n王建国,{PHONE},肢体\r\n".encode(encoding)
    assert told(data, apart.CSV) == [("phone", "第2行", "138****5678"), ("medical", "第2行“残疾类别”", "**")]
    assert cover_all(data, apart.CSV) == "姓名,电话,残疾类别\r\n王建国,138****5678,**\r\n".encode(encoding)


def pdf(text: str, author: str = "") -> bytes:
    source = f'#set document(date: none, author: "{author}")\n#set page(width: 300pt, height: 200pt)\n{text}'
    return typst.compile(source.encode())


def test_pdf_is_searched_and_replaced_by_hand():
    finds = apart.tell(pdf(f"tel {PHONE}", author=f"x {CITIZEN}"), apart.PDF, DAY, [])["finds"]
    assert [(each["sort"], each["where"], each["maskable"]) for each in finds] == [
        ("phone", "第1页", False),
        ("citizen", "文件属性“作者”", False),
    ]


def test_a_page_without_text_is_told():
    assert "第1页没有文字" in apart.tell(pdf(""), apart.PDF, DAY, [])["unread"]


def test_a_note_in_a_pdf():
    document = pypdfium2.PdfDocument(pdf("x"))
    page = document[0]
    note = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_TEXT)
    said = f"tel {PHONE}\0".encode("utf-16-le")
    buffer = ctypes.create_string_buffer(said)
    assert raw.FPDFAnnot_SetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)))
    raw.FPDFPage_CloseAnnot(note)
    written = io.BytesIO()
    document.save(written)
    assert ("phone", "第1页的批注", "138****5678") in told(written.getvalue(), apart.PDF)


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode() if name == part else source.read(name)
            target.writestr(name, content.replace(old, new, 1) if name == part else content)
    return made.getvalue()


BOOK, FIRST = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
RULE = f'<dataValidations count="1"><dataValidation type="list" sqref="B1" prompt="选一个"><formula1>"{PHONE},略"</formula1></dataValidation></dataValidations>'
PICTURE = f'<w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" id="1" name="图" descr="电话{PHONE}"/></w:drawing></w:r>'
ASIDE = [
    ("a sheet's name", apart.SHEET, replaced(sheet([["公示"]]), BOOK, "名册", f"名册{PHONE}"), "工作表的名称"),
    ("a printed head", apart.SHEET, replaced(sheet([["公示"]]), FIRST, "</worksheet>", f"<headerFooter><oddHeader>&amp;C电话{PHONE}</oddHeader></headerFooter></worksheet>"), "打印的页眉页脚"),
    ("a printed head that is a number alone", apart.SHEET, replaced(sheet([["公示"]]), FIRST, "</worksheet>", f"<headerFooter><oddHeader>&amp;C{PHONE}</oddHeader></headerFooter></worksheet>"), "打印的页眉页脚"),
    ("a printed foot in another type", apart.SHEET, replaced(sheet([["公示"]]), FIRST, "</worksheet>", f"<headerFooter><evenFooter>&amp;R&amp;\"宋体,常规\"&amp;KFF0000{PHONE}</evenFooter></headerFooter></worksheet>"), "打印的页眉页脚"),
    ("a list to choose from", apart.SHEET, replaced(sheet([["公示"]]), FIRST, "</worksheet>", f"{RULE}</worksheet>"), "下拉列表和输入提示"),
    ("a range's name", apart.SHEET, replaced(sheet([["公示"]]), BOOK, "</sheets>", f'</sheets><definedNames><definedName name="电话" comment="">"{PHONE}"</definedName></definedNames>'), "区域的名称"),
    ("a formula", apart.SHEET, sheet([["公示", f'="电话"&"{PHONE}"']]), "公式"),
    ("words for a picture", apart.WORD, word("公示", xml={"": paragraph(PICTURE)}), "图片的替代文字"),
    ("a link", apart.WORD, word("公示", xml={"": paragraph(run(f' HYPERLINK "tel:{PHONE}" ', "instrText"))}), "链接和域"),
    ("a chart", apart.WORD, word("公示", xml={"charts/chart1.xml": f"<c:chartSpace xmlns:c='x'><c:v>电话{PHONE}</c:v></c:chartSpace>"}), "图表"),
    ("anything else", apart.WORD, word("公示", xml={"other.xml": f"<a><b c='{PHONE}'/></a>"}), "不显示的地方"),
]  # fmt: skip


@pytest.mark.parametrize(("media_type", "data", "where"), [each[1:] for each in ASIDE], ids=[each[0] for each in ASIDE])
def test_what_stands_aside_is_found_once_and_replaced_by_hand(media_type, data, where):
    finds = [each for each in apart.tell(data, media_type, DAY, [])["finds"] if each["sort"] != "trace"]
    assert [(each["sort"], each["where"], each["maskable"]) for each in finds] == [("phone", where, False)]


def test_a_bookmark_and_a_link_in_a_pdf():
    data = typst.compile(
        f'#set document(date: none)\n#set heading(bookmarked: true)\n= tel {PHONE}\n#link("tel:{CITIZEN}")[x]'.encode()
    )
    found = told(data, apart.PDF)
    assert ("phone", "书签", "138****5678") in found
    assert ("citizen", "第1页的批注", "990123***********5") in found


# In the process of its own.


def test_in_a_process_of_its_own():
    data = word(f"认真布署。电话{PHONE}")
    lists = list(shipped().values())
    found = apart.search(data, apart.WORD, on=DAY, lists=lists)
    assert [(each.sort, each.value) for each in found.finds] == [("writing", "布署"), ("phone", PHONE)]
    made = apart.covered(data, apart.WORD, [1], on=DAY, lists=lists)
    assert [each.text for each in docx.Document(io.BytesIO(made)).paragraphs] == ["认真布署。电话138****5678"]


@pytest.mark.parametrize("media_type", [apart.WORD, apart.SHEET, apart.PDF])
def test_whatever_it_holds_is_answered(media_type):
    for data in (b"", b"PK\x03\x04 broken", b"%PDF-1.7\n%%EOF\n"):
        found = apart.search(data, media_type, on=DAY, lists=[])
        assert found.finds == () and found.unread
    with pytest.raises(Unreadable):
        apart.covered(b"PK\x03\x04 broken", media_type, [0], on=DAY, lists=[])


def test_a_picture_is_not_read():
    assert apart.search(b"\x89PNG", "image/png", on=DAY, lists=[]) == apart.Searched()


def test_what_takes_too_long_is_told():
    assert "太久" in apart.search(word("公示"), apart.WORD, on=DAY, lists=[], seconds=0.01).unread
