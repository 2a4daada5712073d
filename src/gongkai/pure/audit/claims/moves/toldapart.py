"""Changes told apart from their pair: 「…85件，同比增长21%（上年为70件）」, 「由70件增长21%，达到85件」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.pure.audit.claims.moves.movement import (
    STOOD,
    Movement,
    Pair,
    lead_as_read,
    movement,
    one_measure,
    squeezed,
)
from gongkai.pure.audit.claims.parts.breakdown import is_planned
from gongkai.pure.audit.quantities import Quantity, Sentence


@dataclass(frozen=True)
class Told:
    """A change told apart from its pair: pair, the figure that says by how much, and the words before it."""

    pair: Pair
    by: Quantity
    move: Movement


_YEAR_WORDS = r"(?:上一?年度?|去年|20\d\d年度?)(?:同期|底|末)?"
_IN_BRACKETS = re.compile(rf"（{_YEAR_WORDS}(?:实际)?(?:为|是|的|完成|实现|收到|受理|公开)?：?$")
_TIMES_OF = re.compile(rf"(?:约|近)?[是为](?:{_YEAR_WORDS})的")
_COMPARED_WITH = re.compile(rf"[是为比较]{_YEAR_WORDS}（$")


def _whole_of(sentence: Sentence, one: Quantity, other: Quantity) -> Quantity:
    """The figure before 其中, if one is among those behind it: 账号42个，其中…抖音4个，较上年末减少17个 is said of the 42."""
    before = sentence.before(one)
    at = before.rfind("其中")
    if at < before.rfind("；"):
        return one
    heads = (q for q in reversed(sentence.quantities) if q.end - sentence.start <= at and q.counts)
    return next((each for each in heads if one_measure(each, other)), one)


_MEAN = re.compile("平均|每|均")


def _now(row: Sequence[Quantity], base: Quantity) -> Quantity:
    """「成交28.42亿元，占计划30亿元的94.7%，平均每亩120万元，同比下降14.6%（上年33.28亿元）」: no share, no plan and no mean that the base is far from."""
    for each in row[:-_BACK:-1]:
        far = not each.value <= base.value * 3 <= each.value * 9
        mean = far and _MEAN.search(each.lead)
        if one_measure(each, base) and not mean and not is_planned(each):
            return each
    return row[-1]


_BACK = 5


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
_BRACKET_OPENS = re.compile("（[^（），\\d]{2,10}")


def _told_apart(sentence: Sentence) -> Iterator[Told]:
    quantities = sentence.quantities
    for at in range(2, len(quantities)):
        one, two, three = quantities[at - 2 : at + 1]
        one = _whole_of(sentence, _now(quantities[: at - 1], three), three)
        place = three.start - sentence.start
        bracketed = one_measure(one, three) and _IN_BRACKETS.search(squeezed(sentence.read[max(0, place - 12) : place]))
        move = movement(two.lead)
        times = two.unit == "倍" and _TIMES_OF.fullmatch(lead_as_read(sentence, two))
        if bracketed:
            if times:
                yield Told(Pair(three, one, None, at, True, ""), two, Movement(None, "", "", "", "", True, True, False))
            elif move and not (move.level or move.subject or move.object):
                yield Told(Pair(three, one, None, at, True, ""), two, _bare(move))
        elif one_measure(one, three) and move and not (move.level or move.subject or move.object):
            if STOOD.search(three.lead) and 0 <= three.clause - two.clause <= 1 and two.clause - one.clause <= 1:
                yield Told(Pair(three, one, None, at, True, ""), two, _bare(move))  # 38件，较上年减少12件，上年为48件
                continue
            reached = _LEVEL_TOLD.fullmatch(three.lead)
            apart = two.clause != one.clause or three.clause - two.clause > 1 or _of_other_years(sentence, one, three)
            if reached and _STARTS.search(one.lead) and not apart:
                yield Told(Pair(one, three, None, at, False, ""), two, _bare(move))
        within = one_measure(one, two) and _BRACKET_OPENS.fullmatch(sentence.between(one, two))
        if within and STOOD.match(two.lead) and three.is_percent and three.clause == two.clause + 1:
            behind = movement(three.lead)  # 其中新增85件（上年为70件，增长21%）
            if behind and not (behind.level or behind.subject or behind.object):
                yield Told(Pair(two, one, None, at, True, ""), three, _bare(behind))
        if one_measure(one, two) and sentence.clause_of(two).before == "（" and not two.lead:
            at_two = two.start - sentence.start
            front = squeezed(sentence.read[max(0, at_two - 12) : at_two])
            if _COMPARED_WITH.search(front):
                pair = Pair(two, one, None, at, True, "")
                behind = movement(three.lead)
                if three.unit == "倍" and three.lead in ("的", "）的"):
                    yield Told(pair, three, Movement(None, "", "", "", "", True, True, False))
                elif behind and not (behind.level or behind.subject or behind.object):
                    yield Told(pair, three, _bare(behind))


def _bare(move: Movement) -> Movement:
    """The direction alone."""
    return Movement(move.down, "", "", "", "", move.share, False, move.partly)
