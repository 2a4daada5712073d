"""Shares in words of a fraction: 「网络申请接近总数的三分之二」, 「动态类占比不足一半」, of a part that a list before names. Kind `percent`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.finding import Figure, Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import plainly
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.report import Passage, Report

REASONS = {
    "fraction": ("按所列数字计算为{expected}，与“{stated}”不符", "The figures make {expected}, not “{stated}”"),
    "fraction-holds": ("“{stated}”与所列数字相符", "“{stated}” agrees with the figures"),
}

_FRACTION = re.compile(
    r"(?:^|(?<=[，；。：]))(?P<who>[\u4e00-\u9fff“”]{2,14}?)(?:的)?(?:数量|总量|量|数)?(?:约|已|则)*(?:占比?|为|达到?|的?占比)?"
    r"(?:了|到|达到?)*(?P<way>超过|超|逾|接近|将近|近|不足|不到|约占?|大约)?(?:了)?"
    r"(?:占)?(?:(?:到|了)?(?P<of>总数|总量|全部|受理总[数量]|申请总[数量]|公开总[数量]|全年)的)?(?:将?近|约)?"
    r"(?P<share>(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])|一半|半数)(?P<more>以上|多|强)?(?=[，。；、）]|$)"
)
_MORE, _LESS = ("超过", "超", "逾"), ("不足", "不到")
_LISTS = ("其中", "list", "bracket", "divided", "respectively", "all")
_OF_SOME = re.compile("[中里内][，、：]$")
"""网站公开的信息中，政策类占三分之二: of others than the list before."""
_NEAR = Decimal("0.1")
"""How far the words of 接近一半 may be from what is told so."""


def fractions(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each passage with such words."""
    for passage in report.passages:
        if passage.is_endless:
            continue
        for sentence in passage.sentences:
            if "分之" in sentence.text or "半" in sentence.text:
                yield from _told(passage, sentence)


def _told(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    for match in _FRACTION.finditer(sentence.text):
        if (match["way"] is None and match["of"] is None and "占" not in match[0]) or match["who"][-1] == "分":
            continue
        if _OF_SOME.search(sentence.text[: match.start()]):
            continue
        start = sentence.start + match.start()
        found = _named(match["who"], start, breakdowns(passage))
        if found is not None:
            yield _judged(sentence, match, *found)


def _named(who: str, start: int, told: Sequence[Breakdown]) -> tuple[Quantity, Quantity] | None:
    """The one part of that name in the lists before, and its whole."""
    found = [
        (part, each.whole)
        for each in told
        if each.opening in _LISTS and not each.others
        for part in each.parts
        if part.end <= start and label(part) == who
    ]
    return found[0] if len(found) == 1 else None


def _judged(sentence: Sentence, match: re.Match[str], part: Quantity, whole: Quantity) -> Finding:
    above = numerals.number(match["above"]) if match["above"] not in (None, "一") else 1
    below = numerals.number(match["below"]) if match["below"] else 2
    share = Decimal(above or 1) / Decimal(below or 2)
    if match["way"] in _MORE or match["more"]:
        stands = Interval(share - Decimal("0.002"), None)
    elif match["way"] in _LESS:
        stands = Interval(None, share, high_open=True)
    else:
        stands = Interval(share - _NEAR, share + _NEAR)
    quotient = part.interval.over(whole.interval)
    holds = quotient is None or stands.meets(quotient)
    made = part.value / whole.value if whole.value else share
    shown = plainly(made * 100, 1) + "%"
    stated = f"{match['way'] or ''}{match['share']}{match['more'] or ''}"
    at = sentence.start + match.start("share")
    figure = Figure(match["share"], format(share * 100, ".2f"), "%", at, at + len(match["share"]))
    return Finding(
        "percent", "holds" if holds else "contradicts", part.start, at + len(match["share"]),
        (part.figure, whole.figure, figure), stated, shown, f"{telling.shown(part)}÷{telling.shown(whole)}={shown}{'→' if holds else '≠'}{stated}",
        "fraction-holds" if holds else "fraction", {"stated": stated, "expected": shown}, None, 0.85,
    )  # fmt: skip
