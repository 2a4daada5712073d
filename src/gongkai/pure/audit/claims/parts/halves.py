"""Halves of a year against its quarters and against the year's total that is told before: 「…一季度612条、…四季度503条；上半年共1160条，下半年共940条」. Kind `sum`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.quarters import is_of_the_year
from gongkai.pure.audit.claims.parts.sums import of_parts
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

_QUARTERS, _HALVES = 4, 2
_HALF = re.compile("[，；、]?(?:其中|其中，)?[上下]半年(?:共|合计|共计|累计)?(?:公开|发布|受理|办理|收到|推送)?")
_OF_THE_YEAR = re.compile("全年|年度|□{4}年(?!至|到|以来|[-—])")
_NOT_THE_YEAR = re.compile("以来|累计|期间|截至|上年|去年|[^一二三四]季度|□月")


def halves(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that tells both halves side by side."""
    for passage in report.passages:
        before: Sentence | None = None
        for sentence in passage.sentences:
            if "下半年" in sentence.text:
                yield from _of_sentence(sentence, before)
            before = sentence if sentence.counts else before


def _of_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    for at, (first, second) in enumerate(pairwise(sentence.counts)):
        told = _HALF.fullmatch(first.lead) and _HALF.fullmatch(second.lead) and same(first.unit, second.unit)
        if (
            not told
            or second.clause - first.clause != 1
            or not is_of_the_year(Breakdown(first, (first, second), "all"))
        ):
            continue
        quarters = _quarters(sentence.counts[:at], first)
        if quarters:
            yield of_parts(first, quarters[:_HALVES])
            yield of_parts(second, quarters[_HALVES:])
        elif (year := _year(sentence, before, at, first)) and _is_near(year, first, second):
            yield of_parts(year, (first, second))


_ALMOST = 20


def _is_near(year: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether they hardly make anything else: off by a twentieth at most, or by one slip in either half."""
    slipped = one_slip(first.value, year.value - second.value) or one_slip(second.value, year.value - first.value)
    return abs(first.value + second.value - year.value) * _ALMOST <= year.value or slipped


def _quarters(ahead: Sequence[Quantity], half: Quantity) -> tuple[Quantity, ...]:
    """The four figures right before, by their names."""
    row = tuple(ahead[-_QUARTERS:])
    told = len(row) == _QUARTERS and all(same(each.unit, half.unit) for each in row)
    return row if told and is_of_the_year(Breakdown(half, row, "all")) else ()


def _year(sentence: Sentence, before: Sentence | None, at: int, half: Quantity) -> Quantity | None:
    """The first figure of the sentence before, of a whole year, where the halves open their sentence."""
    if at or before is None or "，" in sentence.before(half).strip("，") or _NOT_THE_YEAR.search(before.text):
        return None
    year = before.counts[0]
    told = same(year.unit, half.unit) and _OF_THE_YEAR.search(before.before(year)) and not CHANGE.search(year.lead)
    return year if told and year.value > half.value else None
