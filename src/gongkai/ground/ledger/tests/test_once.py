"""What was sent once is done once: a mark is taken with what is done under it, and given back with what failed."""

import pytest
from django.db import IntegrityError
from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Sent
from gongkai.ground.ledger.once import KEPT, SentBefore, once

AT = noon("2026-03-02")


def taken(mark: str, at=AT) -> bool:
    try:
        with once(mark, at):
            return True
    except SentBefore:
        return False


def test_a_mark_is_taken_once(db):
    assert [taken("m"), taken("m"), taken("n"), taken("m")] == [True, False, True, False]


@pytest.mark.parametrize("failure", [ZeroDivisionError, IntegrityError])
def test_a_mark_is_given_back_with_what_failed(db, failure):
    with pytest.raises(failure), once("m", AT):
        raise failure
    assert not Sent.objects.exists() and taken("m")


@pytest.mark.parametrize(("late", "known"), [(KEPT / 2, True), (KEPT, True), (KEPT * 2, False)])
def test_a_mark_is_forgotten_after_two_days(db, late, known):
    taken("m")
    taken("other", AT + late)
    assert Sent.objects.filter(mark="m").exists() is known
