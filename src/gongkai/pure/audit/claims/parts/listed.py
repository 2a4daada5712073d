"""A total told in one paragraph and its parts in the numbered paragraphs that follow: kind `sum`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.sums import finding, of_parts, scale_slip
from gongkai.pure.audit.claims.parts.totals import addends, told_above
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage, Report

_MARK = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[•·●◆■-])")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}(?=[)）、.．])|[^\u4e00-\u9fff])+")
_SHORT = 120
_LINE = 40
_NEAR = 4
"""So many paragraphs before a list may tell its whole."""
_SHARED = "占"
# 丰宁区12640条、
_PLACE = re.compile(
    r"^\s*[\u4e00-\u9fff]{1,12}(?:[县区市镇乡村旗]|街道|办事处|社区)(?:办事处)?(?:（[^（）\d]*）)?[：:]?\s*(?:共?公开)?\s*\d[\d ,，.]*[\u4e00-\u9fff]{1,2}\s*[、；，。,;]?\s*$"
)
_PLACES = "各"
_ABOVE = ("以上", "上述", "前述")
_OF_EACH = re.compile(
    r"^(?:其中)?各(?P<kinds>[县区市镇乡村旗街道办事处社、（）]{1,14}?)[^，。；：、（）\d]{0,12}(?:如下|具体为|分别为|分别是|为)?：?$"
)
_ROUNDED = Decimal("0.2")
"""By so much may the shares of a whole miss 100."""
_OPENINGS = frozenset(["其中", "具体如下", "具体为", "包括", "分别为", "其中包括", "如下"])
_OPENER = re.compile(
    r"(?:其中，?)?(?:主要|公开|具体)?(?:的)?(?:内容|类别|情况|分类|渠道|方式)(?:有|是|为|包括|如下|分为)?："
)
_ANNOUNCED = re.compile(r"(?:如下|具体为|具体是|分别为|分别是|包括|其中|分为)[^。]{0,12}[：。]?\s*$|：\s*$")


def listed(report: Report, last: Report | None) -> Iterator[Finding]:
    """Runs of at least two numbered paragraphs after one that ends in a total, one figure of its unit in each."""
    for passage, told in lists(report):
        yield from _judge(report, passage, told.whole, list(told.parts))
    yield from _totalled_below(report)


def _totalled_below(report: Report) -> Iterator[Finding]:
    """「1.…36条；」, 「2.…128条。」, 「以上两类信息合计164条。」: the total in a paragraph of its own behind the list."""
    for number, passage in enumerate(report.passages):
        if not number or not passage.sentences or not passage.sentences[0].text.lstrip().startswith(_ABOVE):
            continue
        sentence, run = passage.sentences[0], list[Passage]()
        while len(run) < number and _is_marked(report, report.passages[number - 1 - len(run)]):
            run.insert(0, report.passages[number - 1 - len(run)])
        if (told := told_above(sentence)) is None or not run:
            continue
        whole, wanted = told
        of_each = [[q for each in item.sentences for q in addends(sentence, whole, each)] for item in run]
        parts = tuple(q for row in of_each for q in row)
        if len(parts) > 1 and (len(parts) == wanted if wanted else all(len(row) == 1 for row in of_each)):
            yield of_parts(whole, parts)


def _is_marked(report: Report, passage: Passage) -> bool:
    return bool(_MARK.match(report.plain[passage.paragraph.start : passage.paragraph.end]))


def lists(report: Report) -> tuple[tuple[Passage, Breakdown], ...]:
    """Each such run as a breakdown, with the paragraph that announces it."""
    if "lists" not in report.memo:
        report.memo["lists"] = tuple(_lists(report))
    return report.memo["lists"]


def _lists(report: Report) -> Iterator[tuple[Passage, Breakdown]]:
    passages, number = report.passages, 0
    before: list[Passage] = []  # without the items of other lists: two may divide one whole
    while number < len(passages):
        run = _run(report, passages[number:])
        if len(run) < 2:
            before = [*before[-_NEAR:], passages[number]]
            number += 1
            continue
        if before and (whole := _whole(before[-_NEAR:], run)):
            parts = [found for each in run if (found := _one(each, whole)) is not None]
            if len(parts) == len(run):
                yield _teller(before), Breakdown(whole, tuple(parts), "list")
        number += len(run)


def _teller(before: Sequence[Passage]) -> Passage:
    """The last paragraph before a list; where it only opens it (主要内容有：), the one before."""
    last = before[-1]
    opens = len(before) > 1 and not last.quantities and all(map(_only_opens, last.sentences))
    return before[-2] if opens else last


def _only_opens(sentence: Sentence) -> bool:
    return sentence.text.strip(" ：，") in _OPENINGS or bool(_OPENER.fullmatch(sentence.text.strip()))


def _run(report: Report, following: Sequence[Passage]) -> list[Passage]:
    """The short paragraphs that follow at once and are numbered in one manner, or each tell a count and its share."""
    run, manner = list[Passage](), ""
    for each in following:
        line = report.plain[each.paragraph.start : each.paragraph.end]
        mark = _MARK.match(line)
        told = _manner(mark[0]) if mark and len(line) <= _SHORT else _SHARED if _share_of(each) else ""
        told = told or (_PLACES if _PLACE.match(line) else "")
        if not told or (run and told != manner):
            break
        manner = told
        run.append(each)
    if manner == _PLACES and any(each.quantities and _short(each) for each in following[len(run) : len(run) + 1]):
        return []  # one more, in another manner
    return run


def _short(passage: Passage) -> bool:
    return passage.paragraph.end - passage.paragraph.start <= _LINE


_HAS_SHARE = re.compile(r"，?占")


def _share_of(passage: Passage) -> tuple[Quantity, Quantity] | None:
    """The first count of a paragraph and the share told right behind it, if it tells one: a line of running text tells several."""
    told = passage.sentences[0].quantities if passage.sentences else ()
    if len(told) < 2 or not told[0].counts or sum(each.is_percent for each in told) != 1 or not told[1].is_percent:
        return None
    return (told[0], told[1]) if _HAS_SHARE.match(told[1].lead) and told[1].clause - told[0].clause < 2 else None


def _whole(before: Sequence[Passage], run: Sequence[Passage]) -> Quantity | None:
    """What the items of a run are parts of: the figure before it that they make, or that their shares fit, or that announces them."""
    firsts = [next((each for each in passage.quantities if each.counts), None) for passage in run]
    parts = [each for each in firsts if each is not None]
    if len(parts) < len(run):
        return None
    candidates = [
        each
        for passage in before[::-1]
        for each in passage.quantities[::-1]
        if each.counts
        and not each.in_characters
        and not CHANGE.search(each.lead)
        and same(each.unit, parts[0].unit)
        and each.value > max(part.value for part in parts)
    ]
    added = sum(each.value for each in parts)
    if adding := next((each for each in candidates if each.value == added), None):
        return adding
    if all(_PLACE.match(passage.sentences[0].text) for passage in run):
        return _of_places(_teller(before))
    shares = [told for each in run if (told := _share_of(each)) is not None]
    fitting = {each: sum(_fits(each, *told) for told in shares) for each in candidates}
    best = max(fitting, key=lambda each: fitting[each], default=None)
    if best is not None and fitting[best] > 1 and fitting[best] * 2 > len(shares):
        return best
    told = None if _is_beside(before, run) else _last_total(_teller(before))
    if len(shares) > 1 or told is None or len(before[-1].sentences[-1].text) > _SHORT:
        return None  # shares of which none or one fits are of something else
    return told


def _is_beside(before: Sequence[Passage], run: Sequence[Passage]) -> bool:
    """Whether the paragraph before bears a number of the same manner: （一）… is no whole of what （二）… and （三）… tell."""
    teller, first = (_MARK.match(each.sentences[0].text) for each in (_teller(before), run[0]))
    return teller is not None and first is not None and _manner(teller[0]) == _manner(first[0])


_MARKS = re.compile(r"[、（）]")


def _of_places(passage: Passage) -> Quantity | None:
    """「…县（市、区）公开88371条。各县（市、区）公开情况如下：」: the figure before, if it is of the places that the words announce."""
    opener = _OF_EACH.match(passage.sentences[-1].text.strip())
    if opener is None:
        return None
    counts = [each for sentence in passage.sentences for each in sentence.counts if not CHANGE.search(each.lead)]
    kinds = _MARKS.sub("", opener["kinds"])
    return counts[-1] if counts and kinds and kinds in _MARKS.sub("", _clause(passage, counts[-1])) else None


def _all_places(whole: Quantity, parts: Sequence[Quantity], labels: Sequence[str]) -> bool:
    """Whether these may be all: each once, and no half of the whole missing."""
    return len(set(labels)) == len(labels) and sum(each.value for each in parts) * 2 > whole.value


_SIGN = re.compile("[，；。：]")


def _clause(passage: Passage, quantity: Quantity) -> str:
    """The words before a figure since the last comma or stop."""
    mine = next(each for each in passage.sentences if each.start <= quantity.start < each.end)
    return _SIGN.split(mine.before(quantity))[-1]


def _fits(base: Quantity, part: Quantity, percent: Quantity) -> bool:
    quotient = part.interval.over(base.interval)
    return quotient is not None and verdict(percent, quotient.scaled(Decimal(percent.whole_is))) != "contradicts"


_IN_DIGITS = re.compile(r"\d+|[①-⑳]")
_IN_CHARACTERS = re.compile("[一二三四五六七八九十]+")


def _manner(mark: str) -> str:
    return _IN_CHARACTERS.sub("一", _IN_DIGITS.sub("1", mark.strip()))


def _last_total(passage: Passage) -> Quantity | None:
    """The last figure of the paragraph that is no growth over another year; 「其中：」 may stand behind it as a sentence of its own."""
    told = [each for each in passage.sentences if each.quantities]
    if not told or not all(_only_opens(each) for each in passage.sentences if each.start > told[-1].start):
        return None
    counts = [
        each for each in told[-1].quantities if each.counts and not each.in_characters and not CHANGE.search(each.lead)
    ]
    return counts[-1] if counts else None


def _one(passage: Passage, whole: Quantity) -> Quantity | None:
    """The first figure of the whole's unit in a numbered paragraph; of one that lost its unit, the first where its share is told."""
    own = next((each for each in passage.quantities if each.counts and same(each.unit, whole.unit)), None)
    return own or ((told := _share_of(passage)) and told[0])


def _judge(report: Report, passage: Passage, whole: Quantity, parts: list[Quantity]) -> Iterator[Finding]:
    if slipped := scale_slip(whole, tuple(parts)):
        yield slipped
        return
    added = total([each.interval for each in parts])
    if whole.interval.meets(added):
        yield finding("sum", "holds", whole, tuple(parts), "sum-holds")
        return
    labels = [_NUMBERING.sub("", label(each)) for each in parts]
    announced = bool(_ANNOUNCED.search(report.plain[whole.end : passage.paragraph.end]))
    shares = [told[1] for each in report.passages if (told := _share_of(each)) is not None and told[0] in parts]
    if len(shares) == len(parts):
        all_there = abs(sum(each.value for each in shares) - shares[0].whole_is) <= _ROUNDED
    else:
        apart = families.exhausting(labels) or families.excluding(labels)
        all_there = announced and apart and not families.overlapping(labels)
        added_up = sum(each.value for each in parts)
        closed = families.closed_by_rest(labels) and abs(whole.value - added_up) * 10 <= whole.value
        all_there = all_there or (closed and not families.overlapping(labels) and _last_total(passage) is whole)
        all_there = all_there or (_of_places(passage) is whole and _all_places(whole, parts, labels))
    if all_there:
        yield finding("sum", "contradicts", whole, tuple(parts), "sum", 0.8)
