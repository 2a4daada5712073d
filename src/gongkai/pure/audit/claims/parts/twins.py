"""What is told in two counters: 「城镇64户97人，农村412户683人，合计476户770人」. If the first adds up, the second must: it is of the same things.

And parts that are told together once more by their names: 「举报462件，投诉169件，举报、投诉合计631件」.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage


def twins(passage: Passage, found: Collection[Breakdown]) -> Iterator[Breakdown]:
    """The breakdowns by the counter right behind each figure of one that adds up, where no other reads them."""
    beside = {
        one: other
        for one, other in pairwise(passage.quantities)
        if one.end == other.start and one.counts and other.counts and not same(one.unit, other.unit)
    }
    for told in found if beside else ():
        figures = (told.whole, *told.parts)
        if len(told.parts) < 2 or not all(each in beside and each.is_whole for each in figures):
            continue
        whole, *parts = (beside[each] for each in figures)
        of_one_counter = whole.unit and all(same(each.unit, whole.unit) for each in parts)
        read = any({whole, *parts} & {*each.parts} or each.whole is whole for each in found)
        if of_one_counter and not read and told.whole.value == sum(each.value for each in told.parts):
            yield Breakdown(whole, tuple(parts), "all")


_BY_NAME = re.compile("[，、；]?(?P<names>[\u4e00-\u9fff]{2,8}(?:[、和与及][\u4e00-\u9fff]{2,8}?)+)(?:共计|合计|总计)$")


_JOINTS = re.compile("[、和与及]")


def named_together(found: Collection[Breakdown], passage: Passage) -> Iterator[Breakdown]:
    """The total behind a list of some of its parts that it calls by their very names, each once."""
    for sentence in passage.sentences:
        for whole in sentence.counts if "计" in sentence.text else ():
            told = _BY_NAME.match(whole.lead)
            if told is None or any(each.whole is whole for each in found):
                continue
            row = [each for each in sentence.counts if each.end <= whole.start and same(each.unit, whole.unit)]
            named = [[each for each in row if label(each) == name] for name in _JOINTS.split(told["names"])]
            if all(len(each) == 1 for each in named):
                yield Breakdown(whole, tuple(each[0] for each in named), "all")
