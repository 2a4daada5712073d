"""One whole divided in several ways: 「共受理14件。从方式看，当面9件…。从内容看，…8件，占57.1%」. Each way is of the 14, not of a part of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import is_total
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_AXIS = re.compile(
    r"(?:^|(?<=[。；，：]))\s*(?:从|按照?|以|就)[^，。；：\d]{1,14}?(?:看|分|划分|统计|分类|区分|来分|角度|而言|来说)[，：]"
)


def not_divided(sentence: Sentence, at: int, heads: Sequence[Quantity]) -> list[Quantity]:
    """Without the figures that another way of dividing told, where a new one began before `at`."""
    ways = [match.start() for match in _AXIS.finditer(sentence.text[:at])]
    if len(ways) < 2:
        return list(heads)
    return [each for each in heads if not ways[0] <= each.start - sentence.start < ways[-1]]


def divided(passage: Passage, sentence: Sentence, part: Quantity) -> list[Quantity]:
    """What the way of dividing that a part stands in may divide, the likeliest first; nothing if the part stands in none."""
    if not _AXIS.search(sentence.before(part)):
        return []
    found: list[Quantity] = []
    for each in passage.sentences[: passage.sentences.index(sentence) + 1]:
        way = _AXIS.search(each.text)
        ahead = [q for q in each.counts if way is None or q.start - each.start < way.start()]
        found += [q for q in ahead if same(q.unit, part.unit) and q.value >= part.value and q.end <= part.start]
    return sorted(found, key=lambda q: not is_total(q))
