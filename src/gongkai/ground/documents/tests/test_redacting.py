"""Redaction: what is covered, and all that lies beside or below a page, is gone from the copy in every form; the rest is still to be read."""

import re
import zlib
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from gongkai.ground.documents import redacting
from gongkai.ground.documents.redacting import NotRedacted, Rect
from gongkai.ground.documents.tests.dirty import OPEN, SECRETS, dirty_pdf, noted_pdf

ON = date(2026, 3, 2)
NUMBER = Rect(1, 190, 180, 800, 100)
"""Over the secret number of the dirty PDF."""


@pytest.fixture(scope="module")
def copy() -> bytes:
    return redacting.burned(dirty_pdf(), [(NUMBER, "1")])


def everything_in(pdf: bytes) -> bytes:
    """The bytes as they lie there, and each stream as it reads once it is unpacked."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n", pdf):
        try:
            found.append(zlib.decompressobj().decompress(pdf[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)


def forms_of(secret: str) -> list[bytes]:
    hexed = secret.encode().hex()
    return [
        secret.encode(),
        secret.encode("utf-16-be"),
        secret.encode("utf-16-le"),
        hexed.encode(),
        hexed.upper().encode(),
    ]


def pixels(pdf: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")


def part(image: Image.Image, rect: Rect) -> tuple[int, int]:
    """The darkest and the lightest dot within a box."""
    dots = 4 * 72 / 254
    box = [round(each * dots) for each in (rect.x, rect.y, rect.x + rect.w, rect.y + rect.h)]
    return image.crop(tuple(box)).getextrema()


def test_the_paper_holds_them_all_before():
    """Or the tests below would prove nothing."""
    before = everything_in(dirty_pdf())
    assert all(secret.encode() in before for secret in SECRETS.values())
    text = pypdfium2.PdfDocument(dirty_pdf())[0].get_textpage().get_text_range()
    assert SECRETS["text"] in text and OPEN in text
    assert part(pixels(dirty_pdf()), NUMBER)[1] == 255


def test_nothing_of_it_is_in_the_copy_in_any_form(copy):
    inside = everything_in(copy)
    for what, secret in SECRETS.items():
        assert not any(form in inside for form in forms_of(secret)), what


def test_the_copy_has_no_text_layer_note_attachment_bookmark_or_property(copy):
    made = pypdfium2.PdfDocument(copy)
    assert not made[0].get_textpage().get_text_range().strip()
    assert not list(made.get_toc()) and not made.count_attachments()
    assert not set(made.get_metadata_dict(skip_empty=True)) - {"Producer", "Creator", "CreationDate"}
    assert pypdfium2.raw.FPDFPage_GetAnnotCount(made[0]) == 0
    assert copy.count(b"%%EOF") == 1
    for name in (b"/OCProperties", b"/AcroForm", b"/EmbeddedFile", b"/Outlines", b"/Annots", b"/XML", b"/Font"):
        assert name not in everything_in(copy), name
    assert [type(each).__name__ for each in made[0].get_objects()] == ["PdfImage"]


def test_the_box_is_black_and_the_rest_is_as_it_was(copy):
    seen, before = pixels(copy), pixels(dirty_pdf())
    inner = Rect(1, NUMBER.x + 10, NUMBER.y + 10, NUMBER.w // 4, NUMBER.h - 20)
    assert part(seen, inner)[1] < 16
    open_ = Rect(1, 190, 500, 500, 90)
    assert part(before, open_) == (0, 255)
    assert part(seen, open_)[0] < 80 and part(seen, open_)[1] > 200


def test_what_is_not_seen_is_not_in_the_picture_either(copy):
    """White letters on white, and a layer that is switched off."""
    assert part(pixels(copy), Rect(1, 200, 610, 1100, 40))[0] > 230


@pytest.mark.parametrize("turn", (0, 90, 180, 270))
def test_finds_stand_where_they_are_seen_on_turned_and_cut_pages(turn):
    document = pypdfium2.PdfDocument(dirty_pdf())
    document[0].set_cropbox(20, 10, 390, 190)
    document[0].set_rotation(turn)
    out = BytesIO()
    document.save(out)
    (find,) = redacting.look(out.getvalue(), ON, [SECRETS["text"]]).finds
    made = redacting.burned(out.getvalue(), [(find.rects[0], "1")])
    assert part(pixels(made), find.rects[0])[0] < 16
    again = redacting.burned(out.getvalue(), [])
    dark = sum(pixels(again).histogram()[:100])
    # The letters lie wholly under the box: outside of it there is as much less ink as inside there was.
    outside = pixels(again)
    dots = 4 * 72 / 254
    rect = find.rects[0]
    outside.paste(255, tuple(round(each * dots) for each in (rect.x, rect.y, rect.x + rect.w, rect.y + rect.h)))
    assert 0.3 < sum(outside.histogram()[:100]) / dark < 0.75


def test_people_s_data_is_proposed_with_its_place_and_shown_masked():
    word = Document()
    word.add_paragraph(
        "户主：张伟，身份证号：11010519491231002X，手机13812345678，家住明川县城关镇幸福路12号3单元501室。"
    )
    for cell, text in zip(
        word.add_table(2, 2)._cells, ["姓名", "补助金额", "王丽华", "账号6222021001116245799"], strict=True
    ):
        cell.text = text
    out = BytesIO()
    word.save(out)
    pdf, pages = redacting.as_pdf(out.getvalue(), redacting.WORD)
    seen = redacting.look(pdf, ON, ["补助金额"])
    assert pages == 1 and seen.sizes == ((2100, 2970),)
    assert [(each.label, each.shown) for each in seen.finds] == [
        ("姓名", "张某"),
        ("身份证号", "110105***********X"),
        ("私人电话", "138****5678"),
        ("家庭住址", "明川县城关镇幸福路**********"),
        ("查找的字", "补助金额"),
        ("姓名", "王某"),
        ("长号码", "6222…99"),
    ]
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    for find in seen.finds[:3]:
        rect = find.rects[0]
        under = text.get_text_bounded(
            *(each * 72 / 254 for each in (rect.x, 2970 - rect.y - rect.h, rect.x + rect.w, 2970 - rect.y))
        )
        assert under.strip()[:1] in ("张", "1")


def test_a_picture_becomes_a_page_without_what_its_camera_noted():
    from PIL import ExifTags

    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = SECRETS["note"]
    out = BytesIO()
    Image.new("RGB", (300, 100), "white").save(out, "JPEG", exif=exif)
    pdf, pages = redacting.as_pdf(out.getvalue(), redacting.JPEG)
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert pages == 1 and height > width and SECRETS["note"].encode() not in pdf


@pytest.mark.parametrize(
    "data, kind, said",
    [
        (b"%PDF-1.4 nothing %%EOF", redacting.PDF, "打不开"),
        (b"\x89PNG\r\n\x1a\nxx", redacting.PNG, "打不开"),
        (b"  \n", "text/plain", "没有文字"),
        (b"PK", redacting.WORD, "打不开"),
        (b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "另存为PDF"),
    ],
)
def test_what_cannot_be_worked_on_is_refused_with_a_sentence(data, kind, said):
    with pytest.raises(NotRedacted, match=said):
        redacting.as_pdf(data, kind)


def changed_word(body: str) -> bytes:
    """A Word file with this in its body."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    word = Document()
    for part in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        word.element.body.insert(len(word.element.body) - 1, part)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def said(text: str, more: str = "") -> str:
    return f"<w:r>{more}<w:t>{text}</w:t></w:r>"


def test_of_a_word_file_all_that_is_shown_comes_along_and_nothing_that_is_hidden():
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>{said("框里的字")}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    inner = f"<w:tbl><w:tr><w:tc><w:p>{said('内表的字')}</w:p></w:tc></w:tr></w:tbl>"
    data = changed_word(
        f"<w:p>{said('第一段。')}<w:ins w:id='1' w:author='a'>{said('插入的字')}</w:ins>"
        f"<w:del w:id='2' w:author='a'><w:r><w:delText>删掉的字</w:delText></w:r></w:del>{said('隐藏的字', '<w:rPr><w:vanish/></w:rPr>')}</w:p>"
        f"<w:p><w:moveTo w:id='3' w:author='a'>{said('移来的字')}</w:moveTo></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{said('控件的字')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p>{said('行内：')}<w:sdt><w:sdtContent>{said('行内的字')}</w:sdtContent></w:sdt></w:p><w:p>{box}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{said('外表的字')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{said('合并的头')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{said('甲')}</w:p></w:tc><w:tc><w:p>{said('乙')}</w:p></w:tc></w:tr></w:tbl>"
    )
    pdf, _ = redacting.as_pdf(data, redacting.WORD)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for each in (
        "第一段。插入的字",
        "移来的字",
        "控件的字",
        "行内：行内的字",
        "框里的字",
        "外表的字",
        "内表的字",
        "甲",
        "乙",
    ):
        assert each in text, each
    assert text.count("合并的头") == 1 and "隐藏的字" not in text and "删掉的字" not in text


def test_what_is_filled_in_or_noted_is_found_and_a_picture_beside_a_text_is_told():
    seen = redacting.look(noted_pdf(), ON)
    assert [(each.label, each.shown) for each in seen.finds] == [("私人电话", "136****0000")]
    assert seen.blank == (2,)


def test_a_box_that_lies_off_the_page_covers_nothing_and_is_refused():
    with pytest.raises(NotRedacted, match="第2处框在页面以外"):
        redacting.burned(dirty_pdf(), [(NUMBER, "1"), (Rect(1, 5000, 180, 800, 100), "2")])
    assert redacting.lies_on(NUMBER, redacting.sizes(dirty_pdf())[0])


def test_a_copy_is_made_coarser_rather_than_too_large_and_refused_only_then(monkeypatch):
    asked = []

    def burn(what, content):
        asked.append(what["dots"])
        return b"%PDF" + bytes(40 if len(asked) < 3 else 10)

    monkeypatch.setattr(redacting, "_asked", burn)
    monkeypatch.setattr(redacting, "LARGEST", 20)
    assert len(redacting.burned(b"", [])) == 14 and asked == [150, 110, 90]
    monkeypatch.setattr(redacting, "LARGEST", 10)
    with pytest.raises(NotRedacted, match="分成几份"):
        redacting.burned(b"", [])


def test_where_there_is_too_much_to_find_it_is_told_how_far_was_looked():
    lines = "\n".join(f"1381234{n:04d}" for n in range(430))
    pdf, pages = redacting.as_pdf(lines.encode(), "text/plain")
    seen = redacting.look(pdf, ON)
    assert len(seen.finds) == redacting.MOST_FINDS and 1 < seen.searched_to <= pages
    assert redacting.look(redacting.as_pdf(b"13812345678", "text/plain")[0], ON).searched_to == 0
