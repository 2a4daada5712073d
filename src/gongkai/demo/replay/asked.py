"""The applications for information of a year that is lived: received, accepted, extended where told, answered."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from random import Random

from gongkai.demo import county
from gongkai.demo.content import Application, Composer, answer, holders
from gongkai.demo.content import unit as unit_by_code
from gongkai.demo.replay.part import SPAN, Planned, moment
from gongkai.demo.replay.scenario import Group, Scenario
from gongkai.demo.stage import Event
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, queries
from gongkai.pure.clock import RULES, Calendar


class Asked:
    """The applications' part."""

    def __init__(self, scenario: Scenario, days: list[date]) -> None:
        self.scenario, self.days = scenario, days
        self.cases = [group for group in scenario.groups for _ in range(group.count)]
        self.planned: list[Planned] = [each for n, group in enumerate(self.cases) for each in self._events(n, group)]
        self.wishes: dict[int, Application] = {}
        self.open: dict[int, Case] = {}

    # -- the plan

    def plan(self) -> Iterator[Planned]:
        yield from self.planned

    def answered(self) -> list[tuple[datetime, int]]:
        """When which application is answered, in order."""
        return sorted((at, number) for at, number, step in self.planned if step == "answer")

    def _events(self, number: int, group: Group) -> Iterator[Planned]:
        rng = Random(f"{self.scenario.seed} case {number}")
        calendar = Calendar.national()
        rule = RULES[group.rule]
        term = rule.term.days
        wait = {
            "within": rng.randint(4, term - 2),
            "extended": term + rng.randint(1, 8),
            "late": term + rng.randint(1, 6),
        }[group.term]
        # Not the first working day, and early enough to be answered within the year.
        possible = [day for day in self.days[1 : -wait - 3] if rule.fits(day)]
        received = possible[rng.randrange(len(possible))]
        yield moment(received, 10, rng.randrange(60)), number, "receive"
        if _unconfirmed(group):
            yield moment(received, 11, 30), number, "confirm"
        yield moment(calendar.nth_working_day(received, 1), 9, rng.randrange(30)), number, "accept"
        if group.term == "extended":
            yield moment(calendar.nth_working_day(received, term - 2), 15, 0), number, "extend"
        yield moment(calendar.nth_working_day(received, wait), 10, 5), number, "propose"
        yield moment(calendar.nth_working_day(received, wait), 16, 20), number, "answer"

    def ask(self, events: Iterable[Event]) -> None:
        """Draw what each applicant wants, in order of receipt; no two want the same in other words only by number."""
        composer = Composer(f"{self.scenario.seed} applications")
        for event in events:
            if event.step == "receive":
                number = event.subject % SPAN
                self.wishes[number] = _counted(composer, event.at.date(), self.cases[number])

    def skip(self, number: int, step: str, at: datetime) -> None:
        """Nothing is drawn here but what the plan draws."""

    # -- the performance

    def _receive(self, number: int, at: datetime) -> None:
        group, asked = self.cases[number], self.wishes[number]
        request = foi.Request(
            party_type=group.applicant, party=dict(asked.party), subject=asked.subject, wanted=asked.wanted,
            form_wanted=asked.form_wanted, delivery=asked.delivery,
        )  # fmt: skip
        unit = county.unit_of(asked.unit)
        if group.channel == "web":
            opened = foi.submit(unit=unit, request=request, at=at)
        else:
            clerk = county.actor(holders("case_officer", asked.unit)[0].username)
            opened = foi.register(
                unit=unit, request=request, channel=group.channel, by=clerk, at=at,
                received_on=None if _unconfirmed(group) else at.date(),
            )  # fmt: skip
        self.open[number] = opened.case

    def _confirm(self, number: int, at: datetime) -> None:
        by = self.officer(number, "case_officer")
        foi.confirm_receipt(case=self.case(number), received_on=at.date(), by=by, at=at)

    def case(self, number: int) -> Case:
        """The case as this process knows it; after a restart found by its place among the cases of the year."""
        if number not in self.open:
            self.open[number] = self.fresh(number)
        return self.open[number]

    def fresh(self, number: int) -> Case:
        """The case as it is now."""
        reference = f"{self.scenario.year}-{list(self.wishes).index(number) + 1:04d}"
        return Case.objects.select_related("unit").get(reference=reference)

    def officer(self, number: int, role: str) -> Actor:
        """Who does it in the case's unit."""
        return county.actor(holders(role, self.case(number).unit.code)[0].username)

    def _accept(self, number: int, at: datetime) -> None:
        case, officer = self.case(number), self.officer(number, "case_officer")
        if self.cases[number].outcome != queries.UNCLEAR:
            foi.accept(case=case, by=officer, at=at)
            return
        # Only what was corrected can be unclear even after its correction: it comes the same day, so that the term is nearly the same.
        foi.ask_correction(
            case=case, items="请写明要的是哪一份文件，或者哪一年、哪件事的信息。", days=15, by=officer, at=at
        )
        foi.receive_correction(case=case, text=self.wishes[number].wanted, by=officer, at=at)

    def _extend(self, number: int, at: datetime) -> None:
        case = self.case(number)
        days = rules.clock_rule(case.rule).extension.days
        foi.extend(
            case=case, days=days, ground="涉及的材料较多，需要逐件核对", by=self.officer(number, "office_head"), at=at
        )

    def _propose(self, number: int, at: datetime) -> None:
        outcome = self.cases[number].outcome
        text = answer(Random(f"{self.scenario.seed} answer {number}"), self.wishes[number], outcome)
        officer = self.officer(number, "case_officer")
        answering.propose(case=self.case(number), outcome=outcome, text=text, by=officer, at=at)

    def _answer(self, number: int, at: datetime) -> None:
        answering.answer(case=self.case(number), by=self.officer(number, "signatory"), at=at)
        del self.open[number]


def _unconfirmed(group: Group) -> bool:
    """A fax waits for its receipt to be confirmed (条例 2019, art. 31); under 2008 it is received as it arrives."""
    return group.channel == "fax" and group.rule == "foi-2019"


def _counted(composer: Composer, on: date, group: Group) -> Application:
    """An application to a unit that counts towards the county's totals."""
    while True:
        asked = composer.application(on, applicant_type=group.applicant, outcome=group.outcome, channel=group.channel)
        if unit_by_code(asked.unit).in_totals:
            return asked
