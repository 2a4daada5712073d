"""The clock agrees with every timeline that was worked by hand (`timelines.toml`), day by day; and the working itself adds up."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai.pure.clock import RULES, ClockRule, Event, Reading, parse_event, read
from gongkai.pure.clock.tests.build import NATIONAL, D, correct, start

FILE = Path(__file__).parent / "timelines.toml"
LEAST = 60
RUN = re.compile(r"(?:(\d{4}):)?(\d\d)-(\d\d)(?:\.\.(?:(\d\d)-)?(\d\d))? =(\d+)")


@dataclass(frozen=True)
class Timeline:
    """One entry of the file, as `timelines.toml` explains its keys."""

    name: str
    articles: list[str]
    rule: str
    received: date
    events: list[str] = field(default_factory=list)
    worked: str = ""
    months: int = 0
    due: date | None = None
    expected: date | None = None
    bound: date | None = None
    rolls: bool = False
    announced: dict[str, Any] = field(default_factory=dict)
    on: list[dict[str, Any]] = field(default_factory=list)

    @property
    def clock_rule(self) -> ClockRule:
        return RULES[self.rule]

    def read(self, today: date, *, explain: bool = False) -> Reading:
        calendar = NATIONAL
        if told := self.announced:
            calendar = NATIONAL.with_year(told["year"], told["off"], told["work"])
        return read(self.recorded(), self.clock_rule, calendar, today, explain=explain)

    def recorded(self) -> list[Event]:
        events = [start(self.received.isoformat())]
        for number, text in enumerate(self.events):
            if text.startswith("correct:"):
                events.append(correct(text.removeprefix("correct:")))
            else:
                events += parse_event(text, key=str(number))
        return events

    def runs(self) -> list[tuple[date, date, int]]:
        """The runs of the working: first day, last day, the total that was written after them."""
        year, found = self.received.year, []
        for text in self.worked.split(", "):
            match = RUN.fullmatch(text)
            assert match, f"{self.name}: {text!r} is no run of days"
            turned, month, first, until_month, last, total = match.groups()
            year = int(turned or year)
            until = date(year, int(until_month or month), int(last or first))
            found.append((date(year, int(month), int(first)), until, int(total)))
        return found

    def days(self) -> list[date]:
        return [a + timedelta(n) for a, b, _ in self.runs() for n in range((b - a).days + 1)]


TIMELINES = [Timeline(**entry) for entry in tomllib.loads(FILE.read_text())["timeline"]]
WORKED = [each for each in TIMELINES if each.worked]


def named(timelines: list[Timeline]) -> Any:
    return pytest.mark.parametrize("timeline", timelines, ids=[f"{each.rule} {each.name}" for each in timelines])


def test_there_are_enough_and_every_rule_has_one():
    assert len(TIMELINES) >= LEAST
    assert len({each.name for each in TIMELINES}) == len(TIMELINES)
    assert {each.rule for each in TIMELINES} == set(RULES)
    assert all(each.articles for each in TIMELINES)


@named(WORKED)
def test_the_working_adds_up(timeline):
    """By plain subtraction of days: no calendar is asked."""
    so_far = 0
    for first, last, total in timeline.runs():
        so_far += (last - first).days + 1
        assert total == so_far, f"up to {last} it is {so_far}"
    days = timeline.days()
    assert days == sorted(set(days))
    if not timeline.rolls:
        assert days[-1] == timeline.due or days[-1] == timeline.expected


@named(TIMELINES)
def test_the_clock_says_the_same_day(timeline):
    read = timeline.read(timeline.received)
    assert (read.due_on, read.provisional) == (timeline.due, timeline.expected)
    assert read.bound == (timeline.bound or timeline.due)


@named(WORKED)
def test_the_clock_counts_the_same_days(timeline):
    read = timeline.read(timeline.received, explain=True)
    assert [line.on for line in read.lines if line.counted] == timeline.days()
    assert read.term_days == len(timeline.days())


@named([each for each in TIMELINES if each.on])
def test_used_left_and_light(timeline):
    for told in timeline.on:
        read = timeline.read(told["day"])
        assert (read.used, read.left, read.light) == (told["used"], told["left"], told["light"]), told["day"]


def test_what_was_spent_is_told_in_the_explanation():
    """An extension that a payment made worthless is not silently gone."""
    read = next(each for each in TIMELINES if "the extension is spent" in each.name).read(D("2025-06-10"), explain=True)
    text = "\n".join(line.text for line in read.lines)
    assert "决定延期10个工作日（条例（2019）第33条）；缴费以后期限从零重新起算，不再加上" in text
    assert "2025年6月9日 星期一：申请人缴清信息处理费，期限从零重新起算，当日不算（信息处理费管理办法第6条）" in text
