"""Rates of ratings and of calls, where the two figures right before tell both: 「评价12860件，其中好评12846件，好评率99.9%」."""

from __future__ import annotations

import re

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_RATINGS = ("好评", "差评")
_RATED = re.compile("评价|好差评")


def of_the_ratings(sentence: Sentence, percent: Quantity, stem: str) -> Share | None:
    """「评价12860件，其中好评12846件，好评率99.9%」: the two right before, or with the other kind of ratings between; most texts tell neither."""
    if stem not in _RATINGS:
        return None
    at = sentence.quantities.index(percent)
    row = [each for each in sentence.quantities[max(0, at - 3) : at] if each.counts]
    such = [each for each in row if label(each) == stem]
    rated = [
        each for each in row if _RATED.search(each.lead) and each not in such and (such and each.end <= such[0].start)
    ]
    if len(such) != 1 or len(rated) != 1 or "；" in sentence.between(rated[0], percent):
        return None
    fit = same(rated[0].unit, such[0].unit) and rated[0].value >= such[0].value
    return Share(percent, such[0], rated[0], "named") if fit else None


_CALLS = re.compile("(?:呼入|来电|进线|话务|拨入|拨打)(?:总|数|量|电话|次数|为|是|达到?|共|有)*$")
_PUT_THROUGH = re.compile("，?(?:其中)?(?:已|共|成功)*(?P<who>人工|有效)?接通(?:数|量|电话|次数|为|了|达)*")


def of_the_calls(sentence: Sentence, percent: Quantity, name: str) -> Share | None:
    """「总呼入量86.4万个，接通79.5万个，接通率92.0%」: the two figures right before, of the calls that came and those put through."""
    at = sentence.quantities.index(percent)
    came, through = sentence.quantities[at - 2 : at] if at > 1 else (percent, percent)
    told = _PUT_THROUGH.fullmatch(through.lead) if _CALLS.search(came.lead) else None
    if told is None or not same(came.unit, through.unit) or through.value > came.value:
        return None
    of_all = percent.clause - came.clause <= 2 and (told["who"] or "") == ("人工" if "人工" in name else "")
    return Share(percent, through, came, "named") if of_all else None
