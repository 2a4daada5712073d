"""A rate that moved beside the figures that moved it: 「685个小区中，开展分类的由126个增加到318个，覆盖率由18.4%提高到46.4%」."""

from __future__ import annotations

import re

from gongkai.pure.audit.claims.moves.movement import Pair, pairings
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.slips import swapped

_OF_THEM = re.compile(
    r"(?:覆盖率|普及率|开展率|建成率|开通率|公开率|达标率|占比|比例|比重|覆盖面)(?:已|均|也)?(?:由|从)(?:上年|去年|原来|年初)?的?$"
)
_MOVES = re.compile(r"(?:率|面|比|比例|比重)(?:已|均|也)?[由从][^，。；\d]{0,5}\d")


def then_and_now(sentence: Sentence, percent: Quantity) -> Share | None:
    """What the rate is of then, or now, if one of the two is what its figure makes of a total before it."""
    if not _MOVES.search(sentence.text):
        return None
    pair = next((each for each in _pairs(sentence) if percent in (each.before, each.after)), None)
    if pair is None or not _OF_THEM.search(pair.before.lead):
        return None
    moved = [each for each in _pairs(sentence) if each.before.counts and each.after.end <= pair.before.start]
    if len(moved) != 1:
        return None
    was, now = moved[0].before, moved[0].after
    wholes = [
        each
        for each in sentence.counts
        if each.end <= was.start and same(each.unit, now.unit) and each.value > max(was.value, now.value)
    ]
    for whole in wholes:
        then_fits, now_fits = fits(pair.before, was, whole), fits(pair.after, now, whole)
        if now_fits and not then_fits and not _swapped(pair.before, was, whole):
            return None  # 上年 there may have been fewer of them all
        if then_fits or now_fits:
            return Share(percent, was if percent is pair.before else now, whole, "named")
    return None


def _swapped(percent: Quantity, part: Quantity, whole: Quantity) -> bool:
    made = round(part.value * percent.whole_is / whole.value, len(percent.digits.partition(".")[2]))
    return swapped(percent.digits.replace(".", ""), f"{made}".replace(".", ""))


def _pairs(sentence: Sentence) -> list[Pair]:
    """Those of which the words say from what to what."""
    return [each for each in pairings(sentence)[0][1] if each.before.start < each.after.start]
