"""What is left of what the sentence before tells: 「受理咨询3846件，其中…。当场答复3269件，答复率85.0%；其余577件转有关科室」. Kind `difference`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.remainders import LEFT, THIRD_STATE, left_of
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report

_NEXT = 2


def rest_of_before(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that begins with what was done of it."""
    for passage in report.passages:
        before: Sentence | None = None
        for sentence in passage.sentences:
            if before and len(sentence.counts) > 1 and LEFT.search(sentence.text):
                yield from _rest(passage, before, sentence)
            before = sentence if sentence.counts else before


_CAME = re.compile("受理|收到|接到|接收|承办|新收|发现|交办")
_DONE_FIRST = re.compile(
    "^(?:其中)?(?:当场|现场|直接|已|当年|年内|全年|共|按期|均)*(?:答复|办结|回复|结案|审结|整改|解决|解答)(?:完成|到位)?$"
)
_ALL_OR_UNDONE = re.compile("^[，；、但]*(?:其余|剩余|余下|未(?:结案?|办结|审结|回复|答复|整改|解决))的?$")


def _rest(passage: Passage, before: Sentence, sentence: Sentence) -> Iterator[Finding]:
    """「受理咨询3846件，其中…。当场答复3269件，答复率85.0%；其余577件转有关科室」: of the one figure of the sentence before that came and is no part."""
    done, rest = sentence.counts[:2]
    near = _DONE_FIRST.match(done.lead) and _ALL_OR_UNDONE.match(rest.lead) and rest.clause - done.clause <= _NEXT
    if not near or not all(each.is_whole for each in (done, rest)) or not same(done.unit, rest.unit):
        return
    if THIRD_STATE.search(before.text.replace("其中", "") + sentence.before(rest)) or "结转" in sentence.text:
        return
    parts = {part for each in breakdowns(passage) for part in each.parts}
    row = [q for q in before.counts if same(q.unit, done.unit) and q not in parts and not CHANGE.search(q.lead)]
    end = sentence.text.find("；", rest.end - sentence.start)
    behind = [q for q in sentence.counts[2:] if same(q.unit, rest.unit) and (end < 0 or q.end <= sentence.start + end)]
    undone = "未" in rest.lead  # there may be a third state
    if len(row) != 1 or not _CAME.search(row[0].lead) or not row[0].is_whole or row[0].value <= done.value:
        return
    left = row[0].value - done.value
    if left == rest.value or (not (undone and left > rest.value) and not behind):
        yield left_of(sentence, (row[0],), (done,), rest, row[0].value == done.value + rest.value)
