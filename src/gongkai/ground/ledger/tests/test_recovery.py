"""Declaring what a restore lost, and beginning a new log."""

import shutil

import pytest
from django.db import connection
from tests.plugins.cast import noon

from gongkai.ground.home import home_path
from gongkai.ground.ledger import keys, log, signer, triggers
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.declared import REF, LedgerRestored
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.recovery import adopt_published, begin_new_origin, source
from gongkai.ground.ledger.signer import ForkDanger
from gongkai.ground.ledger.tests.sample import do, drop_trigger
from gongkai.ground.ledger.verify import verify
from gongkai.pure.tlog.errors import NoteError

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")
ORIGIN = "www.mingchuan.gov.example/log"


@pytest.fixture(autouse=True)
def sealed(home):
    keys.make_key(ORIGIN)
    do("a", "b", "c", at=AT)
    signer.seal(at=AT)


def nothing(lost, gap):
    """What floors above would do beside."""


def lose(first: int) -> None:
    """An older database: what came from this index on is gone, and the checkpoint too."""
    with connection.cursor() as cursor:
        for table in ("ledger_fact", "ledger_leaf", "ledger_checkpoint"):
            drop_trigger(table, "delete")
            cursor.execute(f"DELETE FROM {table} WHERE {'size' if 'point' in table else 'idx'} >= {first}")
    triggers.install()


def test_lost_leaves_come_back_and_are_declared():
    head = log.published()
    lose(1)
    with pytest.raises(ForkDanger):
        signer.seal(at=AT)
    assert adopt_published(None, at=AT, by="system", beside=nothing) == range(1, 3)
    do("d", at=AT)
    assert signer.seal(at=AT).size == 6 and log.reader(3).node(1, 0)
    result = verify()
    assert (result.findings, [each.where for each in result.declared]) == ([], ["leaf 1", "leaf 2"])
    assert log.reader(head.size).entry(2) == log.reader(6).entry(2)


def test_nothing_is_missing():
    assert not adopt_published(None, at=AT, by="system", beside=nothing)
    assert Fact.objects.count() == 3


def test_an_old_copy_of_the_published_log_is_not_adopted(tmp_path):
    """What was published behind it would be signed anew otherwise, as something else."""
    shutil.copytree(home_path("log"), tmp_path / "old")
    do("d", at=AT)
    signer.seal(at=AT)
    with pytest.raises(ForkDanger, match="ends at 3, but this database was sealed up to 4 already"):
        adopt_published(str(tmp_path / "old"), at=AT, by="system", beside=nothing)
    assert not adopt_published(None, at=AT, by="system", beside=nothing)
    lose(3)
    assert adopt_published(None, at=AT, by="system", beside=nothing) == range(3, 4)


@pytest.mark.parametrize("shown", [0, 3, 4])
def test_one_round_seals_what_declares_the_loss(tmp_path, shown):
    """Also where the home shows less of the log than was adopted, and the adopted head is still to be shown."""
    older = tmp_path / "older"
    if shown == 3:
        shutil.copytree(home_path("log"), older)
    do("d", at=AT)
    signer.seal(at=AT)
    shutil.copytree(home_path("log"), tmp_path / "elsewhere")
    if shown < 4:
        shutil.rmtree(home_path("log"))
    if shown == 3:
        shutil.copytree(older, home_path("log"))
    lose(1)
    assert adopt_published(str(tmp_path / "elsewhere"), at=AT, by="system", beside=nothing) == range(1, 4)
    assert signer.seal(at=AT).size == log.leaf_count() == log.published().size == 6
    assert verify().findings == []


def test_a_home_that_shows_another_history_adopts_nothing(tmp_path):
    do("d", at=AT)
    signer.seal(at=AT)
    shutil.copytree(home_path("log"), tmp_path / "elsewhere")
    lose(3)
    log.write(log.CHECKPOINT, log.read(log.CHECKPOINT).replace(b"\n4\n", b"\n3\n"))
    with pytest.raises(ForkDanger, match="shows another history, up to 3"):
        adopt_published(str(tmp_path / "elsewhere"), at=AT, by="system", beside=nothing)
    assert log.leaf_count() == 3


def test_a_published_log_that_does_not_verify_is_not_adopted(tmp_path):
    lose(1)
    path = home_path("log", "tile/entries/000.p/3")
    path.write_bytes(b'"v":2'.join(path.read_bytes().rsplit(b'"v":1', 1)))
    with pytest.raises(ForkDanger, match="do not give the root"):
        adopt_published(None, at=AT, by="system", beside=nothing)
    log.write(log.CHECKPOINT, log.read(log.CHECKPOINT).replace(b"\n3\n", b"\n4\n"))
    with pytest.raises(NoteError):
        adopt_published(None, at=AT, by="system", beside=nothing)
    with pytest.raises(FileNotFoundError):
        source(str(tmp_path))("checkpoint")
    assert log.leaf_count() == 1


def test_a_declaration_hides_no_fact_that_stands_elsewhere():
    """Whoever drops a fact later can't declare it lost: a declaration stands right behind the leaves it tells of."""
    with act():
        record(LedgerRestored(1, 1, 3, ""), ref=REF, by="system", at=AT)
    with connection.cursor() as cursor:
        drop_trigger("ledger_fact", "delete")
        cursor.execute("DELETE FROM ledger_fact WHERE idx = 1")
    triggers.install()
    assert [each.where for each in verify().findings] == ["fact 1"]


def test_a_new_log_over_the_same_leaves():
    begin_new_origin(f"{ORIGIN}-2", reason="the key was lost", at=AT, by="system", beside=nothing)
    assert signer.seal(at=AT).size == 4
    assert log.published().origin == f"{ORIGIN}-2"
    assert home_path("log.former-1", "checkpoint").read_text().startswith(f"{ORIGIN}\n")
    assert verify().findings == []
    with pytest.raises(keys.UnusableKey, match="used before"):
        begin_new_origin(ORIGIN, reason="", at=AT, by="system", beside=nothing)


def test_a_new_log_that_was_interrupted_goes_on():
    keys.replace_key(f"{ORIGIN}-2")
    with pytest.raises(ForkDanger):
        signer.seal(at=AT)
    begin_new_origin(f"{ORIGIN}-2", reason="", at=AT, by="system", beside=nothing)
    assert signer.seal(at=AT).size == 4 and verify().findings == []
