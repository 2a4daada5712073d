"""Shares and brackets: 「网络申请163件（61.5%）」, and 「予以公开83件（含部分公开11件），占61.0%」 of what stands before the bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.parts.breakdown import Breakdown, bracket
from gongkai.pure.audit.claims.rates.settled import list_of
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_SHARE_OPENS = re.compile(r"（(?:占|占比)?")
_CLOSES = re.compile(r"）")


def in_brackets(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """「网络申请163件（61.5%）」: of the whole of its list, if it is in one."""
    at = sentence.quantities.index(percent)
    part = sentence.quantities[at - 1] if at else None
    if part is None or not part.counts or not _SHARE_OPENS.fullmatch(sentence.between(part, percent)):
        return None
    if not _CLOSES.match(sentence.text[percent.end - sentence.start :]):
        return None
    mine = list_of(part, told)
    return Share(percent, part, mine.whole if mine else None, "structure" if mine else "guessed")


_BEHIND_ITS_FIGURE = re.compile(r"[^，。；：\d]{0,16}")


def before_the_bracket(sentence: Sentence, part: Quantity, percent: Quantity) -> Quantity | None:
    """The figure that a share is told of: where the nearest stands in a bracket that closes before the share, the one that the bracket explains.

    None where nothing right before the bracket is counted.
    """
    at = percent.start - sentence.start
    inside = bracket(sentence.text, part.start - sentence.start)
    while inside and inside[1] < at:
        if (outer := _in_front(sentence, inside[0])) is None:
            return None
        part, inside = outer, bracket(sentence.text, outer.start - sentence.start)
    return part


def _in_front(sentence: Sentence, at: int) -> Quantity | None:
    """The figure right before a place, nothing but words between."""
    ahead = [each for each in sentence.counts if each.end - sentence.start <= at][-1:]
    near = ahead and _BEHIND_ITS_FIGURE.fullmatch(sentence.text[ahead[0].end - sentence.start : at])
    return ahead[0] if near else None


def explained(sentence: Sentence, part: Quantity, percent: Quantity) -> Quantity | None:
    """「供水类962件（水压不足310件，占32.2%）」: the figure before the bracket that a share is told in, where that makes it."""
    inside = bracket(sentence.text, part.start - sentence.start)
    if inside is None or inside != bracket(sentence.text, percent.start - sentence.start):
        return None
    outer = _in_front(sentence, inside[0])
    return outer if outer and same(outer.unit, part.unit) and fits(percent, part, outer) else None
