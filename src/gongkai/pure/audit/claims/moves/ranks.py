"""Places in a ranking: 「由上年的第7位上升到第3位，上升4位」. Kind `difference`. They count nothing, so no rule of counts sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.finding import Figure, Finding
from gongkai.pure.audit.report import Report

REASONS = {
    "rank": ("名次前后相差{expected}位，文中写{stated}位", "The places are {expected} apart; the text says {stated}"),
    "rank-holds": ("与前后名次相符", "It agrees with the two places"),
}  # fmt: skip

_UP, _DOWN = "上升|提升|跃升|前移|前进|提高|进位|升", "下降|下滑|后移|后退|退后|退位|降"
_MOVED = re.compile(
    rf"第\s*(?P<before>\d{{1,3}})\s*(?P<unit>位|名)[^，。；\d]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))[到至为]\s*第\s*(?P<after>\d{{1,3}})\s*(?:位|名)[^，。；\d]{{0,4}}，"
    rf"(?:共|整体|名次|位次|排名)*(?:(?P<again>{_UP})|{_DOWN})了?\s*(?P<by>\d{{1,3}})\s*个?(?:位次|名次|位|名)"
)

_HELD = re.compile(
    rf"第\s*(?P<after>\d{{1,3}})\s*(?P<unit>位|名)，[较比](?:上一?年度?|去年|□{{4}}年)的?(?:排名)?第\s*(?P<before>\d{{1,3}})\s*(?:位|名)的?(?:(?P<up>{_UP})|{_DOWN})了?\s*(?P<by>\d{{1,3}})\s*个?(?:位次|名次|位|名)"
)


def ranks(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Each such change of the running text."""
    for passage in report.passages:
        for sentence in passage.sentences:
            if "第" in sentence.read and len(sentence.quantities) > 0:
                for pattern in (_MOVED, _HELD):
                    yield from (_judge(match, sentence.start, report) for match in pattern.finditer(sentence.read))


def _judge(match: re.Match[str], offset: int, report: Report) -> Finding:
    before, after, by = (int(match[name]) for name in ("before", "after", "by"))
    gap = before - after if match["up"] else after - before
    holds = gap == by and ("again" not in match.groupdict() or bool(match["again"]) == bool(match["up"]))
    figures = tuple(_figure(match, name, offset, report) for name in ("before", "after", "by"))
    high, low = max(before, after), min(before, after)
    line = f"{high}−{low}={high - low}" + ("" if holds else f"≠{by}")
    args = {"stated": str(by), "expected": str(abs(gap))}
    return Finding(
        "difference", "holds" if holds else "contradicts", offset + match.start(), offset + match.end(), figures, str(by),
        str(abs(gap)), line, "rank-holds" if holds else "rank", args, None, 0.9,
    )  # fmt: skip


def _figure(match: re.Match[str], name: str, offset: int, report: Report) -> Figure:
    start, end = match.span(name)
    if name == "by":
        end += 1
    start, end = offset + start, offset + end
    return Figure(report.document.text[start:end], match[name], match["unit"], start, end)
