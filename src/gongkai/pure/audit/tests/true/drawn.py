"""Random figures that are true of each other, and the words that civil servants put around them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal


class Drawn(random.Random):
    """Figures of one seed."""

    def some(self, low: int, high: int) -> int:
        return self.randint(low, high)

    def parts(self, whole: int, many: int) -> list[int]:
        """So many numbers above nothing that add up to the whole."""
        cuts = sorted(self.sample(range(1, whole), many - 1))
        return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]

    def some_parts(self, whole: int, many: int) -> list[int]:
        """So many of the parts: others are not told, more than a tenth of the whole. What one slip makes the whole of less is accused as that slip."""
        return next(told[:many] for told in iter(lambda: self.parts(whole, many + 1), []) if told[many] * 10 > whole)

    def other(self, number: int) -> int:
        """Another year's figure."""
        return next(each for each in iter(lambda: self.randint(number // 2 + 1, number * 2), 0) if each != number)

    def rate(self, low: int = 80) -> str:
        """A rate of what nobody tells."""
        return f"{self.randint(low * 10, 999) / 10:.1f}%"


def share(part: int | Decimal, whole: int | Decimal, places: int = 1) -> str:
    return f"{rounded(Decimal(part) * 100 / Decimal(whole), places)}%"


def shares(whole: int, *parts: int) -> str:
    return "、".join(share(each, whole) for each in parts)


def rounded(value: Decimal | int, places: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def quotient(one: int, other: int, places: int = 1) -> str:
    return str(rounded(Decimal(one) / Decimal(other), places))


def change(now: int, before: int) -> str:
    return ("增长" if now > before else "下降") + share(abs(now - before), before)


def more(now: int, before: int, unit: str) -> str:
    return f"{'增加' if now > before else '减少'}{abs(now - before)}{unit}"


Pattern = Callable[[Drawn], Iterator[str]]
PATTERNS: list[Pattern] = []


def pattern(told: Pattern) -> Pattern:
    """One way of drawing figures; it yields each sentence that is true of them."""
    PATTERNS.append(told)
    return told
