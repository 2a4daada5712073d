"""The stories of applications: asked in six ways, made clear, consulted about, extended, answered, or left open today."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from gongkai.demo import county
from gongkai.demo.content import Application, answer, holders
from gongkai.demo.content import foi as said
from gongkai.demo.content import units as content_units
from gongkai.demo.content.context import is_workday
from gongkai.demo.content.copies import electronic_copy
from gongkai.demo.live import Life, Story, after, at_work, back, forward, instant, somebody
from gongkai.demo.live_partial import redacted_copy
from gongkai.ground.documents.models import Enclosure
from gongkai.ground.files.fields import Upload
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import APPLICANT, Actor
from gongkai.kernel.cases.actions import add_note
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.procedures.foi import Foi, answering, consulting, excess, fees, opposed, serving
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.correcting import correct_receipt
from gongkai.procedures.foi.models import Consultation

PER_DAY = 0.5
"""Applications received on a day, weekends included where they come through the web."""
TERM = 20
OVERRIDES = "这些信息关系到公共资金怎么使用，不公开会使群众无从监督，影响公共利益。"
RECEIPT_SLIPS = 0.012
"""How often a day of receipt was entered wrong."""
CHANNELS = {"web": 62, "counter": 12, "letter": 16, "fax": 10}
APPLICANTS = {"natural": 76, "business": 10, "research": 4, "welfare": 3, "legal": 4, "other": 3}
OUTCOMES = {
    "3_1": 43, "3_2": 17, "3_3_1": 1, "3_3_2": 1, "3_3_3": 1, "3_3_4": 3, "3_3_5": 2, "3_3_6": 3, "3_3_7": 2, "3_3_8": 3,
    "3_4_1": 13, "3_4_2": 3, "3_4_3": 1, "3_5_1": 3, "3_5_2": 2, "3_5_3": 1, "3_5_4": 1, "3_5_5": 1,
}  # fmt: skip
UNCLEAR, REPEATED, IN_PART = "3_4_3", "3_5_2", "3_2"
"""Unclear even after its correction; asked for again: that can be said of any application."""
HALL = "zwzx045"
"""The government service centre, whose window takes down applications for all units."""
MEMORABLE = ("zfb001", "zjj013")
"""Units whose people stand on the demonstration's list of sign-ins."""


@dataclass(frozen=True)
class Ask:
    """An application to be. ``stays``: where it is to stand today ("": wherever chance leaves it)."""

    number: int
    on: date
    outcome: str
    unit: str | None = None
    channel: str | None = None
    stays: str = ""


def begin_all(life: Life) -> None:
    """Let all applications of the life begin."""
    rng = life.rng("applications")
    every = round(PER_DAY * (life.today - life.first).days * life.scale)
    asks = [_any(number, life, rng) for number in range(every)]
    for ask in _standing(life, rng):
        asks.append(replace(ask, number=len(asks)))
    for ask in _one_in_part(life, asks):
        life.begin(_story(life, ask))


def _one_in_part(life: Life, asks: list[Ask]) -> list[Ask]:
    """The same, the latest one that is answered with a part, of a unit whose people are known if there is any, without detours: a paper goes out
    of which some is covered."""
    before = back(forward(life.today - life.today.resolution, 1), TERM + 2)
    fit = [each for each in asks if each.outcome == IN_PART and not each.stays and each.on <= before]
    last = max(fit, key=lambda each: (each.unit in MEMORABLE, each.on, each.number), default=None)
    return [replace(each, stays="in_part", channel="web") if each is last else each for each in asks]


def _any(number: int, life: Life, rng: Random) -> Ask:
    channel = _draw(CHANNELS, rng)
    on = life.first.fromordinal(rng.randrange(life.first.toordinal(), life.today.toordinal()))
    if not is_workday(on) and (channel != "web" or rng.random() < 0.6):
        on = life.days[rng.randrange(len(life.days))]
    unit = rng.choice(MEMORABLE) if rng.random() < 0.15 else None
    return Ask(number, on, _draw(OUTCOMES, rng), unit, channel)


def _draw(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _standing(life: Life, rng: Random) -> list[Ask]:
    """What stands open today so that every worklist is alive: by where it stands, days since receipt, and unit."""
    day = forward(life.today - life.today.resolution, 1)
    plan = (
        ("handling", (TERM + 4, TERM + 2), ("zfb001", None)),
        ("signing", (TERM + 1,), (None,)),
        ("handling", (TERM, TERM - 1, TERM - 2), ("zfb001", None, "zfb001")),
        ("signing", (TERM, TERM - 2, 13, 11), ("zjj013", "zfb001", "zjj013", "zfb001")),
        ("consulted", (12, 9), ("zfb001", None)),
        ("consults_zfb001", (8,), ("zjj013",)),
        ("letter_sent", (7,), ("zfb001",)),
        ("correcting", (11, 6), ("zfb001", None)),
        ("correction_overdue", (24,), ("zfb001",)),
        ("unconfirmed", (1, 2, 3), ("zfb001", "zfb001", None)),
        ("received", (1, 1, 2, 3), ("zfb001", "zjj013", "zfb001", None)),
        ("extended", (11, 10), ("zfb001", None)),
        ("charged", (10,), ("zfb001",)),
        ("explains", (5,), ("zfb001",)),
    )
    asks = []
    for stays, ages, units in plan:
        for age, unit in zip(ages, units, strict=True):
            channel = {"unconfirmed": rng.choice(("letter", "fax")), "received": None}.get(stays, "web")
            asks.append(Ask(0, back(day, age), _draw(OUTCOMES, rng), unit, channel or "counter", stays))
    return asks


def _story(life: Life, ask: Ask) -> Story:
    rng = life.rng(f"application {ask.number}")
    at = at_work(ask.on, rng) if ask.channel != "web" else instant(ask.on, rng.randint(7, 22), rng.randrange(60))
    yield at
    asked = life.composer.application(
        ask.on, applicant_type=_draw(APPLICANTS, rng), unit=ask.unit, outcome=ask.outcome, channel=ask.channel
    )
    if ask.outcome not in asked.outcomes:
        # The unit has nothing of which such an answer could be given.
        ask = replace(ask, outcome=_draw({code: OUTCOMES[code] for code in asked.outcomes if code in OUTCOMES}, rng))
    if ask.stays and ask.outcome == UNCLEAR:
        ask = replace(ask, outcome=REPEATED)  # what stands open today was never corrected
    yield from Course(life, ask, asked, rng, at).run()


class Course:
    """One application on its way; ``at`` is where its story stands in time."""

    def __init__(self, life: Life, ask: Ask, asked: Application, rng: Random, at: datetime) -> None:
        self.life, self.ask, self.asked, self.rng, self.at = life, ask, asked, rng, at
        self.officer = somebody(rng, "case_officer", asked.unit)
        self.received, self.restarted = at.date(), False
        self.pk = 0

    @property
    def case(self) -> Case:
        """The case as it is now: the ticker may have moved it."""
        return Case.objects.select_related("unit").get(pk=self.pk)

    def wait(self, days: int) -> Story:
        self.at = after(self.at, days, self.rng)
        yield self.at

    def until(self, day: date) -> Story:
        """Wait for a day; if it has come already, for a later hour."""
        self.at = at_work(day, self.rng) if day > self.at.date() else after(self.at, 0, self.rng)
        yield self.at

    def run(self) -> Story:
        confirmed = self.open()
        if not confirmed:
            if self.ask.stays == "unconfirmed":
                return
            yield from self.wait(self.rng.randint(1, 3))
            self.received = self.at.date()
            foi.confirm_receipt(case=self.case, received_on=self.received, by=self.officer, at=self.at)
        if self.ask.stays == "received":
            return
        chance = self.rng.random()
        unclear = self.ask.outcome == UNCLEAR
        if self.ask.stays.startswith("correct") or (not self.ask.stays and (chance < 0.11 or unclear)):
            clear = yield from self.correct()
            if not clear:
                return
        elif not self.ask.stays and chance < 0.135:
            yield from self.recalled()
            return
        else:
            yield from self.wait(self.rng.randint(1, 3))
            foi.accept(case=self.case, by=self.officer, at=self.at)
        yield from self.handle()

    def open(self) -> bool:
        """Enter the application. Is its day of receipt known?"""
        asked, unit = self.asked, county.unit_of(self.asked.unit)
        request = foi.Request(
            party_type=asked.applicant_type, party=dict(asked.party), subject=asked.subject, wanted=asked.wanted,
            form_wanted=asked.form_wanted, delivery=asked.delivery,
        )  # fmt: skip
        if asked.channel == "web":
            opened = foi.submit(unit=unit, request=request, at=self.at)
            self.life.query_codes[opened.case.reference] = opened.query_code
        else:
            signed_for = asked.channel == "counter" or (asked.channel == "letter" and self.rng.random() < 0.5)
            signed_for = signed_for and self.ask.stays != "unconfirmed"
            opened = foi.register(
                unit=unit, request=request, channel=asked.channel, by=self.clerk(), at=self.at,
                received_on=self.received if signed_for else None,
            )  # fmt: skip
        self.pk = opened.case.pk
        return opened.case.received_on is not None

    def clerk(self) -> Actor:
        """Who takes it down: the window where the unit has one; what is handed in elsewhere, the hall's window."""
        if holders("window_clerk", self.asked.unit):
            return somebody(self.rng, "window_clerk", self.asked.unit)
        return somebody(self.rng, "hall_clerk", HALL) if self.asked.channel == "counter" else self.officer

    def correct(self) -> Story:
        """The officer asks what is meant. True if the applicant said it, False if the story ends or stays here."""
        yield from self.wait(self.rng.randint(1, 4))
        items = said.correction_request(self.rng, self.asked)
        foi.ask_correction(case=self.case, items=items, days=self.rng.choice((10, 15)), by=self.officer, at=self.at)
        if self.ask.stays:
            return False
        if self.rng.random() < 0.7 or self.ask.outcome == UNCLEAR:
            yield from self.wait(self.rng.randint(2, 9))
            text = said.corrected_wanted(self.rng, self.asked)
            foi.receive_correction(case=self.case, text=text, by=self.officer, at=self.at)
            self.received, self.restarted = self.at.date(), True
            return True
        yield from self.wait(self.rng.randint(16, 20))
        foi.lapse(case=self.case, by=self.officer, at=self.at)
        return False

    def recalled(self) -> Story:
        yield from self.wait(self.rng.randint(1, 3))
        foi.accept(case=self.case, by=self.officer, at=self.at)
        yield from self.wait(self.rng.randint(1, 6))
        note = said.recall_reason(self.rng, self.asked)
        add_note(case=self.case, text=f"申请人说明：{note}", by=self.officer, at=self.at)
        foi.recall(case=self.case, by=APPLICANT, at=self.at)

    def handle(self) -> Story:
        """From acceptance to the answer."""
        rng, stays = self.rng, self.ask.stays
        if stays in ("charged", "explains"):
            yield from self.exceeds()
            return
        # Not of a term that began anew: its first day is that of the correction, and the receipt is not what it counts from.
        if not stays and rng.random() < RECEIPT_SLIPS and not self.restarted:
            yield from self.wait(0)
            earlier = back(self.received, 1)
            reason = said.receipt_correction_reason(rng, self.asked)
            correct_receipt(case=self.case, received_on=earlier, reason=reason, by=self.officer, at=self.at)
        if rng.random() < 0.25:
            yield from self.wait(rng.randint(0, 1))
            add_note(case=self.case, text=said.internal_note(rng, self.asked), by=self.officer, at=self.at)
        rested = 0
        if stays in ("consulted", "consults_zfb001", "letter_sent") or (not stays and rng.random() < self.touching()):
            before = self.at.date()
            over = yield from self.consult()
            if not over:
                return
            rested = _between(before, self.at.date())
        if stays == "handling":
            return
        if not stays and rng.random() < 0.03:
            term = TERM + rng.randint(1, 6)
        else:
            term = round(rng.triangular(3, TERM - 2, 12))
            if stays == "extended" or (not stays and rng.random() < 0.1):
                yield from self.extend(rested)
                term += rng.randint(6, 18)
        if stays == "extended":
            return
        if stays == "signing":
            term = 6
        yield from self.conclude(forward(self.received, term + rested))

    def exceeds(self) -> Story:
        """Far too much is asked for: a fee by the page that is not paid yet, or reasons that are not told yet."""
        yield from self.wait(0)
        if self.ask.stays == "explains":
            why = "您近一个月向县政府各部门提出了36件申请，大多要求同一批档案"
            excess.ask_reasons(case=self.case, why=why, days=10, by=self.officer, at=self.at)
            return
        head, how = somebody(self.rng, "office_head", self.asked.unit), "到县政务服务中心综合窗口缴纳，开具财政票据"
        fees.charge(case=self.case, tariff="pages", count=146, how=how, by=head, at=self.at)
        yield from self.wait(1)
        fees.prove_charge(case=self.case, on=self.at.date(), by=self.officer, at=self.at)

    def touching(self) -> float:
        """How likely somebody has to be consulted."""
        return 0.3 if self.asked.third_party and self.ask.outcome in ("3_1", "3_2", "3_3_4") else 0.02

    def _third_party(self) -> str:
        """Who is asked by name: nobody of the county's own units, and not the applicant, whatever the composer named."""
        named = self.asked.third_party
        return named if named and not consulting.why_not_outside(self.case, named) else "有关当事人"

    def consult(self) -> Story:
        """Write, prove delivery, hear, or have the term run out. False if the story stays here."""
        rng, stays = self.rng, self.ask.stays
        yield from self.wait(rng.randint(0, 2))
        joint = not stays and (not self.asked.third_party or rng.random() < 0.15)
        unit = self._consulted_unit(joint)
        consultation = consulting.consult(
            case=self.case, kind="joint_organ" if joint else "third_party", whom="" if unit else self._third_party(),
            letter=said.consultation_letter(rng, self.asked, joint=joint), by=self.officer, at=self.at,
            unit=county.unit_of(unit) if unit else None,
        )  # fmt: skip
        if stays == "letter_sent":
            return False
        yield from self.wait(rng.randint(1, 3))
        consultation = _fresh(consultation)
        consulting.prove_delivery(consultation=consultation, on=self.at.date(), by=self.officer, at=self.at)
        if stays:
            return False
        if rng.random() < 0.2:
            # The ticker ends it in the night after the last day.
            yield from self.until(forward(self.at.date(), 17))
            return True
        yield from self.wait(rng.randint(3, 12))
        consents = rng.random() < (0.3 if self.ask.outcome == "3_3_4" else 0.7)
        opinion = said.opinion(rng, self.asked, consents=consents, joint=joint)
        by = somebody(rng, "case_officer", unit) if unit else self.officer
        consulting.record_opinion(
            consultation=_fresh(consultation), consents=consents, opinion=opinion, by=by, at=self.at
        )
        return True

    def _consulted_unit(self, joint: bool) -> str | None:
        """One of the county's own units, or None for somebody outside."""
        if self.ask.stays == "consults_zfb001":
            return "zfb001"
        if not joint and self.rng.random() < 0.7:
            return None
        return self.rng.choice(
            [u.code for u in content_units() if u.level == "department" and u.code != self.asked.unit]
        )

    def extend(self, rested: int) -> Story:
        """The head of the office gives more time, shortly before the term ends: while next year's holidays are unknown, before it
        can end; not at all where that has passed."""
        spent = 8 if self.ask.stays else TERM - self.rng.randint(2, 5)
        clock = clock_of(self.case.ref, foi.ANSWER)
        last = clock.due_on or clock.bound_on
        yield from self.until(min(forward(self.received, spent + rested), last))
        if self.at.date() > last:
            return
        days = rules.clock_rule(self.case.rule).extension.days
        head = somebody(self.rng, "office_head", self.asked.unit)
        ground = said.extension_ground(self.rng, self.asked)
        foi.extend(case=self.case, days=days, ground=ground, by=head, at=self.at)

    def conclude(self, day: date) -> Story:
        """The officer's answer, and the signature; now and then it is sent back first."""
        yield from self.until(max(day, forward(self.at.date(), 1)))
        self.propose()
        if self.ask.stays == "signing":
            return
        signatory = somebody(self.rng, "signatory", self.asked.unit, self.officer.name)
        yield from self.wait(self.rng.choice((0, 0, 1)))
        if self.rng.random() < 0.08:
            reason = said.answer_return_reason(self.rng, self.asked)
            answering.return_answer(case=self.case, reason=reason, by=signatory, at=self.at)
            yield from self.wait(0)
            self.propose()
            yield from self.wait(0)
        answering.answer(case=self.case, by=signatory, at=self.at)
        for each in opposed.untold(self.case):
            told = f"“{self.asked.subject}”"
            opposed.tell_third(
                case=self.case, which=each.seq, content=told, reason=OVERRIDES, by=self.officer, at=self.at
            )
        if self.ask.stays == "in_part":
            yield from self.wait(1)
            serving.note_access(case=self.case, notice=serving.papers_of(self.case)[0], at=self.at)

    def propose(self) -> None:
        copy = electronic_copy(self.rng, self.asked) if self.ask.outcome == "3_1" else None
        text = answer(self.rng, self.asked, self.ask.outcome, enclosed=copy is not None)
        files, copies = [Upload(*copy)] if copy else [], []
        if self.ask.stays == "in_part" and self.ask.outcome == IN_PART:
            copies = [redacted_copy(self.rng, self.case, self.asked.subject, self.officer, self.at)]
        answering.propose(
            case=self.case, outcome=self.ask.outcome, text=text, by=self.officer, at=self.at, files=files, copies=copies
        )


def _fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_related("case__unit", "unit").get(pk=consultation.pk)


def _between(start: date, end: date) -> int:
    """Working days after ``start`` up to ``end``."""
    days = 0
    while start < end:
        start, days = forward(start, 1), days + 1
    return days


def samples(life: Life) -> list[dict[str, str]]:
    """Applications to follow with their query codes: the latest answered one, with a file to fetch if there is any such; one that is
    handled, one to be corrected."""
    cases = Case.objects.filter(reference__in=life.query_codes).order_by("-registered_on", "-pk")
    got = [ref.removeprefix("case:") for ref in Enclosure.objects.values_list("notice__ref", flat=True)]
    found = []
    for state in (Foi.ANSWERED, Foi.HANDLING, Foi.CORRECTING):
        here = cases.filter(state=state.code)
        if case := here.filter(reference__in=got).first() or here.first():
            found.append({"reference": case.reference, "code": life.query_codes[case.reference], "what": state.label})
    return found


def states_of(references: list[str]) -> dict[str, str]:
    """Where these applications stand now, in words, by reference: they may have been acted on since they were lived."""
    labels = {code: state.label for code, state in Foi.states.items()}
    found = Case.objects.filter(reference__in=references).values_list("reference", "state")
    return {reference: labels[state] for reference, state in found}
