"""Sheets are folded from facts: rebuilt, resumed or read in one go, they tell the same."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engines.measures import cells, sheets
from gongkai.engines.measures.models import CaseSheet, OutletSheet, RecordSheet
from gongkai.engines.measures.queries import measures, value, year
from gongkai.engines.measures.tests.histories import CASE, RECORD, tell
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow import consumers

REFS = ("A-1", "A-2", "A-3")
RECEIVED = ("2024-12-31", "2025-01-01", "2025-06-02", "2025-12-31", "2026-01-01")
CLOSED = (None, "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")

images = st.builds(
    lambda received, closed, unit, party: (
        CASE
        | {
            "unit_id": unit,
            "party_type": party,
            "first_received_on": received,
            "received_on": received,
            "closed_on": closed,
            "outcome": "3_1" if closed else "",
            "phase": "done" if closed else "open",
        }
    ),
    st.sampled_from(RECEIVED),
    st.sampled_from(CLOSED),
    st.sampled_from((1, 2)),
    st.sampled_from(("natural", "business")),
)
histories = st.lists(st.tuples(st.sampled_from(REFS), images), max_size=12)


def state(sheet):
    return list(sheet.objects.order_by("ref", "from_idx").values_list("ref", "from_idx", "to_idx", *sheet.COLUMNS))


def last_images(history, size):
    return dict(history[:size])


def count(history, size, units, wanted):
    return sum(1 for image in last_images(history, size).values() if image["unit_id"] in units and wanted(image))


def between(text):
    return text is not None and "2025-01-01" <= text <= "2025-12-31"


WANTED = {
    "foi.received": lambda i: between(i["first_received_on"]),
    "foi.closed": lambda i: between(i["closed_on"]),
    "foi.carried_in": lambda i: (
        i["first_received_on"] < "2025-01-01" and (i["closed_on"] is None or i["closed_on"] >= "2025-01-01")
    ),
    "foi.carried_out": lambda i: (
        i["first_received_on"] <= "2025-12-31" and (i["closed_on"] is None or i["closed_on"] > "2025-12-31")
    ),
}


def clear():
    for sheet in sheets.SHEETS:
        sheet.objects.all().delete()
    consumers.rewind([sheets.NAME])
    cells.move_on(sheets.NOWHERE)  # Facts are folded here beside their order, which roll-ups rest on.


def facts_of(history):
    return [
        Fact(idx=n, name="t", ref="t", body=b'{"rows":{"cases.case/%s":%s}}' % (ref.encode(), as_json(image)))
        for n, (ref, image) in enumerate(history)
    ]


def as_json(image):
    import json

    return json.dumps(image).encode()


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, cut=st.integers(0, 12), size=st.integers(0, 12), units=st.sets(st.sampled_from((1, 2))))
def test_sheets_count_what_the_histories_say_at_every_size(db, history, cut, size, units):
    clear()
    facts = facts_of(history)
    sheets.fold(facts[:cut])
    sheets.fold(facts[cut:])
    consumers.move_to(sheets.NAME, len(facts))
    in_two_batches = state(CaseSheet)
    size = min(size, len(history))
    for key, wanted in WANTED.items():
        figure = value(measures()[key], year(2025), frozenset(units), as_of=size)
        assert figure == count(history, size, units, wanted), key
        live = value(measures()[key], year(2025), frozenset(units))
        assert live == count(history, len(history), units, wanted), key
    clear()
    sheets.fold(facts)
    assert state(CaseSheet) == in_two_batches


def test_rebuilding_gives_the_same_rows_as_following(db):
    tell({"cases.case/A-1": CASE | {"unit_id": 1}})
    sheets.catch_up()
    tell({"cases.case/A-1": CASE | {"unit_id": 1, "closed_on": "2025-03-20", "outcome": "3_1", "phase": "done"}})
    tell({"records.record/r1": RECORD | {"unit_id": 1, "published_on": "2025-03-04"},
          "records.outlet/r1/website": {"channel": "website", "on": "2025-03-04", "withdrawn_on": None}})  # fmt: skip
    sheets.catch_up()
    followed = [state(sheet) for sheet in sheets.SHEETS]
    assert sheets.rebuild() == 3
    assert [state(sheet) for sheet in sheets.SHEETS] == followed


def test_a_run_that_breaks_off_leaves_neither_rows_nor_place(db, monkeypatch):
    tell({"cases.case/A-1": CASE | {"unit_id": 1}})

    def torn(facts):
        fold(facts)
        raise OSError("killed")

    fold = sheets.fold
    monkeypatch.setattr(sheets, "fold", torn)
    with pytest.raises(OSError):
        sheets.catch_up()
    assert sheets.counted() == 0 and not CaseSheet.objects.exists()
    monkeypatch.undo()
    assert sheets.catch_up() == 1 and sheets.catch_up() == 0
    assert CaseSheet.objects.count() == 1


def test_a_change_of_nothing_countable_adds_no_row(db):
    tell({"cases.case/A-1": CASE | {"unit_id": 1}})
    tell({"cases.case/A-1": CASE | {"unit_id": 1, "revision": 1, "state": "handling"}})
    sheets.catch_up()
    assert CaseSheet.objects.count() == 1


def test_a_draft_is_not_counted_and_an_outlet_follows_its_record_to_another_unit(db):
    tell({"records.record/r1": RECORD | {"unit_id": 1}})
    sheets.catch_up()
    assert not RecordSheet.objects.exists()
    published = RECORD | {"unit_id": 1, "published_on": "2025-03-04"}
    outlet = {"channel": "website", "on": "2025-03-04", "withdrawn_on": None}
    tell({"records.record/r1": published, "records.outlet/r1/website": outlet})
    moved_at = tell({"records.record/r1": published | {"unit_id": 2}})
    sheets.catch_up()
    assert OutletSheet.objects.get(to_idx=None).unit_id == 2
    assert OutletSheet.objects.get(to_idx=moved_at).unit_id == 1
    measure = measures()["outlets.published"]
    assert value(measure, year(2025), frozenset({2}), {"channel": "website"}) == 1
    assert value(measure, year(2025), frozenset({2}), {"channel": "website"}, as_of=moved_at) == 0
    assert value(measure, year(2025), frozenset({1}), {"channel": "website"}, as_of=moved_at) == 1


@pytest.mark.parametrize("on, counted", [("2024-12-31", 0), ("2025-01-01", 1), ("2025-12-31", 1), ("2026-01-01", 0)])
def test_a_year_is_from_its_first_day_to_its_last(db, on, counted):
    tell({"records.record/r1": RECORD | {"unit_id": 1, "published_on": on, "formed_on": "2024-01-02"}})
    sheets.catch_up()
    assert value(measures()["records.published"], year(2025), frozenset({1})) == counted
    assert year(2025).last == date(2025, 12, 31)


def test_a_late_registration_leaves_the_figure_as_it_was_counted(db):
    tell({"cases.case/A-1": CASE | {"unit_id": 1}})
    size = 1
    tell({"cases.case/A-2": CASE | {"unit_id": 1}})
    sheets.catch_up()
    received = measures()["foi.received"]
    assert value(received, year(2025), frozenset({1}), as_of=size) == 1
    assert value(received, year(2025), frozenset({1})) == 2
