"""A record that is not public is sent round: those units see it then, owe nothing, and get it once."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, draft

from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.duties import open_duties, owed_by
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions, circulating, queries


def sent(cast, record, by="gao_gongkai"):
    return circulating.circulate(record=record, by=cast.actor(by), at=DAY)


def test_units_see_it_then_and_owe_nothing(cast):
    record = draft(cast)
    assert queries.get_visible(cast.scope("sun_bianji"), record.pk) is None
    before = owed_by(cast.scope("sun_bianji")).count()
    assert {each.code for each in sent(cast, record)} == {"xzf", "wjw"}
    assert queries.get_visible(cast.scope("sun_bianji"), record.pk) == record
    assert owed_by(cast.scope("sun_bianji")).count() == before
    assert circulating.sent_on([record.ref]) == {record.ref: DAY.date()}
    assert {each.unit.code for each in circulating.sent_to(record)} == {"xzf", "wjw"}
    assert not [each for each in open_duties(record.ref) if each.kind == circulating.SENT]


def test_nobody_gets_it_twice_and_only_who_oversees_sends(cast):
    record = draft(cast)
    with pytest.raises(NotAllowed):
        sent(cast, record, "wang_bianji")
    sent(cast, record)
    with pytest.raises(StepRefused, match="都已经收到"):
        sent(cast, record)


def test_a_draft_that_was_sent_round_owes_nothing_and_is_given_up_without_a_word(cast):
    record, later = draft(cast), noon("2027-03-01")
    assert circulating.resting([record]) == set()
    sent(cast, record)
    assert circulating.resting([record]) == {record.ref} and open_duties(record.ref) == []
    content = queries.version_of(record).values() | {"formed_on": "2027-02-26"}
    actions.save(record=record, content=content, by=cast.actor("wang_bianji"), at=later)
    actions.discard(record=record, by=cast.actor("wang_bianji"), at=later)
    assert not Fact.objects.filter(name="record.overdue").exists()


def test_what_was_given_up_goes_nowhere(cast):
    record = draft(cast)
    actions.discard(record=record, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(StepRefused, match="作废"):
        sent(cast, record)
