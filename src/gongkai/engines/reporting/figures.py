"""Figures of accounts: of a unit, alone or with all below it, in a period, as counted when the ledger had so many facts.

A figure in a text is named by its token: the key of a measure (``foi.received``), or a cell of a statistics table
(``2021-3.r3_7.total``); ``before.`` in front of it is the period before, ``unit.<code>.`` one unit of those that are counted.
It is written as it was counted; counting anew writes all of them as they are now.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.fill import Beside, Filled, beside_of, fill, tables_for
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit, unit_by_code
from gongkai.ground.units.scope import alone, each_alone
from gongkai.kernel.records.clean import figures_in, with_figures
from gongkai.pure import declare
from gongkai.pure.declare import Kind, accounts, charts
from gongkai.pure.law.layout import VALUE, Count
from gongkai.pure.law.outlines import TOKEN, Passage
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


def subject(unit: Unit, covers: str) -> Unit:
    """Whose year a report of a unit tells."""
    return (root_unit() or unit) if covers == GOVERNMENT else unit


class Counting:
    """The figures of one report: of a unit, alone or with all below it, in a year, as counted when the ledger had ``size`` facts."""

    def __init__(self, unit: Unit, told: str, covers: str, size: int) -> None:
        self.unit, self.told, self.size = subject(unit, covers), told, size
        self.period, self.before = counting.period_of(told), counting.period_of(accounts.before(told))
        unit, last = self.unit, self.period.last
        self.within = None if covers in (WHOLE, GOVERNMENT) else alone(unit.pk, last)
        counted = counting.counted_units(unit, last)
        self.units = counted if self.within is None else counted & self.within
        self._known: dict[str, counting.Figure | None] = {}
        self._tables: list[Filled] | None = None
        self._beside: dict[tuple[str, int], tuple[Beside, ...]] = {}

    @property
    def year(self) -> int:
        return self.period.last.year

    @property
    def tables(self) -> list[Filled]:
        """The forms of a year; of a shorter period there are none."""
        if self._tables is None:
            forms = [] if accounts.PERIOD.fullmatch(self.told) else tables_for(self.year)
            self._tables = [fill(each, self.year, self.unit, self.size, self.within) for each in forms]
        return self._tables

    def _asked(self, token: str) -> tuple[declare.Measure, counting.Period, frozenset[int], Mapping[str, Any]]:
        """What a token counts. Raises LookupError for a token of nothing."""
        earlier, code, rest = parted(token)
        measure, where = meaning(rest)
        units = self.units
        if code:
            unit = unit_by_code(code)
            units = units & alone(unit.pk, self.period.last) if unit else frozenset()
        return measure, self.before if earlier else self.period, units, where

    def value(self, token: str) -> counting.Figure | None:
        """The figure of a token, None where it is not known. Raises LookupError for a token of nothing."""
        if token not in self._known:
            measure, period, units, where = self._asked(token)
            figure, taken = counting.value(measure, period, units, where, self.size), self.taken(token)
            # What a form tells is told as the form has it.
            self._known[token] = _with(figure, taken) if taken else figure
        return self._known[token]

    def taken(self, token: str) -> list[Beside]:
        """The numbers of outside systems that stand in a figure instead of what the system counts for their units: those of its cell, of a measure
        those of the cells that tell the same, so that the text says what the table says."""
        earlier, code, rest = parted(token)
        key, _, place = rest.partition(".")
        year = self.year - 1 if earlier else self.year
        if accounts.PERIOD.fullmatch(self.told):
            return []
        cells = [(key, *place.split("."))] if key in TABLES else _cells_telling(rest, {}, year)
        found = self._taken_in(cells, year)
        return [each for each in found if not code or each.reported.unit_id in self._asked(token)[2]]

    def _taken_in(self, cells: Iterable[tuple[str, ...]], year: int) -> list[Beside]:
        """Those that are taken in cells of a year's forms; of cells that tell the same, one for each unit."""
        found: dict[int, Beside] = {}
        for cell in cells:
            if (cell[0], year) not in self._beside:
                self._beside[cell[0], year] = beside_of(TABLES[cell[0]], year, self.units, self.size)
            for each in self._beside[cell[0], year]:
                if each.taken and each.reported.cell == cell:
                    found.setdefault(each.reported.unit_id, each)
        return list(found.values())

    def by_unit(self, key: str, where: Mapping[str, Any] | None = None) -> dict[int, counting.Figure]:
        """A measure of each unit that has any, what those that it succeeded did counted with it; two queries."""
        names, wanted = ("unit", *(where or {})), where or {}
        counts = counting.grouped(counting.measures()[key], self.period, self.units, names, self.size)
        found: dict[int, counting.Figure] = {}
        for group, n in counts.items():
            if counting.fits(names[1:], group[1:], wanted):
                found[group[0]] = found.get(group[0], 0) + n
        own = each_alone(self.units, self.period.last)
        told = {unit: sum(found.get(one, 0) for one in ones) for unit, ones in own.items()}
        if not accounts.PERIOD.fullmatch(self.told):
            for each in self._taken_in(_cells_telling(key, wanted, self.year), self.year):
                told[each.reported.unit_id] = counting.plain(told.get(each.reported.unit_id, 0) + each.more)
        return {unit: n for unit, n in told.items() if n}

    def rows(self, token: str) -> tuple[declare.Measure, QuerySet]:
        """The measure of a token and the rows that its figure counts, oldest first. Raises LookupError for a token of nothing."""
        measure, period, units, where = self._asked(token)
        found = counting.rows(measure, period, units, where, self.size)
        return measure, found.order_by(measure.on, "ref")

    def written(self, token: str) -> str:
        """A token's figure as it stands in a text."""
        figure = self.value(token)
        return "" if figure is None else str(figure)

    def chip(self, token: str) -> str:
        return f'<a href="figure:{token}" rel="noopener nofollow">{self.written(token)}</a>'

    def anew(self, body: str) -> str:
        """A text with every figure as it is counted here; a token that means nothing any more stays as it was written, and so does a chart."""

        def shown(token: str, written: str) -> str:
            if charts.TOKEN.fullmatch(token):
                return f'<a href="figure:{token}" rel="noopener nofollow">{written}</a>'
            try:
                return self.chip(token)
            except LookupError:
                return written

        return with_figures(body, shown)

    def measures(self) -> list[Counted]:
        """All measures that stand by themselves, with their figures."""
        alone = [each for each in counting.measures().values() if not each.of]
        figures = counting.values(alone, self.period, self.units, self.size)
        for each in alone:
            if taken := self.taken(each.key):
                figures[each.key] = _with(figures[each.key], taken)
        return [Counted(each.key, each.label, figures[each.key], each.unit, each.definition) for each in alone]

    def offered(self) -> list[Counted]:
        """What can be put into the text: those, then the cells of the year's tables that have a figure."""
        found = self.measures()
        for filled in self.tables:
            found += [each for each in _cells(filled) if each.value is not None]
        return found


def _with(figure: counting.Figure | None, taken: Iterable[Beside]) -> counting.Figure:
    return counting.plain((figure or 0) + sum(each.more for each in taken))


def _cells_telling(measure: str, where: Mapping[str, Any], year: int) -> list[tuple[str, str, str]]:
    """The cells of a year's forms that count just this of a measure."""
    return [
        (table.key, row.key, column.key)
        for table in tables_for(year)
        for row, column, cell in table.cells()
        if isinstance(cell, Count) and cell.measure == measure and dict(cell.where) == dict(where)
    ]


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


_PLACE = re.compile(r"(?:(before)\.|unit\.([0-9A-Za-z_-]+)\.)?(.+)", re.DOTALL)


def parted(token: str) -> tuple[bool, str, str]:
    """Whether a token is of the period before, of which unit (its code, "" of all that are counted), and what it counts."""
    found = _PLACE.fullmatch(token)
    return (bool(found[1]), found[2] or "", found[3]) if found else (False, "", token)


def named(token: str) -> str:
    """What a token is called: 新收政府信息公开申请, or （一）予以公开·总计; 上期新收政府信息公开申请."""
    earlier, code, token = parted(token)
    unit = unit_by_code(code) if code else None
    return f"{unit.short_name if unit else ''}{'上期' if earlier else ''}{_named(token)}"


def _named(token: str) -> str:
    table, _, place = token.partition(".")
    if table not in TABLES:
        return counting.measures()[token].label
    row, _, column = place.partition(".")
    label = TABLES[table].row(row).label
    return label if column == VALUE else f"{label}·{TABLES[table].column(column).label}"


def of(content: Mapping[str, Any], unit: Unit, size: int | None = None) -> "Counting":
    """The figures of a report, as it counted them itself or (``size``) at another place of the ledger."""
    size = content.get("size") if size is None else size
    return Counting(unit, period_told(content), content.get("covers") or OWN, size or 0)


def period_told(content: Mapping[str, Any]) -> str:
    """Of which period an account is: a year, a quarter, a month."""
    return content.get("period") or content["year"]


def kind_spanning(field: str) -> type[Kind]:
    """The kind of account whose period stands in a field of that name. Raises LookupError where there is none."""
    found = (drawer.declaration for drawer in declare.kinds() if drawer.declaration.account)
    kind = next((each for each in found if each.spans == field), None)
    if kind is None:
        raise LookupError(f"no kind of record is declared as an account by its {field}")
    return kind


def told_in(passage: Passage, figures: Counting) -> str:
    """The sentences of which every figure is known; what is left ends with a full stop."""
    told = [
        TOKEN.sub(lambda found: figures.chip(found[1]), sentence)
        for sentence in passage.sentences
        if all(figures.value(token) is not None for token in TOKEN.findall(sentence))
    ]
    return re.sub(r"，$", "。", "".join(told))


def changes(kind: type[Kind], before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What differs between two contents of an account: cells of its tables, and figures in its text."""
    found = []
    tables, others = kind.figures(before), kind.figures(now)
    for key in [*tables, *(each for each in others if each not in tables)]:
        table = TABLES[key]
        for row, column, _ in table.cells():
            was, is_now = (_text(each.get(key, {}).get(row.key, {}).get(column.key)) for each in (tables, others))
            if was != is_now and row.kind != "aside":
                label = row.label if column.key == VALUE else f"{row.label}·{column.label}"
                found.append(Change(label, was, is_now))
    # Figures of forms are told already; those of other tables stand in the text as it is read.
    written, anew = (dict(figures_in(kind.text(dict(each)))) for each in (before, now))
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
