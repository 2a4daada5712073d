"""A gap in the order of facts is one finding, whatever its length, and costs no more time than the rows that are there."""

import pytest
from django.db import connection
from tests.plugins.cast import noon

from gongkai.ground.ledger import keys, signer, triggers, verify
from gongkai.ground.ledger.tests.sample import do, drop_trigger

pytestmark = [pytest.mark.django_db, pytest.mark.each_example]

AT = noon("2026-03-02")
FACTS = 6
LAST = (1 << 63) - 1


@pytest.fixture(autouse=True)
def sealed(home):
    keys.make_key("www.mingchuan.gov.example/log")
    do("a", "b", "c", "d", "e", "f", at=AT)
    signer.seal(at=AT)


def by_hand(*statements: str) -> None:
    with connection.cursor() as cursor:
        for table in ("ledger_fact", "ledger_leaf"):
            drop_trigger(table, "update")
            drop_trigger(table, "delete")
        for statement in statements:
            cursor.execute(statement)
    triggers.install()


def found() -> list[str]:
    return [str(each) for each in verify.verify().findings]


@pytest.mark.parametrize("there", [FACTS + 1, FACTS + 2, FACTS + 3, 300_000, 99_999_999, LAST - 1, LAST])
@pytest.mark.parametrize("table", ["leaf", "fact"])
def test_one_row_moved_away(monkeypatch, table, there):
    monkeypatch.setattr(verify, "BATCH", 4)
    by_hand(f"UPDATE ledger_{table} SET idx = {there} WHERE idx = 2")
    told = found()
    [gap] = [each for each in told if "the next that is there" in each or "fact and leaf are missing" in each] or [""]
    if there == FACTS + 1:
        assert gap == f"fact {FACTS}: fact and leaf are missing"
    else:
        count = there - FACTS
        assert gap == (
            f"facts {FACTS} to {there - 1}: {count} facts are missing, and their leaves; the next that is there is {table} {there}"
        )
    lacks = {"leaf": "fact 2 test.said test:1: its leaf is missing", "fact": "fact 2: the fact of this leaf is missing"}
    assert lacks[table] in told and any(each.startswith(f"fact {there}") for each in told)
    assert len(told) <= 5


def test_a_row_just_behind_the_last_leaves_no_gap():
    by_hand(f"UPDATE ledger_leaf SET idx = {FACTS} WHERE idx = 2")
    assert not [each for each in found() if "the next that is there" in each or "fact and leaf are missing" in each]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("batch", [1, 2, 3, 2000])
def test_rows_that_were_dropped_in_the_middle(monkeypatch, batch, count):
    monkeypatch.setattr(verify, "BATCH", batch)
    by_hand(*(f"DELETE FROM ledger_{table} WHERE idx >= 2 AND idx < {2 + count}" for table in ("fact", "leaf")))
    [gap] = [each for each in found() if "missing" in each]
    if count == 1:
        assert gap == "fact 2: fact and leaf are missing"
    else:
        assert gap == (
            f"facts 2 to {1 + count}: {count} facts are missing, and their leaves; the next that is there is leaf {2 + count}"
        )


def test_a_body_and_a_leaf_nested_without_end_are_named():
    deep = (b"[" * 5000).hex()
    value = f"'\\x{deep}'" if connection.vendor == "postgresql" else f"X'{deep}'"
    by_hand(
        f"UPDATE ledger_fact SET body = {value} WHERE idx = 1", f"UPDATE ledger_leaf SET entry = {value} WHERE idx = 3"
    )
    told = found()
    assert any(each.startswith("fact 1 ") and "nested too deeply" in each for each in told)
    assert any(each.startswith("fact 3 ") and "commits to something else" in each for each in told)
