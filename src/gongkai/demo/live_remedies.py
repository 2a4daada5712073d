"""Reconsiderations and lawsuits of the demo county: a few, so that each sort of page, list and figure has something to show.

Each takes up an application that was answered, against its applicant's wish, not long before; where there is none, it does not come about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from gongkai.demo.live import Life, Story, at_work, back, forward, somebody
from gongkai.ground.parties import vault
from gongkai.ground.units.queries import court_of, government, reconsideration_organ
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case, CaseLink
from gongkai.procedures.foi import Foi, anew
from gongkai.procedures.remedies import Litigation, Reconsideration, actions, deciding, instances
from gongkai.procedures.remedies.actions import Matter
from gongkai.pure.law.outcomes import OUTCOMES_2019

ADVERSE = tuple(each.code for each in OUTCOMES_2019 if each.adverse and each.by == "answer")
WITHIN = 60
"""Calendar days in which an applicant may ask for reconsideration (行政复议法第20条)."""
CLAIM = "请求撤销被申请人{on}作出的答复，责令其依法公开申请人申请的“{subject}”。"
REPLY = "申请人的申请已依法登记、办理，并在法定期限内答复。答复认定事实清楚，适用依据正确，程序合法，请依法维持。"
EVIDENCE = (
    "登记回执，证明收到申请的日期",
    "政府信息公开申请答复书，证明在期限内依法作出答复",
    "《中华人民共和国政府信息公开条例》，证明答复的依据",
)
AGAIN = "根据行政复议决定，本机关重新审查了您的申请。您申请的信息经区分处理，可以公开的部分现予公开，请凭本答复书领取。"


@dataclass(frozen=True)
class Plan:
    """One to be: how many working days ago the copy came, and what comes of it, as far as it got by today."""

    ago: int
    course: Callable[["Remedy"], Story]
    memorable: bool = False


class Remedy:
    """One reconsideration on its way, and what may follow it; ``at`` is where its story stands in time."""

    def __init__(self, life: Life, rng: Random, about: Case, at: datetime) -> None:
        self.life, self.rng, self.about, self.at = life, rng, about, at
        self.by: Actor = somebody(rng, "case_officer", about.unit.code)
        self.organ = reconsideration_organ(about.unit, government())
        self.pk = 0

    @property
    def case(self) -> Case:
        return Case.objects.select_related("unit").get(pk=self.pk)

    def wait(self, days: int) -> Story:
        self.at = at_work(forward(self.at.date(), days), self.rng)
        yield self.at

    def received(self, *, simple: bool = False) -> None:
        """The copy comes, some days after the reviewing organ took it up."""
        day = self.at.date()
        self.life.numbers["reconsideration"] += 1
        number = f"明政复〔{day.year}〕{self.life.numbers['reconsideration']}号"
        subject = vault.unseal(self.about.ref, "subject", "")
        claim = CLAIM.format(on=f"{self.about.closed_on.month}月{self.about.closed_on.day}日", subject=subject)
        matter = Matter(
            self.about.party_type, vault.unseal(self.about.ref, "party", {}), subject, claim, self.organ, number
        )
        self.pk = actions.register(
            procedure=Reconsideration.code, unit=self.about.unit, matter=matter, channel="letter", received_on=day, simple=simple,
            accepted_on=back(day, 3), about=self.about, by=self.by, at=self.at,
        ).pk  # fmt: skip

    def replied(self, days: int = 6) -> Story:
        yield from self.wait(days)
        actions.reply(case=self.case, text=REPLY, evidence="\n".join(EVIDENCE), by=self.by, at=self.at)

    def decided(self, outcome: str, days: int, term: int | None = None) -> Story:
        yield from self.wait(days)
        deciding.decide(
            case=self.case, outcome=outcome, on=back(self.at.date(), 1), came_on=self.at.date(), text="", days=term, by=self.by, at=self.at
        )  # fmt: skip

    def answered_anew(self, days: int) -> Story:
        """The application is answered once more, as ordered."""
        yield from self.wait(days)
        fresh = Case.objects.select_related("unit").get(pk=self.about.pk)
        anew.propose_anew(case=fresh, outcome="3_2", text=AGAIN, by=self.by, at=self.at)
        yield from self.wait(1)
        signatory = somebody(self.rng, "signatory", self.about.unit.code, self.by.name)
        anew.answer_anew(case=Case.objects.select_related("unit").get(pk=self.about.pk), by=signatory, at=self.at)

    def sued(self, days: int) -> None:
        day, first = self.at.date(), self.case
        matter = Matter(
            first.party_type, vault.unseal(first.ref, "party", {}), vault.unseal(first.ref, "subject", ""),
            "请求撤销被告的答复和行政复议决定，判令被告重新作出答复。", court_of(first.unit, government()), f"（{day.year}）明川行初{7 + first.pk % 60}号",
        )  # fmt: skip
        self.pk = actions.register(
            procedure=Litigation.code, unit=first.unit, matter=matter, channel="letter", received_on=day, accepted_on=back(day, 3),
            about=self.about, follows=first, by=self.by, at=self.at,
        ).pk  # fmt: skip


def _upheld_and_sued(it: Remedy) -> Story:
    it.received()
    yield from it.replied()
    yield from it.decided("rec_upheld", 30)
    yield from it.wait(12)
    it.sued(12)
    yield from it.replied(8)
    yield from it.wait(15)
    actions.summon(case=it.case, on=forward(it.at.date(), 9), place="第三审判庭，上午9时", by=it.by, at=it.at)
    yield from it.wait(10)
    hearing_told = "单位负责人、法制审核人员出庭，质证答复书和登记回执。"
    actions.attend(case=it.case, which=1, text=hearing_told, by=it.by, at=it.at)
    yield from it.wait(14)
    day = back(it.at.date(), 2)
    instances.judge(case=it.case, outcome="suit_refused", on=day, served_on=it.at.date(), text="", by=it.by, at=it.at)
    yield from it.wait(14)
    instances.conclude(case=it.case, by=it.by, at=it.at)


def _ordered_and_done(it: Remedy) -> Story:
    it.received()
    yield from it.replied()
    yield from it.decided("rec_redo", 28, term=15)
    yield from it.answered_anew(8)


def _withdrawn(it: Remedy) -> Story:
    it.received(simple=True)
    yield from it.replied(3)
    yield from it.decided("rec_withdrawn", 9)


def _ordered_now(it: Remedy) -> Story:
    it.received()
    yield from it.replied()
    yield from it.decided("rec_perform", 26, term=15)


def _reviewed_now(it: Remedy) -> Story:
    it.received()
    yield from it.replied(7)
    yield from it.wait(4)
    actions.summon(case=it.case, on=forward(it.life.today, 6), place="县司法局三楼听证室，上午9时", by=it.by, at=it.at)


def _received_now(it: Remedy) -> Story:
    it.received()
    yield from ()


PLANS = (
    Plan(300, _ordered_and_done),
    Plan(290, _withdrawn),
    Plan(185, _upheld_and_sued),
    Plan(120, _ordered_and_done),
    Plan(80, _withdrawn),
    Plan(40, _ordered_now, memorable=True),
    Plan(21, _reviewed_now, memorable=True),
    Plan(8, _received_now, memorable=True),
    Plan(3, _received_now),
)
MEMORABLE = ("zfb001", "zjj013")


def begin_all(life: Life) -> None:
    """Let all of them begin that lie within the life."""
    for number, plan in enumerate(PLANS):
        on = back(life.today, plan.ago)
        if on > forward(life.first, 20):
            life.begin(_story(life, number, plan, on))


def _story(life: Life, number: int, plan: Plan, on: date) -> Story:
    rng = life.rng(f"remedy {number}")
    at = at_work(on, rng)
    yield at
    about = _answered(on, plan.memorable)
    if about is not None:
        yield from plan.course(Remedy(life, rng, about, at))


def _answered(on: date, memorable: bool) -> Case | None:
    """An application answered against its applicant's wish, of which nobody has complained yet; the latest."""
    since = date.fromordinal(on.toordinal() - WITHIN)
    found = Case.objects.filter(
        procedure=Foi.code, state=Foi.ANSWERED.code, outcome__in=ADVERSE, closed_on__gte=since, closed_on__lt=on
    ).exclude(pk__in=CaseLink.objects.values("about"))
    mine = found.filter(unit__code__in=MEMORABLE) if memorable else found
    return (mine if mine.exists() else found).select_related("unit").order_by("-closed_on", "-pk").first()
