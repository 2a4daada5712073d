"""Interval arithmetic: what a printed figure may stand for, and what follows from several of them."""

from __future__ import annotations

from decimal import Decimal, localcontext

from gongkai.pure.audit.value import value

ZERO, HUNDRED = Decimal(0), Decimal(100)


@value
class Interval:
    """All numbers from low to high; None: unbounded. low_open, high_open: without that end itself."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exact(cls, value: Decimal) -> Interval:
        return cls(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Decimal) -> Interval:
        """Times a positive number."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, other: Interval) -> Interval | None:
        """Divided, both without negatives; None where the divisor may be zero."""
        if other.low is None or other.low <= 0:
            return None
        with localcontext() as context:
            context.prec = 40
            low = Decimal(0) if other.high is None or self.low is None else self.low / other.high
            high = None if self.high is None else self.high / other.low
        return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every number of this one is less than every number of the other."""
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.low == self.high


def total(intervals: list[Interval]) -> Interval:
    """Their sum; 0 for none."""
    low: Decimal | None = ZERO
    high: Decimal | None = ZERO
    low_open = high_open = False
    for each in intervals:
        low = None if low is None or each.low is None else low + each.low
        high = None if high is None or each.high is None else high + each.high
        low_open, high_open = low_open or each.low_open, high_open or each.high_open
    return Interval(low, high, low_open, high_open)
