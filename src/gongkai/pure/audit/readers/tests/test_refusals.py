"""Bad input: a sentence that says what to do, in bounded time and memory."""

import io
import random
import struct
import time
import zipfile
import zlib

import docx
import pypdfium2 as pdfium
import pytest
import typst

from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.readers import limits, read, refusals
from gongkai.pure.audit.readers.pdf import read_pdf
from gongkai.pure.audit.readers.tests import samples


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + _chunk(b"IEND", b"")
)
SCAN = f'#image(bytes({tuple(PNG)}), format: "png", width: 100%)'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def code(source, name: str = "") -> str:
    """What reading says, and that it says it in words."""
    with pytest.raises(Unreadable) as refused:
        read(source, name)
    assert refused.value.zh.endswith("。") and "{" not in refused.value.zh
    assert refused.value.en.endswith(".") and "{" not in refused.value.en
    return refused.value.code


def archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def changed(package: bytes, name: str, content: bytes) -> bytes:
    """A package with one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            made.writestr(part, content if part == name else source.read(part))
    return target.getvalue()


def pdf(markup: str, **more) -> bytes:
    return typst.compile(f"#set document(date: none)\n{markup}".encode(), **more)


def encrypted() -> bytes:
    """A PDF that opens with a password only, in the oldest manner."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + trailer


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        ("　\xa0\n".encode(), "no-text"),
        (PNG, "image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "image"),
        (b"GIF89a" + b"\x01" * 100, "image"),
        (b"II*\x00" + b"\x08" * 100, "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (OLE + "WordDocument".encode("utf-16-le"), "old-doc"),
        (OLE + "Workbook".encode("utf-16-le"), "old-xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted-office"),
        (OLE, "old-office"),
        (b"{\\rtf1\\ansi text}", "other-office"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "other-office"),
        (b"\x1f\x8b\x08" + b"\x00" * 50, "archive"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "archive"),
        (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 50, "archive"),
        (b"PK\x03\x04 no archive", "damaged"),
        (archive(**{"a.txt": b"text"}), "archive"),
        (archive(**{"ppt/presentation.xml": b"<a/>"}), "other-office"),
        (archive(**{"OFD.xml": b"<a/>"}), "other-office"),
        (archive(**{"word/document.xml": b"<a/>"}), "damaged"),
        (archive(**{"xl/workbook.xml": b"<a/>"}), "damaged"),
        (b"%PDF-1.7\nno pdf", "damaged"),
        (struct.pack("<64Q", *range(64)) * 20, "binary"),
        (random.Random(4).randbytes(5000), "binary"),
        (bytes(byte for byte in random.Random(5).randbytes(5000) if byte), "binary"),
        ("政府信息公开年度报告，全年共受理申请一百二十三件。".encode().decode("gb18030", "replace").encode(), "mojibake"),
        ("政府信息公开年度报告，全年共受理申请一百二十三件。".encode("gb18030").decode("latin-1").encode(), "mojibake"),
        (b"<html><script>1</script><body></body></html>", "no-text"),
    ],
)  # fmt: skip
def test_what_is_no_report(data, expected):
    assert code(data, "report.pdf") == expected


def test_the_sentence_names_what_it_is():
    with pytest.raises(Unreadable, match="PNG"):
        read(PNG, "report.pdf")


def test_files_that_are_not_there_or_no_files(tmp_path):
    assert code(tmp_path / "none.txt") == "missing"
    assert code(tmp_path) == "not-a-file"


def test_a_large_file_is_not_even_read(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    started = time.monotonic()
    assert code(large) == "too-large"
    assert time.monotonic() - started < 1
    assert code(b"1" * (limits.MAX_BYTES + 1)) == "too-large"


def test_a_long_text_and_one_that_is_not():
    line = "全年共受理申请一百二十三件，均按期答复。\n"
    times = limits.MAX_CHARACTERS // len(line)
    assert read((line * times).encode()).paragraphs
    assert code((line * (times + 1)).encode()) == "too-long"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_zip_bomb_is_not_unpacked(part):
    bomb = changed(samples.as_word(), part, b"<w>" + b" " * (limits.MAX_EXPANDED * 3) + b"</w>")
    assert len(bomb) < 2_000_000
    assert code(bomb) == "zip-bomb"


def test_a_bomb_in_a_part_that_is_not_read_does_no_harm():
    bomb = changed(samples.as_word(), "docProps/thumbnail.jpeg", b" " * (limits.MAX_EXPANDED * 3))
    assert read(bomb).tables


def test_an_archive_of_too_many_parts():
    parts = {f"word/{number}.xml": b"" for number in range(limits.MAX_PARTS)}
    assert code(archive(**parts, **{"word/document.xml": b"<a/>"})) == "zip-bomb"


def test_a_size_that_lies_is_found_out():
    data = bytearray(changed(samples.as_word(), "word/document.xml", b" " * (limits.MAX_EXPANDED + 10)))
    place = data.rfind(b"word/document.xml") - 46 + 24
    data[place : place + 4] = struct.pack("<I", 10)
    assert code(bytes(data)) in ("zip-bomb", "damaged")


def test_entities_are_not_resolved():
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    for encoding in ("utf-8", "utf-16"):
        assert code(changed(samples.as_word(), "word/document.xml", laughs.encode(encoding))) == "unsafe"
        assert code(changed(samples.as_book(), "xl/workbook.xml", laughs.encode(encoding))) == "unsafe"


def test_a_document_of_nothing():
    target = io.BytesIO()
    docx.Document().save(target)
    assert code(target.getvalue()) == "no-text"


def test_a_sheet_merged_over_everything_and_cells_at_its_end():
    book = changed(
        samples.as_book(),
        "xl/worksheets/sheet1.xml",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    )
    started = time.monotonic()
    assert code(book) == "too-long"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 300_000,
        "<b>" * 300_000,
        "<table><tr><td>" * 100_000,
        "<p><font>" * 200_000,
        "<a>" * 900_000 + "</a>",
        "<table>" + "<tr><td rowspan=999 colspan=200>1" * 9_000,
        "<" * 3_000_000,
    ],
)
def test_tags_without_end(body):
    started = time.monotonic()
    try:
        read(f"<html><body>{body}text</body></html>".encode())
    except Unreadable as refused:
        assert refused.code in refusals.CODES
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "\t" * 2_000_000 + "a",
        ("\t" * 400_000 + "a\n") * 2,
        "a\n" * 2_400_000,
        "a\n" * 20_000,
        "甲|" * 600_000,
        "<b>" * 400_000,
        "a<b>" * 400_000,
        "<!--" * 400_000,
        "<!---->" * 2_000 + "x" * 500_000,
        "(" * 1_000_000,
        "20" * 600_000,
        "&amp" * 300_000,
        "打印 " * 400_000,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_texts_made_to_take_long(text, name):
    started = time.monotonic()
    try:
        read(text.encode(), name)
    except Unreadable as refused:
        assert refused.code in refusals.CODES
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("piece", ["[", "*a_", "`a", "![", "> ", "- ", "|a", "<a "])
@pytest.mark.parametrize("times", [limits.MAX_BRACKETS, limits.MAX_MARKS // 2, limits.MAX_MARKS * 10])
def test_marks_made_to_take_long(piece, times):
    started = time.monotonic()
    try:
        read((piece * times).encode(), "a.md")
    except Unreadable as refused:
        assert refused.code in refusals.CODES
    assert time.monotonic() - started < 15


def test_a_package_of_very_many_elements():
    body = b"<p/>" * (limits.MAX_ELEMENTS + 1)
    assert code(changed(samples.as_word(), "word/document.xml", b"<w>" + body + b"</w>")) == "too-long"


def test_tags_as_deep_as_allowed_are_read():
    depth = limits.MAX_DEPTH - 10
    assert "共3件" in read(f"<html><body>{'<div>' * depth}共3件。{'</div>' * depth}</body></html>".encode()).text


def test_a_scanned_pdf():
    assert code(pdf(SCAN)) == "scanned"


def test_scanned_pages_among_others_are_noted():
    document = read(pdf(f"Text of a page.\n#pagebreak()\n{SCAN}"))
    assert document.text == "Text of a page.\n"
    assert [(note.code, "2" in note.zh) for note in document.notes] == [("scanned-pages", True)]


def test_a_pdf_that_isencrypted():
    assert code(encrypted()) == "encrypted-pdf"


def test_a_blank_pdf():
    assert code(pdf("")) == "no-text"


def test_a_pdf_of_too_many_pages():
    document = pdfium.PdfDocument.new()
    for _ in range(limits.MAX_PAGES + 1):
        document.new_page(100, 100)
    target = io.BytesIO()
    document.save(target)
    assert code(target.getvalue()) == "too-long"


def test_a_pdf_that_takes_too_long_is_stopped():
    with pytest.raises(Unreadable) as refused:
        read_pdf(samples.as_pdf(), seconds=0.01)
    assert refused.value.code == "too-slow"


@pytest.mark.parametrize("make", [samples.as_word, samples.as_book, samples.as_pdf, lambda: samples.as_page().encode()])
def test_damaged_files_are_read_or_refused_never_worse(make):
    data, chance = make(), random.Random(7)
    for _ in range(5 if data.startswith(b"%PDF") else 60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        try:
            read(bytes(broken))
        except Unreadable as refused:
            assert refused.code in refusals.CODES


def test_a_container_without_known_streams_is_told_by_its_name():
    assert [code(OLE + b"\0" * 600, name) for name in ("a.docx", "a.xlsx", "a.doc")] == [
        "encrypted-office", "encrypted-office", "old-office",
    ]  # fmt: skip
