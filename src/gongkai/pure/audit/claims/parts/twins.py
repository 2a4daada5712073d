"""What is told in two counters: 「城镇64户97人，农村412户683人，合计476户770人」. If the first adds up, the second must: it is of the same things."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

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
