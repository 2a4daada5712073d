"""Roll-ups of cases: cells of live rows that are alike, by unit and year (``CaseYear``) and by unit and month of closing (``CaseMonth``).

A cell is never added to: what a change touches is counted anew from the rows, in the transaction that folds the change. So
cells equal the rows whatever happens. They have a place of their own in the order of facts: where it is not that of the
sheets (they were never counted, or the sheets are being folded anew), nobody reads them, and ``keep_up`` counts all anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, Case, Count, DateField, Max, Min, Q, QuerySet, SmallIntegerField, Value, When

from gongkai.engines.measures.conditions import Compare, Condition, Either, OneOf
from gongkai.engines.measures.models import CaseMonth, CaseSheet, CaseYear, Cell
from gongkai.kernel.flow import consumers

NAME, SHEETS = "cells", "sheets"
RECEIVED, CLOSED = "first_received_on", "closed_on"
YEARS = {RECEIVED: "received_year", CLOSED: "closed_year"}
"""Days of a case by which measures count, and where cells hold their years."""
KEYS: dict[type[Cell], tuple[str, ...]] = {
    CaseYear: ("received_year", "closed_year", "over", *CaseYear.COLUMNS),
    CaseMonth: ("month", *CaseMonth.COLUMNS),
}


def of_years(condition: Condition) -> Condition | None:
    """A condition on rows as one on cells of years, or None where only rows can tell: days that are no beginning or end of a year, other columns."""
    if isinstance(condition, Either):
        parts = [of_years(each) for each in condition.parts]
        return None if None in parts else Either(tuple(parts))
    if condition.column in CaseYear.COLUMNS:
        return condition
    if condition.column not in YEARS or isinstance(condition, OneOf):
        return None
    day, column = condition.value, YEARS[condition.column]
    if day is None:
        return Compare(column, "=", None)
    edge = {">=": (1, 1), "<": (1, 1), "<=": (12, 31), ">": (12, 31)}.get(condition.op)
    return Compare(column, condition.op, day.year) if (day.month, day.day) == edge else None


def recount(rows: Iterable[CaseSheet]) -> None:
    """Count anew the cells in which these rows stand, or stood until now."""
    years: set[tuple[int, int | None, int | None]] = set()
    months: set[tuple[int, date]] = set()
    for row in rows:
        received, closed = row.first_received_on, row.closed_on
        years.add((row.unit_id, received and received.year, closed and closed.year))
        if closed:
            months.add((row.unit_id, closed.replace(day=1)))
    for unit, received, closed in sorted(years, key=str):
        CaseYear.objects.filter(unit_id=unit, received_year=received, closed_year=closed).delete()
        _insert(CaseYear, _of_years(received, closed).filter(unit_id=unit))
    for unit, month in sorted(months):
        CaseMonth.objects.filter(unit_id=unit, month=month).delete()
        _insert(CaseMonth, _of_months([month]).filter(unit_id=unit))


def in_step(places: Mapping[str, int] | None = None) -> bool:
    """Whether the cells have counted what the sheets have; ``places``: of both, if they are known."""
    places = places or consumers.places((NAME, SHEETS))
    return places[NAME] == places[SHEETS]


def move_on(upto: int) -> None:
    """The cells have counted what the sheets have counted below this index."""
    consumers.move_to(NAME, upto)


def keep_up() -> None:
    """Count all cells anew if they are not in step with the sheets."""
    if not in_step():
        rebuild()


@transaction.atomic
def rebuild() -> int:
    """Throw all cells away and count them anew; no fact is folded meanwhile. Returns how many there are."""
    counted = consumers.hold(SHEETS)
    CaseYear.objects.all().delete()
    CaseMonth.objects.all().delete()
    for year in _years(RECEIVED):
        _insert(CaseYear, _of_year(year))
    for year in filter(None, _years(CLOSED)):
        _insert(CaseMonth, _of_months([date(year, month, 1) for month in range(1, 13)]))
    move_on(counted)
    return CaseYear.objects.count() + CaseMonth.objects.count()


def differing() -> Iterator[tuple[type[Cell], tuple[Any, ...], int, int]]:
    """Cells that are not as the rows give them: which, its key, what it says, what is counted. Year by year, for all at once are many."""
    for year in sorted(
        {*_years(RECEIVED), *CaseYear.objects.values_list("received_year", flat=True).distinct()}, key=str
    ):
        yield from _compared(CaseYear, CaseYear.objects.filter(received_year=year), _of_year(year))
    closed = {
        *filter(None, _years(CLOSED)),
        *(each.year for each in CaseMonth.objects.values_list("month", flat=True).distinct()),
    }
    for year in sorted(closed):
        months = [date(year, month, 1) for month in range(1, 13)]
        yield from _compared(CaseMonth, CaseMonth.objects.filter(month__in=months), _of_months(months))


def _compared(
    cell: type[Cell], stored: QuerySet[Cell], rows: QuerySet[CaseSheet]
) -> Iterator[tuple[type[Cell], tuple[Any, ...], int, int]]:
    said: Counter[tuple[Any, ...]] = Counter()
    for *key, n in stored.values_list(*KEYS[cell], "n").iterator():
        said[tuple(key)] += n
    for *key, n in _counted(cell, rows).iterator():
        told = said.pop(tuple(key), 0)
        if told != n:
            yield cell, tuple(key), told, n
    for key, told in said.items():
        yield cell, key, told, 0


def _insert(cell: type[Cell], rows: QuerySet[CaseSheet]) -> None:
    sql, params = _counted(cell, rows).query.sql_with_params()
    columns = ", ".join((*KEYS[cell], "n"))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {cell._meta.db_table} ({columns}) {sql}", params)


def _counted(cell: type[Cell], rows: QuerySet[CaseSheet]) -> QuerySet[CaseSheet]:
    # In the order of units, so that a unit's cells lie together.
    return rows.order_by("unit_id").values_list(*KEYS[cell]).annotate(n=Count("*"))


def _of_year(received: int | None) -> QuerySet[CaseSheet]:
    """What was received in a year, by the year of closing."""
    closed = [When(_in_year(CLOSED, year), then=Value(year)) for year in filter(None, _years(CLOSED))]
    year = Case(*closed, output_field=SmallIntegerField()) if closed else Value(None, SmallIntegerField())
    same = Value(True)
    if received:
        same = Case(
            When(_in_year(CLOSED, received), then=Value(False)), default=Value(True), output_field=BooleanField()
        )
    return (
        _live()
        .filter(_in_year(RECEIVED, received))
        .annotate(received_year=Value(received, SmallIntegerField()), closed_year=year, over=same)
    )


def _of_years(received: int | None, closed: int | None) -> QuerySet[CaseSheet]:
    return (
        _live()
        .filter(_in_year(RECEIVED, received), _in_year(CLOSED, closed))
        .annotate(
            received_year=Value(received, SmallIntegerField()),
            closed_year=Value(closed, SmallIntegerField()),
            over=Value(closed is None or closed != received),
        )
    )


def _of_months(firsts: list[date]) -> QuerySet[CaseSheet]:
    whens = [When(closed_on__range=(first, _end(first)), then=Value(first)) for first in firsts]
    found = _live().filter(closed_on__range=(firsts[0], _end(firsts[-1])))
    return found.annotate(month=Case(*whens, output_field=DateField()))


def _live() -> QuerySet[CaseSheet]:
    return CaseSheet.objects.filter(to_idx=None)


def _years(column: str) -> tuple[int | None, ...]:
    """The years in which such days lie, and None: for what has none yet."""
    ends = _live().aggregate(first=Min(column), last=Max(column))
    return (None, *(range(ends["first"].year, ends["last"].year + 1) if ends["first"] else ()))


def _in_year(column: str, year: int | None) -> Q:
    return Q(**{column: None}) if year is None else Q(**{f"{column}__range": (date(year, 1, 1), date(year, 12, 31))})


def _end(first: date) -> date:
    """The last day of a month."""
    return (first + timedelta(31)).replace(day=1) - timedelta(1)
