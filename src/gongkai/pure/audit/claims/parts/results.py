"""All results of a prescribed table told in the sentence behind what was closed: 「全年办结32件。予以公开13件，部分公开3件，…，其他处理2件」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, only_in_time
from gongkai.pure.audit.quantities import Sentence
from gongkai.pure.audit.quantities.units import same

_CLOSED = re.compile(r"(?:(?<![期时未])(?:办结|答复)|共(?:处理|办理))(?:了|申请|共|政府信息公开申请)*$")
_ALL_CLOSED = re.compile("(?:政府信息公开)?(?:申请)?(?:均|全部)?已?(?:经)?(?:按[时期])?(?:办结|答复)")
_SEVERAL = 3


_OTHER_SHAPE = re.compile("[；：（]|其中|共|合计")


def results(sentence: Sentence, before: Sentence | None) -> Iterator[Breakdown]:
    """Of a sentence that tells nothing else, with the one figure of the sentence before that was closed."""
    parts = sentence.counts
    names = [label(each) for each in parts] if before is not None else []
    every = families.whole_form(names)
    if before is None or not (every or (len(names) > _SEVERAL and families.of_a_form(names))):
        return
    if _OTHER_SHAPE.search(sentence.text) or not all(same(each.unit, parts[0].unit) for each in parts):
        return
    closed = [
        each
        for each in before.counts
        if (_CLOSED.search(each.lead) or _ALL_CLOSED.match(each.tail)) and not CHANGE.search(each.lead)
    ]
    closed = [each for each in closed if not only_in_time(before.counts, each)]
    if len(closed) == 1 and same(closed[0].unit, parts[0].unit):
        yield Breakdown(closed[0], tuple(parts), "divided" if every else "其中")
