"""What a year that is lived has in its logbooks, and its reading points."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from gongkai.demo import county
from gongkai.demo.content import holders, units
from gongkai.demo.content.places import towns
from gongkai.demo.replay.bodies import OFFICE
from gongkai.demo.replay.part import Planned, moment
from gongkai.demo.replay.scenario import BadScenario, Entries, Scenario
from gongkai.ground.points import actions as points
from gongkai.kernel.logbooks import actions as logbooks
from gongkai.pure import declare

KEEPER = "linzhixia"
"""Of the openness office."""
POINT = 900_000
"""Numbers from here on are reading points; below, entries."""
MATTERS = ("供水", "道路维修", "公交线路", "学区划分", "医保报销", "垃圾清运", "路灯", "农田灌溉", "征地补偿", "停车")


class Entered:
    """The entries' part."""

    def __init__(self, scenario: Scenario, days: list[date]) -> None:
        self.scenario = scenario
        self.days = [day for day in days if day.year == scenario.year]
        self.entries = [(group, n) for group in scenario.entries for n in range(group.count)]
        self.units = [unit.code for unit in units() if unit.in_totals and holders("editor", unit.code)]
        for group in scenario.entries:
            if declare.logbook(group.logbook).standing and group.count > len(self.units):
                raise BadScenario(
                    f"{group.logbook}: {group.count} entries are more than the {len(self.units)} units, of which each has one at a time"
                )

    def plan(self) -> Iterator[Planned]:
        rng = Random(f"{self.scenario.seed} entries")
        for number, (group, n) in enumerate(self.entries):
            place = 0 if declare.logbook(group.logbook).standing else n * (len(self.days) - 1) // group.count
            yield moment(self.days[place], 16, rng.randrange(60)), number, "enter"
        for n in range(self.scenario.points):
            yield (
                moment(self.days[n * (len(self.days) - 1) // self.scenario.points], 9, n % 60),
                POINT + n,
                "open_point",
            )

    def skip(self, number: int, step: str, at: datetime) -> None:
        """Nothing is drawn here but what the plan draws."""

    def _enter(self, number: int, at: datetime) -> None:
        group, n = self.entries[number]
        # One unit each where each has one at a time; else the office enters what is the county's.
        unit = self.units[n] if declare.logbook(group.logbook).standing else OFFICE
        rng = Random(f"{self.scenario.seed} entry {number}")
        logbooks.enter(
            logbook=group.logbook, unit=county.unit_of(unit), on=at.date(), content=_content(group, n),
            by=county.actor(holders("editor", unit)[0].username), at=at, code=logbooks.new_code(rng.choice),
        )  # fmt: skip

    def _open_point(self, number: int, at: datetime) -> None:
        n = number - POINT
        villages = [f"{town}{village}" for town, names in towns().items() for village in names]
        points.open_point(
            by=county.actor(KEEPER), at=at, name=f"{villages[n]}政府信息查阅点", address=f"明川县{villages[n]}便民服务站",
            hours="工作日8:30—12:00、14:30—17:30", phone="", holds="政府公报、规范性文件汇编、办事指南", position=n + 1,
        )  # fmt: skip


def _content(group: Entries, n: int) -> dict[str, Any]:
    """What one entry says: what all say, its share of the totals, and its mark."""
    said = dict(group.content)
    for field, total in group.total.items():
        said[field] = f"{_share(total, group.count, n)}"
    first = 0
    for mark, times in group.in_turn.items():
        said[mark] = first <= n < first + times
        first += times
    title = declare.logbook(group.logbook).title
    if title not in said:
        said[title] = _subject(n)
    return said


def _share(total: Decimal, count: int, n: int) -> Decimal:
    """Whole numbers as evenly as they go, whose sum is the total; what is behind the point goes to the first."""
    whole = int(total)
    return whole // count + (n < whole % count) + (total - whole if n == 0 else 0)


def _subject(n: int) -> str:
    """What people spoke about; no two the same."""
    places = [village for names in towns().values() for village in names]
    return f"{places[n % len(places)]}{MATTERS[n // len(places) % len(MATTERS)]}"
