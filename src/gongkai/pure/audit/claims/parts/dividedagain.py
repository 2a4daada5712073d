"""One whole divided in two ways in one breath: 「已办结的申请中，按时办结57件，延期办结5件；予以公开24件，…，其他15件」 of 62."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.report import Passage

_TWO = 2
_PARTED = "；。"


def once_each(passage: Passage, told: Breakdown) -> Iterator[Breakdown]:
    """The breakdown; as two where its first parts, or its last ones, make the whole by themselves.

    Both must, unless a semicolon parts them: then those that do not are held against the same whole.
    """
    cut = _cut(passage, told)
    if cut is None:
        yield told
        return
    yield from once_each(passage, replace(told, parts=told.parts[:cut]))
    yield from once_each(passage, replace(told, parts=told.parts[cut:]))


def _cut(passage: Passage, told: Breakdown) -> int | None:
    values = [each.value for each in told.parts]
    whole, added = told.whole.value, sum(values)
    if added <= whole or told.in_turn or told.mixed or told.whole.start > told.parts[0].start:
        return None
    ways = range(_TWO, len(values) - 1)
    both = next((at for at in ways if sum(values[:at]) == whole and (added - whole) % whole == 0), None)
    if both is not None:
        return both
    return next(
        (at for at in ways if whole in (sum(values[:at]), sum(values[at:])) and _parted(passage, told, at)), None
    )


def _parted(passage: Passage, told: Breakdown, at: int) -> bool:
    one, other = told.parts[at - 1], told.parts[at]
    front = next((each for each in passage.sentences if each.start <= one.start < each.end), None)
    if front is None or other.start >= front.end:
        return front is not None
    return any(sign in front.between(one, other) for sign in _PARTED)
