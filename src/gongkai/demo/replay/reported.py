"""What a year that is lived reported to the governments above, and what these adopted."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from gongkai.demo import county
from gongkai.demo.replay.entered import KEEPER
from gongkai.demo.replay.part import Planned, moment
from gongkai.demo.replay.published import Published
from gongkai.demo.replay.scenario import BadScenario, Scenario
from gongkai.engines.channels import reporting_up
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.upward.actions import new_code
from gongkai.ground.upward.models import PREFIX
from gongkai.ground.upward.queries import one

CONNECT = 900_000
"""Numbers from here on are the destinations; below, what is reported."""


class Reported:
    """The part of what goes up."""

    def __init__(self, scenario: Scenario, days: list[date], published: Published) -> None:
        self.scenario, self.days, self.published = scenario, days, published
        within = [
            number
            for number, piece in enumerate(published.pieces)
            if piece.days[-1].year == scenario.year and "website" in piece.channels
        ]
        self.told: list[tuple[int, str, bool]] = []
        for to in scenario.upward:
            if to.made > len(within):
                raise BadScenario(
                    f"{to.made} records are reported to {to.name}, and {len(within)} stand on the website"
                )
            chosen = Random(f"{scenario.seed} to {to.to}").sample(within, to.made)
            self.told += [(number, to.to, place < to.adopted) for place, number in enumerate(chosen)]

    def plan(self) -> Iterator[Planned]:
        for place, _ in enumerate(self.scenario.upward):
            yield moment(self.days[0], 9, place), CONNECT + place, "connect"
        for number, (piece, _, adopted) in enumerate(self.told):
            on = self.published.pieces[piece].days[-1]
            yield moment(on, 15, number % 60), number, "report"
            if adopted:
                yield moment(on, 17, number % 60), number, "adopt"

    def skip(self, number: int, step: str, at: datetime) -> None:
        """Nothing is drawn here but what the plan draws."""

    def _connect(self, number: int, at: datetime) -> None:
        to = self.scenario.upward[number - CONNECT]
        code = f"{PREFIX}{to.to}"
        outbox.connect(code=code, adapter="folder", name=to.name, address=f"outbox/{code}", by=KEEPER, at=at)

    def _report(self, number: int, at: datetime) -> None:
        piece, to, _ = self.told[number]
        rng = Random(f"{self.scenario.seed} report {number}")
        reporting_up.report_up(
            record=self.published.record(piece), destination=f"{PREFIX}{to}", by=county.actor(KEEPER), at=at,
            code=new_code(rng.choice),
        )  # fmt: skip

    def _adopt(self, number: int, at: datetime) -> None:
        piece, to, _ = self.told[number]
        made = one(self.published.record(piece).ref, f"{PREFIX}{to}")
        reporting_up.adopted(submission=made, on=at.date(), by=county.actor(KEEPER), at=at)
