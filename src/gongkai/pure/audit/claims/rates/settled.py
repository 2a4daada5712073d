"""Shares in a row whose base no word ties to them: that of their parts' sum, or the one figure near that most of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_MANY = 3


def of_what_they_make(found: list[Share], told: Sequence[Breakdown]) -> list[Share]:
    """「…160件。…。甲112件，占比70%；乙48件，占比30%」: parts that make a figure before them are of it, if all of their shares but one fit it."""
    loose = {each.part: each for each in found if each.part is not None and each.base is None and not each.more}
    settled: dict[Quantity | None, Quantity] = {}
    for each in told if len(loose) > 1 else ():
        mine = [loose[part] for part in each.parts if part in loose]
        if each.opening != "adding" or len(mine) < len(each.parts):
            continue
        if (
            sum(fits(one.percent, part, each.whole) for one, part in zip(mine, each.parts, strict=True))
            >= len(mine) - 1
        ):
            settled.update(dict.fromkeys(each.parts, each.whole))
    return [
        replace(each, base=settled[each.part], sure="structure") if each.base is None and each.part in settled else each
        for each in found
    ]


def settled(passage: Passage, found: list[Share]) -> list[Share]:
    """Shares of a list whose base no word ties to them take the one figure near that most of them fit."""
    loose = [
        each
        for each in found
        if each.part is not None and (each.base is None or each.sure == "guessed") and not each.less
    ]
    if len(loose) < 2:
        return found
    parts = {each.part for each in found}
    nearby = [*((each, True) for each in passage.quantities), *((each, False) for each in passage.earlier[::-1])]
    for base, here in nearby if len(loose) >= _MANY else nearby[len(passage.quantities) :]:
        if not base.counts or base in parts or any(each.part and each.part.value > base.value for each in loose):
            continue
        fitting = [
            each
            for each in loose
            if each.part and same(each.part.unit, base.unit) and fits(each.percent, each.part, base)
        ]
        if len(fitting) >= (_MANY if here else 2) and len(fitting) * 3 >= len(loose) * 2:
            return [replace(e, base=base, sure="structure", others=()) if e in loose else e for e in found]
    return found
