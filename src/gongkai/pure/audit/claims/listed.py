"""A total told in one paragraph and its parts in the numbered paragraphs that follow: kind `sum`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims import families
from gongkai.pure.audit.claims.breakdowns import Breakdown
from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.sums import finding, scale_slip
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report

_MARK = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[•·●◆■-])")
_OPENINGS = frozenset(["其中", "具体如下", "具体为", "包括", "分别为", "其中包括", "如下"])
_ANNOUNCED = re.compile(r"(?:如下|具体为|具体是|分别为|分别是|包括|其中|分为)[^。]{0,12}[：。]?\s*$|：\s*$")


def listed(report: Report, last: Report | None) -> Iterator[Finding]:
    """Runs of at least two numbered paragraphs after one that ends in a total, one figure of its unit in each."""
    for passage, told in lists(report):
        yield from _judge(report, passage, told.whole, list(told.parts))


def lists(report: Report) -> Iterator[tuple[Passage, Breakdown]]:
    """Each such run as a breakdown, with the paragraph that announces it."""
    for number, passage in enumerate(report.passages):
        run = _run(report, report.passages[number + 1 :])
        whole = _last_total(passage)
        if len(run) < 2 or whole is None or len(passage.sentences[-1].text) > 120:
            continue
        parts = [found for each in run if (found := _one(each, whole)) is not None]
        if len(parts) == len(run):
            yield passage, Breakdown(whole, tuple(parts), "list")


def _run(report: Report, following: Sequence[Passage]) -> list[Passage]:
    """The short paragraphs that follow at once and are numbered in one manner."""
    run, manner = list[Passage](), ""
    for each in following:
        line = report.plain[each.paragraph.start : each.paragraph.end]
        mark = _MARK.match(line)
        if not mark or len(line) > 120 or (run and _manner(mark[0]) != manner):
            break
        manner = _manner(mark[0])
        run.append(each)
    return run


def _manner(mark: str) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+|[①-⑳]", "1", mark.strip()))


def _last_total(passage: Passage) -> Quantity | None:
    """The last figure of the paragraph that is no growth over another year; 「其中：」 may stand behind it as a sentence of its own."""
    told = [each for each in passage.sentences if each.quantities]
    if not told or any(
        each.text.strip(" ：，") not in _OPENINGS for each in passage.sentences if each.start > told[-1].start
    ):
        return None
    counts = [
        each for each in told[-1].quantities if each.counts and not each.in_characters and not CHANGE.search(each.lead)
    ]
    return counts[-1] if counts else None


def _one(passage: Passage, whole: Quantity) -> Quantity | None:
    """The first figure of the whole's unit in a numbered paragraph."""
    return next((each for each in passage.quantities if each.counts and same(each.unit, whole.unit)), None)


def _judge(report: Report, passage: Passage, whole: Quantity, parts: list[Quantity]) -> Iterator[Finding]:
    if slipped := scale_slip(whole, tuple(parts)):
        yield slipped
        return
    added = total([each.interval for each in parts])
    if whole.interval.meets(added):
        yield finding("sum", "holds", whole, tuple(parts), "sum-holds")
        return
    labels = [label(each) for each in parts]
    announced = bool(_ANNOUNCED.search(report.plain[whole.end : passage.paragraph.end]))
    complete = families.exhausting(labels) or families.excluding(labels)
    if announced and complete and not families.overlapping(labels):
        yield finding("sum", "contradicts", whole, tuple(parts), "sum", 0.8)
