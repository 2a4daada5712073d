"""Figures called by their name again: 「…网络申请694件。网络申请占53.97%」, 「占主动公开总数的65.4%」 of what the paragraph before told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.quarters import in_order
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_BARE = re.compile(r"(?:信息|事项|数量|总数|数|的)+$")
_DONE = re.compile("(?:公开|发布|受理)(?:量|数)?$|(?<=申请|解读|来信|投诉|举报|咨询)量$")
_OWN = re.compile("(?:政府|机关|单位|部门)?(?:公众号|账号|平台)?(?:公开|发布|受理)?")
"""县直部门公开量, and 乡镇 for 乡镇政府公开."""
_OF_ALL_YEARS = re.compile(r"累计|截至|历年|以来")


def member(sentence: Sentence, percent: Quantity, core: str, told: Sequence[Breakdown]) -> Iterator[Share]:
    """The share of a member of a list told in a sentence before, by its name alone. core: the name of the base, if it has one."""
    name = _bare(_HARDLY.sub("", percent.lead.rpartition("占")[0]))
    if graded := _of_its_grade(percent, name, told):
        yield graded
        return
    if len(name) < 2:
        return
    found = [
        (each, part)
        for each in told
        for part, words in zip(each.parts, each.labels(), strict=True)
        if part.end <= sentence.start and (_is(each, words, name) or (_whole(each) and words.endswith(_kind(name))))
    ]
    if not found and (only := _by_its_level(sentence, percent, name, told)):
        yield only
        return
    if core:
        found = [(each, part) for each, part in found if core in label(each.whole) + each.whole.tail]
    fitting = [pair for pair in found if fits(percent, pair[1], pair[0].whole)]
    for each, part in (fitting or found)[:1]:
        if fitting or len(found) == 1:
            yield Share(percent, part, each.whole, "structure", (), each.others)


_GRADES = "优秀|优|良好|良|较好|好|一般|中等|合格|基本合格|不合格|较差|差"
_GRADE = re.compile(f"(?P<grade>{_GRADES})(?:等次|等级|档次)?(?:的|单位|部门|乡镇|等)*")
_GRADES_ONLY = re.compile(f"(?:.*(?:为|中|：))?(?:{_GRADES})(?:等次|等级|档次|的)*")
_FEW = 3


def _of_its_grade(percent: Quantity, name: str, told: Sequence[Breakdown]) -> Share | None:
    """「98个单位中好35个、较好41个、一般15个、差7个；差的单位占7.1%」: the grade of a list of grades."""
    found = _GRADE.fullmatch(name)
    if found is None:
        return None
    for each in told:
        labels = each.labels()
        graded = (
            len(labels) >= _FEW and all(map(_GRADES_ONLY.fullmatch, labels)) and each.parts[-1].end <= percent.start
        )
        such = [part for part, words in zip(each.parts, labels, strict=True) if words == found["grade"]]
        if graded and len(such) == 1:
            return Share(percent, such[0], each.whole, "structure", (), each.others)
    return None


_QUARTERS = "一二三四"
_QUARTER = re.compile(
    r"(?:^|[；，])(?P<quarter>[一二三四])季度[^，。；\d]{0,10}，?占(?:到|比)?(?:全年|总)[^，。；\d]{0,8}?的?(?:比例|比重)?(?:为|达到?)?$"
)


def of_a_quarter(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """「一至四季度分别受理2718件、3046件、3395件、3278件，合计12437件；三季度受理量最大，占全年的27.3%」."""
    front = sentence.before(percent)
    found = _QUARTER.search(front) if "季度" in front else None
    if found is None:
        return None
    for each in told:
        parts = tuple(sorted(each.parts, key=lambda part: part.start))
        mine = parts[0] in sentence.counts and in_order(sentence, parts[0]) == parts
        if mine and parts[-1].end <= percent.start:
            return Share(percent, parts[_QUARTERS.index(found["quarter"])], each.whole, "structure")
    return None


_LARGEST = re.compile(
    r"(?:^|[，；])(?:其中，?)?(?P<most>[^，。；：\d]{2,10}?)(?:咨询|申请|受理|公开|发布)?(?:数量|量|数)?(?:所)?(?:居首|最多|最大|最高|居多|位居第一|排名第一)位?，占(?:全部|总)?[^，。；\d]{0,6}的?(?:比例|比重)?(?:为)?$|(?:^|[，；])(?:其中，?)?(?P<name>[^，。；：\d]{2,14}?)(?:所)?(?:占比|比例|比重|份额|占比例)(?:最高|最大|最多|居首|过半|超过?半|超过一半)[，：]?(?:为|达到?|约)*$"
)


def of_the_largest(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """「支出86.5万元，其中平台运维38.2万元，…。平台运维费占比最高，为44.2%」: the largest part of a list, by its name."""
    front = sentence.before(percent)[-30:]
    found = _LARGEST.search(front) if "占" in front or "比" in front else None
    if found is None:
        return None
    name = _FEES.sub("", _bare(found["name"] or found["most"]))
    for each in told:
        most = max(each.parts, key=lambda part: part.value)
        words = dict(zip(each.parts, each.labels(), strict=True)).get(most, "")
        behind = each.opening != "adding" and len(each.parts) > 1 and most.end <= percent.start
        if behind and len(name) > 1 and _FEES.sub("", _bare(words)) == name:
            return Share(percent, most, each.whole, "structure", (), each.others)
    return None


_FEES = re.compile("(?<=..)(?:类|费用?|支出|经费|申请|信息|事项)+$")


_LEVELS = re.compile("(?P<level>乡镇|[村镇乡县市区省])级[^，。；]{1,6}")


def _by_its_level(sentence: Sentence, percent: Quantity, name: str, told: Sequence[Breakdown]) -> Share | None:
    """「公开栏267个，其中乡镇19个，村（居）248个，村级公开栏占92.9%」: the one part of the list right before that is of that level."""
    level = _LEVELS.fullmatch(name)
    mine = next((each for each in told if each.parts[-1].end <= percent.start and each.opening == "其中"), None)
    if level is None or mine is None or mine.parts[-1].start < sentence.start:
        return None
    parts = [part for part, words in zip(mine.parts, mine.labels(), strict=True) if words.startswith(level["level"])]
    return Share(percent, parts[0], mine.whole, "structure") if len(parts) == 1 else None


def _is(told: Breakdown, words: str, name: str) -> bool:
    if told.opening == "adding" or _bare(words) == name:
        return told.opening != "adding"
    if len(words) > 1 and name.endswith(words) and name.removesuffix(words) in label(told.whole):
        return True  # 新登记市场主体12846户，其中企业4215户…。新登记企业数占…
    stem = _DONE.sub("", name)
    named = [each for each in told.labels() if _BODY.sub("", each).startswith(stem) or each.startswith(stem)]
    return named == [words] and any(_OWN.fullmatch(each.removeprefix(stem)) for each in (words, _BODY.sub("", words)))


_HARDLY = re.compile("(?:仅仅|仅|只|约|大约|近|就|仍|均|已|才)+$")
_BODY = re.compile("^(?:我|本)?[局委厅办院省市县区镇](?=[门网]户?网?站)")
"""局门户网站, called 门户网站 again."""


def _whole(told: Breakdown) -> bool:
    """Whether a list divides its whole; one that only its adding up shows must leave nothing over: 房屋征收35件，规划建设13件，其他16件 of 64."""
    return told.opening == "divided" or (told.opening == "adding" and families.closed_by_rest(told.labels()))


_CLASS = re.compile("(?<=..)(?:类|型|方面)?(?:申请|诉求|件)?$")


def _kind(name: str) -> str:
    """房屋征收类申请 -> 房屋征收."""
    return _CLASS.sub("", name)


_MARKS = re.compile(r"[“”‘’\"\s，、：]|^(?:其中|而|但)")


def _bare(words: str) -> str:
    return _BARE.sub("", _MARKS.sub("", words))


_THINGS = re.compile("申请|诉求|来信|来电|投诉|举报|咨询|建议|信访")
_OF_ALL_THINGS = re.compile(
    "(?:公开|依|各类|各种|收到|受理|接收|接到|接听|办理|办结|答复|处理|新收|交办|承办|提交|提出|全年|本年度?|年度|共|总|全部|所有|群众|市民|公众|社会|政府|政务|的|了|起|件)$"
)


_SEVERAL_SORTS = re.compile("[和与及].*共$")
"""留言、转办件和区长信箱来信共3047件: what several sorts make together."""


def narrowed(quantity: Quantity, core: str) -> bool:
    """Whether a figure is of one sort of what a base is called by: 当面申请12件 is never 申请总数."""
    front, _, _ = label(quantity).rpartition(core)
    if not front or not _THINGS.fullmatch(core) or CHANGE.search(front) or _SEVERAL_SORTS.search(quantity.lead):
        return False
    return _OF_ALL_THINGS.search(front) is None


_MEMBER = re.compile("[，；]?其中|、")
"""76篇，其中图文解读41篇、视频解读12篇、问答解读23篇: the last of a list is no 解读总数."""


def base_above(passage: Passage, percent: Quantity, part: Quantity, core: str, of_all: bool) -> Share | None:
    """The figure of the paragraphs before that bears the name of the base. of_all: the words say that it is the total of these."""
    held = [each for each in passage.earlier if same(each.unit, part.unit) and each.value >= part.value]
    named = [each for each in reversed(held) if core in label(each) + each.tail and not CHANGE.search(each.lead)]
    named = [each for each in named if not (of_all and (narrowed(each, core) or _MEMBER.match(each.lead)))]
    if not named:
        return None
    fitting = [each for each in named if fits(percent, part, each)]
    yearly = [each for each in named if not _OF_ALL_YEARS.search(each.lead)]
    base = (fitting or yearly or named)[0]
    return Share(percent, part, base, "named", (), tuple(each for each in held if each is not base))


_BUDGET = re.compile("预算(?:资金|安排|经费)?")
_GRANTED = re.compile(r"(?:安排|下达|核定|批复|落实)[^，。；\d]{0,12}(?:经费|资金)$")
_SPENT = re.compile("^[，、]?(?:全年|实际|累计|已|共)*(?:支出|使用|支付|列支)(?:资金|经费|了)?$")


def granted(core: str, part: Quantity, ahead: Sequence[Quantity]) -> Quantity | None:
    """「安排专项经费36万元，实际支出33.12万元，占预算的92%」: the sum granted right before what was spent."""
    base = ahead[-2] if len(ahead) > 1 and ahead[-1] is part and _BUDGET.fullmatch(core) else None
    told = base is not None and _GRANTED.search(base.lead) and _SPENT.search(part.lead)
    return base if base and told and same(base.unit, part.unit) and base.value >= part.value else None
