"""A calculator for the labels, which shares nothing with the auditor.

A check is a comparison of sums: 「20+11 = 31」, 「1608/2415 = 66.6%」, 「540 <= 312+280 <= 600」. Whole numbers are
exact, the others stand for all that rounds to them; so do numbers with %, 万, 亿 or 倍, up to their last printed digit (倍: a tenth).
「8/33 ~ 24.3%」: made one higher in its last place so that the shares of a list give 100.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?P<mark>[%‰万亿倍])?|(?P<sign><=|>=|[-+*/()=<>~]))")
_SCALE = {
    None: Fraction(1),
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "倍": Fraction(1),
    "万": Fraction(10_000),
    "亿": Fraction(100_000_000),
}
COMPARISONS = ("<=", ">=", "=", "<", ">", "~")


@dataclass(frozen=True)
class Value:
    """A number, with the bounds that its printed digits leave. unit: the worth of a printed last digit, 0 if exact."""

    point: Fraction
    low: Fraction
    high: Fraction
    unit: Fraction = Fraction(0)

    def combine(self, sign: str, other: "Value") -> "Value":
        act = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__, "/": Fraction.__truediv__}[sign]
        corners = [act(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Value(act(self.point, other.point), min(corners), max(corners))


def verdict(check: str) -> str:
    """ "holds", "rounding" or "contradicts"."""
    tokens = _tokens(check)
    sides, signs = [[]], []
    for token in tokens:
        if token in COMPARISONS:
            signs.append(token)
            sides.append([])
        else:
            sides[-1].append(token)
    values = [_evaluate(side) for side in sides]
    verdicts = [_compare(values[n], sign, values[n + 1]) for n, sign in enumerate(signs)]
    return next(each for each in ("contradicts", "rounding", "holds") if each in verdicts)


def _compare(left: Value, sign: str, right: Value) -> str:
    if sign not in ("=", "~"):
        one, two = left.point, right.point
        return "holds" if {"<=": one <= two, ">=": one >= two, "<": one < two, ">": one > two}[sign] else "contradicts"
    printed, other = (left, right) if left.unit >= right.unit else (right, left)
    gap = other.point - printed.point
    if abs(gap) <= printed.unit / 2:
        return "holds"
    if (
        0 <= gap < printed.unit
        or (sign == "~" and abs(gap) < printed.unit)
        or (left.low <= right.high and right.low <= left.high)
    ):
        return "rounding"  # digits cut off: 6.6% for 6.68%, not 6.7% for 6.63%
    return "contradicts"


def _tokens(check: str) -> list[Value | str]:
    tokens, place = [], 0
    while place < len(check):
        match = _TOKEN.match(check, place)
        if not match:
            raise ValueError(f"{check!r}: can't read {check[place:]!r}")
        place = match.end()
        tokens.append(_literal(match["number"], match["mark"]) if match["number"] else match["sign"])
    return tokens


def _literal(number: str, mark: str | None) -> Value:
    scale, decimals = _SCALE[mark], len(number.partition(".")[2])
    point = Fraction(number) * scale
    unit = scale / 10**decimals if mark or decimals else Fraction(0)
    if mark == "倍" and not decimals:
        unit = Fraction(1, 10)
    return Value(point, point - unit / 2, point + unit / 2, unit)


def value(printed: str) -> Value:
    """One number, 「90.3%」."""
    return _evaluate(_tokens(printed))


def _evaluate(tokens: list[Value | str]) -> Value:
    """Sums of products, with brackets."""
    rest = list(tokens)
    value = _sum(rest)
    if rest:
        raise ValueError(f"left over: {rest}")
    return value


def _sum(rest: list) -> Value:
    value = _product(rest)
    while rest and rest[0] in ("+", "-"):
        value = value.combine(rest.pop(0), _product(rest))
    return value


def _product(rest: list) -> Value:
    value = _factor(rest)
    while rest and rest[0] in ("*", "/"):
        value = value.combine(rest.pop(0), _factor(rest))
    return value


def _factor(rest: list) -> Value:
    head = rest.pop(0)
    if head != "(":
        return head
    value = _sum(rest)
    if rest.pop(0) != ")":
        raise ValueError("a bracket stays open")
    return value


def reachable(rate: Value, base: int) -> bool:
    """Whether any whole number of `base` rounds (or is cut off) to the rate."""
    return any(-rate.unit / 2 <= Fraction(part, base) - rate.point < rate.unit for part in range(base + 1))
