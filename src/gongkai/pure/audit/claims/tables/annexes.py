"""Annexes told line by line, as before the form of 2014: 「本年度申请总数  件  467」, 「其中：1.当面申请数  件  263」. Kinds `sum`, `bound`, `cross`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.pure.audit.claims.naming import label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.sums import finding
from gongkai.pure.audit.document import Paragraph
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.report import Report

REASONS = {
    "annex": ("正文写{stated}，附表中“{name}”为{expected}", "The text says {stated}, the annex has {expected} for “{name}”"),
    "annex-holds": ("正文与附表中的“{name}”一致", "The text agrees with “{name}” of the annex"),
}  # fmt: skip

_UNITS = "件次|人次|条次|万元|[件条项个次人份期元封篇家户种]"
_ROW = re.compile(
    r"^\s*(?P<among>其中[：:]?)?\s*(?P<mark>[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．])?\s*"
    rf"(?P<name>[^\d，。；：:]{{2,40}}?)(?:\s+(?P<unit>{_UNITS}))?\s+(?P<number>\d[\d ，,.]*)\s*(?:{_UNITS})?\s*$"
)
_PARTED = re.compile(r"\d\s\d")
_DIGIT = re.compile(r"\d")
_MANY = 3
_LEAST, _LONG = 10, 6
"""A number that hardly comes twice by chance, and a name that is told within a longer one: 通过各种渠道主动公开政府信息."""
_LONGEST = 80
_COLUMNS = 3
"""What is counted, in which unit, how many."""
_WHOLE = re.compile(r"总数|总量|合计|总计")
_FORM = re.compile(
    r"^(?:本|全)?年度?|^配备|^通过|^以|的|形式|方式|(?:件|总)?数量?$|[“”\"\s]|^对申请|(?<=公开)答复$|(?<=类型)答复$|(?<=[^\d]{3})答复数$"
)
# What the text and the annex call by other names: pattern -> one name.
_ALIKE = (
    (re.compile(r"互联网|网络|在线"), "网上"),
    (re.compile(r"^.*(?:收到|受理|接收|接到)[^，。]{0,10}申请$"), "申请"),
    (re.compile(r"^(?:依申请公开)?(?:政府信息)?(?:公开)?申请$|^收到依申请公开$"), "申请"),
    (re.compile(r"^(?:[我全本][省市县区旗镇乡局委办])?(?:共)?主动公开(?:各类)?(?:政府)?信息$"), "主动公开政府信息"),
    (re.compile(r"^.*(?:申请|引发|引起|提起|受理|发生)(?=行政(?:复议|诉讼))"), ""),
    (re.compile(r"(?<=^行政(?:复议|诉讼))(?:案件)?$"), ""),
    (re.compile(r"(?<=专职|兼职)(?:工作)?人员$"), ""),
    (re.compile(r"^(?:已经?|共)?(?:予以)?答复(?:总)?$"), "答复"),
)
_NEIGHBOURS = 2
"""So many figures of a sentence must agree with their rows before another is held against its own."""


@dataclass(frozen=True)
class _Row:
    """name: bare of numbering and signs. order: its number among its siblings, 0 if it has none; manner: how it is numbered."""

    name: str
    among: bool
    manner: str
    order: int
    unit: str
    quantity: Quantity


def annexes(report: Report, last: Report | None) -> Iterator[Finding]:
    """Each run of such lines: its wholes against the rows below them, and what the text tells of its rows."""
    for rows in _runs(report):
        outside = [row for row in rows if not any(start <= row.quantity.start < end for start, end in report.covered)]
        for at, row in enumerate(rows):
            # The forms know no 总数: what they cover of an older annex lacks its wholes.
            if row in outside or _WHOLE.search(row.quantity.lead):
                yield from _judge(row, _below(rows, at))
        yield from _told(report, rows, outside)


def _runs(report: Report) -> Iterator[list[_Row]]:
    """At least three such lines at once; lines without figures may stand between. Also of what an extract of a form covers."""
    for paragraphs in (report.document.paragraphs, *_tables(report)):
        yield from _runs_of(report, paragraphs)


def _runs_of(report: Report, paragraphs: Sequence[Paragraph]) -> Iterator[list[_Row]]:
    run: list[_Row] = []
    for paragraph in paragraphs:
        line = report.plain[paragraph.start : paragraph.end]
        if _DIGIT.search(line) is None:
            continue
        row = _row(report, paragraph) if len(line) <= _LONGEST else None
        if row:
            run.append(row)
        else:
            if _is_annex(run):
                yield run
            run = []
    if _is_annex(run):
        yield run


def _is_annex(run: Sequence[_Row]) -> bool:
    """Where every row has a blank in its number, they are two columns: 638 885."""
    return len(run) >= _MANY and not all(_PARTED.search(row.quantity.printed) for row in run)


def _tables(report: Report) -> Iterator[list[Paragraph]]:
    """The rows of each narrow table as lines: 「其中：网站公开 | 条 | 438」."""
    for table in report.document.tables:
        plain = all(cell.column < _COLUMNS and cell.rows == 1 for cell in table.cells)
        if not plain or any(start <= table.start and table.end <= end for start, end in report.covered):
            continue  # of another form, or told of in its place
        rows: dict[int, list[int]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).extend((cell.start, cell.end))
        yield [Paragraph(min(places), max(places)) for places in rows.values()]


_DIGITS = re.compile(r"\d+")


def _row(report: Report, paragraph: Paragraph) -> _Row | None:
    match = _ROW.match(report.plain[paragraph.start : paragraph.end])
    if match is None:
        return None
    quantities = report.quantities_of(paragraph)
    if len(quantities) != 1 or not quantities[0].counts:
        return None
    mark = match["mark"] or ""
    digits = _DIGITS.search(mark)
    order = int(digits[0]) if digits else 0
    manner = _DIGITS.sub("1", mark) if order else ""
    return _Row(_name(match["name"]), bool(match["among"]), manner, order, match["unit"] or "", quantities[0])


@lru_cache(4096)
def _name(words: str) -> str:
    """What a row or a figure is called, alike in text and annex."""
    name = _FORM.sub("", "".join(words.split()))
    for pattern, common in _ALIKE:
        name = pattern.sub(common, name)
    return name


def _below(rows: Sequence[_Row], at: int) -> list[_Row]:
    """The rows that a row is divided into: 1., 2., … in one manner, which the row itself has not; deeper ones are left out."""
    following = rows[at + 1 :]
    if following and following[0].among and not following[0].order:
        return _until_full(rows[at], following)
    if not following or following[0].order != 1 or following[0].manner == rows[at].manner:
        return []
    found: list[_Row] = []
    for row in following:
        if row.manner == following[0].manner:
            if row.order != len(found) + 1:
                break
            found.append(row)
        elif not row.order or row.manner == rows[at].manner:
            break
    return found


def _until_full(whole: _Row, following: Sequence[_Row]) -> list[_Row]:
    """Rows without numbers: where the parts end nothing but their sum shows."""
    for length in range(2, len(following) + 1):
        rows = following[:length]
        if any(each.order or each.unit != whole.unit for each in rows):
            break
        if sum(each.quantity.value for each in rows) == whole.quantity.value:
            return list(rows)
    return list(following[:1])


def _judge(whole: _Row, parts: Sequence[_Row]) -> Iterator[Finding]:
    parts = [each for each in parts if each.unit == whole.unit]
    if not parts:
        return
    quantities = tuple(each.quantity for each in parts)
    added, stated = total([each.interval for each in quantities]), whole.quantity.interval
    labels = [each.name for each in parts]
    divides = families.excluding(labels) and len(parts) >= _MANY and _WHOLE.search(whole.quantity.lead)
    if len(parts) > 1 and stated.meets(added):
        yield finding("sum", "holds", whole.quantity, quantities, "sum-holds")
    elif divides:
        yield finding("sum", "contradicts", whole.quantity, quantities, "sum", 0.85)
    elif parts[0].among:
        for part in quantities:
            if not stated.below(part.interval):
                yield finding("sum", "holds", whole.quantity, (part,), "within")


# Text and annex ----------------------------------------------------------------------------------------------------------


def _told(report: Report, rows: Sequence[_Row], outside: Sequence[_Row]) -> Iterator[Finding]:
    """A sentence's figures that are called as rows are. Another figure contradicts only beside several that agree.

    outside: the rows that no prescribed form covers; where it covers all, its cells are held against the text elsewhere.
    """
    named: dict[str, list[_Row]] = {}
    for row in rows:
        named.setdefault(row.name, []).append(row)
    own = {row.quantity.start for row in rows}
    for passage in report.passages:
        for sentence in passage.sentences:
            pairs = [
                (each, named[name][0])
                for each in sentence.counts
                if each.start not in own and len(named.get(name := _name(label(each)), [])) == 1
            ]
            agreeing = [each for each, row in pairs if each.interval.meets(row.quantity.interval)]
            told = {each for each, _ in pairs}
            ended = [
                (each, row)
                for each in sentence.counts
                if each.start not in own and each not in told and each.value >= _LEAST
                for row in rows
                if row.quantity.value == each.value and len(row.name) >= _LONG and row.name in _name(label(each))
            ]
            for each, row in (*pairs, *ended):
                if each in agreeing or each not in told:
                    yield _compared(each, row, "holds")
                elif outside and len(agreeing) >= _NEIGHBOURS and each.is_whole:
                    yield _compared(each, row, "contradicts")


def _compared(told: Quantity, row: _Row, verdict: Verdict) -> Finding:
    sign = "=" if verdict == "holds" else "≠"
    args = {"name": row.name, "stated": told.printed, "expected": row.quantity.printed}
    return Finding(
        "cross", verdict, told.start, told.end, (told.figure, row.quantity.figure), told.printed, row.quantity.printed,
        f"{told.number}{sign}{row.quantity.number}", "annex-holds" if verdict == "holds" else "annex", args, None, 0.8,
    )  # fmt: skip
