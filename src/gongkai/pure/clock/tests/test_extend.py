"""Extension: once, 1 to 20 working days (2008: 1 to 15), on or before the due day (条例 art. 33; 2008: art. 24)."""

import pytest

from gongkai.pure.clock import CORRECTION_REQUEST, FOI_2008, FOI_2019, Event, EventKind, IllegalEvent, check
from gongkai.pure.clock.tests.build import NATIONAL, D, extend, pause, reading, restart, resume, start

RECEIVED = start("2025-03-03")  # due 2025-03-31


@pytest.mark.parametrize("days, due", [(1, "2025-04-01"), (19, "2025-04-27"), (20, "2025-04-28")])
def test_the_due_day_moves_by_the_days_granted(days, due):
    """27 April is a make-up Sunday."""
    extended = reading(RECEIVED, extend("2025-03-10", days))
    assert extended.due_on == D(due)
    assert extended.term_days == 20 + days


@pytest.mark.parametrize("days", [-1, 0, 21, None])
def test_more_or_less_than_the_rule_allows_is_refused(days):
    with pytest.raises(IllegalEvent, match="1 to 20 days") as refused:
        check([RECEIVED], Event(EventKind.EXTEND, D("2025-03-10"), days=days), FOI_2019, NATIONAL)
    assert "1至20个工作日" in refused.value.message_zh


@pytest.mark.parametrize("days, allowed", [(14, True), (15, True), (16, False)])
def test_the_rule_of_2008_allows_fifteen(days, allowed):
    events = [start("2017-03-01"), extend("2017-03-10", days)]
    if allowed:
        assert reading(*events, rule=FOI_2008).term_days == 15 + days
    else:
        with pytest.raises(IllegalEvent, match="1 to 15 days"):
            reading(*events, rule=FOI_2008)


@pytest.mark.parametrize("day, allowed", [("2025-03-30", True), ("2025-03-31", True), ("2025-04-01", False)])
def test_up_to_the_due_day(day, allowed):
    if allowed:
        assert reading(RECEIVED, extend(day, 5)).due_on == D("2025-04-08")
    else:
        with pytest.raises(IllegalEvent, match="after the due day 2025-03-31"):
            reading(RECEIVED, extend(day, 5))


@pytest.mark.parametrize("day, allowed", [("2025-03-02", False), ("2025-03-03", True), ("2025-03-04", True)])
def test_from_the_day_of_receipt(day, allowed):
    if allowed:
        assert reading(RECEIVED, extend(day, 5)).due_on == D("2025-04-08")
    else:
        with pytest.raises(IllegalEvent, match="before the start"):
            reading(RECEIVED, extend(day, 5))


@pytest.mark.parametrize("day, allowed", [("2025-03-31", True), ("2025-04-01", True), ("2025-04-02", False)])
def test_up_to_the_due_day_that_a_pause_has_moved(day, allowed):
    events = [RECEIVED, *pause("2025-03-10", "2025-03-11"), extend(day, 5)]
    if allowed:
        assert reading(*events).due_on == D("2025-04-09")
    else:
        with pytest.raises(IllegalEvent, match="after the due day 2025-04-01"):
            reading(*events)


def test_while_a_pause_is_open():
    waiting = reading(RECEIVED, *pause("2025-03-10"), extend("2025-06-30", 5), today="2025-07-01")
    assert (waiting.due_on, waiting.term_days, waiting.left) == (None, 25, 20)


@pytest.mark.parametrize(
    "answered, due", [("2025-03-14", "2025-04-07"), ("2025-03-17", "2025-04-15"), ("2025-03-18", "2025-04-16")]
)
def test_an_answer_that_becomes_known_later_may_leave_nothing_to_extend(answered, due):
    """The clock seemed to rest when the term was extended on 8 April; the answer was there since March."""
    later = [*pause("2025-03-10"), extend("2025-04-08", 5), resume(answered)]
    assert reading(RECEIVED, *later, today="2025-04-09").due_on == D(due)


def test_not_by_a_pause_opened_when_the_term_was_over():
    with pytest.raises(IllegalEvent, match="after the due day 2025-03-31"):
        reading(RECEIVED, *pause("2025-04-01"), extend("2025-04-02", 5))


def test_once_only():
    with pytest.raises(IllegalEvent, match="already been extended") as refused:
        reading(RECEIVED, extend("2025-03-10", 5), extend("2025-03-11", 5))
    assert "只能延期一次" in refused.value.message_zh


def test_after_a_restart():
    assert reading(RECEIVED, restart("2025-03-10"), extend("2025-04-07", 1)).due_on == D("2025-04-09")


def test_a_rule_without_extension_refuses():
    with pytest.raises(IllegalEvent, match="knows no extension"):
        check([RECEIVED], extend("2025-03-05", 1), CORRECTION_REQUEST, NATIONAL)
