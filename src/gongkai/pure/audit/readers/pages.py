"""The pages of a PDF -> Document: characters into lines, lines into paragraphs, ruled grids into tables.

A PDF knows neither paragraphs nor tables, only characters at places. A line goes on in the next when it reaches the right
margin and the next begins at the left one. Lines that return at the same height of the pages are headers and footers.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from statistics import median
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.pure.audit.document import Document
from gongkai.pure.audit.readers.builder import Builder, Field
from gongkai.pure.audit.readers.grids import Grid, grids, place
from gongkai.pure.audit.readers.limits import MAX_CHARACTERS, MAX_PAGES
from gongkai.pure.audit.readers.refusals import refuse

_NUMBER: Final = re.compile(
    r"[-—–―·•~\s]*(?:第\s*)?(\d{1,4})\s*(?:页)?[-—–―·•~\s]*(?:(?:/|／|,|，|共|of)\s*(?:共\s*)?\d{1,4}\s*页?)?", re.I
)
_EDGE: Final = 0.13
_LEAST_EDGE: Final = 75.0
"""Which part of a page's height, above and below, may hold headers and footers; on low pages at least so many points."""


@dataclass(frozen=True)
class Letter:
    """A character and its box, in points from the upper left corner of the page as shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass
class Page:
    number: int
    height: float
    lines: list[Line]
    tables: list[tuple[float, Grid, list[Field]]] = field(default_factory=list)
    pictures: int = 0


def read_pages(data: bytes) -> Document:
    """Bytes of a PDF -> Document. Raises Unreadable."""
    try:
        source = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
        raise refuse("encrypted-pdf" if code == raw.FPDF_ERR_PASSWORD else "damaged") from None
    count = len(source)
    if count > MAX_PAGES:
        raise refuse("too-long", limit=f"{MAX_PAGES} 页", limit_en=f"{MAX_PAGES} pages")
    pages: list[Page] = []
    silent: list[int] = []
    letters_seen = odd = 0
    found = grids(data, [number for number in range(count) if _ruled(source, number)])
    for number in range(count):
        page = source[number]
        letters = _letters(page)
        letters_seen += len(letters)
        if letters_seen > MAX_CHARACTERS:
            raise refuse("too-long", limit=f"{MAX_CHARACTERS // 10000} 万字", limit_en=f"{MAX_CHARACTERS:,} characters")
        odd += sum(each.text < " " or each.text == "\ufffd" or "\ue000" <= each.text <= "\uf8ff" for each in letters)
        pictures = _pictures(page)
        if not letters and pictures:
            silent.append(number + 1)
        pages.append(_page(number, page.get_height(), letters, found.get(number, []), pictures))
        page.close()
    if letters_seen == 0:
        raise refuse("scanned" if silent else "no-text")
    if odd > 0.3 * letters_seen:
        raise refuse("garbled-pdf")
    dropped = _without_edges(pages)
    builder = Builder()
    joined = _compose(pages, builder)
    _notes(builder, pages, silent, dropped, joined)
    if not builder:
        raise refuse("no-text")
    return builder.document()


# ---- characters and lines


def _letters(page: Any) -> list[Letter]:
    """Characters as shown; those that pdfium makes up between lines and words are left out."""
    text_page = page.get_textpage()
    height, width, turn = page.get_height(), page.get_width(), page.get_rotation()
    box = raw.FS_RECTF()
    result = []
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0x0D, 0x0A, 0x20, 0xA0, 0x3000) or raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            continue
        corners = [_shown(x, y, width, height, turn) for x, y in ((box.left, box.top), (box.right, box.bottom))]
        (x0, y0), (x1, y1) = corners
        char = "-" if code in (0x02, 0xFFFE) else chr(code) if code else "\ufffd"
        result.append(Letter(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    text_page.close()
    return result


def _shown(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """A place in the page's own space -> on the page as it is shown, from its upper left corner."""
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    if turn == 270:
        return width - y, height - x
    return x, height - y


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """Characters -> lines from top to bottom, each from left to right. A wide gap between words shows as one space."""
    rows: list[list[Letter]] = []
    middle = size = 0.0
    for letter in sorted(letters, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        centre = (letter.top + letter.bottom) / 2
        if rows and abs(centre - middle) < 0.4 * max(size, letter.bottom - letter.top):
            rows[-1].append(letter)
        else:
            rows.append([letter])
            middle, size = centre, letter.bottom - letter.top
    result = []
    for row in rows:
        row.sort(key=lambda each: each.left)
        em = median(each.bottom - each.top for each in row) * 0.8
        parts = [row[0].text]
        for before, after in pairwise(row):
            gap = after.left - before.right
            latin = before.text < "\u2e80" and after.text < "\u2e80"
            if gap > (0.2 * em if latin else 0.9 * em):
                parts.append(" ")
            # The same character twice at one place is how some programs print bold.
            if gap < -0.8 * (after.right - after.left) and before.text == after.text:
                continue
            parts.append(after.text)
        result.append(
            Line(
                "".join(parts),
                row[0].left,
                min(each.top for each in row),
                max(each.right for each in row),
                max(each.bottom for each in row),
            )
        )
    return result


def _page(number: int, height: float, letters: list[Letter], found: list[Grid], pictures: int) -> Page:
    page = Page(number, height, [], [], pictures)
    for grid in found:
        inside, outside = [], []
        for each in letters:
            own = grid.holds((each.left + each.right) / 2, (each.top + each.bottom) / 2)
            (inside if own else outside).append(each)
        if inside:
            letters = outside
            page.tables.append((grid.top, grid, _fields(grid, inside)))
    page.lines = lines_of(letters)
    return page


def _fields(grid: Grid, letters: list[Letter]) -> list[Field]:
    fields = []
    for box in grid.boxes:
        own = [each for each in letters if box.holds((each.left + each.right) / 2, (each.top + each.bottom) / 2)]
        text = ""
        for line in lines_of(own):
            text = _glued(text, line.text)
        fields.append(Field(text, box.row, box.column, box.rows, box.columns))
    return sorted(fields, key=lambda each: (each.row, each.column))


def _glued(text: str, further: str) -> str:
    """Two lines of one paragraph. Between two digits the break is kept: whether they are one number can't be told."""
    if not text or not further:
        return text or further
    last, first = text[-1], further[0]
    if last.isdigit() and first.isdigit():
        return f"{text}\n{further}"
    latin = last.isascii() and first.isascii() and last.isalpha() and first.isalnum()
    return f"{text} {further}" if latin else text + further


# ---- what a page holds besides text


def _ruled(source: Any, number: int) -> bool:
    """Whether there are enough lines on a page to rule a table."""
    page = source[number]
    strokes = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)
    return sum(1 for _ in islice(strokes, 4)) == 4


def _pictures(page: Any) -> int:
    """Pictures of some size; seals and ornaments are small."""
    area = page.get_width() * page.get_height()
    found = 0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        found += (right - left) * (top - bottom) > 0.04 * area
    return found


_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s")


def _without_edges(pages: list[Page]) -> int:
    """Takes headers, footers and page numbers off; how many lines they were."""
    edges: list[tuple[Page, Line, str]] = []
    for page in pages:
        edge = max(_EDGE * page.height, _LEAST_EDGE)
        for line in page.lines:
            if line.bottom < edge or line.top > page.height - edge:
                edges.append((page, line, _DIGITS.sub("#", _BLANK.sub("", line.text))))
    seen = Counter((key, round(line.top / 8)) for _, line, key in edges)
    offsets = Counter(
        int(number.group(1)) - page.number
        for page, line, _ in edges
        if (number := _NUMBER.fullmatch(line.text.strip()))
    )
    body = median([line.height for page in pages for line in page.lines] or [0.0])
    gone: list[tuple[Page, Line]] = []
    for page, line, key in edges:
        place = round(line.top / 8)
        times = sum(seen[key, place + shift] for shift in (-1, 0, 1))
        repeated = (
            len(pages) >= 2 and times >= max(2, (len(pages) + 1) // 2) and len(key) > 1 and key[-1] not in "。；，、"
        )
        if (repeated and _apart(line, page, body)) or _numbers(line, page, offsets, len(pages)):
            gone.append((page, line))
    for page, line in gone:
        page.lines.remove(line)
    return len(gone)


def _apart(line: Line, page: Page, body: float) -> bool:
    """Whether a line at a page's edge stands off from its text: by its size, or by the space between."""
    if abs(line.height - body) > 0.08 * body:
        return True
    above = line.top < page.height / 2
    gaps = [
        other.top - line.bottom if above else line.top - other.bottom
        for other in page.lines
        if (other.top > line.top + 0.5 * body if above else other.top < line.top - 0.5 * body)
    ]
    return not gaps or min(gaps) > 1.2 * body


def _numbers(line: Line, page: Page, offsets: Counter[int], pages: int) -> bool:
    """Whether a line is the number of its page: outermost, alone, and in step with the other pages."""
    number = _NUMBER.fullmatch(line.text.strip())
    if not number:
        return False
    others = [other for other in page.lines if other is not line]
    if any(abs(other.top - line.top) < 0.5 * line.height for other in others):
        return False
    if not all(other.top < line.top for other in others) and not all(other.top > line.top for other in others):
        return False
    value = int(number.group(1))
    if offsets[value - page.number] >= max(2, pages // 2):
        return True
    dressed = number.group().strip() != number.group(1)
    return value == page.number + 1 and (dressed or line.top > 0.9 * page.height)


# ---- blocks


def _compose(pages: list[Page], builder: Builder) -> int:
    """Lines and tables in their order; how many tables went on from one page to the next."""
    everything = [line for page in pages for line in page.lines]
    right = _margin(everything)
    left = min((line.left for line in everything if line.right > right - 2 * line.height), default=0.0)
    text, last, joined = "", None, 0
    open_table: tuple[int, Grid, list[Field]] | None = None

    def close_table() -> None:
        nonlocal open_table
        if open_table:
            builder.table(open_table[2])
            open_table = None

    for page in pages:
        blocks: list[tuple[float, Line | tuple[Grid, list[Field]]]] = [(line.top, line) for line in page.lines]
        blocks += [(top, (grid, fields)) for top, grid, fields in page.tables]
        for _, block in sorted(blocks, key=lambda each: each[0]):
            if isinstance(block, Line):
                close_table()
                if last and _goes_on(last[1], block, left, right, last[0] == page.number):
                    text = _glued(text, block.text)
                else:
                    builder.paragraph(text)
                    text = block.text
                last = (page.number, block)
                continue
            builder.paragraph(text)
            text, last = "", None
            grid, fields = block
            edges = open_table[1].continues(grid) if open_table and open_table[0] == page.number - 1 else None
            if open_table and edges:
                above, below = _regrid(open_table[2], open_table[1].edges, edges), _regrid(fields, grid.edges, edges)
                open_table = (page.number, replace(grid, edges=edges), _continued(above, below))
                joined += 1
            else:
                close_table()
                open_table = (page.number, grid, fields)
    close_table()
    builder.paragraph(text)
    return joined


def _margin(lines: list[Line]) -> float:
    """The right edge that most full lines reach."""
    if not lines:
        return 0.0
    places = Counter(round(line.right / 6) for line in lines)
    most = max(places.values())
    return max(place for place, times in places.items() if times >= max(2, most * 0.4) or times == most) * 6.0


_UNBROKEN = re.compile(r"[0-9A-Za-z.,%％]+")
_SIGN_SECOND = re.compile("[^\\d\\s][，。、；：！？）》”,;:!?]")
_SENTENCE_ENDS = "。！？；："


def _goes_on(line: Line, further: Line, left: float, right: float, same_page: bool) -> bool:
    em = line.height * 0.8
    if abs(line.height - further.height) > 0.2 * max(line.height, further.height):
        return False
    # A number is not broken, nor a sign parted from what it stands behind: where they would not fit any more the line before
    # them ends short, by up to their width.
    within = line.text[-1:] not in _SENTENCE_ENDS
    kept = _UNBROKEN.match(further.text) if within else None
    short = 1.6 * em + (0.6 * em * len(kept[0]) if kept else em if within and _SIGN_SECOND.match(further.text) else 0)
    if line.right < right - short or further.left > left + 0.9 * em:
        return False
    return not same_page or further.top - line.bottom < 1.2 * line.height


def _regrid(fields: list[Field], edges: Sequence[float], finer: Sequence[float]) -> list[Field]:
    """Columns counted by edges -> by finer edges that hold them all."""
    places = [place(finer, edge) for edge in edges]
    return [
        replace(each, column=places[each.column], columns=places[each.column + each.columns] - places[each.column])
        for each in fields
    ]


def _continued(fields: list[Field], further: list[Field]) -> list[Field]:
    """A table and its part on the next page, without the header rows that are printed again."""
    skip = 0
    heads = [_row(fields, number) for number in range(4)]
    while skip < 4 and heads[skip] and _row(further, skip) == heads[skip]:
        skip += 1
    rows = max((each.row + each.rows for each in fields), default=0)
    return fields + [replace(each, row=each.row - skip + rows) for each in further if each.row >= skip]


def _row(fields: list[Field], number: int) -> list[tuple[str, int, int, int]]:
    return [(each.text, each.column, each.rows, each.columns) for each in fields if each.row == number]


def _notes(builder: Builder, pages: list[Page], silent: list[int], dropped: int, joined: int) -> None:
    if silent:
        listed = "、".join(map(str, silent[:20]))
        builder.note(
            "scanned-pages",
            f"第 {listed} 页是图片，没有文字层，没有读取。",
            f"Pages {listed.replace('、', ', ')} are pictures without a text layer and were not read.",
        )
    if dropped:
        builder.note(
            "dropped-page-parts",
            f"每页的页眉、页脚和页码共 {dropped} 行没有当作正文。",
            f"{dropped} lines of page headers, footers and page numbers were passed over.",
        )
    if joined:
        builder.note(
            "joined-tables",
            f"有 {joined} 处表格跨页，已接成一张，重复的表头只留一次。",
            f"{joined} tables went on from page to page and were joined; repeated headers were left out.",
        )
    pictures = sum(page.pictures for page in pages if page.number + 1 not in silent)
    if pictures:
        builder.note(
            "skipped-pictures",
            f"有 {pictures} 张图片没有读取，其中的数字没有核对。",
            f"{pictures} pictures were not read; figures in them are not checked.",
        )
