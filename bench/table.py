"""A year's table three over all cases beside the statements that somebody would write by hand for the same figures."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from django.db import connections

from bench.prototypes import YEAR
from bench.report import Line
from bench.size import Size
from gongkai.demo import county
from gongkai.demo.stage import Progress
from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.fill import fill
from gongkai.ground.units.queries import unit_by_code
from gongkai.pure.law.tables import TABLES

TABLE, MOST = "2021-3", 1.5
_OF = "FROM case_sheet WHERE to_idx IS NULL AND procedure = 'foi' AND unit_id IN ({units})"
BY_HAND = (
    f"SELECT party_type, COUNT(*) {_OF} AND first_received_on BETWEEN '{{first}}' AND '{{last}}' GROUP BY 1",
    f"SELECT party_type, COUNT(*) {_OF} AND first_received_on < '{{first}}' AND (closed_on IS NULL OR closed_on >= '{{first}}') GROUP BY 1",
    f"SELECT party_type, outcome, COUNT(*) {_OF} AND closed_on BETWEEN '{{first}}' AND '{{last}}' GROUP BY 1, 2",
    f"SELECT party_type, COUNT(*) {_OF} AND first_received_on <= '{{last}}' AND (closed_on IS NULL OR closed_on > '{{last}}') GROUP BY 1",
)
"""New applications, those carried over from the year before, results, those carried over into the next."""


def measure(size: Size) -> Iterator[Line]:
    """Alternately, for the whole county; the table's relations ask for the year before too, and so does the hand."""
    table, unit = TABLES[TABLE], unit_by_code(county.ROOT)
    progress = Progress(size.rounds, f"Table {TABLE}")
    statements = [statement for year in (YEAR, YEAR - 1) for statement in by_hand(year)]
    found, cells = [], 0
    for done in range(size.rounds + 1):
        begun = perf_counter()
        filled = fill(table, YEAR, unit)
        between = perf_counter()
        with connections[counting.SNAPSHOT].cursor() as cursor:
            told = [cursor.execute(statement).fetchall() for statement in statements]
        if done:  # The first time warms both.
            found.append((between - begun, perf_counter() - between))
        cells = sum(len(rows) for rows in told)
        progress.show(done)
    ours, theirs = (median(each) for each in zip(*found, strict=True))
    ratio = median(ours / theirs for ours, theirs in found)
    closed = sum(line[-1] for line in told[2])
    assert filled.values["r3_7"]["total"] == closed, "the hand counts otherwise than the table"
    yield Line(
        f"Table {TABLE} of a year over {size.cases:,} cases", f"{ours * 1000:.0f} ms ({cells} groups)",
        f"{len(statements)} statements by hand: {theirs * 1000:.0f} ms", ratio, f"ratio ≤ {MOST:g}", ratio <= MOST,
    )  # fmt: skip


def by_hand(year: int) -> list[str]:
    """The statements of one year."""
    period = counting.year(year)
    units = ", ".join(str(pk) for pk in sorted(counting.counted_units(unit_by_code(county.ROOT), period.last)))
    return [statement.format(units=units, first=period.first, last=period.last) for statement in BY_HAND]
