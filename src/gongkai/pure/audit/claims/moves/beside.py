"""What a figure differs by from another that stands beside it: terms (法定…，承诺…，实际…，比法定时限提速72%), percentages with last year's in brackets, and more or less than what was set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import bracket
from gongkai.pure.audit.finding import Finding, Kind
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report

REASONS = {
    "beside": ("与旁边所列的数相比应为{expected}，文中写{stated}", "Against the figures beside it, it should be {expected}; the text says {stated}"),
    "beside-holds": ("与旁边所列的数相符", "It agrees with the figures beside it"),
    "beside-other": ("与旁边所列的数不符，但可能另有算法，不能据此判断", "It does not agree with the figures beside it, but may be reckoned otherwise: nothing follows"),
}  # fmt: skip


def beside(report: Report, last: Report | None = None) -> Iterator[Finding]:
    """Of each sentence."""
    for passage in report.passages:
        for sentence in passage.sentences:
            if len(sentence.quantities) < 3:
                continue
            if "法定" in sentence.text or "承诺" in sentence.text:
                yield from _terms(sentence)
            if "（" in sentence.text and "百分点" in sentence.text:
                yield from _points(sentence)
            if "比" in sentence.text or "较" in sentence.text:
                yield from _more_or_less(sentence)
            if "上年" in sentence.text or "去年" in sentence.text:
                yield from _then_behind(sentence)
                yield from _told_of_then(sentence)
            if "下半年" in sentence.text:
                yield from _half_to_half(sentence)


# Terms -----------------------------------------------------------------------------------------------------------------

_TERM = r"(?:办理|办结|审批|承诺|答复)?(?:总)?(?:时限|期限|时间|用时|时长|周期)?"
_SET = {
    "法定": re.compile(rf"法定{_TERM}(?:共|为|是|均为)?$"),
    "承诺": re.compile(rf"承诺{_TERM}(?:共|为|是|均为|压缩至|缩短至)?$"),
}
_TOOK = re.compile(rf"实际(?:平均)?{_TERM}(?:为|约|是|仅|只需|仅需)*$|平均{_TERM}(?:为|约|是|仅)*$")
_AGAINST = re.compile(
    rf"[，、]?(?:分别)?[比较](?P<what>法定|承诺){_TERM}(?:的)?(?:平均)?(?P<how>提速|缩短|压缩|压减|缩减|减少|提前|快)(?:了)?(?:近|约)?$"
)


def _terms(sentence: Sentence) -> Iterator[Finding]:
    days = [each for each in sentence.counts if canonical(each.unit) in ("工作日", "天", "小时", "分钟", "个月", "月")]
    took = [each for each in days if _TOOK.search(each.lead)]
    if len(took) != 1:
        return
    for by in sentence.quantities:
        told = _AGAINST.match(by.lead) if by.start > took[0].start else None
        before = [each for each in days if told and _SET[told["what"]].search(each.lead) and each.end <= took[0].start]
        if told is None or len(before) != 1 or not same(before[0].unit, took[0].unit):
            continue
        long, short = before[0], took[0]
        gap = long.interval - short.interval
        if by.is_percent and (share := gap.over(long.interval)):
            faster = gap.over(short.interval) if told["how"] == "提速" else None
            ways = [each.scaled(Decimal(by.whole_is)) for each in (share, faster) if each]
            value = (long.value - short.value) / long.value * by.whole_is
            line = f"({long.number}−{short.number})÷{long.number}"
            yield _judged("change", sentence, (long, short), by, ways, value, line)
        elif same(by.unit, long.unit) and long.value > short.value:
            yield _judged(
                "difference",
                sentence,
                (long, short),
                by,
                [gap],
                long.value - short.value,
                f"{long.number}−{short.number}",
            )


# Percentage points -------------------------------------------------------------------------------------------------------

_THEN = r"(?:上一?年度?|去年|前年|□{4}年度?)(?:同期)?(?:[为是])?"
_HELD = re.compile(
    rf"[比较]{_THEN}（(?P<inside>[^（）]*)）的?(?P<how>提高|提升|上升|增长|增加|下降|降低|减少|回落)了?(?:约)?$"
)
_BY = re.compile(r"(?P<how>提高|提升|上升|增长|增加|下降|降低|减少|回落)了?(?:约)?$")
_BEHIND = re.compile(rf"[，、]?（{_THEN}(?P<inside>[^（）]*)）")
_DOWN = frozenset(["下降", "降低", "减少", "回落"])


def _points(sentence: Sentence) -> Iterator[Finding]:
    """「占84.4%，比上年（36个，占80%）提高4.4个百分点」, 「纠错率16.7%，下降8.3个百分点（上年8件中纠正2件，纠错率25%）」."""
    for at, by in enumerate(sentence.quantities):
        if not by.is_points:
            continue
        front = sentence.before(by)
        if held := _HELD.search(front):
            low, high = held.start("inside"), held.end("inside")
        elif (told := _BY.search(by.lead)) and (behind := _BEHIND.match(sentence.text, by.end - sentence.start)):
            held, (low, high) = told, behind.span("inside")
        else:
            continue
        inside = [e for e in sentence.quantities if low <= e.start - sentence.start < high and e.is_percent]
        ahead = [e for e in sentence.quantities[:at] if e.is_percent and e not in inside]
        near = (
            ahead and len(inside) == 1 and by.clause - ahead[-1].clause <= (5 if low < by.start - sentence.start else 1)
        )
        if not near or bracket(sentence.text, ahead[-1].start - sentence.start):
            continue
        now, then = ahead[-1], inside[0]
        high_, low_ = (then, now) if held["how"] in _DOWN else (now, then)
        line = f"{high_.digits}−{low_.digits}"
        yield _judged(
            "difference", sentence, (now, then), by, [high_.interval - low_.interval], high_.value - low_.value, line
        )


# More or less ------------------------------------------------------------------------------------------------------------

_THAN = re.compile(r"[，、]?(?:但|却)?[比较](?![例重赛])(?P<what>[^，。；：\d比较]{2,12})")
_MUCH = re.compile(r"的?(?P<how>少|多|低|高|节约|节省|节余|超|超出|减少|增加|降低|下降|高出|低了|少了|多了)(?:了)?")
_LESS = frozenset(["少", "低", "节约", "节省", "节余", "减少", "降低", "下降", "低了", "少了"])
_SET_BEFORE = re.compile("指标|计划|目标|任务|预算|定额|限额|标准|核定|规定|红线|上限|控制")


def _more_or_less(sentence: Sentence) -> Iterator[Finding]:
    """「用水14.37亿立方米，比控制指标15亿立方米少0.63亿立方米」."""
    row = sentence.counts
    for (now, then), by in zip(pairwise(row), row[2:], strict=False):
        held = _THAN.fullmatch(sentence.between(now, then)) if same(now.unit, then.unit) else None
        much = held and same(by.unit, now.unit) and _MUCH.fullmatch(sentence.between(then, by))
        if not held or not much or not _SET_BEFORE.search(held["what"]) or CHANGE.search(now.lead):
            continue
        high, low = (then, now) if much["how"] in _LESS else (now, then)
        # 决算18.4万元，其中…运行维护费12.2万元，比预算23万元减少4.6万元: said of the whole
        whole = any(
            same(e.unit, by.unit) and by.interval.meets(Interval.exact(abs(e.value - then.value)))
            for e in row
            if e.start < now.start
        )
        if high.value > low.value and not whole:
            yield _judged(
                "difference",
                sentence,
                (now, then),
                by,
                [high.interval - low.interval],
                high.value - low.value,
                f"{high.number}−{low.number}",
            )


# What was, told behind the change ----------------------------------------------------------------------------------------

_CHANGED = re.compile(r"[，、]?(?:[比较](?:上一?年度?|去年)(?:同期)?)(?:净)?(?:减少|增加|下降|上升)了?$")
_WAS = re.compile(r"[，、]?(?:上一?年度?|去年)(?:同期)?[为是]$")
_RATE = re.compile(r"[，、]?(?:降幅|增幅|下降|增长|减少|增加)(?:了)?(?:为|达|约)?$")


_OTHER_THEN = re.compile(r"[；，](?:上一?年度?|去年)(?:同期)?(?P<what>[\u4e00-\u9fff]{2,8}?)(?:信息)?(?:为)?$")
_GREW = re.compile(r"[，、]同比(?:增长|增加|上升|下降|减少)了?$")


def _told_of_then(sentence: Sentence) -> Iterator[Finding]:
    """「全年主动公开信息3126条，其中网站2084条、新媒体1042条；上年主动公开2840条，同比增长10.1%」: of the first figure that bears the same words."""
    row = sentence.quantities
    for then, rate in pairwise(row):
        told = rate.is_percent and then.counts and then.value > 0 and _GREW.fullmatch(sentence.between(then, rate))
        what = _OTHER_THEN.search(sentence.before(then)) if told else None
        first = row[0]
        if what is None or not same(first.unit, then.unit) or first is then or what["what"] not in first.lead:
            continue
        if CHANGE.search(first.lead) or (share := first.interval.over(then.interval)) is None:
            continue
        value = first.value / then.value * rate.whole_is - rate.whole_is
        whole = Interval.exact(Decimal(rate.whole_is))
        way = (
            share.scaled(Decimal(rate.whole_is)) - whole if value >= 0 else whole - share.scaled(Decimal(rate.whole_is))
        )
        line = f"({first.number}−{then.number})÷{then.number}"
        yield _judged("change", sentence, (first, then), rate, [way], abs(value), line)


_HALVES = re.compile(r"下半年[比较]上半年(?P<how>增长|增加|上升|下降|减少)了?$")


def _half_to_half(sentence: Sentence) -> Iterator[Finding]:
    """「上半年公开1326条，下半年公开1754条，下半年比上半年增长32.3%」."""
    for by in sentence.quantities:
        told = _HALVES.search(sentence.before(by)) if by.is_percent else None
        ahead = [each for each in sentence.counts if each.end <= by.start] if told else []
        first = [each for each in ahead if "上半年" in each.lead and "下半年" not in each.lead]
        second = [each for each in ahead if "下半年" in each.lead]
        if told is None or len(first) != 1 or len(second) != 1 or not same(first[0].unit, second[0].unit):
            continue
        high, low = (first[0], second[0]) if told["how"] in _DOWN | {"减少"} else (second[0], first[0])
        gap = high.interval - low.interval
        if (share := gap.over(first[0].interval)) is not None and high.value > low.value:
            value = (high.value - low.value) / first[0].value * by.whole_is
            line = f"({high.number}−{low.number})÷{first[0].number}"
            yield _judged(
                "change", sentence, (first[0], second[0]), by, [share.scaled(Decimal(by.whole_is))], value, line
            )


def _then_behind(sentence: Sentence) -> Iterator[Finding]:
    """「比上年减少6个，上年为41个，降幅14.6%」."""
    row = sentence.quantities
    for (by, then), rate in zip(pairwise(row), row[2:], strict=False):
        told = rate.is_percent and same(by.unit, then.unit) and by.counts and then.value > 0
        if not told or not (_CHANGED.search(by.lead) and _WAS.fullmatch(then.lead) and _RATE.fullmatch(rate.lead)):
            continue
        if (share := by.interval.over(then.interval)) is not None:
            value = by.value / then.value * rate.whole_is
            ways = [share.scaled(Decimal(rate.whole_is))]
            yield _judged("change", sentence, (by, then), rate, ways, value, f"{by.number}÷{then.number}")


def _judged(
    kind: Kind,
    sentence: Sentence,
    pair: Sequence[Quantity],
    by: Quantity,
    ways: Sequence[Interval],
    value: Decimal,
    line: str,
) -> Finding:
    held = [verdict(by, each) for each in ways]
    found = next((each for each in ("holds", "rounding") if each in held), "contradicts")
    rate = by.is_percent
    made = plainly(value, places(by)) if rate else telling.like(value, by)
    figures = tuple(sorted((*pair, by), key=lambda each: each.start))
    unit = by.unit
    repair = None
    if found == "contradicts" and not rate:
        high, low = (0, 1) if pair[0].value > pair[1].value else (1, 0)
        repair = one_digit_repair((*pair, by), lambda q: verdict(q[2], q[high].interval - q[low].interval) == "holds")
    sign = {"holds": "→", "rounding": "≈"}.get(found, "≠")
    start, end = telling.quote(sentence, figures)
    args = {"stated": by.printed, "expected": f"{made}{unit}"}
    return Finding(
        kind, found, start, end, tuple(each.figure for each in figures), by.printed, f"{made}{unit}",
        f"{line}={made}{sign}{by.number}", "beside" if found == "contradicts" else "beside-holds", args, repair, 0.9,
    )  # fmt: skip
