"""Shares whose base nothing but the figures themselves shows: parts that make a hundred are of what they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.share import NOT_SHARED, Share, fits
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_MANY = 3


def list_of(part: Quantity, told: Sequence[Breakdown]) -> Breakdown | None:
    """The breakdown that the words make a figure part of; one that only adds up is none."""
    return next((each for each in told if part in each.parts and each.opening != "adding"), None)


def with_a_share(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those that a share is told of: parts themselves, no whole for others."""
    return [
        one
        for one, following in pairwise(quantities)
        if one.counts and following.is_percent and "占" in following.lead and one.end <= following.start
    ] + [count for share, count in pairwise(quantities) if share.is_percent and _told_behind(share, count)]


def _told_behind(share: Quantity, count: Quantity) -> bool:
    """占比最高的是网络申请，为44.9%，共141件."""
    words = count.lead.strip("，、（")
    return count.counts and not share.tail and words in _BARELY and not NOT_SHARED.search(share.lead)


_BARELY = ("", "共", "共计", "达", "为", "有", "即")


_ALL_BUT = Decimal("0.2")


def complementary(passage: Passage, found: Sequence[Share]) -> Iterator[Share]:
    """「新收157件。办结154件。自然人138件，占87.9%；法人19件，占12.1%」: parts whose shares make a hundred (or all but one fit it) are of the figure that they add up to."""
    for sentence in passage.sentences:
        row = [each for each in found if sentence.start <= each.percent.start < sentence.end]
        plain = [each for each in row if each.part is not None and not each.more and not each.less]
        parts = [each.part for each in plain if each.part is not None]
        all_there = (
            len(plain) == len(row) > 1
            and len(set(parts)) == len(parts)
            and all(same(each.unit, parts[0].unit) for each in parts)
        )
        hundred = all_there and abs(sum(each.percent.value for each in row) - row[0].percent.whole_is) <= _ALL_BUT
        added = sum(each.value for each in parts) if all_there else None
        whole = next(
            (
                each
                for each in (*passage.quantities, *passage.earlier[::-1])
                if each.value == added and each.counts and same(each.unit, parts[0].unit) and each not in parts
            ),
            None,
        )
        between = [
            e for e in sentence.counts if parts and parts[0].start < e.start < parts[-1].start and e not in parts
        ]
        if (
            whole is not None
            and not hundred
            and (between or sum(fits(e.percent, e.part, whole) for e in row if e.part) < len(row) - 1)
        ):
            whole = None
        for each in row:
            other = each.base is not None and each.base.value != added and not _fitting(each)
            yield replace(each, base=whole, sure="structure", others=()) if whole is not None and other else each


def _fitting(each: Share) -> bool:
    return each.part is not None and each.base is not None and fits(each.percent, each.part, each.base)


def of_what_they_make(found: list[Share], told: Sequence[Breakdown]) -> list[Share]:
    """「…160件。…。甲112件，占比70%；乙48件，占比30%」: parts that make a figure before them are of it, if all of their shares but one fit it."""
    loose = {each.part: each for each in found if each.part is not None and each.base is None and not each.more}
    known: dict[Quantity | None, Quantity] = {}
    for each in told if len(loose) > 1 else ():
        mine = [loose[part] for part in each.parts if part in loose]
        if each.opening != "adding" or len(mine) < len(each.parts):
            continue
        if (
            sum(fits(one.percent, part, each.whole) for one, part in zip(mine, each.parts, strict=True))
            >= len(mine) - 1
        ):
            known.update(dict.fromkeys(each.parts, each.whole))
    return [
        replace(each, base=known[each.part], sure="structure") if each.base is None and each.part in known else each
        for each in found
    ]


def of_the_whole(share: Share, row: Sequence[Quantity], told: Sequence[Breakdown]) -> Share:
    """「862项，其中甲814项、乙48项，占全部961项的89.7%」: behind a list whose parts have no shares of their own, that of the whole it is nearer to."""
    part, base = share.part, share.base
    mine = list_of(part, told) if part is not None else None
    if part is None or base is None or mine is None or share.more or share.less or part is not mine.parts[-1]:
        return share
    whole = mine.whole
    between = whole is not base and whole.end <= part.start and base.start > part.start
    if not between or not same(whole.unit, base.unit) or whole.value > base.value or fits(share.percent, part, base):
        return share
    if set(mine.parts[:-1]) & set(with_a_share(row)):
        return share
    off = [abs(each.value / base.value * share.percent.whole_is - share.percent.value) for each in (whole, part)]
    return replace(share, part=whole) if off[0] < off[1] else share


def _by_no_chance(base: Quantity, fitting: Sequence[Share], loose: Sequence[Share]) -> bool:
    """Whether two shares told to a tenth fit a total before them that holds all that are told."""
    close = sum(each.part.value for each in loose if each.part) * 10 <= base.value * 11
    first = all(base.end <= each.part.start for each in loose if each.part)
    return len(loose) >= _MANY and close and first and all("." in each.percent.digits for each in fitting)


def settled(passage: Passage, found: list[Share]) -> list[Share]:
    """Shares of a list whose base no word ties to them take the one figure near that most of them fit."""
    loose = [
        each
        for each in found
        if each.part is not None and (each.base is None or each.sure == "guessed") and not each.less
    ]
    if len(loose) < 2:
        return found
    parts = {each.part for each in found}
    nearby = [*((each, True) for each in passage.quantities), *((each, False) for each in passage.earlier[::-1])]
    for base, here in nearby if len(loose) >= _MANY else nearby[len(passage.quantities) :]:
        if not base.counts or base in parts or any(each.part and each.part.value > base.value for each in loose):
            continue
        fitting = [
            each
            for each in loose
            if each.part and same(each.part.unit, base.unit) and fits(each.percent, each.part, base)
        ]
        many = len(fitting) >= (2 if not here or _by_no_chance(base, fitting, loose) else _MANY)
        if many and len(fitting) * 3 >= len(loose) * 2:
            return [replace(e, base=base, sure="structure", others=()) if e in loose else e for e in found]
    return found
