"""What is left when so many are done: 「收到5412封，办结5398封，尚在办理14封」, 「占应建单位70个的82.9%，尚有12个没有建立」. Kind `difference`.

It may hold of any two figures before it. It contradicts only where the words leave no third state: 其余 and 剩余 by themselves,
尚有 and 还有 where they say that it is not done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE, side_by_side
from gongkai.pure.audit.claims.parts.breakdown import bracket, is_planned
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "remainder": ("减去已完成的数应余{expected}，文中写{stated}", "What is done leaves {expected}; the text says {stated}"),
    "remainder-holds": ("余数与所列数字相符", "What is left agrees with the figures"),
}  # fmt: skip

LEFT = re.compile(r"其余|剩余|余下|剩下|尚有|还有|仍有|尚余|[尚仍还]在|[尚仍还]未|未|正在|不合格|不达标")
_ALL_LEFT = re.compile(r"^[，、但而]*(?:其余|剩余|余下|剩下|尚余)的?[\u4e00-\u9fff]{0,4}$")
_SOME_LEFT = re.compile(
    r"^[，、但而]*(?:目前)?(?:[尚还仍]有|[尚仍还]在|[尚仍还]未|正在|未(?=[\u4e00-\u9fff]{2}))[\u4e00-\u9fff]{0,6}$"
)
# 因资金原因未完成整改; 单位没有建立; 正在办理
_NOT_DONE = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{0,4}?)(?:[因由][^，。；\d]{1,10}(?:原因|因素|问题))?(?:，|目前|尚|还|仍)*"
    r"(?:(?:没有?|未能?|暂未|没能)(?P<what>[^，。；\d]{0,10})|(?:正在|在|待)(?:进一步|继续)?(?P<doing>建设|筹建|建|施工|办理|办|整改|处理|解决|落实|推进|核实|调查|审理|审核)(?:之?中|当中)?)[，。；]?$"
)
_DONE = re.compile(
    "办结|办复|回复|答复|整改|建立|建成|建设|开通|完成|公开|达标|达到|签约|脱贫|解决|销号|完工|竣工|验收|审结|落实|处理|已|合格$"
)
_ALL = re.compile(
    "抽检|抽查|检测|监测|送检|收到|受理|接收|接到|接听|交办|转办|承办|办理|应|需|共|计划|任务|发现|排查|查出|检查|存在|反馈|来信|来电|立案|新收|征集|问题|总|建档|在册|登记|^全[县市区镇乡省州]"
)
_OF_WHICH = re.compile(r"^[^，。；\d]{0,10}中$")
_BASE = re.compile(r"占[^，。；\d]{0,12}$")
THIRD_STATE = re.compile("其中|结转|撤|转[交至给送]|移[交送]|另|不予|无效|重复|终止|不属于|此外|取消|驳回|退")
_FAR = 60


def remainders(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Each such figure of a sentence against the whole and what was done with it."""
    for passage in report.passages:
        for sentence in passage.sentences:
            if len(sentence.counts) > 2 and LEFT.search(sentence.text):
                yield from _of_sentence(sentence)


_IN_ALL = re.compile("(?:共计?|合计|总计)$")
_EXCEPT = re.compile(r"[，、]?除(?:了)?(?:有)?$")
_BUT = re.compile(r"^[^，。；\d]{1,20}外")
_FEW = 3


def _but_for(counts: Sequence[Quantity], at: int) -> list[Quantity]:
    """「合计43件，…，除2件涉及内部事项外，其余41件…公开」: the whole of it and what is excepted; nothing where more than one figure may be the whole."""
    less, rest = counts[at - 1], counts[at]
    if not (_EXCEPT.search(less.lead) and _BUT.match(less.tail)) or not same(less.unit, rest.unit):
        return []
    row = [q for q in counts[: at - 1] if same(q.unit, rest.unit) and not CHANGE.search(q.lead)]
    wholes = [q for q in row if _IN_ALL.search(q.lead)][-1:] or (row if len(row) == 1 else [])
    return [wholes[0], less] if wholes and less.value < wholes[0].value else []


def _of_sentence(sentence: Sentence) -> Iterator[Finding]:
    counts = side_by_side(sentence.counts)
    for at, rest in enumerate(counts):
        if at > 1 and rest.lead.startswith(("其余", "剩余", "其他")) and (row := _but_for(counts, at)):
            whole, less = row
            exact = all(q.is_whole for q in (whole, less, rest))
            holds = whole.value - less.value == rest.value
            if exact and (holds or abs(whole.value - less.value - rest.value) <= _FEW):
                yield left_of(sentence, (whole,), (less,), rest, holds)
            continue
        every = _ALL_LEFT.match(rest.lead)
        failed = _failed(counts[:at], rest)
        if not every and not failed and not _SOME_LEFT.match(rest.lead):
            continue
        segment = sentence.before(rest).rfind("；")
        if segment >= 0 and counts[at - 1].start - sentence.start < segment:
            segment = sentence.text.rfind("；", 0, segment)  # …264家，公示率92.3%；未公示的22家
        row = [
            each
            for each in counts[:at]
            if same(each.unit, rest.unit)
            and each.start - sentence.start > segment
            and not CHANGE.search(each.lead)
            and not bracket(sentence.text, each.start - sentence.start)
            and not (is_planned(each) and each.approximation + each.scale_word)
        ]
        if len(row) > 1 and len(sentence.between(row[-1], rest)) <= _FAR:
            yield from _judge(sentence, row, rest, bool(every or failed))


_OF_THEM = re.compile("^[，、]*(?:针?对|将|已|发现|检出|查处|处置|有)*(?:检出|发现)?的?$")
_FAILED = re.compile("不合格|不达标")


def _failed(ahead: Sequence[Quantity], rest: Quantity) -> bool:
    """「抽检1326批次，合格1274批次，…，对52批次不合格食品…」: what was not found good beside what was."""
    told = _FAILED.match(rest.tail)
    told = told if _OF_THEM.match(rest.lead) else None  # not 对外省通报的8批次不合格产品
    return told is not None and any(each.lead.strip("，、其中") == told[0][1:] for each in ahead)


_BARELY = re.compile("正在|未")


def _judge(sentence: Sentence, row: Sequence[Quantity], rest: Quantity, every: bool) -> Iterator[Finding]:
    """row: the figures of its unit before what is left, a base told behind its part (占应建70个的) among them."""
    whole, done = _whole_and_done(row)
    if whole is None or not done:
        return
    if whole.interval.meets(total([each.interval for each in (*done, rest)])):
        yield left_of(sentence, (whole,), done, rest, True)
        return
    if len(done) > 1 and (whole.value + done[0].value) == sum(each.value for each in (*done[1:], rest)):
        yield left_of(sentence, (whole, done[0]), done[1:], rest, True)  # 建议36件、提案42件，已答复70件，尚有8件
        return
    words = sentence.text[min(whole.start, done[0].start) - sentence.start : rest.end - sentence.start] + rest.tail
    words = words.replace("其中已", "")
    sure = (
        len(row) == 2
        and len(done) == 1
        and (of_one_kind(whole, rest) if every else is_undone(whole, done[0], rest))
        and whole.value > done[0].value
        and _is_done(done[0])
        and not THIRD_STATE.search(
            _BRACKETS.sub("", words.removesuffix(rest.tail) if _TO_NEXT.match(rest.tail) else words)
        )
        and not made_with_the_next(sentence, whole, done[0], rest)
        and ("结转" not in sentence.text or _goes_on(sentence, whole, done[0], rest))
        and all(each.is_whole for each in (whole, *done, rest))
        and (_OF_WHICH.match(whole.tail) or _BASE.search(whole.lead) or _ALL.search(whole.lead + whole.tail))
    )
    # 审结38件，未审结6件: of a third state, neither done nor begun, the text may say nothing.
    bare = _BARELY.match(rest.lead.lstrip("，、但而"))
    if sure and (not bare or done[0].value + rest.value > whole.value):
        yield left_of(sentence, (whole,), done, rest, False)


def made_with_the_next(sentence: Sentence, whole: Quantity, done: Quantity, rest: Quantity) -> bool:
    """「立案217起，已结案209起，剩余6起正在办理，2起移送公安机关」: what is told behind the rest is the rest of it."""
    following = [q.value for q in sentence.counts if q.start >= rest.end and same(q.unit, rest.unit)]
    gap = whole.value - done.value - rest.value
    return any(sum(following[:n]) == gap for n in range(1, len(following) + 1))


_BRACKETS = re.compile("（[^（）]*）")
_TO_NEXT = re.compile("(?:申请)?(?:按规定|均|已|将)?结转(?:至|到|入)?(?:下|次|明|□|20)")


def _goes_on(sentence: Sentence, whole: Quantity, done: Quantity, rest: Quantity) -> bool:
    """「受理398件（其中上年结转12件，本年新收386件），办结380件，其余18件结转下年」: the rest goes on, and a slip of the pen explains what it lacks."""
    others = _BRACKETS.sub("", sentence.text[: rest.start - sentence.start])
    return bool(_TO_NEXT.match(rest.tail)) and "结转" not in others and one_slip(rest.value, whole.value - done.value)


_STILL = re.compile(r"^[，、但而目前]*(?:[尚还仍]有|(?=[尚还仍未]))")


def is_undone(whole: Quantity, done: Quantity, rest: Quantity) -> bool:
    """Whether the words of the rest say that what was done with the others is not done with it, and of nothing else: not 没有开通微博 beside 建立了专栏."""
    words = _STILL.sub("", rest.lead) + rest.tail
    told = _NOT_DONE.match(words)
    if told is None:
        return False
    what = (told["what"] or "").strip("的了")
    of_it = not what or what in done.lead + done.tail
    return of_it and (not told["who"] or told["who"] in whole.lead + whole.tail + done.tail)


def of_one_kind(whole: Quantity, rest: Quantity) -> bool:
    """Whether nothing says that they are of two kinds: 12个乡镇中…, 其余4个村…."""
    one, other = (_BODY.match(each.tail) for each in (whole, rest))
    return not (one and other) or one[0] == other[0]


_BODY = re.compile("行政村|村|社区|街道|乡镇|镇|乡|县区|县|部门|单位|企业|学校|网站|栏目|事项|项目|平台|账号|窗口|问题")


_NOT_YET = re.compile("未|没")


def _is_done(quantity: Quantity) -> bool:
    return bool(_DONE.search(quantity.lead) or _DONE.search(quantity.tail)) and not _NOT_YET.search(quantity.lead)


def _whole_and_done(row: Sequence[Quantity]) -> tuple[Quantity | None, list[Quantity]]:
    """The base of a share, if the last of them is one; else the first of them, and what was done with it."""
    if _BASE.search(row[-1].lead):
        return row[-1], list(row[-2:-1])
    return row[0], list(row[1:])


def left_of(
    sentence: Sentence, wholes: Sequence[Quantity], done: Sequence[Quantity], rest: Quantity, holds: bool
) -> Finding:
    figures = (*wholes, *done, rest)
    left = sum(each.value for each in wholes) - sum(each.value for each in done)
    exactly = left == rest.value
    line = (
        "+".join(map(telling.shown, wholes))
        + "".join(f"−{telling.shown(each)}" for each in done)
        + f"={telling.like(left, rest)}"
    )
    line += "" if exactly else f"{'≈' if holds else '≠'}{telling.shown(rest)}"
    repair = (
        None
        if holds
        else one_digit_repair(
            figures, lambda q: (q[0].interval - total([each.interval for each in q[1:-1]])).meets(q[-1].interval)
        )
    )
    expected = f"{telling.like(left, rest)}{rest.unit}"
    ordered = tuple(each.figure for each in sorted(figures, key=lambda q: q.start))
    return Finding(
        "difference", "holds" if holds else "contradicts", *telling.quote(sentence, figures), ordered, rest.printed, expected,
        line, "remainder-holds" if holds else "remainder", {"stated": rest.printed, "expected": expected}, repair, 0.85,
    )  # fmt: skip
