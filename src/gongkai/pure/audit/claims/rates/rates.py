"""Rates: 办结率 and its like name what is counted and, silently, what it is counted among."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE, is_total, label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, is_mean
from gongkai.pure.audit.claims.rates.came import (
    CAME,
    leaves,
    of_the_part_before,
    of_those_handled,
    of_what_came,
    segment_of,
)
from gongkai.pure.audit.claims.rates.joint import grades
from gongkai.pure.audit.claims.rates.ratings import of_the_calls, of_the_ratings
from gongkai.pure.audit.claims.share import NOT_SHARED, Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import alike, canonical, same
from gongkai.pure.audit.slips import one_slip

RATE = re.compile(
    r"(?P<name>[\u4e00-\u9fa5]{0,8}?(?P<stem>[\u4e00-\u9fa5]{2})(?:率|度(?=[^\u4e00-\u9fa5]|为|达|是|$)))(?:已)?(?:均|都|分别|也|保持|平均)?(?:在)?(?:为|是|达到|达|约为|约|近|超过|超|高达|到|：)*$"
)
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
    "执行": (r"支出|使用|支付|列支|(?<!预算)执行", r"预算(?!收入|支出)|安排|下达"),
    "签收": (r"签收", r"派发|转办|交办|共"),
    "转办": (r"转办|派发", r"受理|收到|接到|接听"),
    "受理": (r"受理", r"收到|接到|申请|接收"),
    "解决": (r"解决", r"受理|收到|反映|诉求|交办|办结|共"),
    "化解": (r"化解", r"受理|排查|共"),
    "回访": (r"回访", r"办结|受理|共"),
    "查实": (r"查实|属实", r"举报|投诉|反映|线索|受理|收到|接到"),
    "整改": (r"整改", r"发现|反馈|问题|查找|隐患|查出|通报|共"),
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
# Rests on calls, clicks or people that nobody told.
_UNTOLD = re.compile(
    r"接通|知晓|好评|支持|评价|点击|打开|访问|阅读|就业|入学|升学|参保|贫困|提速|压缩|精简|增长|网办|网上|在线|即办|中签|参与|使用|利用|转化|信息化|公开度|满意|覆盖|节资|节省|溢价|增值|登记失业|出生率|人口|毛入|城镇化|发生率"
)
_IN_TIME = re.compile(r"按时|按期|及时|限时|如期|先行联系|首接|一次性|一次")


_EACH_BY_ITSELF = re.compile("分别|各")


def rate(
    sentence: Sentence, before: Sentence | None, percent: Quantity, found: re.Match[str], told: Sequence[Breakdown]
) -> Iterator[Share]:
    name, stem = found["name"], found["stem"]
    between = percent.lead
    if percent.value == percent.whole_is and (
        _LEFT_OUT.search(sentence.before(percent)[-20:])
        or _NOT_YET_DUE.match(sentence.text, percent.end - sentence.start)
    ):
        return
    if due := _due_and_done(sentence, percent):
        yield due
        return
    if "平均" in name:
        yield from fitting(sentence, percent)  # a mean of rates
        return
    denied = _NEGATED.search(name.removesuffix("率").removesuffix(stem))  # 不合格率 is of what was not
    if _NEVER.search(between) or stem not in _ANSWERED or denied:
        yield from _of_its_name(sentence, before, percent, name, stem, told)
        return
    explicit = (
        stem == "满意"
    )  # rests on callbacks that most texts don't tell: only where both figures say so themselves
    counted, among = _ANSWERED[stem]
    segment = segment_of(sentence, percent)
    counts = [each for each in sentence.counts if each.end <= percent.start and each.start - sentence.start >= segment]
    apart = not counts  # in a sentence of its own a rate is not of the last figure of a list
    if not counts and segment == 0 and before:
        counts = list(before.counts[-3:])
    if not counts:
        return
    in_time = bool(_IN_TIME.search(name.removesuffix(stem + "率"))) or stem in ("及时", "按时", "按期")
    kind = _USUAL.sub("", name.removesuffix(stem + "率").removesuffix(stem + "度"))
    kind = _BUDGETED.sub("", kind) if stem == "执行" else kind
    if len(kind) > 1:  # 主动公开率 is of what was 主动公开
        counts_of = [each for each in counts if kind in label(each) + each.tail]
        if not counts_of:
            return
        part = counts_of[-1]
        if stem not in _HAVE and not re.search(counted, part.lead + part.tail):
            # 抽检2460批次，合格2391批次，抽检合格率. 发现空白栏目26个，空白栏目整改率 is of these, and no share that they are
            part = _last(counts[counts.index(part) + 1 :], counted, in_time)
    else:
        part = _last(counts, counted, in_time)
    if explicit and part is not None and (all_asked := _of_the_motions(percent, part, counts)):
        yield all_asked
        return
    if explicit and part is not None and (returned := _of_those_returned(percent, part, counts, told)):
        yield returned
        return
    if explicit and (part is None or any(_GRADED.search(each.lead + each.tail) for each in counts)):
        return  # the basically content may be counted too
    if stem == "完成" and part is not None and _SET_BEFORE.search(part.lead):
        return  # 新建97座，完成年度计划90座的任务，完成率107.8%: of the plan, and no part of what was done
    if part is None:
        counts = [each for each in counts if not any(each in breakdown.parts for breakdown in told)]
        bases = [each for each in counts if re.search(among, each.lead + each.tail)]
        if bases and len(counts) == 1 and _of_its_base(percent, name, bases[0]):
            yield Share(percent, None, bases[0])
        return
    position = counts.index(part)
    own = next((each for each in told if part in each.parts), None)
    members = {each for breakdown in told if breakdown is not own for each in breakdown.parts}
    if own and own.opening in _STRUCTURED:
        members |= {each for each in own.parts if each is not part}
    earlier = [
        each
        for each in counts[:position]
        if each not in members
        and alike(each.unit, part.unit)
        and not (is_mean(each) and each.value < part.value)
        and (same(each.unit, part.unit) or not re.search(counted, each.tail))  # 60个乡镇全部公开，县直部门已公开56家
    ]
    named = [each for each in earlier if re.search(among, each.lead + each.tail)]
    foreign = stem not in label(part) + part.tail or apart or bool(_EACH_BY_ITSELF.search(percent.lead))
    if own and not named and any(leaves(own.whole, each, part) for each in own.parts if each is not part):
        return
    if not named and own and own.opening in _STRUCTURED and own.whole not in counts and not foreign:
        yield Share(percent, part, own.whole, "structure", others=own.others)
        return
    alone = not named and not earlier
    if alone and (base := of_what_came(sentence, before, part, counted, told)):
        yield Share(percent, part, base, "near")
        return
    if alone and (base := of_those_handled(before, part)):
        yield Share(percent, part, base, "named")
        return
    if (
        alone
        and segment
        and not in_time
        and (of_it := of_the_part_before(sentence, before, percent, part, counted, told))
    ):
        yield of_it
        return
    if alone and (base := _base_of_the_same_rate(sentence, before, percent, part, stem, told)):
        yield Share(percent, part, base, "structure")
        return
    if not named and not earlier:
        only_base = re.search(among, part.lead) and not in_time and CAME.search(part.lead)
        if only_base and not re.search(counted, part.lead) and _of_its_base(percent, name, part):
            yield Share(percent, None, part)
        return
    if (explicit or stem in ("节约", "节支", "执行")) and not named:
        return  # saved of the budget, or of what was paid and saved; spent of the budget, not of the income
    # 抽检24期，样品4860批次，合格4719批次: of the samples.
    alike_in_unit = [[each for each in some if same(each.unit, part.unit)] for some in (named, earlier)]
    base = (_told_by_name(part, counts[:position]) or alike_in_unit[0] or alike_in_unit[1] or named or earlier)[-1]
    if not same(base.unit, part.unit) and not alike(base.unit, part.unit):
        return
    if any(each.whole is part and base in each.parts for each in told):
        return  # 9个县、43个部门，共计52个单位全部开通，开通率100%: of all of them
    undecided = tuple(each for each in own.parts if _UNDECIDED.search(each.lead) and each is not part) if own else ()
    if stem in ("纠错", "胜诉") and undecided and own and base is own.whole and not fits(percent, part, base):
        # 维持11件，纠正4件，其他3件，纠错率32.2%: of all or of those decided on the merits; neither, but all and a slip
        made = sum(each.value for each in own.parts) == base.value
        slipped = one_slip(
            percent.value, round(part.value * percent.whole_is / base.value, len(percent.digits.partition(".")[2]))
        )
        decided = base.value - sum(each.value for each in undecided)
        of_decided = decided and abs(part.value * percent.whole_is / decided - percent.value) <= percent.step
        if made and slipped and not of_decided:
            yield Share(percent, part, base, "near")
        else:
            yield Share(percent, part, base, "guessed", undecided)
        return
    # Any other figure at hand that would make the rate right leaves open which one was meant.
    rivals = [
        e
        for e in counts
        if e not in (base, part) and e not in members and alike(e.unit, part.unit) and e.value >= part.value
    ]
    yield Share(percent, part, base, "named" if base in named else "near", (), tuple(rivals), foreign=foreign)


_SET_BEFORE = re.compile("(?:任务|计划|目标|指标)(?:数|为|的)*$")
_OF_MANY = re.compile("平均|均在|回访|抽[查检测样]|参评|[年月]度")
_ITS_THING = re.compile("工单|事项|诉求|案件|信件|来信|建议|提案|投诉|申请|稿件")


def _of_its_base(percent: Quantity, name: str, base: Quantity) -> bool:
    """Whether a rate whose numerator nobody tells is of that figure: no mean of rates, none of those called back, none of another thing."""
    thing = _ITS_THING.search(name)
    other = thing is not None and thing[0] not in base.lead + base.tail
    return not _OF_MANY.search(percent.lead) and not other


_HAVE = ("覆盖", "开通", "建成")  # 便民服务站48个，便民服务站覆盖率: of those that have it
_BUDGETED = re.compile("预算|资金|经费|支出|项目")


def _base_of_the_same_rate(
    sentence: Sentence,
    before: Sentence | None,
    percent: Quantity,
    part: Quantity,
    stem: str,
    told: Sequence[Breakdown],
) -> Quantity | None:
    """「编发318条，省里采用41条，采用率12.9%；市里采用76条，采用率23.9%」: what the first rate of that name is of, if it holds."""
    for each in sentence.quantities:
        found = RATE.search(each.lead) if each.is_percent and each.end < percent.start else None
        if found and found["stem"] == stem and "；" in sentence.between(each, percent):
            first = next(rate(sentence, before, each, found, told), None)
            base = first.base if first is not None and first.part else None
            holds = base and first and first.part and fits(each, first.part, base)
            return base if base and holds and same(base.unit, part.unit) and base.value >= part.value else None
    return None


_BY_DEPUTIES = re.compile(r"(?:代表|委员)[^，。；\d]{0,6}满意的?$")


def _of_the_motions(percent: Quantity, part: Quantity, counts: Sequence[Quantity]) -> Share | None:
    """「建议23件、提案31件，共54件，代表委员表示满意的51件，满意率94.4%」: each motion's mover is asked, and the total stands right before."""
    ahead = counts[: counts.index(part)][-1:]
    told = _BY_DEPUTIES.search(part.lead) and ahead and is_total(ahead[0]) and same(ahead[0].unit, part.unit)
    near = told and part.clause - ahead[0].clause == 1 == percent.clause - part.clause
    return Share(percent, part, ahead[0], "named") if near and part.value <= ahead[0].value else None


_RETURNED = re.compile("收回|回收|有效")
_BOTH_CONTENT = re.compile('满意[”"]?(?:和|及|、|与)[“"]?基本满意')


def _of_those_returned(
    percent: Quantity, part: Quantity, counts: Sequence[Quantity], told: Sequence[Breakdown]
) -> Share | None:
    """「发放1200份，收回有效问卷1128份；其中表示满意和基本满意的1059份，满意率93.9%」: of those that came back."""
    own = next((each for each in told if part in each.parts and each.opening == "其中"), None)
    near = (own.whole, *own.others) if own else counts[: counts.index(part)]
    back = [each for each in near if _RETURNED.search(each.lead) and same(each.unit, part.unit)]
    both = _BOTH_CONTENT.search(part.lead) or not any("基本满意" in each.lead for each in counts)
    return Share(percent, part, back[0], "named") if both and len(back) == 1 and back[0].value >= part.value else None


_GRADED = re.compile("(?:基本|非常|比较|很)满意")
_DUE = re.compile(
    r"(?<![相响反对适供])应(?:当|该)?(?P<what>[^，。；\d数]{1,6}?)(?:的|数|户|单位|企业|人数|数量|总数)?$"
)


_LEFT_OUT = re.compile("（(?:均|都|全部)?(?:为|系|属于?|因)[^（）]*）")
"""未公开3家（均为涉密部门），公开率100%: of those that had to."""
_NOT_YET_DUE = re.compile(
    r"[，；、](?:但|目前)?(?:另|其余|其他|剩余|余下|[另尚还仍]有)的?\d+[件个项封条起宗][^。；\d]{0,14}?(?:(?:未|没)(?:到|届|满)|期限[之以]?内|结转|转入[下次])"
)
"""应办27件，已办结25件，答复率100%，另有2件未到期: of those that were due."""
_ANY_TIME = re.compile("^(?:办|办理|办结|答复|回复|处理|审理|审结)$")
"""What is to be handled, 应办27件, need not be due yet, and a rate of what was in time is of what was."""


def _due_and_done(sentence: Sentence, percent: Quantity) -> Share | None:
    """「应报9643户，已报8891户，年报率92.2%」: what was to be done and what was, side by side."""
    at = sentence.quantities.index(percent)
    due, done = sentence.quantities[at - 2 : at] if at > 1 else (percent, percent)
    told = _DUE.search(due.lead) if due.counts and done.counts and same(due.unit, done.unit) else None
    if told is None or done.value > due.value or "；" in sentence.between(due, percent):
        return None
    if _IN_TIME.search(percent.lead) and _ANY_TIME.match(told["what"]):
        return None
    did = re.match(rf"，?(?:实际|现|已|实){{1,2}}(?:按时|按期)?{told['what'][:2]}", done.lead)
    return Share(percent, done, due, "named") if did and percent.clause - due.clause < 4 else None


_STRUCTURED = ("其中", "list", "bracket", "divided", "respectively", "all", "shared")
_UNDECIDED = re.compile("终止|撤回|撤诉|未审|尚未|正在|在审|其他|不予受理")
_DECIDED = re.compile("维持|纠错|胜诉|败诉|驳回|撤销|撤诉")


_NEGATED = re.compile("[不未非]$")


def _of_its_name(
    sentence: Sentence, before: Sentence | None, percent: Quantity, name: str, stem: str, told: Sequence[Breakdown]
) -> Iterator[Share]:
    """「发文8123篇，其中原创5036篇，原创率62%」: a rate that bears its numerator's own name."""
    of_all = not _USUAL.sub("", name.removesuffix("率").removesuffix(stem))
    if of_all and (rated := of_the_ratings(sentence, percent, stem)):
        yield rated
        return
    if stem == "接通" and (called := of_the_calls(sentence, percent, name)):
        yield called
        return
    if _UNTOLD.search(percent.lead) or NOT_SHARED.search(percent.lead):
        return
    if both := grades(percent, stem, [each for each in told if each.parts[-1].start >= sentence.start]):
        yield both
        return
    segment = segment_of(sentence, percent)
    counts = [each for each in sentence.counts if each.end <= percent.start and each.start - sentence.start >= segment]
    denied = _NEGATED.search(name.removesuffix("率").removesuffix(stem))
    word = re.compile(
        rf"^(?:均|已|现|全部|仅|共)*{denied[0] if denied else ''}{stem}|{denied[0] if denied else '(?<![可应未不拟需非])'}{stem}(?:天数|数量?|事项|件|的)?$"
    )
    such = [
        each
        for each in reversed(counts)
        if word.search(label(each)) and not CHANGE.search(each.lead) and not _ANOTHER_ACT.search(label(each))
    ]
    # 集中供养2138人，分散供养5504人，集中供养率: of the one that bears all of its name
    part = next((each for each in such if name.removesuffix("率") in label(each)), such[0] if such else None)
    if part is None:
        return
    own = next((each for each in told if part in each.parts and each.opening in _STRUCTURED), None)
    earlier = [
        each
        for each in counts[: counts.index(part)]
        if (same(each.unit, part.unit) or _a_day_each(each, part)) and not CHANGE.search(each.lead)
    ]
    if own:
        yield Share(percent, part, own.whole, "structure", others=own.others)
    elif len(earlier) == 1 and not _DECIDED.search(stem):
        yield Share(percent, part, earlier[0], "named")
    elif not earlier and (named := _of_its_subject(before, part, stem)):
        yield Share(percent, part, named, "named")
    elif not earlier and (base := _of_what_they_make(sentence, percent, part, segment, counts)):
        yield Share(percent, part, base, "named")
    else:
        yield from fitting(sentence, percent)


_ANOTHER_ACT = re.compile("再就业|就业|安置|帮扶|救助|补[助贴]|回流|转移")
"""失业人员再就业1.73万人 are no longer what a 失业率 counts."""


def _of_what_they_make(
    sentence: Sentence, percent: Quantity, part: Quantity, segment: int, counts: Sequence[Quantity]
) -> Quantity | None:
    """「接听来电86541个，月均7212个；当场解答70128个，转办16413个，当场解答率81.0%」: the figure before the semicolon that those behind it make."""
    row = [each for each in counts if same(each.unit, part.unit)]
    ahead = [each for each in sentence.counts if each.start - sentence.start < segment and same(each.unit, part.unit)]
    made = [each for each in ahead if each.value == sum(one.value for one in row) and _CAME_IN.search(each.lead)]
    return made[0] if len(row) > 1 and len(made) == 1 and row[0] is part else None


_CAME_IN = re.compile("受理|收到|接收|接到|接听|承办|来电|来信")


def _of_its_subject(before: Sentence | None, part: Quantity, stem: str) -> Quantity | None:
    """「公开扶贫项目386个…。项目已完工341个，完工率88.3%」: the one figure of the sentence before that counts what the words name."""
    subject = re.sub(f"(?:已|均|全部|共|现)*{stem}$", "", label(part))
    held = [each for each in (before.counts if before else ()) if same(each.unit, part.unit)]
    named = [each for each in held if len(subject) > 1 and label(each).endswith(subject)]
    return named[0] if len(held) == len(named) == 1 and named[0].value >= part.value else None


def _a_day_each(each: Quantity, part: Quantity) -> bool:
    """日报365期 are as many days."""
    return canonical(part.unit) == "天" and canonical(each.unit) == "期" and "日报" in each.lead


def _told_by_name(part: Quantity, earlier: Sequence[Quantity]) -> list[Quantity]:
    """「转办1325件，转办件已办结1261件」: the figure whose name the part's own words repeat."""
    return [
        each
        for each in earlier
        if len(label(each)) > 1
        and (label(each) in part.lead or f"{label(each)[:2]}件" in part.lead)
        and same(each.unit, part.unit)
    ]


def fitting(sentence: Sentence, percent: Quantity) -> Iterator[Share]:
    """A rate of another name: the nearest two figures of one unit before it that make it, if any do. A guess."""
    if NOT_SHARED.search(percent.lead):
        return
    segment = segment_of(sentence, percent)
    ahead = [
        e for e in sentence.quantities if e.counts and e.end <= percent.start and e.start - sentence.start >= segment
    ]
    for base, part in pairwise(ahead):
        if same(base.unit, part.unit) and 0 < part.value <= base.value and fits(percent, part, base):
            yield Share(percent, part, base, "guessed")
            return


_NOT_IN_TIME = re.compile(r"延期|逾期|超期|未|按时|按期|及时|正在|不予|不(?=合格|达标|满意)")
_EVERY = re.compile(r"均|全部")


def _last(counts: Sequence[Quantity], counted: str, in_time: bool) -> Quantity | None:
    """The nearest figure that the rate counts. A rate of what was in time needs a figure of what was in time, and no other one."""
    for each in reversed(counts):
        words = each.lead + each.tail
        if re.search(rf"(?:{counted})[^，。；]{{0,6}}中(?![^，。；]*(?:{counted}))", words):
            continue  # 合格人员中，中级以上职称60人; but 应公开件中公开97件
        if not in_time and _NOT_IN_TIME.search(each.lead):
            continue
        if re.search(counted, words) and (not in_time or _IN_TIME.search(words) or _EVERY.search(words)):
            return each
    return None
