"""Part four of the annual report, and the lines of 2014's table, counted from what was registered: each figure opens onto its list."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.measures.queries import of_rows
from gongkai.engines.reporting.fill import cell_rows, fill
from gongkai.procedures.remedies import instances
from gongkai.procedures.remedies.tests.scenes import LEGAL, day, decided, received, replied
from gongkai.pure.law.tables import TABLES

BLOCKS = ("reconsideration", "litigation_direct", "litigation_after")
CELLS = ("upheld", "corrected", "other", "pending", "total")


def filled(cast, key: str, year: int):
    sheets.catch_up()
    return fill(TABLES[key], year, cast.units["xzf"], None)


def ended(cast, outcome: str, came: str, on: str, **more):
    return decided(cast, replied(cast, received(cast, came, **more), came), outcome, on)


@pytest.fixture
def lived(cast):
    """Reconsiderations over the turn of a year and long before, and lawsuits of both ways."""
    for came, on in (("2018-03-05", "2018-05-02"), ("2020-03-05", "2020-05-06")):
        ended(cast, "rec_annulled", came, on)
    ended(cast, "rec_upheld", "2025-03-03", "2025-05-06")
    ended(cast, "rec_refused", "2025-03-03", "2025-05-06")
    ended(cast, "rec_perform", "2025-06-03", "2025-12-31")
    ended(cast, "rec_withdrawn", "2025-06-03", "2025-07-01")
    received(cast, "2025-12-30")
    received(cast, "2025-04-01", "litigation")
    case = replied(cast, received(cast, "2025-04-01", "litigation", after=True), "2025-04-02")
    by, on = cast.actor(LEGAL), day("2025-09-01")
    instances.judge(case=case, outcome="suit_refused", on=on, served_on=on, text="", by=by, at=noon("2025-09-01"))
    instances.conclude(case=case, by=by, at=noon("2025-10-09"))
    ended(cast, "rec_changed", "2025-12-01", "2026-01-01")
    return cast


def rows(table) -> list[list[int]]:
    return [[table.values[block][cell] for cell in CELLS] for block in BLOCKS]


def test_part_four_counts_what_was_decided_and_what_was_not(lived):
    assert rows(filled(lived, "2021-4", 2025)) == [[2, 1, 1, 2, 6], [0, 0, 0, 1, 1], [1, 0, 0, 0, 1]]


def test_what_was_pending_is_counted_in_the_next_year_too(lived):
    after = filled(lived, "2021-4", 2026)
    assert rows(after) == [[0, 1, 0, 1, 2], [0, 0, 0, 1, 1], [0, 0, 0, 0, 0]]
    assert {each.id: each.holds for each in after.relations if each.at == "行政复议"} == {
        "T4-sum": True,
        "T4-carry": True,
    }


@pytest.mark.parametrize("key, year", [("2021-4", 2025), ("2021-4", 2026), ("2019-4", 2020), ("2014", 2018)])
def test_every_figure_is_the_length_of_its_list_and_the_relations_hold(lived, key, year):
    table = filled(lived, key, year)
    for row, column, _ in table.table.cells():
        opened = cell_rows(table.table, year, lived.units["xzf"], row.key, column.key)
        assert table.figure(row, column.key) == (None if opened is None else of_rows(*opened)), (row.key, column.key)
    assert not table.broken


def test_the_table_of_2014_counts_decisions(cast):
    ended(cast, "rec_perform", "2018-03-05", "2018-05-02")
    ended(cast, "rec_dismissed", "2018-03-05", "2018-05-02")
    received(cast, "2018-11-05")
    received(cast, "2018-11-05", "litigation")
    values = filled(cast, "2014", 2018).values
    told = [values[row]["value"] for row in ("d", "d1", "d2", "d3", "e")]
    assert told == [2, 0, 1, 1, 0]


def test_applications_are_counted_without_them(lived):
    values = filled(lived, "2021-3", 2025).values
    assert {values[row]["total"] for row in ("r1", "r3_7", "r4")} == {0}
