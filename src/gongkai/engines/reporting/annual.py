"""Annual reports: begun from the outline of their year with the figures that the ledger gives, counted anew, and compared.

A figure in a text is named by its token: the key of a measure (``foi.received``), or a cell of a statistics table
(``2021-3.r3_7.total``). It is written as it was counted when the ledger had as many facts as the report says; counting anew
writes all of them, and the tables, as they are now, in one version.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.db.models import QuerySet

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import Filled, fill, tables_for
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, root_unit, units
from gongkai.ground.units.scope import alone
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.records.clean import figures_in, with_figures
from gongkai.pure import declare
from gongkai.pure.declare import Kind
from gongkai.pure.law.layout import VALUE, Count
from gongkai.pure.law.outlines import ASKS, KEY_POINTS, OPENING, TOKEN, Passage, outline
from gongkai.pure.law.tables import TABLES

OWN, WHOLE, GOVERNMENT = "own", "whole", "government"
"""Whose figures a report tells: the unit's own, those of all below it too, or those of the whole government, for which the unit compiles it."""


@dataclass(frozen=True)
class Counted:
    """A figure that can stand in a text: its token, what it is called, its value (None: unknown), unit and definition, and where its list
    is (``table`` "row/column", or the measure's key)."""

    token: str
    label: str
    value: counting.Figure | None
    unit: str
    definition: str


@dataclass(frozen=True)
class Change:
    """A figure that is not any more what the report says; "": blank."""

    what: str
    before: str
    now: str


def kind() -> type[Kind]:
    """The kind of record that annual reports are. Raises LookupError where there is none."""
    found = next((drawer.declaration for drawer in declare.kinds() if drawer.declaration.account), None)
    if found is None:
        raise LookupError("no kind of record is declared as an account")
    return found


def due_on(year: int, covers: str) -> date:
    """By when the report of a year is public: units by the end of January, the government by the end of March (条例第49条)."""
    return date(year + 1, 3, 31) if covers == GOVERNMENT else signing.due_on(year)


def maker() -> Unit | None:
    """The unit that compiles the government's report: the one that undertakes or hosts its site, or else the government's own."""
    known, root = government(), root_unit()
    named = [known.undertaker, known.host] if known else []
    return next((each for name in named for each in units() if name and each.name == name), root)


def subject(unit: Unit, covers: str) -> Unit:
    """Whose year a report of a unit tells."""
    return (root_unit() or unit) if covers == GOVERNMENT else unit


class Counting:
    """The figures of one report: of a unit, alone or with all below it, in a year, as counted when the ledger had ``size`` facts."""

    def __init__(self, unit: Unit, year: int, covers: str, size: int) -> None:
        self.unit, self.year, self.size = subject(unit, covers), year, size
        unit = self.unit
        self.within = None if covers in (WHOLE, GOVERNMENT) else alone(unit.pk, counting.year(year).last)
        counted = counting.counted_units(unit, counting.year(year).last)
        self.units = counted if self.within is None else counted & self.within
        self._known: dict[str, counting.Figure | None] = {}
        self._tables: list[Filled] | None = None

    @property
    def tables(self) -> list[Filled]:
        if self._tables is None:
            self._tables = [fill(each, self.year, self.unit, self.size, self.within) for each in tables_for(self.year)]
        return self._tables

    def value(self, token: str) -> counting.Figure | None:
        """The figure of a token, None where it is not known. Raises LookupError for a token of nothing."""
        if token not in self._known:
            measure, where = meaning(token)
            period = counting.year(self.year)
            self._known[token] = counting.value(measure, period, self.units, where, self.size)
        return self._known[token]

    def rows(self, token: str) -> tuple[declare.Measure, QuerySet]:
        """The measure of a token and the rows that its figure counts, oldest first. Raises LookupError for a token of nothing."""
        measure, where = meaning(token)
        found = counting.rows(measure, counting.year(self.year), self.units, where, self.size)
        return measure, found.order_by(measure.on, "ref")

    def written(self, token: str) -> str:
        """A token's figure as it stands in a text."""
        figure = self.value(token)
        return "" if figure is None else str(figure)

    def chip(self, token: str) -> str:
        return f'<a href="figure:{token}" rel="noopener nofollow">{self.written(token)}</a>'

    def offered(self) -> list[Counted]:
        """What can be put into the text: all measures, then the cells of the year's tables that have a figure."""
        found = []
        for measure in counting.measures().values():
            found.append(Counted(measure.key, measure.label, self.value(measure.key), measure.unit, measure.definition))
        for filled in self.tables:
            found += [each for each in _cells(filled) if each.value is not None]
        return found


def _cells(filled: Filled) -> Iterable[Counted]:
    table = filled.table
    for row, column, cell in table.cells():
        if isinstance(cell, Count) and row.kind != "aside":
            label = row.label if column.key == VALUE else f"{row.label}·{column.label}"
            measure = counting.measures()[cell.measure]
            token = f"{table.key}.{row.key}.{column.key}"
            yield Counted(token, label, filled.figure(row, column.key), row.unit, measure.definition)


def meaning(token: str) -> tuple[declare.Measure, Mapping[str, Any]]:
    """The measure that a token names, and what of it is counted. Raises LookupError."""
    table, _, place = token.partition(".")
    if table in TABLES:
        row, _, column = place.partition(".")
        cell = TABLES[table].cell(row, column)
        if not isinstance(cell, Count):
            raise LookupError(token)
        return counting.measures()[cell.measure], cell.where
    measure = counting.measures().get(token)
    if measure is None:
        raise LookupError(token)
    return measure, {}


def named(token: str) -> str:
    """What a token is called: 新收政府信息公开申请, or （一）予以公开·总计."""
    table, _, place = token.partition(".")
    if table not in TABLES:
        return counting.measures()[token].label
    row, _, column = place.partition(".")
    label = TABLES[table].row(row).label
    return label if column == VALUE else f"{label}·{TABLES[table].column(column).label}"


def of(content: Mapping[str, Any], unit: Unit, size: int | None = None) -> "Counting":
    """The figures of a report, as it counted them itself or (``size``) at another place of the ledger."""
    size = content.get("size") if size is None else size
    return Counting(unit, int(content["year"]), content.get("covers") or OWN, size or 0)


def begun(unit: Unit, year: int, covers: str, today: date, size: int) -> dict[str, Any]:
    """The content of a report that is begun: the outline of its year, with the figures that are known."""
    figures = Counting(unit, year, covers, size)
    return {
        "title": f"{figures.unit.name}{year}年政府信息公开工作年度报告",
        "formed_on": today.isoformat(),
        "year": str(year),
        "covers": covers,
        "size": size,
        "body": _first_text(figures, today),
        "explained": None,
    } | _fields(figures)


def _fields(figures: Counting) -> dict[str, Any]:
    """The tables as the kind's fields hold them; those of other years empty."""
    filled = {each.table.key: each.values for each in figures.tables}
    return kind().tabled(filled)


def _first_text(figures: Counting, today: date) -> str:
    parts = [f"<p>{OPENING.format(year=figures.year)}</p>"]
    for part in outline(figures.year):
        parts.append(f"<h2>{escape(part.title)}</h2>")
        for passage in part.passages:
            if passage.needs and not figures.value(passage.needs):
                continue
            if passage.head:
                parts.append(f"<h3>{escape(passage.head)}</h3>")
            if text := _passage(passage, figures):
                parts.append(f"<p>{text}</p>")
            if passage.lists:
                parts.append(LISTS[passage.lists](figures))
            if passage.asks:
                parts.append(f"<p>{ASKS}{escape(passage.asks)}</p>")
    signed = f"{today.year}年{today.month}月{today.day}日"
    parts.append(f'<p class="signed">{escape(figures.unit.name)}</p><p class="signed">{signed}</p>')
    return "".join(parts)


def _key_points(figures: Counting) -> str:
    """The tasks of the year that are public, each with who led it and what came of it."""
    found = [each for each in keypoints.told_of(figures.year, figures.units) if each.public]
    lines = "".join(f"<li>{escape(_of_point(each))}</li>" for each in found)
    return f"<ul>{lines}</ul>" if lines else ""


def _of_point(point: KeyPoint) -> str:
    how = {True: "，按期完成", False: "，晚于时限完成", None: f"，{point.state_label}"}[point.kept]
    more = point.result or point.because
    return f"{point.named}（{point.unit.short_name}牵头{how}）{f'：{more}' if more else ''}"


LISTS = {"keypoints": _key_points}
"""What passages of the outline list, by the outline's word."""
_CHAPTER = re.compile(
    rf"<h3>[^<]*{KEY_POINTS.head.partition('）')[2]}</h3>.*?(?=<h[23]|<p class=\"signed\"|$)", re.DOTALL
)


def with_key_points(content: Mapping[str, Any], unit: Unit) -> dict[str, Any]:
    """A report's content with its chapter on the year's key points as they stand now: in the place of the one that it has, or at the end of its
    first part. Raises LookupError where the year has none."""
    figures = of(content, unit)
    if not figures.value(KEY_POINTS.needs):
        raise LookupError(KEY_POINTS.needs)
    chapter = f"<h3>{escape(KEY_POINTS.head)}</h3><p>{_passage(KEY_POINTS, figures)}</p>{_key_points(figures)}"
    body = content["body"] or ""
    if _CHAPTER.search(body):
        body = _CHAPTER.sub(lambda _: chapter, body, count=1)
    else:
        heads = [found.start() for found in re.finditer("<h2", body)]
        place = heads[1] if len(heads) > 1 else len(body)
        body = body[:place] + chapter + body[place:]
    return {**content, "body": body}


def _passage(passage: Passage, figures: Counting) -> str:
    """The sentences of which every figure is known; what is left ends with a full stop."""
    told = [
        TOKEN.sub(lambda found: figures.chip(found[1]), sentence)
        for sentence in passage.sentences
        if all(figures.value(token) is not None for token in TOKEN.findall(sentence))
    ]
    return re.sub(r"，$", "。", "".join(told))


def recounted(content: Mapping[str, Any], unit: Unit, size: int) -> dict[str, Any]:
    """A report's content with every figure as it is now; a token that means nothing any more stays as it was written."""
    figures = of(content, unit, size)

    def shown(token: str, written: str) -> str:
        try:
            return figures.chip(token)
        except LookupError:
            return written

    return {**content, **_fields(figures), "size": size, "body": with_figures(content["body"], shown)}


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What differs between two contents of a report: cells of its tables, and figures in its text."""
    found = []
    tables, others = kind().figures(before), kind().figures(now)
    for key in [*tables, *(each for each in others if each not in tables)]:
        table = TABLES[key]
        for row, column, _ in table.cells():
            was, is_now = (_text(each.get(key, {}).get(row.key, {}).get(column.key)) for each in (tables, others))
            if was != is_now and row.kind != "aside":
                label = row.label if column.key == VALUE else f"{row.label}·{column.label}"
                found.append(Change(label, was, is_now))
    written, anew = dict(figures_in(before["body"] or "")), dict(figures_in(now["body"] or ""))
    for token, was in written.items():
        if token in anew and anew[token] != was and TABLES.get(token.partition(".")[0]) is None:
            found.append(Change(named(token), was, anew[token]))
    return found


def _text(figure: counting.Figure | None) -> str:
    return "" if figure is None else str(figure)


_TYPED = re.compile(r"(?<![\d.,第〔（(年月—–-])(\d{1,9}(?:\.\d{1,4})?)\s*(人次|万元|条|件|次|个|人|篇|期|场|处|家)")
_STOPS = re.compile(r"[，。；、：！？]")
_AROUND, MOST_CHOICES = 14, 4


@dataclass(frozen=True)
class Offer:
    """A number that somebody typed and that the system counts under one of these tokens. ``at``: which typed number of the text it is."""

    at: int
    quote: str
    number: str
    choices: tuple[Counted, ...]


def offers(content: Mapping[str, Any], figures: Counting) -> list[Offer]:
    """Typed numbers that are a figure of the year in its unit, where a word of their clause is that figure's too."""
    by_value: dict[tuple[str, str], list[Counted]] = {}
    for each in figures.offered():
        if each.value:
            by_value.setdefault((str(each.value), each.unit), []).append(each)
    found = []
    for at, (number, unit, clause) in enumerate(_typed(content["body"] or "")):
        fitting = [each for each in by_value.get((number, unit), ()) if _shares(clause, each.label)]
        if fitting:
            found.append(Offer(at, f"{clause[-_AROUND:]}{number}{unit}", number, tuple(fitting[:MOST_CHOICES])))
    return found


def _shares(words: str, label: str) -> bool:
    """Two signs in a row that both have, besides the words that stand everywhere here."""
    plain = re.sub(r"政府|信息|公开|总计|本年|[^\u4e00-\u9fff]", "", label)
    return any(plain[n : n + 2] in words for n in range(len(plain) - 1))


def _typed(body: str) -> list[tuple[str, str, str]]:
    """Numbers that stand in the text itself: the number, its unit, what its clause says before it. What is a figure already is none."""
    return [
        (each[1], each[2], _STOPS.split(text[: each.start(1)])[-1])
        for _, text in _texts(body)
        for each in _TYPED.finditer(text)
    ]


_CHIP_OR_TAG = re.compile(r'<a href="figure:[^"]*"[^>]*>.*?</a>|<[^>]*>')


def _texts(body: str) -> list[tuple[int, str]]:
    """The runs of text between tags and figures, with their places."""
    found, last = [], 0
    for each in _CHIP_OR_TAG.finditer(body):
        found.append((last, body[last : each.start()]))
        last = each.end()
    return [(start, text) for start, text in [*found, (last, body[last:])] if text]


def taken_up(body: str, at: int, token: str, figures: Counting) -> str:
    """The text with the ``at``-th typed number as the figure of a token. Raises LookupError if there is none, or the figure is another."""
    number = -1
    for place, text in _texts(body):
        for each in _TYPED.finditer(text):
            number += 1
            if number == at:
                if each[1] != figures.written(token):
                    raise LookupError(token)
                start = place + each.start(1)
                return f"{body[:start]}{figures.chip(token)}{body[start + len(each[1]) :]}"
    raise LookupError(at)


def unwritten(content: Mapping[str, Any]) -> list[str]:
    """What the outline asks people to write and nobody has written yet."""
    return re.findall(rf"{re.escape(ASKS)}([^<]*)", content["body"] or "")
