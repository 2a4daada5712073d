"""Part four, reviews and suits: one line of fifteen figures under its heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.pure.audit.tables.cells import Item
from gongkai.pure.audit.tables.flow import Flow, Piece
from gongkai.pure.audit.tables.forms import REVIEWS, squeezed
from gongkai.pure.audit.tables.recognised import Recognised

_BLOCKS = ("reconsideration", "litigation_direct", "litigation_after")
_COLUMNS = tuple(column.key for column in REVIEWS.columns)
PLACES = tuple((block, column) for block in _BLOCKS for column in _COLUMNS)
# Heads wrapped in their cells come out as 结果 结果 其他 尚未 总计 维持 纠正 …: what counts is that nothing else stands there,
# and that a total is not first. Where merged heads are told in each of their columns, those of 复议 come twice.
_HEADS = re.compile(
    r"(?:未经复议直接起诉|复议后起诉|行政复议|行政诉讼|[结果维持纠正其他尚未审总计经复议直接起诉后]){50,400}"
)
_TITLE = re.compile(r"行政复议行政诉讼")


def find(flow: Flow) -> Iterator[Recognised]:
    """Each part four in the text."""
    if not ("复议后起诉" in flow.squeezed and "审结" in flow.squeezed) and "尚未" not in flow.squeezed:
        return
    for match in _HEADS.finditer(flow.squeezed):
        words = match.group()
        totals = words.count("总计")
        if totals not in (len(_BLOCKS), len(_BLOCKS) + 1) or words.count("维持") != totals or "未经" not in words:
            continue
        if words.index("总计") < words.index("结果"):
            continue
        start, end = flow.offsets[match.start()], flow.offsets[match.end() - 1] + 1
        found = _below(flow, start, end)
        if found:
            yield found


def _below(flow: Flow, start: int, end: int) -> Recognised | None:
    items, exact = _in_grid(flow, end)
    if items is None:
        dense = "\n\n" not in flow.smooth[start:end] and flow.smooth.count("\n", start, end) > len(PLACES)
        items, exact = _in_text(flow, end, dense), False
    if items is None or not any(item.state == "told" for item in items):
        return None
    cells = dict(zip(PLACES, items, strict=True))
    labels = {block: (start, end) for block in _BLOCKS}
    return Recognised(REVIEWS, start, max([end, *(item.end for item in items)]), cells, labels, exact)


def _in_grid(flow: Flow, end: int) -> tuple[list[Item] | None, bool]:
    """The first row below the heads, if the source marks cells."""
    place = flow.cell_at(end - 1)
    if place is None:
        return None, False
    table, head = place
    for row in flow.below(table, head.row + head.rows - 1):
        items = [item for _, item in row]
        if any(item.state == "told" for item in items):
            numbers = [item for item in items if item.state == "told"]
            chosen = numbers if len(numbers) == len(PLACES) else items
            return (chosen if len(chosen) == len(PLACES) else None), True
    return None, True


def _in_text(flow: Flow, end: int, dense: bool) -> list[Item] | None:
    """dense: each head stands on a line of its own, and no empty line parts them, so that an empty line is a blank cell."""
    pieces = list(_figures(flow.pieces(end, min(len(flow.text), end + 600))))
    numbers = [piece.item for piece in pieces if piece.item.state == "told"]
    for way in (numbers, [piece.item for piece in pieces if piece.visible]):
        if len(way) == len(PLACES):
            return way
    if dense and len(pieces) >= len(PLACES) and all(piece.item.state == "blank" for piece in pieces[len(PLACES) :]):
        return [piece.item for piece in pieces[: len(PLACES)]]
    return _first_line(pieces)


def _figures(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Figures and blanks up to the first text, which is the next part's title."""
    for piece in pieces:
        if piece.noise and squeezed(piece.noise):
            return
        if piece.item is not None:
            yield piece


def _first_line(pieces: Sequence[Piece]) -> list[Item] | None:
    """The fifteen figures of one line, where a stray number stands on another."""
    lines: dict[int, list[Item]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.item)
    full = [items for items in lines.values() if len(items) == len(PLACES)]
    return full[0] if len(full) == 1 else None
