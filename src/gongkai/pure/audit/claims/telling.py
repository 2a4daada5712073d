"""Figures in an arithmetic line, and the quote around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.judge import places, plainly
from gongkai.pure.audit.quantities import Quantity, Sentence

SIGNS: dict[Verdict, str] = {"holds": "=", "rounding": "≈", "contradicts": "≠", "unclear": "?"}


def number(value: Decimal) -> str:
    """A number without exponent or idle zeros: 1402, 18.4."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(quantity: Quantity) -> str:
    """The figure in a line of arithmetic, digits and scale as printed: 89.50 stays 89.50, 7003.4万 stays so; per cent with its sign."""
    return f"{quantity.number}{quantity.unit}" if quantity.is_percent else quantity.number


def like(value: Decimal | int, stated: Quantity) -> str:
    """What figures make, in the scale of the one that they are held against: 2.16亿 beside 2.26亿; 9000 beside 9000万."""
    if not stated.scale_word or abs(value) < stated.scale <= stated.value:
        return number(Decimal(value))
    return f"{number(Decimal(value) / stated.scale)}{stated.scale_word}"


def quotient(value: Decimal, stated: Quantity) -> str:
    """The same of what a division makes, with as many places as tell it from what is stated."""
    scaled = value / stated.scale
    return f"{plainly(scaled, places(stated))}{stated.scale_word}" if scaled >= 1 else plainly(value, places(stated))


def sign(verdict: Verdict, exactly: bool) -> str:
    """= where both sides are the same, ≈ where one may stand for the other, ≠ where it can't."""
    return SIGNS["contradicts"] if verdict == "contradicts" else SIGNS["holds" if exactly else "rounding"]


def quote(sentence: Sentence, figures: Sequence[Quantity]) -> tuple[int, int]:
    """From the words before the first figure to the end of the last one's clause, without figures of other claims at its ends."""
    first, last = min(figures, key=lambda q: q.start), max(figures, key=lambda q: q.end)
    at = bisect_left(sentence.quantities, first.start, key=lambda q: q.start)
    start = max(sentence.clause_of(first).start, sentence.quantities[at - 1].end if at else sentence.start)
    skipped = sentence.text[start - sentence.start : first.start - sentence.start]
    start += len(skipped) - len(skipped.lstrip())
    clause = sentence.clause_of(last)
    following = sentence.quantities[bisect_left(sentence.quantities, last.end, key=lambda q: q.start) :][:1]
    if following and following[0].start < clause.end:
        return start, last.end
    rest = sentence.text[last.end - sentence.start : clause.end - sentence.start]
    return start, last.end + len(rest.rstrip(" 。！？!?"))


def twice(one: Quantity, other: Quantity, sentence: Sentence, verdict: Verdict, confidence: float = 0.8) -> Finding:
    """The same measure in two places; the later, in its sentence, is quoted."""
    start, end = quote(sentence, [other])
    line = f"{shown(one)}{sign(verdict, one.value == other.value)}{shown(other)}"
    reason = "twice" if verdict == "contradicts" else "twice-holds"
    args = {"stated": other.printed, "expected": one.printed}
    figures = (one.figure, other.figure)
    return Finding(
        "cross", verdict, start, end, figures, other.printed, one.printed, line, reason, args, None, confidence
    )
