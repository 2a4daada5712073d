"""Pairs whose figures stand apart: two rates told one after another, kinds that were merged each in its place, and what was told before its pair.

「第一次合格61个，占74.4%；第二次合格77个，占93.9%，合格率提高19.5个百分点」, 「由14个一级栏目、126个二级栏目，整合为9个一级栏目、88个二级栏目，二级栏目减少38个」,
「共简化环节116个，原有412个，现有296个」.
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


_FEWER = re.compile("(?:共|累计|合计|总共)[^，。；：]{0,6}(?:简化|精简|压减|压缩|减少|缩减|缩短)[^，。；：]{0,10}")
_WAS = re.compile("[，、（：]?(?:由)?(?:原(?:来|先|有|需|法定)?|以前|过去)(?P<what>[^，。；：]{0,8})")
_IS = re.compile("[，、]?(?:现(?:在|有|只需|仅需|需|为|承诺)?|目前)(?P<what>[^，。；：]{0,8})")
_CAME = re.compile("承接|新增|增加|下放|划入|接收")
_BARELY = re.compile("[为是有共需只仅]*")


def fewer_told_first(sentence: Sentence) -> Iterator[tuple[Pair, Quantity]]:
    """「共简化环节116个，原有412个，现有296个」: three figures of one unit right behind one another, and nothing that came."""
    row = sentence.counts if "原" in sentence.text or "以前" in sentence.text or "过去" in sentence.text else ()
    for by, was, now in zip(row, row[1:], row[2:], strict=False):
        earlier, later = _WAS.fullmatch(was.lead), _IS.fullmatch(now.lead)
        if not (earlier and later and _FEWER.search(by.lead)) or now.clause - by.clause > 2:
            continue
        nouns = {_BARELY.sub("", each["what"]) for each in (earlier, later)} - {""}
        of_one = all(noun in by.lead for noun in nouns) or (len(nouns) == 1 and "时限" in nouns)
        if of_one and one_measure(was, now) and one_measure(now, by) and not _CAME.search(sentence.before(now)):
            yield Pair(was, now, True, 0, False, ""), by
