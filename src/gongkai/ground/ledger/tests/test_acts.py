"""No fact, no act; no act, no fact; and the order has no gap."""

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction
from tests.plugins.cast import noon

from gongkai.ground.home import home_path
from gongkai.ground.ledger import acts, log
from gongkai.ground.ledger.acts import LedgerUnavailable, NoFact, act, record
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.ground.ledger.tests.sample import Said, do
from gongkai.ground.ledger.verify import verify

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")


def say(words: str) -> None:
    record(Said(words), ref="test:1", by="tester", at=AT)


def told() -> list[tuple[int, str]]:
    return [
        (fact.idx, bytes(fact.body).split(b'"words":"')[1].split(b'"')[0].decode())
        for fact in Fact.objects.order_by("idx")
    ]


@pytest.mark.parametrize("broken", ["FACT_SQL", "LEAF_SQL"])
def test_without_the_ledger_nothing_happens(monkeypatch, broken):
    do("before", at=AT)
    monkeypatch.setattr(acts, broken, "INSERT INTO no_such_table VALUES (%s)")
    with pytest.raises(DatabaseError), transaction.atomic(), act():
        Group.objects.create(name="changed")
        say("said")
    assert not Group.objects.exists()
    assert told() == [(0, "before")] and log.leaf_count() == 1


def test_an_act_that_says_nothing_is_undone():
    with pytest.raises(NoFact), act():
        Group.objects.create(name="changed")
    with pytest.raises(NoFact), act():
        say("outer")
        with act():
            Group.objects.create(name="changed")
    assert not Group.objects.exists() and told() == []


def test_what_is_rolled_back_leaves_no_gap():
    do("one", at=AT)
    with pytest.raises(KeyError), act():
        say("lost")
        raise KeyError
    with transaction.atomic():
        do("lost too", at=AT)
        transaction.set_rollback(True)
    do("two", at=AT)
    assert told() == [(0, "one"), (1, "two")]
    assert list(Leaf.objects.order_by("idx").values_list("idx", flat=True)) == [0, 1]


def test_many_acts_in_one_keep_their_order():
    with act():
        for word in "abc":
            do(word, at=AT)
    assert told() == [(0, "a"), (1, "b"), (2, "c")]
    assert verify().findings == []


def test_a_fact_outside_an_act():
    with pytest.raises(RuntimeError, match="inside an act"):
        say("said")


def test_a_restored_home_does_nothing_before_it_is_recovered(home):
    mark = home_path("keys", acts.RESTORED_MARK)
    mark.parent.mkdir(parents=True)
    mark.touch()
    with pytest.raises(LedgerUnavailable, match="--adopt-published"):
        do("too early", at=AT)
    assert told() == []
    mark.unlink()
    do("now", at=AT)
    assert told() == [(0, "now")]
