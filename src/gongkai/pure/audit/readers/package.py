"""Zip packages (DOCX, XLSX), opened with limits. What counts is what was really unpacked, not what the archive claims."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final, Literal

from gongkai.pure.audit.readers.limits import MAX_ELEMENTS, MAX_EXPANDED, MAX_PARTS
from gongkai.pure.audit.readers.refusals import refuse

_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
_OTHERS: Final = (
    ("ppt/presentation.xml", "PPTX"), ("OFD.xml", "OFD"), ("content.xml", "ODT/ODS"), ("META-INF/container.xml", "EPUB"),
    ("xl/workbook.bin", "XLSB"),
)  # fmt: skip
_ENTITIES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")  # fmt: skip


_DOCUMENT_PART = re.compile(r"word/document\d*\.xml")


def office_kind(data: bytes) -> Literal["docx", "xlsx"]:
    """Which of ours a zip archive is. Raises Unreadable: an archive, another document, a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except _FAULTS:
        raise refuse("damaged") from None
    if len(listed) > MAX_PARTS:
        raise refuse("zip-bomb")
    names = {part.filename for part in listed}
    if any(part.flag_bits & 1 for part in listed):
        raise refuse("encrypted-archive")
    if "word/document.xml" in names or any(_DOCUMENT_PART.fullmatch(name) for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    for name, what in _OTHERS:
        if name in names:
            raise refuse("other-office", what=what)
    raise refuse("archive", what="ZIP") if names else refuse("empty")


def unpacked(data: bytes, wanted: re.Pattern[str], limit: int = MAX_EXPANDED) -> io.BytesIO:
    """A copy of the package with only the parts whose names match, each read within the limit and without entities.

    The libraries behind get this copy: pictures, macros and embedded files never reach them. Parts that are not wanted
    are left as empty entries, so that what refers to them still finds them. Raises Unreadable.
    """
    copy = io.BytesIO()
    left, tags = limit, MAX_ELEMENTS
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            for part in archive.infolist():
                if part.filename in seen or part.is_dir():
                    continue
                seen.add(part.filename)
                if not wanted.search(part.filename):
                    target.writestr(part.filename, b"")
                    continue
                with archive.open(part) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                tags -= content.count(b"<")
                if left < 0:
                    raise refuse("zip-bomb")
                if tags < 0:
                    raise refuse(
                        "too-long", limit=f"{MAX_ELEMENTS // 10000} 万个标签", limit_en=f"{MAX_ELEMENTS:,} tags"
                    )
                if _ENTITIES.search(content):
                    raise refuse("unsafe")
                target.writestr(part.filename, content)
    except _FAULTS:
        raise refuse("damaged") from None
    copy.seek(0)
    return copy
