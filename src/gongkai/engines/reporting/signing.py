"""A unit's own account of a year: its tables without the units below it, signed when their relations hold; what has changed since.

Every unit signs its own, so that consolidation is addition: the county's figures are those of its units, its own among them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.fill import Filled, fill, tables_for, values_of_many
from gongkai.engines.reporting.forms import told
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_between
from gongkai.ground.units.scope import Actor, alone, each_alone
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.statements import actions
from gongkai.kernel.statements.models import Figures, Statement
from gongkai.pure.law.tables import TABLES

OWING = ("department", "town")
"""Units that owe an account of their own each year (条例第49条); others may sign one."""


@dataclass(frozen=True)
class Difference:
    """A figure that is not any more as it was signed; None: blank."""

    table: str
    row: str
    column: str
    cell: str
    signed: str | None
    now: str | None


def owing(year: int) -> list[Unit]:
    """The units that owe an account of a year: those that are there at its end and are counted in the county's totals. What a unit left that
    closed in the year is its successor's."""
    return [each for each in there_at_the_end_of(year) if each.level in OWING and each.in_totals]


def there_at_the_end_of(year: int) -> list[Unit]:
    """The units that are there at the end of a year, in their official order."""
    period = counting.year(year)
    found = units_between(period.first, period.last)
    return [each for each in found if not each.closed_on or each.closed_on > period.last]


def due_on(year: int) -> date:
    """By when a unit's account of a year is due: the last of January after it (条例第49条)."""
    return date(year + 1, 1, 31)


def account(unit: Unit, year: int, size: int) -> list[Filled]:
    """The tables of a year with a unit's own figures, as counted when the ledger had ``size`` facts."""
    own = alone(unit.pk, counting.year(year).last)
    return [fill(table, year, unit, size, own) for table in tables_for(year)]


def figures_of(filled: Iterable[Filled]) -> Figures:
    """What is signed: every figure of every table, in plain digits."""
    return {
        each.table.key: {row: {column: _text(n) for column, n in cells.items()} for row, cells in each.values.items()}
        for each in filled
    }


def _text(figure: counting.Figure | None) -> str | None:
    return None if figure is None else str(figure)


def sign(*, unit: Unit, year: int, size: int, explained: str, by: Actor, at: datetime, seen: int) -> Statement:
    """Sign a unit's own account as it was shown, counted up to ``size``. Raises StepRefused: while a relation of the forms does not hold, which is
    named with its two sides, or a warning stands unexplained."""
    filled = account(unit, year, size)
    if not filled:
        raise StepRefused(f"{year}年没有统一的统计表")
    broken = [told(each) for one in filled for each in one.broken]
    if broken:
        raise StepRefused(f"勾稽关系不成立，不能确认：{'；'.join(broken[:3])}")
    if doubts(filled) and not explained.strip():
        raise StepRefused("有需要说明的提示，请写明是什么情况", "explained")
    return actions.sign(
        unit=unit, year=year, size=size, figures=figures_of(filled), explained=explained, by=by, at=at, seen=seen
    )


def doubts(filled: Iterable[Filled]) -> list[str]:
    """Warnings that do not hold: what is signed with them has to be explained."""
    return [told(each) for one in filled for each in one.relations if each.level == "W" and each.holds is False]


def differences(statement: Statement, filled: Iterable[Filled]) -> list[Difference]:
    """What differs in the unit's ``account``, as it is filled now, from what was signed."""
    now = figures_of(filled)
    found = []
    for key, rows in now.items():
        table, before = TABLES[key], statement.told.get(key, {})
        for row, cells in rows.items():
            for column, figure in cells.items():
                signed = before.get(row, {}).get(column)
                if signed != figure:
                    label = "" if len(table.columns) == 1 else table.column(column).label
                    found.append(
                        Difference(table.title, table.row(row).label, label, f"{key}/{row}/{column}", signed, figure)
                    )
    return found


def changed(statements: Mapping[int, Statement], year: int, size: int) -> dict[int, int]:
    """By unit how many figures differ from what it signed; as many queries for many units as for one."""
    if not statements:
        return {}
    sets = each_alone(statements, counting.year(year).last)
    now: dict[int, Figures] = {unit: {} for unit in statements}
    for table in tables_for(year):
        for unit, values in values_of_many(table, year, sets, size).items():
            now[unit][table.key] = {row: {c: _text(n) for c, n in cells.items()} for row, cells in values.items()}
    return {unit: _differing(each.told, now[unit]) for unit, each in statements.items()}


def _differing(signed: Figures, now: Figures) -> int:
    return sum(
        signed.get(key, {}).get(row, {}).get(column) != figure
        for key, rows in now.items()
        for row, cells in rows.items()
        for column, figure in cells.items()
    )
