"""Four quarters told one by one: 「全年公开3226条。…四个季度分别公开702条、816条、859条和849条」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE, is_total
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_OPENING = re.compile(
    r"(?:[四4]个季度|各季度|(?:第?[一1]季?度?)(?:至|到|-|—)(?:第?[四4])季度)[^，。；\d]{0,6}?分别(?:为|是)?(?P<act>[\u4e00-\u9fff]{0,6})$"
)
_QUARTERS = 4


_JOINED = re.compile(r"\s*[、和及与，]\s*")


def in_order(sentence: Sentence, first: Quantity) -> tuple[Quantity, ...]:
    """The four figures of 「四个季度分别为168个、143个、121个、95个」 from the first of them on; () if it is not such a one."""
    at = sentence.counts.index(first)
    parts = sentence.counts[at : at + _QUARTERS]
    if len(parts) < _QUARTERS or _OPENING.search(sentence.before(first)) is None:
        return ()
    tied = all(_JOINED.fullmatch(sentence.between(one, other)) for one, other in pairwise(parts))
    return parts if tied and all(same(each.unit, first.unit) for each in parts) else ()


def quarters(sentence: Sentence, earlier: Sequence[Quantity]) -> Iterator[Breakdown]:
    """With the year's figure of the same act: the one that they make, else the one total that is told."""
    counts = sentence.counts if "季度" in sentence.text else ()
    for at, first in enumerate(counts):
        told, parts = _OPENING.search(sentence.before(first)), in_order(sentence, first)
        if told is None or not parts:
            continue
        front = [*earlier, *counts[:at]]
        wholes = [
            each
            for each in front
            if each.counts
            and same(each.unit, first.unit)
            and not CHANGE.search(each.lead)
            and is_total(each)
            and (not told["act"] or told["act"] in each.lead)
        ]
        added = sum(each.value for each in parts)
        making = [each for each in wholes if each.value == added]
        if making or len(wholes) == 1:
            yield Breakdown((making or wholes)[-1], parts, "all")
