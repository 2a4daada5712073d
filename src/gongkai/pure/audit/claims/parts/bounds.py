"""What can't exceed what: kind `bound`. More answered than received, some of them more than all, a year above the sum of all years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.pure.audit.claims.parts.extremes import means_in_range
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "answered-above-received": ("办结{part}多于收到{whole}，又未说明有上年结转", "More answered ({part}) than received ({whole}), and nothing carried in is told"),
    "answered-with-carried": ("办结{part}多于收到{whole}，多出的可能是上年结转来的", "More answered ({part}) than received ({whole}); the rest may have been carried in"),
    "done-above-found": ("{part}多于前面的{whole}", "{part} is more than the {whole} that it is of"),
    "done-within": ("未超过前面的数", "No more than what it is of"),
    "answered-within": ("办结数未超过收到数", "No more answered than received"),
    "year-above-all": ("本年{part}多于历年累计{whole}", "This year's {part} is more than the {whole} of all years"),
    "year-within": ("本年数未超过累计数", "This year's figure is within the total of all years"),
    "some-above-all": ("其中的{part}多于全部{whole}", "Some of them ({part}) are more than all of them ({whole})"),
}  # fmt: skip

_RECEIVED = re.compile(r"(?:受理|新收|收到|接收|接到|接听|承办|交办|接件|收件)(?!.*(?:办结|答复|回复|办复))")
_ANSWERED = re.compile(
    r"^[\s、，]*(?:均|已|全部|现|按期|按时|共|累计|并)*(?:办结|答复|回复|办复|办理完毕|审结|办理答复)(?:完毕|了|事项|来信|诉求|件)?$"
)
_CARRIED = re.compile(r"结转|上年|往年|历年|去年|跨年|遗留|以前年度|积压")
_NONE_CARRIED = re.compile(
    r"(?:上一?年度?|往年|去年)?(?:无|没有|未有)[^，。]{0,6}(?:结转|遗留)|结转[^，。]{0,8}(?:0|零)\s*件"
)
_ALL_YEARS = re.compile(r"(?:施行|实施|开通|建立|成立|运行|上线)以来|历年|累计")
_THIS_YEAR = re.compile(r"□{4}年|本年度?|全年|今年|年内")


def bounds(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each passage."""
    for passage in report.passages:
        for sentence in passage.sentences:
            yield from _answered(passage, sentence)
            yield from _done(sentence)
            yield from means_in_range(sentence)
            yield from _some_of_all(sentence)
        yield from _years(passage)


_STOP = re.compile(r"[；。（]")


def _answered(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    """「收到A件，办结B件」 in neighbouring clauses, with nothing between that could explain more answers than letters."""
    counts = [each for each in sentence.quantities if each.counts]
    for received, answered in pairwise(counts):
        if not (
            _RECEIVED.search(received.lead) and _ANSWERED.search(answered.lead) and same(received.unit, answered.unit)
        ):
            continue
        if _STOP.search(sentence.between(received, answered)) or received.tail:
            continue
        text = "".join(each.text for each in passage.sentences)
        if received.interval.below(answered.interval):
            # Many reports leave unsaid what came over from last year: only where the text says that nothing did is it sure.
            carried = _CARRIED.search(_NONE_CARRIED.sub("", text))
            sure = received.unit not in ("人次", "次") and not carried and _NONE_CARRIED.search(text)
            yield _pair(
                "contradicts" if sure else "holds" if carried else "unclear",
                received,
                answered,
                "answered-above-received" if sure else "answered-with-carried",
                0.8,
            )
        else:
            yield _pair("holds", received, answered, "answered-within", 0.9)


_SOME_OF_THEM = (
    (
        re.compile(
            "(?:发现|排查|查找|查出|检出|梳理|摸排|反馈|通报)[^，。；]{0,10}(?:问题|隐患|线索|错误|漏洞|短板|缺陷)[^，。；]{0,2}$"
        ),
        re.compile(
            "^(?:其中)?(?:均|已|现|全部|完成|督促|及时|当场|限期|立即)*(?:整改|消除|修复|纠正|处置|销号)(?:完成|到位|完毕|了)*$"
        ),
    ),
    (
        re.compile("(?:收到|征集|收集|征求)[^，。；]{0,10}(?:意见|建议)[^，。；]{0,2}$"),
        re.compile("^(?:其中|经研究|均|已|全部|共|，)*(?:采纳|吸收采纳|采用|吸收)(?:意见|建议)?(?:了|共)?$"),
    ),
    (
        re.compile("(?:报送|上报|投稿)[^，。；]{0,6}(?:信息|稿件|简报)[^，。；]{0,2}$"),
        re.compile("^(?:其中)?(?:被)?(?:[^，。；]{0,6})(?:采用|录用|采纳)(?:了)?$"),
    ),
    (
        re.compile("(?:网[民友]|群众|公众|记者|听众|观众)(?:在线|现场)?(?:提问|提出问题)[^，。；]{0,2}$"),
        re.compile("^[，、]?(?:在线|现场|当场|已|均|共)*(?:回答|解答)(?:提问|问题)?(?:了|共)?$"),
    ),
)
"""What comes of some of what was found, and that at most of all: 发现隐患36处，已整改33处."""
_OF_OTHER_TIMES = re.compile("上年|去年|往年|历年|遗留|累计|历史|以前|结转|存量|此前")


def _done(sentence: Sentence) -> Iterator[Finding]:
    """「排查隐患A处，已整改B处」 side by side. Who put right far more than was found put right other things as well."""
    for whole, part in pairwise(sentence.counts):
        told = same(whole.unit, part.unit) and whole.unit not in ("", "次", "人次") and part.clause == whole.clause + 1
        if not told or whole.tail or not any(a.search(whole.lead) and b.search(part.lead) for a, b in _SOME_OF_THEM):
            continue
        if not whole.interval.below(part.interval):
            yield _pair("holds", whole, part, "done-within", 0.9)
        elif not _OF_OTHER_TIMES.search(sentence.text):
            near = part.value * 5 <= whole.value * 6 or one_slip(part.value, whole.value)
            yield _pair("contradicts" if near else "unclear", whole, part, "done-above-found", 0.8)


_ALL_DONE = re.compile("(?:均|全部|都)[^，。；]*$")
_SOME_OF_THOSE = re.compile("^其中(?!.*(?:上年|结转|往年))")
_OF_WHAT = re.compile(
    "(?P<act>受理|收到|接收|承办|交办|办结|接听)(?:的)?(?:件|申请|诉求|来信|工单|事项)中(?:已|共)?(?:办结|答复|回复|办理)"
)


def _some_of_all(sentence: Sentence) -> Iterator[Finding]:
    """「711件办结件均在法定期限内答复，其中经批准延期答复的725件」, 「受理36373件、受理件中办结36390件」: side by side, the second of the first."""
    if "中" not in sentence.text:
        return
    for whole, part in pairwise(sentence.counts):
        if not same(whole.unit, part.unit) or not whole.interval.below(part.interval):
            continue
        among = _OF_WHAT.search(part.lead)
        of_those = part.clause == whole.clause + 1 and _ALL_DONE.search(whole.tail) and _SOME_OF_THOSE.match(part.lead)
        if of_those or (among and among["act"] in whole.lead and "；" not in sentence.between(whole, part)):
            yield _pair("contradicts", whole, part, "some-above-all", 0.85)


def _pair(found: Verdict, whole: Quantity, part: Quantity, reason: str, confidence: float) -> Finding:
    sign = "＞" if part.value > whole.value else "≤"
    return Finding(
        "bound", found, min(whole.start, part.start), max(whole.end, part.end), (whole.figure, part.figure), part.printed, "",
        f"{part.number}{sign}{whole.number}", reason, {"part": part.printed, "whole": whole.printed}, None, confidence,
    )  # fmt: skip


_OVER_YEARS = re.compile(r"以来|历年")


def _years(passage: Passage) -> Iterator[Finding]:
    """「本年收到A件。条例施行以来，累计收到B件」: the same words, one of the year, one of all years."""
    told = [each for each in passage.quantities if each.counts]
    for one, other in pairwise(told):
        since = _clause_text(passage, one, other)
        if not _ALL_YEARS.search(since) or not _OVER_YEARS.search(since) or not same(one.unit, other.unit):
            continue
        action = _action(one.lead)
        if not action or action != _action(other.lead) or _ALL_YEARS.search(one.lead):
            continue
        above = other.interval.below(one.interval)
        yield _pair("contradicts" if above else "holds", other, one, "year-above-all" if above else "year-within", 0.85)


def _clause_text(passage: Passage, one: Quantity, other: Quantity) -> str:
    text = ""
    for sentence in passage.sentences:
        low, high = max(one.end, sentence.start), min(other.start, sentence.end)
        if low < high:
            text += sentence.text[low - sentence.start : high - sentence.start]
    return text


_ACT = re.compile(r"(?:收到|受理|公开|发布|办理|办结|答复)[^，。：]*$")
_ALTOGETHER = re.compile(r"共|累计|各类")


def _action(lead: str) -> str:
    """Verb and object: 收到政府信息公开申请."""
    found = _ACT.search(lead)
    return _ALTOGETHER.sub("", found[0]) if found else ""
