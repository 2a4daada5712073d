"""Rows by prepared statements are what the ORM would have stored, and a change that somebody else forestalled is none."""

from datetime import date

import pytest
from django.db import IntegrityError

from gongkai.ground.ledger import rows
from gongkai.kernel.flow.models import NEVER, Duty
from gongkai.kernel.records.models import Section

pytestmark = pytest.mark.django_db


def duty(cast, ref: str = "case:2026-0001") -> Duty:
    return Duty(ref=ref, kind="handle", unit=cast.units["zjj"], role="case_officer", procedure="foi", opened_on=DAY)


DAY = date(2026, 3, 2)


def test_an_inserted_row_is_stored_as_the_orm_would_and_has_its_key(cast) -> None:
    row = rows.insert(duty(cast))
    stored = Duty.objects.get(pk=row.pk)
    assert {f.attname: getattr(stored, f.attname) for f in Duty._meta.concrete_fields} == {
        f.attname: getattr(row, f.attname) for f in Duty._meta.concrete_fields
    }
    assert (stored.sort_on, stored.due_on, stored.paused) == (NEVER, None, False)
    row.save()
    assert Duty.objects.filter(ref=row.ref).count() == 1


def test_a_row_with_a_key_of_its_own_keeps_it(cast) -> None:
    rows.insert(Section(key="new", name="新栏目"))
    assert Section.objects.get(pk="new").name == "新栏目"
    with pytest.raises(IntegrityError):
        rows.insert(Section(key="new", name="又一个"))


@pytest.mark.parametrize("count", [rows.AT_ONCE - 1, rows.AT_ONCE, rows.AT_ONCE + 1, 2 * rows.AT_ONCE])
def test_few_and_many_rows_are_inserted_alike(cast, count: int) -> None:
    made = [duty(cast, f"case:2026-{n:04}") for n in range(count)]
    rows.insert_all(made)
    stored = dict(Duty.objects.filter(ref__startswith="case:2026-").values_list("pk", "ref"))
    assert stored == {row.pk: row.ref for row in made} and len(stored) == count
    assert not any(row._state.adding for row in made)


def test_a_row_that_is_as_seen_changes_in_the_database_and_in_memory(cast) -> None:
    row = rows.insert(duty(cast))
    assert rows.change(row, {"closed_on": DAY, "person": "zhou"}, seen={"kind": "handle"})
    stored = Duty.objects.get(pk=row.pk)
    assert (stored.closed_on, stored.person) == (row.closed_on, row.person) == (DAY, "zhou")


def test_a_row_that_is_otherwise_than_seen_stays_as_it_is(cast) -> None:
    row = rows.insert(duty(cast))
    Duty.objects.filter(pk=row.pk).update(kind="sign")
    assert not rows.change(row, {"closed_on": DAY}, seen={"kind": "handle"})
    assert (row.closed_on, Duty.objects.get(pk=row.pk).closed_on) == (None, None)


def test_only_the_one_row_is_changed(cast) -> None:
    row, other = rows.insert(duty(cast)), rows.insert(duty(cast, "case:2026-0002"))
    rows.change(row, {"closed_on": DAY})
    other.refresh_from_db()
    assert other.closed_on is None


def test_what_is_found_is_what_the_orm_finds(cast) -> None:
    rows.insert_all([duty(cast), duty(cast, "case:2026-0002")])
    closed = rows.insert(duty(cast, "case:2026-0003"))
    rows.change(closed, {"closed_on": DAY, "paused": True})
    for where in (
        {"closed_on": None},
        {"closed_on": DAY},
        {"ref": "case:2026-0002", "closed_on": None},
        {"ref": "none"},
    ):
        found, expected = rows.find(Duty, where, order="-id"), Duty.objects.filter(**where).order_by("-id")
        assert [vars(row) | {"_state": None} for row in found] == [vars(row) | {"_state": None} for row in expected]


def test_a_found_row_is_stored_again_as_the_same(cast) -> None:
    row = rows.insert(duty(cast))
    (found,) = rows.find(Duty, {"id": row.pk})
    found.save()
    assert Duty.objects.filter(ref=row.ref).count() == 1
