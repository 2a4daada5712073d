"""What a file is, told by its bytes: the client's word counts for nothing but the choice between CSV and plain text.

Polyglots are refused: a taken file begins and ends as its kind does, so that no other reader finds another file in it.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from gongkai.ground.files.office import office_kind
from gongkai.ground.files.refusals import FileRefused

LARGEST = 20 * 1024 * 1024

UNKNOWN = "这不是PDF、Word、Excel、图片或文本文件，请换成其中一种再上传"
MIXED = "这个文件里还夹着别的内容，请重新导出后再上传"
BROKEN = "这个文件不完整，请重新导出后再上传"
SCRIPT = "网页、脚本和程序不能上传，请换成PDF、Word、Excel、图片或文本文件"
OLD_OFFICE = "这是旧版Word、Excel文件，或者加了密码。请去掉密码，另存为docx或xlsx后再上传"

PDF_MARK, PNG_MARK, JPEG_MARK = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SCRIPT_NAMES = re.compile(r"\.(html?|xhtml|svg|xml|js|mjs|vbs|hta|bat|cmd|ps1|sh|php|py|exe|com|scr|msi|lnk)$", re.I)
ACTIVE = re.compile(r"<(?:!doctype|html|head|body|svg|script|iframe|object|embed|\?xml|\?php|img\b)", re.I)
OTHER_NAMES = re.compile(
    r"\.(zip|rar|7z|gz|tar|iso|apk|dll|jar|mp3|mp4|avi|mov|wmv|flv|gif|bmp|webp|tiff?|pptx?)$", re.I
)


@dataclass(frozen=True)
class FileKind:
    """A media type and the extension that goes with it."""

    media_type: str
    extension: str


PDF = FileKind("application/pdf", "pdf")
PNG = FileKind("image/png", "png")
JPEG = FileKind("image/jpeg", "jpg")
DOCX = FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
TXT = FileKind("text/plain", "txt")
CSV = FileKind("text/csv", "csv")


def refuse_by_name(name: str) -> None:
    """Before a byte has come: what can be of no accepted kind by what it calls itself. What it is, its bytes say later. Raises FileRefused."""
    if SCRIPT_NAMES.search(name.strip()):
        raise FileRefused(SCRIPT)
    if OTHER_NAMES.search(name.strip()):
        raise FileRefused(UNKNOWN)


def kind_of(data: bytes, name: str = "") -> FileKind:
    """The kind of a file. Raises FileRefused for what is empty, too large, of no accepted kind, or more than one thing."""
    if not data:
        raise FileRefused("这个文件是空的，请检查后再上传")
    if len(data) > LARGEST:
        raise FileRefused("这个文件超过20 MB，请分成几份上传")
    if data.startswith(ZIP_MARK):
        return DOCX if office_kind(data) == "docx" else XLSX
    if data.startswith(OLE_MARK):
        raise FileRefused(OLD_OFFICE)
    for mark, check, kind in ((PDF_MARK, _pdf, PDF), (PNG_MARK, _png, PNG), (JPEG_MARK, _jpeg, JPEG)):
        if data.startswith(mark):
            check(data)
            if zipfile.is_zipfile(io.BytesIO(data)):
                raise FileRefused(MIXED)
            return kind
    _text(data, name)
    return CSV if name.lower().endswith(".csv") else TXT


def _pdf(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused(BROKEN)
    if data[end + 5 :].strip(b"\r\n\t \0"):
        raise FileRefused(MIXED)


def _png(data: bytes) -> None:
    at = len(PNG_MARK)
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            if at != len(data):
                raise FileRefused(MIXED)
            return
    raise FileRefused(BROKEN)


def _jpeg(data: bytes) -> None:
    if b"\xff\xd9" not in data:
        raise FileRefused(BROKEN)
    if not data.rstrip(b"\0").endswith(b"\xff\xd9") or PDF_MARK in data[:1024]:
        raise FileRefused(MIXED)


def _text(data: bytes, name: str) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise FileRefused(UNKNOWN) from None
    if any(unicodedata.category(c) in ("Cc", "Cn") and c not in "\t\r\n\f" for c in set(text)):
        raise FileRefused(MIXED if PDF_MARK in data[:1024] else UNKNOWN)
    if PDF_MARK in data[:1024]:
        raise FileRefused(MIXED)
    if SCRIPT_NAMES.search(name.strip()) or text.startswith("#!") or ACTIVE.search(text):
        raise FileRefused(SCRIPT)
