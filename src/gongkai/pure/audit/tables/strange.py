"""Rows that the form does not know, and gaps in its numbering: the table is of a body's own making there.

An older table may name 当面, 传真, 网上 and 信函 as the form of 2014 does, with 电子邮件 among them. Its total is not the sum of
the form's rows, so nothing is said of such a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.tables.flow import Flow
from gongkai.pure.audit.tables.forms import Form, Label, squeezed
from gongkai.pure.audit.tables.recognised import Strange
from gongkai.pure.audit.value import value

# So many rows out of their order show that a table is printed as two halves side by side.
ENOUGH_OF_A_HALF = 5
# So far behind the last row another one may stand.
_BEHIND = 60
# A head is known by more than so many characters, 其他 being also a row's name; and a row's name has no more than so many.
_SHORT, _LABEL = 2, 24
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_WITH_FIGURE = re.compile(r"\D{0,4}(?:\d[.、])?[\u4e00-\u9fff]{2,}\D{0,4}(\d+(?:,\d{3})*)[^\d年月日页版号期]?")
_DIGITS = re.compile(r"(\d{1,2})\s*[.、)]?\s*[)]?\s*$")


@value
class Printed:
    """A row as it stands in the text: text[start:core] is its numbering, and its figures end at `end`."""

    label: Label
    start: int
    core: int
    end: int


def strange_rows(flow: Flow, form: Form, rows: Sequence[Printed]) -> tuple[Strange, ...]:
    """What the table has besides the form's rows, or lacks. rows: in the order of the text."""
    found = list(_renumbered(flow, rows))
    halves = _halves(form, rows)
    for row, following in pairwise(rows):
        for each in _between(flow, form, [row, following], row.end, following.start):
            found += (_in_half(each, halves, number, row.end) for number in range(len(halves)))
    if rows:
        found += _between(flow, form, rows[-1:], rows[-1].end, min(len(flow.text), rows[-1].end + _BEHIND))
    return tuple(found)


def _halves(form: Form, rows: Sequence[Printed]) -> list[list[Printed]]:
    """The rows of each half, where a table is printed as two side by side: in the order of the form they begin anew at the top."""
    halves: list[list[Printed]] = []
    for row in sorted(rows, key=lambda each: form.labels.index(each.label)):
        if not halves or row.start < halves[-1][-1].start:
            halves.append([])
        halves[-1].append(row)
    enough = [half for half in halves if len(half) >= ENOUGH_OF_A_HALF]
    return halves if len(enough) > 1 else [list(rows)]


def _in_half(strange: Strange, halves: Sequence[Sequence[Printed]], number: int, at: int) -> Strange:
    """As one half sees it, which goes on where the half before it ends. at: where in the text it stands."""
    half = halves[number]
    above = [row for row in half if row.start < at] or (halves[number - 1][-1:] if number else [])
    behind = [row.label.row.key for row in half if row.start >= at]
    return replace(strange, before=above[-1].label.row.key if above else "", behind=behind[0] if behind else "")


def _between(flow: Flow, form: Form, beside: Sequence[Printed], start: int, end: int) -> Iterator[Strange]:
    """The rows in text[start:end] whose words are none of the form's; behind the last row only one that follows at once."""
    own = "\n".join(each.label.whole + each.label.note for each in beside)
    keys = [each.label.row.key for each in beside]
    before, behind = keys[0], keys[1] if len(keys) > 1 else ""
    words = ""
    for piece in flow.pieces(start, end):
        if piece.noise:
            noise = squeezed(piece.noise)
            known = noise in own if len(noise) > 1 else False
            # The end of a wrapped name may be the end of a neighbour's too: 转交其他部门办|理数.
            if (known and not words) or (len(noise) > _SHORT and noise in form.beside):
                words = ""
            else:
                words += piece.noise
            if together := _WITH_FIGURE.fullmatch(words):
                yield Strange(before, behind, words, Decimal(together[1].replace(",", "")))
                words = ""
            if not behind and len(words) > _LABEL:
                return
        elif piece.item is not None and piece.item.figure and _WORDS.search(words):
            yield Strange(before, behind, words, Decimal(piece.item.figure.value))
            words = ""


def _renumbered(flow: Flow, rows: Sequence[Printed]) -> Iterator[Strange]:
    """Rows of one parent whose printed numbers are not the form's, all shifted alike: one is missing, or another was added."""
    shifts: dict[str | None, dict[str, int]] = {}
    for row in rows:
        number = _DIGITS.search(flow.smooth, row.start, row.core)
        if number and row.label.digits:
            shifts.setdefault(row.label.row.parent, {})[row.label.row.key] = int(number[1]) - int(row.label.digits)
    for of_parent in shifts.values():
        if len(set(of_parent.values())) > 1:
            yield from (Strange(key, key) for key in of_parent)
