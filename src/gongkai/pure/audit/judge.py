"""Verdicts: what is stated against what follows from other figures, as intervals.

A stated figure stands for all values that round to it. If only cutting the digits off explains it, it is `rounding`: a note.
What is cut off is about what the printed figures make: hardly anybody cuts off what only the utmost of their rounding would have left.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.pure.audit.finding import Verdict
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity


def verdict(stated: Quantity, expected: Interval) -> Verdict:
    """holds, rounding or contradicts: whether the stated figure can stand for a value in the expected interval."""
    if stated.interval.meets(expected):
        return "holds"
    return "rounding" if stated.truncated.meets(_likely(expected)) else "contradicts"


def _likely(expected: Interval) -> Interval:
    """The middle half."""
    if expected.low is None or expected.high is None or expected.is_exact:
        return expected
    quarter = (expected.high - expected.low) / 4
    return Interval(expected.low + quarter, expected.high - quarter)


def far(stated: Quantity, parts: Sequence[Quantity], base: Quantity | Sequence[Quantity]) -> bool:
    """Whether whole counts make quite another percentage than the stated one: most do, and need no interval."""
    if stated.approximation:
        return False
    if len(parts) == 1 and isinstance(base, Quantity):  # nearly always
        if not (parts[0].is_whole and base.is_whole):
            return False
        above, below = parts[0].value, base.value
    else:
        bases = (base,) if isinstance(base, Quantity) else base
        if not all(each.is_whole for each in (*parts, *bases)):
            return False
        above, below = Decimal(sum(e.value for e in parts)), Decimal(sum(e.value for e in bases))
    return abs(above * stated.whole_is - stated.value * below) > stated.step * below


def plainly(value: Decimal, places: int = 0) -> str:
    """A number for a person: no exponent, no trailing zeros beyond what is asked for, at most so many places."""
    rounded = round(value, places) if places else value.quantize(Decimal(1))
    text = format(rounded, "f")
    return text


def places(stated: Quantity) -> int:
    """How many decimals a quotient must be shown with to be told from the stated one: one more than it has, at least two."""
    decimals = len(stated.digits.partition(".")[2])
    return max(2, decimals + 1)
