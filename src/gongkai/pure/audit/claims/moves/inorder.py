"""Pairs whose figures stand apart: two rates told one after another, and kinds that were merged each in its place.

「第一次合格61个，占74.4%；第二次合格77个，占93.9%，合格率提高19.5个百分点」, 「由14个一级栏目、126个二级栏目，整合为9个一级栏目、88个二级栏目，二级栏目减少38个」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.moves.movement import Movement, Pair, movement, one_measure
from gongkai.pure.audit.quantities import Quantity, Sentence

_ORDER = (
    (re.compile("第一(?P<what>[次轮批期]|季度)|首(?P<first>[次轮批期])"), "第二{}"),
    (re.compile("上半年"), "下半年"),
    (re.compile("一季度"), "二季度"),
    (re.compile("年初"), "年末"),
    (re.compile("年初"), "年底"),
)
_RATE = re.compile("(?P<name>[\u4e00-\u9fff]{2,6}率)(?:为|是|达到?|仅|：)*$")
_AGAIN = re.compile("[，；]?(?:第二(?:次|轮|批|期|季度)|二季度|下半年|年末|年底)(?:为|是|达到?)")
_SHARE = re.compile("^，?占(?:比|总数的?)?(?:为|达到?)?$")
_MOVED, _OF_ALL = re.compile("率|比例|占比|比重"), re.compile("全年|全[县市区镇]|总体|综合|平均|整体")


def rates_in_order(sentence: Sentence) -> Iterator[tuple[Pair, tuple[Quantity, Movement]]]:
    """The only two rates before the only percentage points, if the words tell which came first and both are of one name."""
    points = [each for each in sentence.quantities if each.is_points]
    rates = [each for each in sentence.quantities if each.is_percent]
    if len(points) != 1 or len(rates) != 2 or rates[1].end > points[0].start or not one_measure(*rates):
        return
    (one, other), by = rates, points[0]
    move = movement(by.lead)
    if move is None or move.down is None or move.level or move.object or "分别" in by.lead or by.approximation:
        return
    if not _named_alike(one, other, move) or by.clause - other.clause > 2:
        return
    first, second = sentence.before(one), sentence.between(one, other)
    if (base := _before(first, second)) and (not move.base or base in move.base):
        yield Pair(one, other, None, sentence.quantities.index(other), False, ""), (by, move)


def _before(first: str, second: str) -> str:
    """The word by which the first is the earlier: 第一次, 上半年; "" where none is."""
    for word, then in _ORDER:
        if found := word.search(first):
            what = next((each for each in found.groups() if each), "")
            return found[0] if then.format(what) in second and not word.search(second) else ""
    return ""


def _named_alike(one: Quantity, other: Quantity, move: Movement) -> bool:
    if _SHARE.match(one.lead) and _SHARE.match(other.lead):
        return bool(_MOVED.search(move.subject)) and not _OF_ALL.search(move.subject)
    again = one if _AGAIN.fullmatch(other.lead) else other  # 第一季度合格率为85.2%，第二季度为92.6%
    names = [_RATE.search(each.lead) for each in (one, again)]
    told = {name["name"][-3:] for name in names if name}
    subject = move.subject.strip("，")
    return all(names) and len(told) == 1 and all(name["name"].endswith(subject) for name in names if name)


_FROM = re.compile("(?:由|从|将)(?:原来|原先|原有|原)?的?$")
_MERGED = re.compile("^，?(?:整合|优化|调整|精简|压缩|归并|合并|规范|缩减)(?:为|至|成|到)$")


def kinds_merged(sentence: Sentence) -> Iterator[tuple[Pair, Quantity]]:
    """Each kind with its two figures, and by how much it, by its name, became fewer."""
    row = sentence.counts
    for at in range(len(row) - 4):
        before, after = row[at : at + 2], row[at + 2 : at + 4]
        kinds = [each.tail.strip("，、。") for each in before]
        alike = [each.tail.strip("，、。") for each in after] == kinds and all(kinds) and kinds[0] != kinds[1]
        if not alike or not _FROM.search(before[0].lead) or not _MERGED.match(after[0].lead):
            continue
        for by in row[at + 4 : at + 6]:
            move = movement(by.lead)
            if move is None or not move.down or move.level or move.base or move.partly:
                continue
            for kind, was, now in zip(kinds, before, after, strict=True):
                if move.subject.strip("，、") == kind and one_measure(was, now) and one_measure(now, by):
                    yield Pair(was, now, True, at, False, ""), by
