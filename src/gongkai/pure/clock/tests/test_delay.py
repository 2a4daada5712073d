"""A delayed term for what is excessive but reasonable (条例 art. 35): once, on or before the due day, of no fixed length."""

import pytest

from gongkai.pure.clock import FOI_2008, Event, EventKind, IllegalEvent
from gongkai.pure.clock.tests.build import D, correct, extend, reading, start

RECEIVED = start("2025-03-03")


def delay(day: str, days: int | None) -> Event:
    return Event(EventKind.DELAY, D(day), days=days)


def test_it_is_not_bound_to_the_days_of_an_extension():
    assert reading(RECEIVED, delay("2025-03-31", 60)).term_days == 80


@pytest.mark.parametrize("day, allowed", [("2025-03-30", True), ("2025-03-31", True), ("2025-04-01", False)])
def test_up_to_the_due_day(day, allowed):
    if allowed:
        assert reading(RECEIVED, delay(day, 1)).due_on == D("2025-04-01")
    else:
        with pytest.raises(IllegalEvent, match="after the due day 2025-03-31"):
            reading(RECEIVED, delay(day, 1))


@pytest.mark.parametrize("days", [None, 0, -1, 251])
def test_of_a_sensible_length(days):
    with pytest.raises(IllegalEvent, match="1 to 250") as refused:
        reading(RECEIVED, delay("2025-03-10", days))
    assert "延迟答复" in refused.value.message_zh


def test_once():
    with pytest.raises(IllegalEvent, match="already been set"):
        reading(RECEIVED, delay("2025-03-10", 5), delay("2025-03-11", 5))


def test_an_extension_comes_before_it_or_not_at_all():
    assert reading(RECEIVED, extend("2025-03-10", 5), delay("2025-03-11", 5)).term_days == 30
    with pytest.raises(IllegalEvent, match="it is not extended"):
        reading(RECEIVED, delay("2025-03-10", 5), extend("2025-03-11", 5))


def test_one_that_came_behind_the_end_lengthens_nothing():
    late = reading(start("2025-03-10"), delay("2025-04-08", 5), correct("2025-03-03"), explain=True)
    assert late.due_on == D("2025-03-31")
    assert any("期限2025年3月31日已经届满，延迟不起作用" in line.text for line in late.lines)


def test_its_days_are_told_apart():
    told = reading(RECEIVED, extend("2025-03-10", 1), delay("2025-03-11", 1), explain=True)
    assert [line.text for line in told.lines if line.counted and line.counted > 20] == [
        "2025年4月1日 星期二：第21个工作日（延期第1个工作日）",
        "2025年4月2日 星期三：第22个工作日（延迟第1个工作日）",
    ]


def test_the_rule_of_2008_knows_none():
    with pytest.raises(IllegalEvent, match="knows no delayed term"):
        reading(start("2019-05-14"), delay("2019-05-20", 5), rule=FOI_2008)
