"""Files are what their bytes say; what is more than one thing, or could act, is refused."""

import pytest

from gongkai.ground.files import kinds
from gongkai.ground.files.kinds import kind_of
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.files.tests import samples as s


@pytest.mark.parametrize(
    ("data", "name", "extension"),
    [
        (s.PDF, "a.exe", "pdf"),
        (s.PNG, "", "png"),
        (s.JPEG, "", "jpg"),
        (s.docx(), "", "docx"),
        (s.xlsx(), "", "xlsx"),
        ("姓名，金额\n".encode(), "表.CSV", "csv"),
        ("姓名，金额\n".encode("gb18030"), "表.txt", "txt"),
        (b"\xef\xbb\xbf" + "说明".encode(), "", "txt"),
        (s.docx(s.relation("hyperlink", "https://www.gov.example/")), "", "docx"),
    ],
)
def test_accepted_by_content(data, name, extension):
    assert kind_of(data, name).extension == extension


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.txt", "空的"),
        (b"<!DOCTYPE html><p>x", "a.txt", "网页"),
        (b"x <SCRIPT>alert(1)</script>", "a.txt", "网页"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", "网页"),
        (b"WScript.Echo 1", "a.vbs", "程序"),
        (b"#!/bin/sh\nrm x", "a.txt", "程序"),
        (b"MZ\x90\x00\x03\x00", "a.pdf", "这不是PDF"),
        (b"\x7fELF\x02\x01\x01\x00", "a.pdf", "这不是PDF"),
        (b"GIF89a\x01\x00", "a.gif", "这不是PDF"),
        (b"junk " + s.PDF, "a.pdf", "夹着"),
        (s.PDF + s.docx(), "a.pdf", "夹着"),
        (s.PNG + s.docx(), "a.png", "夹着"),
        (s.JPEG + s.docx(), "a.jpg", "夹着"),
        (s.docx() + b"tail", "a.docx", "损坏"),
        (s.PDF.replace(b"%%EOF", b""), "a.pdf", "不完整"),
        (s.PNG[:-4], "a.png", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "旧版Word"),
        (s.archive({"a.txt": b"a"}), "a.docx", "压缩包"),
        (s.docx({"word/vbaProject.bin": b"x"}), "a.docx", "宏"),
        (s.docx(main=s.MACRO_WORD), "a.docx", "宏"),
        (s.docx({"word/embeddings/oleObject1.bin": b"x"}), "a.docx", "嵌有"),
        (s.docx({"word/media/a.png": s.docx()}), "a.docx", "嵌有"),
        (s.docx(s.relation("attachedTemplate", "https://evil.example/t.dotm")), "a.docx", "外部"),
        (s.docx(s.relation("image", "\\\\host\\share\\a.png")), "a.docx", "外部"),
        (s.docx(s.relation("hyperlink", "file:///etc/passwd")), "a.docx", "外部"),
        (s.docx({"../../etc/x": b"x"}), "a.docx", "损坏"),
        (s.docx({"word/a.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.docx", "损坏"),
        (s.docx({"word/big.xml": bytes(30_000_000)}), "a.docx", "太大"),
        (s.docx({f"word/{n}.xml": b"" for n in range(2001)}), "a.docx", "太大"),
    ],
)
def test_refused_with_a_sentence(data, name, why):
    with pytest.raises(FileRefused, match=why):
        kind_of(data, name)


def test_the_entries_flag_of_encryption_is_refused():
    data = bytearray(s.docx())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileRefused, match="密码"):
        kind_of(bytes(data))


@pytest.mark.parametrize(("extra", "fits"), [(-1, True), (0, True), (1, False)])
def test_twenty_megabytes_and_no_more(extra, fits):
    data = b"a" * (kinds.LARGEST + extra)
    if fits:
        assert kind_of(data).extension == "txt"
    else:
        with pytest.raises(FileRefused, match="20 MB"):
            kind_of(data)
