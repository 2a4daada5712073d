"""What a file is, by its content: names lie."""

from __future__ import annotations

import re
from typing import Final, Literal

from gongkai.pure.audit.readers.package import office_kind
from gongkai.pure.audit.readers.refusals import refuse

Format = Literal["txt", "html", "docx", "xlsx", "pdf", "md"]

_PICTURES: Final = (
    (rb"\x89PNG\r\n", "PNG"), (rb"\xff\xd8\xff", "JPEG"), (rb"GIF8[79]a", "GIF"), (rb"BM.{4}\x00\x00\x00\x00", "BMP"),
    (rb"II\*\x00|MM\x00\*", "TIFF"), (rb"RIFF.{4}WEBP", "WebP"), (rb".{4}ftyp(?:heic|heix|mif1|avif)", "HEIC"),
)  # fmt: skip
_ARCHIVES: Final = (
    (rb"\x1f\x8b\x08", "gzip"), (rb"Rar!\x1a\x07", "RAR"), (rb"7z\xbc\xaf\x27\x1c", "7z"), (rb"BZh[1-9]", "bzip2"), (rb"\xfd7zXZ", "xz"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*){0,20})<(?:(?P<page>!doctype\s+html|html|head|body|meta|title)|div|table|p|section|article|h[1-6]|center|ucapcontent)[\s>]",
    re.I | re.S,
)
_BLOCK_TAG: Final = re.compile(rb"<(?:p|div|br|td|tr|table|li|ul|h[1-6]|section)(?:\s[^<>]{0,300})?/?>", re.I)
_TAG: Final = re.compile(rb"<[a-z/!]", re.I)
_FEW: Final = 4
_MARKDOWN: Final = (".md", ".markdown", ".mkd")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def sniff(data: bytes, name: str = "") -> Format:
    """The format. Raises Unreadable for whatever is none of ours, with the way out."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe\x00"):
        raise refuse("empty")
    head = data[:64]
    for pattern, what in _PICTURES:
        if re.match(pattern, head, re.S):
            raise refuse("image", what=what)
    for pattern, what in _ARCHIVES:
        if re.match(pattern, head, re.S):
            raise refuse("archive", what=what)
    if head.startswith(_OLE):
        raise refuse(_ole(data, name))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_kind(data)
    if head.startswith(b"{\\rtf"):
        raise refuse("other-office", what="RTF")
    start = data[:2048]
    if b"MIME-Version:" in start and b"multipart/related" in start:
        raise refuse("other-office", what="MHT")
    if b'progid="Word.Document"' in start or b'progid="Excel.Sheet"' in start:
        raise refuse("other-office", what="XML")
    if _is_html(data):
        return "html"
    return "md" if name.lower().endswith(_MARKDOWN) else "txt"


def _ole(data: bytes, name: str) -> str:
    """What an OLE container holds, by the names of its streams; one named as a newer kind was put into it by its password."""
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        return "encrypted-office"
    if _utf16("WordDocument") in data:
        return "old-doc"
    if _utf16("Workbook") in data or _utf16("Book\0") in data:
        return "old-xls"
    return "encrypted-office" if name.lower().endswith((".docx", ".xlsx")) else "old-office"


_HTML_OPENS = re.compile(rb"<(?:!doctype html|html|body)[\s>]")


def _is_html(data: bytes) -> bool:
    """A page or a piece of one. A text with some tags left in it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = data[:200_000].decode("utf-16", "ignore").encode("utf-8")
    else:
        start = data[:200_000]
    begun = _HTML.match(start[:8192])
    if begun and (begun["page"] or not _few_tags(start)):
        return True
    if _HTML_OPENS.search(start[:65536], re.I) and b"</" in start:
        return True
    tags = len(_BLOCK_TAG.findall(start))
    return tags >= 10 and tags * 200 > len(start)


def _few_tags(start: bytes) -> bool:
    """Whether a piece that begins with a tag is a text with some left in it: most of its lines hold none."""
    lines = [line for line in start.splitlines() if line.strip()]
    tagged = sum(bool(_TAG.search(line)) for line in lines)
    return tagged * _FEW < len(lines)
