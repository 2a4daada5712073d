"""What was counted before, taken up again by its number: 「128个专区中有31个…」, 「23件申请均已办结」. Kinds `cross` and `bound`.

The number must be one that the report tells of the same things. Another contradicts where it differs from the only other by a slip,
or where both are of the whole county (全县46个县直部门均…, 全县48个县直部门中…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.apart.measures import FILLER
from gongkai.pure.audit.claims.apart.retold import slip
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.value import value

REASONS = {
    "among": ("所说的{part}包含在{whole}之中", "The {part} are among the {whole}"),
    "among-above": (
        "所说的{part}应当包含在{whole}之中，却比它多",
        "The {part} are said to be among the {whole}, but are more",
    ),
}
_UNITS = frozenset(["个", "名", "人", "家", "条", "件", "篇", "项", "处", "场", "期", "起", "宗", "封"])
_TAKEN_UP = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{2,10}?(?:（[\u4e00-\u9fff、]{1,6}）[\u4e00-\u9fff]{0,4}?)?)(?P<all>(?<![其高初])中(?![心国央小医学])|均|都|(?:已经?)?全部|全覆盖)"
)
_BEHIND = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{2,8}(?:（[\u4e00-\u9fff、]{1,6}）)?)")
_BARE = re.compile(
    r"^(?:[，、和及]|[一二三四五六七八九]是[^，]*|在|对|这|该|上述|以上|全[县市区州旗镇乡省局])*(?:已?(?:经)?(?:办结|受理|答复|收到|处理|审结|推送|发布|回复)的)?$"
)
_WHOLE = re.compile(r"全[县市区州旗镇乡省局]$")
_AMONG = re.compile(r"^[\u4e00-\u9fff]{2,12}?(?<![其高初])中，?(?:仅|只|还|仍|尚|共|已)*有?$")
_JOINED = re.compile(r"^[\u4e00-\u9fff（）]{2,10}[、和及与]$")
_PARTIAL = re.compile(
    "其中|累计|截至|上年|去年|前年|季度|上半年|下半年|以来|目标|计划|原有|新[增建设开]|试点|关停|抽查|升级|改造|整合"
)
_SHORT, _FEW, _FAR, _LEAST = 2, 10, 24, 10
# 不予公开的43件中: of what the verb before told.
_OF_VERB = re.compile(r"^(?:在|对|所|已|经)*(?P<what>[\u4e00-\u9fff“”]{2,12})的$")


@value
class _Counted:
    """A figure with what it counts. named: its noun stands behind it; words: those before it; all: it takes up all of them; whole: of the whole county."""

    quantity: Quantity
    sentence: Sentence
    passage: int
    noun: str
    named: bool
    words: str
    all: bool
    whole: bool
    bare: bool

    def like(self, other: _Counted) -> bool:
        """Whether both count things of one name, told in full or in short."""
        short, long = sorted((self.noun, other.noun), key=len)
        if len(short) >= _SHORT and long.endswith(short):
            return True
        # 已受理的63件申请: before that, 共受理政府信息公开申请63件.
        return self.named and not other.named and len(self.noun) >= _SHORT and other.words.endswith(self.noun)

    def may_be(self, other: _Counted) -> bool:
        """The same, or told by words that begin alike: 16个乡镇全部建成, 16个乡镇开展."""
        return self.like(other) or (self.named and other.named and self.noun[:_SHORT] == other.noun[:_SHORT])


def anew(report: Report) -> Iterator[Finding]:
    """Each figure that takes up others, against the nearest of its kind."""
    told: dict[str, list[_Counted]] = {}
    for passage in report.passages:
        for each in () if passage.is_endless else _counted(passage):
            told.setdefault(canonical(each.quantity.unit), []).append(each)
            if each.all:
                yield from _among(each)
    for counted in told.values():
        for each in counted:
            if each.all or (each.named and each.quantity.value >= _LEAST):
                yield from _again(each, counted)


def _again(each: _Counted, counted: Sequence[_Counted]) -> Iterator[Finding]:
    others = [other for other in counted if other.sentence.start != each.sentence.start]
    same = [other for other in others if other.quantity.value == each.quantity.value and each.may_be(other)]
    if same:
        nearest = min(same, key=lambda other: abs(other.quantity.start - each.quantity.start))
        yield _told(nearest, each, True)
        return
    firm = [
        other
        for other in others
        if each.like(other) and other.quantity.start < each.quantity.start and not _partial(other)
    ]
    if not each.all or not each.named or not each.bare or not firm or _made(each, counted):
        return
    wholes = [other for other in firm if other.whole and other.all and other.noun == each.noun and each.whole]
    # 抽查12个乡镇: some of them, not what 21个乡镇均 takes up.
    slips = [other for other in firm if slip(other.quantity, each.quantity) and (other.bare or not other.named)]
    chosen = wholes or slips
    if chosen and len({other.quantity.value for other in (wholes or firm)}) == 1:
        yield _told(chosen[-1], each, False)


def _made(each: _Counted, counted: Sequence[_Counted]) -> bool:
    """Whether it is a sum or a difference of two others near it: what was received and what was carried in."""
    near = [other.quantity.value for other in counted if abs(other.passage - each.passage) <= _FEW]
    return any(a + b == each.quantity.value for at, a in enumerate(near) for b in near[at + 1 :]) or any(
        a - b == each.quantity.value for a in near for b in near if b
    )


def _partial(each: _Counted) -> bool:
    return bool(_PARTIAL.search(each.sentence.before(each.quantity).rpartition("；")[2]))


def _told(one: _Counted, other: _Counted, holds: bool) -> Finding:
    first, second = sorted((one, other), key=lambda each: each.quantity.start)
    return telling.twice(first.quantity, second.quantity, second.sentence, "holds" if holds else "contradicts")


def _counted(passage: Passage) -> Iterator[_Counted]:
    for sentence in passage.sentences:
        found: list[_Counted] = []
        for each in reversed(sentence.quantities):
            if each.unit not in _UNITS or not each.is_whole or each.in_characters:
                continue
            lead, behind = each.lead.strip(), sentence.text[each.end - sentence.start :][:_FAR].lstrip()
            taken = _TAKEN_UP.match(behind)
            # 全县25个乡镇、46个县直部门均…: what is said of the last is said of all, of the first too.
            joined = bool(found) and bool(_JOINED.match(sentence.between(each, found[-1].quantity)))
            whole = bool(_WHOLE.search(lead))
            if joined and whole:
                found[-1] = replace(found[-1], whole=True)
            name = taken or _BEHIND.match(behind)
            words = FILLER.sub("", lead).strip()
            noun, named = (name["noun"], True) if name else (words, False)
            if again := _OF_VERB.match(words):
                noun, named = again["what"], False
            everything = taken is not None or again is not None or (joined and found[-1].all)
            found.append(
                _Counted(
                    each, sentence, passage.number, noun, named, words, everything, whole, bool(_BARE.match(words))
                )
            )
        yield from reversed(found)


def _among(each: _Counted) -> Iterator[Finding]:
    """「128个专区中有31个」: no more than there are."""
    following = [q for q in each.sentence.quantities if q.start > each.quantity.start][:1]
    if not following or canonical(following[0].unit) != canonical(each.quantity.unit) or following[0].in_characters:
        return
    part, whole = following[0], each.quantity
    if not _AMONG.match(each.sentence.between(whole, part)):
        return
    above = whole.interval.below(part.interval)
    verdict = "contradicts" if above else "holds"
    start, end = telling.quote(each.sentence, [whole, part])
    line = f"{telling.shown(part)}{'>' if above else '≤'}{telling.shown(whole)}"
    yield Finding(
        "bound", verdict, start, end, (whole.figure, part.figure), part.printed, whole.printed, line,
        "among-above" if above else "among", {"part": part.printed, "whole": whole.printed}, None, 0.9,
    )  # fmt: skip
