"""What an accusation may have overlooked: another figure at hand by which the very percentage comes out exactly.

Then either the writer meant that one, or took it by mistake, and nothing tells which: it is no contradiction. Only a base that the words of its own
sentence put before the list (「办结的136件中，…」) leaves no such choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims.moves.movement import movement
from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.rates.bases import named_base
from gongkai.pure.audit.claims.rates.called import narrowed
from gongkai.pure.audit.claims.rates.inturn import OF_ANOTHER_YEAR
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report

REASONS = {
    "sum-of-other": (
        "各部分相加等于文中的另一总数{whole}，可能指的是这个数，不能据此判断",
        "The parts add up to another total, {whole}, which may be meant: nothing follows",
    ),
    "borne-out": (
        "后面的百分比与所写的差数相符，可能指的是别的数，不能据此判断",
        "The percentage behind agrees with the stated difference, which may be of another figure: nothing follows",
    ),
    "no-like": (
        "所列各项与总数说的不是一类事，不能据此判断",
        "The parts are by their names no parts of that total: nothing follows",
    ),
    "fits-other": (
        "按{part}占{base}计算相符，可能指的是这个数，不能据此判断",
        "It holds as the share of {part} in {base}, which may be meant: nothing follows",
    ),
}

_SURE = 0.9
"""Confidence above which the words of a rate name its base."""
_NEAR = 3
"""So many figures before a percentage may be its numerator."""


def doubted(report: Report, found: Finding) -> Finding:
    """The finding; an accusation that another figure in reach would make right is `unclear`."""
    if found.verdict != "contradicts":
        return found
    if found.kind == "sum" and found.reason == "sum":
        if other := next(_other_wholes(report, found), None):
            args = {**found.args, "whole": other.number}
            return replace(found, verdict="unclear", reason="sum-of-other", args=args, repair=None)
        return replace(found, verdict="unclear", reason="no-like", repair=None) if _is_no_like(report, found) else found
    if len(found.figures) != 3:
        return found
    if found.kind == "difference" and found.reason == "difference":
        borne_out = _by_its_rate(report, found)
        return replace(found, verdict="unclear", reason="borne-out", repair=None) if borne_out else found
    pair = next(_other_pairs(report, found), None) if found.kind == "percent" and found.reason == "share" else None
    if pair is None:
        return found
    args = {**found.args, "part": pair[0].number, "base": pair[1].number}
    return replace(found, verdict="unclear", reason="fits-other", args=args, repair=None)


def _other_wholes(report: Report, found: Finding) -> Iterator[Quantity]:
    """Another total before the parts that they make exactly."""
    told = _told(report, found)
    if len(told) < 3:
        return
    (_, ahead, whole), *parts = told
    passage, sentence, first = parts[0]
    opened = ahead is not sentence and whole.start < first.start and _AMONG.match(sentence.text)
    added = sum(each.value for _, _, each in parts)
    if not opened or added < _FEW:
        return
    mine = {each for _, _, each in told}
    for each in (*passage.earlier, *passage.quantities):
        told_before = each.start < first.start and each.counts and each not in mine and not _is_change(each)
        if told_before and each.value == added and same(each.unit, first.unit):
            yield each


_AMONG = re.compile("[^，。；\\d]{0,6}其中")
_FEW = 10
_WHOLES = frozenset(["申请", "文件"])
_THINGS = re.compile("申请|文件|投诉|举报|建议|提案|复议|诉讼|咨询|培训|会议|专线|热线")
"""What letters, matters and suits are of may bear any of these names; an application is no suit, a paper no meeting."""


def _is_no_like(report: Report, found: Finding) -> bool:
    """Whether the parts are by their names of other sorts than the whole: 复议 and 诉讼 of 申请."""
    told = _told(report, found)
    if len(told) < 3:
        return False
    whole, *parts = (set(_THINGS.findall(label(each) + each.tail)) for _, _, each in told)
    return (
        bool(whole)
        and whole <= _WHOLES
        and sum(map(bool, parts)) * 2 > len(parts)
        and all(whole.isdisjoint(each) for each in parts)
    )


def _places(report: Report) -> dict[int, tuple[Passage, Sentence, Quantity]]:
    """Each figure of the running text by its place."""
    if "places" not in report.memo:
        report.memo["places"] = {
            each.start: (passage, sentence, each)
            for passage in report.passages
            if not passage.is_endless
            for sentence in passage.sentences
            for each in sentence.quantities
        }
    return report.memo["places"]


def _told(report: Report, found: Finding) -> list[tuple[Passage, Sentence, Quantity]]:
    places = _places(report)
    told = [places[each.start] for each in found.figures if each.start in places]
    return told if len(told) == len(found.figures) else []


def _other_pairs(report: Report, found: Finding) -> Iterator[tuple[Quantity, Quantity]]:
    told = _told(report, found)
    if not told:
        return
    (_, _, part), (_, _, base), (passage, sentence, percent) = told
    if not percent.is_percent or percent.approximation or percent.in_characters:
        return
    core = named_base(percent)
    close = "." in percent.digits
    settled = _put_first(sentence, base) or (not core and (found.confidence > _SURE or _is_of_a_row(passage, told)))
    for each in () if settled else (*passage.quantities, *passage.earlier) if close else sentence.counts:
        other = each.counts and each.value not in (base.value, part.value) and each.value > part.value
        if not other or not same(each.unit, part.unit) or not _exactly(percent, part, each):
            continue
        if (not core or _is_called(each, core)) and not _is_beside(passage, part, each):
            yield part, each
    ahead = [each for each in sentence.counts if each.end <= percent.start and each is not part and each is not base]
    for each in ahead[-_NEAR:] if close else ():
        if same(each.unit, part.unit) and not _has_a_share(sentence, each) and _exactly(percent, each, base):
            yield each, base


def _is_called(other: Quantity, core: str) -> bool:
    """Whether a figure bears the name of what the share is said to be of: of 占答复总数的 what was received is no base."""
    return core in label(other) + other.tail and not narrowed(other, core)


def _is_beside(passage: Passage, part: Quantity, other: Quantity) -> bool:
    """Whether two are parts of one list, or the other is of another year: neither is a base for the part."""
    if CHANGE.search(other.lead) or OF_ANOTHER_YEAR.search(other.lead):
        return True
    return any(part in each.parts and other in each.parts for each in breakdowns(passage))


def _is_of_a_row(passage: Passage, told: list[tuple[Passage, Sentence, Quantity]]) -> bool:
    """Whether another share fits the base: then it is that of the whole row."""
    (_, _, part), (_, _, base), (_, _, percent) = told
    return any(
        after.is_percent and after is not percent and one.counts and one is not part and same(one.unit, part.unit)
        and one.value < base.value and "占" in after.lead and _exactly(after, one, base)
        for one, after in pairwise(passage.quantities)
    )  # fmt: skip


_PUT_FIRST = re.compile("[^，。；：\\d]{0,8}(?<![其高初])中(?![等学小心央])")


_HEAD = re.compile("[^，。；：\\d其]{0,16}(?:申请|信息|事项|诉求|来信|件|答复)中[，：]")


def _put_first(sentence: Sentence, base: Quantity) -> bool:
    """「办结的136件中，予以公开83件，占61.0%」, 「在已答复的申请中，…」: what the sentence says that it speaks of."""
    if base.end <= sentence.start and _HEAD.match(sentence.text):
        return True
    return base in sentence.counts and _PUT_FIRST.match(sentence.text[base.end - sentence.start :]) is not None


def _has_a_share(sentence: Sentence, count: Quantity) -> bool:
    row = sentence.quantities
    after = row[row.index(count) + 1 :][:1]
    return bool(after) and after[0].is_percent


def _exactly(percent: Quantity, part: Quantity, base: Quantity) -> bool:
    quotient = part.interval.over(base.interval) if part.is_whole and base.is_whole else _plain(part, base)
    return quotient is not None and percent.interval.meets(quotient.scaled(Decimal(percent.whole_is)))


def _plain(part: Quantity, base: Quantity) -> Interval | None:
    """By what is printed: of rounded sums nearly any percentage could be made."""
    return Interval.exact(part.value / base.value) if base.value and part.scale == base.scale else None


def _by_its_rate(report: Report, found: Finding) -> bool:
    """「关停5家，比上年减少5家，上年为18家，降幅27.8%」: the rate behind bears out the difference and what it is of, so it is of another figure."""
    told = _told(report, found)
    last = max((each for _, _, each in told), key=lambda each: each.start, default=None)
    if last is None:
        return False
    row = told[0][0].quantities
    behind = row[row.index(last) + 1 :][:1]
    stated = next((each for _, _, each in told if each.printed == found.stated), None)
    if not behind or not behind[0].is_percent or "." not in behind[0].digits or stated is None or stated is last:
        return False
    return any(
        _exactly(behind[0], stated, each) for _, _, each in told if each.value != stated.value and each is not stated
    )


def _is_change(quantity: Quantity) -> bool:
    return CHANGE.search(quantity.lead) is not None or movement(quantity.lead) is not None
