"""A wrong receipt day is corrected by an event; what happened before stays, even where another rule then holds."""

import pytest

from gongkai.pure.clock import FOI_2008, FOI_2019, IllegalEvent, check
from gongkai.pure.clock.tests.build import NATIONAL, D, correct, extend, pause, reading, restart, resume, start, stop

RECEIVED = start("2025-03-03")


@pytest.mark.parametrize(
    "day, due", [("2025-02-28", "2025-03-28"), ("2025-03-03", "2025-03-31"), ("2025-03-04", "2025-04-01")]
)
def test_the_right_day_replaces_the_receipt(day, due):
    corrected = reading(RECEIVED, correct(day))
    assert corrected.due_on == D(due)
    assert corrected.received_on == corrected.started_on == D(day)


def test_the_last_correction_holds():
    assert reading(RECEIVED, correct("2025-02-28"), correct("2025-03-04")).received_on == D("2025-03-04")


def test_pauses_and_extensions_are_kept():
    events = [RECEIVED, *pause("2025-03-10", "2025-03-11"), extend("2025-03-12", 5), correct("2025-03-04")]
    assert reading(*events).due_on == D("2025-04-10")


@pytest.mark.parametrize(
    "day, due", [("2025-03-28", "2025-04-03"), ("2025-03-29", "2025-03-28"), ("2025-03-31", "2025-03-28")]
)
def test_an_extension_that_turns_out_to_lie_behind_the_end_lengthens_nothing(day, due):
    corrected = reading(RECEIVED, extend(day, 4), correct("2025-02-28"), today="2025-04-01", explain=True)
    assert corrected.due_on == D(due)
    assert (corrected.light == "red") is (due == "2025-03-28")
    said = next(line.text for line in corrected.lines if line.kind == "extend")
    assert ("期限2025年3月28日已经届满，这次延期不起作用" in said) is (due == "2025-03-28")


def test_corrected_back_it_lengthens_the_term_again():
    events = [RECEIVED, extend("2025-03-31", 5), correct("2025-02-28"), correct("2025-03-03")]
    assert reading(*events).due_on == D("2025-04-08")


def test_a_pause_before_the_corrected_receipt_counts_from_there():
    events = [RECEIVED, *pause("2025-03-04", "2025-03-11"), correct("2025-03-10")]
    assert reading(*events).due_on == D("2025-04-09")


def test_a_restart_still_decides_the_start():
    corrected = reading(RECEIVED, restart("2025-03-10"), correct("2025-02-28"))
    assert (corrected.received_on, corrected.started_on) == (D("2025-02-28"), D("2025-03-10"))


def test_a_closed_clock_can_be_corrected_and_nothing_else():
    closed = [RECEIVED, stop("2025-03-31")]
    assert reading(*closed, correct("2025-02-28"), today="2025-04-10").late_days == 1
    with pytest.raises(IllegalEvent, match="stopped on 2025-03-31"):
        check(closed, extend("2025-03-31", 5), FOI_2019, NATIONAL)
    with pytest.raises(IllegalEvent, match="stopped on 2025-03-31"):
        check([*closed, correct("2025-02-28")], stop("2025-04-01"), FOI_2019, NATIONAL)


def test_across_the_change_of_law_into_the_old_rule():
    """The steps taken under the new rule stay, though the old one would have refused them."""
    events = [start("2019-05-15"), restart("2019-05-20"), extend("2019-06-03", 20)]
    assert reading(*events).due_on == D("2019-07-16")
    moved = correct("2019-05-14")
    check(events, moved, FOI_2008, NATIONAL)
    assert reading(*events, moved, rule=FOI_2008).due_on == D("2019-07-09")
    with pytest.raises(IllegalEvent, match="foi-2019 does not fit 2019-05-14"):
        check(events, moved, FOI_2019, NATIONAL)
    with pytest.raises(IllegalEvent, match="already been extended"):
        reading(*events, moved, extend("2019-06-04", 3), rule=FOI_2008)


def test_across_the_change_of_law_into_the_new_rule():
    events = [start("2019-05-14"), correct("2019-05-15")]
    assert reading(*events, rule=FOI_2019).due_on == D("2019-06-13")
    assert reading(*events, restart("2019-05-20"), rule=FOI_2019).due_on == D("2019-06-18")


def test_nothing_to_correct_before_the_start():
    with pytest.raises(IllegalEvent, match="has not started"):
        check([], correct("2025-03-04"), FOI_2019, NATIONAL)


def test_a_clock_needs_exactly_one_start():
    with pytest.raises(IllegalEvent, match="needs a start"):
        reading()
    with pytest.raises(IllegalEvent, match="has not started"):
        reading(stop("2025-03-04"), RECEIVED)
    with pytest.raises(IllegalEvent, match="already started"):
        reading(RECEIVED, start("2025-03-04"))


def test_an_answer_may_still_be_recorded_to_what_was_asked_before_the_corrected_receipt():
    events = [RECEIVED, *pause("2025-03-04"), correct("2025-03-10"), resume("2025-03-07")]
    assert reading(*events).due_on == D("2025-04-08")


def test_the_chinese_sentence_has_chinese_days():
    with pytest.raises(IllegalEvent) as refused:
        reading(RECEIVED, extend("2025-04-01", 5))
    assert refused.value.message_zh == "2025年4月1日已过到期日2025年3月31日，不能延期。"


def test_a_receipt_corrected_past_the_restart_starts_the_term():
    assert reading(RECEIVED, restart("2025-03-04"), correct("2025-03-10")).started_on == D("2025-03-10")
