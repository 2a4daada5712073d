"""How many parts a report says that it has, against its own headings: 「本报告由概述、…、改进措施五个部分组成」 over six of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.lines import Line, lines
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import numerals
from gongkai.pure.audit.report import Report

REASONS = {
    "sections": (
        "文中说分{stated}，列出的和实有的标题都是{listed}个",
        "The text says {stated}; it names {listed} and has as many headings",
    ),
    "sections-holds": ("所说的部分数与标题相符", "The parts told are as many as the headings"),
}
_TOLD = re.compile(
    r"(?:报告|年报|全文|内容)[^。；]{0,12}?(?:由|分为?|包括|包含|含|有)(?P<list>[^。；]*?)(?:共计?|等)?(?P<told>(?P<n>[两二三四五六七八九十]{1,2}|\d{1,2})个?(?:大)?部分)"
)
_HEADING = re.compile(r"([一二三四五六七八九十]{1,2})、\S")
_LONGEST = 40


def sections(report: Report) -> Iterator[Finding]:
    """The first sentence that tells the number of parts."""
    everything = lines(report)
    headings = _headings(everything)
    for line in everything[:30]:
        match = _TOLD.search(line.text)
        if match is None or headings < 2:
            continue
        printed = match["n"]
        stated = int(printed) if printed.isdecimal() else numerals.number(printed)
        named = match["list"].strip("：，")
        listed = len(re.split("，" if "，" in named else "、", named))
        if stated != headings and listed != headings:
            return  # an appendix may be counted, or two parts may share a heading
        holds = stated == headings
        figure = line.figure(*match.span("told"), str(stated), "个")
        start, end = line.span(*match.span())
        yield Finding(
            "words", "holds" if holds else "contradicts", start, end, (figure,), figure.text, str(headings),
            f"{headings}{'=' if holds else '≠'}{stated}", "sections-holds" if holds else "sections",
            {"stated": figure.text, "listed": str(headings)}, None, 0.85,
        )  # fmt: skip
        return


def _headings(everything: Sequence[Line]) -> int:
    """How many headings 一、二、三、… follow one another from the first; 0 where they begin twice."""
    count = 0
    for line in everything:
        match = _HEADING.match(line.text)
        if match is None or len(line.text) > _LONGEST or line.text.endswith("。"):
            continue
        number = numerals.number(match[1])
        if number == count + 1:
            count += 1
        elif number == 1:
            return 0
    return count
