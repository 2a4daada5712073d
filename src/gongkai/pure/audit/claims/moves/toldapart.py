"""Changes told apart from their pair: 「…85件，同比增长21%（上年为70件）」, 「由70件增长21%，达到85件」."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.pure.audit.claims.moves.growth import called
from gongkai.pure.audit.claims.moves.movement import (
    NEAR,
    STOOD,
    Movement,
    Pair,
    lead_as_read,
    movement,
    one_measure,
    squeezed,
)
from gongkai.pure.audit.claims.parts.breakdown import is_planned
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.slips import explained


@dataclass(frozen=True)
class Told:
    """A change told apart from its pair: the figure that says by how much, the words before it, and the pairs that it may be of, likeliest first."""

    pairs: tuple[Pair, ...]
    by: Quantity
    move: Movement

    def judged(self, judge: Callable[[Pair], Finding | None]) -> Finding | None:
        """What holds of any of the pairs; else the accusation that a slip explains, else that of the likeliest."""
        told = [judge(pair) for pair in self.pairs]
        wrong = [each for each in told if each and each.verdict == "contradicts"]
        right = next((each for each in told if each and each not in wrong), None)
        if right or told[0] is None:
            return right
        return next((each for each in wrong if explained(each)), told[0])


_YEAR_WORDS = r"(?:上一?年度?|去年|20\d\d年度?)(?:同期|底|末)?"
_IN_BRACKETS = re.compile(rf"（{_YEAR_WORDS}(?:实际)?(?:为|是|的|完成|实现|收到|受理|公开)?：?$")
_RIGHT_BEHIND = re.compile(r"[，、\s以上左右]*（")
"""Not 增长8.5%，近三年（2014年17635条…）."""
_TIMES_OF = re.compile(rf"(?:约|近)?[是为](?:{_YEAR_WORDS})的")
_COMPARED_WITH = re.compile(rf"[是为比较]{_YEAR_WORDS}（$")


_RATE = re.compile("[率度比额]$")
_THIS_YEAR = re.compile("[，、；]?(?:本年度?|今年|□{4}年度?)(?:为|是)?")
"""增长10%（上年120件，本年132件）"""
_MEAN = re.compile("平均|每|均")


def _nows(sentence: Sentence, row: Sequence[Quantity], base: Quantity) -> list[Quantity]:
    """Of the figures in front, who may have been base the year before: the nearest, the one before 其中, then any other.

    「账号42个，其中…抖音4个，较上年末减少17个（上年末为59个）」 is said of the 42, 「发布会8场，其中负责人出席3场，增加1场（去年2场）」 of the 3.
    """
    alike = [each for each in row[: -NEAR - 1 : -1] if one_measure(each, base) and _may_be(each, base)]
    if not alike:
        return [row[-1]]
    before = sentence.before(alike[0])
    among = before.rfind("其中")
    heads = [each for each in alike if each.end - sentence.start <= among] if among > before.rfind("；") else []
    return list(dict.fromkeys((alike[0], *heads[:1], *alike)))


def _may_be(now: Quantity, base: Quantity) -> bool:
    """「成交28.42亿元，占计划30亿元的94.7%，平均每亩120万元，同比下降14.6%（上年33.28亿元）」: no plan, no change and no mean that the base is far from."""
    move = movement(now.lead)
    far = not now.value <= base.value * 3 <= now.value * 9
    changed = move is not None and not (move.level or move.partly)
    return not (changed or (far and _MEAN.search(now.lead)) or is_planned(now) or _IN_BRACKETS.search("（" + now.lead))


def told_apart(sentence: Sentence) -> tuple[Told, ...]:
    """…85件，同比增长21%（上年为70件）; …85件，是上年（70件）的1.2倍; 由70件增长21%，达到85件."""
    if "told apart" not in sentence.memo:
        sentence.memo["told apart"] = tuple(_told_apart(sentence))
    return sentence.memo["told apart"]


_LEVEL_TOLD = re.compile(
    r"(?:总数|总量|数量)?(?:达到|达|至|为|增至|升至|降至|减至|增加到|上升到|下降到|减少到)了?"
    r"|(?:今年|本年度?|全年|□{4}年度?)[^，。；\d]{1,16}"
)
_YEAR = re.compile(r"20\d\d")


_AGAINST = re.compile(r"^[，、]?[较比]")


def _of_other_years(sentence: Sentence, one: Quantity, other: Quantity) -> bool:
    """Whether two years are named that do not follow each other, or the first of something that stands before it: 收入较2021年的…，2022年支出…."""
    then, now = (_YEAR.search(lead_as_read(sentence, each)) for each in (one, other))
    if then is None or now is None:
        return False
    first = next((each for each in sentence.counts if one_measure(each, other)), one)
    return int(then[0]) + 1 != int(now[0]) or first is not one or not _AGAINST.match(one.lead)


_STARTS = re.compile(r"[由从在]|[比较][^，。；]{0,10}的?$")
_BRACKET_OPENS = re.compile(f"（{_YEAR_WORDS}[^（），\\d]{{0,8}}")
_STOOD_THEN = re.compile(f"{_YEAR_WORDS}[为是]?$")


def _read_between(sentence: Sentence, one: Quantity, other: Quantity) -> str:
    """With the digits of years in it."""
    return sentence.read[one.end - sentence.start : other.start - sentence.start]


def _told_apart(sentence: Sentence) -> Iterator[Told]:
    quantities = sentence.quantities
    for at in range(1, len(quantities) - 1):
        rate, then, now = quantities[at - 1 : at + 2]
        move = movement(rate.lead) if rate.is_percent and one_measure(then, now) else None
        place = then.start - sentence.start
        if (
            not move
            or move.level
            or _RATE.search(move.subject)
            or not sentence.text.startswith("）", now.end - sentence.start)
        ):
            continue
        opened = _IN_BRACKETS.search(squeezed(sentence.read[max(0, place - 12) : place]))
        if opened and _RIGHT_BEHIND.match(sentence.between(rate, then)) and _THIS_YEAR.fullmatch(now.lead):
            yield Told((Pair(then, now, None, at + 1, True, ""),), rate, _bare(move))
    for at in range(2, len(quantities)):
        two, three = quantities[at - 1 : at + 1]
        if not (movement(two.lead) or movement(three.lead) or "倍" in (two.unit, three.unit)):
            continue
        nows = _nows(sentence, quantities[: at - 1], three)
        one = nows[0]
        place = three.start - sentence.start
        bracketed = one_measure(one, three) and _IN_BRACKETS.search(squeezed(sentence.read[max(0, place - 12) : place]))
        bracketed = bracketed and _RIGHT_BEHIND.match(sentence.between(two, three)) and _may_be(one, three)
        move = movement(two.lead)
        times = two.unit == "倍" and _TIMES_OF.fullmatch(lead_as_read(sentence, two))
        of_last_year = tuple(Pair(three, now, None, at, True, "") for now in nows)
        if bracketed:
            if times:
                yield Told(of_last_year, two, Movement(None, "", "", "", "", True, True, False))
            elif move and not (move.level or move.object):
                yield from _of_a_bracket(quantities, at, move, of_last_year)
        elif one_measure(one, three) and move and not (move.level or move.subject or move.object):
            stood = STOOD.search(three.lead) and _may_be(one, three)
            if stood and 0 <= three.clause - two.clause <= 1 and two.clause - one.clause <= 1:
                yield Told(of_last_year, two, _bare(move))  # 38件，较上年减少12件，上年为48件
                continue
            reached = _LEVEL_TOLD.fullmatch(three.lead)
            apart = two.clause != one.clause or three.clause - two.clause > 1 or _of_other_years(sentence, one, three)
            if reached and _STARTS.search(one.lead) and not apart:
                yield Told((Pair(one, three, None, at, False, ""),), two, _bare(move))
        within = one_measure(one, two) and _BRACKET_OPENS.fullmatch(squeezed(_read_between(sentence, one, two)))
        if within and _STOOD_THEN.match(lead_as_read(sentence, two)) and three.clause == two.clause + 1:
            behind = movement(three.lead)  # 其中新增85件（上年为70件，增长21%）
            if behind and not (behind.level or behind.subject or behind.object):
                yield Told((Pair(two, one, None, at, True, ""),), three, _bare(behind))
        if one_measure(one, two) and sentence.clause_of(two).before == "（" and not two.lead:
            at_two = two.start - sentence.start
            front = squeezed(sentence.read[max(0, at_two - 12) : at_two])
            if _COMPARED_WITH.search(front):
                pair = Pair(two, one, None, at, True, "")
                behind = movement(three.lead)
                if three.unit == "倍" and three.lead in ("的", "）的"):
                    yield Told((pair,), three, Movement(None, "", "", "", "", True, True, False))
                elif behind and not (behind.level or behind.subject or behind.object):
                    yield Told((pair,), three, _bare(behind))


def _of_a_bracket(
    quantities: Sequence[Quantity], at: int, move: Movement, of_last_year: tuple[Pair, ...]
) -> Iterator[Told]:
    """「增加110条，增长5%（上年2200条）」, 「减少16件（2021年163件），下降9.8%」: all that is told around a bracket of last year's figure."""
    if move.subject:  # 自然人申请同比增长5.3%（2018年150件）: of the one that is called so
        of_last_year = tuple(each for each in of_last_year if called(move.subject, each.after))
        if len(of_last_year) != 1:
            return
    two, three = quantities[at - 1 : at + 1]
    yield Told(of_last_year, two, _bare(move))
    first = quantities[at - 2]
    before = movement(first.lead) if two.is_percent and two.clause and one_measure(first, three) else None
    if before and not (before.level or before.object or (before.subject and move.subject)) and before.down == move.down:
        yield Told(of_last_year, first, _bare(before))
    rate = next(iter(quantities[at + 1 : at + 2]), None)
    behind = movement(rate.lead) if rate and rate.is_percent and rate.clause - three.clause <= 2 else None
    if rate and behind and not (behind.level or behind.subject or behind.object) and not two.is_percent:
        yield Told(of_last_year, rate, _bare(behind))


def _bare(move: Movement) -> Movement:
    """The direction alone."""
    return Movement(move.down, "", "", "", "", move.share, False, move.partly)
