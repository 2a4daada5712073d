"""Of what a percentage is a percentage: its numerator and its base, as the sentence says them.

「占X的P%」 names its base; 办结率 and its like name what is counted and, silently, what it is counted among.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from gongkai.pure.audit.claims import inturn
from gongkai.pure.audit.claims.breakdowns import Breakdown, opened_by
from gongkai.pure.audit.claims.naming import is_total, label
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import alike, same
from gongkai.pure.audit.report import Passage

Sure = Literal["named", "structure", "near", "guessed"]
"""How the base was found: the text names it; the parts of a breakdown have one whole; it is a total close by; it is just before.

A guess may hold, and is then worth telling; it never contradicts.
"""


@dataclass(frozen=True)
class Share:
    """part is `percent` of base. less: figures to be taken off the base (其余事项). others: what else the base might be.

    base is None: the text does not tell it (part alone can still be unreachable). part None: only the base is told.
    """

    percent: Quantity
    part: Quantity | None
    base: Quantity | None
    sure: Sure = "near"
    less: tuple[Quantity, ...] = ()
    others: tuple[Quantity, ...] = ()


_OF = re.compile(
    r"(?:约)?(?:分别)?占(?:比|到|据|了)?(?P<of>[^占，。；]{0,25}?)(?:的)?(?:比例|比重|比率|百分比|份额)?(?:为|是|达到|达|约为|约|近|超过|超|了|到)*$"
)
_NOT_SHARED = re.compile(
    r"增长|增加|下降|减少|提升|提高|上升|降低|增幅|降幅|同比|环比|压缩|缩短|缩减|精简|提速|减免|浮动|优惠"
)
_RATE = re.compile(
    r"(?P<name>[\u4e00-\u9fa5]{0,8}?(?P<stem>[\u4e00-\u9fa5]{2})(?:率|度(?=[^\u4e00-\u9fa5]|为|达|是|$)))(?:已)?(?:均|都|分别|也|保持|平均)?(?:在)?(?:为|是|达到|达|约为|约|近|超过|超|高达|到|：)*$"
)
_SEVERAL = re.compile(r"[和与及、]|合计|两|三类|四类|前.[类项位]|二者|三者|共同")
_MANY = 3
_WITHIN = re.compile(r"^[^，。；]{0,12}中|其中|里有")
_GENERIC = re.compile(
    r"总数|总量|总额|总体|总计|总件数|总|全部|全年|全县|全市|全区|全镇|全局|全省|同期|本年度?|当年|年度|所有|的|其|信息$|数量|数|量"
)

_REST = re.compile(r"其余|其他|剩余|余下")
_USUAL = re.compile(
    r"按时|按期|及时|限时|如期|综合|总体?|平均|群众|社会|公众|信件|来信|诉求|事项|工单|建议|提案|案件|投诉|信息|稿件|申请|依申请公开|政府|热线|件|的|其|全年|回访|服务|办件|一次性?|首次|最终|年度|整体|市民|市长信箱|县长信箱|区长信箱|书记信箱"
)
_NEVER = re.compile(
    r"接通|知晓|好评|支持|评价|点击|打开|访问|阅读|就业|入学|升学|参保|贫困|提速|压缩|精简|覆盖面|增长|可办|可网办|在线办理|网上办理|网办|即办|中签|参评|测评|参与|准确|正确|出勤|参训|考核|及格|达标|优良|可用|信息化|公开度|代码|配备|绿化|使用|利用|转化"
)
_ANSWERED: dict[str, tuple[str, str]] = {
    "办结": (r"办结|办理完毕|完成办理|办毕", r"受理|收到|接收|接到|接听|承办|交办|接件|申请|转办|派发|登记|接办|办理|收件|共|来信|来电|诉求|建议|提案|投诉"),
    "完毕": (r"办结|办理完毕|办毕", r"受理|收到|接收|接到|承办|交办|申请|转办|共"),
    "办理": (r"办结|已办理|办理完毕|已办|办理", r"受理|收到|接收|接到|承办|交办|接件|申请|转办|派发|登记|共"),
    "办复": (r"办复|答复|办结|回复", r"受理|收到|接收|接到|承办|交办|接件|共|建议|提案"),
    "答复": (r"答复|回复|办复", r"受理|收到|接收|接到|承办|交办|申请|来信|留言|咨询|共|征求|发出|建议|提案"),
    "回复": (r"回复|答复|办复", r"受理|收到|接收|接到|承办|交办|来信|留言|咨询|申请|共|征求|发出|诉求"),
    "回应": (r"回应|回复|答复", r"受理|收到|监测|发现|涉及|共"),
    "采用": (r"采用|采纳|录用", r"报送|上报|上传|推送|投稿|提供|征集|收到|报"),
    "采纳": (r"采纳|采用|吸收", r"收到|征集|征求|收集|提出|意见|建议|报送"),
    "录用": (r"录用|采用", r"报送|上报|上传|推送|投稿|报"),
    "公开": (r"已公开|公开", r"应公开|应当公开|产生|制发|印发|形成|制定|出台|政府信息|文件|共"),
    "节约": (r"节约|节省|节支|节资", r"预算|控制价|概算|计划"),
    "节支": (r"节约|节省|节支|节资", r"预算|控制价|概算|计划"),
    "签收": (r"签收", r"派发|转办|交办|共"),
    "转办": (r"转办|派发", r"受理|收到|接到|接听"),
    "受理": (r"受理", r"收到|接到|申请|接收"),
    "解决": (r"解决", r"受理|收到|反映|诉求|交办|办结|共"),
    "化解": (r"化解", r"受理|排查|共"),
    "回访": (r"回访", r"办结|受理|共"),
    "整改": (r"整改", r"发现|反馈|问题|查找|共"),
    "合格": (r"合格", r"抽检|检测|监测|检查|抽查|评查|评议|共"),
    "开通": (r"开通", r"应|全|共|个"),
    "覆盖": (r"覆盖|建成|建立|实现|开通|设立|设置|配备", r"."),
    "完成": (r"完成", r"."),
    "及时": (r"及时", r"."),
    "按时": (r"按时|按期|及时", r"."),
    "按期": (r"按期|按时|及时", r"."),
    "公示": (r"公示", r"."),
    "建成": (r"建成", r"."),
    "审结": (r"审结", r"受理|收到|共"),
    "结案": (r"结案", r"立案|受理|查处"),
    "满意": (r"(?<!不)满意", r"参评|评议|回访|调查|测评|参与|收回|有效"),
    "有效": (r"有效", r"发出|发放|收回|回收"),
    "回收": (r"收回|回收", r"发出|发放"),
    "胜诉": (r"胜诉|驳回|维持", r"诉讼|案件|审结"),
    "纠错": (r"纠正|纠错|撤销|确认违法", r"诉讼|复议|案件|审结"),
}  # fmt: skip
_IN_TIME = re.compile(r"按时|按期|及时|限时|如期|先行联系|首接|一次性|一次")


def shares(passage: Passage, told: Sequence[Breakdown], earlier: Sequence[Quantity] = ()) -> Iterator[Share]:
    """Each percentage of the passage whose numerator or base the text tells. earlier: the figures of the paragraphs before."""
    yield from _settled(passage, list(_found(passage, told)), earlier)


def _settled(passage: Passage, found: list[Share], earlier: Sequence[Quantity]) -> list[Share]:
    """Shares of a list whose base no word ties to them take the one figure near that most of them fit."""
    loose = [
        each
        for each in found
        if each.part is not None and (each.base is None or each.sure == "guessed") and not each.less
    ]
    parts = {each.part for each in found}
    for base in (*passage.quantities, *earlier[::-1]):
        here = base in passage.quantities
        if len(loose) < (_MANY if here else 2):
            continue
        if not base.counts or base in parts or any(each.part and each.part.value > base.value for each in loose):
            continue
        fitting = [
            each
            for each in loose
            if each.part and same(each.part.unit, base.unit) and _fits(each.percent, each.part, base)
        ]
        if len(fitting) >= (_MANY if here else 2) and len(fitting) * 3 >= len(loose) * 2:
            return [replace(e, base=base, sure="structure", others=()) if e in loose else e for e in found]
    return found


def _fits(percent: Quantity, part: Quantity, base: Quantity) -> bool:
    quotient = part.interval.over(base.interval)
    return quotient is not None and verdict(percent, quotient.scaled(Decimal(percent.whole_is))) != "contradicts"


def _found(passage: Passage, told: Sequence[Breakdown]) -> Iterator[Share]:
    bases: dict[int, Quantity] = {}  # the base that a sentence names once serves its later shares
    for index, sentence in enumerate(passage.sentences):
        before = passage.sentences[index - 1] if index else None
        in_turn: set[Quantity] = set()
        for chain in inturn.chains(sentence):
            in_turn.update(chain)
            if _NOT_SHARED.search(chain[0].lead):
                continue
            if aligned := inturn.parts_of(sentence, before, chain, told):
                for percent, part in zip(chain, aligned[0], strict=True):
                    yield Share(percent, part, aligned[1], "structure")
        for percent in sentence.quantities:
            if not percent.is_percent or percent in in_turn or _NOT_SHARED.search(percent.lead):
                continue
            if loose := _in_brackets(sentence, percent, told):
                yield loose
                continue
            if direct := _direct_base(sentence, percent):
                yield direct
            elif bracketed := _bracketed_base(sentence, percent):
                bases[index] = bracketed.base or percent
                yield bracketed
            elif found := _OF.search(percent.lead):
                for share in _named(passage, sentence, before, percent, found["of"], told):
                    earlier = bases.get(index)
                    if (
                        share.base is None
                        and share.part is not None
                        and earlier is not None
                        and not found["of"].strip("的")
                    ):
                        share = Share(percent, share.part, earlier, "structure")
                    if share.base is not None and share.sure == "named" and not share.less:
                        bases[index] = share.base
                    yield share
            elif found := _RATE.search(percent.lead):
                rates = list(_rate(sentence, before, percent, found, told))
                yield from rates or _fitting(sentence, percent)


def _in_brackets(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """「网络申请163件（61.5%）」: of the whole of its list, if it is in one."""
    at = sentence.quantities.index(percent)
    part = sentence.quantities[at - 1] if at else None
    if part is None or not part.counts or not re.fullmatch(r"（(?:占|占比)?", sentence.between(part, percent)):
        return None
    if not re.match(r"）", sentence.text[percent.end - sentence.start :]):
        return None
    mine = _list_of(part, told)
    return Share(percent, part, mine.whole if mine else None, "structure" if mine else "guessed")


def _list_of(part: Quantity, told: Sequence[Breakdown]) -> Breakdown | None:
    """The breakdown that the words make a figure part of; one that only adds up is none."""
    return next((each for each in told if part in each.parts and each.opening != "adding"), None)


def _two_before(sentence: Sentence, percent: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two counts of one unit right before a percentage."""
    at = sentence.quantities.index(percent)
    part, base = (sentence.quantities[at - 2], sentence.quantities[at - 1]) if at > 1 else (percent, percent)
    return (part, base) if part.counts and base.counts and same(part.unit, base.unit) else None


def _direct_base(sentence: Sentence, percent: Quantity) -> Share | None:
    """「签约1126户，占应签约1180户的95.4%」, 「完成目标任务6500人的104.8%」: the base stands between 占 and the percentage."""
    if (two := _two_before(sentence, percent)) is None:
        return None
    part, base = two
    if _SEVERAL.search(re.split("占", sentence.between(part, base))[0].lstrip("，、")):
        return None
    tied = re.fullmatch(r"[^。；]{0,15}(?:占|为|完成|达到?)[^，。；\d]{1,15}", sentence.between(part, base))
    follows = re.fullmatch(r"\s*的(?:近|约)?", sentence.between(base, percent))
    return Share(percent, part, base, "named") if tied and follows else None


def _bracketed_base(sentence: Sentence, percent: Quantity) -> Share | None:
    """「19件，占申请总量（45件）的42.2%」."""
    if (two := _two_before(sentence, percent)) is None:
        return None
    part, base = two
    opened = re.fullmatch(r"[^。；]{0,20}占[^，。；（]{0,20}（[^）]{0,6}", sentence.between(part, base))
    closed = re.fullmatch(r"）的?(?:比例)?(?:为|达)?", sentence.between(base, percent))
    return Share(percent, part, base, "named") if opened and closed else None


# 占X的P% ---------------------------------------------------------------------------------------------------------------


def _named(
    passage: Passage, sentence: Sentence, before: Sentence | None, percent: Quantity, of: str, told: Sequence[Breakdown]
) -> Iterator[Share]:
    counts = sentence.counts
    ahead = [each for each in counts if each.end <= percent.start]
    behind = next((each for each in counts if each.start >= percent.end), None)
    if behind is not None and re.fullmatch(r"\s*（[^（），。；\d]{0,6}", sentence.between(percent, behind)):
        part: Quantity | None = behind
    else:
        part = _part(sentence, ahead, percent)
    if part is None:
        return
    mine = _list_of(part, told)
    if mine and _REST.search(of):
        earlier = tuple(mine.parts[: mine.parts.index(part)])
        if earlier:
            yield Share(percent, part, mine.whole, "named", earlier)
        return
    core = _core(of)
    candidates = [
        each for each in passage.quantities if each.counts and each is not part and alike(each.unit, part.unit)
    ]
    if before and not ahead:
        candidates += [each for each in before.quantities if each.counts and each not in candidates]
    if core:
        parts = _with_a_share(passage.quantities)
        named = [e for e in candidates if same(e.unit, part.unit) and e.value >= part.value and e not in parts]
        base = _by_name(core, named, percent)
        if base is not None:
            others = tuple(
                each
                for each in candidates
                if each is not base and same(each.unit, part.unit) and each.value > part.value
            )
            yield Share(percent, part, base, "named", (), others)
            return
        generic_whole = mine is not None and re.search(r"总|全", of) and mine.opening in ("其中", "list", "bracket")
        if not (generic_whole and mine is not None and _subject(core, mine.whole)):
            yield Share(percent, part, None)
            return
    totals = [each for each in candidates if is_total(each) and each.value >= part.value and same(each.unit, part.unit)]
    if mine:
        if percent.value == percent.whole_is and mine.whole.value != part.value:
            return  # 乡镇30个，占总数的100%: all of its own kind, not of the whole
        others = tuple(each for each in totals if each is not mine.whole)
        yield Share(percent, part, mine.whole, "structure", (), (*mine.others, *others))
        return
    first = _first_of_list(sentence, part)
    opened, named_so = opened_by(sentence, first, [each for each in passage.quantities if each.end <= sentence.start])
    if opened:
        yield Share(percent, part, named_so, "named") if named_so else Share(percent, part, None)
        return
    close = [*sentence.quantities, *(before.quantities if before else ())]
    siblings = _with_a_share(close)
    larger = [
        each
        for each in candidates
        if same(each.unit, part.unit) and each.value >= part.value and each in close and each not in siblings
    ]
    ahead_of = [each for each in larger if each.end <= part.start]
    sure = [each for each in ahead_of if is_total(each)] or [each for each in totals if each in close]
    near = sure or ahead_of
    if near:
        between = sentence.text[max(0, near[-1].end - sentence.start) : max(0, part.start - sentence.start)]
        related = is_total(near[-1]) or _WITHIN.search(between)
        yield Share(percent, part, near[-1], "near" if related else "guessed", (), tuple(near[:-1]))
    else:
        yield Share(percent, part, None)


def named_base(percent: Quantity) -> str:
    """The name of what a share is of, "" where the words only say 总数 or nothing."""
    found = _OF.search(percent.lead)
    return _core(found["of"]) if found else ""


def _core(of: str) -> str:
    return _GENERIC.sub("", re.sub(r"[“”‘’\"\s]", "", of))


def _first_of_list(sentence: Sentence, part: Quantity) -> Quantity:
    """The first figure of a sentence of the part's unit: where the words that open the list stand before."""
    return next((each for each in sentence.counts if same(each.unit, part.unit)), part)


def _with_a_share(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those that a share is told of: parts themselves, no whole for others."""
    return [
        one
        for one, following in pairwise(quantities)
        if one.counts and following.is_percent and "占" in following.lead and one.end <= following.start
    ]


def _part(sentence: Sentence, ahead: Sequence[Quantity], percent: Quantity) -> Quantity | None:
    """What the share is said of: the figure just before, unless the words before 占 name another (图文34篇、视频24篇，图文占比58.6%)."""
    subject = re.sub(
        r"^(?:，|、|其中|分别|约|并|共|均|已|仅|只)+|(?:信息|事项|数|数量|的)+$",
        "",
        re.split("占", percent.lead)[0].strip(),
    )
    if _SEVERAL.search(subject):
        return None  # 予以公开和部分公开占…, 三类合计占…: more than one figure
    reached = [each for each in ahead if _reaches(sentence, each, percent)]
    among = [each for each in reached if re.search(r"中有?$", each.lead)]  # 58个单位中有9个更新不足20条，占15.5%
    if among and len(subject) < 2:
        return among[-1]
    if len(subject) < 2:
        return reached[-1] if reached else None
    named = [
        each
        for each in ahead
        if subject in label(each) + each.tail or (len(label(each)) > 1 and label(each) in subject)
    ]
    return named[-1] if named else None


def _reaches(sentence: Sentence, part: Quantity, percent: Quantity) -> bool:
    """Whether a count is what the percentage after it is said of: in the same or the neighbouring clause, nothing but words between."""
    gap = sentence.between(part, percent)
    return len(gap) < 40 and not re.search(r"[；。]", gap) and percent.clause - part.clause <= 2


def _by_name(core: str, candidates: Sequence[Quantity], percent: Quantity) -> Quantity | None:
    """The figure whose words hold the name of the base; the nearest before the percentage first."""
    near = sorted(candidates, key=lambda e: (e.start > percent.start, not is_total(e), abs(percent.start - e.start)))
    for each in near:
        words = label(each) + each.tail
        if core in words or (len(core) > 2 and core[-3:] in words and not _scoped(core)):
            return each
    return None


def _scoped(core: str) -> bool:
    """部门发布量 is not 发布量: a base with an owner must be found with its owner."""
    return bool(re.search(r"部门|乡镇|街道|单位|窗口|网站|企业|农村|城镇|涉", core))


def _subject(core: str, whole: Quantity) -> bool:
    return bool(core) and core[-2:] in label(whole) + whole.tail


# 办结率 ----------------------------------------------------------------------------------------------------------------


def _rate(
    sentence: Sentence, before: Sentence | None, percent: Quantity, found: re.Match[str], told: Sequence[Breakdown]
) -> Iterator[Share]:
    name, stem = found["name"], found["stem"]
    between = percent.lead
    if _NEVER.search(between) or stem not in _ANSWERED:
        return
    explicit = (
        stem == "满意"
    )  # rests on callbacks that most texts don't tell: only where both figures say so themselves
    counted, among = _ANSWERED[stem]
    segment = _segment(sentence, percent)
    counts = [each for each in sentence.counts if each.end <= percent.start and each.start - sentence.start >= segment]
    if not counts and segment == 0 and before:
        counts = list(before.counts[-3:])
    if not counts:
        return
    in_time = bool(_IN_TIME.search(name.removesuffix(stem + "率"))) or stem in ("及时", "按时", "按期")
    kind = _USUAL.sub("", name.removesuffix(stem + "率").removesuffix(stem + "度"))
    if len(kind) > 1:  # 主动公开率 is of what was 主动公开
        counts_of = [each for each in counts if kind in label(each) + each.tail]
        part = counts_of[-1] if counts_of else None
        if part is None:
            return
    else:
        part = _last(counts, counted, in_time)
    if explicit and (part is None or any("基本满意" in each.lead for each in counts)):
        return  # the basically content may be counted too
    if part is None:
        counts = [each for each in counts if not any(each in breakdown.parts for breakdown in told)]
        bases = [each for each in counts if re.search(among, each.lead + each.tail)]
        if bases and len(counts) == 1:
            yield Share(percent, None, bases[0])
        return
    position = counts.index(part)
    own = next((each for each in told if part in each.parts), None)
    members = {each for breakdown in told if breakdown is not own for each in breakdown.parts}
    earlier = [each for each in counts[:position] if alike(each.unit, part.unit) and each not in members]
    named = [each for each in earlier if re.search(among, each.lead + each.tail)]
    if not named and not earlier:
        only_base = (
            re.search(among, part.lead) and not in_time and re.search(r"受理|收到|接收|接到|承办|交办", part.lead)
        )
        if only_base and not re.search(counted, part.lead):
            yield Share(percent, None, part)
        return
    if (explicit or stem in ("节约", "节支")) and not named:
        return  # saved of the budget, or of what was paid and saved
    base = (_told_by_name(part, counts[:position]) or named or earlier)[-1]
    if not same(base.unit, part.unit) and not alike(base.unit, part.unit):
        return
    # Any other figure at hand that would make the rate right leaves open which one was meant.
    rivals = [e for e in counts if e not in (base, part) and alike(e.unit, part.unit) and e.value >= part.value]
    yield Share(percent, part, base, "named" if named else "near", (), tuple(rivals))


def _told_by_name(part: Quantity, earlier: Sequence[Quantity]) -> list[Quantity]:
    """「转办1325件，转办件已办结1261件」: the figure whose name the part's own words repeat."""
    return [
        each for each in earlier if len(label(each)) > 1 and label(each) in part.lead and same(each.unit, part.unit)
    ]


def _fitting(sentence: Sentence, percent: Quantity) -> Iterator[Share]:
    """A rate of another name: the nearest two figures of one unit before it that make it, if any do. A guess."""
    if _NOT_SHARED.search(percent.lead):
        return
    segment = _segment(sentence, percent)
    ahead = [
        e for e in sentence.quantities if e.counts and e.end <= percent.start and e.start - sentence.start >= segment
    ]
    for base, part in pairwise(ahead):
        if same(base.unit, part.unit) and 0 < part.value <= base.value and _fits(percent, part, base):
            yield Share(percent, part, base, "guessed")
            return


def _segment(sentence: Sentence, percent: Quantity) -> int:
    """Where the part of the sentence begins in which a rate's figures stand: after the last semicolon."""
    return sentence.text.rfind("；", 0, percent.start - sentence.start) + 1


def _last(counts: Sequence[Quantity], counted: str, in_time: bool) -> Quantity | None:
    """The nearest figure that the rate counts. A rate of what was in time needs a figure of what was in time, and no other one."""
    for each in reversed(counts):
        words = each.lead + each.tail
        if not in_time and re.search(r"延期|逾期|超期|未|按时|按期|及时|正在|不予", each.lead):
            continue
        if re.search(counted, words) and (not in_time or _IN_TIME.search(words) or re.search(r"均|全部", words)):
            return each
    return None
