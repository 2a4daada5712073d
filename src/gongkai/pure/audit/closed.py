"""A report as it is understood: without the line breaks and blanks inside its paragraphs that part nothing, and the way back.

A reader says where a paragraph ends. A break within one only shows where a line was full, and most blanks between two
characters of a sentence are an export's. Rules see neither; findings tell places of the text as read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from gongkai.pure.audit.document import Document
from gongkai.pure.audit.finding import Audit, Figure, Finding
from gongkai.pure.audit.readers.lines import LIST_MARK, PROSE
from gongkai.pure.audit.tables import Recognised

Span = tuple[int, int]

_BLANK = r" \xa0\u3000\u2002-\u200b\ufeff\r"
_GAP = re.compile(rf"[{_BLANK}\n\t]+")
_LIKE_CELLS = re.compile(rf"(?<![\d.,])\d[\d.,]*(?:[{_BLANK}\t]+\d[\d.,]+)+")
_NEXT_CELL = re.compile(rf"[{_BLANK}\t]+")
# 一、总体情况 2016年，…: the blank behind a heading on the line of its text.
_HEADED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．])"
    rf"[{_BLANK}]*[^，。；：,;:\d{_BLANK}]{{2,30}}(?=[{_BLANK}])"
)
_NUMBERED = re.compile(rf"(?:^|[，。；：,;:（({_BLANK}\n\t])\d{{1,2}}[.．]$")
_YEAR = re.compile(r"(?:19|20)\d{2}\s?年")
_CLAUSE = re.compile(r"[，。；：、,;:！？（）()]")
_DIGITS, _POINTS, _OF_NAMES = frozenset("0123456789０１２３４５６７８９"), frozenset(".．"), frozenset("/_-~@#&=")
_ROWS, _WORDS, _WIDEST = 3, 3, 4
"""So many cells side by side are rows of a table; a clause with more blanks sets words apart; a wider blank is meant."""


class Closed:
    """A document without what parts nothing. document, tables: with their places in the closed text."""

    def __init__(self, whole: Document, tables: Sequence[Recognised]):
        self.whole = whole
        self._cuts = list(_cuts(whole, [(each.start, each.end) for each in tables]))
        self._left_out = [0, *accumulate(high - low for low, high in self._cuts)]
        self._ends = [high for _, high in self._cuts]
        self._places = [low - out for (low, _), out in zip(self._cuts, self._left_out, strict=False)]
        self.document = self._closed() if self._cuts else whole
        self.tables = [self._moved(each) for each in tables] if self._cuts else list(tables)

    # ---- into the closed text

    def _to(self, place: int) -> int:
        return place - self._left_out[bisect_right(self._ends, place)]

    def _closed(self) -> Document:
        text, to = self.whole.text, self._to
        edges = [0, *(place for cut in self._cuts for place in cut), len(text)]
        kept = "".join(text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
        paragraphs = tuple(replace(each, start=to(each.start), end=to(each.end)) for each in self.whole.paragraphs)
        tables = tuple(
            replace(
                table,
                start=to(table.start),
                end=to(table.end),
                cells=tuple(replace(cell, start=to(cell.start), end=to(cell.end)) for cell in table.cells),
            )
            for table in self.whole.tables
        )
        return Document(kept, paragraphs, tables, self.whole.notes)

    def _moved(self, table: Recognised) -> Recognised:
        to = self._to

        def figure(told: Figure | None) -> Figure | None:
            return told and replace(told, start=to(told.start), end=to(told.end))

        return replace(
            table,
            start=to(table.start),
            end=to(table.end),
            cells={
                place: replace(item, start=to(item.start), end=to(item.end), figure=figure(item.figure))
                for place, item in table.cells.items()
            },
            labels={row: (to(start), to(end)) for row, (start, end) in table.labels.items()},
            memo={},
        )

    # ---- and back

    def _back(self, place: int) -> int:
        return place + self._left_out[bisect_right(self._places, place)]

    def _span(self, start: int, end: int) -> Span:
        return self._back(start), self._back(end - 1) + 1 if end > start else self._back(start)

    def _figure(self, told: Figure) -> Figure:
        start, end = self._span(told.start, told.end)
        return replace(told, text=self.whole.text[start:end], start=start, end=end)

    def holds(self, told: Figure) -> bool:
        """Whether it is a figure of this text, and not of last year's."""
        return self.document.text[told.start : told.end] == told.text

    def as_read(self, found: Audit, last: Closed | None) -> Audit:
        """What was found in the closed text, told of the text as read. last: last year's, of which some figures are."""
        if not self._cuts and not (last and last._cuts):
            return found

        def figure(told: Figure) -> Figure:
            return last._figure(told) if last and not self.holds(told) else self._figure(told)

        def finding(told: Finding) -> Finding:
            start, end = self._span(told.start, told.end)
            figures = tuple(figure(each) for each in told.figures)
            repair = told.repair and (figure(told.repair[0]), told.repair[1])
            return replace(told, start=start, end=end, figures=figures, repair=repair)

        return replace(found, findings=tuple(map(finding, found.findings)), figures=tuple(map(figure, found.figures)))


def _cuts(document: Document, covered: Sequence[Span]) -> Iterator[Span]:
    """What is left out, in order. covered: where prescribed tables stand, whose blanks are read elsewhere."""
    text = document.text
    for paragraph in document.paragraphs:
        start, end = paragraph.start, paragraph.end
        if _GAP.search(text, start, end) and not any(low < end and start < high for low, high in covered):
            yield from _cuts_in(text, start, end)


def _cuts_in(text: str, start: int, end: int) -> Iterator[Span]:
    """Of one paragraph."""
    if any(len(_NEXT_CELL.findall(row)) >= _ROWS - 1 for row in _LIKE_CELLS.findall(text, start, end)):
        return
    headed = _HEADED.match(text, start, end)
    soft_from = (headed.end() + 1 if headed else start) if PROSE.search(text, start, end) else end
    for match in _GAP.finditer(text, start, end):
        low, high = match.span()
        before, after = text[low - 1], text[high]
        broken = "\n" in match[0]
        if before in _DIGITS and after in _DIGITS:
            # Torn digits on one line are put together where they are read: they may be two cells.
            if broken and not _YEAR.match(text, high, end):
                yield low, high
        elif before in _POINTS and after in _DIGITS:
            # 21. 3, not the number of a list: 2. 3个部门.
            if not _NUMBERED.search(text, start, low):
                yield low, high
        elif _is_latin(before) or _is_latin(after):
            if broken and high - low > 1:
                yield low + 1, high
        elif broken or (low >= soft_from and _is_soft(text, start, low, high, end)):
            yield low, high


def _is_latin(sign: str) -> bool:
    """A letter, or a sign of names and addresses, which a blank ends."""
    return sign in _OF_NAMES or (sign.isascii() and sign.isalpha())


def _is_soft(text: str, start: int, low: int, high: int, end: int) -> bool:
    """Whether a blank within a line parts nothing."""
    if high - low > _WIDEST or "\t" in text[low:high] or LIST_MARK.match(text, high, end):
        return False
    first = max(
        (sign.end() for sign in _CLAUSE.finditer(text, max(start, low - 60), low)), default=max(start, low - 60)
    )
    last = _CLAUSE.search(text, high, min(end, high + 60))
    return len(_GAP.findall(text, first, last.start() if last else min(end, high + 60))) <= _WORDS
