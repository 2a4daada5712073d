"""The mean of a list: 「四个季度得分分别为88.5分、91分、90.5分和94分，平均91分」. Kind `percent`: a quotient told.

Rates may have been weighted by what each is of, so that another mean of them proves nothing; scores are of equal weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

REASONS = {
    "list-mean": ("所列各数平均为{expected}，所述为{stated}", "The figures listed have a mean of {expected}, not {stated}"),
    "list-mean-holds": ("平均数与所列各数相符", "The mean agrees with the figures listed"),
}  # fmt: skip

_MEAN = re.compile("(?:^|全?年|季度|总体|综合)平均(?:得?分|成绩|分数|值)?(?:为|达到?|是)?$")
_JOINED = re.compile("[、，和与及；]+")
_LEAST = 2


_IN_TURN = re.compile("分别(?:为|是|达到?|得)?$")


def list_means(sentence: Sentence) -> Iterator[Finding]:
    """Of each mean right behind a list told 分别."""
    if "平均" not in sentence.text or "分别" not in sentence.text:
        return
    for at, mean in enumerate(sentence.quantities):
        row: list[Quantity] = []
        for each in sentence.quantities[:at][::-1] if _MEAN.search(mean.lead.lstrip("，、")) else ():
            if not same(each.unit, mean.unit) or (row and not _JOINED.fullmatch(sentence.between(each, row[0]))):
                break
            row.insert(0, each)
        if (len(row) >= _LEAST and _IN_TURN.search(row[0].lead) and mean.clause - row[-1].clause <= 1) and (
            found := _judge(sentence, row, mean)
        ):
            yield found


def _judge(sentence: Sentence, row: list[Quantity], mean: Quantity) -> Finding | None:
    expected = total([each.interval for each in row]).scaled(Decimal(1) / len(row))
    exact = Decimal(sum(each.value for each in row)) / len(row)
    found = "holds" if mean.interval.meets(expected) or abs(exact - mean.value) < mean.step else verdict(mean, expected)
    if found == "contradicts" and mean.unit != "分":
        return None
    shown = telling.quotient(exact, mean)
    line = (
        f"({'+'.join(each.number for each in row)})÷{len(row)}={shown}{'→' if found == 'holds' else '≠'}{mean.printed}"
    )
    return Finding(
        "percent", found, row[0].start, mean.end, tuple(each.figure for each in (*row, mean)), mean.printed, shown, line,
        "list-mean-holds" if found != "contradicts" else "list-mean", {"stated": mean.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
