"""The balance of applications told in words: 新收 + 上年结转 = 办结 + 结转下年度 (the printed relation of the form of 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts import sums
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, leaves_what_it_lacks
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "balance": ("新收加上年结转为{in_}，办结加结转下年度为{out}", "Received and carried in make {in_}, answered and carried over {out}"),
    "answered-above-all": ("收到的加上年结转共{in_}，办结{stated}，多于全部", "Received and carried in make {in_}; more than all of it is answered: {stated}"),
    "balance-holds": ("新收加上年结转等于办结加结转下年度", "Received and carried in equal answered and carried over"),
}  # fmt: skip

_SUBJECT = re.compile(r"申请|依申请")
_CARRIED_OUT = re.compile(
    r"结转(?:至|到|下|入下|\D{0,4}(?:下年|次年|下一年|20))|(?:下年度?|次年|明年)\D{0,4}(?:继续)?办理"
)
_CARRIED_IN = re.compile(r"上(?:一)?年度?\D{0,4}结转|结转\D{0,2}上(?:一)?年|去年结转")
_RECEIVED = re.compile(r"新收|新增|收到|受理|接收")
_CLOSED = re.compile(r"办结|办理完毕|办理答复|答复|办复")
# 收到86件（其中上年结转4件）: what was carried in is told as part of what was received.
_WITHIN = re.compile(r"(?:其中|含|包括)[^，。；]{0,8}$")
_CARRIED_OUT_BEHIND = re.compile(
    r"(?:申请)?(?:尚|仍|因)?(?:未到期|未办结|正在办理|在办|尚在办理)[^，。；\d]{0,6}$|(?:申请)?(?:未到期|未办结)?，?(?:将|已)?(?:结转|转入|转至|转到)(?:至|到)?(?:下|次|20|□)"
)
_NOTHING_IN = re.compile("无上?一?年?度?结转|没有上?一?年?度?结转|上一?年度?(?:无|没有)结转")
_TO_DO = re.compile(
    r"(?:本年度?|全年|年内|实际)?(?:共计|合计|总计|共)?(?:需|应)?(?:办理?|答复|处理)?(?:的)?(?:申请|政府信息公开申请)?(?:共计?|合计)?(?<=.)"
)
_OTHER_YEAR = re.compile(f"上年|去年|□年|{CHANGE.pattern}")
_RESULTS = re.compile(r"办理结果|答复结果|处理结果|结果为")


def balance(report: Report, last: Report | None) -> Iterator[Finding]:
    """In each passage that tells all four, or the single results instead of their sum."""
    passages = report.passages
    for number, passage in enumerate(passages):
        if not any("结转" in each.text for each in passage.sentences):
            continue
        behind = passages[number + 1] if number + 1 < len(passages) else None
        if found := _judge(passage) or (behind and _over_two(passage, behind)) or _without_one(passage):
            yield found
        if (found is None or found.verdict != "contradicts") and (due := _to_be_done(passage)):
            yield due
        if found is None and (left := _left_of_due(passage)):
            yield left


_DUE_IN_ALL = re.compile(
    r"(?<![相对适反])应(?:当)?(?:办理|办结|办|答复|处理|予?答复)(?:的)?(?:政府信息公开)?(?:申请|信息公开申请)?(?:总数|总量|共|共计|合计|数|量)?(?:为|达)?$"
)
_ASIDE = re.compile("撤回|撤销|不予受理|终止|延期|逾期|(?<!结)转[办交至]|移[交送]|其他处理|重复|补正")


def _left_of_due(passage: Passage) -> Finding | None:
    """「全年应办理申请149件，年内办结144件，结转下年度继续办理5件」: what was due is what was done and what goes on."""
    for sentence in passage.sentences:
        row = sentence.counts if "结转" in sentence.text and "应" in sentence.text else ()
        due = [each for each in row if _DUE_IN_ALL.search(each.lead) and not _CARRIED_IN.search(each.lead)]
        out = [each for each in row if _CARRIED_OUT.search(each.lead) and not _CARRIED_IN.search(each.lead)]
        if len(due) != 1 or len(out) != 1 or not due[0].start < out[0].start:
            continue
        done = [each for each in row if due[0].end <= each.start < out[0].start and same(each.unit, due[0].unit)]
        words = sentence.text[due[0].end - sentence.start : out[0].start - sentence.start]
        whole = all(each.is_whole for each in (*due, *done, *out)) and same(due[0].unit, out[0].unit)
        if len(done) == 1 and whole and _DONE.search(done[0].lead) and not _ASIDE.search(words):
            return _finding((due[0],), (done[0], out[0]))
    return None


_CAME = re.compile("新收|收到|受理|接收")


def _over_two(passage: Passage, behind: Passage) -> Finding | None:
    """What came in is told in one paragraph, what became of it in the next."""
    told = [
        any(words.search(each.lead) for each in one.quantities if each.counts)
        for one in (passage, behind)
        for words in (_CARRIED_IN, _CARRIED_OUT)
    ]
    again = any(_CAME.search(each.lead) for each in behind.quantities if each.counts)
    if told != [True, False, False, True] or again:
        return None
    return _judge(replace(passage, sentences=(*passage.sentences, *behind.sentences)))


_GOES_ON = re.compile("(?:申请)?，?(?:将|已|按规定)?(?:结转|转入|转至|转到)(?:至|到)?(?:下|次|□)")
_DONE = re.compile(r"(?<![期时未])(?:办结|办理答复|答复|办理完毕)[^，。；\d]{0,6}$")


def _without_one(passage: Passage) -> Finding | None:
    """Nothing is told of what was carried in, or of what was carried over: it may hold, and contradicts where the text says 无结转, or where more was answered than there was."""
    counts = _applications(passage)
    text = "".join(sentence.text for sentence in passage.sentences)
    carried_in = _only(counts, _CARRIED_IN)
    out = [each for each in counts if each is not carried_in and _is_carried_out(each)]
    rest = [each for each in counts if each is not carried_in and each not in out and not CHANGE.search(each.lead)]
    received = [each for each in rest if _RECEIVED.search(each.lead)]
    closed = [each for each in rest if _DONE.search(each.lead)]
    if (
        not _SUBJECT.search(text)
        or len(received) != 1
        or len(closed) != 1
        or len(out) > 1
        or bool(carried_in) == bool(out)
    ):
        return None
    came, went = (received[0], carried_in) if carried_in else (received[0],), (*closed, *out)
    if not all(each.is_whole for each in (*came, *went)) or received[0].start > closed[0].start:
        return None
    added, done = sum(each.value for each in came), sum(each.value for each in went)
    if (
        carried_in
        and added < done
        and not _WITHIN.search(_between(passage, *sorted((received[0], carried_in), key=_place)))
    ):
        near = done * 5 <= added * 6 or one_slip(done, added)
        return _beyond(came, closed[0]) if near else None
    return _finding(came, went) if added == done or (out and _NOTHING_IN.search(text)) else None


def _place(figure: Quantity) -> int:
    return figure.start


def _beyond(came: tuple[Quantity, ...], closed: Quantity) -> Finding:
    """「收到45件，上年结转0件，办结48件」: whatever goes on to next year, no more can be answered than there was."""
    figures = tuple(sorted((*came, closed), key=_place))
    total = telling.like(sum(each.value for each in came), came[0])
    return Finding(
        "bound", "contradicts", figures[0].start, figures[-1].end, tuple(each.figure for each in figures), closed.printed, "",
        f"{'+'.join(each.number for each in came)}={total}＜{closed.number}", "answered-above-all",
        {"in_": total, "stated": closed.printed}, None, 0.85,
    )  # fmt: skip


def _is_carried_out(quantity: Quantity) -> bool:
    return bool(_CARRIED_OUT.search(quantity.lead) and not _CARRIED_IN.search(quantity.lead)) or bool(
        _CARRIED_OUT_BEHIND.match(quantity.tail)
    )


_IN_ALL = re.compile("共计|合计|总计|共")


def _to_be_done(passage: Passage) -> Finding | None:
    """「收到14件，…；加上上年结转1件，共办理15件」."""
    for sentence in passage.sentences:
        for carried, whole in pairwise(sentence.counts):
            added = _CARRIED_IN.search(carried.lead) and _TO_DO.fullmatch(whole.lead)
            if not added or not same(carried.unit, whole.unit) or whole.clause - carried.clause > 1:
                continue
            ahead = [each for each in _applications(passage) if each.start < carried.start]
            received = [each for each in ahead if _RECEIVED.search(each.lead) and not _OTHER_YEAR.search(each.lead)]
            if len(received) != 1 or not all(each.is_whole for each in (received[0], carried, whole)):
                continue
            due = "应" in whole.lead and _IN_ALL.search(whole.lead)  # 新收68件，另有上年结转的3件，合计应办71件
            if "加上" in carried.lead or due or received[0].value + carried.value == whole.value:
                told = Breakdown(whole, (received[0], carried), "all")
                return None if leaves_what_it_lacks(passage, told) else sums.of_parts(whole, told.parts)
    return None


def _applications(passage: Passage) -> list[Quantity]:
    return [each for each in passage.quantities if each.counts and each.unit in ("件", "份", "宗", "条", "个", "")]


def _judge(passage: Passage) -> Finding | None:
    counts = _applications(passage)
    text = "".join(sentence.text for sentence in passage.sentences)
    carried_in = _only(counts, _CARRIED_IN)
    others = [each for each in counts if not _CARRIED_IN.search(each.lead)]
    carried_out = _only(others, _CARRIED_OUT)
    if carried_out is None:
        behind = [
            each
            for one in passage.sentences
            for each in one.counts
            if each in others and _GOES_ON.match(each.tail) and not _ASIDE.search(one.text)
        ]
        carried_out = behind[0] if len(behind) == 1 else None  # 办结67件，其余4件转入□年办理
    if not _SUBJECT.search(text) or carried_in is None or carried_out is None:
        return None
    rest = [each for each in counts if each not in (carried_in, carried_out)]
    received = next((each for each in rest if _RECEIVED.search(each.lead)), None)
    if received is None:
        return None
    between = [
        each for each in rest if each.start > max(received.start, carried_in.start) and each.end < carried_out.start
    ]
    closed = next((each for each in between if _CLOSED.search(each.lead)), None)
    listed = _RESULTS.search(text) is not None and closed is None
    results = tuple(between) if listed else (closed,) if closed else ()
    if not results or not all(each.is_whole for each in (received, carried_in, carried_out, *results)):
        return None
    if received.end < carried_in.start and _WITHIN.search(_between(passage, received, carried_in)):
        return _finding((received,), (*results, carried_out))
    return _finding((received, carried_in), (*results, carried_out))


def _between(passage: Passage, one: Quantity, other: Quantity) -> str:
    return "".join(
        sentence.text[max(0, one.end - sentence.start) : max(0, other.start - sentence.start)]
        for sentence in passage.sentences
        if sentence.start < other.start and one.end < sentence.end
    )


def _only(counts: list[Quantity], words: re.Pattern[str]) -> Quantity | None:
    found = [each for each in counts if words.search(each.lead)]
    return found[0] if len(found) == 1 else None


def _finding(came: tuple[Quantity, ...], went: tuple[Quantity, ...]) -> Finding:
    figures = (*came, *went)
    total_in, total_out = sum(each.value for each in came), sum(each.value for each in went)
    holds = total_in == total_out
    all_in, all_out = telling.like(total_in, came[0]), telling.like(total_out, went[0])
    left = "+".join(each.number for each in came) + (f"={all_in}" if len(came) > 1 else "")
    right = (f"{all_out}=" if len(went) > 1 else "") + "+".join(each.number for each in went)
    args = {"in_": all_in, "out": all_out}
    repair = None if holds else one_digit_repair(figures, lambda q: _balances(q, len(came)))
    return Finding(
        "sum", "holds" if holds else "contradicts", min(f.start for f in figures), max(f.end for f in figures),
        tuple(each.figure for each in figures), all_in, all_out, f"{left}{'=' if holds else '≠'}{right}",
        "balance-holds" if holds else "balance", args, repair, 0.9,
    )  # fmt: skip


def _balances(figures: tuple[Quantity, ...], came: int) -> bool:
    return sum(each.value for each in figures[:came]) == sum(each.value for each in figures[came:])
