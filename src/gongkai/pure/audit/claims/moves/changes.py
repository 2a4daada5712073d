"""Growth and decline: by how many per cent, how many times, against which figure.

由20个工作日压缩至8个，压缩60%; 受理58件，较上年减少14件，下降19.4%; 比2020年的4875条增长12%; 翻一番.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.differences import CUMULATED, following, of_another_year, told
from gongkai.pure.audit.claims.moves.growninturn import grown_in_turn
from gongkai.pure.audit.claims.moves.growth import against, grown
from gongkai.pure.audit.claims.moves.lastyear import (
    against_base,
    against_in_turn,
    against_told_year,
    by_in_front,
    in_turn,
    with_base_behind,
)
from gongkai.pure.audit.claims.moves.movement import (
    BARE,
    DOWN,
    UP,
    Movement,
    Pair,
    about_the_pair,
    before_parts,
    from_the_first,
    further,
    movement,
    one_measure,
    pairings,
)
from gongkai.pure.audit.claims.moves.toldapart import told_apart
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.numerals import DIGITS
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Passage, Report

REASONS = {
    "change": (
        "按文中两数计算，变化幅度为{expected}，文中写{stated}",
        "From the two figures the change is {expected}; the text says {stated}",
    ),
    "ratio": (
        "按文中两数计算，后数是前数的{expected}，文中写{stated}",
        "From the two figures the later is {expected} of the earlier; the text says {stated}",
    ),
    "order-holds": (
        "前数{before}、后数{after}，与“{word}”相符",
        "{before} became {after}: “{word}”, as the text says",
    ),
    "order": (
        "文中说“{word}”，但前数{before}、后数{after}，方向相反",
        "The text says “{word}”, but {before} became {after}: the other way",
    ),
}
_GROWTH = re.compile(r"增幅|增速|增长率|涨幅|增长速度|降幅")
_WENT = re.compile("^(?![^，]*(?:后|现|保留|剩))[^，。；]*(?:注销|关停|关闭|撤销|取消|停用|淘汰)[^，。；后]{0,10}$")
_FROM = re.compile(r"[由从](?:上一?年|去年|□{4}年?)?(?:同期)?的?$")
"""年度增幅由10.3%上升到25%: by how much it grew before and now; neither is a ratio."""
_ONE = Interval.exact(Decimal(1))
_TIMES_OF = re.compile(
    "的?|，?(?:是|为|相当于)(?:(?:(?:年初|上年|去年|原来|原先|过去|以前|此前)(?:同期)?|(?:改造|扩建|建设|扩容|提升|改革|调整|整合|升级)前)的)?"
)
_FOLD = re.compile(r"翻了?(?P<about>近|约|超过|超)?(?P<n>[一两二三四])?[番倍](?P<after>多|余|以上)?")
_WORDS = re.compile(
    rf"(?P<verb>{DOWN}|{UP})了?(?P<about>将近|接近|近|约|超过|超|逾)?"
    r"(?:(?P<times>一|1)倍|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?|(?P<half_of>一半)|(?P<parts>[二三四五])分之(?P<of>[一二三四]))(?P<after>多|以上|左右|余)?"
)


@dataclass(frozen=True)
class _Spoken:
    """A ratio told in words. low, high: what surely bears it out; between widest and these it can't be told."""

    start: int
    end: int
    text: str
    interval: Interval
    widest: Interval
    down: bool | None


def changes(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Changes in per cent, in times and in words against the figures that they are between."""
    for passage in report.passages:
        before: Sentence | None = None
        parts = {part for each in breakdowns(passage) for part in each.parts}
        for sentence in passage.sentences:
            if sentence.quantities:
                yield from _once(_of_sentence(passage, sentence, before, parts))
            before = sentence


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    seen = set()
    for finding in findings:
        key = tuple(figure.start for figure in finding.figures), finding.reason
        if key not in seen:
            seen.add(key)
            yield finding


def _of_sentence(
    passage: Passage, sentence: Sentence, before: Sentence | None, parts: Collection[Quantity]
) -> Iterator[Finding]:
    used: set[int] = set()
    for quantities, found in pairings(sentence):
        for pair in found:
            used |= {pair.before.start, pair.after.start}
            rated = False
            for rate, move in _rates(quantities, pair):
                rated = True
                used.add(rate.start)
                finding = _judged(sentence, pair, rate, move)
                if finding:
                    yield finding
            spoken = None if rated else _spoken(sentence, quantities, pair)
            if spoken:
                yield from _in_words(sentence, pair, spoken)
            elif not rated and pair.down is not None and not told(quantities, pair):
                yield _order(sentence, pair, pair.down)
    yield from _in_turn(sentence)
    yield from _former(sentence)
    based = [
        *_told_apart(sentence),
        *against_base(passage, sentence, used),
        *in_turn(sentence),
        *against_in_turn(sentence),
        *grown_in_turn(sentence),
        *by_in_front(sentence, used),
        *with_base_behind(passage, sentence, used),
    ]
    based.extend(against_told_year(sentence, before, used))
    yield from based
    used |= {figure.start for each in based for figure in each.figures}
    yield from grown(sentence, before, used, parts)


# Pairs with a rate


def _rates(quantities: Sequence[Quantity], pair: Pair) -> Iterator[tuple[Quantity, Movement]]:
    """The rates of change told behind a pair, also those behind the difference itself."""
    after = quantities[pair.last + 1 : pair.last + 2]
    if after and after[0].unit == "倍" and _TIMES_OF.fullmatch(after[0].lead):
        yield after[0], Movement(None, "", "", "", "", True, True, False)  # 是上年4058条的2倍
        return
    first = quantities[pair.last - 2] if pair.last > 1 else None
    if first is not None and first.is_percent and BARE.match(pair.before.lead):
        # 投诉量下降25%，由1560件降为1170件
        move = movement(first.lead)
        if move and not move.level and move.down == pair.down and pair.before.clause - first.clause == 1:
            yield first, Movement(move.down, "", "", "", "", move.share, False, False)
    for quantity, move in following(quantities, pair):
        front = quantities[quantities.index(quantity) - 1]
        if quantity.is_percent and _FROM.search(quantity.lead):
            continue
        if quantity.is_percent and front.is_percent and _FROM.search(front.lead):
            if _GROWTH.search(front.lead):
                yield quantity, Movement(None, "", "", "", "", True, False, False)
            return
        if quantity.is_percent or quantity.unit == "倍":
            if move.level and pair.before.is_percent:
                return  # 由45%提高到52%，再提高到60%
            if about_the_pair(move, pair, quantity.tail) is not False:
                yield quantity, move
        elif not one_measure(quantity, pair.after) and not quantity.is_points:
            return
        elif move.base and about_the_pair(move, pair, quantity.tail) is False:
            return  # …压缩60%，比上年缩短2个工作日，压缩20%


def _judged(sentence: Sentence, pair: Pair, rate: Quantity, move: Movement) -> Finding | None:
    down = move.down if move.down is not None else pair.down
    if down and pair.dated and rate.is_percent and not move.level and _WENT.search(pair.after.lead):
        went = pair.after.value * 100 / pair.before.value
        if abs(rate.value - went) < abs(rate.value - (100 - went)):
            move = replace(move, level=True)  # 注销58个，较上年底的400个减少14.5%: so many went
    afters = (pair.after, *pair.others)
    for after in afters:
        expected = _expected(pair.before, after, rate, move, down)
        if expected is None:
            return None
        found = _verdict(rate, expected)
        if found != "contradicts" and not _contrary(Pair(pair.before, after, down, 0, False, ""), down):
            return _finding(sentence, pair.before, after, rate, move, found, down)
    if (steps := from_the_first(sentence, pair)) is not None:
        whole = _judged(sentence, steps, rate, move)
        if whole and (whole.verdict == "holds" or CUMULATED.search(sentence.between(pair.after, rate))):
            return whole
    if (later := further(sentence, pair, rate)) is not None:
        whole = _judged(sentence, replace(pair, after=later, others=()), rate, move)
        return whole if whole and whole.verdict == "holds" else None
    if about_the_pair(move, pair, rate.tail) is None or _excused(pair, rate, move, down):
        return None
    if of_another_year(sentence, pair, rate):
        return None
    for other in before_parts(sentence, pair):
        expected = _expected(pair.before, other, rate, move, down)
        if expected is not None and _verdict(rate, expected) == "holds":
            return _finding(sentence, pair.before, other, rate, move, "holds", down)
    if _contrary(pair, down) and not move.level:
        return _order(sentence, pair, bool(down))
    return _finding(sentence, pair.before, pair.after, rate, move, "contradicts", down)


def _excused(pair: Pair, rate: Quantity, move: Movement, down: bool | None) -> bool:
    """Other readings that writers mean: points where per cent is written; speed gained instead of time saved; 降至 for 降了."""
    if pair.before.is_percent:
        points = pair.before.interval - pair.after.interval
        if verdict(rate, points if down else -points) != "contradicts":
            return True
    if "提速" in rate.lead or "提高" in rate.lead or "提升" in rate.lead:
        faster = pair.before.interval.over(pair.after.interval)
        scale = Decimal(rate.whole_is if rate.is_percent else 1)
        ways = (faster - _ONE, faster) if faster and rate.unit == "倍" else (faster - _ONE,) if faster else ()
        if any(verdict(rate, each.scaled(scale)) != "contradicts" for each in ways):
            return True
    return False


def _expected(before: Quantity, after: Quantity, rate: Quantity, move: Movement, down: bool | None) -> Interval | None:
    """What the figures make of the rate, in the rate's unit; None where the base may be zero."""
    ratio = after.interval.over(before.interval)
    if ratio is None:
        return None
    if not move.level:
        if down is None:
            down = after.value < before.value
        ratio = _ONE - ratio if down else ratio - _ONE
    return ratio.scaled(Decimal(rate.whole_is)) if rate.is_percent else ratio


def _plain_rate(before: Quantity, after: Quantity, rate: Quantity, move: Movement, down: bool | None) -> Decimal:
    """The same of the numbers as they are printed."""
    ratio = after.value / before.value
    if not move.level:
        ratio = 1 - ratio if down or (down is None and ratio < 1) else ratio - 1
    return ratio * rate.whole_is if rate.is_percent else ratio


def _verdict(rate: Quantity, expected: Interval) -> Verdict:
    found = verdict(rate, expected)
    if found == "contradicts" and rate.unit == "倍" and rate.is_whole:
        # 8123 is twice 4058 to anybody who counts in times.
        slack = Decimal("0.05") * rate.value
        return "holds" if Interval(rate.value - slack, rate.value + slack).meets(expected) else "contradicts"
    return found


def _contrary(pair: Pair, down: bool | None) -> bool:
    if down is None:
        return False
    less, more = (pair.after, pair.before) if down else (pair.before, pair.after)
    return more.interval.below(less.interval)


def _finding(
    sentence: Sentence,
    before: Quantity,
    after: Quantity,
    rate: Quantity,
    move: Movement,
    found: Verdict,
    down: bool | None,
) -> Finding:
    value = round(_plain_rate(before, after, rate, move, down), places(rate))
    unit = rate.unit if rate.is_percent else "倍"
    a, b = telling.shown(before).rstrip("%‰"), telling.shown(after).rstrip("%‰")
    if move.level:
        sum_ = f"{b}÷{a}"
    elif down or (down is None and after.value < before.value):
        sum_ = f"({a}−{b})÷{a}"
    else:
        sum_ = f"({b}−{a})÷{a}"
    figures = sorted((before, after, rate), key=lambda q: q.start)
    repair = None
    if found == "contradicts":

        def holds(each: tuple[Quantity, ...]) -> bool:
            made = _expected(each[0], each[1], each[2], move, down)
            return made is not None and _verdict(each[2], made) != "contradicts"

        repair = one_digit_repair((before, after, rate), holds)
    start, end = telling.quote(sentence, figures)
    line = f"{sum_}{against(value, unit, rate, found)}"
    args = {"stated": rate.printed, "expected": f"{telling.number(value)}{unit}"}
    return Finding(
        "change", found, start, end, tuple(q.figure for q in figures), rate.printed, args["expected"], line,
        "ratio" if move.level else "change", args, repair, 0.95,
    )  # fmt: skip


def _order(sentence: Sentence, pair: Pair, down: bool) -> Finding:
    start, end = telling.quote(sentence, (pair.before, pair.after))
    word = "减少" if down else "增加"
    figures = tuple(q.figure for q in sorted((pair.before, pair.after), key=lambda q: q.start))
    args = {"word": word, "before": pair.before.printed, "after": pair.after.printed}
    less = pair.before.value < pair.after.value
    sign = "=" if pair.before.value == pair.after.value else "<" if less else ">"
    line = f"{telling.shown(pair.before)}{sign}{telling.shown(pair.after)}"
    found: Verdict = "contradicts" if _contrary(pair, down) else "holds"
    reason = "order" if found == "contradicts" else "order-holds"
    return Finding("change", found, start, end, figures, word, "", line, reason, args, None, 0.9)


def _in_turn(sentence: Sentence) -> Iterator[Finding]:
    """由9个压减为4个，由14份压减为6份，分别压减55.6%、57.1%: as many rates as pairs, in their order."""
    if "分别" not in sentence.text:
        return
    quantities, found = pairings(sentence)[0]
    for at, first in enumerate(quantities):
        move = movement(first.lead) if "分别" in first.lead and first.is_percent else None
        if move is None or move.level:
            continue
        rates = [first]
        for quantity in quantities[at + 1 :]:
            if not quantity.is_percent or quantity.lead.strip("、和及与，") != "":
                break
            rates.append(quantity)
        before = [pair for pair in found if pair.last < at]
        own = Movement(move.down, "", "", "", "", False, False, False)
        if len(rates) > 1 and len(before) == len(rates) and before[-1].last == at - 1:
            for pair, rate in zip(before, rates, strict=True):
                finding = _judged(sentence, pair, rate, own)
                if finding:
                    yield finding


def _told_apart(sentence: Sentence) -> Iterator[Finding]:
    for told_ in told_apart(sentence):
        if told_.by.is_percent or told_.by.unit == "倍":
            finding = told_.judged(partial(_judged, sentence, rate=told_.by, move=told_.move))
            if finding:
                yield finding


_FORMER_OF_LATTER = re.compile(r"(前|后)者[是为](前|后)者的")


def _former(sentence: Sentence) -> Iterator[Finding]:
    """窗口办件4.2万件，网上办件10.5万件，后者是前者的2.5倍."""
    if "者" not in sentence.text:
        return
    for former, latter, rate in zip(
        sentence.quantities, sentence.quantities[1:], sentence.quantities[2:], strict=False
    ):
        match = _FORMER_OF_LATTER.match(rate.lead)
        if match and match[1] != match[2] and rate.unit in ("倍", "%") and one_measure(former, latter):
            base, of = (former, latter) if match[1] == "后" else (latter, former)
            pair = Pair(base, of, None, 1, False, "")
            finding = _judged(sentence, pair, rate, Movement(None, "", "", "", "", True, True, False))
            if finding:
                yield finding


# Ratios in words


def _spoken(sentence: Sentence, quantities: Sequence[Quantity], pair: Pair) -> _Spoken | None:
    """翻一番, 增长近一倍, 减少一半以上, right behind a pair."""
    last = quantities[pair.last]
    at = bisect_right(sentence.quantities, last.start, key=lambda q: q.start)
    behind = [q.start for q in sentence.quantities[at : at + 5] if not q.in_characters]
    stop = min(behind[0] if behind else sentence.end, last.end + 30)
    stretch = sentence.text[last.end - sentence.start : stop - sentence.start]
    head = stretch.lstrip("，（ 的了")
    at = last.end + len(stretch) - len(head)
    if match := _FOLD.match(head) or re.match(r"(?:数量|总量|总数|同比|实现)?" + _FOLD.pattern, head):
        ratio = Decimal(2) ** DIGITS.get(match["n"] or "一", 1) if "番" in match.group() else Decimal(2)
        if match["after"]:  # 翻了一番多 is twice as much at least, and less than 两番
            widest = Interval(ratio - ratio / 20, ratio * 2)
            return _Spoken(at, at + match.end(), match.group(), Interval(ratio, ratio * 2), widest, None)
        return _ratio(at, match, ratio, ratio / 20, None)
    if match := re.match(r"(?:同比|数量|大幅|总共|共|整体)?" + _WORDS.pattern, head):
        down = bool(re.match(DOWN, match["verb"]))
        if match["times"]:
            part, slack = Decimal(1), Decimal("0.05")
        elif match["half_of"]:
            part, slack = Decimal("0.5"), Decimal("0.05")
        elif match["tenths"]:
            part = Decimal(DIGITS[match["tenths"]]) / 10 + (Decimal("0.05") if match["half"] else 0)
            slack = Decimal("0.05")
        else:
            part = Decimal(DIGITS[match["of"]]) / DIGITS[match["parts"]]
            slack = Decimal("0.02")
        return _ratio(at, match, 1 - part if down else 1 + part, slack, down)
    return None


def _ratio(at: int, match: re.Match[str], ratio: Decimal, slack: Decimal, down: bool | None) -> _Spoken:
    about, after = match["about"] or "", match.groupdict().get("after") or ""
    low = high = ratio
    wide = 2 * slack
    # 减少近一半: less than half gone, so more than half is left.
    lean = (
        -1
        if about in ("将近", "接近", "近")
        else 1
        if about in ("超过", "超", "逾") or after in ("多", "余", "以上")
        else 0
    )
    if down:
        lean = -lean
    if lean:
        low, high = (
            (ratio, ratio + (4 * slack if down is not None else ratio * 3 / 4))
            if lean > 0
            else (ratio - 4 * slack, ratio)
        )
        if after == "以上":
            low, high = (ratio, Decimal(10**6)) if lean > 0 else (Decimal(0), ratio)
        interval, widest = Interval(low, high), Interval(low - slack, high + slack)
    else:
        interval, widest = Interval(low - slack, high + slack), Interval(low - wide, high + wide)
    return _Spoken(at, at + match.end(), match.group(), interval, widest, down)


def _in_words(sentence: Sentence, pair: Pair, spoken: _Spoken) -> Iterator[Finding]:
    ratio = pair.after.interval.over(pair.before.interval)
    if ratio is None or (spoken.down is not None and pair.down is not None and spoken.down != pair.down):
        return
    if spoken.interval.meets(ratio):
        found: Verdict = "holds"
    elif spoken.widest.meets(ratio):
        return
    else:
        found = "contradicts"
    value = telling.number(round(pair.after.value / pair.before.value, 2))
    figures = sorted((pair.before, pair.after), key=lambda q: q.start)
    start, end = telling.quote(sentence, figures)
    line = f"{telling.shown(pair.after)}÷{telling.shown(pair.before)}={value}"
    args = {"stated": f"“{spoken.text}”", "expected": f"{value}倍"}
    yield Finding(
        "change", found, start, max(end, spoken.end), tuple(q.figure for q in figures), spoken.text, args["expected"], line,
        "ratio", args, None, 0.9,
    )  # fmt: skip
