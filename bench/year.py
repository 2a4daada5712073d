"""A year's account of a city: its units, narrow cases by the million, and what is asked of them in January and all year."""

import os
import time
from collections.abc import Iterator
from datetime import date, datetime
from datetime import time as clock
from statistics import median

from django.db import connection

from bench import lights, loading, table
from bench.prototypes import TODAY, YEAR, YEARS
from bench.report import Line
from bench.size import Size
from gongkai.demo import county
from gongkai.demo.replay.part import SHANGHAI
from gongkai.engines.measures import cells
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.models import CaseSheet, CaseYear
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import Values, fill, tables_for, values_of_many
from gongkai.ground.ledger.acts import act
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.ground.units.scope import each_alone, scope_of
from gongkai.kernel.flow import consumers
from gongkai.kernel.statements import actions as statements
from gongkai.kernel.statements.queries import in_force
from gongkai.pure.declare import Role

GIB = 2**30
AT_MOST_GIB, CONSOLIDATED = 40, 5
WITH_STEPS = 500_000
"""Of more narrow cases the steps do not find room: 40 GiB are little for fifty million facts. That is all that ``gongkai verify`` misses."""
HEAD, OFFICER = "bench_head", "bench_officer"


def measure(size: Size) -> Iterator[Line]:
    """Open the units, load the cases, and take what is measured over them, unless they are loaded: then only the latter."""
    if not Unit.objects.filter(code__startswith="city").exists():
        open_units(size.units)
        if size.loaded > size.cases:
            yield from _loaded(size)
    cases = CaseSheet.objects.filter(to_idx=None).count()
    yield from table.lines(cases, size.rounds)
    yield _consolidated(size, cases)
    yield from lights.lines(size, cases)


def _loaded(size: Size) -> Iterator[Line]:
    before, facts = time.monotonic(), consumers.head()
    loaded = loading.load(size.loaded - size.cases, size.case_prototypes, steps=size.loaded <= WITH_STEPS)
    took = time.monotonic() - before
    begun = time.monotonic()
    cells.rebuild()
    yield Line(
        f"Loading {loaded:,} narrow cases with {consumers.head() - facts:,} facts ({'COPY' if connection.vendor == 'postgresql' else 'inserts'})",
        f"{took / 60:.1f} minutes, {_bytes() / GIB:.1f} GiB in all", "", None,
        f"≤ {AT_MOST_GIB} GiB", _bytes() <= AT_MOST_GIB * GIB,
    )  # fmt: skip
    yield Line(
        f"All roll-ups counted anew: {CaseYear.objects.count():,} cells of years", f"{time.monotonic() - begun:.0f} s"
    )


def _bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    return os.stat(connection.settings_dict["NAME"]).st_size


def open_units(wanted: int) -> None:
    """So many units in all, the county's own among them, each with a head of its office and a case officer."""
    at, first = datetime.combine(date(YEARS[0] - 1, 12, 2), clock(9), SHANGHAI), date(YEARS[0] - 1, 1, 1)
    with act():
        head, officer = (
            units.add_person(username=name, name=label, at=at, by=county.BY)
            for name, label in ((HEAD, "万统"), (OFFICER, "万办"))
        )
        for n in range(Unit.objects.count() + 1, wanted + 1):
            level = "town" if n % 4 == 0 else "department"
            unit = units.open_unit(
                code=f"city{n:04}", name=f"明川市第{n}局", short_name=f"第{n}局", level=level, parent_code=county.ROOT, opened_on=first,
                position=n, at=at, by=county.BY,
            )  # fmt: skip
            for person, role in ((head, Role.OFFICE_HEAD), (head, Role.SIGNATORY), (officer, Role.CASE_OFFICER)):
                units.appoint(person=person, unit=unit, role=role, at=at, by=county.BY, from_on=first)


def _consolidated(size: Size, cases: int) -> Line:
    """Each unit's own tables counted, added up to the county's, and held against what the units have signed."""
    root = unit_by_code(county.ROOT)
    together = counting.counted_units(root, date(YEAR, 12, 31))
    _sign([each for each in signing.owing(YEAR) if each.code.startswith("city")])
    sets, found = each_alone(together, date(YEAR, 12, 31)), []
    for _ in range(size.rounds):
        begun = time.perf_counter()
        held = in_force(together, YEAR)
        summed = [_sum(values_of_many(each, YEAR, sets)) for each in tables_for(YEAR)]
        changed = signing.changed(held, YEAR, counted())
        found.append(time.perf_counter() - begun)
    assert summed == [fill(each, YEAR, root).values for each in tables_for(YEAR)], (
        "the sum of the units is not the whole"
    )
    assert set(changed.values()) <= {0}, "nothing has changed since the units signed"
    took = median(found)
    return Line(
        f"Consolidation of {len(together):,} units over {cases:,} cases: each one's tables, their sum, what {len(held):,} signed",
        f"{took:.1f} s", "", None, f"< {CONSOLIDATED} s", took < CONSOLIDATED,
    )  # fmt: skip


def _sum(every: dict[int, Values]) -> Values:
    found: Values = {}
    for values in every.values():
        for row, figures in values.items():
            into = found.setdefault(row, {})
            for column, figure in figures.items():
                known = into.get(column)
                into[column] = figure if known is None else known if figure is None else known + figure
    return found


def _sign(owing: list[Unit]) -> None:
    """Each unit's head signs its own figures."""
    signed = in_force([each.pk for each in owing], YEAR)
    left = {each.pk: each for each in owing if each.pk not in signed}
    if not left:
        return
    size, sets = counted(), each_alone(left, date(YEAR, 12, 31))
    told = {each.key: values_of_many(each, YEAR, sets, size) for each in tables_for(YEAR)}
    by = scope_of(Person.objects.get(username=HEAD), TODAY).actor()
    at = datetime.combine(TODAY, clock(18), SHANGHAI)
    with act():
        for pk, unit in left.items():
            figures = {
                key: {
                    row: {c: None if n is None else str(n) for c, n in line.items()} for row, line in values[pk].items()
                }
                for key, values in told.items()
            }
            statements.sign(unit=unit, year=YEAR, size=size, figures=figures, explained="", by=by, at=at, seen=0)
