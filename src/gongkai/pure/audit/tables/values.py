"""The figures of one row, behind its label: as many as the form has columns, or none that can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.pure.audit.document import Cell
from gongkai.pure.audit.tables.cells import UNITS, Item, number_at
from gongkai.pure.audit.tables.flow import Flow, Piece
from gongkai.pure.audit.tables.forms import Form, Label, squeezed
from gongkai.pure.audit.value import value

_CHINESE_DIGITS = "一二三四五六七八九十"
# A note may have digits inside words, 计1条, but not a row's figures, around which it is wrapped.
_BRACKETS = re.compile(r"\s*\((?:[^()\d]|(?<=[\u4e00-\u9fff])\d+(?=[\u4e00-\u9fff])){0,80}\)")
_CLOSING = re.compile(r"\s*[)”\"》]+")
_COLON = re.compile(r"\s*:")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_UNIT_AT_NUMBER = re.compile(rf"\s*(?:{'|'.join(UNITS)})(?=\d)")


Cells = Sequence[tuple[Cell, Item]]


@dataclass(frozen=True)
class Layout:
    """How a flattened table is laid out, as its clear rows show.

    dense: cells stand on lines of their own with no empty lines between, so that an empty line is a blank cell.
    lined: a row's figures stand together on one line, most often the label's.
    """

    dense: bool = False
    lined: bool = False


@value
class Behind:
    """What stands behind a label from `start` on, whatever the layout: the cells of its grid, else the pieces of the text (None: foreign ones)."""

    wanted: int
    start: int
    grid: tuple[Item, ...] | None
    pieces: list[Piece] | None


def behind(flow: Flow, form: Form, label: Label, cells: Cells | None, start: int, end: int) -> Behind:
    """cells: those to the right of the label, if it stands in a grid."""
    wanted = len(form.columns(label))
    if cells is not None:
        items = _in_grid(cells, wanted, start)
        if items is not None:
            return Behind(wanted, start, items, None)
    start = _behind_label(flow, label, start, end)
    return Behind(wanted, start, None, _until_foreign(form, label, flow.pieces(start, end), wanted))


def read_row(flow: Flow, told: Behind, layout: Layout) -> tuple[Item, ...]:
    """One item for each column of the row; all unread where they can't be told apart, all blank where none is told."""
    return told.grid if told.grid is not None else _in_text(flow, told, layout)


def _unread(at: int, wanted: int) -> tuple[Item, ...]:
    return (Item("unread", at, at),) * wanted


def _in_grid(cells: Cells, wanted: int, end: int) -> tuple[Item, ...] | None:
    """None: the label stands alone in its row, the figures must be looked for in the text. end: of the label."""
    numbers = [item for _, item in cells if item.state == "told"]
    if len(numbers) == wanted:
        return tuple(numbers)
    if not cells or (not numbers and wanted == 1 and all(item.state == "unread" for _, item in cells)):
        return None
    if len(numbers) > wanted:
        return _unread(end, wanted)
    if all(item.state == "blank" for _, item in cells):
        return tuple(Item("blank", end, end) for _ in range(wanted))
    return _fitted([item for _, item in cells], wanted) or _fitted(_spread(cells), wanted) or _unread(end, wanted)


def _spread(cells: Cells) -> list[Item]:
    """A merged blank is as many blanks as the columns it covers."""
    return [item for cell, item in cells for _ in range(cell.columns if item.state == "blank" else 1)]


def _fitted(items: Sequence[Item], wanted: int) -> tuple[Item, ...] | None:
    """The items, if they are as many as wanted once blanks behind the last figure are let go."""
    kept = list(items)
    while len(kept) > wanted and kept[-1].state == "blank":
        kept.pop()
    return tuple(kept) if len(kept) == wanted else None


# In a flattened text -------------------------------------------------------------------------------------------------


def _in_text(flow: Flow, told: Behind, layout: Layout) -> tuple[Item, ...]:
    start, wanted, pieces = told.start, told.wanted, told.pieces
    if pieces is None:
        return _unread(start, wanted)
    cells = [piece for piece in pieces if piece.item is not None and (piece.visible or layout.dense)]
    numbers = [piece for piece in cells if piece.item.state != "blank"]
    if not numbers:
        # Of one lost cell it can be said that it was blank; of a whole row only where the others show theirs on one line.
        blank = cells or wanted == 1 or layout.lined
        return tuple(Item("blank" if blank else "unread", start, start) for _ in range(wanted))
    found = _aligned(flow, cells, numbers, wanted, layout)
    return found if found and all(item.state != "unread" for item in found) else _unread(start, wanted)


def _alone_on_its_line(flow: Flow, at: int) -> Item | None:
    """24 318, thousands set apart, where the line is one cell."""
    start, end = flow.smooth.rfind("\n", 0, at) + 1, flow.smooth.find("\n", at)
    line = flow.smooth[start : end if end >= 0 else len(flow.smooth)].strip()
    if not _THOUSANDS.fullmatch(line):
        return None
    return number_at(flow.text, flow.smooth, at, at + len(line))


def _aligned(
    flow: Flow, cells: list[Piece], numbers: list[Piece], wanted: int, layout: Layout
) -> tuple[Item, ...] | None:
    """The row's items out of what stands behind its label; None if there are several ways to see it, or none."""
    line = numbers[0].line
    blank_before = any(
        piece.line < line and not flow.smooth[piece.item.start : piece.item.end].strip() for piece in cells
    )
    if blank_before and (wanted == 1 or layout.lined):
        return None  # the row is blank, and the figure is another's
    if wanted == 1 and not layout.lined and (alone := _alone_on_its_line(flow, numbers[0].item.start)):
        return (alone,)
    own = _fitted([piece.item for piece in cells if piece.line == line], wanted)
    if own and (wanted > 1 or not layout.lined or line == 0):
        return own
    if layout.lined and (wanted > 1 or line > 0):
        return None
    if len(numbers) == wanted:
        first, last = cells.index(numbers[0]), cells.index(numbers[-1])
        if wanted == 1 or last - first + 1 == wanted:
            return tuple(piece.item for piece in numbers)
    return _fitted([piece.item for piece in cells], wanted) or _on_one_line(numbers, wanted)


def _on_one_line(numbers: Sequence[Piece], wanted: int) -> tuple[Item, ...] | None:
    """The row's own line, where a stray number (of a page, say) stands on another."""
    if wanted == 1:
        return None
    lines: dict[int, list[Item]] = {}
    for piece in numbers:
        lines.setdefault(piece.line, []).append(piece.item)
    full = [items for items in lines.values() if len(items) == wanted and all(item.state == "told" for item in items)]
    return tuple(full[0]) if len(full) == 1 else None


def _behind_label(flow: Flow, label: Label, start: int, end: int) -> int:
    """Past what is left of the label: its last characters, a note in brackets, a colon, a unit that sticks to the figure."""
    rest = label.whole[1:] + "数量件"
    while start < end and flow.smooth[start] in rest:
        start += 1
    for pattern in (_CLOSING, _BRACKETS, _COLON, _UNIT_AT_NUMBER):
        match = pattern.match(flow.smooth, start, end)
        if match:
            start = match.end()
    return start


def _until_foreign(form: Form, label: Label, pieces: Sequence[Piece], wanted: int) -> list[Piece] | None:
    """The pieces up to a text that is not of this form; None where such a text stands before the first figure."""
    kept: list[Piece] = []
    numbers = 0
    own = label.whole + label.note
    for number, piece in enumerate(pieces):
        if piece.noise and not _belongs(squeezed(piece.noise), own, form):
            if numbers:
                break
            if any(each.item and each.item.state != "blank" for each in pieces[number:]):
                return None
            break
        if piece.item is not None or not piece.noise:
            kept.append(piece)
        numbers += piece.item is not None and piece.item.state != "blank"
        if numbers > wanted:
            break
    return kept


def _belongs(noise: str, own: str, form: Form) -> bool:
    """Whether a stray text is a piece of the label itself or of a head that stands beside the rows."""
    bare = noise.lstrip(_CHINESE_DIGITS)
    return not bare or noise in own or bare in own or bare in form.fragments or noise in form.beside
