"""What is open on all days, so many in the year and so many a day: 「总访问量248.6万人次，日均访问量6811人次」, 「网站全年发布18762条，日均61条」. Kind `percent`: a quotient told.

A site or a hotline is open on all days, but a mean may be of working days, or of a part of the year. So only that is called wrong which
one slip of the pen makes of the mean of a year's days, and which no year's working days make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import plainly
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.slips import apart, swapped

REASONS = {
    "online-days": (
        "按全年天数计算日均为{expected}，所述为{stated}",
        "Over the days of a year the daily mean is {expected}, not {stated}",
    )
}

_DAILY = re.compile("日均(?P<act>[\u4e00-\u9fff]{0,6})$")
_VISITED = re.compile("访问|浏览|点击")
_ALWAYS_OPEN = re.compile("网站|热线|微信|微博|公众号|新媒体|客户端|抖音|头条号")
_ALL_YEAR = re.compile("全年|全年度")
_PART_OF_YEAR = re.compile("月|季度|半年|以来|改版|上线|期间|累计|历年|工作日")
_YEARS = (Decimal(365), Decimal(366))
_SOME_DAYS = (Interval(Decimal(240), Decimal(262)), Interval(Decimal(355), Decimal(370)))
_DIGITS, _FEWEST = 4, 2


def slipped_day(sentence: Sentence, totals: Sequence[Quantity], mean: Quantity) -> Finding | None:
    """The mean, if it is wrong. totals: what it may be of; several leave it open."""
    total = totals[0]
    before = sentence.before(mean)
    daily = _DAILY.search(mean.lead)
    alike = daily is not None and daily["act"].rstrip("约近为达") in total.lead
    visited = _VISITED.search(total.lead)
    all_year = alike and total.is_whole and _ALWAYS_OPEN.search(before) and _ALL_YEAR.search(before)
    told = daily and (visited or all_year) and len(totals) == 1
    days = total.interval.over(mean.interval) if told and not mean.approximation else None
    if days is None or any(days.meets(each) for each in _SOME_DAYS) or _PART_OF_YEAR.search(before):
        return None
    told_digits = plainly(mean.value / mean.step)
    made = {n: plainly(total.value / n / mean.step) for n in _YEARS}
    year = next(
        (n for n, each in made.items() if len(apart(each, told_digits)) == 1 or swapped(each, told_digits)), None
    )
    if year is None or len(told_digits) < (_FEWEST if all_year else _DIGITS):
        return None
    shown = telling.like(Decimal(made[year]) * mean.step, mean)
    return Finding(
        "percent", "contradicts", total.start, mean.end, (total.figure, mean.figure), mean.printed, shown,
        f"{total.number}÷{year}={shown}≠{mean.number}", "online-days",
        {"stated": mean.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
