"""A correction restarts the clock (条例 art. 30): once, before anything else, from the receipt of the corrected form."""

import pytest

from gongkai.pure.clock import FOI_2008, IllegalEvent
from gongkai.pure.clock.tests.build import D, correct, extend, pause, reading, restart, start

RECEIVED = start("2025-03-03")


@pytest.mark.parametrize(
    "day, due",
    [("2025-03-03", "2025-03-31"), ("2025-03-04", "2025-04-01"), ("2025-04-25", "2025-05-27")],
)
def test_the_term_runs_from_zero(day, due):
    restarted = reading(RECEIVED, restart(day))
    assert restarted.due_on == D(due)
    assert restarted.started_on == D(day)
    assert restarted.received_on == D("2025-03-03")


def test_days_used_before_are_forgotten():
    restarted = reading(RECEIVED, restart("2025-03-10"), today="2025-03-11")
    assert (restarted.used, restarted.left) == (1, 19)


def test_not_before_the_receipt():
    with pytest.raises(IllegalEvent, match="before the receipt on 2025-03-03"):
        reading(RECEIVED, restart("2025-03-02"))


def test_once_only():
    with pytest.raises(IllegalEvent, match="already been restarted"):
        reading(RECEIVED, restart("2025-03-10"), restart("2025-03-11"))


@pytest.mark.parametrize("earlier", [pause("2025-03-05"), pause("2025-03-05", "2025-03-06"), [extend("2025-03-05", 3)]])
def test_only_as_the_first_event(earlier):
    with pytest.raises(IllegalEvent, match="before any pause or extension") as refused:
        reading(RECEIVED, *earlier, restart("2025-03-10"))
    assert "补正" in refused.value.message_zh


def test_a_corrected_receipt_does_not_stand_in_the_way():
    assert reading(RECEIVED, correct("2025-03-04"), restart("2025-03-10")).due_on == D("2025-04-08")


def test_the_rule_of_2008_refuses():
    """There 告知更改、补充 is itself the reply (art. 21(4))."""
    with pytest.raises(IllegalEvent, match="closes the case"):
        reading(start("2019-05-14"), restart("2019-05-20"), rule=FOI_2008)
