"""Whatever is owed on the way to publication is owed by the day of the record's own term, and of a correction by that of the correction."""

from datetime import date
from pathlib import Path

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import reworded

from gongkai.engines.supervision.queries import LIGHTS, listed
from gongkai.kernel.flow import derived as of_clocks
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import derived as of_records
from gongkai.kernel.records.models import Record, Section
from gongkai.procedures.foi.tests.scenes import handled

CONTENT = {"title": "关于开展安全检查的通知", "formed_on": "2026-03-02", "body": "<p>请各单位认真检查。</p>"}


@pytest.fixture
def record(cast) -> Record:
    """Formed on 2 March 2026: to be public by 30 March."""
    drafted = records.draft(
        kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=CONTENT,
        by=cast.actor("wang_bianji"), at=noon("2026-03-02"),
    )  # fmt: skip
    return Record.objects.get(pk=drafted.pk)


def published(cast, record: Record, day: str) -> Record:
    at = noon(day)
    records.submit(record=record, by=cast.actor("wang_bianji"), at=at)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=at)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=at)
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=at)


def saved(cast, record: Record, formed_on: str) -> Duty:
    content = CONTENT | {"formed_on": formed_on}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=noon("2026-03-20"))
    return Duty.objects.get(ref=record.ref, closed_on=None)


def light(cast, on: date) -> str:
    [found] = [each for each in LIGHTS if listed(cast.scope("he_jiancha"), on, light=each).exists()]
    return found


def strayed() -> list[str]:
    found: list[str] = []
    for room in (of_clocks, of_records):
        room.Held(Path()).finish(lambda name, what: found.append(what), lambda n: None)
    return found


@pytest.mark.parametrize("formed_on, due", [("2026-01-05", "2026-02-02"), ("2026-03-16", "2026-04-14")])
@pytest.mark.parametrize("born_here", [True, False])
def test_another_day_of_formation_moves_what_is_owed(cast, record, formed_on, due, born_here):
    if born_here:
        record = records.draft(
            kind="notice", unit=record.unit, section=record.section, content=CONTENT, by=cast.actor("wang_bianji"), at=noon("2026-03-02"),
        )  # fmt: skip
    duty = saved(cast, record, formed_on)
    assert duty.due_on == duty.sort_on == record.publish_due_on == date.fromisoformat(due) and not strayed()
    # Passed on from the very object that was changed: the fact tells the duty's own days.
    records.submit(record=record, by=cast.actor("wang_bianji"), at=noon("2026-03-20"))
    closed, opened = Duty.objects.filter(ref=record.ref).order_by("id")
    assert closed.due_on == opened.due_on == record.publish_due_on


@pytest.mark.parametrize("on, seen", [("2026-04-13", "yellow"), ("2026-04-14", "yellow"), ("2026-04-15", "red")])
def test_supervision_goes_by_the_day_that_was_saved(cast, record, on, seen):
    saved(cast, record, "2026-03-16")
    assert light(cast, date.fromisoformat(on)) == seen


@pytest.mark.parametrize("on, seen", [("2026-06-05", "yellow"), ("2026-06-08", "yellow"), ("2026-06-09", "red")])
def test_a_correction_has_twenty_working_days_of_its_own(cast, record, on, seen):
    published(cast, record, "2026-03-20")
    records.revise(record=record, reason="名单有误", by=cast.actor("wang_bianji"), at=noon("2026-05-11"))
    assert (record.term_from, record.term_due_on) == (date(2026, 5, 11), date(2026, 6, 8))
    assert record.publish_due_on == date(2026, 3, 30)
    saved(cast, record, "2026-01-05")
    assert light(cast, date.fromisoformat(on)) == seen and not strayed()


def test_a_correction_that_is_over_leaves_no_term(cast, record):
    editor = cast.actor("wang_bianji")
    published(cast, record, "2026-03-20")
    for end in (
        lambda: records.call_off(record=record, by=editor, at=noon("2026-05-12")),
        lambda: published(cast, record, "2026-05-12"),
        lambda: records.withdraw(
            record=record, ground="第三方要求", keep_title=True, by=cast.actor("liu_qianfa"), at=noon("2026-05-12")
        ),
    ):
        records.revise(record=record, reason="名单有误", by=editor, at=noon("2026-05-11"))
        reworded(cast, record, noon("2026-05-11"))
        assert record.revised_on == date(2026, 5, 11)
        end()
        assert (record.revised_on, record.revision_due_on) == (None, None)
        assert record.publish_due_on == date(2026, 3, 30)


def test_verification_names_what_is_owed_by_another_day(cast, record):
    case = handled(cast)
    assert not strayed()
    Duty.objects.filter(ref=record.ref).update(due_on="2026-04-01", sort_on="2026-04-01")
    Duty.objects.filter(ref=case.ref).update(sort_on="2026-04-01")
    assert sorted(strayed()) == ["its day is not that of its record", "its days are not those that it derives from"]
