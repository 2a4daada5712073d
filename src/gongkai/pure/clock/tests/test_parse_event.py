"""Events as words on a command line."""

import pytest

from gongkai.pure.clock import FEE, Event, EventKind, parse_day, parse_event
from gongkai.pure.clock.tests.build import D


def test_a_pause_is_a_pair_of_events():
    sent, answered = parse_event("pause:2025-03-01:2025-03-10")
    assert (sent.kind, sent.on, answered.kind, answered.on) == ("pause", D("2025-03-01"), "resume", D("2025-03-10"))
    assert sent.key == answered.key


def test_an_answer_may_come_on_the_day_of_dispatch():
    assert [event.on for event in parse_event("pause:2025-03-01:2025-03-01")] == [D("2025-03-01")] * 2


def test_two_pauses_of_the_same_days_can_be_told_apart():
    assert parse_event("pause:2025-03-01:", key="1") != parse_event("pause:2025-03-01:", key="2")


def test_an_open_pause_is_one_event():
    assert [(event.kind, event.on) for event in parse_event("pause:2025-03-01:")] == [("pause", D("2025-03-01"))]


def test_a_fee_is_a_pause_that_a_payment_ends():
    notice, paid = parse_event("fee:2025-03-01:2025-03-10")
    assert (notice.kind, notice.ground, paid.kind, paid.on) == ("pause", FEE, "renew", D("2025-03-10"))
    assert notice.key == paid.key
    assert parse_event("fee:2025-03-01:", key="f") == [Event(EventKind.PAUSE, D("2025-03-01"), key="f", ground=FEE)]


def test_restart_extension_and_delay():
    assert parse_event("delay:2025-03-01:60") == [Event(EventKind.DELAY, D("2025-03-01"), days=60)]
    assert parse_event("restart:2025-03-01") == [Event(EventKind.RESTART, D("2025-03-01"))]
    assert parse_event("extend:2025-03-01:20") == [Event(EventKind.EXTEND, D("2025-03-01"), days=20)]


@pytest.mark.parametrize(
    "text, why",
    [
        ("", "is not an event"),
        ("stop:2025-03-01", "is not an event"),
        ("pause:2025-03-01", "is not an event"),
        ("pause:2025-03-01:2025-03-02:2025-03-03", "is not an event"),
        ("restart:2025-03-01:5", "is not an event"),
        ("pause:2025-03-10:2025-03-09", "before it is dispatched"),
        ("fee:2025-03-10:2025-03-09", "before it is asked for"),
        ("delay:2025-03-10:many", "not a number of days"),
        ("pause::2025-03-09", "'' is not a day"),
        ("restart:2025-02-29", "'2025-02-29' is not a day"),
        ("restart:20250228", "'20250228' is not a day"),
        ("extend:2025-03-01:", "is not a number of days"),
        ("extend:2025-03-01:1.5", "is not a number of days"),
        ("extend:2025-03-01:二十", "is not a number of days"),
    ],
)
def test_what_is_not_an_event_is_told_in_a_sentence(text, why):
    with pytest.raises(ValueError, match=why):
        parse_event(text)


@pytest.mark.parametrize("text", ["2025-W01-1", "2025-1-1", "2025-01-01 ", "２０２５-01-01", "0000-01-01", "tomorrow"])
def test_a_day_has_one_form(text):
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        parse_day(text)
