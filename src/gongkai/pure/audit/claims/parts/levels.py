"""What two levels did together, told behind the lower one's: 「全年受理126538件…。各乡镇受理53214件，县乡两级合计受理179752件」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE, verb
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage
from gongkai.pure.audit.slips import one_slip

_BOTH = re.compile(
    r"^[，；]?(?:省市|市县|县乡|县镇|区镇|区街|市区|镇村|乡村)(?:（[^（）]*）)?(?:两级)?(?:共计|合计|总计|累计|共)[\u4e00-\u9fff]{0,6}$"
)
_LOWER = re.compile("乡镇|街道|镇街|各县|县区|县（市|各区|各村|各镇|各乡|村（")


def of_two_levels(passage: Passage, sentence: Sentence) -> Iterator[Breakdown]:
    """With the lower level's figure right before it, and of the act's figures before that the one that makes it, or would but for one slip."""
    counts = sentence.counts if "两级" in sentence.text else ()
    for at, whole in enumerate(counts):
        act = verb(whole)
        below = [each for each in counts[:at] if _LOWER.search(each.lead) and verb(each) == act != ""]
        if not _BOTH.match(whole.lead) or not below or not same(whole.unit, below[-1].unit):
            continue
        lower = below[-1]
        ahead = [each for each in _before(passage, lower) if verb(each) == act and same(each.unit, whole.unit)]
        making = [each for each in ahead if each.value + lower.value == whole.value]
        slipped = [each for each in ahead[:1] if one_slip(whole.value, each.value + lower.value)]
        for upper in (making or slipped)[:1]:
            yield Breakdown(whole, (upper, lower), "all")


def _before(passage: Passage, lower: Quantity) -> list[Quantity]:
    """The figures of the paragraph before one that are told of no part of another, and of no change."""
    found = []
    for sentence in passage.sentences:
        for each in sentence.counts:
            among = "其中" in sentence.before(each).rpartition("；")[2] + each.lead
            if each.end <= lower.start and not among and not CHANGE.search(each.lead) and not _LOWER.search(each.lead):
                found.append(each)
    return found


_OWN = re.compile("[，；：]?(?:其中)?[，：]?[省市县区州旗](?:本级|直(?:部门|单位|机关)?)(?P<act>[^，。；：]{0,10})")
_SO_MANY_BELOW = re.compile(
    r"(?:县区|区县|县市区|县（市、区）|县（市）区|县|区|旗县|乡镇|镇街|乡镇（街道）|镇（街道）|街道|乡|镇)(?P<act>[^，。；：（）]{0,10})"
)
_TOGETHER = re.compile("[，；]?(?:全[省市县区州旗])?(?P<sum>共计|合计|总计|累计|共)(?P<act>[^，。；：]{0,10})")


def with_those_below(sentence: Sentence) -> Iterator[Breakdown]:
    """「市本级公开3210条，4个县区公开8127条，合计11337条」: of one act, and right behind one another. What 全市共 has may be of others too, but for one slip."""
    counts = sentence.counts if "本级" in sentence.text or "直" in sentence.text else ()
    for own, many, below, whole in zip(counts, counts[1:], counts[2:], counts[3:], strict=False):
        told = _OWN.fullmatch(own.lead), _SO_MANY_BELOW.fullmatch(below.lead), _TOGETHER.fullmatch(whole.lead)
        if not all(told) or many.unit != "个" or many.lead.strip("，；") or sentence.between(many, below) != below.lead:
            continue
        acts = [each["act"] for each in told if each]
        alike = acts[0] == acts[1] and acts[2] in (acts[0], "")
        one_unit = same(own.unit, below.unit) and same(own.unit, whole.unit)
        added = own.value + below.value
        sure = told[2] is not None and told[2]["sum"] in ("共计", "合计", "总计")
        if alike and one_unit and (sure or added == whole.value or one_slip(whole.value, added)):
            yield Breakdown(whole, (own, below), "all")


_UNCOUNTED = re.compile(
    r"(?:^|[，。；：])[^，。；：、\d]{0,14}(?:[省市县区州盟旗镇乡]|本?级|机关|政府|本部)(?:、|和|与|及|以及)$"
)


def one_uncounted(passage: Passage, told: Breakdown) -> bool:
    """「区级、12个乡镇、156个村（社区）共建成专区169个」: whether a level without a number stands before the first, which may have one of its own, or none."""
    first = min(told.parts, key=lambda each: each.start)
    if told.opening not in ("after", "adding") or told.whole.start < first.start:
        return False
    sentence = next((each for each in passage.sentences if each.start <= first.start < each.end), None)
    return sentence is not None and _UNCOUNTED.search(sentence.before(first)[-24:]) is not None
