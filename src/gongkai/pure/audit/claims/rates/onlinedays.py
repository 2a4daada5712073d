"""Visits to a site, so many in the year and so many a day: 「总访问量248.6万人次，日均访问量6811人次」. Kind `percent`: a quotient told.

A site is open on all days, but a mean may be of working days, or of a part of the year. So only that is called wrong which
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

_DAILY = re.compile("日均[\u4e00-\u9fff]{0,6}$")
_VISITED = re.compile("访问|浏览|点击")
_PART_OF_YEAR = re.compile("月|季度|半年|以来|改版|上线|期间|累计|历年")
_YEARS = (Decimal(365), Decimal(366))
_SOME_DAYS = (Interval(Decimal(240), Decimal(262)), Interval(Decimal(355), Decimal(370)))
_DIGITS = 4


def slipped_day(sentence: Sentence, totals: Sequence[Quantity], mean: Quantity) -> Finding | None:
    """The mean, if it is wrong. totals: what it may be of; several leave it open."""
    total = totals[0]
    told = _DAILY.search(mean.lead) and _VISITED.search(total.lead) and len(totals) == 1
    days = total.interval.over(mean.interval) if told and not mean.approximation else None
    if days is None or any(days.meets(each) for each in _SOME_DAYS) or _PART_OF_YEAR.search(sentence.before(mean)):
        return None
    told_digits = plainly(mean.value / mean.step)
    made = {n: plainly(total.value / n / mean.step) for n in _YEARS}
    year = next(
        (n for n, each in made.items() if len(apart(each, told_digits)) == 1 or swapped(each, told_digits)), None
    )
    if year is None or len(told_digits) < _DIGITS:
        return None
    shown = telling.like(Decimal(made[year]) * mean.step, mean)
    return Finding(
        "percent", "contradicts", total.start, mean.end, (total.figure, mean.figure), mean.printed, shown,
        f"{total.number}÷{year}={shown}≠{mean.number}", "online-days",
        {"stated": mean.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
