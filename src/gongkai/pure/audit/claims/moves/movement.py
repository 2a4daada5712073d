"""Words of more and less: what the words before a figure say of a change, and pairs of figures between which one led."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical

DOWN = "减少|压缩|缩短|精简|压减|缩减|缩小|削减|减低|下降|降低|下滑|回落|提速|简化|节省|节约|节支|提前|精减|减免|裁减|下调|少|减|降|缩"
UP = "新增|增加|增长|提升|提高|上升|扩大|扩展|扩充|攀升|跃升|上涨|上调|增多|净增|增值|溢价|增收|多|增|升"
_PARTLY = "关停并转|关停整合|撤并|撤销|关停|关闭|注销|取消|清理|删除|废止|剔除|归并|合并"
_NEUTRAL = "梳理规范|梳理|清理|精简整合|集中|调整|变更|优化|整合|合并|归并|规范|改|变|转变|统一|完善|更新"
_SHARE = rf"(?P<share>(?:{DOWN}|{UP})(?:率|比例|比(?!例)|幅度|幅)|增速|涨幅)"
_ABOUT = "近|(?<!节)约|大约|超过|超|逾|将近|接近|至少|不足|不到|不少于|不低于|不超过|最多|多达|高达|突破"
_TRIM = re.compile(rf"(?:达到|达|为|是|了|{_ABOUT}|整整|的|：|\s)+$")
_ADVERB = r"(?:共计?|总共|总计|合计|累计|净|实际|直接|大幅度?|有效|分别|各|平均|整体|总体|全部|每[年月天日周]|明显|显著|相应|再|又|已|进一步|总)"
_BASE = r"(?P<base>同比|环比|(?:比|较|与|和|同|跟)(?P<what>[^，]{0,20}?)(?:同期)?(?:相比较?|比较|比)?)"
_MOVE = re.compile(
    rf"^(?P<subject>.*?)(?:{_BASE})?(?P<adverb>{_ADVERB}*)(?:{_SHARE}|(?P<down>{DOWN})|(?P<up>{UP})|(?P<partly>{_PARTLY}))"
    r"(?P<to>到|至|成|为)?了?(?P<object>.*)$",
    re.S,
)
_VERB = re.compile(rf"{DOWN}|{UP}|{_PARTLY}")
_MOVES = re.compile(rf"{_VERB.pattern}|涨幅")
_TO = re.compile(
    rf"^(?:了|，|已|全部|统一|普遍|平均|大幅度?|进一步|现在?|目前|再|逐步|直接|均|的)*(?:(?P<down>{DOWN})|(?P<up>{UP})|(?:{_NEUTRAL}))"
    rf"(?:[\u4e00-\u9fff]{{0,4}}?)(?:到|至|为|成)了?(?:现在|目前|现|如今|今年|本年|年底|年末|承诺|□{{4}}年[度底末]?)?的?(?:平均|[日月年]均)?(?:{_ABOUT})?$"
)
_FROM = re.compile(r"[由从自]")
_NOUN_FIRST = re.compile(r"^[\u4e00-\u9fff]{1,4}?(?=" + _NEUTRAL + "|" + DOWN + "|" + UP + ")")
BARE = re.compile(
    r"^(?:即|其中)?[由从](?:(?:上一?年度?|去年|□{4}\s*年度?)(?:同期)?|原来|原先|原有|原|过去|年初|法定(?:时限|时间)?)?的?$"
)
_WORKED = (
    "清理|改革|整合|优化|再造|精简|压缩|调整|简化|标准化|规范化?|梳理|合并|集中|改版|修订|缩减|压减|提速|减负|改进|整改"
)
EARLIER = re.compile(
    rf"(?<![高平草中])原(?![则因料籍油件创著文告始理稿野型价])|(?:以|之|此)前|过去|(?:{_WORKED})之?前|法定(?:办理|审批|承诺|办结)?(?:总?时限|期限|时间)"
    r"|预算(?:总?金?额|价|资金|为)?$|概算|控制价|标底|最高限价|送审|评估价?值?$|挂牌价|起(?:始|拍)价"
)
LATER = re.compile(
    rf"(?<![实体发出表呈展兑涌])现(?![场代象金实状役])|目前|如今|(?:{_WORKED})[过之以]?后|保留|剩余|仅需|只需|承诺(?:办理|审批|办结)?(?:总?时限|期限|时间)"
    r"|实际(?:采购|支出|成交|支付|(?:平均)?(?:办理|办结|审批)?(?:总?用时|总?时限|耗时))|成交|中标|审定|结算"
)
_FRAME = re.compile(
    rf"{LATER.pattern}|{_WORKED}|{DOWN}|{_NEUTRAL}|[到至成为]|实际|总|共|仅|约|的|数|后|有|时限|（|）|{_ABOUT}"
)
_LAST_YEAR = r"(?:上一?年度?|去年|前一年)"
_THEN = re.compile(rf"{_LAST_YEAR}(?:同期)?|(20\d\d)\s*年(?:度|同期)?|20\d\d(?=同期)")
_AGAINST = re.compile(
    rf"(?:(?:比|较|相当于|与|和|同|跟)\s*(?:{_LAST_YEAR}|20\d\d\s*年度?)|(?<![升长加增少降减高变])[是为]{_LAST_YEAR})(?:同期|年?末|年?底|年?初?预算(?:总?额|数)?|决算(?:总?额|数)?)?(?:实际)?(?:完成|实现|收到|受理)?\s*(?:的|平均数?)?\s*$"
)
_AGAINST_EARLIER = re.compile(
    rf"(?:比|较)(?:法定(?:办理|审批|承诺|办结)?(?:时限|期限|时间)?|原来|原先|年初|年末|年底|上?月末?|上半年|上季度|(?:{_WORKED}|以|之|此)之?前"
    r"|[^，。；\d]{0,8}规定的?(?:办理|审批|办结|答复)?(?:时限|期限|时间)?|(?:招标|年初|全年|当年|年度|上年)?(?:预算|控制|评估|挂牌|起拍|送审)(?:总?金?额|价格?|资金|安排|批复)?数?|概算|标底|最高限价)\s*的?\s*$"
)
_FILLER = re.compile(
    rf"达到|{_LAST_YEAR}|20\d\d\s*年?度?|今年|本年度?|全年|同期|底|末|[的为是则仅有共计约达只，\s]|其中|{_ABOUT}"
)
NEAR = 12
"""How many figures in front are looked at for the one that a change is of."""
_THIS_YEAR = 9999
_RANKED = re.compile(r"排名|名次|位次|位居|位列|排位|名列")
_FAMILIES = (
    "流程 环节 步骤 程序 手续",
    "时限 时间 期限 天数 工作日 周期 用时 耗时",
    "材料 要件 资料 证明 表格",
    "事项 项目 许可 职权 审批事项 权力 清单",
    "次数 跑动 跑腿",
    "费用 收费 经费 资金 金额 预算 成交 采购 价款 成本 财政 控制价 中标 标底 限价 概算 送审 审定 结算",
)


@dataclass(frozen=True)
class Movement:
    """What the words before a figure say: down, by whom (subject), of what (object), against what (base), where to or by how much.

    down: None where the words name no direction. share: 压缩率, 增幅. level: the figure is where it ends, not by how much.
    partly: 取消, 新增 and the like, which need not be all that happened.
    """

    down: bool | None
    subject: str
    object: str
    base: str
    adverb: str
    share: bool
    level: bool
    partly: bool


_COMPARING = re.compile(r"^）?(?:相比较?，?|比较，?)?")
_BEFORE_ALONE = re.compile(r"^(?:了|原来|原先|原有|过去|以前|原)$")
_PER_CASE = re.compile("^(?:平均)?每[件项宗笔]$")


@lru_cache(maxsize=4096)
def movement(lead: str) -> Movement | None:
    """The movement that the words before a figure speak of; None if they speak of none, or of two."""
    if not _MOVES.search(lead):
        return None
    told = squeezed(lead)
    trimmed = _TRIM.sub("", told)
    words = _COMPARING.sub("", trimmed)
    match = _MOVE.match(words)
    if not match or _VERB.search(match["object"]):
        return None
    share, rest = match["share"] or "", _BEFORE_ALONE.sub("", match["object"].strip())
    down = None
    if match["down"] or match["partly"] or re.match(DOWN, share):
        down = True
    elif match["up"] or re.match(rf"{UP}|增速|涨幅", share):
        down = False
    cut = told[len(trimmed) :]
    level = bool(match["to"]) or (not share and not rest and cut.startswith(("为", "达", "是")))
    partly = bool(match["partly"]) or match["up"] == "新增"
    subject = _PER_CASE.sub("", match["subject"].strip(" ，、和及并"))
    return Movement(down, subject, rest, match["base"] or "", match["adverb"], bool(share), level, partly)


_FURTHER = re.compile(rf"(?:再|又|继续|进一步|随后|之后|后|目前|现|最终)[^，。；\d]*(?:到|至|成|为)(?:{_ABOUT})?$")


def further(sentence: Sentence, pair: Pair, told: Quantity) -> Quantity | None:
    """「由35个工作日压缩至11个工作日，再压缩至5个工作日，累计压缩30个工作日」: where it ended, before what is told of the change."""
    steps = [each for each in sentence.quantities if pair.after.end <= each.start and each.end <= told.start]
    steps = [each for each in steps if one_measure(each, pair.after) and _FURTHER.search(squeezed(each.lead))]
    return steps[-1] if steps else None


def from_the_first(sentence: Sentence, pair: Pair) -> Pair | None:
    """「由9个压缩至5个，再由5个压缩至3个，累计压缩6个」: from the first of the steps that each begin where the one before ended; None if it is one step."""
    first = pair.before
    steps = [each for _, row in pairings(sentence)[:1] for each in row if each.after.end <= pair.before.start]
    for each in reversed(steps):
        goes_on = each.after.value == first.value and one_measure(each.after, first) and each.down == pair.down
        if goes_on and each.before.start < each.after.start < first.start:
            first = each.before
    return None if first is pair.before else replace(pair, before=first)


def squeezed(words: str) -> str:
    """Without blanks and line breaks."""
    return "".join(words.split())


@dataclass(frozen=True)
class Pair:
    """Two figures of one measure, one before and one after. down: as the words between say; None if they say nothing.

    last: the place, among the figures given, of the one that comes last. dated: years tell them apart. words: what is
    measured. others: figures further in front that might be the later one just as well. sure: nothing in the words says
    that the two are not of one measure.
    """

    before: Quantity
    after: Quantity
    down: bool | None
    last: int
    dated: bool
    words: str
    others: tuple[Quantity, ...] = ()
    sure: bool = True


Pairing = tuple[tuple[Quantity, ...], tuple[Pair, ...]]


def pairings(sentence: Sentence) -> tuple[Pairing, ...]:
    """The figures of a sentence with the pairs among them; once more without the figures in brackets, if there are any."""
    if "pairings" not in sentence.memo:
        every, outside = sentence.quantities, _outside_brackets(sentence)
        rows = (every,) if len(every) == len(outside) else (every, outside)
        sentence.memo["pairings"] = tuple((row, tuple(_pairs(sentence, row))) for row in rows)
    return sentence.memo["pairings"]


def _pairs(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Pair]:
    """Figures next to one another of which the words say that one came of the other: 由…压缩到…, 原…，现…, …，比上年的…."""
    ranked = _RANKED.search(sentence.text)
    for last in range(1, len(quantities)):
        if ranked and _RANKED.search(_around(sentence, quantities[last - 1], quantities[last])):
            continue
        pair = _pair(sentence, quantities, last)
        if pair:
            yield pair


def _around(sentence: Sentence, one: Quantity, other: Quantity) -> str:
    """The clauses of two figures and what is between."""
    start, end = sentence.clause_of(one).start, sentence.clause_of(other).end
    return sentence.text[start - sentence.start : end - sentence.start]


STOOD = re.compile(r"^(?:上年|去年|上一?年度?|□{4}年)(?:末|底|同期)?(?:得分)?(?:(?<=得分)|为|是)$")


_SHARE_OF = re.compile("^[，、]?(?:约)?占")
_PROMISED = re.compile("承诺|实际|平均")
_PROMISED_TERM = re.compile("承诺(?:办理|审批|办结)?(?:总?时限|期限|时间)(?:为|是|合?共计?)*$")
_TAKEN_TERM = re.compile(
    "^[，、]?实际(?:平均)?(?:办理|审批|办结)?(?:平均)?(?:总?用时|总?时限|耗时|时间)(?:仅|只|仅需|只需|为|是|约)*$"
)


def _pair(sentence: Sentence, quantities: Sequence[Quantity], last: int) -> Pair | None:
    one, other = quantities[last - 1], quantities[last]
    if not one_measure(one, other):
        # 在册324户512人，较年初341户减少17户
        front = quantities[max(0, last - 4) : last]
        if len(front) > 2 and _SHARE_OF.search(front[-2].lead) and front[-1].is_percent and not front[-1].lead[1:]:
            front = front[
                :-2
            ]  # 支出128.4亿元，占预算支出179.6亿元的71.5%，比上年104.3亿元增长23.1%: not the base of the share
        nearest = next((q for q in reversed(front) if one_measure(q, other)), None)
        lead = lead_as_read(sentence, other)
        if nearest is None or not (_AGAINST.search(lead) or _AGAINST_EARLIER.search(lead)):
            return None
        one = nearest
    between = sentence.between(one, other)
    if len(between) > 40:
        return None
    if "；" in between and movement(one.lead):
        return None  # 网站…增加44条；公众号发布量较上年的652条增加93条: another matter begins
    if sentence.text.startswith(("净增", "净减"), other.end - sentence.start):
        return None  # 新制发5件、废止3件，较上年末的39件净增2件: none of these is the stock of today
    if STOOD.search(other.lead) and "其中" in sentence.before(one):
        return None  # 账号42个，其中…抖音4个，较上年末减少17个（上年末为59个）
    first, second = lead_as_read(sentence, one), lead_as_read(sentence, other)
    lead, led = squeezed(one.lead), squeezed(other.lead)
    words = lead + one.tail[:6] + _TRIM.sub("", led) + other.tail[:6]
    then = [bool(_THEN.search(first)), bool(_THEN.search(second))]
    to = _TO.match(led)
    if not to and other.clause == one.clause and (_FROM.search(lead) or EARLIER.search(lead)):
        to = _TO.match(_NOUN_FIRST.sub("", led))  # 将原有的28个窗口整合为12个
    if to and other.clause - one.clause <= 1:
        if _FROM.search(lead) or EARLIER.search(lead) or other.clause == one.clause:
            return Pair(one, other, True if to["down"] else False if to["up"] else None, last, any(then), words)
        return None
    if _AGAINST.search(second):
        earlier = (
            ()
            if "平均" in one.lead
            else tuple(
                q
                for q in quantities[max(0, last - 1 - NEAR) : last - 1]
                if one_measure(q, other) and not movement(q.lead)
            )
        )
        row = (*earlier, one)
        if _of_all_time(second) and not (row := tuple(q for q in row if _ALL_TIME.search(q.lead))):
            return None  # 公开420条，累计总量比上年的2000条增加420条: told nowhere
        one = row[-1]
        whole = _compared_by_name(second, row) or _divided(sentence, second, row) or _made_of(sentence, row)
        if whole is not None:
            return Pair(other, whole, None, last, True, words, tuple(q for q in (one, *earlier) if q is not whole))
        if _both_compared(sentence, earlier[-1:], one, quantities[last : last + 2]):
            return None
        return Pair(other, one, None, last, True, words, earlier)
    if _AGAINST_EARLIER.search(second):
        return Pair(other, one, None, last, False, words)
    if EARLIER.search(lead) and LATER.search(led) and other.clause - one.clause <= 2:
        move = movement(led)
        measured = akin(_FRAME.sub("", led), lead + one.tail[:6])
        return Pair(one, other, move.down if move and move.level else None, last, False, words, sure=measured is True)
    shorter = (by := movement(led)) is not None and not by.level  # 承诺时限8天，比法定时限缩短12天
    if (
        "法定" in led
        and not shorter
        and EARLIER.search(led)
        and _PROMISED.search(lead)
        and other.clause - one.clause == 1
    ):
        return Pair(other, one, None, last, False, words, sure=akin(_FRAME.sub("", lead), led) is True)
    taken = _PROMISED_TERM.search(lead) and _TAKEN_TERM.search(led) and other.clause - one.clause == 1
    if taken and not any("法定" in q.lead for q in quantities[:last]):
        return Pair(one, other, True, last, False, words)  # 承诺时限8.5个工作日，实际平均用时3.2个工作日，提速62.4%
    return _dated(one, other, first, second, last, words, sentence.clause_of(other).before == "（")


_TWO_THINGS = re.compile("[^，。；：]{0,4}、[^，。；：]{0,8}")


def _both_compared(sentence: Sentence, before: Sequence[Quantity], one: Quantity, told: Sequence[Quantity]) -> bool:
    """「专职26人、兼职192人，较上年的204人增加14人」: whether it is both together that are told of."""
    if not before or len(told) < 2 or not _TWO_THINGS.fullmatch(sentence.between(before[0], one)):
        return False
    return abs(before[0].value + one.value - told[0].value) == told[1].value and one_measure(told[1], one)


_BY_NAME = re.compile(
    "(?:^|[，、；])(?:全年|年度|热线|其中)*(?P<what>[\u4e00-\u9fff]{2,6}?)总?[量数](?:总[量数])?(?:比|较|与)"
)


def _compared_by_name(lead: str, row: Sequence[Quantity]) -> Quantity | None:
    """「工单12437件，已办结12401件；工单量比上年的9985件增加2452件」: the figure that the words name, not the nearest."""
    named = _BY_NAME.search(lead)
    such = [q for q in row if named and label(q).endswith(named["what"])]
    return such[-1] if such and such[-1] is not row[-1] else None


_AMOUNT = re.compile("(?:^|[，；])(?P<what>[\u4e00-\u9fff]{0,6}?)(?:总[量数额]|(?<=.)[量数])(?:比|较|与)")
_ALL_TIME = re.compile("累计|历年")
_OF_ANY = re.compile("全年|年度|主动|公开|发布|政府|信息|受理|申请|收到|办理|推送|总")


def _of_all_time(lead: str) -> bool:
    named = _AMOUNT.search(lead)
    return named is not None and _ALL_TIME.search(named["what"]) is not None


def _divided(sentence: Sentence, lead: str, row: Sequence[Quantity]) -> Quantity | None:
    """「发布9268条，其中动态4217条、目录4980条，发布总量比上年的8745条增加523条」: of what is divided, or of the last part where the words name it."""
    named = _AMOUNT.search(lead)
    if named is None:
        return None
    own, part = _OF_ANY.sub("", named["what"]), label(row[-1])
    if named["what"] == part or any(own[at : at + 2] in part for at in range(len(own) - 1)):
        return row[-1]
    heads = [one for one, other in pairwise(row) if "其中" in sentence.between(one, other)]
    apart = heads and "；" in sentence.between(heads[-1], row[-1])
    return heads[-1] if heads and not apart else None


def _made_of(sentence: Sentence, row: Sequence[Quantity]) -> Quantity | None:
    """「预算18.6万元，包括接待费6.4万元、车辆费12.2万元，较上年预算20.1万元下降7.5%」: the figure that those behind it make is compared."""
    for at, whole in enumerate(row[:-2]):
        if whole.value == sum(q.value for q in row[at + 1 :]) and "；" not in sentence.between(whole, row[-1]):
            return whole
    return None


_YEAR_TOLD = re.compile(r"(20\d\d)年?")


def _dated(one: Quantity, other: Quantity, first: str, second: str, last: int, words: str, aside: bool) -> Pair | None:
    """2021年53篇，2022年64篇; 今年64篇（去年53篇）: two years, and no other words, or the same ones, beside the second. aside: whether it opens a bracket."""
    if other.clause - one.clause > 2 or movement(first) or movement(second):
        return None
    if "分别" in first and second in ("", "、", "和", "及"):
        told = _YEAR_TOLD.findall(first)
        if len(told) == 2 and told[0] < told[1]:
            return Pair(one, other, None, last, True, words)  # 2015年、2016年分别收到71件、86件
    measured, again = _FILLER.sub("", first), _FILLER.sub("", second)
    compared = measured in ("与", "同", "和", "较", "比") and one.tail.startswith("相比")
    if again and not compared and not measured.startswith(again):
        return None
    year, later = _year(first), _year(second)
    if year is None and (not again or aside):
        year = _THIS_YEAR  # 发布64篇（去年53篇）; 收到申请147件（2021年收到163件）
    if year is None or later is None or year == later:
        return None
    if year < later:
        return Pair(one, other, None, last, True, words)
    return Pair(other, one, None, last, True, words)


_A_YEAR = re.compile(r"(20\d\d)\s*年")
_NOW_TOLD = re.compile(r"今年|本年|全年")


def _year(lead: str) -> int | None:
    """The year that the words speak of: last year comes before all, this year after all."""
    found = _A_YEAR.findall(lead)
    if len(set(found)) > 1:
        return None
    if found:
        return int(found[0])
    if re.search(_LAST_YEAR, lead):
        return 0
    return _THIS_YEAR if _NOW_TOLD.search(lead) else None


def lead_as_read(sentence: Sentence, quantity: Quantity) -> str:
    """The words before a figure with the digits of years in them, which the text of a sentence has blanked."""
    known = sentence.memo.setdefault("leads", {})
    place = quantity.start - sentence.start
    if place not in known:
        at = sentence.text.rfind(quantity.lead, 0, place) if quantity.lead else place
        known[place] = squeezed(sentence.read[max(at, 0) : place])
    return known[place]


def one_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures can be of one measure by their units: both per cent, or counts of one kind (one may have lost its unit)."""
    if one.is_percent or other.is_percent:
        return one.is_percent and one.unit == other.unit
    units = {canonical(one.unit), canonical(other.unit)}
    return one.counts and other.counts and "倍" not in units and (len(units) == 1 or (len(units) == 2 and "" in units))


_SAYS_NOTHING = re.compile(r"[的数总共计约达为了各类，、\s]")


def akin(words: str, others: str) -> bool | None:
    """Whether what is counted in one phrase is what is counted in another; None if it can't be told."""
    words = _SAYS_NOTHING.sub("", words)
    if len(words) < 2:
        return True
    one, other = _families(words), _families(others)
    if one and other:
        return bool(one & other)
    if any(words[at : at + 2] in others for at in range(len(words) - 1)):
        return True
    return None


def _families(words: str) -> set[int]:
    return {number for number, family in enumerate(_FAMILIES) if any(each in words for each in family.split())}


def _outside_brackets(sentence: Sentence) -> tuple[Quantity, ...]:
    """The figures of a sentence that stand in no bracket."""
    if "（" not in sentence.text:
        return sentence.quantities
    depth, inside, found = 0, [], []
    for c in sentence.text:
        depth += (c == "（") - (c == "）" and depth > 0)
        inside.append(depth > 0)
    for quantity in sentence.quantities:
        if not inside[quantity.start - sentence.start]:
            found.append(quantity)
    return tuple(found)


_COMPOUND = 4
"""So many characters are words of which the last says what is counted."""


_SOME_OF = re.compile(r"其中|最[高多大快]|部分|有的")
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2,8}")


def about_the_pair(move: Movement, pair: Pair, tail: str = "") -> bool | None:
    """Whether a movement spoken of after a pair is the pair's own: yes, no, or None where it may be.

    tail: the words behind its figure, 减少5个环节.
    """
    if move.adverb and (
        "分别" in move.adverb or "各" in move.adverb or ("平均" in move.adverb and "平均" not in pair.words)
    ):
        return False
    if move.down is not None and pair.down is not None and move.down != pair.down:
        return False
    if move.base and not _same_base(move.base, pair):
        return False
    if _SOME_OF.search(move.subject):
        return False
    behind = _SUBJECT.match(tail)
    noun = (
        behind.group()
        if behind and not re.match(rf"以[上下]|左右|{DOWN}|{UP}|同比|比|较|原|现|由|从|其中|共", tail)
        else ""
    )
    answers = [akin(each, pair.words) for each in (move.subject, move.object, noun)]
    if len(move.object) >= _COMPOUND and akin(move.object[-2:], pair.words) is not True:
        answers.append(None)  # 收费项目由186项减少到163项，降低收费标准17项
    return False if False in answers else None if None in answers or not pair.sure else True


_LAST_TIME = re.compile(r"同比|去年|上一?年|□{4}|同期")
_FORMERLY = re.compile(r"原|以前|之前|此前|过去|改革前|前$")


def _same_base(base: str, pair: Pair) -> bool:
    if _LAST_TIME.search(base):
        return pair.dated
    if _FORMERLY.search(base):
        return not pair.dated
    return "法定" in base and "法定" in pair.words


def before_parts(sentence: Sentence, pair: Pair) -> list[Quantity]:
    """「决算9.6万元，其中…3.1万元，…6.5万元，比预算12.8万元下降25%」: whoever stood before the nearest may be the one compared.

    由15个工作日缩短为7个工作日 tells both itself.
    """
    if pair.before.start < pair.after.start:
        return []
    first = min(pair.before.start, pair.after.start)
    if "平均" in pair.after.lead:
        return []  # 得分分别为92.5分、94分、95.5分和96分，平均94.5分，比上年的91.2分提高3.3分: of the mean
    segment = sentence.start + sentence.text.rfind("；", 0, first - sentence.start)
    return [q for q in sentence.quantities if segment < q.start < first and q.counts and one_measure(q, pair.before)]
