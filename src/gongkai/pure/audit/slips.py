"""How people err in figures. A gap that no slip explains is more likely our reading than their figure, so it is not accused.

The slips: a digit mistyped, left out, doubled or swapped with its neighbour, in the result or in one of the figures; a part
forgotten or counted twice; 万 misplaced; one or two off; the other figure as the base of a percentage, or what is left of a
hundred; last year's figure or an older draft's, which is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from unicodedata import normalize

from gongkai.pure.audit.finding import Finding

REASONS = {
    "no-slip": (
        "算出来与写的相差太远，不像笔误，多半不是这样算的，不下结论",
        "what it comes to is too far from what is written to be a slip: it was hardly counted this way, so nothing is concluded",
    ),
    "coarse": (
        "写出的数位太少，{expected}与{stated}都说得通，不下结论",
        "the figures are told too roughly to tell {stated} from {expected}, so nothing is concluded",
    ),
}
SURE = frozenset(("relation", "words", "unit"))
"""Kinds whose figures belong together whatever they are: prescribed cells, years and members; a scale is a slip itself."""
NAMED = ("twice", "own-table", "table-", "last-year", "reckoned", "of-year")
"""How reasons begin that rest on the very same name in two places, on a divisor told beside its mean, or on the halves of a year: there a figure may be left over from another year, and far off."""
NEAR, NEAR_RATE, SAME = Decimal("1.2"), Decimal("1.35"), Decimal("1.01")
"""How many times the one may be the other. What is told of a rate is often told of a near base."""
FEW = 2
SCALES = (10, 100, 1000, 10_000, 100_000_000)
SCALE_GAP = Decimal("0.06")
_NUMBER = re.compile(r"([\d.]*\d)\s*(万|亿|百|千)?")
_TENS = {"百": 2, "千": 3, "万": 4, "亿": 8}
_SCALED = re.compile(r"[\d.．]\s*[百千万亿](?![余多])")
_BLANKS = re.compile(r"[\s,]")


def only_slips(found: Finding) -> Finding:
    """The finding; an accusation that no slip explains is `unclear`."""
    if found.verdict != "contradicts" or _is_named(found) or explained(found):
        return found
    return replace(found, verdict="unclear", reason="no-slip", repair=None)


_MUCH = Decimal("0.025")


def not_by_width(found: Finding) -> Finding:
    """The finding; a rate that holds only because 5万 may be anything from 4.5万 to 5.5万 is `unclear`."""
    if found.verdict != "holds" or found.kind not in ("percent", "change"):
        return found
    if not all(normalize("NFKC", each).endswith("%") for each in (found.stated, found.expected)):
        return found
    if not any(_SCALED.search(figure.text) for figure in found.figures):
        return found
    stated, expected = _number(found.stated), _number(found.expected)
    if stated is None or expected is None or abs(stated - expected) <= max(stated, expected) * _MUCH:
        return found
    return replace(found, verdict="unclear", reason="coarse", args={"stated": found.stated, "expected": found.expected})


_UNLIKE = 10


def is_of_two_things(found: Finding) -> bool:
    """Whether text and table tell numbers so far apart (412 complaints of workers, 0 about openness) that nobody would hold them against each other."""
    if found.kind != "cross" or found.verdict != "unclear" or len(found.figures) != 2:
        return False
    low, high = sorted(abs(Decimal(figure.value)) for figure in found.figures)
    return high > max(low, 1) * _UNLIKE


def _is_named(found: Finding) -> bool:
    return found.kind in SURE or found.reason.startswith(NAMED)


def explained(found: Finding) -> bool:
    """Whether people err like this. Without two numbers to compare there is nothing that speaks against it."""
    if found.repair:
        return True
    if found.reason == "order":
        one, other = (Decimal(figure.value) for figure in found.figures)
        return max(one, other) <= FEW * min(one, other)
    stated, expected = _number(found.stated), _number(found.expected)
    if stated is None or expected is None:
        return True
    rate = "%" in normalize("NFKC", found.stated) or "百分点" in found.stated
    if not stated or not expected:
        return abs(stated - expected) <= FEW
    values = [abs(Decimal(figure.value)) for figure in found.figures if figure.unit not in ("%", "百分点")]
    if rate:
        return _near(stated, expected, NEAR_RATE) or any(_near(stated, each, SAME) for each in _rates(expected, values))
    return _near(stated, expected, NEAR) or _by_a_part(stated - expected, values)


def _near(one: Decimal, other: Decimal, times: Decimal) -> bool:
    ratio = max(one, other) / min(one, other)
    if (
        ratio <= times
        or (times != SAME and abs(one - other) <= FEW)
        or _one_slip(_digits(one), _digits(_as_precise(other, one)))
    ):
        return True
    return any(abs(ratio / scale - 1) <= SCALE_GAP for scale in SCALES)


def _by_a_part(gap: Decimal, values: list[Decimal]) -> bool:
    """A part forgotten or counted twice, or one of the figures with a digit that slipped."""
    return any(
        value == abs(gap) or (other > 0 and _one_slip(_digits(value), _digits(other)))
        for value in values
        if value
        for other in (value + gap, value - gap)
    )


def _rates(expected: Decimal, values: list[Decimal]) -> Iterator[Decimal]:
    """The percentage, what is left of the hundred, and what two figures give by the other one as the base."""
    yield expected
    if 0 < expected < 100:
        yield 100 - expected
    for one in values:
        for other in values:
            if one != other and other:
                yield from (each for each in (100 * one / other, 100 * abs(one - other) / other) if each)


def _number(told: str) -> Decimal | None:
    found = _NUMBER.search(_BLANKS.sub("", normalize("NFKC", told)))
    return Decimal(found[1]).scaleb(_TENS.get(found[2] or "", 0)) if found else None


def _as_precise(value: Decimal, stated: Decimal) -> Decimal:
    """Rounded to the last printed place of what is stated: 71667 for 9.2万 is 72000."""
    return round(value, -int(stated.as_tuple().exponent))


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", "")


def one_slip(one: Decimal, other: Decimal) -> bool:
    """Whether the one number may have become the other by a slip of one digit."""
    return _one_slip(_digits(one), _digits(other))


def swapped(one: str, other: str) -> bool:
    """4192 for 4912: the same but for two neighbours that changed places."""
    off = apart(one, other)
    return len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]


def apart(one: str, other: str) -> list[int]:
    """Where two numbers of as many signs differ; nowhere if one is longer."""
    return [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b] if len(one) == len(other) else []


def _one_slip(one: str, other: str) -> bool:
    """One digit changed, left out or doubled, or two neighbours swapped."""
    if len(one) == len(other):
        return len(apart(one, other)) <= 1 or swapped(one, other)
    short, long = sorted((one, other), key=len)
    # Of a single digit with another one beside it any number may come.
    return 1 < len(short) == len(long) - 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
