"""Papers made fit to be given away in part: what is to stay back is found, looked at, and burned out.

A redacted copy is made of pictures of the pages, put together anew. Nothing else of the original is taken over: no text, layer, annotation,
attachment, bookmark, property or earlier revision can come along, for none is ever copied. What others made is opened in a process of its own
(``python -m gongkai.ground.documents.redacting``), which knows no home and writes nothing.

Lengths are tenths of a millimetre, from the upper left corner of a page as it is seen.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.ground.documents.typesetting import FONTS, NotRendered, typeset
from gongkai.ground.files.kinds import LARGEST
from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.guard import names
from gongkai.pure.guard.flat import flat
from gongkai.pure.guard.passages import Passage, scan, shown
from gongkai.pure.guard.sorts import SORTS

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXTS = ("text/plain", "text/csv")
TYPESET = (WORD, *TEXTS)
"""Of these the text is set anew: pictures, notes, headers, what is hidden and layout do not come along; whoever gives it away is told so, and
whoever gets it."""
TAKEN = (PDF, PNG, JPEG, *TYPESET)

TEMPLATE = Path(__file__).parent / "templates" / "typeset.typ"
SECONDS = 90.0
MOST_PAGES = 100
MOST_FINDS = 400
FINENESS = ((150, 85), (110, 70), (90, 55))
"""Dots an inch of a burned page and quality of its picture: at first ten points are well read in print, and a page takes some hundred
kilobytes; coarser only where the whole would be larger than a file may be."""
LONGEST_SIDE = 3_500
MARGIN = 4
"""Tenths of a millimetre by which what was found is covered beyond its own signs: letters reach out of their boxes."""

NOT_TAKEN = "只收PDF、Word、图片和文本文件。Excel请先另存为PDF再加"
BROKEN = "这个文件打不开：加了密码的请去掉密码，损坏的请重新导出，再加一次"
TOO_LONG = f"超过{MOST_PAGES}页，请分成几份再加"
TOO_LARGE = f"遮盖以后的副本超过{LARGEST // 1024**2} MB，请把这份材料分成几份再加"
LATE = "处理的时间太长，没有做完。请把文件分成几份再加"

NAME, NUMBER, ASKED = "name", "number", "asked"
LABELS = {NAME: "姓名", NUMBER: "长号码", ASKED: "查找的字", **{code: sort.label for code, sort in SORTS.items()}}
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d{15,19}[\dXx]?(?![\dA-Za-z.])")
_CUES = (
    "姓名",
    "申请人",
    "户主",
    "联系人",
    "法定代表人",
    "负责人",
    "经办人",
    "当事人",
    "被处罚人",
    "居民",
    "村民",
    "业主",
)


class NotRedacted(ValueError):
    """A paper that cannot be worked on; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Rect:
    """A box on a page, counted from 1."""

    page: int
    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True)
class Proposed:
    """Something that may have to stay back: of what sort, the words with people's data masked, and the boxes that cover it."""

    sort: str
    shown: str
    rects: tuple[Rect, ...]

    @property
    def page(self) -> int:
        return self.rects[0].page

    @property
    def label(self) -> str:
        return LABELS[self.sort]


@dataclass(frozen=True)
class Seen:
    """A paper as it was looked at: the size of each page, what is proposed, and the pages on which there is something that could not be
    searched: those without a text, and those with a picture of some size beside it."""

    sizes: tuple[tuple[int, int], ...]
    finds: tuple[Proposed, ...]
    blank: tuple[int, ...]
    searched_to: int = 0
    """The page on which there was too much to go on looking; 0 where all pages were searched."""


def as_pdf(data: bytes, media_type: str) -> tuple[bytes, int]:
    """A file as PDF, and its number of pages. Raises NotRedacted."""
    if media_type not in TAKEN:
        raise NotRedacted(NOT_TAKEN)
    if media_type in TYPESET:
        blocks = json.loads(_asked({"do": "blocks", "type": media_type}, data) or b"null")
        if not blocks:
            raise NotRedacted(BROKEN if blocks is None else "这个文件里没有文字")
        try:
            data = typeset(TEMPLATE, {"blocks": blocks})
        except NotRendered as error:
            raise NotRedacted(BROKEN) from error
    elif media_type != PDF:
        data = _asked({"do": "paper", "type": media_type}, data)
    pages = int(json.loads(_asked({"do": "count"}, data) or b"0")) if data else 0
    if not pages:
        raise NotRedacted(BROKEN)
    if pages > MOST_PAGES:
        raise NotRedacted(f"这个文件有{pages}页，{TOO_LONG}")
    return data, pages


def look(pdf: bytes, on: date, wanted: Sequence[str] = ()) -> Seen:
    """Sizes of the pages and what is proposed: people's data, names, and each place where one of the ``wanted`` words stands. Raises NotRedacted."""
    made = _asked({"do": "look", "on": on.isoformat(), "wanted": list(wanted)}, pdf)
    if not made:
        raise NotRedacted(BROKEN)
    told = json.loads(made)
    finds = (Proposed(sort, said, tuple(Rect(*each) for each in rects)) for sort, said, rects in told["finds"])
    return Seen(tuple(map(tuple, told["sizes"])), tuple(finds), tuple(told["blank"]), told["searched_to"])


def picture(pdf: bytes, page: int, width: int = 900) -> bytes:
    """A page as PNG, so many pixels wide. Raises NotRedacted."""
    made = _asked({"do": "picture", "page": page, "width": width}, pdf)
    if not made:
        raise NotRedacted(BROKEN)
    return made


def sizes(pdf: bytes) -> tuple[tuple[int, int], ...]:
    """How wide and high each page is. Raises NotRedacted."""
    made = _asked({"do": "sizes"}, pdf)
    if not made:
        raise NotRedacted(BROKEN)
    return tuple(map(tuple, json.loads(made)))


def lies_on(rect: Rect, size: tuple[int, int]) -> bool:
    """Does a box cover something of its page?"""
    return rect.x < size[0] and rect.y < size[1]


def burned(pdf: bytes, boxes: Sequence[tuple[Rect, str]]) -> bytes:
    """A PDF of pictures of the pages, the boxes black with their mark in white. Raises NotRedacted, also for a box that covers nothing."""
    for dots, quality in FINENESS:
        asked = {
            "do": "burn",
            "boxes": [[*astuple(rect), mark] for rect, mark in boxes],
            "dots": dots,
            "quality": quality,
        }
        made = _asked(asked, pdf)
        if not made:
            raise NotRedacted(BROKEN)
        if not made.startswith(b"%PDF"):
            off = json.loads(made)
            raise NotRedacted(f"第{'、'.join(off)}处框在页面以外，什么也没有盖住：请去掉它，在页面上重新框")
        if len(made) <= LARGEST:
            return made
    raise NotRedacted(TOO_LARGE)


def _asked(what: dict[str, Any], content: bytes) -> bytes:
    try:
        return alone.ask(__name__, json.dumps(what).encode() + b"\n" + content, SECONDS)
    except Unreadable:
        raise NotRedacted(LATE) from None


# What follows runs in the process of its own.


def _open(data: bytes) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # what is filled into a form is seen as well
    return document


def blocks_here(data: bytes, media_type: str) -> list[Any]:
    """The text of a file: paragraphs as strings, tables as lists of rows."""
    if media_type in TEXTS:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        if media_type == "text/csv":
            import csv

            rows = [row for row in csv.reader(text.splitlines()) if any(map(str.strip, row))]
            return [_square(rows)] if rows else []
        return [line for line in text.splitlines() if line.strip()]
    return _word_here(data)


def _word_here(data: bytes) -> list[Any]:
    """As Word shows it with all changes accepted: insertions, content controls and text boxes too, and nothing that is hidden."""
    from gongkai.pure.audit.readers.word import read_word

    try:
        read = read_word(data)
    except Unreadable as why:
        if why.code == "no-text":
            return []
        raise
    found: list[tuple[int, Any]] = [(each.start, read.text[each.start : each.end]) for each in read.paragraphs]
    for table in read.tables:
        first = min(cell.row for cell in table.cells)
        high = max(cell.row for cell in table.cells) - first + 1
        wide = max(cell.column for cell in table.cells) + 1
        rows = [[""] * wide for _ in range(high)]
        for cell in table.cells:
            rows[cell.row - first][cell.column] = read.text[cell.start : cell.end]
        found.append((table.start, rows))
    return [block for _, block in sorted(found, key=lambda each: each[0])]


def _square(rows: list[list[str]]) -> list[list[str]]:
    widest = max(map(len, rows))
    return [row + [""] * (widest - len(row)) for row in rows]


def paper_here(data: bytes) -> bytes:
    """A picture on a page of its own proportions, as wide or high as a sheet of A4; turned as its camera noted."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = 80_000_000
    image = Image.open(BytesIO(data))
    if image.width * image.height > Image.MAX_IMAGE_PIXELS:
        return b""
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        image = ground
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    longest = 842 if image.height >= image.width else 595
    scale = longest / max(image.size)
    return _bound([(image.convert("RGB"), image.width * scale, image.height * scale)])


def _bound(pages: Any, quality: int = 85) -> bytes:
    """A new PDF of pictures, each on a page of so many points."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for image, width, height in pages:
        packed = BytesIO()
        image.save(packed, "JPEG", quality=quality)
        packed.seek(0)
        page = made.new_page(width, height)
        laid = pypdfium2.PdfImage.new(made)
        laid.load_jpeg(packed, pages=[page], inline=True)
        laid.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(laid)
        page.gen_content()
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _size(page: Any) -> tuple[int, int]:
    width, height = page.get_size()
    return round(width / 72 * 254), round(height / 72 * 254)


def look_here(data: bytes, on: date, wanted: Sequence[str]) -> dict[str, Any]:
    from pypdfium2 import raw

    document, sizes, blank = _open(data), [], []
    finds: list[tuple[str, str, list[list[int]]]] = []
    searched_to = 0
    for n in range(min(len(document), MOST_PAGES)):
        page = document[n]
        sizes.append(_size(page))
        pictured = _is_pictured(page)
        # What is filled into forms and noted upon the page becomes part of it, and is found like the rest.
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page = document[n]
        text = page.get_textpage()
        whole = text.get_text_range()
        if pictured or not whole.strip():
            blank.append(n + 1)
        for sort, said, start, end in () if searched_to else _finds(whole, on, wanted):
            rects = [[n + 1, *rect] for rect in _rects(page, text, start, end, sizes[-1])]
            if rects and len(finds) == MOST_FINDS:
                searched_to = n + 1
                break
            if rects:
                finds.append((sort, said, rects))
    return {"sizes": sizes, "finds": finds, "blank": blank, "searched_to": searched_to}


def tells_of_people(text: str, on: date) -> bool:
    """Does a line of text, such as a file's name, hold people's data as far as that can be found?"""
    return bool(_finds(text, on, ()))


PICTURED = 0.1
"""Of a page's area: a picture of more may be that of a text."""


def _is_pictured(page: Any) -> bool:
    from pypdfium2 import raw

    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > PICTURED * width * height:
            return True
    return False


def _finds(whole: str, on: date, wanted: Sequence[str]) -> list[tuple[str, str, int, int]]:
    """Sort, words as they may be shown, start and end in a page's text, in its order; what lies within another find is not told twice."""
    found: list[tuple[str, str, int, int]] = []
    joined, places = _unbroken(whole)
    passages = [(line, range(at, at + len(line))) for line, at in _lines(whole)] + [(joined, places)]
    for text, at in passages:
        if text.strip():
            for each in scan([Passage(text)], on=on):
                span = at[each.find.start], at[each.find.end - 1] + 1
                found.append((each.find.sort, shown(each)[1], *span))
    # Whatever is so long may be somebody's account. Without breaks two cells run into one, with them a number may be cut in two.
    for text, at in ((whole, range(len(whole))), (joined, places)):
        for match in _LONG_NUMBER.finditer(text):
            found.append((NUMBER, f"{match[0][:4]}…{match[0][-2:]}", at[match.start()], at[match.end() - 1] + 1))
    found += [(NAME, said, *span) for said, *span in _names(whole)]
    for word in wanted:
        sought, start = flat(word)[0].replace(" ", ""), 0
        while sought and (start := joined.find(sought, start)) >= 0:
            found.append((ASKED, word, places[start], places[start + len(sought) - 1] + 1))
            start += len(sought)
    kept: list[tuple[str, str, int, int]] = []
    for each in sorted(found, key=lambda one: (one[2], -one[3])):
        if not any(begun <= each[2] and each[3] <= ended for _, _, begun, ended in kept):
            kept.append(each)
    return kept


def _lines(whole: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in whole.splitlines(keepends=True):
        yield line.rstrip("\r\n"), at
        at += len(line)


def _unbroken(whole: str) -> tuple[str, list[int]]:
    """A page's text without its breaks and blanks, by which a number or a word may be cut in two."""
    places = [n for n, sign in enumerate(whole) if not sign.isspace() and sign not in "\ufffe\u0002"]
    return "".join(whole[n] for n in places), places


def _names(whole: str) -> Iterator[tuple[str, int, int]]:
    """What stands by itself as a cell does, or behind a word for somebody, and looks like a name; told by its first sign."""
    alone_ = re.compile(rf"(?<![^\s|，,、；;:：]){names.NAME}(?=$|[\s|，,、；;（(])")
    cued = re.compile(rf"(?:{'|'.join(_CUES)})[：:\s]{{0,2}}(?P<name>{names.NAME}){names.BEHIND}")
    for match in (*alone_.finditer(whole), *cued.finditer(whole)):
        start, end = match.span("name") if "name" in match.re.groupindex else match.span()
        if names.is_name(whole[start:end]):
            yield f"{whole[start]}某", start, end


def _rects(page: Any, text: Any, start: int, end: int, size: tuple[int, int]) -> list[list[int]]:
    """Where the signs of a stretch stand on the page as it is seen: one box a line."""
    import ctypes

    from pypdfium2 import raw

    found, (width, height) = [], size
    for n in range(text.count_rects(start, end - start)):
        left, bottom, right, top = text.get_rect(n)
        corners = []
        for x, y in ((left, top), (right, bottom)):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
            corners.append((across.value, down.value))
        x0, x1 = sorted(each[0] for each in corners)
        y0, y1 = sorted(each[1] for each in corners)
        x0, y0 = max(0, x0 - MARGIN), max(0, y0 - MARGIN)
        x1, y1 = min(width, x1 + MARGIN), min(height, y1 + MARGIN)
        if x1 > x0 and y1 > y0:
            _join(found, [x0, y0, x1 - x0, y1 - y0])
    return found


def _join(boxes: list[list[int]], box: list[int]) -> None:
    """Add a box, in one with the last where both stand side by side: of many a PDF each sign comes by itself."""
    x, y, w, h = box
    if boxes:
        x0, y0, w0, h0 = boxes[-1]
        level = min(y + h, y0 + h0) - max(y, y0) > min(h, h0) / 2
        if level and x <= x0 + w0 + h and x0 <= x + w + h:
            left, top = min(x, x0), min(y, y0)
            boxes[-1] = [left, top, max(x + w, x0 + w0) - left, max(y + h, y0 + h0) - top]
            return
    boxes.append(box)


def _drawn(page: Any, dots: float) -> Any:
    """A page as a picture, with what is stamped, noted and filled in upon it."""
    width, height = page.get_size()
    scale = min(dots, LONGEST_SIDE / max(width, height))
    return page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def picture_here(data: bytes, page: int, width: int) -> bytes:
    document = _open(data)
    found = document[page - 1]
    out = BytesIO()
    _drawn(found, width / found.get_size()[0]).save(out, "PNG")
    return out.getvalue()


def burn_here(data: bytes, boxes: Sequence[Sequence[Any]], dots: int, quality: int) -> bytes:
    document = _open(data)
    pages_sizes = [_size(document[n]) for n in range(len(document))]
    off = [mark for page, x, y, w, h, mark in boxes if not lies_on(Rect(page, x, y, w, h), pages_sizes[page - 1])]
    if off:
        return json.dumps(off).encode()

    def pages() -> Iterator[tuple[Any, float, float]]:
        for n in range(len(document)):
            page = document[n]
            image = _drawn(page, dots / 72)
            _cover(image, _size(page), [box for box in boxes if box[0] == n + 1])
            yield image, *page.get_size()

    return _bound(pages(), quality)


def _cover(image: Any, size: tuple[int, int], boxes: Sequence[Sequence[Any]]) -> None:
    from PIL import ImageDraw, ImageFont

    draw, across, down = ImageDraw.Draw(image), image.width / size[0], image.height / size[1]
    for _, x, y, w, h, mark in boxes:
        # A dot more on each side: an edge that lies within a dot would leave half of it.
        x0, y0 = int(x * across) - 1, int(y * down) - 1
        x1, y1 = int((x + w) * across) + 1, int((y + h) * down) + 1
        draw.rectangle((x0, y0, x1, y1), fill="black")
        high = min(y1 - y0 - 2, 22)
        font = ImageFont.truetype(str(FONTS / "NotoSansSC-Regular.ttf"), max(high * 0.8, 1)) if high >= 9 else None
        if font and draw.textlength(mark, font) <= x1 - x0 - 2:
            draw.text(((x0 + x1) / 2, (y0 + y1) / 2), mark, "white", font, anchor="mm")


def main() -> None:
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    alone.confine()
    asked = json.loads(head)
    made: bytes
    match asked["do"]:
        case "blocks":
            made = json.dumps(blocks_here(content, asked["type"])).encode()
        case "paper":
            made = paper_here(content)
        case "count":
            made = json.dumps(len(_open(content))).encode()
        case "sizes":
            found = _open(content)
            made = json.dumps([_size(found[n]) for n in range(len(found))]).encode()
        case "look":
            made = json.dumps(look_here(content, date.fromisoformat(asked["on"]), asked["wanted"])).encode()
        case "picture":
            made = picture_here(content, asked["page"], asked["width"])
        case _:
            made = burn_here(content, asked["boxes"], asked["dots"], asked["quality"])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
