"""What a rate of what was done is of, where the words name it nowhere near: what came, told in the sentence or behind the semicolon before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE, is_total, label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, is_mean
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

CAME = re.compile(r"受理|收到|接收|接到|承办|交办|转来")
_ALL_OF_THEM = re.compile(
    "(?:截[至止]|到)(?:目前|[本当]?年[底末])|当场|现场|直接|即时|共|已|均|全部|全年|累计|按[时期]|及时|经研究|其中|目前|最终"
)
_DUE_OR_FOUND = re.compile("应(?:当)?公开|征集|征求|收集|发现|排查|抽检|检测|立案|报送|上报")
_CARRIED = re.compile("结转|上年|往年|历年|其余|正在|在办|期限|[尚仍还]")


def of_what_came(
    sentence: Sentence, before: Sentence | None, part: Quantity, counted: str, told: Sequence[Breakdown]
) -> Quantity | None:
    """「收到来信1286件。共办结1276件，办结率99.2%」: the one figure of the sentence before that came, of a sentence that begins with what was done."""
    bare = re.fullmatch(rf"(?:{counted})?", _ALL_OF_THEM.sub("", label(part)))
    if before is None or not bare or part is not sentence.quantities[0]:
        return None
    parts = {each for breakdown in told for each in breakdown.parts}
    held = [
        each
        for each in before.counts
        if each not in parts and same(each.unit, part.unit) and not is_mean(each) and not _AGAINST.search(each.lead)
    ]
    elsewhere = any(
        each.whole not in held and same(each.whole.unit, part.unit) and each.whole.start < part.start for each in told
    )
    if _CARRIED.search(before.text + sentence.before(part)) or not _is_the_rest(sentence, part, held):
        return None
    held = [each for each in held if not _SUBTOTAL.search(each.lead)] or held
    if len(held) != 1 or elsewhere or CHANGE.search(held[0].lead):
        return None
    told_so = CAME.search(held[0].lead) or _DUE_OR_FOUND.search(held[0].lead)
    return held[0] if told_so and held[0].value >= part.value else None


_AGAINST = re.compile("^，?(?:比|较|与)?(?:上年|去年|□+年)[^，。；]{0,4}(?:增加|减少|增长|上升|下降|多|少)")
"""日均64件, 比上年增加1200件: told of what came, which they are not."""
_SUBTOTAL = re.compile("(?:[、与和].{2,8}|[两二三]类|[两二三]项)(?:合计|共计)$")
"""环境噪声类与物业管理类合计4004件: no whole."""
_HANDLED = re.compile("^[，、]?(?:其中)?(?P<how>[主承]办)件中")


def of_those_handled(before: Sentence | None, part: Quantity) -> Quantity | None:
    """「主办建议68件、提案53件，合计121件，均按时办结。主办件中公开答复97件，公开率80.2%」: the one total of the sentence before that begins with these."""
    told = _HANDLED.match(part.lead)
    if told is None or before is None or not before.counts or told["how"] not in before.counts[0].lead:
        return None
    totals = [each for each in before.counts if is_total(each) and same(each.unit, part.unit)]
    others = [each for each in before.counts if each.value >= part.value and each not in totals]
    alone = len(totals) == 1 and not others and not CHANGE.search(totals[0].lead)
    return totals[0] if alone and totals[0].value >= part.value else None


_WHAT_CAME = re.compile(f"{CAME.pattern}|{_DUE_OR_FOUND.pattern}")
_OF_ALL_TIME = re.compile("累计|截至|截止|以来|历年")


def of_the_part_before(
    sentence: Sentence,
    before: Sentence | None,
    percent: Quantity,
    part: Quantity,
    counted: str,
    told: Sequence[Breakdown],
) -> Share | None:
    """「受理26384件，其中热线21867件，…；办结26102件，办结率98.9%」: of the one figure between the semicolons that came."""
    segment = segment_of(sentence, percent)
    head = sentence.text[: segment - 1]
    bare = re.fullmatch(rf"(?:(?:{counted})(?:到位|完成|完毕)?)?", _ALL_OF_THEM.sub("", label(part)))
    carried = _goes_on(sentence, before, percent, part)
    if not bare or carried or percent.clause - part.clause != 1 or part.lead.strip("，") != part.lead:
        return None
    start = head.rfind("；") + 1
    ahead = [each for each in sentence.counts if start <= each.start - sentence.start < segment]
    ahead = [each for each in ahead if same(each.unit, part.unit)]
    if whole := _whole_of_a_list(ahead, start + sentence.start, told):
        parts_of_it = tuple(each for each in whole.parts if each.value >= part.value)
        aside = any(leaves(whole.whole, each, part) for each in whole.parts)
        fitting = (
            aside or whole.whole.value < part.value or _OF_ALL_TIME.search(head) or CHANGE.search(whole.whole.lead)
        )
        return None if fitting else Share(percent, part, whole.whole, "near", (), parts_of_it)
    parts = {each for breakdown in told for each in breakdown.parts if breakdown.whole in ahead}
    held = [each for each in ahead if each not in parts]
    came = [*held, *ahead[:1]] if _IN_ALL.fullmatch("".join(each.lead for each in held)) else held
    if len(held) != 1 or not any(_WHAT_CAME.search(each.lead) for each in came) or _OF_ALL_TIME.search(head[start:]):
        return None
    if CHANGE.search(held[0].lead) or held[0].value < part.value:
        return None
    near = [each for each in sentence.counts if start <= each.start - sentence.start < segment and each is not held[0]]
    if any(leaves(held[0], each, part) for each in near):
        return None  # 收到86件，其中撤回6件；答复80件，答复率100%: of those that were left
    return Share(percent, part, held[0], "near", (), tuple(each for each in ahead if each in parts))


def _is_the_rest(sentence: Sentence, part: Quantity, came: Sequence[Quantity]) -> bool:
    """Whether what the words behind a part say of others (其余577件转办) is what the part leaves of what came, if they say anything."""
    if not _CARRIED.search(sentence.text, part.end - sentence.start):
        return True
    left = [each for each in sentence.counts if each.start >= part.end and same(each.unit, part.unit)]
    return any(one.value + part.value == whole.value for one in left for whole in came)


def _goes_on(sentence: Sentence, before: Sentence | None, percent: Quantity, part: Quantity) -> bool:
    """Whether some of it is told elsewhere; 「整改55个，整改率94.8%，还有3个正在整改」 are the rest of 58, if those came."""
    if _CARRIED.search(sentence.before(percent) + (before.text if before else "")):
        return True
    if not _CARRIED.search(sentence.text, percent.end - sentence.start):
        return False
    came = {each.value for each in sentence.counts if each.end <= part.start}
    return not any(each.value + part.value in came for each in sentence.counts if each.start >= percent.end)


_HANDLED_ALL = re.compile(f"{_WHAT_CAME.pattern}|办理|接办")


def _whole_of_a_list(ahead: Sequence[Quantity], start: int, told: Sequence[Breakdown]) -> Breakdown | None:
    """「受理3260件，其中：咨询类1486件，占45.6%；…；投诉类482件，占14.8%；办结3187件」: the list that ends right before, of what came. start: of its last member."""
    for each in told:
        ends = each.parts[-1:] == tuple(ahead) and each.opening == "其中" and len(each.parts) > 1
        if ends and each.whole.end <= start and not each.others and _HANDLED_ALL.search(each.whole.lead):
            return each
    return None


def leaves(base: Quantity, each: Quantity, part: Quantity) -> bool:
    """Whether the part is all that was left after those set aside: the rate may be of these."""
    aside = same(base.unit, each.unit) and base.value - each.value == part.value
    return aside and _SET_ASIDE.search(each.lead) is not None


_SET_ASIDE = re.compile("撤回|撤销|[会协分]办|不予受理|重复|合并|无效|转办|参阅|不属|涉密|不宜|放弃")


_IN_ALL = re.compile("[，、]?(?:合计|共计|总计|共)")


def segment_of(sentence: Sentence, percent: Quantity) -> int:
    """Where the part of the sentence begins in which a rate's figures stand: after the last semicolon."""
    return sentence.text.rfind("；", 0, percent.start - sentence.start) + 1
