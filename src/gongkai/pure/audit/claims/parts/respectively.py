"""Parts told in turn: 「T件，甲、乙分别为a件、b件」, 「培训4期，参训368人次，分别为98人次、112人次、84人次和74人次」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from gongkai.pure.audit.claims.naming import CHANGE, is_total, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.numerals import DIGITS
from gongkai.pure.audit.quantities.units import same

_TERMS = frozenset(["期", "批", "次", "场", "轮"])  # 培训4期，参训368人次，分别为98人次、112人次、84人次和74人次
_IN_ALL = re.compile("(?<!公)共计?$|合计$|总计$")  # 收取费用3笔，共460元，分别为120元、100元、260元


_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达到?)")
_JOINED = re.compile(r"\s*[、和及与，]\s*")
_JOINTS = re.compile(r"[、和及与]")
_SIGN = re.compile(r"[，；：]")
_NO_NAMES = re.compile(r"[\d（）%]")


def respectively(sentence: Sentence) -> Iterator[Breakdown]:
    """Of a sentence, each such row with the figure before it, whose names, or number of terms, are as many as it has figures."""
    if "分别" not in sentence.text:
        return
    for match in _RESPECTIVELY.finditer(sentence.text):
        counts = sentence.counts
        behind = [each for each in counts if each.start - sentence.start >= match.end()]
        ahead = [each for each in counts if each.end - sentence.start <= match.start()]
        parts = behind[:1]
        for each in behind[1:]:
            if not _JOINED.fullmatch(sentence.between(parts[-1], each)):
                break
            parts.append(each)
        if len(parts) == 1 and ahead and (named := _named(sentence, match.end(), behind, ahead[-1])):
            yield Breakdown(ahead[-1], named, "respectively")
            continue
        if (
            len(parts) < 2
            or not ahead
            or not same(ahead[-1].unit, parts[0].unit)
            or not all(same(p.unit, parts[0].unit) for p in parts)
        ):
            continue
        names = _JOINTS.split(_SIGN.split(sentence.text[: match.start()])[-1])
        counted = len(ahead) > 1 and ahead[-2].value == len(parts) and ahead[-2].unit in _TERMS
        unnamed = (
            names == [""]
            and (counted or bool(_IN_ALL.search(ahead[-1].lead)) or _so_many_bodies(sentence, ahead[-1], parts))
            and not ahead[-1].tail.startswith("（")
        )
        apart = "；" in sentence.between(ahead[-1], parts[0]) and not is_total(ahead[-1])
        if apart or _goes_on(sentence, ahead[-1], parts):
            continue
        named = (
            len(names) == len(parts)
            and not _NO_NAMES.search("".join(names))
            and "总数" not in sentence.text[: match.start()]
        )
        whole = _whole_of(ahead, parts)
        if whole is not None and (unnamed or named or _so_many(names, parts)):
            in_turn = tuple(name.strip() for name in names) if named else ()
            yield Breakdown(whole, tuple(parts), "respectively", in_turn=in_turn)


def _whole_of(ahead: Sequence[Quantity], parts: Sequence[Quantity]) -> Quantity | None:
    """「教师86名，其中小学42名、初中28名、高中16名，男、女教师分别为31名和55名」: of the 86 that they make; what is less than one of them is no whole."""
    made = sum(each.value for each in parts)
    row = [each for each in ahead if same(each.unit, parts[0].unit)]
    adding = [each for each in row if each.value == made]
    if ahead[-1].value >= max(each.value for each in parts):
        return ahead[-1]
    return adding[-1] if adding else None


_FIRST = re.compile(
    r"(?:其中[：，]?)?(?P<names>[^，。；：（）\d]+?(?:[、和及与][^，。；：（）\d]+?)+)分别(?:为|是|有|达到?|[\u4e00-\u9fff]{2,4})$"
)
_BARE = re.compile("(?:[、，和及与]|以及)?")


def named_in_turn(told: Breakdown) -> Breakdown:
    """「其中甲、乙分别为8件、11件」 with the names of its parts, and without what another comma adds to them."""
    first = _FIRST.fullmatch(told.parts[0].lead) if told.opening == "其中" and len(told.parts) > 1 else None
    if first is None or CHANGE.search(told.parts[0].lead):
        return told
    names = tuple(name.strip() for name in _JOINTS.split(first["names"]))
    row = tuple(takewhile(lambda each: _BARE.fullmatch(each.lead.strip()), told.parts[1:]))
    return replace(told, parts=told.parts[: len(names)], in_turn=names) if len(row) == len(names) - 1 else told


_OF_THINGS = re.compile("[会报刊文书信访案稿馆站所镇乡村局委部院校栏屏班展赛费款税图片]$")


def of_kinds(told: Breakdown) -> bool:
    """「其中发布会、通气会分别为6场和4场」: names told in turn that end alike are kinds of one thing. 网上可办 and 全程网办 are not, and a person is of several."""
    names = told.in_turn
    alike = len(names) > 1 and len({each[-1:] for each in names}) == 1 and len(set(names)) == len(names)
    return (
        alike and bool(_OF_THINGS.search(names[0])) and not families.overlapping(names) and not families.nested(names)
    )


_MEMBER = re.compile(r"[\u4e00-\u9fff“”《》、]{2,24}")
_NO_MEMBER = re.compile(f"^(?:均|已|全部|其中|共|累计|合计|占|另)|{CHANGE.pattern}|等$")


_JOINED_FIRST = re.compile("^(?:[、和及与]|以及)+")


def _named(sentence: Sentence, at: int, behind: Sequence[Quantity], whole: Quantity) -> tuple[Quantity, ...]:
    """「问题19处，分别为错别字12处、失效链接4处、个人信息未遮挡3处，均已整改」: the run behind the words, each with its name; () where it is none.

    The first that has another unit, or that no 、 or 和 ties to the one before, is of another matter.
    """
    parts: list[Quantity] = []
    for each in behind:
        start = parts[-1].end - sentence.start if parts else at
        gap = sentence.text[start : each.start - sentence.start].strip()
        name = _JOINED_FIRST.sub("", gap)
        tied = not parts or name != gap
        if not tied or not _MEMBER.fullmatch(name) or _NO_MEMBER.search(name) or not same(each.unit, whole.unit):
            break
        parts.append(each)
    names = {label(each) for each in parts}
    listed = len(parts) > 1 and len(names) == len(parts) and not parts[-1].tail.startswith("等")
    return tuple(parts) if listed and whole.clause + 2 > parts[0].clause else ()


_SO_MANY_KINDS = re.compile(
    "(?:其中|这|以上|上述)?([两二三四五六七八九]|[2-9])(?:者|类|项|家|级|种|期|批|场|轮|次|个)(?:培训班?|县|县区|区|镇|乡镇|街道|村|社区|部门|单位|学校|中心|片区)?"
)


def _so_many(names: Sequence[str], parts: Sequence[Quantity]) -> bool:
    """「甲、乙和丙来信共3047件，三者分别为…」."""
    told = _SO_MANY_KINDS.fullmatch(names[0].strip()) if len(names) == 1 else None
    return told is not None and int(DIGITS.get(told[1], told[1])) == len(parts)


_SO_MANY_BODIES = re.compile(
    "(?<![前其第])([两二三四五六七八九]|[2-9])个(?:县|县区|县（市）|区|镇|乡|乡镇|街道|村|社区|部门|单位|学校|中心|片区|园区|流域)(?![内级外])[^，。；：、\\d]{0,16}$"
)


def _so_many_bodies(sentence: Sentence, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """「下达三个县补充耕地指标598.3公顷，分别为218.4公顷、196.7公顷和174.2公顷」: as many as the bodies that the whole is told of."""
    told = _SO_MANY_BODIES.search(sentence.before(whole))
    return told is not None and int(DIGITS.get(told[1], told[1])) == len(parts)


_ONE_MORE = re.compile(r"[，、][^，。；：（）\d]{2,12}")


def _goes_on(sentence: Sentence, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """「新闻类2887条，部门、乡镇分别为1596条和1203条，公告834条，其他695条」: a list of which the first is no whole."""
    if is_total(whole) or sum(each.value for each in parts) == whole.value:
        return False
    behind = [each for each in sentence.counts if each.start > parts[-1].start]
    return bool(
        behind
        and same(behind[0].unit, whole.unit)
        and len(label(behind[0])) > 1
        and not CHANGE.search(behind[0].lead)
        and _ONE_MORE.fullmatch(sentence.between(parts[-1], behind[0]))
        and (len(behind) > 1 or families.closed_by_rest([*(label(each) for each in parts), label(behind[0])]))
    )


def names_in_turn(sentence: Sentence) -> dict[Quantity, tuple[str, ...]]:
    """What each figure of 「农业、工业、生态用水分别为9.02亿、2.88亿和0.42亿立方米」 is called, shortly and with the noun of the last; no name where these are not as many as the figures."""
    if "分别" not in sentence.text:
        return {}
    if "in turn" not in sentence.memo:
        sentence.memo["in turn"] = dict(_names_in_turn(sentence))
    return sentence.memo["in turn"]


def _names_in_turn(sentence: Sentence) -> Iterator[tuple[Quantity, tuple[str, ...]]]:
    for match in _RESPECTIVELY.finditer(sentence.text):
        row: list[Quantity] = []
        for each in (each for each in sentence.counts if each.start - sentence.start >= match.end()):
            if row and not _JOINED.fullmatch(sentence.between(row[-1], each)):
                break
            row.append(each)
        if len(row) < 2 or row[0].start - sentence.start != match.end():
            continue
        told = _SIGN.split(sentence.text[: match.start()])[-1].strip().removeprefix("其中")
        names = [each.strip() for each in _JOINTS.split(told)]
        if len(names) != len(row) or _NO_NAMES.search(told):
            yield from ((each, ()) for each in row)
            continue
        for each, name in zip(row, names, strict=True):
            ends = (names[-1][at:] for at in range(1, len(names[-1])))
            yield each, (name, *(name + end for end in ends)) if name != names[-1] else (name, *_ended(name))


def _ended(name: str) -> Iterator[str]:
    """生态用水 is called 生态 as well, and 奖励资金 奖励."""
    return (name[:at] for at in range(2, len(name)))
