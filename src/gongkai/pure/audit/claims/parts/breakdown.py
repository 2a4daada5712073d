"""A whole and its parts, and the words by which figures before and between them are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

Opening = Literal["其中", "list", "bracket", "respectively", "divided", "all", "shared", "after", "adding"]
"""How the parts are told: after 其中; after a colon or 包括; in brackets; by 分别为; by 按…分; by words that leave nothing over (三项共T); in the clauses that follow;
before 共T; by nothing."""

RECEIVED = re.compile(r"受理|收到|接收|接到|(?<!公)共(?![享同建])|总")
BESIDES = re.compile(
    r"另[有外设]|结转(?:至|到|入)?(?:下|次|明)|此外|另，|^另|除此|^[，、\s]*除(?!了)|^(?:并|还|同时|全年|累计|年内|□+年，?)*共(?!同)|同比|[较比](?:上一?年|去年|前年|往年|同期|年初|□)|低于|高于|增长|下降|增加了|减少了"
    r"|^[，、\s]*(?:(?:净|共)?(?:减少|增加)|(?:上年|去年|□+年)(?:同期)?[为是])$"
)


_NEAR = 30
_CARRIED_ON = re.compile(r"结转(?:至|到|入)?(?:下|次|明)")


@dataclass(frozen=True)
class Breakdown:
    """parts of whole. others: further figures that may be the whole as well (受理A件，办结B件，其中…).

    beside: another breakdown by the same parts that adds up. mixed: the text itself adds different counters (四类合计, 合计N人（个、条）次).
    in_turn: what the parts are called, where all names stand before all figures (其中甲、乙分别为8件、11件).
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    opening: Opening
    others: tuple[Quantity, ...] = ()
    beside: bool = False
    mixed: bool = False
    in_turn: tuple[str, ...] = ()

    def labels(self) -> list[str]:
        """What each part is called: the words before it, or behind it where nothing stands before."""
        if len(self.in_turn) == len(self.parts):
            return list(self.in_turn)
        return [label(each) for each in self.parts]


_PLANNED = re.compile(r"占[^，。；\d]{0,14}$")


def is_planned(quantity: Quantity) -> bool:
    """占年度任务6000户的104%: what was planned, or all that there are, is no whole of a list."""
    return quantity.tail.endswith("的") and _PLANNED.search(quantity.lead) is not None


_PER_HEAD = re.compile(
    r"平均|人均|[户日月年周季篇件案场期次村镇校班亩地]均(?!衡)|均价|每[万百千]?[个件人户村镇乡篇次条项亩天日月]|单位[^，。；\d]{0,8}(?:能耗|电耗|水耗|成本|产值|产出|面积)"
    r"|(?:得分|评分|打分|时限|用时|耗时|年限|(?:补[助贴]|保障|低保|救助|收费)标准|单价|寿命|年龄|降水量|降雨量|气温|浓度|密度)(?:为|是|达到?|约)?$"
)


def is_mean(quantity: Quantity) -> bool:
    """平均得分86.2分，其中县直部门88.6分: of what is told for each, some may have more, and they make up nothing."""
    return _PER_HEAD.search(quantity.lead) is not None


def bracket(text: str, at: int) -> tuple[int, int] | None:
    """The brackets around a place, without nesting."""
    low, high = text.rfind("（", 0, at), text.find("）", at)
    if low < 0 or high < 0 or text.find("）", low, at) >= 0:
        return None
    return low, high


def without_carried_on(told: Breakdown) -> Breakdown:
    """「办结9件，其中公开5件、…不予处理1件，1件结转下年度」: what goes on is none of what was done, where the others make it."""
    last, others = told.parts[-1], told.parts[:-1]
    goes_on = len(others) > 1 and not last.lead.strip("，、； ") and _CARRIED_ON.match(last.tail)
    return replace(told, parts=others) if goes_on and sum(p.value for p in others) == told.whole.value else told


_CARRIED_IN = re.compile(r"^[，、；\s]*(?:另有|加上?)?(?:上一?年度?|去年|往年)(?:度)?结转")
_OF_THIS_YEAR = re.compile("新收|本年|当年|今年|年内|新增")


def without_carried_in(told: Breakdown) -> Breakdown | None:
    """「新收8件，其中自然人7件、商业企业1件，上年结转1件」: what was carried in stands beside what was received; None if no part is left.

    Where it makes the whole with the others, or stands beside what was new (本年新收29件、上年结转3件), it is a part.
    """
    at = next((n for n, each in enumerate(told.parts) if _CARRIED_IN.match(each.lead)), None)
    if at is None or sum(p.value for p in told.parts) == told.whole.value:
        return told
    others = told.parts[:at]
    beside = any(_OF_THIS_YEAR.search(each.lead) for each in others)
    if beside or not (_CAME.search(told.whole.lead) or sum(p.value for p in others) == told.whole.value):
        return told
    return replace(told, parts=others) if others else None


_QUARTER, _HALF = re.compile("季度?$"), re.compile("(?:[上下]半年|前[两三]个?季度)$")


def without_halves(told: Breakdown) -> Breakdown:
    """「一季度2.8万件、二季度3.3万件、上半年6.1万件、三季度…」: a half among quarters is told of some of them once more, and is no further part."""
    names = told.labels()
    if sum(bool(_QUARTER.search(each)) and not _HALF.search(each) for each in names) < 2:
        return told
    kept = tuple(part for part, name in zip(told.parts, names, strict=True) if not _HALF.search(name))
    return replace(told, parts=kept)


_CAME = re.compile("收到|新收|接收|接到")
_ALL_OF_IT = re.compile("(?:申请|诉求|来信|事项|信息)?(?:均|都|全部)")
_SUBTOTAL = re.compile("(?:合计|共计|总计)$")


def goes_on(parts: Sequence[Quantity], each: Quantity) -> bool:
    """「微信52个、微博31个、抖音13个、今日头条4个」: a list joined by 、 alone is whole, though its first parts make the total."""
    row = (*parts, each)
    joined = all(two.lead.startswith("、") and two.start - len(two.lead) == one.end for one, two in pairwise(row))
    return joined and same(parts[0].unit, each.unit)


def adds_again(members: Sequence[Quantity], each: Quantity) -> bool:
    """「咨询1205件，举报462件，投诉169件，举报、投诉合计631件」: a subtotal by the names of its parts. 「网上4件，信函2件，当面1件，7件均已答复」: all of them."""
    named = sum(bool(name := label(part)) and name in each.lead for part in members)
    every = not each.lead.strip("，、") and _ALL_OF_IT.match(each.tail) and each.value > max(p.value for p in members)
    return bool(every) or (named > 1 and _SUBTOTAL.search(each.lead) is not None)


_REVIEW, _LAWSUIT = re.compile("复议(?![^，。；]*诉讼)"), re.compile("诉讼|起诉|应诉|行政案件")


def of_one_matter(told: Breakdown) -> Breakdown | None:
    """「复议10件，其中纠正1件；被提起诉讼8件，败诉1件」: lawsuits, and what is told behind them, are no part of reviews; None if no part is left."""
    if not _REVIEW.search(told.whole.lead) or "诉讼" in told.whole.lead + told.whole.tail:
        return told
    other = next(
        (n for n, each in enumerate(told.parts) if _LAWSUIT.search(each.lead) and "复议" not in each.lead), None
    )
    return replace(told, parts=told.parts[:other]) if other else None if other == 0 else told


_ON_TIME, _LATE = re.compile("按[时期]|如期|及时"), re.compile("延期|逾期|超期|延长")


def only_in_time(front: Sequence[Quantity], whole: Quantity) -> bool:
    """「22件已按时办结，2件经批准延期办结」: what was in time, where what was not stands beside it, is not all that was answered."""
    late = (each for each in front if abs(each.start - whole.start) < _NEAR and same(each.unit, whole.unit))
    return bool(_ON_TIME.search(whole.lead + whole.tail)) and any(_LATE.search(each.lead + each.tail) for each in late)


def leaves_what_it_lacks(passage: Passage, told: Breakdown) -> bool:
    """「收到36件，加上上年结转的2件，共办理35件，结转下年度3件」: the account closes behind it, so what was done is no total.

    Of 「办结32件，结转1件。予以公开13件…」 it is one: the parts behind it are of what was done.
    """
    if told.parts[0].start > told.whole.start:
        return False
    left = sum(each.value for each in told.parts) - told.whole.value
    behind = [q for q in passage.quantities if told.whole.end <= q.start < told.whole.end + _NEAR]
    return left > 0 and any(q.value == left and _CARRIED_ON.search(q.lead + q.tail) for q in behind)


_RECEIVING = "、和及与以及并或"


def without_descriptions(members: list[Quantity]) -> list[Quantity]:
    """Without the 5 of 「5个分中心受理235906件次」: a count that only describes who did what the next one counts."""
    kept = []
    for number, each in enumerate(members):
        following = members[number + 1] if number + 1 < len(members) else None
        describes = (
            following is not None
            and following.clause == each.clause
            and each.tail
            and each.tail == following.lead
            and (not same(each.unit, following.unit) or not each.lead)
            and each.tail[0] not in _RECEIVING
            and each.tail[-1] not in _RECEIVING
        )
        if not describes:
            kept.append(each)
    return kept


def of_the_divided(found: Breakdown, told: Sequence[Breakdown]) -> Breakdown:
    """「受理27436件。按性质分，咨询16895件、…、建议1430件。其中直接答复17208件，…」: what makes the whole of a list is of it, and not of the list's last."""
    heads = {found.whole, *found.others}
    if found.opening != "其中" or len(heads) < _TWO:
        return found
    for each in told:
        adding = each.whole.value == sum(part.value for part in found.parts)
        if adding and heads == set(each.parts) and each.whole.end <= min(part.start for part in each.parts):
            return replace(found, whole=each.whole, others=())
    return found


_TWO = 2


def without_moved(passage: Passage, told: Breakdown) -> Breakdown | None:
    """「685个小区中，开展分类的小区由126个增加到318个，增加192个」: what there was, is and came are no parts; None if none is left."""
    for at, each in enumerate(told.parts):
        if not _FROM.search(each.lead):
            continue
        mine = next((front for front in passage.sentences if front.start <= each.start < front.end), None)
        if mine is not None and is_moved(mine, each):
            return replace(told, parts=told.parts[:at]) if at else None
    return told


_FROM = re.compile("(?:由|从)[^，；]{0,10}$")
_TO = re.compile(r"[^，。；\d]{0,4}(?:减|增|降|升|压缩|缩|精简|整合|合并|扩|提高)[^，。；\d]{0,4}[至到为成]\d")


def is_moved(sentence: Sentence, each: Quantity) -> bool:
    """…，全区网站由普查前的44个减少至13个: how a stock moved."""
    return bool(_FROM.search(each.lead) and _TO.match(sentence.text[each.end - sentence.start :]))
