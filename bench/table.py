"""A year's statistics tables over all cases: from roll-ups, counted directly, and by the statements that somebody would write by hand."""

from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter

from django.db import connections

from bench.prototypes import YEAR
from bench.report import Line
from bench.size import Size
from gongkai.demo import county
from gongkai.demo.stage import Progress
from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.fill import Filled, fill, tables_for
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.pure.law.layout import Table
from gongkai.pure.law.tables import TABLES

MOST, SECONDS = 1.5, 2
OLD = replace(TABLES["2014"], last_year=None)
"""The form of 2014 asked of a year in which cases were lived."""
_OF = "FROM case_sheet WHERE to_idx IS NULL AND procedure = 'foi' AND unit_id IN ({units})"
_RECEIVED = f"{_OF} AND first_received_on BETWEEN '{{first}}' AND '{{last}}'"
_CLOSED = f"{_OF} AND closed_on BETWEEN '{{first}}' AND '{{last}}'"
_CARRIED_IN = f"{_OF} AND first_received_on < '{{first}}' AND (closed_on IS NULL OR closed_on >= '{{first}}')"
_CARRIED_OUT = f"{_OF} AND first_received_on <= '{{last}}' AND (closed_on IS NULL OR closed_on > '{{last}}')"
BY_HAND = {
    "2021-3": (
        f"SELECT party_type, COUNT(*) {_RECEIVED} GROUP BY 1",
        f"SELECT party_type, COUNT(*) {_CARRIED_IN} GROUP BY 1",
        f"SELECT party_type, outcome, COUNT(*) {_CLOSED} GROUP BY 1, 2",
        f"SELECT party_type, COUNT(*) {_CARRIED_OUT} GROUP BY 1",
    ),
    "2014": (
        f"SELECT channel, COUNT(*) {_RECEIVED} GROUP BY 1",
        f"SELECT within_term, COUNT(*) {_CLOSED} GROUP BY 1",
        f"SELECT outcome, COUNT(*) {_CLOSED} GROUP BY 1",
        f"SELECT COUNT(*) {_CARRIED_IN}",
    ),
}
"""What the tables ask of applications; of all else there are few."""
YEARS_OF = {"2021-3": (YEAR, YEAR - 1), "2014": (YEAR,)}
"""The relations of 2021's table ask for the year before too, and so does the hand."""


def measure(size: Size) -> Iterator[Line]:
    yield from lines(size.cases, size.rounds)


def lines(cases: int, rounds: int) -> Iterator[Line]:
    """For the whole county, alternately."""
    unit = unit_by_code(county.ROOT)
    for name, forms in (("2021's", tables_for(YEAR)), ("2014's", [OLD])):
        yield _from_roll_ups(name, forms, unit, cases, rounds)
    for form in (TABLES["2021-3"], OLD):
        yield _directly(form, unit, cases, rounds)


def _from_roll_ups(name: str, forms: list[Table], unit: Unit, cases: int, rounds: int) -> Line:
    found = []
    for _ in range(rounds + 1):
        begun = perf_counter()
        filled = [fill(form, YEAR, unit) for form in forms]
        found.append(perf_counter() - begun)
    with counting.directly():
        assert [each.values for each in filled] == [fill(form, YEAR, unit).values for form in forms], (
            "roll-ups count otherwise"
        )
    took = median(found[1:])
    return Line(
        f"All tables of a year in the form of {name} over {cases:,} cases, from roll-ups", f"{took * 1000:.0f} ms", "", None,
        f"< {SECONDS} s", took < SECONDS,
    )  # fmt: skip


def _directly(form: Table, unit: Unit, cases: int, rounds: int) -> Line:
    statements = [statement for year in YEARS_OF[form.key] for statement in by_hand(form.key, year)]
    progress, found, told = Progress(rounds, f"Table {form.key}"), [], []
    for done in range(rounds + 1):
        begun = perf_counter()
        with counting.directly():
            filled = fill(form, YEAR, unit)
        between = perf_counter()
        with connections[counting.SNAPSHOT].cursor() as cursor:
            told = [cursor.execute(statement).fetchall() for statement in statements]
        if done:  # The first time warms both.
            found.append((between - begun, perf_counter() - between))
        progress.show(done)
    ours, theirs = (median(each) for each in zip(*found, strict=True))
    ratio = median(ours / theirs for ours, theirs in found)
    assert _closed(filled) == sum(line[-1] for line in told[2]), "the hand counts otherwise than the table"
    return Line(
        f"Table {form.key} of a year over {cases:,} cases, counted directly",
        f"{ours * 1000:.0f} ms ({sum(len(rows) for rows in told)} groups)",
        f"{len(statements)} statements by hand: {theirs * 1000:.0f} ms", ratio, f"ratio ≤ {MOST:g}", ratio <= MOST,
    )  # fmt: skip


def _closed(filled: Filled) -> int:
    if filled.table.key == "2021-3":
        return filled.values["r3_7"]["total"]
    return filled.values["c2"]["value"]


def by_hand(key: str, year: int) -> list[str]:
    """The statements of one year."""
    period = counting.year(year)
    units = ", ".join(str(pk) for pk in sorted(counting.counted_units(unit_by_code(county.ROOT), period.last)))
    return [statement.format(units=units, first=period.first, last=period.last) for statement in BY_HAND[key]]
