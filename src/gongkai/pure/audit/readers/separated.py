"""Tables whose cells are parted by commas or semicolons: several lines at once with as many cells each, the last one a figure.

Prose has commas too. What tells the two apart is that a row's figures stand alone in their cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

Span = tuple[int, int]

BLANK: Final = " \t\xa0\u3000\u200b\ufeff\x0b\x0c\x1c\x1d\x1e\x1f"
_SEPARATORS: Final = (",", "，", ";")
_UNIT: Final = r"(?:%|[件条次人份个宗篇元])?"
_ENDS_IN_A_FIGURE: Final = re.compile(rf"[,，;][ \t]*\d[\d.]*{_UNIT}[ \t]*(?:\n|$)")
_FIGURE: Final = re.compile(rf"[-+]?\d[\d.]*{_UNIT}|[-—–/]+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[,，]\d{3})+")
_SENTENCE: Final = re.compile(r"[。！？]|(?<!其中)[：:]")
_LONGEST, _ROWS, _HEAD_AND_ROW = 50, 3, 2


def may_be(text: str) -> bool:
    """Whether a text has lines that end like such rows: few have, and the others need not be looked at line by line."""
    return _ENDS_IN_A_FIGURE.search(text) is not None


def tables(text: str, spans: Sequence[Span]) -> dict[int, list[list[Span]]]:
    """By the number of its first line: the cells of each line of each table. Beside one that shows the manner, shorter ones are seen."""
    found: dict[int, list[list[Span]]] = {}
    for sign in _SEPARATORS if may_be(text) else ():
        runs = list(_runs(text, spans, sign))
        if any(_table(text, run, _ROWS)[1] for _, run in runs):
            for number, run in runs:
                skipped, kept = _table(text, run, 1)
                if kept:
                    found.setdefault(number + skipped, kept)
    return found


def _runs(text: str, spans: Sequence[Span], sign: str) -> Iterator[tuple[int, list[list[Span]]]]:
    """Lines of cells one after another, with the number of the first."""
    run: list[list[Span]] = []
    for number, span in enumerate((*spans, (0, 0))):
        cells = _cells(text, span, sign)
        if _is_row(text, cells) and (run or len(cells) > 1):
            run.append(cells)
        elif run:
            yield number - len(run), run
            run = []


def _table(text: str, run: list[list[Span]], least: int) -> tuple[int, list[list[Span]]]:
    """The rows of a run from the heads to the last figure, and how many lines stand before them; none where too few agree in their cells."""
    told = [(number, len(cells)) for number, cells in enumerate(run) if _has_figures(text, cells)]
    (width, often), *_ = Counter(cells for _, cells in told).most_common() or [(0, 0)]
    alike = [number for number, cells in enumerate(run) if len(cells) == width]
    if often < least or often * 2 <= len(told) or len(alike) < _HEAD_AND_ROW:
        return 0, []
    return alike[0], run[alike[0] : told[-1][0] + 1]


def _cells(text: str, span: Span, sign: str) -> list[Span]:
    start, end = span
    cuts = [at for at in range(start, end) if text[at] == sign]
    return [bare(text, left + 1, right) for left, right in pairwise([start - 1, *cuts, end])]


def _is_row(text: str, cells: Sequence[Span]) -> bool:
    """A row of figures, or one of heads without any; of the words of one cell no sentence is made."""
    start, end = cells[0][0], cells[-1][1]
    if start == end or max(high - low for low, high in cells) > _LONGEST or _SENTENCE.search(text, start, end):
        return False
    if _THOUSANDS.fullmatch(text, start, end):
        return False
    return _has_figures(text, cells) or not any(_is_counted(text[low:high]) for low, high in cells)


def _has_figures(text: str, cells: Sequence[Span]) -> bool:
    """Whether the last cell is a figure (or a dash), and all with digits are, but for the row's name."""
    low, high = cells[-1]
    return (
        len(cells) > 1
        and _FIGURE.fullmatch(text, low, high) is not None
        and not any(_is_counted(text[low:high]) and not _FIGURE.fullmatch(text, low, high) for low, high in cells[1:])
    )


_COUNTED: Final = re.compile(r"\d+(?:\.\d+)?[^\d\s.、)）．年%]")


def _is_counted(cell: str) -> bool:
    """公开12条: a figure with its unit within words."""
    return _COUNTED.search(cell) is not None


def bare(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in BLANK:
        start += 1
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return start, end
