"""What the shares and rates of several classes say together: classes add up to their base, grades make the rate, the overall rate is of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.sums import of_parts
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

REASONS = {
    "overall": (
        "几项合并计算为{expected}，与所述的{stated}不符",
        "Taken together the figures make {expected}, not the stated {stated}",
    ),
    "overall-holds": ("几项合并计算与所述相符", "Taken together the figures make what is stated"),
}
_CLASSES = 4
_NEAR = 10
_OVERALL = re.compile(r"(?:总体|整体|综合|总)(?P<stem>[\u4e00-\u9fff]{2}率)(?:为|达到?)?$")
_SATISFIED = re.compile(r"(?<!不)满意[率度](?:为|达到?)?$")
_GRADES = re.compile(r"^(?:非常|基本|不|较|比较)?满意$|^(?:一般|不了解)$")

_SAID = re.compile(r"^.*(?:表示|评价为)|的$")
"""代表、委员对办理结果表示满意的20件，基本满意的2件."""


def overall(passage: Passage, found: Sequence[Share], told: Sequence[Breakdown]) -> Iterator[Finding]:
    """All that the shares of a passage say together."""
    for sentence in passage.sentences:
        row = [each for each in found if sentence.start <= each.percent.start < sentence.end]
        yield from _classes(row, told)
        yield from _of_all(sentence, row)
        yield from _of_grades(passage, sentence)


def _classes(row: Sequence[Share], told: Sequence[Breakdown]) -> Iterator[Finding]:
    """「机构职能类8条，占1.6%；…；其他类21条，占4.1%」: classes of which the last is 其他 are all of what their shares fit."""
    row = [each for each in row if "率" not in each.percent.lead]  # 办结2409件，办结率99.7%；其中…: no class
    base = row[0].base if len(row) >= _CLASSES else None
    parts = tuple(each.part for each in row if each.part is not None and each.base is base and not each.more)
    if base is None or len(parts) < len(row) or len(set(parts)) < len(parts):
        return
    if any(set(parts) <= set(each.parts) for each in told):
        return
    names = [label(each) for each in parts]
    if not families.closed_by_rest(names) or families.overlapping(names) or len(set(names)) < len(names):
        return
    fitting = sum(fits(each.percent, part, base) for each, part in zip(row, parts, strict=True))
    if fitting >= len(row) - 1 and all(same(each.unit, base.unit) for each in parts):
        yield of_parts(base, parts)


def _of_all(sentence: Sentence, row: Sequence[Share]) -> Iterator[Finding]:
    """「17个中15个达标，达标率88.2%；32个中29个达标，达标率90.6%；总体达标率89.8%」."""
    for percent in sentence.quantities:
        named = _OVERALL.search(percent.lead) if percent.is_percent else None
        if named is None:
            continue
        mine = [
            (each.part, each.base)
            for each in row
            if each.part is not None
            and each.base is not None
            and not each.more
            and not each.less
            and each.percent.end <= percent.start
            and named["stem"] in each.percent.lead
            and fits(each.percent, each.part, each.base)
        ]
        parts, bases = tuple(one for one, _ in mine), tuple(other for _, other in mine)
        if len(mine) > 1 and len(set(bases)) == len(bases):
            yield _finding(percent, parts, bases, [])


def _of_grades(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    """「共90件。满意率97.8%，满意88件，基本满意2件」: where the grades make the whole, the rate is of the first or of the first two."""
    for percent in sentence.quantities:
        if not percent.is_percent or not _SATISFIED.search(percent.lead):
            continue
        named = {each: _SAID.sub("", label(each)) for each in sentence.counts}
        grades = [each for each, name in named.items() if _GRADES.match(name)]
        content = [each for each in grades if named[each] in ("满意", "非常满意")]
        nearly = [each for each in grades if named[each] in ("基本满意", "较满意", "比较满意")]
        added = sum(each.value for each in grades)
        wholes = (
            [
                each
                for each in passage.quantities
                if each.counts and each.value == added and each not in grades and same(each.unit, grades[0].unit)
            ]
            if len(content) == len(nearly) == 1
            else []
        )
        if wholes:
            yield _finding(percent, (content[0],), (wholes[0],), [(content[0], nearly[0])])


def _finding(
    percent: Quantity, parts: tuple[Quantity, ...], bases: tuple[Quantity, ...], others: Sequence[tuple[Quantity, ...]]
) -> Finding:
    """others: other numerators that the rate may be of."""
    whole, below_all = Decimal(percent.whole_is), sum(each.value for each in bases)
    readings = [
        (parts, sum(each.value for each in parts)),
        *((each, sum(part.value for part in each)) for each in others),
    ]
    made = [(each, abs(value / below_all * whole - percent.value)) for each, value in readings]
    near = [each for each, off in made if off * _NEAR <= percent.value]
    parts = next((each for each, off in made if off < percent.step), (near or [parts])[0])
    quotient = total([part.interval for part in parts]).over(total([base.interval for base in bases]))
    holds = quotient is not None and verdict(percent, quotient.scaled(whole)) != "contradicts"
    value = sum(each.value for each in parts) / below_all * whole
    shown = plainly(value, places(percent)) + percent.unit
    above, below = ("+".join(each.number for each in some) for some in (parts, bases))
    left = f"{_bracketed(above)}÷{_bracketed(below)}"
    figures = tuple(sorted((*parts, *bases, percent), key=lambda each: each.start))
    return Finding(
        "percent", "holds" if holds else "contradicts", figures[0].start, max(each.end for each in figures),
        tuple(each.figure for each in figures), percent.printed, shown,
        f"{left}={shown}{'→' if holds else '≠'}{percent.digits}{percent.unit}", "overall-holds" if holds else "overall",
        {"stated": percent.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip


def _bracketed(some: str) -> str:
    return f"({some})" if "+" in some else some
