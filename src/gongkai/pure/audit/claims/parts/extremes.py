"""A mean lies between the least and the most: 「最长18个工作日，最短2个工作日，平均11个工作日」, in whichever order. Kind `bound`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

REASONS = {
    "mean-outside": ("平均数{mean}不在最少{low}与最多{high}之间", "The mean {mean} is not between the least {low} and the most {high}"),
    "mean-inside": ("平均数在最少与最多之间", "The mean lies between the least and the most"),
}  # fmt: skip

_MEAN = re.compile(r"平均")
_MOST = re.compile(r"最多|最高|最长|最大|最晚|至多|不超过")
_LEAST = re.compile(r"最少|最低|最短|最小|最快|最早")
_EXTREME = re.compile("最[多高长大晚少低短小快早]")
_NEAR = 2
"""Clauses between."""


def means_in_range(sentence: Sentence) -> Iterator[Finding]:
    """Of each mean with the extremes of its unit behind it, or before it if none stand there."""
    if "平均" not in sentence.text:
        return
    told = [each for each in sentence.quantities if not each.is_points]
    means = [each for each in told if _MEAN.search(each.lead) and not _EXTREME.search(each.lead)]
    for number, mean in enumerate(means):
        until = means[number + 1].start if number + 1 < len(means) else sentence.end
        since = means[number - 1].end if number else sentence.start
        after = [
            q
            for q in told
            if mean.start < q.start < until and same(q.unit, mean.unit) and q.clause - mean.clause <= _NEAR
        ]
        yield from _judged(mean, after) or _judged(mean, _before(sentence, told, mean, since))


_AROUND = re.compile("^(?:其中|全年|年度|总体|全[市县区省局镇])+")
_EACH = re.compile("平均(?:每|到)|[日月周年]均")


def _before(sentence: Sentence, told: Sequence[Quantity], mean: Quantity, since: int) -> list[Quantity]:
    """The extremes before a mean of the same thing: in one stretch between semicolons, and what the mean is said of is in the words of theirs."""
    if _EACH.search(mean.lead) or CHANGE.search(mean.lead):
        return []
    since = max(since, sentence.start + sentence.before(mean).rfind("；") + 1)
    row = [q for q in told if since <= q.start < mean.start and same(q.unit, mean.unit) and _EXTREME.search(q.lead)]
    if not row or mean.clause - row[-1].clause > 1:
        return []
    whose, _, what = _AROUND.sub("", mean.lead.strip("，、： ")).partition("平均")
    words = "".join(each.lead + each.tail for each in row)
    what = what.rstrip("为是约达到")
    return row if whose in words and (what in words or not what) else []


def _judged(mean: Quantity, row: Sequence[Quantity]) -> list[Finding]:
    most = next((each for each in row if _MOST.search(each.lead)), None)
    least = next((each for each in row if _LEAST.search(each.lead)), None)
    if most is None and least is None:
        return []
    above = most is not None and most.interval.below(mean.interval)
    below = least is not None and mean.interval.below(least.interval)
    figures = [
        each for each in (mean, most if above or not below else None, least if below or not above else None) if each
    ]
    args = {"mean": mean.printed, "low": least.printed if least else "", "high": most.printed if most else ""}
    signs = [
        f"{mean.number}{'＞' if above else '≤'}{most.number}" if most else "",
        f"{mean.number}{'＜' if below else '≥'}{least.number}" if least else "",
    ]
    return [
        Finding(
            "bound", "contradicts" if above or below else "holds", min(f.start for f in figures), max(f.end for f in figures),
            tuple(each.figure for each in figures), mean.printed, "", "，".join(each for each in signs if each),
            "mean-outside" if above or below else "mean-inside", args, None, 0.85,
        )
    ]  # fmt: skip
