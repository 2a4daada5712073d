"""PDF as passages: the text layer of its pages line by line, its properties, notes and form fields. It is not rewritten: what is found in it is replaced by hand."""

import ctypes
from itertools import islice

import pypdfium2
import pypdfium2.raw as raw

from gongkai.pure.audit.document import Unreadable
from gongkai.pure.guard.office import Reading
from gongkai.pure.guard.passages import Passage

MOST_PAGES, MOST_BOOKMARKS = 1_000, 5_000
_CALLED = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
    "Creator": "制作程序",
    "Producer": "转换程序",
}


def read_pdf(data: bytes) -> Reading:
    """What a PDF says. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Unreadable("damaged", "这个PDF打不开，可能损坏或者加了密码", "The PDF cannot be opened") from None
    reading, blank = Reading(), []
    for n in range(min(len(document), MOST_PAGES)):
        page = document[n]
        text = page.get_textpage().get_text_range()
        if not text.strip():
            blank.append(n + 1)
        lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
        reading.passages += [Passage(line, f"第{n + 1}页") for line in lines]
        reading.passages += [Passage(note, f"第{n + 1}页的批注") for note in _notes(document, page)]
    reading.passages += [Passage(title, "书签") for title in _bookmarks(document)]
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        if name in _CALLED:
            reading.passages.append(Passage(value, f"文件属性“{_CALLED[name]}”"))
    if notes := sum(each.where.endswith("批注") for each in reading.passages):
        reading.traces.append(f"文件里留着{notes}条批注")
    if attached := raw.FPDFDoc_GetAttachmentCount(document.raw):
        reading.traces.append(f"文件里嵌着{attached}个附件，没有查")
    if len(document) > MOST_PAGES:
        reading.unread = f"超过{MOST_PAGES}页，后面的没有查，请分成几份"
    elif blank:
        told = "、".join(map(str, blank[:5])) + ("等" if len(blank) > 5 else "")
        reading.unread = f"第{told}页没有文字，可能是扫描的图片，没有查，请自己看一看"
    return reading


def _bookmarks(document: pypdfium2.PdfDocument) -> list[str]:
    return [title for each in islice(document.get_toc(), MOST_BOOKMARKS) if (title := each.get_title().strip())]


def _address(document: pypdfium2.PdfDocument, note: raw.FPDF_ANNOTATION) -> str:
    """Where a link leads."""
    link = raw.FPDFAnnot_GetLink(note)
    action = raw.FPDFLink_GetAction(link) if link else None
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
    if size <= 1:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")


def _notes(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[str]:
    found = []
    for n in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1_000)):
        note = raw.FPDFPage_GetAnnot(page.raw, n)
        found += [text for name in (b"Contents", b"V") if (text := _value(note, name))]
        if address := _address(document, note):
            found.append(address)
        raw.FPDFPage_CloseAnnot(note)
    return found


def _value(note: raw.FPDF_ANNOTATION, name: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, name, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, name, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
