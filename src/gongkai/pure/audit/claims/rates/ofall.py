"""A whole that is called again: 「1268项，其中…。全部事项中，即办件643项，占50.7%；…1179项，占93.0%」 is of the 1268, and of none of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_CALLED = re.compile(
    r"^\s*(?:在|其中，?)?(?:全部|所有|以上|上述|这些)(?:的)?(?P<what>[\u4e00-\u9fff（）、]{2,10}?)(?<!其)(?:当)?中[，、]?(?=[^\d]{0,24}\d)"
)
_ALONE = re.compile(r"^[^占]*占(?:比)?(?:为|达到?|约)*$")
_LATER = re.compile("上一?年|去年|累计|历年|以来")


def whole_called(sentence: Sentence, front: Sequence[Sentence], told: Sequence[Breakdown]) -> Quantity | None:
    """What a sentence that begins with 全部事项中 is of: the figure of the sentence before that bears that name and is no part of a list. front: the sentences before."""
    found = _CALLED.match(sentence.text) if sentence.counts else None
    if found is None:
        return None
    name = found["what"].strip("（）、")[-2:]
    parts = {part for each in told for part in each.parts if each.whole.start < part.start}
    first = sentence.counts[0]
    for each in [one for one in front if one.counts][: -len(front) - 1 : -1]:
        row = [q for q in each.counts if same(q.unit, first.unit) and not CHANGE.search(q.lead)]
        named = [q for q in row if name in _around(each, q) and q not in parts and not _LATER.search(q.lead)]
        if named:
            return named[0] if len({q.value for q in named}) == 1 else None
        if row:
            return None
    return None


def _around(sentence: Sentence, quantity: Quantity) -> str:
    return sentence.before(quantity)[-24:] + quantity.tail


def of_all(sentence: Sentence, front: Sequence[Sentence], percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """The share of such a whole, told of the figure right before it."""
    at = sentence.quantities.index(percent)
    part = sentence.quantities[at - 1] if at else None
    if part is None or not part.counts or not _ALONE.match(percent.lead) or percent.clause - part.clause > 1:
        return None
    whole = whole_called(sentence, front, told)
    if whole is None or not same(whole.unit, part.unit) or part.value > whole.value:
        return None
    return Share(percent, part, whole, "named")
