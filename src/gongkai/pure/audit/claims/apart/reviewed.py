"""How many reviews and lawsuits there were, told in two places of the running text: kind `cross`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.movement import lead_as_read
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.report import Report

_CAUSE = r"(?:因|针对|涉及|有关|就)(?:政府|政务)?信息公开(?:工作|申请|事项|问题)?(?:而|所)?"
_WHAT = re.compile(
    rf"^(?P<subject>[^，。；：]*?)(?:{_CAUSE}[^，。；：]{{0,2}})?(?:被|引起|引发|导致|产生|发生|收到|受理)*(?:的)?(?:申请|提起|提出)?(?:的)?"
    r"(?P<what>行政复议|行政诉讼)(?:案件|申请|案)?(?:共|共计|为|有|数)*$"
)
_TOLD_BEFORE = re.compile(rf"{_CAUSE}[^。；]*$")
_OWN = re.compile(
    r"(?:20\d\d年度?|全年|年内|本年度?|今年|我?[县市区州旗镇乡局]|全[县市区州旗镇乡局省]|本机关|本单位|共|，|\s)*$"
)
_PARTIAL = re.compile(r"其中|累计|截[至止]|以来|历年|上年|去年|半年|季度|\d月|纠|维持|撤|驳回|审结|办结|未|答复|应诉")


@dataclass(frozen=True)
class _Told:
    quantity: Quantity
    sentence: Sentence
    passage: int


def reviews_again(report: Report) -> Iterator[Finding]:
    """Each kind against its first telling, where the report has two values in all and neither is of a part or another body."""
    found: dict[str, list[_Told]] = {}
    for passage in report.passages:
        for sentence in passage.sentences:
            for each in sentence.counts:
                if what := _what(report, sentence, each):
                    found.setdefault(what, []).append(_Told(each, sentence, passage.number))
    for told in found.values():
        first = told[0]
        values = {each.quantity.value for each in told}
        for other in told[1:]:
            same = other.quantity.value == first.quantity.value
            if other.passage != first.passage and (same or len(values) == 2):
                yield telling.twice(first.quantity, other.quantity, other.sentence, "holds" if same else "contradicts")
                if not same:
                    break


_PLAIN_YEAR = re.compile(r"20\d\d")


def _what(report: Report, sentence: Sentence, quantity: Quantity) -> str:
    """行政复议 or 行政诉讼, if a figure is of all of them in the report's year and body; else nothing."""
    if quantity.unit not in ("件", "起", "宗", "例") or quantity.approximation:
        return ""
    match = _WHAT.match(lead_as_read(sentence, quantity).lstrip("，、和及"))
    front = sentence.read[: quantity.start - sentence.start]
    if (
        match is None
        or not _TOLD_BEFORE.search(front)
        or _PARTIAL.search(front)
        or sentence.clause_of(quantity).before in ("（", "：")
    ):
        return ""
    subject = re.split(_CAUSE, front, maxsplit=1)[0]
    years = _PLAIN_YEAR.findall(front)
    if years and report.year is not None and int(years[-1]) != report.year:
        return ""
    return match["what"] if _OWN.fullmatch(subject) else ""
