"""Consultation pauses the clock (条例 art. 33 ¶3): (dispatch, answer], overlapping ones once, an open one has no end."""

import pytest

from gongkai.pure.clock import FOI_2008, FOI_2019, Event, EventKind, IllegalEvent, check
from gongkai.pure.clock.tests.build import NATIONAL, D, extend, pause, reading, restart, resume, start, stop

RECEIVED = start("2025-03-03")  # a Monday without holidays near; due 2025-03-31


def test_the_term_without_pauses():
    assert reading(RECEIVED).due_on == D("2025-03-31")


@pytest.mark.parametrize(
    "dispatched, answered, due",
    [
        ("2025-03-10", "2025-03-10", "2025-03-31"),  # answered the day it went out
        ("2025-03-10", "2025-03-11", "2025-04-01"),
        ("2025-03-07", "2025-03-10", "2025-04-01"),  # only the Monday: the weekend never counted
        ("2025-03-07", "2025-03-09", "2025-03-31"),
        ("2025-03-10", "2025-03-14", "2025-04-07"),  # over 清明, 4 to 6 April
        ("2025-03-03", "2025-03-04", "2025-04-01"),  # from the day of receipt
        ("2025-03-28", "2025-03-31", "2025-04-01"),  # answered on the day that was due
        ("2025-03-31", "2025-04-03", "2025-03-31"),  # asked on the due day: nothing is left to be moved
    ],
)
def test_a_pause_moves_the_due_day_by_its_working_days(dispatched, answered, due):
    assert reading(RECEIVED, *pause(dispatched, answered)).due_on == D(due)


@pytest.mark.parametrize(
    "second, due",
    [
        (("2025-03-12", "2025-03-14"), "2025-04-07"),  # inside the first
        (("2025-03-12", "2025-03-17"), "2025-04-08"),  # one day longer
        (("2025-03-14", "2025-03-17"), "2025-04-08"),  # touching
        (("2025-03-17", "2025-03-18"), "2025-04-08"),  # apart
    ],
)
def test_overlapping_pauses_count_once(second, due):
    first = pause("2025-03-10", "2025-03-14", key="a")
    other = pause(*second, key="b")
    assert reading(RECEIVED, *first, *other).due_on == D(due)
    assert reading(RECEIVED, *other, *first).due_on == D(due)


def test_an_open_pause_has_no_due_day():
    open_one = reading(RECEIVED, *pause("2025-03-10"), today="2025-03-20")
    assert (open_one.due_on, open_one.provisional, open_one.bound, open_one.warn_on) == (None, None, None, None)
    assert open_one.light == "paused"
    assert (open_one.used, open_one.left, open_one.paused_days) == (5, 15, 8)


@pytest.mark.parametrize(
    "dispatched, due, light, left",
    [
        ("2025-03-28", None, "paused", 1),  # one day of the term is left, the due day
        ("2025-03-30", None, "paused", 1),
        (
            "2025-03-31",
            "2025-03-31",
            "red",
            -3,
        ),  # on the due day: days up to the dispatch count, so it stays the due day
        ("2025-04-01", "2025-03-31", "red", -3),
    ],
)
def test_an_open_pause_for_which_no_day_was_left_hides_no_due_day(dispatched, due, light, left):
    asked = reading(RECEIVED, *pause(dispatched), today="2025-04-03")
    assert (asked.due_on, asked.light, asked.left) == (due and D(due), light, left)
    assert asked.bound == asked.due_on
    if due:
        answered = reading(RECEIVED, *pause(dispatched, "2025-04-03"), today="2025-04-03")
        assert (asked.due_on, asked.left, asked.warn_on) == (answered.due_on, answered.left, answered.warn_on)


@pytest.mark.parametrize("today, light", [("2025-03-30", "yellow"), ("2025-03-31", "yellow"), ("2025-04-01", "red")])
def test_asked_on_the_due_day_the_light_is_that_of_the_term(today, light):
    assert reading(RECEIVED, *pause("2025-03-31"), today=today).light == light


def test_an_extension_is_a_term_that_can_rest():
    extended = [RECEIVED, extend("2025-03-31", 5)]
    assert reading(*extended, *pause("2025-04-07"), today="2025-04-30").light == "paused"
    assert reading(*extended, *pause("2025-04-08"), today="2025-04-30").due_on == D("2025-04-08")


def test_one_pause_inside_the_term_is_enough_for_it_to_rest():
    inside, after = pause("2025-03-28", key="a"), pause("2025-04-10", key="b")
    assert reading(RECEIVED, *inside, *after, today="2025-04-30").light == "paused"
    answered = reading(RECEIVED, *inside, resume("2025-04-11", key="a"), *after, today="2025-04-10")
    assert (
        answered.light == "paused"
    )  # the first reaches to 11 April: when the second was sent, the last day was to come
    over = reading(RECEIVED, *inside, resume("2025-04-09", key="a"), *after, today="2025-04-30")
    assert (over.due_on, over.light) == (D("2025-04-10"), "red")


@pytest.mark.parametrize("dispatched, light", [("2026-12-31", "paused"), ("2027-01-01", "red"), ("2027-01-02", "red")])
def test_while_the_end_is_provisional_its_bound_decides(dispatched, light):
    """The bound of 4 December's term is 1 January, the day expected 4 January."""
    asked = reading(start("2026-12-04"), *pause(dispatched), today="2027-01-05")
    assert asked.light == light
    if light == "red":
        assert (asked.bound, asked.provisional) == (D("2027-01-01"), D("2027-01-04"))


def test_one_open_pause_among_answered_ones_is_enough():
    events = [RECEIVED, *pause("2025-03-10", "2025-03-14", key="a"), *pause("2025-03-12", key="b")]
    assert reading(*events, today="2025-03-20").light == "paused"
    assert reading(*events, resume("2025-03-17", key="b"), today="2025-03-20").due_on == D("2025-04-08")


def test_an_open_pause_says_the_same_however_late_it_is_read():
    early, late = (reading(RECEIVED, *pause("2025-03-10"), today=day) for day in ("2025-03-20", "2025-12-31"))
    assert (early.used, early.left, early.light) == (late.used, late.left, late.light)


def test_a_reply_ends_the_waiting():
    closed = reading(RECEIVED, *pause("2025-03-10"), stop("2025-03-20"), today="2025-03-25")
    assert closed.light == "done"
    assert closed.due_on == D("2025-04-11")
    assert closed.late_days == 0


def test_a_reply_after_the_due_day_is_late_whatever_was_asked_since():
    closed = reading(RECEIVED, *pause("2025-04-01"), stop("2025-04-03"), today="2025-04-03")
    assert (closed.due_on, closed.late_days) == (D("2025-03-31"), 3)


def test_days_used_stand_still_during_an_answered_pause():
    used = [
        reading(RECEIVED, *pause("2025-03-10", "2025-03-12"), today=day).used
        for day in ("2025-03-09", "2025-03-10", "2025-03-11", "2025-03-12", "2025-03-13")
    ]
    assert used == [4, 5, 5, 5, 6]


def test_a_pause_after_a_restart_counts_from_there():
    restarted = [RECEIVED, restart("2025-03-10")]
    assert reading(*restarted, *pause("2025-03-11", "2025-03-12")).due_on == D("2025-04-09")
    with pytest.raises(IllegalEvent, match="before the start"):
        reading(*restarted, *pause("2025-03-09", "2025-03-12"))


def test_the_rule_of_2008_pauses_as_well():
    events = [start("2017-03-01"), *pause("2017-03-06", "2017-03-10")]
    assert reading(events[0], rule=FOI_2008).due_on == D("2017-03-22")
    assert reading(*events, rule=FOI_2008).due_on == D("2017-03-28")


def test_a_pause_reaches_into_the_extension():
    events = [RECEIVED, extend("2025-03-10", 5), *pause("2025-04-01", "2025-04-02")]
    assert reading(RECEIVED, extend("2025-03-10", 5)).due_on == D("2025-04-08")
    assert reading(*events).due_on == D("2025-04-09")


@pytest.mark.parametrize(
    "before, event, why",
    [
        ([], resume("2025-03-10"), "no open pause"),
        (pause("2025-03-10", "2025-03-12"), resume("2025-03-13"), "no open pause"),
        (pause("2025-03-10", key="a"), resume("2025-03-13", key="b"), "no open pause"),
        (pause("2025-03-10"), resume("2025-03-09"), "before the dispatch"),
        (pause("2025-03-10"), Event(EventKind.PAUSE, D("2025-03-11")), "already open"),
        ([], Event(EventKind.PAUSE, D("2025-03-02")), "before the start"),
    ],
)
def test_what_is_refused(before, event, why):
    with pytest.raises(IllegalEvent, match=why) as refused:
        check([RECEIVED, *before], event, FOI_2019, NATIONAL)
    assert refused.value.message_zh
    with pytest.raises(IllegalEvent, match=why):
        reading(RECEIVED, *before, event)
