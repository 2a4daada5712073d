"""Units are asked to write for a draft, write, write again; nothing is taken in by itself, and closed units hand over."""

from datetime import date

import pytest
from tests.plugins.acts.drafting import CHAPTER, WORDS, asked, handed_in
from tests.plugins.cast import SETUP, noon
from tests.plugins.scenes import DAY, LATER, draft, through

from gongkai.ground.units import actions as units
from gongkai.kernel.drafting import contributing, queries, ticker
from gongkai.kernel.drafting.models import CALLED_OFF, HANDED_IN
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import actions
from gongkai.kernel.records.models import Record


def test_who_is_asked_owes_it_until_it_is_handed_in(cast):
    made = asked(cast)
    (duty,) = open_duties(made.ref)
    assert (duty.unit.code, duty.due_on, duty.warn_on) == ("wjw", date(2026, 3, 10), date(2026, 3, 5))
    handed_in(cast, made)
    assert made.state == HANDED_IN and made.waits and not made.changed and not open_duties(made.ref)


def test_what_is_changed_after_it_was_taken_waits_again(cast):
    made, editor = handed_in(cast), {"by": cast.actor("wang_bianji"), "at": LATER}
    contributing.take(taken=[made], **editor)
    assert not made.waits
    with pytest.raises(StepRefused, match="没有新交的稿"):
        contributing.take(taken=[made], **editor)
    handed_in(cast, made, body="<p>本局全年公开信息十三条。</p>")
    assert made.changed and (made.current, made.taken) == (2, 1)
    contributing.take(taken=[made], left=True, **editor)
    assert not made.waits
    assert {number for _, number in queries.passages([made])} == {1, 2}, "both stay to be read"


@pytest.mark.parametrize(("on", "fine"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_the_day_lies_ahead(cast, on, fine):
    if fine:
        assert asked(cast, due_on=date.fromisoformat(on))
    else:
        with pytest.raises(StepRefused, match="已经过了"):
            asked(cast, due_on=date.fromisoformat(on))


def test_a_unit_is_asked_once_for_a_chapter_and_again_when_that_is_called_off(cast):
    record = draft(cast)
    made = asked(cast, record)
    with pytest.raises(StepRefused, match="还没有请过的"):
        asked(cast, record)
    assert asked(cast, record, chapter="二、别的").seat == 2
    contributing.call_off(contribution=made, because="不用写了", by=cast.actor("wang_bianji"), at=LATER)
    assert made.state == CALLED_OFF and not open_duties(made.ref)
    with pytest.raises(StepRefused, match="不要了"):
        handed_in(cast, made)
    assert asked(cast, record).seat == 3


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p> </p>", "请写上内容"),
        ("<h2>一、大标题</h2><p>本局全年公开信息。</p>", "大标题"),
        (f'{WORDS}<p><img src="attachment:abcdefgh12"></p>', "不放图片"),
    ],
)
def test_what_is_no_paragraph_is_refused(cast, body, told):
    with pytest.raises(StepRefused, match=told):
        handed_in(cast, body=body)


def test_nobody_else_writes_asks_or_takes(cast):
    made = asked(cast)
    stranger = {"by": cast.actor("wang_bianji"), "at": LATER}
    with pytest.raises(NotAllowed):
        contributing.hand_in(contribution=made, body=WORDS, size=0, **stranger)
    handed_in(cast, made)
    with pytest.raises(NotAllowed):
        contributing.take(taken=[made], by=cast.actor("sun_bianji"), at=LATER)
    with pytest.raises(Overtaken):
        contributing.hand_in(contribution=made, body=WORDS, size=0, by=cast.actor("sun_bianji"), at=LATER, seen=0)


def test_of_what_is_public_nothing_is_asked(cast):
    made = asked(cast)
    through(cast, made.record, "published")
    with pytest.raises(StepRefused, match="已经公开"):
        handed_in(cast, made)


def test_who_may_see_it(cast):
    made = asked(cast)
    for name, seen in (("sun_bianji", True), ("wang_bianji", True), ("gao_gongkai", True)):
        assert (queries.get_visible(cast.scope(name), made.pk) is not None) is seen
    other = units.open_unit(
        code="jtj", name="明川县交通局", short_name="交通局", level="department", parent_code="xzf", opened_on=DAY.date(), at=DAY, by=SETUP
    )  # fmt: skip
    cast.units["jtj"] = other
    third = asked(cast, made.record, unit="jtj")
    assert queries.get_visible(cast.scope("sun_bianji"), third.pk) is None, "who writes beside sees nothing of it"


def test_what_a_closed_unit_owes_its_successor_writes(cast):
    made = asked(cast)
    units.close_unit(
        unit=cast.units["wjw"], successor=cast.units["xzf"], on=date(2026, 3, 5), at=noon("2026-03-05"), by=SETUP
    )
    assert ticker.tick(noon("2026-03-05")) == 1
    made.refresh_from_db()
    assert made.unit.code == "xzf" and open_duties(made.ref)[0].unit.code == "xzf" and made.chapter == CHAPTER


@pytest.mark.parametrize("how", ["published", "discarded"])
def test_what_nobody_handed_in_before_the_draft_was_public_or_given_up_is_owed_no_more(cast, how):
    made, record = asked(cast), Record.objects.get()
    assert ticker.tick(LATER) == 0 and open_duties(made.ref)
    if how == "published":
        through(cast, record, "published")
    else:
        actions.discard(record=record, by=cast.actor("wang_bianji"), at=LATER)
    assert ticker.tick(LATER) == 1 and ticker.tick(LATER) == 0
    made.refresh_from_db()
    assert made.state == CALLED_OFF and not open_duties(made.ref)
