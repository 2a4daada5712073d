"""One quantity as a text states it: number, scale, unit, and the interval of true values that it may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from gongkai.pure.audit.finding import Figure
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities.once import once
from gongkai.pure.audit.quantities.units import PER_MILLE, PERCENT, POINTS, SCALES, WORDS, canonical

Approximation = Literal["", "about", "over", "under", "at least", "at most"]
"""about: 约, 左右; over: 余, 多, 超过 (more, but not much more); under: 近, 不足; at least: 以上; at most: 以下, 以内."""

_POINTS = frozenset(word for word in WORDS if canonical(word) == POINTS)
_RATES = _POINTS | {PERCENT, PER_MILLE}
_GRADES = frozenset(["岁", "周岁", "分"])
# 余, 多 and 近 round at the last digit that is not a zero: 2800余 is less than 2900, 近20 more than 10.
_SLACK = {"over": (Decimal(0), Decimal(1)), "under": (Decimal(-1), Decimal(0)), "about": (Decimal(-1), Decimal(1))}

_SET = re.compile(r"(?:目标|任务|计划|指标)[^，。；\d]{0,4}$")
_REACHED = re.compile("完成|实现|达到")


@dataclass(eq=False)
class Quantity:
    """`text[start:end]` of the document: number, scale, 余 and unit as printed, without the words before.

    digits: the number in plain half-width digits, trailing zeros kept. scale: what 百, 千, 万, 亿 multiply it by. lead: the
    text between the last boundary (sign or quantity) and the number; tail: from here to the next one. clause: its number in
    the sentence, comma by comma. in_characters: written 四 or 两, not in digits, and no figure of a list (`spelled.py`). unit_of_list: the text has lost its unit,
    which is that of the figures beside it.
    """

    start: int
    end: int
    printed: str
    digits: str
    scale: int
    unit: str
    approximation: Approximation = ""
    lead: str = ""
    tail: str = ""
    clause: int = 0
    in_characters: bool = False
    unit_of_list: bool = False

    # A value as those of `value.py`. By the place first: figures of one text differ in it, and rules look for one among many over and over.
    def __hash__(self) -> int:
        return self.start

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        return self.start == other.start and all(getattr(self, each) == getattr(other, each) for each in _FIELDS)

    @once
    def value(self) -> Decimal:
        return Decimal(self.digits) * self.scale

    @property
    def scale_word(self) -> str:
        """万 for 7003.4万, "" for 105."""
        return next((word for word, scale in SCALES.items() if scale == self.scale), "")

    @property
    def number(self) -> str:
        """The number with its scale, as an arithmetic shows it: 7003.4万."""
        return self.digits + self.scale_word

    @once
    def step(self) -> Decimal:
        """The worth of the last printed place: 0.1 for 68.7, 1000 for 3601.4万."""
        return Decimal(self.scale).scaleb(-len(self.digits.partition(".")[2]))

    def with_digits(self, digits: str) -> Quantity:
        """The same with other digits, `printed` left as it is."""
        return Quantity(
            self.start, self.end, self.printed, digits, self.scale, self.unit, self.approximation, self.lead, self.tail,
            self.clause, self.in_characters, self.unit_of_list,
        )  # fmt: skip

    @once
    def is_percent(self) -> bool:
        return self.unit == PERCENT or self.unit == PER_MILLE

    @property
    def whole_is(self) -> int:
        """What all of it would be called: 100 in percent, 1000 in per mille."""
        return 1000 if self.unit == PER_MILLE else 100

    @once
    def is_points(self) -> bool:
        return self.unit in _POINTS

    @once
    def counts(self) -> bool:
        """Whether it is a count or an amount: no rate, and not the age or the marks from which some are told of (80周岁以上, 90分以上)."""
        bound = self.unit in _GRADES and self.approximation in ("at least", "at most")
        return self.unit not in _RATES and not bound

    @once
    def is_whole(self) -> bool:
        """A count printed to the unit: what it says is what it means."""
        return not self.approximation and self.counts and self.scale == 1 and "." not in self.digits

    @once
    def is_set(self) -> bool:
        """Whether it was set beforehand, so that nothing was rounded: 目标任务5万人."""
        if self.scale == 1 or not _SET.search(self.lead):
            return False
        return self.tail.startswith("的") or not _REACHED.search(self.lead)  # 完成任务5.32万人 is what was done

    @once
    def interval(self) -> Interval:
        """The true values that it may stand for, rounded half up; a whole count and a target stand for themselves."""
        if self.approximation:
            return self._widened()
        if self.is_whole or self.is_set:
            return Interval(self.value, self.value)
        half = self.step / 2
        return Interval(self.value - half, self.value + half, high_open=True)

    @once
    def truncated(self) -> Interval:
        """The same, if the writer cut the digits off instead of rounding: 99% for 99.96%."""
        if self.approximation or self.is_whole:
            return self.interval
        return Interval(self.value, self.value + self.step, high_open=True)

    def _widened(self) -> Interval:
        if self.approximation == "at least":
            return Interval(self.value - (Decimal(0) if self.is_whole_digits else self.step / 2), None)
        if self.approximation == "at most":
            return Interval(None, self.value + (Decimal(0) if self.is_whole_digits else self.step / 2))
        low, high = _SLACK[self.approximation]
        slack = self._last_place()
        return Interval(self.value + low * slack, self.value + high * slack)

    @property
    def is_whole_digits(self) -> bool:
        return "." not in self.digits and self.scale == 1

    def _last_place(self) -> Decimal:
        """The worth of the last digit that is not a zero: 100 for 2800, 1000 for 7003.4万."""
        if "." in self.digits:
            return self.step
        if self.in_characters and self.is_percent and self.digits.endswith("5"):
            return Decimal(5)  # 近四成半
        stripped = self.digits.rstrip("0")
        return Decimal(10 ** (len(self.digits) - len(stripped)) if stripped else 1) * self.scale

    @once
    def figure(self) -> Figure:
        value = self.value
        plain = format(
            value.quantize(Decimal(1)) if value == value.to_integral_value() and self.scale > 1 else value, "f"
        )
        return Figure(self.printed, plain, "" if self.unit_of_list else canonical(self.unit), self.start, self.end)


_FIELDS = tuple(each.name for each in fields(Quantity))
