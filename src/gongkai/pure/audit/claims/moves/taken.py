"""What is left of a stock several things were taken from, and a net change beside the stock it moved. Kind `difference`.

「事项原有386项，取消52项、下放31项后，现保留303项」; 「净增157户，低保户由年初的15620户增加到年末的15777户」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report

REASONS = {
    "taken": ("原有数减去各项减少数为{expected}，所述为{stated}", "What there was less what was taken is {expected}, not {stated}"),
    "taken-holds": ("原有数减去各项减少数与所余相符", "What there was less what was taken is what is left"),
    "net-apart": ("前后两数相差{expected}，与所述的{stated}不符", "The two figures differ by {expected}, not by the stated {stated}"),
    "net-apart-holds": ("增减数与前后两数相符", "The change agrees with the two figures"),
}  # fmt: skip

_WAS = re.compile(
    r"(?:原有|原来的?|清理前(?:共?有|的|为)?|改革前(?:共?有|的|为)?|年初(?:共?有|的|为)?|由(?:原来|之前|清理前)的?)[^，。；\d]{0,8}$"
)
_TAKEN = re.compile(
    r"^[、，和与及]*(?:先后|已|再|累计|共)*(?:取消|下放|合并|归并|整合|替代|核减|撤并|撤销|调整|转移|停止执行|停征|免征|暂停|废止|注销|关停|移交|删除|削减|精简|冻结)(?:了)?$"
)
_LEFT = re.compile(
    r"^[，、]*后?[，]?(?:现|目前|现有|实际|全部|还|尚|最终)*(?:保留|剩余|剩|留存|减至|减少到|减少至|还有|现有|现存|现执行|执行)(?:了|有)?$"
)
_SOME = re.compile("其中|其余|另|新增|承接|增加|恢复|；|：|（|。")
_SEVERAL = 2


def taken(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each sentence."""
    for passage in report.passages:
        if passage.is_endless:
            continue
        for number, sentence in enumerate(passage.sentences):
            yield from _left(sentence)
            yield from _year_round(sentence)
            yield from _apart(sentence)
            yield from _net(sentence, passage.sentences[number + 1 : number + 2])


def _left(sentence: Sentence) -> Iterator[Finding]:
    counts = sentence.counts
    for at, whole in enumerate(counts):
        if not _WAS.search(whole.lead) or not whole.is_whole:
            continue
        away: list[Quantity] = []
        for each in counts[at + 1 :]:
            if not same(each.unit, whole.unit) or _SOME.search(sentence.between((away or [whole])[-1], each)):
                break
            if len(away) >= _SEVERAL and _LEFT.match(each.lead):
                yield _judged(whole, away, each)
                break
            if not _TAKEN.match(each.lead) or not each.is_whole:
                break
            away.append(each)


def _judged(whole: Quantity, away: Sequence[Quantity], left: Quantity) -> Finding:
    made = whole.value - sum(each.value for each in away)
    figures = (whole, *away, left)
    holds = (
        left.interval.low is not None
        and left.interval.high is not None
        and left.interval.low <= made <= left.interval.high
    )
    line = f"{whole.number}{''.join('−' + each.number for each in away)}={telling.like(made, left)}"
    repair = (
        None
        if holds
        else one_digit_repair(figures, lambda q: q[0].value - sum(e.value for e in q[1:-1]) == q[-1].value)
    )
    return Finding(
        "difference", "holds" if holds else "contradicts", whole.start, left.end, tuple(each.figure for each in figures),
        left.printed, telling.like(made, left), line if holds else f"{line}≠{left.number}", "taken-holds" if holds else "taken",
        {"stated": left.printed, "expected": telling.like(made, left)}, repair, 0.85,
    )  # fmt: skip


_NET = re.compile(r"(?P<who>[\u4e00-\u9fff]{0,8}?)净(?P<way>增|减)(?:加|长|少)?(?:了|约)?$")
_FROM = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12}?)(?:总?数|总量)?(?:已)?[由从](?:年初|上年末|上年底|去年末|去年底|上年|去年)的?$"
)
_TO = re.compile(r"^(?:增加|上升|增长|减少|下降)?[到至为]?(?:年末|年底|当年末|□*年?末|年底)?的?$")
_AT_END = re.compile("年末|年底|□年末")


def _net(sentence: Sentence, following: Sequence[Sentence]) -> Iterator[Finding]:
    """A net change, and right behind it, in its sentence or the next one, the stock from the beginning of the year to its end."""
    if "净" not in sentence.text:
        return
    for net, following_count in pairwise([*sentence.counts, *(q for each in following for q in each.counts[:1])]):
        told = _NET.search(net.lead)
        home = sentence if following_count in sentence.counts else following[0]
        moved = _FROM.search(following_count.lead) if told else None
        if told is None or moved is None or not same(net.unit, following_count.unit):
            continue
        behind = [each for each in home.counts if each.start > following_count.start][:1]
        if (
            not behind
            or not _TO.match(behind[0].lead)
            or not _AT_END.search(behind[0].lead)
            or not same(behind[0].unit, net.unit)
        ):
            continue
        who = told["who"].lstrip("，、年内全共")
        if who and who not in moved["who"]:
            continue
        yield _net_judged(net, following_count, behind[0], told["way"] == "减")


_BEGAN, _ENDED = re.compile("年初[^，。；\\d]{0,12}$"), re.compile("^[，、]?(?:□{0,4}年末|年底)[^，。；\\d]{0,6}$")
_THEN = re.compile("^[，、]?(?:全年|年内)?净(?P<way>增|减)(?:加|长|少)?(?:了|约)?$")


def _year_round(sentence: Sentence) -> Iterator[Finding]:
    """「年初粉丝12.6万，年末15.8万，净增3.2万」: three figures in a row."""
    if "净" not in sentence.text or "年初" not in sentence.text:
        return
    for before, now, net in zip(sentence.counts, sentence.counts[1:], sentence.counts[2:], strict=False):
        told = _THEN.match(net.lead)
        if told and _BEGAN.search(before.lead) and _ENDED.match(now.lead) and net.unit == now.unit == before.unit:
            yield _net_judged(net, before, now, told["way"] == "减")


_AGAINST = re.compile("^[，、]?(?:比|较|与)(?P<whom>[^，。；\\d]{2,14})$")
_BY = re.compile("^[，、]?(?:相比)?(?:(?P<more>高出?|领先|超出)|(?P<less>低|落后))了?$")


def _apart(sentence: Sentence) -> Iterator[Finding]:
    """「得分91.6分，较全市平均分86.4分高出5.2分」: three figures in a row."""
    if "高" not in sentence.text and "低" not in sentence.text:
        return
    for other, by in pairwise(sentence.counts):
        told = _BY.match(by.lead) if _AGAINST.match(other.lead) else None
        own = [q for q in sentence.counts if q.end <= other.start and not _CHANGED.search(q.lead)][-1:]
        if told is None or not own or not by.unit or by.clause != other.clause:
            continue
        if own[0].unit == other.unit == by.unit and other.clause - own[0].clause <= _SEVERAL:
            yield _net_judged(by, other, own[0], told["less"] is not None)


_CHANGED = re.compile(f"{CHANGE.pattern}|提高|提升|上升|下降|降低|进步|退步")


def _net_judged(net: Quantity, before: Quantity, now: Quantity, fewer: bool) -> Finding:
    one, two = (before, now) if fewer else (now, before)
    made = one.value - two.value
    figures = (before, now, net)
    expected = one.interval - two.interval
    holds = net.interval.meets(expected)
    line = f"{one.number}−{two.number}={telling.like(made, net)}"
    repair = None
    if not holds and all(each.is_whole for each in figures):
        sign = -1 if fewer else 1
        repair = one_digit_repair(figures, lambda q: (q[1].value - q[0].value) * sign == q[2].value)
    return Finding(
        "difference", "holds" if holds else "contradicts", min(f.start for f in figures), max(f.end for f in figures),
        tuple(each.figure for each in figures), net.printed, telling.like(made, net), line if holds else f"{line}≠{net.number}",
        "net-apart-holds" if holds else "net-apart", {"stated": net.printed, "expected": telling.like(made, net)}, repair, 0.8,
    )  # fmt: skip
