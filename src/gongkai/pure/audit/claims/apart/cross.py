"""The same measure told twice in one report: kind `cross`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.apart.anew import anew
from gongkai.pure.audit.claims.apart.measures import FILLER, Measured, measured, one_scope
from gongkai.pure.audit.claims.apart.retold import retold
from gongkai.pure.audit.claims.apart.reviewed import reviews_again
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report

REASONS = {
    "twice": (
        "同一项数据，一处是{expected}，一处是{stated}",
        "The same measure is {expected} in one place and {stated} in another",
    ),
    "twice-holds": ("同一项数据，前后两处一致", "The same measure is told alike in both places"),
}

_CARRIED = re.compile("结转|上年转|上年度转|遗留|跨年")
_LEAST, _COMMON, _TRIED = 10, 4, 20
"""A number that hardly comes twice by chance; the characters that two descriptions of one measure share; how many are compared."""


def cross(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Each later place against the first that tells the same measure.

    Two values contradict only if all the places of a measure tell two in all: three or more are a list of something that the
    words do not show.
    """
    groups: dict[object, list[Measured]] = {}
    everything = list(measured(report))
    for each in everything:
        groups.setdefault(each.key, []).append(each)
    told: set[int] = set()
    for finding in (*(each for group in groups.values() for each in _compared(group)), *retold(report), *anew(report)):
        if finding.kind != "cross" or finding.figures[-1].start not in told:
            told |= {finding.figures[-1].start} if finding.kind == "cross" else set()
            yield finding
    yield from _accepted(report, everything)
    yield from reviews_again(report)
    yield from _alike(everything, told)
    yield from _same_again(report, told)


def _alike(everything: Sequence[Measured], told: set[int]) -> Iterator[Finding]:
    """The same number of what is the same by most of its words: it holds, and were it another number nothing would follow."""
    same: dict[tuple[object, str], list[Measured]] = {}
    for other in everything:
        ones = same.setdefault((other.quantity.value, other.key.unit), [])
        if other.quantity.start not in told and other.quantity.value >= _LEAST:
            for one in ones[-_TRIED:]:
                if one.key != other.key and one.sentence.start != other.sentence.start and _akin(one, other):
                    yield _finding(one, other, "holds")
                    break
        ones.append(other)


_LARGE, _TELLING, _AROUND, _DOUBTFUL = 100, 2, 12, 0.6


def _same_again(report: Report, told: set[int]) -> Iterator[Finding]:
    """A number of three digits that stands twice, with two characters beside it that are the same; of two digits, with three."""
    same: dict[tuple[object, str], list[tuple[Quantity, Sentence]]] = {}
    for passage in report.passages:
        for sentence in passage.sentences if not passage.is_endless else ():
            for each in sentence.counts:
                if each.value >= _LEAST and each.unit not in ("", "年", "倍"):
                    same.setdefault((each.value, canonical(each.unit)), []).append((each, sentence))
    for (value, _), places in same.items():
        if len(places) < 2:
            continue
        shared = _TELLING if value >= _LARGE else _TELLING + 1
        words = [_runs(each, shared) for each, _ in places[:_TRIED]]
        for at, (other, sentence) in enumerate(places[1:_TRIED], 1):
            if other.start not in told and any(
                before.start != sentence.start and not words[at].isdisjoint(words[nth])
                for nth, (_, before) in enumerate(places[:at])
            ):
                told.add(other.start)
                yield telling.twice(places[at - 1][0], other, sentence, "holds", _DOUBTFUL)


def _runs(quantity: Quantity, length: int) -> set[str]:
    """All runs of so many characters in the words around a figure."""
    parts = FILLER.sub("", quantity.lead)[-_AROUND:], quantity.tail[:_AROUND]
    return {part[at : at + length] for part in parts for at in range(len(part) - length + 1)}


_RECEIVED, _ACCEPTED = frozenset(["收到", "接到", "接收"]), frozenset(["受理"])


def _accepted(report: Report, everything: Sequence[Measured]) -> Iterator[Finding]:
    """No more applications can be accepted than were received, where none were carried in; fewer may well be."""
    told = [each for each in everything if each.key.object == "申请" and each.sure and not each.key.channels]
    received = [each for each in told if each.key.verb in _RECEIVED]
    accepted = [each for each in told if each.key.verb in _ACCEPTED]
    if len({each.quantity.value for each in received}) != 1 or len({each.quantity.value for each in accepted}) != 1:
        return
    one, other = accepted[0], received[0]
    apart = one.passage.number != other.passage.number and one_scope(one, other) and one.key.unit == other.key.unit
    if apart and other.quantity.interval.below(one.quantity.interval) and not _CARRIED.search(report.document.text):
        first, second = sorted((one, other), key=lambda each: each.quantity.start)
        yield _finding(first, second, "contradicts")


def _akin(one: Measured, other: Measured) -> bool:
    if one.key.object == other.key.object == "申请":
        return True
    longest = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    return longest.size >= _COMMON


def _compared(group: Sequence[Measured]) -> Iterator[Finding]:
    apart = [each for each in group[1:] if not _meets(group[0], each)]
    for each in group[1:]:
        if _meets(group[0], each):
            yield _finding(group[0], each, "holds")
    if not apart or any(not _meets(apart[0], each) for each in apart):
        return
    for first in group:
        if first.sure and not _meets(first, apart[0]):
            for other in apart:
                if other.sure and one_scope(first, other) and other.sentence.start != first.sentence.start:
                    yield _finding(first, other, "contradicts")
                    return


def _meets(one: Measured, other: Measured) -> bool:
    return one.quantity.interval.meets(other.quantity.interval)


def _finding(one: Measured, other: Measured, verdict: Verdict) -> Finding:
    return telling.twice(one.quantity, other.quantity, other.sentence, verdict)
