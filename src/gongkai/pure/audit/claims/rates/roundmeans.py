"""Means told in round figures, rounded or cut off: 「日均3500人次」 for 3523, 「场均7个」 for 7.96."""

from __future__ import annotations

from decimal import Decimal

from gongkai.pure.audit.finding import Verdict
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity

_ROUND_WITHIN = Decimal("0.025")
"""A mean in round figures is no farther from what it stands for."""


def rounded(mean: Quantity) -> Interval:
    """What a mean may stand for."""
    if not mean.is_whole:
        return mean.interval
    return Interval(mean.value - 1, mean.value + 1, low_open=True, high_open=True)


def is_cut(mean: Quantity, expected: Interval) -> bool:
    """Whether a mean is no nearest number to what the figures make: 7 for 7.96."""
    half = mean.step / 2
    nearest = Interval(mean.value - half, mean.value + half) if mean.is_whole else mean.interval
    return not mean.approximation and not nearest.meets(expected)


def told_round(mean: Quantity, expected: Interval) -> Verdict:
    """日均3500人次 for 3523: a mean is told in round figures, though nobody writes 约 before it."""
    zeros = len(mean.digits) - len(mean.digits.rstrip("0"))
    if mean.is_whole and zeros and expected.low and expected.high:
        scale = Decimal(10) ** zeros
        near = min(scale, _ROUND_WITHIN * expected.high)
        if Interval(mean.value - min(near, scale / 2), mean.value + near).meets(expected):
            return "rounding"
    return verdict(mean, expected)
