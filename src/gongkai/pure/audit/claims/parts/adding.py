"""Wholes and parts that no word ties together, only that they add up: worth telling, never blamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.parts.breakdown import RECEIVED, Breakdown, goes_on
from gongkai.pure.audit.claims.parts.totals import is_of_bodies, of_bodies
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.report import Passage

_TIMES = frozenset(["工作日", "天", "周", "月", "年", "小时", "分钟"])
_NO_ADDEND = re.compile(f"{CHANGE.pattern}|结转|净[增减]|累计达|总数达|增至|达到$")
_ONE_WAY = re.compile("(?<![共计])(?:取消|下放|降标|免征|停征|减征|缓征|撤销|废止|合并|注销|市场化)$")
"""服务性收费取消12项，降标5项，市场化7项: what became of some is no whole of what became of the others."""
_MANY_DIGITS = 1000
_SMALLEST_TOTAL = 10
_SOME_OF = re.compile(r"(?<![其高初])中有?$")
_TOLD = re.compile("公开|发布")
_NEAR, _LONGEST = 3, 9
_PAIR = 2
_MOST_KINDS = 4
_TELLING = 100
"""A sum of two small numbers is met by chance too often to say that the text means it."""


def of_a_paragraph_before(passage: Passage, taken: set[Quantity]) -> Iterator[Breakdown]:
    """A paragraph that opens with three figures or more and the whole that they make in one of the paragraphs before: never blamed.

    「共公开信息438条，…。」, 「（二）公开渠道。一是通过网站公开246条；二是…132条；三是…60条」: a total may be further off.
    """
    opening = next((each for each in passage.sentences if each.counts), None)
    row = [each for each in opening.counts if each not in taken] if opening else []
    near = passage.earlier[-_NEAR:]
    wholes = [each for each in passage.earlier if each in near or RECEIVED.search(each.lead) or _TOLD.search(each.lead)]
    for whole in wholes[::-1] if len(row) > _PAIR else ():
        parts = [each for each in row if same(each.unit, whole.unit)]
        for length in range(len(parts), _PAIR, -1):
            if whole.value >= _TELLING and sum(each.value for each in parts[:length]) == whole.value:
                yield Breakdown(whole, tuple(parts[:length]), "adding")
                return


def bodies_adding_up(passage: Passage, taken: set[Quantity]) -> Iterator[Breakdown]:
    """「对12个街道、35个部门考核，47家单位全部…」: bodies of several kinds and, right behind them, how many units they are."""
    row = [each for sentence in passage.sentences for each in sentence.counts]
    for at, whole in enumerate(row):
        if not is_of_bodies(whole) or whole in taken:
            continue
        parts: list[Quantity] = []
        for each in row[max(0, at - _MOST_KINDS) : at][::-1]:
            if each in taken or not of_bodies((whole, each)):
                break
            parts.insert(0, each)
            if len(parts) > 1 and sum(part.value for part in parts) == whole.value:
                taken.update(parts)
                yield Breakdown(whole, tuple(parts), "adding")
                break


def adding_up(passage: Passage, taken: set[Quantity]) -> Iterator[Breakdown]:
    """Figures of one unit in a row and their sum right before or behind them, in this sentence or the next: worth telling, never blamed."""
    of_sentence = {each: n for n, sentence in enumerate(passage.sentences) for each in sentence.counts}
    units: dict[str, list[Quantity]] = {}
    for each in of_sentence:
        if not _NO_ADDEND.search(each.lead) and canonical(each.unit) not in _TIMES:
            units.setdefault(canonical(each.unit), []).append(each)
    for row in units.values():
        for at, whole in enumerate(row):
            if whole.value < _SMALLEST_TOTAL or whole in taken or _ONE_WAY.search(whole.lead):
                continue
            for side in (row[:at][::-1], row[at + 1 :]):
                free = [each for each in side if each not in taken]
                of_one = [e for e in free if of_sentence[e] == of_sentence[free[-1]]] if free else []
                for parts in (*_runs(free, whole), of_one):
                    if parts and len(parts) < len(free) and goes_on(parts, free[len(parts)]):
                        continue
                    near = all(abs(of_sentence[each] - of_sentence[whole]) <= _NEAR for each in parts)
                    if len(parts) > 1 and near and _adds(parts, whole):
                        taken.update(parts)
                        yield Breakdown(whole, tuple(sorted(parts, key=lambda each: each.start)), "adding")
                        break


def _adds(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """To the whole, or to its digits alone where these are many: a 万 too many hides a sum that chance would hardly make."""
    if any(_SOME_OF.search(each.lead) for each in parts):
        return False  # 17个乡镇中15个达标；32个部门中…: the 15 are some of the 17
    if sum(each.value for each in parts) == whole.value:
        return True
    alone = Decimal(whole.digits)
    scales = {each.scale for each in parts}
    return alone >= _MANY_DIGITS and scales != {whole.scale} and sum(Decimal(each.digits) for each in parts) == alone


def _runs(row: list[Quantity], whole: Quantity) -> Iterator[list[Quantity]]:
    """The first of a row, two and more, that may make the whole: what they come to shows it before anything else is asked."""
    row = row[:_LONGEST]
    in_one_scale = all(each.scale == whole.scale for each in row)
    for length, made in enumerate(accumulate(each.value for each in row), 1):
        if length > 1 and (made == whole.value or not in_one_scale):
            yield row[:length]
