"""Parts that are near their whole, and what that tells: 「9874户，其中企业2316户，个体7324户，合作社216户」 make 9856.

其中 need not be whole. But who leaves some out leaves out more than a hundredth, and a gap that one slip of the pen closes is
that slip, where it is so large that chance would close hardly any of its size. A smaller gap tells nothing: it may as well be a rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.slips import one_slip, swapped

_TERM = re.compile("第[一二三四五六七八九十]")
_TASKS = re.compile("(?:具体|重点|年度|工作|主要)*(?:任务|要点|举措|措施)")
_FEW = 2
_TELLING = 10
_MANY_DIGITS, _FAR, _NOT_FAR = 1000, Decimal("1.2"), Decimal("1.12")
"""What may overlap makes by chance, once in a while, the whole with two of three digits turned, but seldom one so near."""
_LARGE = 100
"""Of gaps below the first every one is closed by some slip, of those below the second one in seven, of larger ones a few in a hundred."""


def nearly(told: Breakdown, beside: Sequence[Breakdown]) -> bool:
    """Whether the parts fall short of their whole by one slip. beside: the breakdowns of the same passage.

    Money is spent once; of other things only names that do not overlap, as many as there are parts.
    """
    whole, parts = told.whole, told.parts
    gap = whole.value - sum(each.value for each in parts)
    if gap <= 0 or not _distinct(told) or any(each.approximation for each in (whole, *parts)):
        return False
    if any(_TERM.match(each) for each in told.labels()):
        return False  # 培训4期（第一期86人次、第二期92人次、第三期63人次）
    steps = gap / min(each.step for each in (whole, *parts))
    spent = same(whole.unit, "元")
    several = len(parts) > _FEW or ((steps >= _LARGE or spent) and families.excluding(told.labels()))
    near = steps >= _TELLING and (
        gap * 100 <= whole.value
        or (several and gap * 20 <= whole.value)
        or (several and (steps >= _LARGE or families.by_media(told.labels())) and gap * 10 <= whole.value)
    )
    return near and closed_by_a_slip(whole, parts) and not _short_as_well(told, beside)


def closed_by_a_slip(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one digit, or two that changed places, in one of the figures would make the parts their whole."""
    gap = whole.value - sum(each.value for each in parts)
    step = min(each.step for each in (whole, *parts))
    return _slips(whole, whole.value - gap, step) or any(_slips(each, each.value + gap, step) for each in parts)


def _slips(one: Quantity, other: Decimal, step: Decimal) -> bool:
    return other > 0 and one_slip(one.value / step, other / step)


def _short_as_well(told: Breakdown, beside: Sequence[Breakdown]) -> bool:
    """Whether what is told in another counter of the same parts falls short too: then more parts are left out."""
    mine = {each.clause for each in told.parts}
    return any(
        each.whole is not told.whole
        and {part.clause for part in each.parts} == mine
        and abs(each.parts[0].start - told.parts[0].start) < _LARGE
        and sum(part.value for part in each.parts) < each.whole.value
        for each in beside
    )


def _open_ended(told: Breakdown) -> bool:
    """要闻260条、公告318条、人事60条等."""
    return any(each.tail.startswith("等") for each in told.parts)


def _distinct(told: Breakdown) -> bool:
    """Whether the parts have names, different ones, of things that do not overlap by nature."""
    labels = told.labels()
    # Money is spent once, and 36项具体任务，其中平台建设6项 tells of tasks and not of a platform.
    apart = same(told.whole.unit, "元") or not families.overlapping(labels) or bool(_TASKS.match(told.whole.tail))
    if _open_ended(told):
        return False
    return (
        all(labels)
        and len(set(labels)) == len(labels)
        and apart
        and told.opening != "after"
        and not families.nested(labels)
    )


def _kept_apart(told: Breakdown) -> bool:
    """Whether the names divide the whole, or one slip in one of the figures closes the gap."""
    return families.excluding(told.labels()) or closed_by_a_slip(told.whole, told.parts)


def little_above(told: Breakdown) -> bool:
    """Whether three or more named parts come out a little above the whole: what overlaps does so by more. Money is spent once."""
    added = sum(each.value for each in told.parts)
    money = same(told.whole.unit, "元")
    near = money or families.closed_by_rest(told.labels()) or _kept_apart(told)
    spent = money or added * 100 <= told.whole.value * 115
    return _distinct(told) and (len(told.parts) > 2 or _fees(told)) and spent and near


_FEE = re.compile("[费税金款]$")


def _fees(told: Breakdown) -> bool:
    """Whether they are sums of money that their names tell apart: 复制费 and 邮寄费."""
    return (
        told.opening in ("其中", "list", "bracket")
        and same(told.whole.unit, "元")
        and all(_FEE.search(each) for each in told.labels())
    )


def classed(told: Breakdown) -> bool:
    """Whether they are classes that the last, 其他, completes, a little above their whole: the shares were counted of the right one."""
    return families.closed_by_rest(told.labels()) and little_above(told)


def one_slip_above(told: Breakdown) -> bool:
    """Whether two or more come out so little above the whole that one slipped digit explains it."""
    added = sum(each.value for each in told.parts)
    return _distinct(told) and one_digit_short(told.whole, told.parts) and added * 20 <= told.whole.value * 21


def far_above(told: Breakdown) -> bool:
    """Whether scaled figures come out above their whole by more than rounding may: 1605亿 and 633亿 of 2138亿."""
    over = sum(each.value for each in told.parts) - told.whole.value
    step = max(each.step for each in (told.whole, *told.parts))
    return over >= step * _TELLING and not any(each.approximation for each in (told.whole, *told.parts))


def just_above(told: Breakdown) -> bool:
    """Whether channels of which the last is 其他 come out above the whole by one slipped digit, and no more than a fortieth of it."""
    over = sum(each.value for each in told.parts) - told.whole.value
    return families.exhausting(told.labels()) and over * 40 <= told.whole.value and one_digit(told.whole, told.parts)


def turned(told: Breakdown) -> bool:
    """「3460条，其中网站1985条、微信1120条、微博535条」: whether what parts of different names make is the whole with two digits turned (3640)."""
    if _open_ended(told):
        return False
    added, labels = sum(each.value for each in told.parts), told.labels()
    apart = (
        all(labels) and len(set(labels)) == len(labels) > 1 and told.opening in ("其中", "list", "bracket", "divided")
    )
    most = _FAR if added >= _MANY_DIGITS else _NOT_FAR
    return apart and _LARGE <= added <= told.whole.value * most and swapped(str(added), str(told.whole.value))


def turned_part(told: Breakdown) -> bool:
    """「7318条，其中网站4165条，微信1528条，微博973条，公开栏688条」: whether two digits turned in one of the parts, and in no other, make them their whole (937)."""
    over = sum(each.value for each in told.parts) - told.whole.value
    labels = told.labels()
    apart = all(labels) and len(set(labels)) == len(labels) > _FEW and told.opening in ("其中", "list", "bracket")
    if not apart or over <= 0 or over * 40 > told.whole.value or over < _TELLING or _open_ended(told):
        return False
    fitting = [e for e in told.parts if e.value >= _LARGE and e.is_whole and swapped(str(e.value), str(e.value - over))]
    return len(fitting) == 1 and told.whole.is_whole


def one_digit(whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether one slipped digit, not of the last place, closes a gap of at most a fifth."""
    gap = abs(whole.value - sum(each.value for each in parts))
    return gap >= _TELLING and gap * 5 <= whole.value and len(str(gap).rstrip("0")) == 1


def one_digit_short(whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether one slipped digit closes a gap that is too large to be closed by any, between parts that make most of the whole."""
    gap = whole.value - sum(each.value for each in parts)
    if abs(gap) < _TELLING or gap * 2 > whole.value:
        return False
    if abs(gap) < 10 * _TELLING and abs(gap) * 50 > whole.value:
        return False
    text = str(abs(gap)).rstrip("0")
    return len(text) == 1
