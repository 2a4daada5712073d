"""A year's quarters or halves: 「全年公开3226条。…四个季度分别公开702条、816条、859条和849条」, 「上半年受理1203件，下半年受理1498件，全年共受理2701件」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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


_PERIOD = re.compile("(?P<name>第?[一二三四1234]季度|[上下]半年)(?P<act>[^，。；：]{0,12})")
_OF_A_YEAR = (("一", "二", "三", "四"), ("1", "2", "3", "4"), ("上", "下"))
_ALL_YEAR = re.compile("(?:全年|年度|全年度)(?:共计|共|合计|总计|累计)?(?P<act>[^，。；：]{0,12})")
_IN_ALL = re.compile("[，、和；：]|其中|分别|均?[为达有是]$")
_NO_FLOW = re.compile("[末底]|累计|在册|现有|计划|目标|任务|预计|平均|日均|月均")
_AND_MORE = re.compile("[（，](?:含|包括|另|加上)")
_JOINTS = "，、；和及 "


class _Told(NamedTuple):
    figure: Quantity
    name: str
    act: str


def of_the_year(sentence: Sentence) -> Iterator[Breakdown]:
    """All quarters or both halves, one by one in one clause after another, and the year's figure of the same act beside them."""
    if "季度" not in sentence.text and "半年" not in sentence.text:
        return
    told = [_period(each) for each in sentence.counts]
    for order in _OF_A_YEAR:
        for at in range(len(told) - len(order) + 1):
            row = [each for each in told[at : at + len(order)] if each is not None]
            if [each.name for each in row] != list(order) or not _alike(sentence, row):
                continue
            beside = (*sentence.counts[max(0, at - 1) : at], *sentence.counts[at + len(order) :][:1])
            parts = tuple(each.figure for each in row)
            wholes = [each for each in beside if _is_of_the_year(sentence, each, parts, row[0].act)]
            if len(wholes) == 1:
                yield Breakdown(wholes[0], parts, "all")


def is_of_the_year(told: Breakdown) -> bool:
    """Whether the parts are all quarters or both halves by their names: then they make the year, whatever the gap."""
    names = [found and found.name for found in map(_period, told.parts)]
    return tuple(names) in _OF_A_YEAR


def _period(each: Quantity) -> _Told | None:
    found = _PERIOD.fullmatch(_IN_ALL.sub("", each.lead))
    if found is None or _NO_FLOW.search(each.lead) or CHANGE.search(each.lead):
        return None
    return _Told(each, found["name"].removeprefix("第")[0], found["act"])


def _alike(sentence: Sentence, row: Sequence[_Told]) -> bool:
    """Of one act, or of one that only the first names; nothing else told between."""
    gaps = [(sentence.between(one.figure, other.figure), other.figure.lead) for one, other in pairwise(row)]
    near = all(gap.strip(_JOINTS) == lead.strip(_JOINTS) for gap, lead in gaps)
    of_one_act = len({each.act for each in row[1:]}) == 1 and row[1].act in (row[0].act, "")
    return near and of_one_act and all(same(each.figure.unit, row[0].figure.unit) for each in row)


def _is_of_the_year(sentence: Sentence, each: Quantity, parts: Sequence[Quantity], act: str) -> bool:
    found = _ALL_YEAR.fullmatch(_IN_ALL.sub("", each.lead))
    near = abs(each.clause - (parts[0] if each.start < parts[0].start else parts[-1]).clause) <= 1
    if found is None or not near or not same(each.unit, parts[0].unit) or _NO_FLOW.search(found["act"]):
        return False
    if "结转" in sentence.text or _AND_MORE.match(sentence.text, each.end - sentence.start):
        return False
    return found["act"] == act or not act or not found["act"]
