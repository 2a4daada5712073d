"""Two contents of a record side by side: by field, the text by paragraph, and in a paragraph by the signs that were added or struck out.

Arithmetic alone: it asks for no rows and knows no screen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records.clean import as_html, clean_html
from gongkai.pure.declare import Field, Kind
from gongkai.pure.declare.fields import FieldError
from gongkai.pure.declare.grid import BAR
from gongkai.pure.guard.markup import blocks_of

SAME, GONE, NEW = "same", "gone", "new"
ALIKE = 0.4
"""Paragraphs less alike than this are not one that was changed: one went, another came."""
BY_SIGN = 4_000
"""A longer paragraph is compared by sentences: by signs it would take seconds."""
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
AROUND = 2
"""So many paragraphs that are the same stand around one that differs; the rest is folded."""


@dataclass(frozen=True)
class Run:
    """A stretch of text: in both (``same``), in the earlier alone (``gone``) or in the later alone (``new``)."""

    how: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two paragraphs that stand beside each other; an empty side has none there. ``folded``: so many the same, left out."""

    left: tuple[Run, ...] = ()
    right: tuple[Run, ...] = ()
    folded: int = 0

    @property
    def differs(self) -> bool:
        return any(run.how != SAME for run in (*self.left, *self.right))


@dataclass(frozen=True)
class Compared:
    """A field in which two contents differ."""

    name: str
    label: str
    pairs: tuple[Pair, ...]


def compare(kind: type[Kind], left: dict[str, Any], right: dict[str, Any], *, private: bool) -> list[Compared]:
    """The fields in which two contents differ, in the order of the form; ``private``: those that are not public too.

    Attachments are compared by what ``files`` of a content says: the caller puts their names there.
    """
    found = []
    for field in kind.all_fields():
        if (field.public or private) and (pairs := _field(field, left.get(field.name), right.get(field.name))):
            found.append(Compared(field.name, field.label, pairs))
    if pairs := paragraphs(left.get("files") or [], right.get("files") or []):
        found.append(Compared("files", "附件", pairs))
    return found


def rough(kind: type[Kind], typed: dict[str, Any]) -> dict[str, Any]:
    """A content out of what was typed so far, whether or not it holds: what a field refuses stands as it was typed."""
    return {field.name: _rough(field, typed.get(field.name)) for field in kind.all_fields()}


def _rough(field: Field, value: Any) -> Any:
    try:
        return field.clean(clean_html(as_html(str(value))) if field.type == "html" and value else value)
    except FieldError:
        return value


def _field(field: Field, left: Any, right: Any) -> tuple[Pair, ...]:
    if (left or "") == (right or ""):
        return ()
    texts = _texts(field, left), _texts(field, right)
    if found := paragraphs(*texts):
        return found
    # The same words in another dress: a heading that became a paragraph, a table's shape.
    return (Pair((Run(GONE, "文字一样，"),), (Run(NEW, "排版不同"),)),) if field.type == "html" else ()


def _texts(field: Field, value: Any) -> list[str]:
    if value in (None, "", [], False):
        return []
    if field.type == "html":
        return [block.text.strip() for block in blocks_of(str(value))]
    if field.type == "date":
        try:
            return [zh_date(date.fromisoformat(str(value)))]
        except ValueError:
            return [str(value)]  # half written
    if field.type == "choice":
        return [dict(field.choices).get(value, str(value))]
    if field.grid:
        return [line for line in field.grid.told(value).splitlines()[1:] if line.strip(BAR)]
    if isinstance(value, list):
        return ["；".join(map(str, value))]
    return ["是"] if value is True else str(value).splitlines()


def paragraphs(left: Sequence[str], right: Sequence[str]) -> tuple[Pair, ...]:
    """Paragraphs beside each other, long stretches of the same folded; () if there is no difference."""
    made = list(_beside(left, right))
    if not any(pair.differs for pair in made):
        return ()
    return tuple(_folded(made))


def _beside(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    for how, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if how == "equal":
            yield from (Pair((Run(SAME, text),), (Run(SAME, text),)) for text in left[a:b])
        else:
            yield from _changed(list(left[a:b]), list(right[c:d]))


def _changed(left: list[str], right: list[str]) -> Iterator[Pair]:
    """Of two stretches that differ: whichever is most alike to the next one stands beside it, in order."""
    while left and right:
        likeness = [SequenceMatcher(None, left[0], each, autojunk=False).quick_ratio() for each in right[:8]]
        best = max(range(len(likeness)), key=likeness.__getitem__)
        if likeness[best] < ALIKE:
            yield Pair((Run(GONE, left.pop(0)),), ())
            continue
        yield from (Pair((), (Run(NEW, text),)) for text in right[:best])
        yield signs(left.pop(0), right[best])
        right = right[best + 1 :]
    yield from (Pair((Run(GONE, text),), ()) for text in left)
    yield from (Pair((), (Run(NEW, text),)) for text in right)


def signs(left: str, right: str) -> Pair:
    """One paragraph and what became of it."""
    long = max(len(left), len(right)) > BY_SIGN
    a, b = ([part for part in _SENTENCE.findall(text) if part] if long else list(text) for text in (left, right))
    before, after = [], []
    for how, i, j, k, m in _joined(SequenceMatcher(None, a, b, autojunk=False).get_opcodes()):
        if how == "equal":
            before.append(Run(SAME, "".join(a[i:j])))
            after.append(Run(SAME, "".join(b[k:m])))
            continue
        if i < j:
            before.append(Run(GONE, "".join(a[i:j])))
        if k < m:
            after.append(Run(NEW, "".join(b[k:m])))
    return Pair(tuple(before), tuple(after))


def _joined(found: list[tuple[str, int, int, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Changes that a single sign parts are read as one: 三 out of 二十三 and 四十三 is no comfort to a reader."""
    held: tuple[str, int, int, int, int] | None = None
    for place, each in enumerate(found):
        inner = 0 < place < len(found) - 1
        if each[0] != "equal" or (inner and each[2] - each[1] < 2):
            held = ("replace", held[1], each[2], held[3], each[4]) if held else each
            continue
        if held:
            yield held
        held = None
        yield each
    if held:
        yield held


def _folded(pairs: list[Pair]) -> Iterator[Pair]:
    for n, left_out in near_changes([pair.differs for pair in pairs]):
        yield Pair(folded=left_out) if n is None else pairs[n]


def near_changes(changed: list[bool]) -> Iterator[tuple[int | None, int]]:
    """Which of some paragraphs are shown, those changed and a few around them, by number; of those between only how many (None, with that)."""
    near = {n + d for n, yes in enumerate(changed) if yes for d in range(-AROUND, AROUND + 1)}
    left_out = 0
    for n in range(len(changed)):
        if n not in near:
            left_out += 1
            continue
        if left_out:
            yield None, left_out
        left_out = 0
        yield n, 0
    if left_out:
        yield None, left_out
