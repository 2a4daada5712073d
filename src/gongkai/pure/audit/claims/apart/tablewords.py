"""The running text held against the rows of any table by the words that they share: kind `cross`.

「简报、公告栏公开数 | 条 | 52」 and 「通过简报、公告栏公开52条」 share most of their words and the number. The same number in a row
with such a label agrees. Another number contradicts only where it is the row's with two neighbouring digits changed, and nothing else
in the report is as large as either: no two counts of one name come so near by chance. What other rules told already is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal
from functools import lru_cache

from gongkai.pure.audit.claims.naming import CHANGE
from gongkai.pure.audit.finding import Figure, Finding, Verdict
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import swapped
from gongkai.pure.audit.tables import Recognised
from gongkai.pure.audit.tables.cells import UNITS, number_at
from gongkai.pure.audit.value import value

REASONS = {
    "table-words": ("文字写的是{stated}，表中“{row}”是{expected}", "The text says {stated}; “{row}” in the table is {expected}"),
    "table-words-hold": ("文字与表中“{row}”一致", "The text agrees with “{row}” in the table"),
}  # fmt: skip

# So much of a row's words must be told beside a number of so many digits.
_SHARED = {1: 0.6, 2: 0.5, 3: 0.3}
_AROUND = 40
_SLIP, _SHARED_BY_A_SLIP = 3, 0.5
_MANY, _LONGEST = 3, 40
_WORD = re.compile(r"[^\s|│┃]+")
_PROSE = re.compile(r"[。；]|[，,](?!\d{3}(?!\d))")
_NUMBERING = re.compile(r"^(?:其中[：:]?|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．:：](?!\d))+")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]?")
_EMPTY = re.compile(
    r"政府信息公开|政府信息|信息公开|本年度?|全年|其中|数量|总数|情况|总计|件数|总?[金数]?额|接受|人员|举办|各类|召开|组织|开展|参加|(?:人次|人数|次数)$|[数的为共和与及或、：“”《》]"
)
_OTHER = re.compile(
    CHANGE.pattern + r"|上一?年|去年|□{4}年|季度|半年|\d月|累计|以来|历年|同期|均|每|计划|目标|力争|将|余下|其余"
)
_DASHES = re.compile(r"[-—–―─/\\]+|无")
# Units in which one and the same is counted here and there.
_KINDS = (
    frozenset(("条", "件", "篇", "份", "个", "项", "起", "宗", "件次", "条次", "例")),
    frozenset(("人", "名", "人次")),
    frozenset(("次", "场", "期", "个", "批", "件")),
    frozenset(("个", "处", "家")),
    frozenset(("元", "万元")),
)


@value
class _Row:
    """name: as printed. parts: its words, two characters each. unit: "" where the table tells none."""

    name: str
    parts: frozenset[str]
    unit: str
    figures: tuple[Figure, ...]


_Index = dict[Decimal, list[tuple[_Row, Figure]]]


def by_words(report: Report, tables: Sequence[Recognised], findings: Sequence[Finding]) -> Iterator[Finding]:
    """What the text tells of any table's rows, besides what `findings` hold together already."""
    prescribed = list(_prescribed(tables))
    rows = [*prescribed, *_others(report, {figure.start for row in prescribed for figure in row.figures})]
    if not rows:
        return
    inside = {figure.start for row in rows for figure in row.figures}
    told_already = [each for each in findings if each.kind == "cross" and each.verdict != "unclear"]
    claimed = {figure.start for each in told_already for figure in each.figures}
    pairs = {frozenset(figure.start for figure in each.figures) for each in told_already}
    told = [
        (sentence, each)
        for passage in report.passages
        for sentence in passage.sentences
        for each in sentence.quantities
        if not each.in_characters and each.start not in inside
    ]
    equal, turned = _indexed(rows)
    agreeing: set[int] = set()
    for sentence, each in told:
        near = list(_equal(equal, each))
        agreeing.update(figure.start for row, figure in near if _share(row, each))
        best, row, figure = max(
            ((_best(row, sentence, each), row, figure) for row, figure in near), key=_first, default=(0, None, None)
        )
        if row and best and frozenset((each.start, figure.start)) not in pairs:
            yield _finding(each, row, figure, "holds")
    values = Counter(each.value for _, each in told)
    for _, each in told:
        if each.start in claimed or each.approximation or values[each.value] > 1 or each.value in equal:
            continue
        for row, figure in turned.get("".join(sorted(_digits(each.value))), ()):
            slip = figure.start not in agreeing and _is_turned(each, figure) and not _OTHER.search(each.lead)
            if slip and each.counts and _share(row, each) >= _SHARED_BY_A_SLIP:
                yield _finding(each, row, figure, "contradicts")


def _first(found: tuple[float, _Row | None, Figure | None]) -> float:
    return found[0]


def _best(row: _Row, sentence: Sentence, told: Quantity) -> float:
    """How much of the row's words is told beside the figure, or farther before it; nothing if that is too little."""
    wanted = _SHARED[min(len(told.digits.replace(".", "")), max(_SHARED))]
    share = _share(row, told)
    if share >= wanted and told.counts and not CHANGE.search(told.lead):
        return share
    before = sentence.before(told)[-_AROUND:]
    return wanted if (share or CHANGE.search(told.lead)) and _share(row, told, before) >= wanted else 0


def _equal(index: _Index, told: Quantity) -> Iterator[tuple[_Row, Figure]]:
    """The figures that say the same; of a rounded one (2.64亿) all that round to it."""
    yield from index.get(told.value, ())
    if told.scale > 1 and told.counts:
        yield from (
            each
            for worth, some in index.items()
            if worth != told.value and worth >= told.scale and told.interval.meets(Interval.exact(worth))
            for each in some
        )


def _indexed(rows: Iterable[_Row]) -> tuple[_Index, dict[str, list[tuple[_Row, Figure]]]]:
    """By what the figure is worth, and by the digits it is written with."""
    equal: _Index = {}
    turned: dict[str, list[tuple[_Row, Figure]]] = {}
    for row in rows:
        for figure in row.figures:
            if figure.value == "0":
                continue
            equal.setdefault(_worth(row, figure), []).append((row, figure))
            turned.setdefault("".join(sorted(_digits(Decimal(figure.value)))), []).append((row, figure))
    return equal, turned


def _worth(row: _Row, figure: Figure) -> Decimal:
    return abs(Decimal(figure.value)) * (10_000 if row.unit.startswith("万") and "万" not in figure.text else 1)


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", "").strip("0")


def _is_turned(told: Quantity, figure: Figure) -> bool:
    one, other = _digits(told.value), _digits(Decimal(figure.value))
    return len(one) >= _SLIP and one != other and swapped(one, other)


def _share(row: _Row, told: Quantity, before: str = "") -> float:
    """How much of a row's words stands around the figure, or farther before it; nothing where the units differ."""
    unit = canonical(told.unit)
    if (
        row.unit
        and unit
        and told.counts
        and unit != canonical(row.unit)
        and not any({unit, canonical(row.unit).removeprefix("万") or unit} <= kind for kind in _KINDS)
    ):
        return 0
    words = _bare(before or told.lead, told.tail[:8])
    return sum(part in words for part in row.parts) / len(row.parts)


@lru_cache(256)
def _bare(before: str, behind: str) -> str:
    return _EMPTY.sub("", f"{before}#{behind}")


_NO_WORD = re.compile(r"\W")


@lru_cache(1024)
def _parts(name: str) -> frozenset[str]:
    bare = _BRACKETS.sub("", _NUMBERING.sub("", name))
    core = _EMPTY.sub("", bare)
    core = core if len(core) > 1 else _NO_WORD.sub("", bare)
    return frozenset(core[at : at + 2] for at in range(len(core) - 1))


# Rows ----------------------------------------------------------------------------------------------------------------


def _prescribed(tables: Sequence[Recognised]) -> Iterator[_Row]:
    """Each cell by its row's words and its column's."""
    for table in tables:
        form = table.form
        for (row, column), item in table.cells.items():
            if item.figure is None:
                continue
            printed = form.row(row)
            above = form.row(printed.parent).label if printed.parent and table.part == 4 else ""
            head = form.column(column).label if len(form.columns) > 1 else ""
            name = f"{above}{printed.label}"
            parts = (
                _parts(printed.label)
                | _parts(above)
                | (_parts(head) if table.part != 3 or column != "total" else frozenset())
            )
            if parts:
                unit = "万元" if column == "fees" else printed.unit or ""
                yield _Row(name, parts, unit, (item.figure,))


def _others(report: Report, known: Set[int]) -> Iterator[_Row]:
    """Rows of all tables, in lines or line by line: words, perhaps a unit, figures. known: where figures of forms stand."""
    run: list[_Row] = []
    text, smoothed, at = report.document.text, report.plain.replace("，", ","), 0
    name, unit, figures = "", "", []  # of the row that is being read
    for line in smoothed.split("\n"):
        start, at = at, at + len(line) + 1
        if _PROSE.search(line):
            run += _row(name, unit, figures)
            name, unit, figures = "", "", []
            if len(run) >= _MANY:
                yield from run
            run = []
            continue
        begun = False  # whether the line has words of its own
        for match in _WORD.finditer(line):
            word = match.group()
            item = number_at(text, smoothed, start + match.start(), start + match.end())
            if item is not None and item.figure:
                figures += [item.figure] if item.start not in known else []
                continue
            if _DASHES.fullmatch(word) or word.startswith("("):
                continue
            if word in UNITS and not figures:
                unit = word
                continue
            if figures or not begun:
                run += _row(name, unit, figures)
                name, unit, figures = "", "", []
            name, begun = f"{name}{word}", True
    run += _row(name, unit, figures)
    if len(run) >= _MANY:
        yield from run


def _row(name: str, unit: str, figures: Sequence[Figure]) -> list[_Row]:
    parts = _parts(name[-_LONGEST:])
    return [_Row(name[-_LONGEST:], parts, unit, tuple(figures))] if figures and parts else []


def _finding(told: Quantity, row: _Row, figure: Figure, verdict: Verdict) -> Finding:
    expected = f"{figure.text}{row.unit if row.unit.startswith('万') and '万' not in figure.text else ''}"
    args = {"stated": told.printed, "expected": expected, "row": _NUMBERING.sub("", row.name)}
    sign, reason = ("=", "table-words-hold") if verdict == "holds" else ("≠", "table-words")
    return Finding(
        "cross", verdict, told.start, told.end, (told.figure, figure), told.printed, expected,
        f"{told.number}{sign}{expected}", reason, args, None, 0.8,
    )  # fmt: skip
