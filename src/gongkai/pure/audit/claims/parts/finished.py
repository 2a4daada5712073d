"""What goes on when so many works are finished: 「在建项目61个，…；年内完工29个，结转下年32个」. Kind `difference`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.remainders import left_of
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import one_slip

_FEW = 3


def finished(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that tells the whole, what is finished and what goes on."""
    for passage in report.passages:
        for sentence in passage.sentences:
            if len(sentence.counts) > 2 and "结转" in sentence.text:
                yield from _finished(passage, sentence)


_FINISHED = re.compile(
    "[，；、]?(?:年内|全年|当年|本年度?|已|其中|现|截至□*年?底)*(?:完工|竣工|交付|交工|完成|销号|结案|审结|验收)了?"
)
_OVER = re.compile(
    "[，；、]?(?:其余)?结转(?:至|到|入)?(?:下一?年度?|次年|明年|□{4}年度?)(?:继续)?(?:实施|施工|建设|办理)?的?"
)


def _finished(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    """「在建项目61个，其中续建25个、新开工36个；年内完工29个，结转下年32个」: the one whole that is no part of another, where a slip at most is between."""
    parts = {part for told in breakdowns(passage) for part in told.parts}
    for done, rest in pairwise(sentence.counts):
        if not (same(done.unit, rest.unit) and _FINISHED.fullmatch(done.lead) and _OVER.fullmatch(rest.lead)):
            continue
        ahead = [q for q in sentence.counts if q.end <= done.start and same(q.unit, done.unit) and q not in parts]
        if len(ahead) != 1 or CHANGE.search(ahead[0].lead) or not all(q.is_whole for q in (*ahead, done, rest)):
            continue
        left = ahead[0].value - done.value
        if left == rest.value or (left > 0 and (one_slip(left, rest.value) or abs(left - rest.value) <= _FEW)):
            yield left_of(sentence, ahead, (done,), rest, left == rest.value)
