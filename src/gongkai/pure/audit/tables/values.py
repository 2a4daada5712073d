"""The figures of one row, behind its label: as many as the form has columns, or none that can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.document import Cell, Table
from gongkai.pure.audit.tables.cells import Item
from gongkai.pure.audit.tables.flow import Flow, Piece
from gongkai.pure.audit.tables.forms import Form, Label, squeezed

_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")
_COLON = re.compile(r"\s*:")


def read_row(flow: Flow, form: Form, label: Label, cell: tuple[Table, Cell] | None, start: int, end: int, wanted: int, dense: bool) -> tuple[Item, ...]:  # fmt: skip
    """One item for each column of the row; all unread where they can't be told apart, all blank where none is told.

    dense: cells stand on lines of their own with no empty lines between, so that an empty line is a blank cell.
    """
    if cell is not None:
        items = _in_grid(flow, cell, wanted)
        if items is not None:
            return items
    return _in_text(flow, form, label, start, end, wanted, dense)


def _unread(at: int, wanted: int) -> tuple[Item, ...]:
    return (Item("unread", at, at),) * wanted


def _in_grid(flow: Flow, place: tuple[Table, Cell], wanted: int) -> tuple[Item, ...] | None:
    """None: the label stands alone in its row, the figures must be looked for in the text."""
    cells = flow.row_of(*place)
    numbers = [item for _, item in cells if item.state == "told"]
    if len(numbers) == wanted:
        return tuple(numbers)
    if not cells or (not numbers and wanted == 1 and all(item.state == "unread" for _, item in cells)):
        return None
    end = place[1].end
    if len(numbers) > wanted:
        return _unread(end, wanted)
    if not numbers:
        return tuple(Item("blank", end, end) for _ in range(wanted))
    return _fitted([item for _, item in cells], wanted) or _fitted(_spread(cells), wanted) or _unread(end, wanted)


def _spread(cells: Sequence[tuple[Cell, Item]]) -> list[Item]:
    """A merged blank is as many blanks as the columns it covers."""
    return [item for cell, item in cells for _ in range(cell.columns if item.state == "blank" else 1)]


def _fitted(items: Sequence[Item], wanted: int) -> tuple[Item, ...] | None:
    """The items, if they are as many as wanted once blanks behind the last figure are let go."""
    kept = list(items)
    while len(kept) > wanted and kept[-1].state == "blank":
        kept.pop()
    return tuple(kept) if len(kept) == wanted else None


# In a flattened text -------------------------------------------------------------------------------------------------


def _in_text(flow: Flow, form: Form, label: Label, start: int, end: int, wanted: int, dense: bool) -> tuple[Item, ...]:  # fmt: skip
    start = _behind_label(flow, label, start, end)
    pieces = _until_foreign(form, label, list(flow.pieces(start, end)), wanted)
    if pieces is None:
        return _unread(start, wanted)
    items = [piece for piece in pieces if piece.item is not None]
    numbers = [piece for piece in items if piece.item.state != "blank"]
    if not numbers:
        return tuple(Item("blank", start, start) for _ in range(wanted))
    ways = [[piece.item for piece in numbers], [piece.item for piece in items if piece.visible]]
    if dense:
        ways.append([piece.item for piece in items])
    for way in ways:
        fitted = _fitted(way, wanted)
        if fitted:
            return fitted if all(item.state != "unread" for item in fitted) else _unread(start, wanted)
    return _on_one_line(numbers, wanted) or _unread(start, wanted)


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
    """Past what is left of the label: its last characters, a note in brackets, a colon."""
    rest = label.whole[1:] + "数量件"
    while start < end and (flow.smooth[start] in rest or flow.smooth[start] in '”"》'):
        start += 1
    for pattern in (_BRACKETS, _COLON):
        match = pattern.match(flow.smooth, start, end)
        if match:
            start = match.end()
    return start


def _until_foreign(form: Form, label: Label, pieces: list[Piece], wanted: int) -> list[Piece] | None:
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
    return not noise or noise in own or noise in form.fragments or noise in form.beside
