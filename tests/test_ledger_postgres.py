"""The ledger on PostgreSQL: one dense order whatever commits first, append-only tables, one signer, backup and back."""

from dataclasses import replace

import pytest

from tests.plugins.homes import Live, set_up

pytestmark = pytest.mark.postgres


@pytest.fixture
def county(postgres_database, tmp_path) -> Live:
    """A home with its government on a PostgreSQL database of its own."""
    return set_up(Live(tmp_path / "home", {"DATABASE_URL": postgres_database()}))


REVERSE = """
import threading
begun, others_done = threading.Event(), threading.Event()
def slow():
    with act():
        add("began_first")
        begun.set()
        others_done.wait(20)
    connection.close()
def undone():
    try:
        with act():
            add("undone")
            raise KeyError
    except KeyError:
        pass
thread = threading.Thread(target=slow)
thread.start()
begun.wait(20)
first = log.leaf_count()
add("began_second")
undone()
with transaction.atomic():
    add("rolled_back")
    transaction.set_rollback(True)
others_done.set()
thread.join()
add("last")
said = [bytes(fact.body).split(b'"username":"')[1].split(b'"')[0].decode() for fact in Fact.objects.filter(idx__gte=first).order_by("idx")]
assert said == ["began_second", "began_first", "last"], said
assert [leaf.idx for leaf in Leaf.objects.order_by("idx")] == list(range(first + 3))
assert not verify().findings
"""

CROWD = """
import random, threading
def work(n):
    for m in range(15):
        try:
            with act():
                add(f"p{n}_{m}")
                if random.random() < 0.2:
                    raise KeyError
        except KeyError:
            pass
    connection.close()
threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
indices = list(Leaf.objects.order_by("idx").values_list("idx", flat=True))
assert indices == list(range(len(indices))) and len(indices) > 60
assert not verify().findings
"""


def test_the_order_is_dense_and_that_of_the_commits(county):
    county.python(REVERSE)
    county.python(CROWD)


REFUSED = """
from django.db import IntegrityError
from gongkai.ground.ledger import triggers
keys.make_key("x.example/log")
seal()
for table in triggers.APPEND_ONLY:
    for statement in (f"TRUNCATE {table} CASCADE", f"DELETE FROM {table}"):
        if statement.startswith("DELETE") and not table.startswith("ledger_") or table == "ledger_cosignature" and "DELETE" in statement:
            continue  # no rows there
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except IntegrityError as error:
            assert "append-only" in str(error)
        else:
            raise AssertionError(statement)
for statement in ("UPDATE ledger_fact SET actor = 'x'", "UPDATE ledger_checkpoint SET note = 'x'"):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        continue
    raise AssertionError(statement)
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE ledger_fact DISABLE TRIGGER ledger_fact_no_update")
assert [f.where for f in verify().findings] == ["trigger ledger_fact_no_update"]
"""


def test_append_only_tables(county):
    county.python(REFUSED)


def test_one_signer_for_a_database_whatever_the_home(county, tmp_path):
    county.make_key()
    first = county.start("with signer.only_signer():\n  print('up', flush=True); import time; time.sleep(60)")
    try:
        assert first.stdout.readline() == "up\n"
        elsewhere = replace(county, folder=tmp_path / "other")
        elsewhere.folder.mkdir()
        assert "Another signer is at work on this database" in elsewhere.gongkai("seal", code=1)
    finally:
        first.kill()
        first.wait()


def test_backup_and_restore(county, postgres_database, tmp_path):
    county.make_key()
    county.python("add('before'); seal()")
    county.gongkai("backup", tmp_path / "backup", "--export-signing-key", tmp_path / "log.skey")
    county.python("add('after'); seal()")
    new = Live(tmp_path / "new", {"DATABASE_URL": postgres_database()})
    new.gongkai(
        "restore", tmp_path / "backup", "--signing-key", tmp_path / "log.skey", "--published", county.folder / "log"
    )
    assert new.published() == county.published()
    new.python("assert not verify().findings")
    new.python("seal(); assert not verify().findings")
    # What was adopted, and that its numbers are not given again.
    assert new.published()[0] == county.published()[0] + 2
    assert "is not empty" in new.gongkai("restore", tmp_path / "backup", code=2)
