"""Lights and days left as of a day; a closed clock; what SQL derives from the stored days."""

import pytest

from gongkai.pure.clock import CORRECTION_REQUEST, FOI_2008, FOI_2019, IllegalEvent, Term, Warn, light_on
from gongkai.pure.clock.tests.build import D, extend, pause, reading, start, stop

RECEIVED = start("2025-03-03")  # due Monday 2025-03-31


@pytest.mark.parametrize(
    "today, light, used, left",
    [
        ("2025-03-02", "green", 0, 20),
        ("2025-03-03", "green", 0, 20),
        ("2025-03-04", "green", 1, 19),
        ("2025-03-25", "green", 16, 4),
        ("2025-03-26", "yellow", 17, 3),
        ("2025-03-27", "yellow", 18, 2),
        ("2025-03-30", "yellow", 19, 1),
        ("2025-03-31", "yellow", 20, 0),
        ("2025-04-01", "red", 21, -1),
        ("2025-04-04", "red", 23, -3),
    ],
)
def test_the_light_of_a_day(today, light, used, left):
    read = reading(RECEIVED, today=today)
    assert (read.light, read.used, read.left) == (light, used, left)
    assert read.warn_on == D("2025-03-26")
    assert read.late_days == max(0, -left)
    assert light_on(D(today), read.warn_on, read.due_on, paused=False, stopped=False) == light


def test_the_weekend_after_a_due_friday_is_late_already():
    """No working day has passed, yet the term is over: at least one day is told."""
    assert [reading(start("2025-02-28"), today=day).left for day in ("2025-03-28", "2025-03-29", "2025-03-31")] == [
        0,
        -1,
        -1,
    ]


@pytest.mark.parametrize("days, left", [(1, 1), (4, 1), (5, 2), (7, 2), (8, 2), (9, 3), (15, 3), (20, 3), (60, 3)])
def test_yellow_at_three_days_or_a_quarter_of_the_term(days, left):
    assert Warn().left(Term(days)) == left


@pytest.mark.parametrize("rule, received, warn_on", [
    (CORRECTION_REQUEST, "2025-03-03", "2025-03-10"),
    (FOI_2008, "2017-03-01", "2017-03-17"),
])  # fmt: skip
def test_other_terms_warn_by_the_same_rule(rule, received, warn_on):
    assert reading(start(received), rule=rule).warn_on == D(warn_on)


def test_an_extension_moves_the_warning_along():
    assert reading(RECEIVED, extend("2025-03-26", 5)).warn_on == D("2025-04-02")


def test_the_warning_waits_for_a_pause():
    assert reading(RECEIVED, *pause("2025-03-24", "2025-03-26")).warn_on == D("2025-03-28")


@pytest.mark.parametrize("sent, late", [("2025-03-30", 0), ("2025-03-31", 0), ("2025-04-01", 1), ("2025-04-07", 4)])
def test_a_closed_clock_is_done_and_tells_how_late(sent, late):
    closed = reading(RECEIVED, stop(sent), today="2025-12-31")
    assert (closed.light, closed.late_days, closed.stopped_on) == ("done", late, D(sent))
    assert closed == reading(RECEIVED, stop(sent), today=sent)


def test_the_day_before_it_was_closed_it_was_open():
    assert reading(RECEIVED, stop("2025-03-28"), today="2025-03-27").light == "yellow"
    assert reading(RECEIVED, stop("2025-03-28"), today="2025-03-28").light == "done"


def test_nothing_happens_after_the_stop():
    with pytest.raises(IllegalEvent, match="stopped on 2025-03-20"):
        reading(RECEIVED, stop("2025-03-20"), *pause("2025-03-21"))
    with pytest.raises(IllegalEvent, match="before the start"):
        reading(RECEIVED, stop("2025-03-02"))


def test_stored_days_give_the_paused_and_the_done_light():
    today = D("2025-03-20")
    assert light_on(today, None, None, paused=True, stopped=False) == "paused"
    assert light_on(today, D("2025-03-26"), D("2025-03-31"), paused=False, stopped=True) == "done"


def test_a_rule_may_warn_earlier():
    rule = FOI_2019.from_values(FOI_2019.values() | {"warn": {"days": 5, "share": 2}})
    assert reading(RECEIVED, rule=rule).warn_on == D("2025-03-24")


def test_read_on_an_earlier_day_a_reply_still_ends_the_waiting():
    read = reading(RECEIVED, *pause("2025-03-10"), stop("2025-03-12"), today="2025-03-11")
    assert (read.light, read.due_on) == ("green", D("2025-04-02"))
