"""What a figure counts, said once and in no database's words: conditions on the columns of a sheet.

Two compilers read them: ``as_q`` for the live rows, on whatever database the home has, and ``as_sql`` for an exported folder.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.db.models import Q

from gongkai.pure.declare import Measure

COLUMNS = {"applicant": "party_type", "unit": "unit_id"}
"""Columns of a sheet that tables and measures call by another name."""
CLOSED_ON = "closed_on"
Op = Literal["=", "<", "<=", ">", ">="]
_LOOKUPS: dict[Op, str] = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Compare:
    """A column against one value; "=" None: it is empty. An empty column is neither less nor more than anything."""

    column: str
    op: Op
    value: Any


@dataclass(frozen=True)
class OneOf:
    """A column holds one of these values; None among them: or it is empty."""

    column: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Either:
    """At least one of these holds."""

    parts: tuple[Compare, ...]


Condition = Compare | OneOf | Either


def conditions(
    measure: Measure, period: Period, where: Mapping[str, Any] | None = None, as_of: int | None = None
) -> list[Condition]:
    """All that holds of a row that the figure counts, but whose it is. ``as_of``: as when the ledger had so many facts; None: live."""
    return [*in_force(as_of), *meaning(measure, period, where)]


def meaning(measure: Measure, period: Period, where: Mapping[str, Any] | None = None) -> list[Condition]:
    """What a state of something has to be like to be counted, whenever it was told."""
    found: list[Condition] = [_holds(*each) for given in (measure.where, where or {}) for each in given.items()]
    return [*found, *_in_period(measure, period)]


def in_force(as_of: int | None) -> list[Condition]:
    """The rows that told the state of things when the ledger had so many facts."""
    if as_of is None:
        return [Compare("to_idx", "=", None)]
    return [Compare("from_idx", "<", as_of), Either((Compare("to_idx", "=", None), Compare("to_idx", ">=", as_of)))]


def _holds(name: str, value: Any) -> Condition:
    column = COLUMNS.get(name, name)
    return OneOf(column, value) if isinstance(value, tuple) else Compare(column, "=", value)


def _in_period(measure: Measure, period: Period) -> list[Condition]:
    """Balances are predicates: received before a boundary, and not closed before it. No balance is ever stored."""
    on = measure.on
    if not measure.balance:
        return [Compare(on, ">=", period.first), Compare(on, "<=", period.last)]
    if measure.balance == "in":
        return [Compare(on, "<", period.first), _open(CLOSED_ON, ">=", period.first)]
    if measure.balance == "held":
        return [Compare(on, "<=", period.last), _open(CLOSED_ON, ">=", period.first)]
    until = measure.until if measure.balance == "standing" else CLOSED_ON
    return [Compare(on, "<=", period.last), _open(until, ">", period.last)]


def _open(column: str, op: Op, day: date) -> Either:
    return Either((Compare(column, "=", None), Compare(column, op, day)))


def as_q(condition: Condition) -> Q:
    """For rows in the database."""
    if isinstance(condition, Either):
        return reduce(or_, (as_q(each) for each in condition.parts))
    if isinstance(condition, Compare):
        lookup = f"__{_LOOKUPS[condition.op]}" if condition.op != "=" else ""
        return Q(**{f"{condition.column}{lookup}": condition.value})
    # NULL equals nothing in SQL, so IN never finds it.
    given = Q(**{f"{condition.column}__in": [each for each in condition.values if each is not None]})
    return given | Q(**{f"{condition.column}__isnull": True}) if None in condition.values else given


def as_sql(condition: Condition) -> tuple[str, list[Any]]:
    """For an exported folder: standard SQL with ``?`` where its values go."""
    if isinstance(condition, Either):
        parts = [as_sql(each) for each in condition.parts]
        return f"({' OR '.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]
    column = f'"{condition.column}"'
    if isinstance(condition, Compare):
        return (
            (f"{column} IS NULL", []) if condition.value is None else (f"{column} {condition.op} ?", [condition.value])
        )
    given = [each for each in condition.values if each is not None]
    some = f"{column} IN ({_marks(given)})" if given else "FALSE"
    return (f"({some} OR {column} IS NULL)" if None in condition.values else some), given


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)
