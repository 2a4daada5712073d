"""Sentences, their clauses and the quantities in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Any, NamedTuple

from gongkai.pure.audit.quantities import noise, numerals, spelled
from gongkai.pure.audit.quantities.once import once
from gongkai.pure.audit.quantities.plain import plain
from gongkai.pure.audit.quantities.quantity import Approximation, Quantity
from gongkai.pure.audit.quantities.units import SCALES, TO_ONE, WORDS
from gongkai.pure.audit.value import value

_UNIT = (
    "|".join(map(re.escape, WORDS)).replace("个月", "个月(?!均)") + "|对(?=[，。；、：（）]|$)"
)  # 结婚登记2764对; not 3对重点领域进行
_COUNTED = rf"(?:[.．]\d+)?\s?(?:[%‰万亿余多]|{_UNIT})"


def _figure(over_blanks: str, decimals_over_blanks: str) -> re.Pattern[str]:
    """A number as printed. over_blanks: what else its digits may be behind the first; decimals_over_blanks: or the decimals behind theirs."""
    return re.compile(
        rf"(?P<digits>\d(?:\d{{0,2}}(?:[,，]\s?\d{{3}})+{over_blanks}|\d*)(?:\s?[.．]\s?\d+{decimals_over_blanks})?)(?![\d□])"
        r"\s?(?P<first>余|多)?(?P<scale>千万|百万|十万|亿|万|(?:百|千)(?=余|多|元|人|件|条|个))?"
        r"(?P<over>余|多|几)?"
        rf"(?:(?P<percent>\s?[%‰])|\s?(?P<unit>{_UNIT}|{TO_ONE}(?![\d.．、，]))?)"
        r"(?P<after>余|多(?=[，。；、）])|左右|上下|(?:及|或|（含）)?以上|以下|以内|之内|不到)?"
    )


# With a comma or a blank between thousands; torn by a blank or a line break, if a unit follows at once. Written so that
# there is one way only to match each stretch: several would be tried one after another where no unit follows.
_NUMBER = _figure(
    rf"|\d{{0,2}}(?: \d{{3}})+(?! ?[\d—–])|(?:[ \t]*(?:\n[ \t]*)?\d)+(?={_COUNTED})",
    rf"(?:[ \t]+\d{{1,2}}(?={_COUNTED}))?",
)
_CELL = _figure("", "")
_PARTED = re.compile(r"\d[ \t]+\d")
_ROW = re.compile(rf"(?<![\d.,，])\d[\d.,]*(?:[ \t]+\d[\d.,]*)+(?P<counted>{_COUNTED})?")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_CELLS_OF_A_ROW, _ROWS = 3, 2
_CHARACTERS = re.compile(
    rf"(?P<fraction>百分之)?(?P<digits>[{numerals.CHARACTERS}]+(?:万[{numerals.CHARACTERS}]+)?)(?P<scale>万|亿)?(?P<over>余|多)?(?P<unit>{_UNIT})?"
)
# 一 is more often "a" or "the whole" than a number; 大, 级 and the like name things by number: 三大平台, 三级体系.
_TENTHS = re.compile(
    r"(?P<n>[一二两三四五六七八九]|(?<!\d)[1-9])成(?![立为效员果就长功熟都本绩型本分交])(?P<more>半|[一二三四五六七八九](?=[，。；、）的以左]|$))?(?P<after>以上|左右|多)?(?![立为效员果就长功熟都本绩型本分交])"
)
_NAMING = frozenset(
    ["大", "级", "月", "日", "年", "分", "点", "度", "号", "网", "站", "版", "面", "季度", "省", "市", "区", "县"]
)
_WORDS_BEFORE: dict[str, Approximation] = dict((
    ("不少于", "at least"), ("不低于", "at least"), ("至少", "at least"), ("不超过", "at most"), ("不高于", "at most"), ("不多于", "at most"),
    ("最多", "at most"), ("近", "under"), ("将近", "under"), ("接近", "under"), ("不足", "under"), ("不到", "under"), ("约", "about"),
    ("大约", "about"), ("约为", "about"), ("约占", "about"), ("大概", "about"), ("超过", "over"), ("超", "over"), ("突破", "over"), ("逾", "over"),
    ("多达", ""), ("高于", "at least"), ("低于", "at most"), ("少于", "at most"),
))  # fmt: skip
# 签约1480户, 节约1500万元, 附近12个: no words of approximation.
_BEFORE = re.compile(rf"(?<![签预节违履续集附就邻])(?:{'|'.join(sorted(_WORDS_BEFORE, key=len, reverse=True))})\Z")
_AFTER: dict[str, Approximation] = {
    "余": "over", "多": "over", "几": "over", "左右": "about", "上下": "about", "以上": "at least", "及以上": "at least", "或以上": "at least",
    "（含）以上": "at least", "以下": "at most", "及以下": "at most", "以内": "at most", "之内": "at most", "不到": "under",
}  # fmt: skip
_SENTENCE_END = re.compile(r"[。！？!?]|(?<=[^\d])\.(?=\s|$)")
LONGEST = 3000
"""Characters of a sentence: what rules tell of each pair of its figures would take for ever in a longer one."""
_NAMES_ONE = re.compile(r"[^，。；：、\d]{0,6}\d")
_BRACKETED = re.compile(r"（[^（）]*）")
_BETWEEN_DIGITS = re.compile(r"[,，\s]")
_CLAUSE_END = re.compile(r"[，；：（）]|——")
# A paragraph holds a line break only where a sentence goes on: it parts no words.
_BREAK = re.compile(r"\s*\n\s*")


class Clause(NamedTuple):
    """`plain[start:end]` between two signs; before: the sign in front of it, "" at the start of a sentence."""

    start: int
    end: int
    before: str


@value
class Sentence:
    """A sentence of one paragraph, at `start` to `end` of the document.

    read: in one width. text: the same with the digits of what counts nothing blanked to □. cells: figures side by side with
    nothing but blanks between, as a table has them that was run into a line: no words tie them, so they are no quantities.
    """

    start: int
    end: int
    read: str
    text: str
    clauses: tuple[Clause, ...]
    quantities: tuple[Quantity, ...]
    cells: tuple[Quantity, ...] = ()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What rules work out of it once and use again."""

    @once
    def counts(self) -> tuple[Quantity, ...]:
        """The counts written in digits; 三 of 三项合计361条 names how many there are and is none."""
        return tuple(each for each in self.quantities if each.counts and not each.in_characters)

    def between(self, one: Quantity, other: Quantity) -> str:
        """The text from the end of one quantity to the start of another."""
        return self.text[one.end - self.start : other.start - self.start]

    def before(self, quantity: Quantity) -> str:
        """All of the sentence before a quantity."""
        return self.text[: quantity.start - self.start]

    def clause_of(self, quantity: Quantity) -> Clause:
        return self.clauses[quantity.clause]


def sentences(text: str, start: int = 0, end: int | None = None, read: str | None = None) -> Iterator[Sentence]:
    """The sentences of the paragraph `text[start:end]`. read: the whole text in one width, where it is known."""
    part = text[start : len(text) if end is None else end]
    read = plain(part) if read is None else read[start : start + len(part)]
    flat = noise.blanked(read)
    at = 0
    for stop in _stops(flat):
        if flat[at:stop].strip():
            yield _sentence(part, read, flat, at, stop, start)
        at = stop


def _stops(flat: str) -> Iterator[int]:
    """Where its sentences end; one without end, which nobody wrote, where a clause of it does."""
    at = 0
    for stop in [*(m.end() for m in _SENTENCE_END.finditer(flat)), len(flat)]:
        while stop - at > LONGEST:
            ends = (flat.rfind(sign, at + LONGEST // 2, at + LONGEST) + 1 for sign in "；，、 ")
            at = next((end for end in ends if end), at + LONGEST)
            yield at
        yield stop
        at = stop


def _sentence(part: str, read: str, flat: str, at: int, stop: int, offset: int) -> Sentence:
    sentence = flat[at:stop]
    rows = _rows(sentence) if _PARTED.search(sentence) else []
    found = sorted(_numbers(sentence, bool(rows)), key=lambda each: each.start)
    clauses = list(_clauses(sentence, [(each.start, each.end) for each in found]))
    placed, boundary, number = [], 0, 0
    for index, each in enumerate(found):
        behind = boundary
        while clauses[number].end < each.start:
            number += 1
            boundary = max(behind, _behind_bracket(sentence, clauses, number))
        following = found[index + 1].start if index + 1 < len(found) else len(sentence)
        tail = sentence[each.end : max(each.end, min(clauses[number].end, following))]
        placed.append(
            Quantity(
                offset + at + each.start,
                offset + at + each.end,
                part[at + each.start : at + each.end],
                each.digits,
                each.scale,
                each.unit,
                each.approximation,
                _joined(sentence[boundary : each.start]),
                _joined(tail),
                number,
                each.in_characters,
            )
        )
        boundary = each.end
    if any(each.unit == "" for each in placed):
        _lost_units(sentence, placed, offset + at)
        _shared_units(sentence, placed, offset + at)
    place = offset + at
    moved = tuple(Clause(start + place, end + place, before) for start, end, before in clauses)
    cells = [each for each in placed if any(low <= each.start - place < high for low, high in rows)]
    told = [each for each in placed if each not in cells] if cells else placed
    return Sentence(offset + at, offset + stop, read[at:stop], sentence, moved, tuple(told), tuple(cells))


_STOPS = ("，", "、", "；", "。", "")
_NAMED_OTHERWISE = re.compile(r"[人户元亩款额率度分价]|(?:[\u4e00-\u9fff]量|数)$")
_LISTED = frozenset(
    ["件", "条", "个", "次", "项", "篇", "期", "份", "场", "起", "宗", "家", "处", "件次", "条次", "人次"]
)


def _lost_units(sentence: str, placed: list[Quantity], offset: int) -> None:
    """Of 「同意公开27件，不予公开2件，信息不存在2，非本机关掌握2件」 the unit that an old export lost: that of the figures on both sides, or of the two before."""
    counts = [each for each in placed if each.counts]
    for at, each in enumerate(counts):
        behind = sentence[each.end - offset : each.end - offset + 1]
        if each.unit or not each.is_whole or each.in_characters or behind not in _STOPS or len(each.lead) < 2:
            continue
        beside = (
            counts[at - 1 : at] + counts[at + 1 : at + 2] if 0 < at < len(counts) - 1 else counts[max(0, at - 2) : at]
        )
        units = {other.unit for other in beside}
        if len(beside) == 2 and len(units) == 1 and units <= _LISTED and not _NAMED_OTHERWISE.search(each.lead):
            counts[at] = replace(each, unit=units.pop(), unit_of_list=True)
            placed[placed.index(each)] = counts[at]


_JOINT = re.compile(r"\s*[、和与及]\s*")
_IN_TURN = re.compile("分别[^，。；：]{0,6}$")


def _shared_units(sentence: str, placed: list[Quantity], offset: int) -> None:
    """Of 「分别为9.02亿、2.88亿和0.42亿立方米」, 「分别为12、35和48件」 the unit that the last tells for all of the row."""
    for at in range(len(placed) - 2, -1, -1):
        each, behind = placed[at], placed[at + 1]
        tied = not each.unit and behind.unit and behind.counts and not (each.in_characters or behind.in_characters)
        if not tied or not _JOINT.fullmatch(sentence, each.end - offset, behind.start - offset):
            continue
        if each.scale_word == behind.scale_word and (each.scale > 1 or _opened_in_turn(placed, at)):
            placed[at] = replace(each, unit=behind.unit, unit_of_list=True)


def _opened_in_turn(placed: list[Quantity], at: int) -> bool:
    """Whether 分别 stands before the row that a figure without a unit is in."""
    while at and not placed[at].unit and placed[at].lead in ("", "、", "和", "与", "及"):
        at -= 1
    return not placed[at].unit and _IN_TURN.search(placed[at].lead) is not None


def _joined(words: str) -> str:
    return (_BREAK.sub("", words) if "\n" in words else words).strip()


def _behind_bracket(sentence: str, clauses: Sequence[Clause], number: int) -> int:
    """Where the words before a figure begin; a bracket in them is left out: 县（区）50831条 counts what 县50831条 does."""
    clause = clauses[number]
    if clause.before == "）" and number > 1 and clauses[number - 1].before == "（":
        return clauses[number - 2].start
    return clause.start


def _clauses(sentence: str, numbers: list[tuple[int, int]]) -> Iterator[Clause]:
    start, before = 0, ""
    inside = {at for low, high in numbers for at in range(low + 1, high)}
    for match in _CLAUSE_END.finditer(sentence):
        if match.start() in inside:
            continue  # a comma between thousands
        yield Clause(start, match.start(), before)
        start, before = match.end(), match.group()
    yield Clause(start, len(sentence), before)


class _Found(NamedTuple):
    start: int
    end: int
    digits: str
    scale: int
    unit: str
    approximation: Approximation
    in_characters: bool = False


def _numbers(sentence: str, in_cells: bool) -> Iterator[_Found]:
    taken: set[int] = set()
    for match in (_CELL if in_cells else _NUMBER).finditer(sentence):
        if sentence[match.start() - 1 : match.start()] in ("□", "."):
            continue
        taken.update(range(*match.span()))
        yield _in_digits(sentence, match)
    for match in _TENTHS.finditer(sentence) if "成" in sentence else ():
        taken.update(range(*match.span()))
        yield _in_tenths(sentence, match)
    matches = [each for each in _CHARACTERS.finditer(sentence) if taken.isdisjoint(range(*each.span()))]
    listed = spelled.listed(sentence) if any(each["unit"] for each in matches) else ()
    for match in matches:
        found = _in_characters(sentence, match, match.start() in listed)
        if found:
            yield found


def _rows(sentence: str) -> list[tuple[int, int]]:
    """Where figures stand side by side as the cells of a table do: several in a row, or two in several (甲镇 112 120 乙镇 130 128)."""
    rows, certain = [], False
    for match in _ROW.finditer(sentence):
        start, end = match.start(), match.start("counted") if match["counted"] else match.end()
        numbers = sentence[start:end].split()
        torn = match["counted"] and min(map(len, numbers)) == 1
        if len(numbers) >= _CELLS_OF_A_ROW and not torn and not _THOUSANDS.fullmatch(sentence, start, end):
            certain = True
        elif match["counted"]:
            continue
        rows.append((start, end))
    return rows if certain or len(rows) >= _ROWS else []


def _in_digits(sentence: str, match: re.Match[str]) -> _Found:
    digits = match["digits"]
    if not digits.isdecimal():
        digits = _BETWEEN_DIGITS.sub("", digits).replace("．", ".")
    unit = (match["percent"] or match["unit"] or "").strip()
    words = match["first"] or match["over"] or match["after"] or ""
    approximation = _AFTER.get(words, "") or _before(sentence, match.start())
    return _Found(match.start(), match.end(), digits, SCALES.get(match["scale"] or "", 1), unit, approximation)


_NOT_ALL_OF = re.compile("不足|不到")
"""近九成 is told of what is a little above as well."""


def _in_tenths(sentence: str, match: re.Match[str]) -> _Found:
    """八成 is 80%, give or take, and 三成五, 四成半 are 35% and 45%; 八成以上, 超过八成, 八成多 and 不足八成 say which way."""
    tenths = int(match["n"]) if match["n"].isdecimal() else numerals.number(match["n"]) or 0
    way, front = _AFTER.get(match["after"] or "", ""), _before(sentence, match.start())
    approximation: Approximation = "about"
    if way == "at least" or front in ("over", "at least"):
        approximation = "at least"
    elif way == "over":
        approximation = "over"
    elif (
        front == "under"
        and not match["more"]
        and _NOT_ALL_OF.search(sentence, max(0, match.start() - 4), match.start())
    ):
        approximation = "under"
    value = tenths * 10 + (5 if match["more"] == "半" else numerals.number(match["more"] or "") or 0)
    return _Found(match.start(), match.end(), str(value), 1, "%", approximation, True)


def _in_characters(sentence: str, match: re.Match[str], listed: bool) -> _Found | None:
    """listed: whether it is a figure of a list written in words, which counts as in digits."""
    value = numerals.number(match["digits"])
    approximation = _AFTER.get(match["over"] or "", "") or _before(sentence, match.start())
    if value is None:
        return None
    if listed:
        scale = SCALES.get(match["scale"] or "", 1)
        return _Found(match.start(), match.end(), str(value), scale, match["unit"], approximation)
    if match["fraction"]:
        return _Found(
            match.start(), match.start() + len("百分之") + len(match["digits"]), str(value), 1, "%", approximation, True
        )
    if match["unit"] == "类" and "一类" in sentence[: match.start()] and _NAMES_ONE.match(sentence, match.end()):
        return None  # 一类户30户、二类户45户
    if (
        value < 2
        or not match["unit"]
        or match["unit"] in _NAMING
        or sentence[: match.start()].endswith(("第", "之", "分"))
    ):
        return None
    return _Found(
        match.start(), match.end(), str(value), SCALES.get(match["scale"] or "", 1), match["unit"], approximation, True
    )


def _before(sentence: str, start: int) -> Approximation:
    lead = sentence[max(0, start - 4) : start].rstrip(" 达到为有")
    word = _BEFORE.search(lead)
    return _WORDS_BEFORE[word[0]] if word else ""
