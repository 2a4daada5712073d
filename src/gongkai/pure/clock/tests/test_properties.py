"""Laws of the clock, held against random receipts, pauses and calendars."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.pure.clock import FOI_2019, Event, EventKind, read
from gongkai.pure.clock.tests.build import NATIONAL

RECEIPTS = st.dates(date(2019, 5, 15), date(2026, 3, 1))
INTERVALS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=4)
EXTENSIONS = st.integers(0, 20)
ORDER = {"green": 0, "yellow": 1, "red": 2}


def start_of(received):
    return Event(EventKind.START, received)


def pauses_of(received, intervals):
    """Pauses as (days after receipt, length)."""
    events = []
    for key, (after, length) in enumerate(intervals):
        sent = received + timedelta(days=after)
        events.append(Event(EventKind.PAUSE, sent, key=str(key)))
        events.append(Event(EventKind.RESUME, sent + timedelta(days=length), key=str(key)))
    return events


def extension_of(received, days):
    return [Event(EventKind.EXTEND, received, days=days)] if days else []


def due_on(received, events=(), calendar=NATIONAL):
    return read([start_of(received), *events], FOI_2019, calendar, received).due_on


def counted_by_hand(received, intervals, days):
    """The due day, one day after the other."""
    paused = {received + timedelta(days=after + step) for after, length in intervals for step in range(1, length + 1)}
    day, number = received, 0
    while number < days:
        day += timedelta(days=1)
        number += NATIONAL.is_working(day) and day not in paused
    return day


@given(RECEIPTS, INTERVALS, EXTENSIONS)
def test_the_due_day_is_the_one_counted_by_hand(received, intervals, extension):
    events = extension_of(received, extension) + pauses_of(received, intervals)
    assert due_on(received, events) == counted_by_hand(received, intervals, 20 + extension)


@given(RECEIPTS, INTERVALS, st.data())
def test_used_and_left_are_those_counted_by_hand(received, intervals, data):
    today = received + timedelta(days=data.draw(st.integers(0, 60)))
    reading = read([start_of(received), *pauses_of(received, intervals)], FOI_2019, NATIONAL, today)
    assume(today <= reading.due_on)
    used = next(n for n in range(20, -1, -1) if n == 0 or counted_by_hand(received, intervals, n) <= today)
    assert (reading.used, reading.left) == (used, 20 - used)
    elapsed = NATIONAL.working_days_between(received, today)
    assert reading.paused_days == elapsed - used


@settings(max_examples=40)
@given(RECEIPTS, INTERVALS, st.lists(st.integers(1, 80), max_size=8))
def test_another_holiday_never_makes_a_due_day_earlier(received, intervals, offsets):
    changed = NATIONAL.with_days(off=[received + timedelta(days=offset) for offset in offsets])
    events = pauses_of(received, intervals)
    assert due_on(received, events, changed) >= due_on(received, events)


@given(RECEIPTS, st.lists(st.integers(0, 19), min_size=2, max_size=8, unique=True))
def test_pauses_apart_move_the_due_day_by_the_working_days_they_hold(received, marks):
    """Between the marks lie pause, running time, pause …: apart, and all inside the plain term."""
    days = [received if mark == 0 else NATIONAL.nth_working_day(received, mark) for mark in sorted(marks)]
    pairs = list(zip(days[::2], days[1::2], strict=False))
    held = sum(NATIONAL.working_days_between(a, b) for a, b in pairs)
    events = pauses_of(received, [((a - received).days, (b - a).days) for a, b in pairs])
    assert due_on(received, events) == NATIONAL.nth_working_day(received, 20 + held)


@given(RECEIPTS, INTERVALS)
def test_overlapping_pauses_count_once(received, intervals):
    twice = intervals + [(after, length // 2) for after, length in intervals]
    assert due_on(received, pauses_of(received, twice)) == due_on(received, pauses_of(received, intervals))


@given(RECEIPTS, INTERVALS, EXTENSIONS)
def test_between_events_a_light_only_moves_forward(received, intervals, extension):
    events = [start_of(received), *extension_of(received, extension), *pauses_of(received, intervals)]
    due = due_on(received, events[1:])
    days = [received + timedelta(days=n) for n in range(0, (due - received).days + 10)]
    lights = [read(events, FOI_2019, NATIONAL, day).light for day in days]
    assert lights == sorted(lights, key=ORDER.__getitem__)
    assert (lights[0], lights[-1]) == ("green", "red")
    first_yellow = read(events, FOI_2019, NATIONAL, received).warn_on
    assert days[lights.index("yellow")] == first_yellow
    assert days[lights.index("red")] == due + timedelta(days=1)


@settings(max_examples=40)
@given(
    st.dates(date(2026, 10, 1), date(2026, 12, 31)),
    INTERVALS,
    EXTENSIONS,
    st.sets(st.dates(date(2027, 1, 1), date(2027, 6, 30)), max_size=30),
    st.sets(st.dates(date(2027, 1, 1), date(2027, 6, 30)), max_size=30),
)
def test_no_calendar_loaded_later_is_due_before_the_bound(received, intervals, extension, holidays, workdays):
    events = [start_of(received), *extension_of(received, extension), *pauses_of(received, intervals)]
    before = read(events, FOI_2019, NATIONAL, received)
    later = read(events, FOI_2019, NATIONAL.with_year(2027, holidays - workdays, workdays), received)
    assert later.due_on >= before.bound
    if before.due_on:
        assert later.due_on == before.due_on == before.bound
    else:
        assert before.provisional >= before.bound


@given(RECEIPTS, INTERVALS, st.integers(0, 120))
def test_red_means_less_than_nothing_left(received, intervals, after):
    today = received + timedelta(days=after)
    reading = read([start_of(received), *pauses_of(received, intervals)], FOI_2019, NATIONAL, today)
    assert (reading.light == "red") == (reading.left < 0) == (today > reading.due_on)
    assert reading.used + reading.left == reading.term_days == 20


@given(RECEIPTS, INTERVALS, st.integers(0, 120), st.integers(0, 60))
def test_an_open_pause_rests_the_term_or_changes_nothing(received, intervals, after, later):
    """Never a due day hidden that had come: waiting for an answer either has days to rest, or is as if nobody had asked."""
    asked = received + timedelta(days=after)
    events = [start_of(received), *pauses_of(received, intervals)]
    today = asked + timedelta(days=later)
    before = read(events, FOI_2019, NATIONAL, today)
    waiting = read([*events, Event(EventKind.PAUSE, asked, key="open")], FOI_2019, NATIONAL, today)
    if asked < before.due_on:
        assert (waiting.light, waiting.due_on) == ("paused", None) and waiting.left > 0
    else:
        assert waiting == before
