"""Classes called by a letter, a number or their marks again: 「A级24家，B级51家，C级11家；A级企业占27.9%」, 「90分以上的13家，…，90分以上单位占36.1%」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same_thing
from gongkai.pure.audit.report import Passage

_CLASS = r"(?P<name>[A-Z]{1,4}[+]?[级类档]|\d+(?:\.\d+)?分(?:（含）)?(?:及?以[上下]|（含）以[上下])|\d+(?:\.\d+)?分?(?:至|到|-|—|~|～)\d+(?:\.\d+)?分)"
_MEMBER = re.compile(rf"(?:^|[^A-Z\d.]){_CLASS}(?:[^，。；、：\d]{{0,6}})$")
_CALLED = re.compile(
    rf"(?P<before>[^，。；：、]*?){_CLASS}(?P<of>[^，。；：、\d占]{{0,8}})[仅只约均就]*占(?:比|总数的?|全部的?)?[^，。；：、\d占的]{{0,4}}$"
)
_GRADES = "(?P<name>优秀|优|良好|良|一般|中等|合格|不合格|较好|较差|好|差)"
_GRADED = re.compile(rf"{_GRADES}（[^（）]*分[^（）]*）(?:的)?$")
_GRADE = re.compile(
    rf"(?P<before>){_GRADES}(?:等次|等级)?(?:的)?(?P<of>单位|部门|乡镇|企业)?[仅只约均就]*占(?:比|总数的?)?[为达]*$"
)
_MARKS = re.compile(r"（\d[^（）]*分[^（）]*）")
_THINGS = re.compile("的?(?:企业|单位|部门|乡镇|机构|项目|等次|等级|件|户|类|村|家)?(?:数量?)?")
_OTHERS = re.compile("其中|[及和与]|合计|上年|去年|□")
_FEW = 2
_FAR = 3


def is_of_a_class(sentence: Sentence, percent: Quantity) -> bool:
    """Whether the words right before a percentage name a class, alone, by its letter or its marks."""
    return "占" in percent.lead and (_called(sentence, percent) is not None or _graded(sentence, percent))


def _graded(sentence: Sentence, percent: Quantity) -> bool:
    """优秀（90分以上）12个，…，优秀单位占30%: grades whose marks stand in brackets."""
    told = _GRADE.match(_last_clause(sentence.before(percent)))
    return told is not None and f"{told['name']}（" in sentence.before(percent) and bool(_MARKS.search(sentence.text))


def _called(sentence: Sentence, percent: Quantity) -> re.Match[str] | None:
    return _CALLED.fullmatch(_last_clause(sentence.before(percent)))


def _last_clause(text: str) -> str:
    return re.split("[，。；：、（）]", text)[-1]


def of_a_class(passage: Passage, sentence: Sentence, percent: Quantity) -> Iterator[Share]:
    """Of the classes right before it, where all of them make a figure told before them: else nothing follows."""
    found = _called(sentence, percent) or _GRADE.match(_last_clause(sentence.before(percent)))
    if found is None or _OTHERS.search(found["before"] + found["of"]) or CHANGE.search(found["before"]):
        return
    row = _classes(sentence, percent)
    if row is None and passage.sentences[0] is not sentence and sentence.clause_of(percent).start == sentence.start:
        row = _classes(passage.sentences[passage.sentences.index(sentence) - 1], None)
    if row is None:
        return
    names, parts, whole = row
    kind = found["of"] or ""
    if kind and not _THINGS.fullmatch(kind) and kind.strip("的") not in whole.lead + whole.tail:
        return  # A级企业纳税占
    same_name = [part for name, part in zip(names, parts, strict=True) if name == found["name"]]
    front = found["before"]
    if len(same_name) == 1 and (not front or front in whole.lead):
        yield Share(percent, same_name[0], whole, "structure")


def _classes(sentence: Sentence, percent: Quantity | None) -> tuple[list[str], Sequence[Quantity], Quantity] | None:
    """The names and figures of the one row of classes before a percentage, and the figure that they make."""
    counts = [each for each in sentence.counts if percent is None or each.end <= percent.start]
    read = [
        (each, _GRADED.search(_before(sentence, each)) or _MEMBER.search(_before(sentence, each))) for each in counts
    ]
    named = [(each, found["name"]) for each, found in read if found]
    names = [name for _, name in named]
    parts = [each for each, _ in named]
    if len(parts) < _FEW or len(set(names)) != len(names) or not all(each.is_whole for each in parts):
        return None
    made = sum((each.value for each in parts), Decimal(0))
    ahead = [each for each in counts if each.end <= parts[0].start and same_thing(each.unit, parts[0].unit)]
    whole = next((each for each in reversed(ahead[-_FAR:]) if each.is_whole and each.value == made), None)
    return (names, parts, whole) if whole else None


def _before(sentence: Sentence, each: Quantity) -> str:
    """The words of its clause before a figure, the marks of its class among them."""
    return re.split("[，。；：、]", sentence.before(each))[-1]
