"""Shares told in turn: 「甲283个、乙326个、丙5个，分别占46.1%、53.1%和0.8%」, 「共614个，占比依次为…」, 「占46.1%和53.9%」. The n-th belongs to the n-th figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE, is_total
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.rates.joint import by_names
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

Pair = tuple[Quantity, Quantity | None]
"""A figure and what a share of it is of."""

_OPENED = re.compile(
    r"(?:分别|依次|各)占|占(?:比|总数|总量)?[^，。；]{0,6}(?:分别|依次)(?:为|是|达)?|比(?:例|重)(?:分别|依次)(?:为|是)?"
)
_OF_SOME = re.compile(r"占|比[例重]")
_GOES_ON = re.compile(r"[、，和及与]?\s*")
_JOINED = re.compile(r"\s*(?:[、和及与]|以及)\s*")
_OF = re.compile(r"占[^，。；\d]{0,12}$")


def rows(sentence: Sentence, joined: re.Pattern[str] = _JOINED) -> Iterator[list[Quantity]]:
    """Percentages, at least two, with nothing but a joint between."""
    row: list[Quantity] = []
    for each in sentence.quantities:
        if each.is_percent and row and joined.fullmatch(sentence.between(row[-1], each)):
            row.append(each)
            continue
        if len(row) > 1:
            yield row
        row = [each] if each.is_percent else []
    if len(row) > 1:
        yield row


def chains(sentence: Sentence) -> Iterator[list[Quantity]]:
    """The percentages of each such enumeration, at least two."""
    for joined, opened in ((_GOES_ON, _OPENED), (_JOINED, _OF_SOME)):
        told = [row for row in rows(sentence, joined) if _near(sentence, row[0], opened)]
        if told:
            yield from told
            return


_SIGN = re.compile(r"[，。；]")


def _near(sentence: Sentence, percent: Quantity, opened: re.Pattern[str]) -> bool:
    """Whether the words that open the enumeration stand in the clause of its first percentage."""
    front = sentence.before(percent)[-40:]
    at = max((match.start() for match in opened.finditer(front)), default=-1)
    return at >= 0 and not _SIGN.search(front[at:])


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
OF_ANOTHER_YEAR = re.compile(r"上一?年|去年|前年|往年|同期|年初|□年")


def pairs_of(
    sentence: Sentence, before: Sentence | None, chain: Sequence[Quantity], told: Sequence[Breakdown]
) -> Sequence[Pair]:
    """The figure that each percentage belongs to, with its base if one is told; none where the numbers of both differ."""
    counts = [each for each in sentence.counts if each.end <= chain[0].start]
    base = None
    if counts and _ITS.fullmatch(sentence.between(counts[-1], chain[0])):
        if (bases := _bases(sentence, counts, len(chain))) is not None:
            return _each_of_its_own(counts[: -len(chain)], bases)
        if _OF.search(sentence.before(counts[-1])):
            base = counts.pop()  # 分别占总量5000件的68.4%、23.6%和8.0%
    if not counts and (named := _named(sentence, chain, told)):
        return [(part, named[1]) for part in named[0]]
    if not counts and before:
        counts = list(before.counts)
    if not counts:
        return ()
    mine = next((each for each in told if counts[-1] in each.parts and each.opening != "adding"), None)
    if mine and len(mine.parts) == len(chain):
        return [(part, base or mine.whole) for part in mine.parts]
    found = _run(sentence, counts, len(chain))
    if found is None or (mine and base is None and found[1] is None):
        return ()
    return [(part, base or found[1]) for part in found[0]]


def _bases(sentence: Sentence, counts: Sequence[Quantity], many: int) -> Sequence[Quantity] | None:
    """「分别占受理数49件、163件、463件的85.7%、4.9%、43.0%」: as many bases as shares behind 占."""
    bases = counts[-many:]
    told = len(bases) == many and _OF.search(sentence.before(bases[0]))
    return bases if told and all(_JOINED.fullmatch(sentence.between(a, b)) for a, b in pairwise(bases)) else None


def _each_of_its_own(counts: Sequence[Quantity], bases: Sequence[Quantity]) -> Sequence[Pair]:
    row = [each for each in counts if same(each.unit, bases[0].unit)]
    many = len(bases)
    if len(row) > many and is_total(row[-1]):
        row = row[:-1]
    return list(zip(row, bases, strict=True)) if len(row) == many else ()


def _place(each: Quantity) -> int:
    return each.start


def _run(
    sentence: Sentence, counts: Sequence[Quantity], many: int
) -> tuple[Sequence[Quantity], Quantity | None] | None:
    """So many figures of one unit that stand in a row, with the total before or behind them; None where others could be meant."""
    last = counts[-1]
    row = [
        each
        for each in counts
        if same(each.unit, last.unit) and not CHANGE.search(each.lead) and not OF_ANOTHER_YEAR.search(each.lead)
    ]
    for parts, whole in ((row[-many - 1 : -1], row[-1:]), (row[-many:], row[-many - 1 : -many])):
        made = len(parts) == many and whole and whole[0].value == sum(each.value for each in parts)
        if made and (is_total(whole[0]) or "；" not in sentence.between(*sorted((whole[0], parts[0]), key=_place))):
            return parts, whole[0]
    if len(row) > many and is_total(row[-1]) and not any(map(is_total, row[-many - 1 : -1])):
        return row[-many - 1 : -1], row[-1]
    alone = len(row) == many or (len(row) == many + 1 and is_total(row[0]))
    parts = row[-many:]
    if not alone or any(is_total(each) for each in parts[1:]):
        return None
    return parts, row[0] if len(row) > many else None
