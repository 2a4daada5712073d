"""What a rate leaves, told right behind it: 「共处理2001件，当期审结1923件，结案率96.1%，年末未结78件」, and of the total that the sentence before tells:
「现有386家。371家公示了收费标准，公示率96.1%，尚有15家正在整改」. The rate shows of which figure it is. Kind `difference`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import is_mean
from gongkai.pure.audit.claims.parts.remainders import left_of
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Report

_RATE = re.compile("率(?:为|达到?|是)*$")
_NO_RATE = re.compile("按[时期]|及时|限时|如期|满意|增长|下降|提高|提升|增减|降低")
_REST = re.compile(
    "^[，；、但]*(?:(?:目前|现|至?年[末底]|截至年[末底]|期末)，?)?(?:其余|剩余|余下|剩下|尚余|[尚还仍]有|[尚还仍]?未(?:结案?|办结|审结|答复|回复|整改|完成|公示|公开|公布)|其余的)(?:的|数|量)*$"
)
_THIRD = re.compile(
    "撤|转[交至给送办]|移[交送]|不予|无效|重复|终止|不属于|此外|取消|驳回|另有|注销|关停|停业|结转|放弃|上年|明年|次年|不需|免于|豁免"
)
_FEW = 3
_LEAST = 20
"""Of fewer than so many, quite another figure makes a rate by chance."""


def rest_of_rate(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that tells what is done, its rate and the rest, in this order."""
    for passage in report.passages:
        before: Sentence | None = None
        for sentence in passage.sentences:
            if len(sentence.quantities) > 2 and "率" in sentence.text:
                yield from _of_sentence(sentence, before)
            before = sentence if sentence.counts else before


def _of_sentence(sentence: Sentence, before: Sentence | None) -> Iterator[Finding]:
    row = sentence.quantities
    for done, rate, rest in zip(row, row[1:], row[2:], strict=False):
        if not (rate.is_percent and done.is_whole and rest.is_whole and same(done.unit, rest.unit)):
            continue
        near = rate.clause - done.clause <= 2 and rest.clause - rate.clause == 1
        told = _RATE.search(rate.lead) and not _NO_RATE.search(rate.lead) and _REST.match(rest.lead)
        if near and told and not CHANGE.search(done.lead) and (whole := _whole(sentence, before, done, rate)):
            yield from _judge(sentence, whole, done, rate, rest)


def _whole(sentence: Sentence, before: Sentence | None, done: Quantity, rate: Quantity) -> Quantity | None:
    """The one number before it that makes the rate."""
    ahead = [*(before.counts if before else ()), *(each for each in sentence.counts if each.end <= done.start)]
    such = [
        each
        for each in ahead
        if each.is_whole
        and same(each.unit, done.unit)
        and each.value > done.value
        and not CHANGE.search(each.lead)
        and not is_mean(each)
        and fits(rate, done, each)
    ]
    return such[-1] if len({each.value for each in such}) == 1 and such[-1].value >= _LEAST else None


def _judge(sentence: Sentence, whole: Quantity, done: Quantity, rate: Quantity, rest: Quantity) -> Iterator[Finding]:
    left = whole.value - done.value
    if left == rest.value:
        yield left_of(sentence, (whole,), (done,), rest, True)
        return
    behind = [q for q in sentence.counts if q.start >= rest.end and q.clause - rest.clause < _FEW]
    more = any(same(each.unit, rest.unit) for each in behind)  # some of them are told further on
    around = sentence.text[max(0, done.start - len(done.lead) - sentence.start) : rest.end - sentence.start] + rest.tail
    if not more and _of_the_same(done, rate, rest) and not _THIRD.search(around):
        yield left_of(sentence, (whole,), (done,), rest, False)


_BEHIND = re.compile("^(?:[，。；）]|$|[尚仍还]?(?:正|未|没|在|待)|继续|限期|需|均|全部|也|按)")
_NOT_SO = re.compile("(?:未|没有?)(?P<what>[\u4e00-\u9fff]{1,4})")


def _of_the_same(done: Quantity, rate: Quantity, rest: Quantity) -> bool:
    """Whether the rest is of no other things (尚有12家药店未公示) and of the same act as the rate: no 未公示 beside a 合格率."""
    words = f"{rest.lead.rstrip('的数量')}{rest.tail}"
    told = _NOT_SO.search(words)
    act = done.lead + done.tail + rate.lead
    return _BEHIND.match(rest.tail) is not None and (told is None or any(sign in act for sign in told["what"]))
