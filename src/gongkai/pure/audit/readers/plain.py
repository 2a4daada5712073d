"""txt: the text is the file's own; what is left out of paragraphs and tables (scraps of HTML, buttons) stays in it."""

from __future__ import annotations

import html
import re
from typing import Final

from gongkai.pure.audit.document import Document, Note, Paragraph, Table
from gongkai.pure.audit.readers.boilerplate import is_boilerplate
from gongkai.pure.audit.readers.decode import decode
from gongkai.pure.audit.readers.limits import MAX_CHARACTERS, MAX_LINES
from gongkai.pure.audit.readers.lines import Span, join, parts
from gongkai.pure.audit.readers.refusals import refuse

# Atomic: a comment that could also end further on would be tried in every combination.
_TAG: Final = r"(?></?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>\n]*)?/?>|<!--(?:(?!-->).)*-->)"
_SCRAP: Final = re.compile(rf"(?:[ \t\xa0]*(?:{_TAG}))+[ \t\xa0]*")
_ONLY: Final = re.compile(rf"(?:\d{{1,2}}\.)?(?:[ \t\xa0]*(?:{_TAG}))+[ \t\xa0]*")
_MOST_SCRAPS: Final = 20
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def read_plain(data: bytes) -> Document:
    """Bytes of a text -> Document. Raises Unreadable."""
    return of_text(decode(data))


def of_text(text: str) -> Document:
    """A text already decoded -> Document."""
    if len(text) > MAX_CHARACTERS:
        raise refuse("too-long", limit=f"{MAX_CHARACTERS // 10000} 万字", limit_en=f"{MAX_CHARACTERS:,} characters")
    if text.count("\n") > MAX_LINES:
        raise refuse("too-long", limit=f"{MAX_LINES // 10000} 万行", limit_en=f"{MAX_LINES:,} lines")
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    dropped = scraps = 0
    marked = "<" in text
    for kind, part in parts(text):
        if isinstance(part, Table):
            tables.append(part)
            continue
        assert kind == "lines"
        kept: list[Span] = []
        for start, end in part:
            line = text[start:end]
            if marked and "<" in line:
                line, start, end = _without_scraps(line, start)
                scraps += 1
            if line and is_boilerplate(line):
                dropped += 1
                start = end
            kept.append((start, end))
        paragraphs += [Paragraph(start, end) for start, end in join(text, kept)]
    return Document(text, tuple(paragraphs), tuple(tables), tuple(_told(text, scraps, dropped)))


def _without_scraps(line: str, start: int) -> tuple[str, int, int]:
    """Tags before and behind the text of a line are no part of its paragraph; those within it stay."""
    if _ONLY.fullmatch(line):
        return "", start, start
    if leading := _SCRAP.match(line):
        start, line = start + leading.end(), line[leading.end() :]
    for _ in range(_MOST_SCRAPS):
        tail = line.rfind("<")
        if tail < 0 or not line.endswith(">") or not _SCRAP.fullmatch(line, tail):
            break
        line = line[:tail].rstrip()
    return line, start, start + len(line)


def _told(text: str, scraps: int, dropped: int) -> list[Note]:
    notes = []
    if scraps:
        notes.append(
            Note(
                "html-scraps",
                f"文本里有 {scraps} 行网页代码残留，已略过，没有当作正文。",
                f"{scraps} lines hold scraps of HTML; they are passed over.",
            )
        )
    if entities := _ENTITY.findall(text) if "&" in text else []:
        notes.append(
            Note(
                "html-entities",
                f"文本里有 {len(entities)} 处网页转义符，例如“{entities[0]}”（即“{html.unescape(entities[0])}”），按原样保留。",
                f'{len(entities)} HTML entities such as "{entities[0]}" are kept as they are.',
            )
        )
    if dropped:
        notes.append(
            Note(
                "dropped-page-parts",
                f"有 {dropped} 行导航、按钮或页脚文字，没有当作正文。",
                f"{dropped} lines of navigation, buttons or footer were passed over.",
            )
        )
    return notes
