"""How far a rate can be trusted: a share of few cases says little, and no rank is won by one lucky case."""

from dataclasses import dataclass
from math import sqrt

Z = 1.96
"""Of the normal distribution, for 95 in 100."""


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, with 95 % confidence (Wilson's score interval); of nothing it may be any."""
        if not self.whole:
            return 0.0, 1.0
        n, p, z2 = self.whole, self.share, Z * Z
        middle, reach = p + z2 / (2 * n), Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        low, high = (middle - reach) / (1 + z2 / n), (middle + reach) / (1 + z2 / n)
        # Where the share is one of the ends the interval ends there too, whatever floating point makes of it.
        return 0.0 if self.part == 0 else max(low, 0.0), 1.0 if self.part == n else min(high, 1.0)

    @property
    def low(self) -> float:
        return self.interval[0]

    @property
    def high(self) -> float:
        return self.interval[1]

    def apart_from(self, other: "Rate") -> bool:
        """Do the two differ by more than chance makes likely? Said only where the intervals do not meet."""
        return self.low > other.high or other.low > self.high

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.part + other.part, self.whole + other.whole)

    def __sub__(self, other: "Rate") -> "Rate":
        return Rate(self.part - other.part, self.whole - other.whole)
