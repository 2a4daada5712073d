"""Shares told in turn: 「甲283个、乙326个、丙5个，分别占46.1%、53.1%和0.8%」, 「占比依次为…」. The n-th belongs to the n-th figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.rates.joint import by_names
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_OPENED = re.compile(
    r"(?:分别|依次|各)占|占(?:比|总数|总量)?[^，。；]{0,6}(?:分别|依次)(?:为|是|达)?|比(?:例|重)(?:分别|依次)(?:为|是)?"
)
_GOES_ON = re.compile(r"[、，和及与]?\s*")
_OF = re.compile(r"(?:分别|依次|各)占[^，。；\d]{0,10}$")


def chains(sentence: Sentence) -> Iterator[list[Quantity]]:
    """The percentages of each such enumeration, at least two."""
    told = [each for each in sentence.quantities if each.is_percent]
    chain: list[Quantity] = []
    for each in told:
        if chain and _GOES_ON.fullmatch(sentence.between(chain[-1], each)):
            chain.append(each)
            continue
        if len(chain) > 1:
            yield chain
        chain = [each] if _OPENED.search(sentence.before(each)[-30:]) and _near(sentence, each) else []
    if len(chain) > 1:
        yield chain


_SIGN = re.compile(r"[，。；]")


def _near(sentence: Sentence, percent: Quantity) -> bool:
    """Whether the words that open the enumeration stand in the clause of its first percentage."""
    at = max((match.start() for match in _OPENED.finditer(sentence.before(percent))), default=-1)
    return at >= 0 and not _SIGN.search(sentence.before(percent)[at:])


_CLAUSE_ENDS = re.compile("[，；：。]")
_JOINTS = re.compile("以及|[、和与及]")
_AROUND_NAME = re.compile(r"[“”\"\s]|^其中|分别$")


def _named(
    sentence: Sentence, chain: Sequence[Quantity], told: Sequence[Breakdown]
) -> tuple[tuple[Quantity, ...], Quantity] | None:
    """「甲类和乙类占比分别为34.8%和25.3%」 of a list told before: by their names."""
    who = _CLAUSE_ENDS.split(sentence.before(chain[0]))[-1].rpartition("占")[0]
    names = _JOINTS.split(_AROUND_NAME.sub("", who))
    found = by_names(names, chain[0], told) if len(names) == len(chain) else None
    return (found[0], found[1]) if found else None


_ITS = re.compile(r"\s*的?")


def parts_of(
    sentence: Sentence, before: Sentence | None, chain: Sequence[Quantity], told: Sequence[Breakdown]
) -> tuple[tuple[Quantity, ...], Quantity | None] | None:
    """The figures that the percentages belong to, and their base if one is told; None where the numbers of both differ."""
    counts = [each for each in sentence.counts if each.end <= chain[0].start]
    base = None
    if counts and _OF.search(sentence.before(counts[-1])) and _ITS.fullmatch(sentence.between(counts[-1], chain[0])):
        base = counts.pop()  # 分别占总量5000件的68.4%、23.6%和8.0%
    if not counts and (named := _named(sentence, chain, told)):
        return named
    if not counts and before:
        counts = list(before.counts)
    if not counts:
        return None
    mine = next((each for each in told if counts[-1] in each.parts and each.opening != "adding"), None)
    if mine and len(mine.parts) == len(chain):
        return mine.parts, base or mine.whole
    run = [each for each in counts if same(each.unit, counts[-1].unit)][-len(chain) :]
    if len(run) < len(chain) or (mine and len(mine.parts) != len(chain) and base is None):
        return None
    return tuple(run), base
