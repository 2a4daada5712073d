"""A percentage with what it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity

Sure = Literal["named", "structure", "near", "guessed"]
"""How the base was found: the text names it; the parts of a breakdown have one whole; it is a total close by; it is just before.

A guess may hold, and is then worth telling; it never contradicts.
"""


@dataclass(frozen=True)
class Share:
    """part is `percent` of base. less: figures to be taken off the base (其余事项). others: what else the base might be.

    base is None: the text does not tell it (part alone can still be unreachable). part None: only the base is told.
    more: further numerators (两项合计占). foreign: the rate has another name than its numerator.
    """

    percent: Quantity
    part: Quantity | None
    base: Quantity | None
    sure: Sure = "near"
    less: tuple[Quantity, ...] = ()
    others: tuple[Quantity, ...] = ()
    more: tuple[Quantity, ...] = ()
    foreign: bool = False

    @property
    def parts(self) -> tuple[Quantity, ...]:
        """All numerators."""
        return (*self.more, self.part) if self.part else ()


NOT_SHARED = re.compile(
    r"增长|增加|下降|减少|提升|提高|上升|降低|增幅|降幅|同比|环比|压缩|缩短|缩减|精简|提速|减免|浮动|优惠"
)


def fits(percent: Quantity, part: Quantity, base: Quantity) -> bool:
    quotient = part.interval.over(base.interval)
    return quotient is not None and verdict(percent, quotient.scaled(Decimal(percent.whole_is))) != "contradicts"
