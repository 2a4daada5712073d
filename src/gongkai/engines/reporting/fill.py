"""Filling a statistics table: all its cells in one query per measure, within one snapshot; then its relations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.timezone import localdate

from gongkai.engines.measures import queries as counting
from gongkai.ground.ledger.log import began_at, ended_at
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import each_alone
from gongkai.kernel.statements import queries as statements
from gongkai.kernel.statements.models import Reported
from gongkai.pure.law.layout import Column, Count, Row, Table, WrongYear
from gongkai.pure.law.relations import Checked, Relation, check
from gongkai.pure.law.tables import TABLES

Key = TypeVar("Key")

ALONE = "（本单位，不含下属）"
Values = dict[str, dict[str, counting.Figure | None]]
FILLED = ("2014", "2019-2", "2019-3", "2019-4", "2021-2", "2021-3", "2021-4")
"""The tables that the system counts, by key."""
OWN = ("case:", "record:", "entry:")
"""What the years of a house are told by: acts on these."""


@dataclass(frozen=True)
class Beside:
    """A unit's number of an outside system, and what the system counts there itself, as of the same place of the ledger."""

    reported: Reported
    ours: counting.Figure | None

    @property
    def taken(self) -> bool:
        """Does it stand in the table: explained by the unit, and accepted by the office?"""
        return self.reported.taken

    @property
    def theirs(self) -> counting.Figure:
        return counting.plain(self.reported.figure)

    @property
    def more(self) -> counting.Figure:
        """By how much the table's figure is another for it."""
        return counting.plain(self.theirs - (self.ours or 0))


@dataclass(frozen=True)
class Filled:
    """A table with its figures. ``values``: row key -> column key -> figure, None where the system keeps none.

    ``note``: of a year that is not the system's own, in a sentence, what its figures are; else "". ``beside``: numbers of outside systems of
    its units; those that are taken stand in ``values`` instead of the system's.
    """

    table: Table
    year: int
    unit: Unit
    as_of: int | None
    values: Values
    relations: list[Checked]
    within: frozenset[int] | None = None
    note: str = ""
    beside: tuple[Beside, ...] = ()

    @property
    def name(self) -> str:
        """The unit's name, with a word if those below it are left out."""
        return f"{self.unit.name}{ALONE if self.within is not None else ''}"

    @property
    def broken(self) -> list[Checked]:
        """Relations of level E that do not hold: with these the report can't be signed."""
        return [each for each in self.relations if each.level == "E" and each.holds is False]

    def figure(self, row: Row, column: str) -> counting.Figure | None:
        return self.values.get(row.key, {}).get(column)

    def counted(self, row: Row, column: str) -> counting.Figure | None:
        """What the system counts in a cell, also where a number of an outside system stands there."""
        figure, cell = self.figure(row, column), (self.table.key, row.key, column)
        taken = [each for each in self.beside if each.taken and each.reported.cell == cell]
        if not taken:
            return figure
        ours = counting.plain((figure or 0) - sum(each.more for each in taken))
        return ours if ours or any(each.ours is not None for each in taken) else None


def tables_for(year: int) -> list[Table]:
    """The countable tables of a report year."""
    return [TABLES[key] for key in FILLED if _fits(TABLES[key], year)]


def _fits(table: Table, year: int) -> bool:
    try:
        table.check_year(year)
    except WrongYear:
        return False
    return True


def require_year(table: Table, year: int, today: date) -> None:
    """Raise WrongYear unless the table belongs to the year, and the year has begun: of a later one there is nothing to count."""
    table.check_year(year)
    if year > today.year:
        raise WrongYear(
            f"The year {year} has not begun: nothing can be counted yet.", f"{year}年还没有到，没有可以统计的。"
        )


def fill(table: Table, year: int, unit: Unit, as_of: int | None = None, within: frozenset[int] | None = None) -> Filled:
    """The table of a year for a unit and those below it; ``within``: only those of them. Raises WrongYear.

    Last year's figures, where a relation carries them over, are counted by the same rows for the units of that year: what
    the forms of two years share is the measure, not the paper. A year that is not in the system has no figures, not zeros, and nothing
    is held against it.
    """
    table.check_year(year)
    previous = None
    with counting.snapshot() as using:
        own = own_years(as_of)
        values, note, beside = _values(table, year, _counted(unit, year, within), as_of, using, own)
        if _looks_back(table):
            previous, _, _ = _values(table, year - 1, _counted(unit, year - 1, within), as_of, using, own)
    return Filled(table, year, unit, as_of, values, check(table, values, previous), within, note, beside)


def records_began(as_of: int | None = None) -> int | None:
    """The year of the first case, record or entry in a logbook, None if there is none yet: before it, the system knows only what was entered later."""
    at = began_at(*OWN, size=as_of)
    return localdate(at).year if at else None


def own_years(as_of: int | None = None) -> range:
    """The years that are in the system, from the first act on a case, record or entry in a logbook to the last; empty where there is none yet.

    Whether a house is at work or a scenario was lived to its end, of a year after its last act it knows nothing.
    """
    began, ended = records_began(as_of), ended_at(*OWN, size=as_of)
    if began is None:
        return range(0)
    return range(began, max(began, localdate(ended).year if ended else began) + 1)


def _as_known(own: range, year: int, values: Values) -> tuple[Values, str]:
    """The figures of a year as far as they are known, and a sentence on a year that is not the system's own.

    Of an earlier one, what was entered later is counted; where nothing was, nothing is known, and that is not 0.
    """
    if year in own:
        return values, ""
    since = "本系统还没有记录。"
    if own:
        since = f"本系统自{own[0]}年起有记录。" if year < own[0] else f"本系统的记录到{own[-1]}年为止。"
        if year < own[0] and any(figure for row in values.values() for figure in row.values()):
            return values, f"{since}{year}年的，这里只有后来补登记的，不是那一年的全部。"
    unknown = {row: dict.fromkeys(figures) for row, figures in values.items()}
    return unknown, f"{since}{year}年的还没有录入系统，各项空着，不是0。"


def _counted(unit: Unit, year: int, within: frozenset[int] | None) -> frozenset[int]:
    units = counting.counted_units(unit, counting.year(year).last)
    return units if within is None else units & within


def differences(one: Filled, other: Filled) -> list[tuple[Row, Column]]:
    """The printed cells whose figures are not the same in two fillings of a table."""
    return [
        (row, column)
        for row, column, _ in one.table.cells()
        if row.kind != "aside" and one.figure(row, column.key) != other.figure(row, column.key)
    ]


def cell_rows(
    table: Table,
    year: int,
    unit: Unit,
    row_key: str,
    column_key: str,
    as_of: int | None = None,
    within: frozenset[int] | None = None,
) -> Any:
    """The measure and the rows that a cell counts, or None for a cell that is not counted. Raises LookupError, WrongYear."""
    table.check_year(year)
    cell = table.cell(row_key, column_key)
    if not isinstance(cell, Count):
        return None
    measure, period = counting.measures()[cell.measure], counting.year(year)
    return measure, counting.rows(measure, period, _counted(unit, year, within), cell.where, as_of)


def _looks_back(table: Table) -> bool:
    relations = [each for each in table.relations if isinstance(each, Relation)]
    return any(term.previous for each in relations for term in (*each.left, *each.right))


def values_of_many(
    table: Table, year: int, sets: Mapping[Key, frozenset[int]], as_of: int | None = None
) -> dict[Key, Values]:
    """The table's figures for each of several sets of units, which have none in common: as many queries as for one."""
    table.check_year(year)
    with counting.snapshot() as using:
        own = own_years(as_of)
        known = {k: _as_known(own, year, v)[0] for k, v in _counted_values(table, year, sets, as_of, using).items()}
        beside = beside_of(table, year, frozenset().union(*sets.values()), as_of, using)
    for key, units in sets.items():
        _take(known[key], [each for each in beside if each.reported.unit_id in units])
    return known


def _values(
    table: Table, year: int, units: frozenset[int], as_of: int | None, using: str, own: range
) -> tuple[Values, str, tuple[Beside, ...]]:
    """The figures of a year as far as they are known, a sentence on a year that is not the system's own, and the numbers of outside systems."""
    values, note = _as_known(own, year, _counted_values(table, year, {None: units}, as_of, using)[None])
    beside = beside_of(table, year, units, as_of, using)
    _take(values, beside)
    return values, note, beside


def _take(values: Values, beside: Iterable[Beside]) -> None:
    """Where a unit's number of an outside system is taken, the table has that instead of what the system counts for the unit."""
    for each in beside:
        if each.taken:
            cells, column = values.get(each.reported.row, {}), each.reported.column
            cells[column] = counting.plain((cells.get(column) or 0) + each.more)


def beside_of(
    table: Table, year: int, units: frozenset[int], as_of: int | None = None, using: str = "default"
) -> tuple[Beside, ...]:
    """The numbers of outside systems that stand beside the system's in a table, with what the system counts for each unit by itself; one query
    where there is none."""
    found = statements.standing(table.key, year, units, as_of, using)
    if not found:
        return ()
    own = each_alone({each.unit_id for each in found}, counting.year(year).last)
    counts = _counted_values(table, year, {unit: ones & units for unit, ones in own.items()}, as_of, using)
    return tuple(Beside(each, counts[each.unit_id].get(each.row, {}).get(each.column)) for each in found)


def _counted_values(
    table: Table, year: int, sets: Mapping[Key, frozenset[int]], as_of: int | None, using: str
) -> dict[Key, Values]:
    period, known = counting.year(year), counting.measures()
    by_measure: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = defaultdict(list)
    found: dict[Key, Values] = {key: defaultdict(dict) for key in sets}
    for row, column, cell in table.cells():
        for values in found.values():
            values[row.key][column.key] = None
        if isinstance(cell, Count):
            by_measure[cell.measure].append((row.key, column.key, cell.where))
    whose = {unit: key for key, units in sets.items() for unit in units}
    # A figure over one set needs no split by unit.
    split = ("unit",) if len(sets) > 1 else ()
    for measure, cells in by_measure.items():
        by = tuple(sorted({name for _, _, where in cells for name in where}))
        counts = counting.grouped(known[measure], period, frozenset(whose), (*split, *by), as_of, using)
        groups: dict[Key, dict[tuple[Any, ...], counting.Figure]] = {key: defaultdict(int) for key in sets}
        for group, n in counts.items():
            groups[whose[group[0]] if split else next(iter(sets))][group[len(split) :]] += n
        # Which cells a group belongs to is asked once, however many sets there are.
        places = {
            group: [(row, column) for row, column, where in cells if counting.fits(by, group, where)]
            for group in {group for told in groups.values() for group in told}
        }
        for key, told in groups.items():
            if not told and known[measure].told:
                continue
            values = found[key]
            for row_key, column_key, _ in cells:
                values[row_key][column_key] = 0
            for group, n in told.items():
                for row_key, column_key in places[group]:
                    values[row_key][column_key] += n
    return {key: dict(values) for key, values in found.items()}
