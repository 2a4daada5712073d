"""Reconsiderations and lawsuits of a year that is lived, each about an application that was answered in it."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from gongkai.demo.replay.asked import Asked
from gongkai.demo.replay.part import Planned, moment
from gongkai.demo.replay.scenario import BadScenario, Challenge, Scenario
from gongkai.ground.parties import vault
from gongkai.ground.units.queries import court_of, government, reconsideration_organ
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import anew
from gongkai.procedures.remedies import Litigation, Reconsideration, actions, deciding, instances
from gongkai.procedures.remedies.actions import Matter
from gongkai.pure.law.reviews import RECONSIDERATION, result

REPLY = "申请人的申请已依法登记、办理并答复，认定事实清楚，适用依据正确，程序合法。"
EVIDENCE = "登记回执，证明收到申请的日期\n政府信息公开申请答复书，证明已经答复"
AGAIN = "本机关重新审查了您的申请。您申请的信息现予公开，请凭本答复书领取。"
ORDERED = 15
"""Working days in which an organ is told to answer again."""
AFTER = {
    "register": 8,
    "reply": 14,
    "judge": 40,
    "appeal": 46,
    "answer_appeal": 52,
    "decide": 75,
    "propose_anew": 80,
    "answer_anew": 82,
}
"""Working days after the answer on which each step is taken; what is not appealed is decided when it would have been judged."""


class Challenged:
    """The remedies' part."""

    def __init__(self, scenario: Scenario, days: list[date], asked: Asked) -> None:
        self.scenario, self.days, self.asked = scenario, days, asked
        told = [each for each in scenario.challenges for _ in range(each.count)]
        self.challenges: list[Challenge] = sorted(told, key=lambda each: not each.appealed)
        answered = asked.answered()
        if len(answered) < len(self.challenges):
            raise BadScenario(
                f"{len(self.challenges)} remedies are more than the {len(answered)} applications that are answered"
            )
        self.about = dict(enumerate(answered))

    # -- the plan

    def plan(self) -> Iterator[Planned]:
        for number, challenge in enumerate(self.challenges):
            answered_at, _ = self.about[number]
            place = next(i for i, day in enumerate(self.days) if day >= answered_at.date())
            rng = Random(f"{self.scenario.seed} remedy {number}")
            for step in _course(challenge):
                after = AFTER["judge" if step == "decide" and not challenge.appealed else step]
                if place + after >= len(self.days):
                    raise BadScenario(
                        "the applications are answered too late in the year for what is to be decided about them"
                    )
                yield moment(self.days[place + after], 10, rng.randrange(60)), number, step

    def skip(self, number: int, step: str, at: datetime) -> None:
        """Nothing is drawn here but what the plan draws."""

    # -- the performance

    def _case(self, number: int) -> Case:
        """The remedy as it is now: the place among those of its year says which it is."""
        code = self._procedure(number)
        before = [n for n in range(len(self.challenges)) if self._procedure(n) == code]
        order = sorted(before, key=lambda n: self.about[n][0])
        return Case.objects.select_related("unit").filter(procedure=code).order_by("pk")[order.index(number)]

    def _procedure(self, number: int) -> str:
        return Reconsideration.code if self.challenges[number].procedure == RECONSIDERATION else Litigation.code

    def _register(self, number: int, at: datetime) -> None:
        about = self.asked.fresh(self.about[number][1])
        code = self._procedure(number)
        first = code == Reconsideration.code
        organ = reconsideration_organ(about.unit, government()) if first else court_of(about.unit, government())
        subject = vault.unseal(about.ref, "subject", "")
        claim = f"请求撤销{about.unit.name}的答复，责令其依法公开“{subject}”。"
        said = f"明政复〔{at.year}〕{number + 1}号" if first else f"（{at.year}）明川行初{number + 1}号"
        matter = Matter(about.party_type, vault.unseal(about.ref, "party", {}), subject, claim, organ, said)
        actions.register(
            procedure=code, unit=about.unit, matter=matter, channel="letter", received_on=at.date(), about=about,
            by=self.asked.officer(self.about[number][1], "case_officer"), at=at,
        )  # fmt: skip

    def _by(self, number: int, role: str = "case_officer"):
        return self.asked.officer(self.about[number][1], role)

    def _reply(self, number: int, at: datetime) -> None:
        actions.reply(case=self._case(number), text=REPLY, evidence=EVIDENCE, by=self._by(number), at=at)

    def _judge(self, number: int, at: datetime) -> None:
        outcome, on = self.challenges[number].outcome, at.date()
        instances.judge(
            case=self._case(number), outcome=outcome, on=on, served_on=on, text="", by=self._by(number), at=at
        )

    def _appeal(self, number: int, at: datetime) -> None:
        case = self._case(number)
        instances.appeal(
            case=case, appellant="other", on=at.date(), court="宁州市中级人民法院", by=self._by(number), at=at
        )

    def _answer_appeal(self, number: int, at: datetime) -> None:
        self._reply(number, at)

    def _decide(self, number: int, at: datetime) -> None:
        outcome = self.challenges[number].outcome
        days = ORDERED if result(outcome).orders else None
        deciding.decide(
            case=self._case(number), outcome=outcome, on=at.date(), text="", days=days, by=self._by(number), at=at
        )

    def _propose_anew(self, number: int, at: datetime) -> None:
        about = self.asked.fresh(self.about[number][1])
        anew.propose_anew(case=about, outcome=about.outcome, text=AGAIN, by=self._by(number), at=at)

    def _answer_anew(self, number: int, at: datetime) -> None:
        about = self.asked.fresh(self.about[number][1])
        anew.answer_anew(case=about, by=self._by(number, "signatory"), at=at)


def _course(challenge: Challenge) -> Iterator[str]:
    yield from ("register", "reply")
    if challenge.appealed:
        yield from ("judge", "appeal", "answer_appeal")
    yield "decide"
    if result(challenge.outcome).orders:
        yield from ("propose_anew", "answer_anew")
