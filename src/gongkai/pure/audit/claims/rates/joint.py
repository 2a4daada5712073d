"""Shares of several figures together: 「甲和乙合计占…」, 「四家单位受理量占全区的…」; 优良率, of what is 优秀 and what is 良好."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, bracket
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.numerals import DIGITS
from gongkai.pure.audit.quantities.units import same

_TOGETHER = re.compile(
    r"^(?:其中)?(?P<who>.*?)(?:(?:合计|共计|总计|累计|一共|共|之和|总和|合(?=约?占))(?:受理|办理|公开|发布)?|(?:受理|办理|公开|发布|申请|接收)(?:总?量|总?数))*(?:约)?占(?:比)?(?P<of>[^占，。；]{0,20}?)的?(?:比例|比重)?(?:为|达到?|约为?|近|超过?)*$"
)
_SO_MANY = re.compile(
    r"(?P<first>前)?(?:以上|上述|这)?(?P<first2>前)?(?P<n>[两二三四五六七八九])(?:者|项|类|级|家|个|种|位|大类)(?:单位|部门|信息|申请|乡镇|街道|镇|情形)?"
)
_OF_SO_MANY = re.compile("(?<=.)(?:这|等)?[两二三四五六七八九](?:者|项|类|种|大类)$")
_NAMED_IN_BRACKETS = re.compile("（(?:即|含|包括)?(?P<names>[^（）]*[、和与及][^（）]*)）$")
_AND_BETTER = re.compile(
    "(?P<grade>优秀|良好|合格|较好|一般|满意|基本满意)(?:等次|等级|档次)?(?:及)?以上(?:的|单位|等次|案卷)*(?:比例|占比|占|率)(?:为|达到?)?$"
)
_LISTS = ("其中", "list", "bracket", "divided", "respectively", "all", "shared")
_ALL = re.compile(
    r"总数|总量|总额|总体|总|全部|全年|全[县市区镇局省乡]|同期|本年度?|当年|年度|所有|申请|受理|公开|信息|的|数量|数|量|件"
)


_CLAUSE_ENDS = re.compile("[，；：。]")
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"[“”\"\s]")
_JOINTS = re.compile("以及|[、和与及]")


def joint(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """The share of several parts of one list, named one by one or by how many they are."""
    front = _CLAUSE_ENDS.split(sentence.before(percent))[-1]
    if "以上" in front and (of_grade := _AND_BETTER.search(front)):
        return _and_better(percent, of_grade["grade"], told)
    match = _TOGETHER.match(front)
    if not match or _DIGIT.search(match["who"]):
        return None
    who = _MARKS.sub("", match["who"])
    counted = _SO_MANY.fullmatch(who)
    who = who if counted else _OF_SO_MANY.sub("", who)
    if bracketed := _NAMED_IN_BRACKETS.search(who):  # 多元化解读（图文、视频、专家）占比77.8%
        found = by_names(_JOINTS.split(bracketed["names"]), percent, told)
    elif counted:
        found = _last_so_many(
            sentence, percent, told, DIGITS[counted["n"]], bool(counted["first"] or counted["first2"])
        )
    else:
        found = by_names(_JOINTS.split(who), percent, told)
    if found is None:
        return None
    parts, whole, others = found
    if left := _ALL.sub("", _MARKS.sub("", match["of"])):
        # Of something with a name: the whole must bear it.
        named = [each for each in (whole, *others) if left in label(each) + each.tail]
        if not named:
            return None
        return Share(percent, parts[-1], named[0], "named", more=parts[:-1])
    return Share(percent, parts[-1], whole, "structure", others=others, more=parts[:-1])


_AROUND_GRADE = re.compile("^(?:评为|评出|达到)|(?:等次|等级|档次|的|单位)+$")


def _and_better(percent: Quantity, grade: str, told: Sequence[Breakdown]) -> Share | None:
    """「优秀18家、良好31家、合格12家、不合格1家，合格以上比例为98.4%」: all the grades of a list down to the one named."""
    for each in reversed(told):
        names = [_AROUND_GRADE.sub("", name) for name in each.labels()]
        if each.opening in _LISTS and each.parts[-1].end <= percent.start and names.count(grade) == 1:
            parts = each.parts[: names.index(grade) + 1]
            best_first = len(parts) > 1 and names[0] in ("优秀", "优", "满意", "非常满意", "好")
            return Share(percent, parts[-1], each.whole, "structure", more=parts[:-1]) if best_first else None
    return None


def _last_so_many(
    sentence: Sentence, percent: Quantity, told: Sequence[Breakdown], wanted: int, first: bool
) -> tuple[tuple[Quantity, ...], Quantity, tuple[Quantity, ...]] | None:
    before = [
        each
        for each in sentence.counts
        if each.end <= percent.start
        and not bracket(sentence.text, each.start - sentence.start)
        and not CHANGE.search(each.lead)
    ]
    mine = next((each for each in told if before and before[-1] in each.parts and each.opening in _LISTS), None)
    if mine is None:
        return None
    so_far = sum(each.end <= percent.start for each in mine.parts)  # 公开15件，部分公开3件，两者合占62.1%；不予公开2件
    if not (len(mine.parts) == wanted or (len(mine.parts) > wanted and (first or so_far == wanted))):
        return None
    return mine.parts[:wanted], mine.whole, mine.others


def by_names(
    names: Sequence[str], percent: Quantity, told: Sequence[Breakdown]
) -> tuple[tuple[Quantity, ...], Quantity, tuple[Quantity, ...]] | None:
    """The parts that the names are those of, each of one; in the last list that has them all."""
    if len(names) < 2 or not all(len(each) > 1 for each in names):
        return None
    for each in reversed(told):
        if each.opening not in _LISTS or each.parts[0].start >= percent.start:
            continue
        # 公开及部分公开 are 予以公开 and 部分公开; 同意及部分同意公开 are 同意公开 and 部分同意公开.
        parts = [_of_name(name, each, (f"予以{name}", f"同意{name}", f"{name}{names[-1][-2:]}")) for name in names]
        if None not in parts and len(set(parts)) == len(parts):
            return tuple(part for part in parts if part is not None), each.whole, each.others
    return None


def _of_name(name: str, told: Breakdown, so_called: Collection[str] = ()) -> Quantity | None:
    """so_called: what else the part may be called in its list."""
    labels = [each.rpartition("件中")[2] for each in told.labels()]  # 办结件中予以公开
    exact = [part for part, words in zip(told.parts, labels, strict=True) if words == name]
    holding = [
        part
        for part, words in zip(told.parts, labels, strict=True)
        if name in words or (len(words) > 1 and words in name)
    ]
    found = exact or [part for part, words in zip(told.parts, labels, strict=True) if words in so_called] or holding
    return found[0] if len(found) == 1 else None


_WITH = re.compile(
    r"(?:予以|同意)?公开[（(](?:含|包括|包含)(?P<part>(?:予以|同意)?部分公开)[）)](?:的?(?:比例|占比)|率)(?:约?为|达到?|是)*$"
)


def with_partly(sentence: Sentence, percent: Quantity, told: Sequence[Breakdown]) -> Share | None:
    """「予以公开9件、部分公开4件、…。予以公开（含部分公开）率为52%」: of the whole of their list."""
    named = _WITH.search(sentence.before(percent)) if "部分公开" in sentence.text else None
    found = by_names(("公开", named["part"]), percent, told) if named else None
    if found is None:
        return None
    parts, whole, others = found
    return Share(percent, parts[-1], whole, "structure", others=others, more=parts[:-1])


def grades(percent: Quantity, stem: str, told: Sequence[Breakdown]) -> Share | None:
    """优良率: 优秀 and 良好 together, of all that were graded."""
    for each in reversed(told):
        parts = [
            [
                part
                for part, words in zip(each.parts, each.labels(), strict=True)
                if re.match(rf"{c}(?:秀|好|等|级)", words)
            ]
            for c in stem
        ]
        if each.opening in _LISTS and each.parts[-1].end <= percent.start and all(len(found) == 1 for found in parts):
            return Share(percent, parts[1][0], each.whole, "structure", others=each.others, more=(parts[0][0],))
    return None


_FIRST = re.compile(
    "前(?P<n>[两二三四五六])(?:位|项|类|名)[^，。；：]{0,8}(?:为|是|有)?(?:：|，|依次[为是]|分别[为是])"
)
_OF_A_FIGURE = re.compile(r"，?(?:[两二三四五六][者类项个位])?(?:共计|合计|共)占[^，。；\d]{1,15}")


def first_ones(sentence: Sentence, percent: Quantity) -> Share | None:
    """「居前三位的是：甲（46件）、乙（22件）、丙（18件），合计占申请总量132件的65.2%」: as many in brackets as are counted, of the figure told."""
    at = sentence.quantities.index(percent)
    base = sentence.quantities[at - 1] if at else percent
    counted = _FIRST.search(sentence.before(base)) if base.counts and percent.lead.strip() == "的" else None
    if counted is None:
        return None
    opened = sentence.start + counted.end()
    parts = tuple(q for q in sentence.counts if opened <= q.start < base.start and same(q.unit, base.unit))
    bracketed = all(bracket(sentence.text, q.start - sentence.start) for q in parts)
    if len(parts) != DIGITS[counted["n"]] or not bracketed:
        return None
    between = sentence.between(parts[-1], base).lstrip("）")
    return Share(percent, parts[-1], base, "named", more=parts[:-1]) if _OF_A_FIGURE.fullmatch(between) else None
