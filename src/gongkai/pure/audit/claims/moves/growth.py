"""This period's figure with its change in number and in per cent: 受理58件，较上年减少14件，下降19.4%.

The figure before is then 58+14, and 14÷72 is the rate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.movement import DOWN, NEAR, UP, Movement, movement, one_measure
from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import HUNDRED, Interval
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import PERCENT
from gongkai.pure.audit.repair import one_digit_repair

REASONS = {
    "growth": (
        "由本期数和增减数推出上期为{base}，增减幅度为{expected}，文中写{stated}",
        "This period's figure and the change make the earlier one {base}, so the change is {expected}; the text says {stated}",
    ),
}
# 与上年相比，增加9件
_COMPARED = re.compile(r"^\s*(?:与|同|和|跟|较|比)(?:上一?年度?|去年|□{4}\s*年度?)(?:同期)?(?:相比较?|比较|比)?\s*$")
_TOLD_ONCE = re.compile(
    r"(?:^|[，；])\s*(?:与|同|和)(?:上一?年度?|去年|□{4}\s*年度?)(?:同期)?(?:相比较?|比较|相比)，(?=[^，；]*\d)[^；]*$"
)
_LAST = re.compile("同比|上一?年|去年|同期")
SUBJECTS = {"", "数量", "总数", "总量", "同比", "数", "总体", "年度", "年内", "全年"}
OBJECTS = {"", "数量", "了", "总量", "发", "发布", "公开", "收", "收到", "受理", "办", "办理"}
# 网站信息公开量增加327条: of the figure whose words these are.
MEASURED = re.compile(r"(?:[总件条人]?[量数]|数量)$")


def grown(
    sentence: Sentence, before: Sentence | None, used: set[int], parts: Collection[Quantity]
) -> Iterator[Finding]:
    """受理58件，较上年减少14件，下降19.4%: the earlier figure is 58+14. parts: figures of lists, which a sentence of its own is not about."""
    quantities = sentence.quantities
    for at in range(len(quantities) - 1):
        one, other = quantities[at], quantities[at + 1]
        by, rate = (one, other) if other.is_percent else (other, one)
        if rate.unit != PERCENT or not by.counts or by.unit == "倍" or {by.start, rate.start} & used:
            continue
        moves = movement(by.lead), movement(rate.lead)
        if _belong(sentence, one, other, moves, by, rate):
            finding = _growth(sentence, before, at, by, rate, moves, parts)
            if finding:
                yield finding


def _belong(
    sentence: Sentence,
    one: Quantity,
    other: Quantity,
    moves: tuple[Movement | None, Movement | None],
    by: Quantity,
    rate: Quantity,
) -> bool:
    """Whether number and rate are of one change: 增加9件，增长25%, 增加9件（25%）, 同比增长25%，增加9件."""
    moved, rated = moves
    if moved is None or moved.level or moved.share or other.clause - one.clause > 1:
        return False
    if rated is None:
        return one is by and rate.lead == ""
    if rated.level or (rated.down is not None and rated.down != moved.down):
        return False
    first, second = (moved, rated) if one is by else (rated, moved)
    if (
        not (
            first.base
            or _in_the_end(sentence, one, first)
            or _COMPARED.search(_clause_before(sentence, one))
            or (first.subject not in SUBJECTS and _compared_above(sentence, one))
        )
        or not (first.subject in SUBJECTS or MEASURED.search(first.subject))
        or first.object not in OBJECTS
    ):
        return False
    again = not second.base or second.base == first.base or all(_LAST.search(each.base) for each in (first, second))
    return again and second.subject in SUBJECTS and second.object in OBJECTS and not moved.partly


_DIGIT = re.compile(r"\d")


def _in_the_end(sentence: Sentence, by: Quantity, move: Movement) -> bool:
    """粉丝3.25万人，年度净增0.61万人; not 比上年末的38.26万户净增3.75万户, where the base is told."""
    clause = sentence.text[sentence.clause_of(by).start - sentence.start : by.start - sentence.start]
    return "净" in move.adverb and not _DIGIT.search(clause)


def _compared_above(sentence: Sentence, by: Quantity) -> bool:
    """与上年相比，起数减少6起，下降12.8%；死亡人数减少2人，下降15.4%: what is compared with is told once for what semicolons part."""
    front, parted, own = sentence.before(by).rpartition("；")
    return bool(parted) and "，" not in own and _TOLD_ONCE.search(front) is not None


def _clause_before(sentence: Sentence, quantity: Quantity) -> str:
    if not quantity.clause:
        return ""
    clause = sentence.clauses[quantity.clause - 1]
    return sentence.text[clause.start - sentence.start : clause.end - sentence.start]


def _growth(
    sentence: Sentence,
    before: Sentence | None,
    at: int,
    by: Quantity,
    rate: Quantity,
    moves: tuple[Movement | None, Movement | None],
    parts: Collection[Quantity],
) -> Finding | None:
    moved = moves[0]
    if moved is None:
        return None
    down = bool(moved.down)
    nows = [
        q for q in reversed(sentence.quantities[max(0, at - NEAR) : at]) if one_measure(q, by) and not movement(q.lead)
    ]
    alone = bool(nows)
    if moved.subject not in SUBJECTS:
        near = [*sentence.quantities[:at], *(before.quantities if before else ())]
        nows = [q for q in near if one_measure(q, by) and not movement(q.lead) and called(moved.subject, q)]
        if not nows and (head := _head_of_list(sentence, at, by, moved.subject)):
            nows = [head]
        heads = [q for q in nows if q not in parts]
        alone = len(heads or nows) == 1  # 收到申请16件，其中网络申请9件…。申请量减少4件: of the 16
        nows = [*heads, *(q for q in nows if q in parts)]
    elif not nows and before is not None and _opens(sentence, by, rate):
        nows = [q for q in reversed(before.quantities[-NEAR:]) if one_measure(q, by) and not movement(q.lead)]
        heads = [q for q in nows if q not in parts]
        alone = len(heads) == 1
        nows = [*heads, *(q for q in nows if q in parts)]
    elif nows and nows[0] in parts and len(heads := [q for q in nows if q not in parts]) == 1:
        nows = [*heads, *(q for q in nows if q in parts)]  # 16件，其中…当面2件，较上年减少4件: of the 16, if of none
    if not nows:
        return None
    for now in nows:
        expected = rate_of(now, by, down)
        if expected and verdict(rate, expected) != "contradicts":
            return growing(sentence, now, by, rate, verdict(rate, expected), down)
    expected = rate_of(nows[0], by, down)
    if expected is None or not alone or not _surely(sentence, nows, by, down, rate):
        return None
    return growing(sentence, nows[0], by, rate, "contradicts", down)


def _head_of_list(sentence: Sentence, at: int, by: Quantity, subject: str) -> Quantity | None:
    """「培训312人次，其中乡镇131人次，县直181人次，参训人数比上年增加86人次」: what is divided, if the words name none of its parts."""
    row = [q for q in sentence.quantities[:at] if one_measure(q, by) and not movement(q.lead)]
    among = sentence.before(by).rfind("其中")
    heads = [q for q in row if q.start - sentence.start < among]
    parts = [q for q in row if q.start - sentence.start > among]
    words = MEASURED.sub("", subject)
    of_a_part = any(word in words for q in parts for word in (label(q)[:2], label(q)[-2:]))
    measured = words != subject and len(words) <= 4 and "；" not in sentence.text[among : by.start - sentence.start]
    if len(heads) != 1 or len(parts) < 2 or of_a_part or not measured:
        return None
    return heads[0] if heads[0].value == sum(q.value for q in parts) else None


def called(subject: str, quantity: Quantity) -> bool:
    """网站信息公开量 and 通过网站公开政府信息, word for word, two characters each; 微信发布量 and 微信1200条."""
    words = MEASURED.sub("", subject)
    again = len(words) > 1 and all(words[n : n + 2] in quantity.lead for n in range(0, len(words) - 1, 2))
    return again or (len(label(quantity)) > 1 and label(quantity) in words)


def _opens(sentence: Sentence, by: Quantity, rate: Quantity) -> bool:
    """Whether the sentence begins with the change: 比上年增加9件，增长25%。"""
    first = by if by.start < rate.start else rate
    compared = first.clause == 1 and bool(_COMPARED.search(_clause_before(sentence, first)))
    return first.start == sentence.quantities[0].start and (first.clause == 0 or compared)


_RUNNING = re.compile(r"累计|截至|截止|历年|平均|日均|至今|以来")
_HAN = re.compile(r"[\u4e00-\u9fff]")


_IN_YEAR = re.compile("(?:□{4}年度?|全年|年内|本年度?)[^，。；]{0,4}，?[^，。；]{0,10}$")
_SINCE = re.compile("以来|截至|截止|历年|至今|平均|日均")


def _of_the_year(sentence: Sentence, now: Quantity) -> bool:
    """2017年度，全区累计公开信息7318条: all that the year had."""
    front = sentence.before(now)
    return bool(_IN_YEAR.search(front)) and not _SINCE.search(front)


def _surely(sentence: Sentence, nows: Sequence[Quantity], by: Quantity, down: bool, rate: Quantity) -> bool:
    """Whether the nearest figure is the one that grew: no running total, no part, no sum of several that would do."""
    nearest = nows[0]
    if _RUNNING.search(nearest.lead) and not _of_the_year(sentence, nearest):
        return False
    if "其中" in nearest.lead and len(nows) < 2:
        return False
    whole = Interval.exact(Decimal(0))
    for now in nows:
        whole = whole + now.interval
        base = whole + by.interval if down else whole - by.interval
        part = by.interval.over(base)
        if part and verdict(rate, part.scaled(HUNDRED)) != "contradicts":
            return False
    if _HAN.match(by.tail) and not re.match(rf"{DOWN}|{UP}|同比|[，、和]|左右|以[上下]", by.tail):
        return False  # 增加20件信函申请
    return nearest.unit != "" and "分别" not in sentence.text


def rate_of(now: Quantity, by: Quantity, down: bool) -> Interval | None:
    """by ÷ (now ∓ by) in per cent."""
    base = now.interval + by.interval if down else now.interval - by.interval
    part = by.interval.over(base)
    return part and part.scaled(HUNDRED)


def growing(sentence: Sentence, now: Quantity, by: Quantity, rate: Quantity, found: Verdict, down: bool) -> Finding:
    base = now.value + by.value if down else now.value - by.value
    value = round(by.value / base * 100, places(rate))
    figures = sorted((now, by, rate), key=lambda q: q.start)
    a, n = telling.shown(now), telling.shown(by)
    line = f"{n}÷({a}{'+' if down else '−'}{n}){against(value, '%', rate, found)}"
    repair = None
    if found == "contradicts":

        def holds(each: tuple[Quantity, ...]) -> bool:
            made = rate_of(each[0], each[1], down)
            return made is not None and verdict(each[2], made) != "contradicts"

        repair = one_digit_repair((now, by, rate), holds)
    inside = [q for q in figures if sentence.start <= q.start < sentence.end]
    start, end = telling.quote(sentence, inside)
    start = min(start, figures[0].start)
    args = {"base": telling.like(base, now), "stated": rate.printed, "expected": f"{telling.number(value)}%"}
    return Finding(
        "change", found, start, end, tuple(q.figure for q in figures), rate.printed, args["expected"], line,
        "growth", args, repair, 0.9,
    )  # fmt: skip


def against(value: Decimal, unit: str, rate: Quantity, found: Verdict) -> str:
    """=60%, or =19.44%≈19.4%, or =60%≠40%."""
    shown = f"{telling.number(value)}{unit}"
    stated = f"{rate.digits}{unit}"
    exactly = value == Decimal(rate.digits)
    if exactly and found == "holds":
        return f"={stated}"
    return f"={shown}{telling.sign(found, False)}{stated}"
