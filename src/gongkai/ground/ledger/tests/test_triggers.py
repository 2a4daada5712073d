"""The append-only tables say no, whoever asks and however he asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.plugins.cast import noon

from gongkai.ground.ledger import triggers
from gongkai.ground.ledger.tests.sample import do, drop_trigger

pytestmark = [pytest.mark.django_db, pytest.mark.each_example]

CHECKPOINT = "INSERT INTO ledger_checkpoint (size, root, note, at) VALUES (1, 'r', '', '2026-03-02')"
COSIGNATURE = "INSERT INTO ledger_cosignature (size, witness, line) VALUES (1, 'w', 'l')"
STEP = (
    'INSERT INTO flow_steptaken (id, ref, seq, name, source, target, by, at, "on", note)'
    " VALUES (7, 'case:A', 1, 'open', '', 'NEW', 'a', '2026-03-02', '2026-03-02', '')"
)
CLOCK = (
    "INSERT INTO flow_clock (id, ref, name, seq, rule, calendar, started_on, paused)"
    " VALUES (1, 'case:A', 'answer', 0, 'r', 'c', '2026-03-02', false)"
)
EVENT = (
    'INSERT INTO flow_clockevent (id, clock_id, seq, kind, "on", key, ground, article)'
    " VALUES ({id}, 1, {seq}, 'extend', '2026-03-02', '', '', '')"
)
# Each engine has a way of its own past the guards of rows.
WAYS = {
    "delete": {"": "DELETE FROM {table}"},
    "update": {"": "UPDATE {table} SET {column} = {column}"},
    "around": {
        "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": "TRUNCATE {table} CASCADE",
    },
}
COLUMN = dict(zip(triggers.APPEND_ONLY, ("idx", "idx", "size", "size", "seq", "seq"), strict=True))
REPLACE = {
    "sqlite": ("INSERT OR REPLACE", ""),
    "postgresql": ("INSERT", " ON CONFLICT ({keys}) DO UPDATE SET {column} = 'b'"),
}


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def rows() -> None:
    """One row in each append-only table."""
    do("a", at=noon("2026-03-02"))
    for statement in (CHECKPOINT, COSIGNATURE, STEP, CLOCK, EVENT.format(id=1, seq=1)):
        sql(statement)
    connection.check_constraints()  # PostgreSQL truncates no table whose deferred checks are pending


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
@pytest.mark.parametrize("way", WAYS)
def test_rows_are_neither_changed_nor_dropped_nor_replaced(rows, table, way):
    statement = WAYS[way].get("") or WAYS[way][connection.vendor]
    column = COLUMN[table]
    with pytest.raises(IntegrityError, match="append-only"):
        sql(statement.format(table=table, column=column))


def test_a_row_with_another_id_does_not_replace_one_by_a_unique_key(rows):
    verb, tail = REPLACE[connection.vendor]
    with pytest.raises(IntegrityError, match="append-only"):
        sql(STEP.replace("INSERT", verb).replace("(7,", "(8,") + tail.format(keys="ref, seq", column="note"))
    with pytest.raises(IntegrityError, match="append-only"):
        sql(EVENT.format(id=2, seq=1).replace("INSERT", verb) + tail.format(keys="clock_id, seq", column="ground"))


def test_new_rows_are_welcome(rows):
    do("b", at=noon("2026-03-02"))
    sql(STEP.replace("(7, 'case:A', 1", "(8, 'case:A', 2"))


def test_a_checkpoint_is_signed_once(rows):
    with pytest.raises(IntegrityError, match="append-only"):
        sql("UPDATE ledger_checkpoint SET note = 'n', root = 'other'")
    sql("UPDATE ledger_checkpoint SET note = 'n'")
    for again in ("m", ""):
        with pytest.raises(IntegrityError, match="append-only"):
            sql(f"UPDATE ledger_checkpoint SET note = '{again}'")


def test_a_trigger_that_is_gone_or_altered_is_named_and_comes_back():
    drop_trigger("ledger_fact", "update")
    drop_trigger("ledger_leaf", "delete")
    if connection.vendor == "sqlite":
        sql("CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf BEGIN SELECT 1; END")
    assert triggers.missing() == ["ledger_fact_no_update", "ledger_leaf_no_delete"]
    triggers.install()
    assert triggers.missing() == []
