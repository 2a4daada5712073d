"""Lists whose figures are written in words: 「三件，其中维持一件、撤销两件」, 「建议八件、提案十一件，共计十九件」.

一件 and 两个 are mostly no figures but manners of speaking, so that rules leave them alone. Where a word opens a list of them, or
closes it with their sum, and each stands at an end of its member, they count as those in digits do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gongkai.pure.audit.quantities import numerals
from gongkai.pure.audit.quantities.units import WORDS, same

_COUNTED = "件 件次 条 条次 份 次 场 场次 期 期次 篇 起 宗 家 个 处 户 批 批次 部 台 位 名 人 人次 例 项 封 辆 单 笔 则 通 幅 册 本 套 所 座 间"
_UNIT = "|".join(word for word in WORDS if word in _COUNTED.split())
_ONE = re.compile(
    rf"(?<![{numerals.CHARACTERS}\d第之每各前后首逐同任某])[{numerals.CHARACTERS}]+(?:万[{numerals.CHARACTERS}]*)?[余多]?(?P<unit>{_UNIT})"
)
_IN_DIGITS = re.compile(rf"\d[万余多]*(?P<unit>{_UNIT})")
_OF_NOUNS = frozenset(["个", "家", "处", "名", "位", "所", "座", "间"])
_OPENS = re.compile(r"(?<![参入身])其中：?|分别(?:为|是|有)|[（：]")
_NAME = r"[^，、；。：（）\d]"
_JOINT = r"[、，；]|和|及|以及"
_NAMED = re.compile(rf"(?:{_JOINT})?{_NAME}{{1,16}}")
_BARE = re.compile(rf"(?:{_JOINT})?")
_ENDED = re.compile(r"[，、；。：（）和及]|以及|$")
_BEHIND = re.compile(rf"{_NAME}{{1,16}}(?=[，、；。）]|$)")
_IN_ALL = re.compile(rf"[，；、](?:以上|全年|两项|三项)?(?:共计|合计|总计|共){_NAME}{{0,4}}")
_BETWEEN = re.compile(rf"(?:{_JOINT}){_NAME}{{0,12}}")


class Spelt(NamedTuple):
    """A figure in words, at `start` to `end` of its sentence."""

    start: int
    end: int
    unit: str


def listed(sentence: str) -> frozenset[int]:
    """Where those begin that are members of such a list, or its whole."""
    figures = [Spelt(each.start(), each.end(), each["unit"]) for each in _ONE.finditer(sentence)]
    return frozenset(each.start for each in (*_opened(sentence, figures), *_closed(sentence, figures)))


def _opened(sentence: str, figures: list[Spelt]) -> Iterator[Spelt]:
    for opening in _OPENS.finditer(sentence):
        members = _members(sentence, figures, opening)
        if not members or (len(members) == 1 and not opening[0].startswith("其中")):
            continue
        unit = members[0].unit
        ahead = [each for each in figures if each.start < opening.start() and same(each.unit, unit)]
        ahead = [each for each in ahead if sentence[each.start : each.end] != "一" + each.unit]
        start = sentence.rfind("；", 0, opening.start())
        wholes = [each for each in ahead if each.start > start] or ahead
        told = (each["unit"] for each in _IN_DIGITS.finditer(sentence, 0, opening.start()))
        if wholes or any(same(each, unit) for each in told):
            yield from members
            yield from wholes


def _members(sentence: str, figures: list[Spelt], opening: re.Match[str]) -> list[Spelt]:
    """The figures behind an opening, all at the end of their members (维持一件、撤销两件), all at the beginning (一场由…、三场由…) or bare (分别为一件、两件)."""
    named, behind, bare = (
        _row(sentence, figures, opening.end(), _NAMED, _ENDED),
        _row(sentence, figures, opening.end(), _BARE, _BEHIND),
        _row(sentence, figures, opening.end(), _BARE, _ENDED) if opening[0].startswith("分别") else [],
    )
    row = max(named, behind, bare, key=len)
    return row if len(row) > 1 or row is named else []


def _row(sentence: str, figures: list[Spelt], at: int, before: re.Pattern[str], end: re.Pattern[str]) -> list[Spelt]:
    row: list[Spelt] = []
    for each in figures:
        if each.start < at:
            continue
        closing = end.match(sentence, each.end)
        if not before.fullmatch(sentence, at, each.start) or closing is None:
            break
        if row and not same(each.unit, row[0].unit):
            break
        if row and end is _BEHIND and each.unit in _OF_NOUNS and sentence[each.end] != sentence[row[0].end]:
            break  # 十八个乡镇被评为示范，四十四个村…
        row.append(each)
        at = closing.end() if end is _BEHIND else each.end
    return row


def _closed(sentence: str, figures: list[Spelt]) -> Iterator[Spelt]:
    """Those of 「建议八件、提案十一件，共计十九件」."""
    for at, whole in enumerate(figures):
        if at < 2 or not _IN_ALL.fullmatch(sentence, figures[at - 1].end, whole.start):
            continue
        row = [figures[at - 1]]
        for one, other in pairwise(reversed(figures[:at])):
            if not same(other.unit, whole.unit) or not _BETWEEN.fullmatch(sentence, other.end, one.start):
                break
            row.append(other)
        if len(row) > 1 and same(row[0].unit, whole.unit):
            yield whole
            yield from row
