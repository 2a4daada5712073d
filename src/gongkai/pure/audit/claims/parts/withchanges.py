"""A total behind figures that each tell how they changed: 「企业7412户，比上年的6428户增加984户，增长15.3%；个体工商户11286户，合计18698户」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, bracket
from gongkai.pure.audit.claims.parts.nearly import closed_by_a_slip
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_TOTAL = re.compile(
    r"^[，；、]?(?:两项|两者|以上|全年|年内)?(?:新增|登记|受理|办理|收到|公开)?[\u4e00-\u9fff]{0,6}?(?:合计|共计|总计)(?:受理|办理|收到|公开|发布|新增|承办)?$"
)
_THEN = re.compile("上一?年|去年|同期|□|年[初底末]")
_NO_ROW = re.compile("[。：]|其中|合计|(?<!公)共(?![享同建青])|总计|累计")


def with_changes(sentence: Sentence) -> Iterator[Breakdown]:
    """Where one slip explains what their sum is not; who adds up otherwise may mean other figures."""
    if "计" not in sentence.text:
        return
    for whole in sentence.counts:
        if not _TOTAL.match(whole.lead) or whole.approximation:
            continue
        ahead = [each for each in sentence.counts if each.end <= whole.start and same(each.unit, whole.unit)]
        heads = [each for each in ahead if _is_head(sentence, each)]
        told = [each for each in sentence.quantities if each.end <= whole.start]
        others = [each for each in told if each not in heads]
        if len(heads) < 2 or not others or heads[0] is not told[0]:
            continue
        if not all(CHANGE.search(each.lead) or (_THEN.search(each.lead) and each in ahead) for each in others):
            continue
        if _NO_ROW.search(sentence.between(heads[0], heads[-1])) or len({each.lead for each in heads}) < len(heads):
            continue
        added = sum(each.value for each in heads)
        if added == whole.value or (abs(added - whole.value) * 5 <= added and closed_by_a_slip(whole, heads)):
            yield Breakdown(whole, tuple(heads), "all")


def _is_head(sentence: Sentence, each: Quantity) -> bool:
    """Whether it is told of the time that the sentence is about, and is no change."""
    then = _THEN.search(each.lead) or bracket(sentence.text, each.start - sentence.start)
    return not then and not CHANGE.search(each.lead)
