"""How dates, numbers and days left are said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gongkai.ground.ui import marks, parts, words
from gongkai.pure import clock
from gongkai.pure.clock import EventKind, Light

CALENDAR = clock.Calendar.national()
RECEIVED = clock.Event(clock.EventKind.START, date(2026, 3, 3))


def reading(today):
    return clock.read([RECEIVED], clock.FOI_2019, CALENDAR, today)


def test_dates():
    assert words.zh_date(date(2026, 3, 31)) == "2026年3月31日"
    assert words.zh_date(date(2026, 3, 31), year=False) == "3月31日"
    assert words.iso_date(date(2026, 3, 1)) == "2026-03-01"
    assert words.weekday(date(2026, 3, 18)) == "星期三"
    assert words.zh_date(None) == words.iso_date(None) == words.zh_time(None) == ""


def test_an_instant_is_told_in_the_time_of_china():
    evening = datetime(2026, 3, 30, 16, 5, tzinfo=UTC)
    assert words.zh_date(evening) == "2026年3月31日"
    assert words.zh_time(evening) == "00:05"


@pytest.mark.parametrize(
    "value, said", [(0, "0"), (999, "999"), (1204, "1,204"), (Decimal("1204.50"), "1,204.50"), (-3, "-3"), (None, "")]
)
def test_numbers(value, said):
    assert words.zh_number(value) == said


@pytest.mark.parametrize(
    "size, said",
    [(0, "0 KB"), (1, "1 KB"), (38 * 1024, "38 KB"), (1024 * 1024 - 1, "1024 KB"), (1024 * 1024, "1.0 MB")],
)
def test_sizes(size, said):
    assert words.zh_size(size) == said


@pytest.mark.parametrize("count, said", [(1, "一"), (2, "两"), (10, "十"), (11, "11")])
def test_counting_things(count, said):
    assert words.how_many(count) == said


@pytest.mark.parametrize(
    "today, said",
    [
        (date(2026, 3, 18), "还剩9天"),
        (date(2026, 3, 30), "还剩1天"),
        (date(2026, 3, 31), "今天到期"),
        (date(2026, 4, 1), "超期1天"),
    ],
)
def test_days_left_around_the_due_day(today, said):
    assert words.days_left(reading(today)) == said


def test_days_left_of_a_clock_that_does_not_run():
    running = reading(date(2026, 3, 18))
    assert words.days_left(replace(running, light=Light.PAUSED)) == "已暂停"
    assert words.days_left(replace(running, light=Light.DONE)) == "已办结"
    assert words.days_left(None) == ""


def test_days_left_while_next_year_is_not_announced():
    running = replace(reading(date(2026, 3, 18)), due_on=None, provisional=date(2026, 3, 31))
    assert words.days_left(running) == "暂定还剩9天"
    assert words.days_left(replace(running, left=-1)) == "暂定还剩9天"  # past the earliest day that it can be
    assert words.days_left(replace(running, left=-1, spent=running.term_days)) == "暂定今天到期"
    assert words.days_left(replace(running, left=-2, overdue=1)) == "暂定超期1天"


@pytest.mark.parametrize(
    "title, cut",
    [
        (
            "明川县人民政府关于印发《明川县危房改造办法》的通知",
            ["明川县人民政府关于印发", "《明川县危房改造办法》", "的通知"],
        ),
        ("关于做好春耕备耕工作的通知", ["关于做好春耕备耕工作", "的通知"]),
        ("您好，想办什么？", ["您好，", "想办什么？"]),
        ("《办法》", ["《办法》"]),
        ("", []),
    ],
)
def test_phrases_cut_where_a_line_may_break(title, cut):
    assert words.phrases(title) == cut
    assert "".join(cut) == title


def test_marks_escape_what_they_are_given():
    assert "<b>" not in marks.phrases("<b>关于印发《x》")
    assert "<b>" not in marks.light("red", "/i.svg", "<b>")
    with pytest.raises(ValueError):
        marks.light("<b>", "/i.svg")


def test_a_light_says_its_days_left():
    html = marks.light(reading(date(2026, 3, 18)), "/i.svg")
    assert 'data-light="green"' in html
    assert "还剩9天" in html


def test_slices_fill_the_bar_and_leave_nobody_unseen():
    slices = parts.slices({"green": 997, "yellow": 2, "red": 1, "paused": 0})
    assert [part.light for part in slices] == ["green", "yellow", "red"]
    assert sum(part.width for part in slices) == pytest.approx(100, abs=0.05)
    assert all(part.width > 2 for part in slices)
    assert parts.slices({"green": 0}) == ()


@pytest.mark.parametrize(
    "anew, begun, left_end",
    [
        (None, 3, ("收到", "3月3日")),
        (EventKind.RESTART, 9, ("收到补正", "3月9日")),
        (EventKind.RENEW, 10, ("缴清费用", "3月10日")),
    ],
)
def test_a_term_that_began_anew_is_told_from_what_it_began_with(anew, begun, left_end):
    ends = parts.ruler_ends(
        replace(reading(date(2026, 3, 18)), started_on=date(2026, 3, begun), anew=anew), today=date(2026, 3, 18)
    )
    assert (ends[0].label, ends[0].strong) == left_end and ends[0].day == date(2026, 3, begun)


def test_a_ruler_that_rests_ends_with_what_is_left():
    ends = parts.ruler_ends(replace(reading(date(2026, 3, 18)), due_on=None, light=Light.PAUSED))
    assert [(end.label, end.strong) for end in ends][1:] == [("到今天已用", "11天"), ("还剩", "9天")]


def test_ends_of_a_ruler_name_the_receipt_and_the_due_day():
    ends = parts.ruler_ends(reading(date(2026, 3, 18)), due_label="最晚答复", today=date(2026, 12, 31))
    assert [(end.label, end.strong) for end in ends] == [
        ("收到", "3月3日"),
        ("到今天已用", "11天"),
        ("最晚答复", "3月31日"),
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [(30, ["收到", "到今天已用", "到期"]), (31, ["收到", "到今天已用", "到期"]), (32, ["收到", "到期", "超期"])],
)
def test_past_the_due_day_the_ruler_ends_with_how_late_it_is(day, said):
    """Its last cell is then no longer the due day's. Due on 31 March."""
    ends = parts.ruler_ends(reading(date(2026, 3, 1) + timedelta(day - 1)))
    assert [end.label for end in ends] == said
    assert day <= 31 or ends[-1].strong == "1天"


@pytest.mark.parametrize(
    ("today", "said"),
    [(date(2025, 12, 31), "2026年3月3日"), (date(2026, 1, 1), "3月3日"), (date(2026, 12, 31), "3月3日"), (date(2027, 1, 1), "2026年3月3日")],
)  # fmt: skip
def test_the_year_is_dropped_only_if_it_is_todays(today, said):
    assert words.near_date(date(2026, 3, 3), today) == said
    assert parts.ruler_ends(reading(date(2026, 3, 18)), today=today)[0].strong == said


def test_without_a_today_the_year_is_said():
    assert words.near_date(date(2026, 3, 3), None) == "2026年3月3日" and words.near_date(None, date(2026, 3, 3)) == ""
