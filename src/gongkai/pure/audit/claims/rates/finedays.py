"""Days of good air: 「空气质量优良天数292天，优良率80%」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Sentence
from gongkai.pure.audit.quantities.units import canonical

A_YEAR = (365, 366)
LEAST_DAYS = 330
"""So many days of a year at least are measured."""
_FINE = re.compile("优良|达标")
_FINE_SHARE = re.compile(
    r"^(?:空气质量|全年|占|天数)*(?:优良|达标)?(?:天数)?(?:比例|率|占比)(?:为|达到?)?$|^占全年(?:总?天数)?的$"
)


def fine_days(sentence: Sentence) -> Iterator[Finding]:
    """「空气质量优良天数292天，优良率80%」: of the days of a year, of which some may have gone unmeasured."""
    if "空气" not in sentence.text:
        return
    for days, rate in pairwise(sentence.quantities):
        told = days.counts and canonical(days.unit) == "天" and _FINE.search(days.lead) and not CHANGE.search(days.lead)
        named = _FINE_SHARE.search(rate.lead)
        if not told or not named or not rate.is_percent or not days.is_whole or days.value * 2 < LEAST_DAYS:
            continue
        expected = days.interval.over(Interval(Decimal(LEAST_DAYS), Decimal(366)))
        if expected is None:
            continue
        whole = Decimal(rate.whole_is)
        exact = [days.interval.over(Interval.exact(Decimal(n))) for n in A_YEAR]
        holds = any(each and verdict(rate, each.scaled(whole)) != "contradicts" for each in exact)
        if not holds and "占全年" not in rate.lead and verdict(rate, expected.scaled(whole)) != "contradicts":
            continue
        n = next(
            (
                n
                for n, each in zip(A_YEAR, exact, strict=True)
                if each and verdict(rate, each.scaled(whole)) != "contradicts"
            ),
            365,
        )
        shown = plainly(days.value / n * whole, places(rate)) + rate.unit
        yield Finding(
            "percent", "holds" if holds else "contradicts", days.start, rate.end, (days.figure, rate.figure), rate.printed,
            shown, f"{days.number}÷{n}={shown}{'→' if holds else '≠'}{rate.printed}", "days-holds" if holds else "days",
            {"stated": rate.printed, "expected": shown}, None, 0.85,
        )  # fmt: skip
