"""Roll-ups equal the rows they are counted from, after any history; figures of whole years are the same from either."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engines.measures import cells, sheets
from gongkai.engines.measures.models import CaseMonth, CaseYear
from gongkai.engines.measures.queries import by_unit, directly, grouped, measures, period_of, snapshot
from gongkai.engines.measures.tests.histories import CASE, tell
from gongkai.engines.measures.tests.test_sheets import CLOSED, RECEIVED, clear
from gongkai.kernel.flow import consumers

UNITS = (1, 2)
FIGURES = (
    "foi.received", "foi.closed", "foi.closed_in_time", "foi.carried_in", "foi.carried_out", "reconsiderations.in_hand",
    "reconsiderations.decided",
)  # fmt: skip

images = st.builds(
    lambda received, closed, unit, party, procedure, kept: (
        CASE
        | {"unit_id": unit, "party_type": party, "procedure": procedure, "first_received_on": received, "received_on": received}
        | {"closed_on": closed, "outcome": "3_1" if closed else "", "phase": "done" if closed else "open", "on_time": kept if closed else None}
    ),
    st.sampled_from((None, *RECEIVED)), st.sampled_from(CLOSED), st.sampled_from(UNITS), st.sampled_from(("natural", "business")),
    st.sampled_from(("foi", "foi", "reconsideration")), st.sampled_from((True, False, None)),
)  # fmt: skip
batches = st.lists(st.lists(st.tuples(st.sampled_from(("A-1", "A-2", "A-3", "A-4")), images), max_size=4), max_size=5)


def begin_anew():
    """Nothing is counted, and the facts of the example before are over."""
    clear()
    for cell in cells.KEYS:
        cell.objects.all().delete()
    for name in (sheets.NAME, cells.NAME):
        consumers.move_to(name, consumers.head())


def figures(period):
    """All figures of a period, by everything that measures may be split by."""
    return {
        key: (grouped(measures()[key], period_of(period), frozenset(UNITS), measures()[key].dimensions), by_unit(measures()[key], period_of(period), frozenset(UNITS)))
        for key in FIGURES
    }  # fmt: skip


def stored(cell):
    return sorted(cell.objects.values_list(*cells.KEYS[cell], "n"), key=repr)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=batches)
def test_cells_equal_the_rows_after_any_history_and_figures_are_the_same_from_either(db, history):
    begin_anew()
    for batch in history:
        for ref, image in batch:
            tell({f"cases.case/{ref}": image})
        sheets.catch_up()
        assert cells.in_step() and list(cells.differing()) == []
    for period in ("2024", "2025", "2026"):
        rolled = figures(period)
        with directly():
            assert figures(period) == rolled
    followed = [stored(cell) for cell in cells.KEYS]
    cells.rebuild()
    assert [stored(cell) for cell in cells.KEYS] == followed


def close(ref, unit=1):
    tell(
        {
            f"cases.case/{ref}": CASE
            | {"unit_id": unit, "closed_on": "2025-03-20", "outcome": "3_1", "phase": "done", "on_time": True}
        }
    )


def test_cells_are_read_for_whole_years_and_only_as_the_sheets_are_now(db, django_assert_num_queries):
    close("A-1")
    sheets.catch_up()
    size = sheets.counted()
    CaseYear.objects.update(n=7)  # What no row says: by this it is seen who reads it.
    closed = measures()["foi.closed"]
    told = {name: grouped(closed, period_of(name), frozenset(UNITS), ()) for name in ("2025", "2025-Q1", "2025-03")}
    assert told == {"2025": {(): 7}, "2025-Q1": {(): 1}, "2025-03": {(): 1}}
    assert grouped(closed, period_of("2025"), frozenset(UNITS), (), as_of=size) == {(): 7}
    assert grouped(closed, period_of("2025"), frozenset(UNITS), (), as_of=size - 1) == {(): 0}
    close("A-2", unit=2)
    sheets.catch_up()
    assert grouped(closed, period_of("2025"), frozenset(UNITS), (), as_of=size) == {(): 1}
    assert grouped(closed, period_of("2025"), frozenset(UNITS), ("unit",)) == {(1,): 7, (2,): 1}


def test_cells_that_are_not_in_step_are_not_read_and_are_counted_anew(db):
    close("A-1")
    sheets.catch_up()
    CaseYear.objects.update(n=7)
    CaseMonth.objects.all().delete()
    assert {cell for cell, *_ in cells.differing()} == {CaseYear, CaseMonth}
    cells.move_on(sheets.NOWHERE)
    with snapshot():
        assert grouped(measures()["foi.closed"], period_of("2025"), frozenset(UNITS), ()) == {(): 1}
    sheets.catch_up()
    assert cells.in_step() and list(cells.differing()) == []


def test_the_cells_of_a_unit_are_those_of_its_months(db):
    close("A-1")
    close("A-2")
    close("A-3", unit=2)
    sheets.catch_up()
    assert set(CaseMonth.objects.values_list("unit_id", "month", "on_time", "n")) == {
        (1, date(2025, 3, 1), True, 2),
        (2, date(2025, 3, 1), True, 1),
    }
    assert json.loads(json.dumps(sorted(CaseYear.objects.values_list("received_year", "over", "n")))) == [
        [2025, False, 1],
        [2025, False, 2],
    ]
