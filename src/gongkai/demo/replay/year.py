"""Lives a scenario: a year of given figures, through the real actions, by the people of the fictional county."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from gongkai.demo import county
from gongkai.demo.replay import bodies
from gongkai.demo.replay.asked import Asked
from gongkai.demo.replay.challenged import Challenged
from gongkai.demo.replay.entered import Entered
from gongkai.demo.replay.part import SHANGHAI, SPAN, Part
from gongkai.demo.replay.published import Published
from gongkai.demo.replay.reported import Reported
from gongkai.demo.replay.scenario import BadScenario, Scenario
from gongkai.demo.stage import Event, play
from gongkai.ground.ledger.acts import act
from gongkai.ground.rules import queries as rules
from gongkai.kernel.flow.models import Cursor
from gongkai.kernel.records.loading import load
from gongkai.pure.clock import Calendar
from gongkai.pure.law.catalogue_file import shipped

FIRST_CASE = SPAN
"""Subjects from here on are applications; below, records."""


class Year:
    """A scenario's plan, drawn from its seed alone, and the performance of each event."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.days = list(working_days(scenario.first, date(scenario.year, 12, 31)))
        self.groups, self.towns = _groups(scenario)
        self.published = Published(scenario, self.days, self.groups, self.towns)
        self.asked = Asked(scenario, [day for day in self.days if day.year == scenario.year])
        self.parts: tuple[Part, ...] = (
            self.published,
            self.asked,
            Challenged(scenario, self.days, self.asked),
            Entered(scenario, self.days),
            Reported(scenario, self.days, self.published),
        )
        self.events = sorted(
            Event(at, place * SPAN + number, place * SPAN + number, step)
            for place, part in enumerate(self.parts)
            for at, number, step in part.plan()
        )
        self.asked.ask(event for event in self.events if event.subject // SPAN == 1)

    def begin(self) -> None:
        """Found the county and set the plan's place, together: what is interrupted before has not begun."""
        at = datetime.combine(date(self.scenario.first.year - 1, 12, 1), time(9), SHANGHAI)
        with act():
            county.found(at=at, demo=False)
            if self.groups:
                bodies.open_all(self.towns, at=at)
            if self.scenario.template:
                load(template=shipped()[self.scenario.template], by=county.BY, at=at)
            Cursor.objects.create(name=place_name(self.scenario), next_idx=0)

    def play(self) -> int:
        """Live the year, or what is left of it. Returns how many events were played now."""
        return play(
            place_name(self.scenario), self.events, self._perform, skip=self._skip, what=f"Living {self.scenario.year}"
        )  # fmt: skip

    def codes(self) -> dict[str, list[str]]:
        """The units of each group."""
        return {name: [each.unit for each in crews] for name, crews in self.groups.items()}

    def _part(self, event: Event) -> tuple[Part, int]:
        place, number = divmod(event.subject, SPAN)
        return self.parts[place], number

    def _skip(self, event: Event) -> None:
        part, number = self._part(event)
        part.skip(number, event.step, event.at)

    def _perform(self, event: Event) -> None:
        rules.calendar()
        part, number = self._part(event)
        getattr(part, f"_{event.step}")(number, event.at)


def _groups(scenario: Scenario) -> tuple[dict[str, list[bodies.Crew]], list[bodies.Town]]:
    """Who publishes in each group of bodies, and the towns to be opened for it."""
    found: dict[str, list[bodies.Crew]] = {}
    towns: list[bodies.Town] = []
    for group in scenario.bodies:
        taken = {crew.unit for crews in found.values() for crew in crews}
        try:
            found[group.name], more = bodies.of_level(group.levels, group.bodies, taken)
        except ValueError as error:
            raise BadScenario(f"records.bodies {group.name}: {error}") from error
        towns += more
    return found, towns


def place_name(scenario: Scenario) -> str:
    """The name under which a scenario's place is kept: another file, or another content, has another."""
    return f"replay:{scenario.digest[:24]}"


def working_days(first: date, last: date) -> Iterator[date]:
    """The working days from one day to another, both included."""
    calendar, day = Calendar.national(), first
    while day <= last:
        if calendar.is_working(day):
            yield day
        day += timedelta(1)
