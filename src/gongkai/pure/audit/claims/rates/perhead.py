"""Means per head of people told in a sentence before: 「共设立河长3126名，…。全年各级河长巡河11.28万人次，人均约36次」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical

_PER_HEAD = re.compile(r"[，、]?(?:平均每人|人均)[\u4e00-\u9fff]{0,4}$")
_TIMES = frozenset(["人次", "次"])
_NOUN = 2


def per_head(sentence: Sentence, before: Sequence[Sentence], mean: Quantity) -> tuple[Quantity, Quantity] | None:
    """What was done so many times, right before the mean, and how many those are who did it: the words of the one end in the others' name."""
    row = sentence.counts
    at = row.index(mean) if mean in row else 0
    if not at or not _PER_HEAD.match(mean.lead) or canonical(mean.unit) != "次":
        return None
    total = row[at - 1]
    if canonical(total.unit) not in _TIMES or mean.clause - total.clause != 1 or CHANGE.search(total.lead):
        return None
    if any(canonical(each.unit) == "人" for each in row[:at]):
        return None
    named = [
        each
        for other in before
        for each in other.counts
        if canonical(each.unit) == "人" and not CHANGE.search(each.lead) and _is_named(label(each), total.lead)
    ]
    return (total, named[0]) if len(named) == 1 and named[0].value > 1 else None


def _is_named(name: str, words: str) -> bool:
    return len(name) >= _NOUN and name[-_NOUN:] in words
