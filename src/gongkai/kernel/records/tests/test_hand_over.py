"""A unit closes: drafts go over to its successor, what it published stays under its name and can still be corrected."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.verify import verify
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import ticker
from gongkai.kernel.records.models import Record, Section

DAY, CLOSED, NEXT = noon("2026-03-02"), noon("2026-03-03"), noon("2026-03-04")
CONTENT = {"title": "公租房轮候公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"}
GATES = (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa"))


def notice(cast, gates: int) -> Record:
    """A notice of the housing bureau that has passed so many gates."""
    section = Section.objects.get(pk="notices")
    by = cast.actor("wang_bianji")
    record = records.draft(kind="notice", unit=cast.units["zjj"], section=section, content=CONTENT, by=by, at=DAY)
    for verb, who in GATES[:gates]:
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    return record


def close(cast) -> None:
    close_unit(unit=cast.units["zjj"], successor=cast.units["wjw"], on=CLOSED.date(), at=CLOSED, by="lin")
    ticker.tick(CLOSED)


def now(record: Record) -> Record:
    return Record.objects.select_related("unit", "section").get(pk=record.pk)


@pytest.mark.parametrize("gates", [0, 1, 2, 3])
def test_what_is_on_its_way_goes_over(cast, gates):
    record = notice(cast, gates)
    close(cast)
    assert now(record).unit == cast.units["wjw"]
    assert [duty.unit for duty in open_duties(record.ref)] == [cast.units["wjw"]]
    assert ticker.tick(CLOSED) == 0 and verify().findings == []


def test_a_scheduled_publication_goes_over_and_goes_out(cast):
    record = notice(cast, 3)
    records.schedule(record=record, publish_at=NEXT, by=cast.actor("liu_qianfa"), at=DAY)
    close(cast)
    ticker.tick(NEXT)
    assert (now(record).live, now(record).unit) == (True, cast.units["wjw"])


def test_what_was_published_stays_its_own_and_is_corrected_by_the_successor(cast):
    record = notice(cast, 4)
    close(cast)
    record = now(record)
    assert record.unit == cast.units["zjj"]
    with pytest.raises(NotAllowed):
        records.revise(record=record, reason="人数写错", by=cast.actor("wang_bianji", "2026-03-04"), at=NEXT)
    records.revise(record=record, reason="人数写错", by=cast.actor("sun_bianji", "2026-03-04"), at=NEXT)
    assert [duty.unit for duty in open_duties(record.ref)] == [cast.units["wjw"]]
    assert ticker.tick(NEXT) == 0


def test_of_a_correction_under_way_only_the_duty_goes_over(cast):
    record = notice(cast, 4)
    records.revise(record=record, reason="人数写错", by=cast.actor("wang_bianji"), at=DAY)
    close(cast)
    assert now(record).unit == cast.units["zjj"]
    assert [duty.unit for duty in open_duties(record.ref)] == [cast.units["wjw"]]
    assert verify().findings == []
