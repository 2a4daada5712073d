"""Counting: a figure is the length of the list that ``rows`` gives, or the sum of one of its columns, whoever asks and whenever."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db import connections, transaction
from django.db.models import Count, QuerySet, Sum

from gongkai.engines.measures import cells, forms
from gongkai.engines.measures.conditions import COLUMNS, Period, as_q, conditions, meaning
from gongkai.engines.measures.kernel_measures import MEASURES
from gongkai.engines.measures.models import (
    CaseMonth,
    CaseSheet,
    CaseYear,
    DemandSheet,
    EntrySheet,
    KeyPointSheet,
    MatterSheet,
    OutletSheet,
    RecordSheet,
    Sheet,
    StepSheet,
    SubmissionSheet,
)
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Closure, Unit
from gongkai.ground.units.scope import each_subtree, subtree
from gongkai.kernel.flow import consumers
from gongkai.pure import declare
from gongkai.pure.declare import Measure

SNAPSHOT = "snapshot"
SHEETS: dict[str, type[Sheet]] = {
    "case": CaseSheet,
    "record": RecordSheet,
    "outlet": OutletSheet,
    "submission": SubmissionSheet,
    "entry": EntrySheet,
    "demand": DemandSheet,
    "keypoint": KeyPointSheet,
    "step": StepSheet,
    "matter": MatterSheet,
}
Figure = int | Decimal
_PERIOD = re.compile(r"([12]\d{3})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?")


def year(number: int) -> Period:
    """The period of a yearly report: 1 January to 31 December."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def period_of(text: str) -> Period:
    """A year (2026), a quarter (2026-Q3) or a month (2026-09). Raises ValueError."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    number, quarter, month = int(found[1]), found[2], found[3]
    first, months = (3 * int(quarter) - 2, 3) if quarter else (int(month), 1) if month else (1, 12)
    end = date(number + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return Period(date(number, first, 1), end - timedelta(1))


def measures() -> Mapping[str, Measure]:
    """Every measure by key: the drawers', those of all records and cases, and the rows of forms that narrow one of them. Raises ValueError on a key
    declared twice.
    """
    return _measures(_drawers())


def counted_steps() -> frozenset[str]:
    """The steps that some measure counts."""
    return _counted_steps(_drawers())


def _drawers() -> tuple[type, ...]:
    return tuple(drawer.declaration for drawer in (*declare.kinds(), *declare.procedures(), *declare.logbooks()))


@lru_cache(maxsize=4)
def _counted_steps(drawers: tuple[type, ...]) -> frozenset[str]:
    asked = (each.where["step"] for each in _measures(drawers).values() if each.sheet == "step")
    return frozenset(step for each in asked for step in (each if isinstance(each, tuple) else (each,)))


@lru_cache(maxsize=4)
def _measures(drawers: tuple[type, ...]) -> Mapping[str, Measure]:
    found: dict[str, Measure] = {}
    for measure in (*MEASURES, *(each for drawer in drawers for each in drawer.measures)):
        if measure.key in found:
            raise ValueError(f"the measure {measure.key} is declared twice")
        found[measure.key] = measure
    return MappingProxyType(found | {each.key: each for each in forms.of_forms(found)})


def counted_units(unit: Unit, on: date) -> frozenset[int]:
    """The units a unit's figures add up: its subtree as of a day, without units led from above (``in_totals``), unless
    the figures are such a unit's own."""
    below = subtree(unit.pk, on)
    apart = Unit.objects.filter(pk__in=below - {unit.pk}, in_totals=False).values_list("pk", flat=True)
    return below.difference(*(subtree(each, on) for each in apart))


def counted_units_of(unit_ids: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """The same for many units, by three queries."""
    below = each_subtree(unit_ids, on)
    apart = list(
        Unit.objects.filter(pk__in=frozenset().union(*below.values()), in_totals=False).values_list("pk", flat=True)
    )
    led = each_subtree(apart, on)
    return {
        unit: found.difference(*(led[each] for each in apart if each in found and each != unit))
        for unit, found in below.items()
    }


def rows(
    measure: Measure,
    period: Period,
    units: frozenset[int],
    where: Mapping[str, Any] | None = None,
    as_of: int | None = None,
    using: str = "default",
) -> QuerySet[Sheet]:
    """What a figure counts, one row each. ``where`` narrows by the measure's dimensions (a tuple: one of these).

    ``as_of`` N counts as when the ledger had N facts; None counts what is live.
    """
    found = SHEETS[measure.sheet].objects.using(using).filter(unit_id__in=units)
    return found.filter(*(as_q(each) for each in conditions(measure, period, where, as_of)))


def states(
    measure: Measure,
    period: Period,
    units: frozenset[int],
    where: Mapping[str, Any] | None = None,
    using: str = "default",
) -> QuerySet[Sheet]:
    """Every state that anything ever had in which it is counted, whenever the ledger told it."""
    found = SHEETS[measure.sheet].objects.using(using).filter(unit_id__in=units)
    return found.filter(*(as_q(each) for each in meaning(measure, period, where)))


def facts_of(indices: Iterable[int]) -> QuerySet[Fact]:
    """The facts by which figures became what they are."""
    return Fact.objects.filter(idx__in=set(indices))


def units_and_closure(using: str) -> tuple[QuerySet[Unit], QuerySet[Closure]]:
    """What says whose figures add up to whose."""
    return Unit.objects.using(using).order_by("pk"), Closure.objects.using(using).order_by("pk")


def value(
    measure: Measure,
    period: Period,
    units: frozenset[int],
    where: Mapping[str, Any] | None = None,
    as_of: int | None = None,
    using: str = "default",
) -> Figure | None:
    """The figure: how many rows there are, or what they add up to; None where it is unknown (``Measure.told``)."""
    counts = grouped(measure, period, units, tuple(where or ()), as_of, using)
    if measure.told and not counts:
        return None
    return sum(n for group, n in counts.items() if fits(tuple(where or ()), group, where or {}))


def values(
    asked: Iterable[Measure], period: Period, units: frozenset[int], as_of: int | None = None, using: str = "default"
) -> dict[str, Figure | None]:
    """The figures of many measures by key. Those that take the same day of the same sheet are counted together, in one query."""
    together: dict[tuple[str, ...], list[Measure]] = defaultdict(list)
    for measure in asked:
        until = measure.until if measure.balance == "standing" else ""
        together[measure.sheet, measure.on, measure.balance, until, measure.total].append(measure)
    found: dict[str, Figure | None] = {}
    for alike in together.values():
        by = tuple(sorted({name for measure in alike for name in measure.where}))
        counts = grouped(replace(alike[0], where={}, told=True), period, units, by, as_of, using)
        for measure in alike:
            told = [n for group, n in counts.items() if fits(by, group, measure.where)]
            found[measure.key] = plain(sum(told)) if told or not measure.told else None
    return found


def of_rows(measure: Measure, found: QuerySet[Sheet]) -> Figure | None:
    """The figure that a list of rows makes: how many they are, or what they add up to; None where it is unknown (``Measure.told``)."""
    told = found.order_by().aggregate(n=Count("*"), total=_figure(measure))
    return plain(told["total"]) if told["n"] or not measure.told else None


def grouped(
    measure: Measure,
    period: Period,
    units: frozenset[int],
    by: tuple[str, ...],
    as_of: int | None = None,
    using: str = "default",
) -> dict[tuple[Any, ...], Figure]:
    """The same rows counted, or added up, by the values of some dimensions, in one query; {} if there is no row."""
    columns = [COLUMNS.get(name, name) for name in by]
    if as_of is not None and as_of >= _places(using)[cells.SHEETS]:
        as_of = None  # No fact has been counted since: it is what is live.
    rolled = _cells(measure, period, units, by, using) if as_of is None and not _directly.get() else None
    found = rows(measure, period, units, None, as_of, using) if rolled is None else rolled
    if not columns:
        figure = of_rows(measure, found) if rolled is None else rolled.aggregate(n=Sum("n"))["n"]
        return {} if figure is None and measure.told else {(): plain(figure)}
    counts = found.order_by().values_list(*columns).annotate(n=_figure(measure) if rolled is None else Sum("n"))
    return {tuple(line[:-1]): plain(line[-1]) for line in counts}


def _cells(
    measure: Measure, period: Period, units: frozenset[int], by: Iterable[str], using: str
) -> QuerySet[CaseYear] | None:
    """The cells that add up to a live figure of whole years, or None where only the rows tell it."""
    if measure.sheet != "case" or measure.total or not {COLUMNS.get(name, name) for name in by} <= {*CaseYear.COLUMNS}:
        return None
    asked = [cells.of_years(each) for each in meaning(measure, period)]
    if None in asked or not cells.in_step(_places(using)):
        return None
    found = CaseYear.objects.using(using).filter(*(as_q(each) for each in asked), unit_id__in=units)
    # What is carried over runs over the end of a year; there are few such cells, and an index has them.
    return found.filter(over=True) if measure.balance in ("in", "out") else found


_directly: ContextVar[bool] = ContextVar("directly", default=False)


@contextmanager
def directly() -> Iterator[None]:
    """Within this, figures are counted from the rows themselves, without roll-ups: the same figures, only slower."""
    token = _directly.set(True)
    try:
        yield
    finally:
        _directly.reset(token)


def _figure(measure: Measure) -> Count | Sum:
    # Not of a column: what no index holds would be read from the rows.
    return Sum(measure.total) if measure.total else Count("*")


def plain(figure: Figure | None) -> Figure:
    """A figure as it is shown: whole where it is, otherwise without zeros behind."""
    if figure is None or isinstance(figure, int):
        return figure or 0
    exact = Decimal(figure).normalize()
    return int(exact) if exact == exact.to_integral_value() else exact


def fits(by: tuple[str, ...], group: tuple[Any, ...], where: Mapping[str, Any]) -> bool:
    """Does a group of ``grouped`` belong to what a cell counts?"""
    return all(
        value in wanted if isinstance(wanted := where[name], tuple) else value == wanted
        for name, value in zip(by, group, strict=True)
        if name in where
    )


def by_unit(
    measure: Measure, period: Period, units: frozenset[int], where: Mapping[str, Any] | None = None
) -> dict[int, Figure]:
    """A figure of each unit that has any, in one query."""
    names = tuple(where or ())
    found: Counter[int] = Counter()
    for (unit, *group), n in grouped(measure, period, units, ("unit", *names)).items():
        if fits(names, tuple(group), where or {}):
            found[unit] += n
    return dict(found)


def monthly(units: frozenset[int] | None, first: date, last: date) -> Counter[tuple[date, bool]]:
    """How many cases with a term were closed between two days, by month (its first day) and whether they kept it; of these units, or of all."""
    of_units = {} if units is None else {"unit_id__in": units}
    # Cells are of whole months; nothing is closed on a day that is still to come.
    if (
        first.day == 1
        and not _directly.get()
        and cells.in_step()
        and not CaseSheet.objects.filter(closed_on__gt=last, to_idx=None).exists()
    ):
        found = CaseMonth.objects.filter(month__range=(first, last), on_time__isnull=False, **of_units)
        told = found.order_by().values_list("month", "on_time").annotate(total=Sum("n"))
    else:
        rows = CaseSheet.objects.filter(closed_on__range=(first, last), to_idx=None, on_time__isnull=False, **of_units)
        told = rows.order_by().values_list("closed_on", "on_time").annotate(total=Count("*"))
    counts: Counter[tuple[date, bool]] = Counter()
    for day, kept, n in told:
        counts[day.replace(day=1), kept] += n
    return counts


@contextmanager
def snapshot() -> Iterator[str]:
    """One view of the database for a report of many queries; gives the alias to count with. It locks out no writer. Whoever counts within an act
    counts on its own connection: on another, what the act has written is not there yet.
    """
    token = _seen.set(_seen.get() or {})
    try:
        yield from _view()
    finally:
        _seen.reset(token)


def _view() -> Iterator[str]:
    if connections["default"].in_atomic_block:
        yield "default"
        return
    connection = connections[SNAPSHOT]
    outermost = not connection.in_atomic_block
    with transaction.atomic(using=SNAPSHOT):
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield SNAPSHOT


_seen: ContextVar[dict[str, dict[str, int]] | None] = ContextVar("seen", default=None)


def _places(using: str) -> dict[str, int]:
    """How far sheets and cells have counted; looked up once in a snapshot, in which they stand still."""
    seen = _seen.get()
    if seen is None:
        seen = {}
    if using not in seen:
        seen[using] = consumers.places((cells.NAME, cells.SHEETS), using)
    return seen[using]
