"""Schemes of assessment (考核): a year's indicators in groups, what each is worth and by which rule; and their arithmetic.

A scheme is data that an office writes. Points are exact and told with at most two decimals. What a unit had no occasion for is not
applicable: its weight is spread over the unit's other indicators, or given in full, as the scheme says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

BASE, BONUS, DEDUCTION = "base", "bonus", "deduction"
SORTS = {BASE: "基本分", BONUS: "加分", DEDUCTION: "扣分"}
RATE, REACH, THRESHOLD, EARN, LOSE, BY_HAND = "rate", "reach", "threshold", "earn", "lose", "by_hand"
RULES = {
    RATE: "按比率，两头之间按比例", REACH: "按数量，两头之间按比例", THRESHOLD: "达到就得分", EARN: "每有一项得分", LOSE: "每有一项扣分",
    BY_HAND: "人工评分，附佐证",
}  # fmt: skip
FITTING = {BASE: tuple(RULES), BONUS: (REACH, THRESHOLD, EARN, BY_HAND), DEDUCTION: (THRESHOLD, LOSE, BY_HAND)}
"""Which rules have a place in which sort of group."""
SPREAD, FULL = "spread", "full"
WITHOUT = {SPREAD: "按比例分到其余指标", FULL: "给满分"}
UNIT, OFFICE = "unit", "office"
JUDGES = {UNIT: "单位先自评", OFFICE: "政务公开办直接评"}
LEVELS = {"department": "部门", "town": "乡镇街道", "institution": "公共企事业单位"}
CENT, NOTHING = Decimal("0.01"), Decimal(0)


@dataclass(frozen=True)
class Indicator:
    """One indicator. ``measure`` over ``of``, narrowed by ``where`` and ``of_where``; ``none`` and ``full`` are where its points begin and end, in
    percent for a rate; ``at`` is a threshold, ``per`` the points of each piece. With a sample (``of``) below ``least`` it is not applicable.
    ``levels``: whom it concerns, all if none is named."""

    key: str
    name: str
    points: Decimal
    rule: str
    measure: str = ""
    of: str = ""
    where: Mapping[str, Any] = field(default_factory=dict, hash=False)
    of_where: Mapping[str, Any] = field(default_factory=dict, hash=False)
    none: Decimal = NOTHING
    full: Decimal = Decimal(100)
    at: Decimal = Decimal(1)
    per: Decimal = Decimal(1)
    least: int = 1
    judge: str = UNIT
    asks: str = ""
    levels: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        return self.rule == BY_HAND

    @property
    def claimed(self) -> bool:
        """Does the unit say first what it deserves?"""
        return self.by_hand and self.judge == UNIT

    def concerns(self, level: str) -> bool:
        return not self.levels or level in self.levels


@dataclass(frozen=True)
class Group:
    """Indicators under one head."""

    name: str
    sort: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Scheme:
    """A scheme as it is written: from which year on it is meant, whom it assesses, what becomes of what is not applicable, the terms of objections
    and of decisions on them in working days."""

    name: str
    since: int
    groups: tuple[Group, ...]
    levels: tuple[str, ...] = ("department", "town")
    without: str = SPREAD
    objection_days: int = 5
    decision_days: int = 10
    basis: str = ""

    def indicators(self, level: str = "") -> list[tuple[Group, Indicator]]:
        """Those that concern a level of units, all if none is named, in their order."""
        return [(g, each) for g in self.groups for each in g.indicators if not level or each.concerns(level)]

    def indicator(self, key: str) -> tuple[Group, Indicator]:
        """Raises LookupError."""
        found = next((each for each in self.indicators() if each[1].key == key), None)
        if found is None:
            raise LookupError(key)
        return found

    def whole(self, level: str = "") -> Decimal:
        """What the basic indicators of a level are worth together."""
        return sum((each.points for group, each in self.indicators(level) if group.sort == BASE), NOTHING)


@dataclass(frozen=True)
class Value:
    """What was counted for an indicator: a number, or part of a whole; None is unknown."""

    part: Decimal | None
    whole: Decimal | None = None


@dataclass(frozen=True)
class Scored:
    """What an indicator came to: its points, None where it is not applicable or (``pending``) nobody has judged it yet; what was counted, in words."""

    points: Decimal | None
    words: str
    pending: bool = False


@dataclass(frozen=True)
class Total:
    """A unit's score. ``void`` is what was not applicable, ``pending`` what is still to be judged, in points."""

    base: Decimal
    bonus: Decimal
    deduction: Decimal
    void: Decimal
    pending: Decimal

    @property
    def total(self) -> Decimal:
        return max(self.base + self.bonus - self.deduction, NOTHING)


def rounded(points: Decimal) -> Decimal:
    return points.quantize(CENT, ROUND_HALF_UP)


def plain(number: Decimal | int) -> str:
    """A number without zeros behind: 12.5, 80, 0.25."""
    text = f"{Decimal(number):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def score(group: Group, each: Indicator, value: Value, unit: str = "") -> Scored:
    """The points of an indicator that is counted; of a deduction, what it takes away. ``unit``: what one is called in words."""
    if each.of:
        if not value.whole:
            return Scored(None, "没有可以计的")
        if value.whole < each.least:
            return Scored(None, f"只有{plain(value.whole)}{unit}，不到{each.least}{unit}，不计")
    if value.part is None:
        return Scored(None, "没有登记过")
    n, words = value.part, f"{plain(value.part)}{unit}"
    if each.rule == RATE:
        rate = n * 100 / value.whole
        words = plain(n)
        return Scored(
            _between(rate, each), f"{plain(rate.quantize(CENT, ROUND_HALF_UP))}%（{words}/{plain(value.whole)}）"
        )
    if each.rule == REACH:
        return Scored(_between(n, each), words)
    if each.rule == THRESHOLD:
        return Scored(each.points if n >= each.at else NOTHING, words)
    pieces = min(rounded(each.per * n), each.points)
    lost_from_full = each.rule == LOSE and group.sort != DEDUCTION
    return Scored(each.points - pieces if lost_from_full else pieces, words)


def _between(n: Decimal, each: Indicator) -> Decimal:
    """Nothing at one end, all at the other, in proportion between them; the ends may lie either way round."""
    share = (n - each.none) / (each.full - each.none)
    return rounded(each.points * min(max(share, NOTHING), Decimal(1)))


def total(scheme: Scheme, level: str, scored: Mapping[str, Scored]) -> Total:
    """The score of a unit of a level. What is not applicable is spread over the other basic indicators, or counts as full."""
    sums = dict.fromkeys(SORTS, NOTHING)
    void, pending = NOTHING, NOTHING
    for group, each in scheme.indicators(level):
        found = scored[each.key]
        if found.points is not None:
            sums[group.sort] += found.points
        elif found.pending:
            pending += each.points if group.sort == BASE else NOTHING
        elif group.sort == BASE:
            void += each.points
    whole = scheme.whole(level)
    base = sums[BASE]
    if void and scheme.without == FULL:
        base += void
    elif void and whole > void:
        base = base * whole / (whole - void)
    return Total(rounded(base), rounded(sums[BONUS]), rounded(sums[DEDUCTION]), void, pending)


def ranks(totals: Mapping[Any, Decimal]) -> dict[Any, int]:
    """The place of each, the highest first; who has the same has the same place, and the places behind are left out."""
    scores = sorted(totals.values(), reverse=True)
    return {key: scores.index(each) + 1 for key, each in totals.items()}


def told(group: Group, each: Indicator, measure: str = "", of: str = "", unit: str = "") -> str:
    """The rule in words; ``measure``, ``of``: what the measures are called, ``unit``: what one counts."""
    if each.by_hand:
        most = {BASE: "满分", BONUS: "最多加", DEDUCTION: "最多扣"}[group.sort]
        return f"{JUDGES[each.judge]}，{most}{plain(each.points)}分"
    sample = f"；{of}少于{each.least}{unit}的不计" if each.of and each.least > 1 else ""
    verb = {BASE: "得", BONUS: "加", DEDUCTION: "扣"}[group.sort]
    if each.rule == RATE:
        return f"{measure}占{of}的比率，{_ends(each, '%')}{sample}"
    if each.rule == REACH:
        return f"{measure}，{_ends(each, unit)}"
    if each.rule == THRESHOLD:
        return f"{measure}达到{plain(each.at)}{unit}{verb}{plain(each.points)}分{sample}"
    if each.rule == EARN:
        return f"{measure}每1{unit}{verb}{plain(each.per)}分，最多{plain(each.points)}分{sample}"
    end = f"最多扣{plain(each.points)}分" if group.sort == DEDUCTION else "扣完为止"
    return f"{measure}每1{unit}扣{plain(each.per)}分，{end}{sample}"


def _ends(each: Indicator, unit: str) -> str:
    word = ("以下", "以上") if each.none < each.full else ("以上", "以下")
    best = "" if each.full == 0 or (unit == "%" and each.full == 100) else word[1]
    worst = "" if each.none == 0 or (unit == "%" and each.none == 100) else word[0]
    return f"{plain(each.full)}{unit}{best}得满分，{plain(each.none)}{unit}{worst}不得分，中间按比例"


def doubts(scheme: Scheme) -> Iterable[str]:
    """What can be, yet is most likely a slip."""
    for level in scheme.levels:
        if (whole := scheme.whole(level)) != 100:
            yield f"{LEVELS[level]}的基本分合计{plain(whole)}分，不是100分"
