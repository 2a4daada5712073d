"""Random legal and illegal steps on applications, through the public actions, by whoever and whenever.

Whatever is tried: only what is declared happens, by whom it may; what is refused leaves nothing behind; no pause is lost (the clock is
counted again by hand, day after day); an application ends once; each act is in the ledger; and table three adds up. On both engines.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.plugins.cast import Cast, noon

from gongkai.engines.measures import queries as queries_of_measures
from gongkai.engines.measures import sheets
from gongkai.engines.reporting.fill import fill
from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.redacting import Rect
from gongkai.ground.files import actions as files
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.tests.samples import PDF
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import demands
from gongkai.kernel.cases.actions import add_note, assign
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.duties import strayed
from gongkai.kernel.flow.models import ClockEvent, Duty, StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import (
    Foi,
    answering,
    assisting,
    consulting,
    correcting,
    excess,
    fees,
    office,
    opposed,
    preparing,
    queries,
    releasing,
    serving,
)
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.models import Service
from gongkai.procedures.foi.releasing import Box
from gongkai.procedures.foi.tests.scenes import REQUEST
from gongkai.pure.clock import Calendar
from gongkai.pure.declare import Role
from gongkai.pure.law.tables import TABLES

BEGIN = date(2026, 3, 2)
WORKS = Calendar.national().is_working
OFFICER, HEAD, CLERK, LEGAL = "zhou_jingban", "liu_qianfa", "chen_chuangkou", "feng_fazhi"
WHO = (OFFICER, "zheng_jingban", HEAD, CLERK, LEGAL, "qian_jingban", "gao_gongkai", "he_jiancha", "applicant")
TEXT = "您申请的信息答复如下，请查收。"
PAPER = Upload("名单.pdf", PDF)


@dataclass
class Model:
    """What the machine itself knows of an application, apart from the database."""

    start: date | None
    pauses: dict[str, list[date | None]] = field(default_factory=dict)
    longer: list[tuple[date, int]] = field(default_factory=list)
    ended: tuple[str, date] | None = None
    restarted: bool = False

    def due_by_hand(self, today: date, *, but_open: bool = False) -> date:
        """The last day, one day after the other; an open pause lasts to today, or is left out."""
        days = 20
        for on, more in sorted(self.longer):
            if on <= self._last(days, on, but_open=False):
                days += more
        return self._last(days, today, but_open=but_open)

    def _last(self, days: int, today: date, *, but_open: bool) -> date:
        spans = [(a, b or max(a, today)) for a, b in self.pauses.values() if b or not but_open]
        day, number = self.start, 0
        while number < days:
            day += timedelta(1)
            number += WORKS(day) and not any(a < day <= b for a, b in spans)
        return day


def _awaited(case: Case, pick: int) -> Any:
    waiting = queries.awaited(case)
    if not waiting:
        raise StepRefused("nobody is waited for")
    return waiting[pick % len(waiting)]


def _assisted(case: Case, by: Any, at: datetime, n: int) -> Any:
    waiting = assisting.awaited(case)
    if not waiting:
        raise StepRefused("nobody is waited for")
    made = [(PAPER, PDF, 1)] if n % 2 else []
    came = "all" if made else ("none", "dropped")[n % 4 // 2]
    return assisting._answer(
        assistance=waiting[n % len(waiting)], came=came, text="库里查过两遍。", made=made, by=by, at=at, seen=None
    )


def _redact(case: Case, by: Any, at: datetime, n: int) -> Any:
    """Cover something of a paper and make its copy, without the tools that make pages: it is not they that are tried here."""
    found = queries.materials_of(case)
    if not found:
        raise StepRefused("there is no paper")
    material = found[n % len(found)]
    with transaction.atomic():
        releasing.mark(material=material, boxes=[Box(Rect(1, 10 * n, 10, 200, 50), "15")], by=by, at=at)
        return releasing._redact(material=material, copy=PDF, told=PDF, by=by, at=at)


def _send(case: Case, by: Any, at: datetime, on: date, n: int) -> Any:
    papers = serving.papers_of(case)
    if not papers:
        raise StepRefused("there is nothing to send")
    paper, way = papers[n % len(papers)].number, ("post", "in_person", "fax")[n % 3]
    return serving.send(case=case, paper=paper, way=way, on=on, posting="EA1", signer="本人", by=by, at=at)


def _on_its_way(case: Case, n: int) -> Any:
    found = serving.open_services(case)
    if not found:
        raise StepRefused("nothing is on its way")
    return found[n % len(found)]


def _read(case: Case, by: Any, at: datetime, n: int) -> Any:
    """The applicant opens a paper: noted the first time."""
    papers = serving.papers_of(case)
    if by is not APPLICANT:
        raise NotAllowed("only the applicant has the query code")
    if not papers or queries.services_of_many([case]).get(case.ref):
        raise StepRefused("nothing new to read")
    notice = papers[n % len(papers)]
    if Service.objects.filter(case=case, notice=notice.number, way=serving.WEB).exists():
        raise StepRefused("noted already")
    return serving._note_access(case=case, notice=notice, at=at)


def _urge(case: Case, kind: str, by: Any, at: datetime, n: int) -> Any:
    owing = demands.owing(case)
    unit, role = owing[n % len(owing)] if owing else (case.unit, Role.CASE_OFFICER)
    return demands.demand(case=case, kind=kind, unit=unit, role=role, text="请抓紧办理。", days=n, by=by, at=at)


def _reply(case: Case, by: Any, at: datetime, n: int) -> Any:
    found = demands.demands_of(case)
    if not found:
        raise StepRefused("nobody asked")
    return demands.reply(demand=found[n % len(found)], text="今天就办好。", by=by, at=at)


# name: (the step it takes, the act). Each act gets the case, who, when, today and a number to choose by.
ACTS: dict[str, tuple[str, Any]] = {
    "confirm": ("confirm_receipt", lambda c, by, at, on, n: foi.confirm_receipt(case=c, received_on=on - timedelta(n % 4), by=by, at=at)),
    "accept": ("accept", lambda c, by, at, on, n: foi.accept(case=c, by=by, at=at)),
    "ask": ("ask_correction", lambda c, by, at, on, n: foi.ask_correction(case=c, items="请写明年份", days=n % 20, by=by, at=at)),
    "correction": ("receive_correction", lambda c, by, at, on, n: foi.receive_correction(case=c, text="2025年", by=by, at=at)),
    "lapse": ("lapse", lambda c, by, at, on, n: foi.lapse(case=c, by=by, at=at)),
    "consult": ("consult", lambda c, by, at, on, n: consulting.consult(case=c, kind=("third_party", "joint_organ")[n % 2], whom=f"公司{n % 3}", letter="", by=by, at=at)),
    "delivered": ("prove_delivery", lambda c, by, at, on, n: consulting.prove_delivery(consultation=_awaited(c, n), on=on - timedelta(n % 3), by=by, at=at)),
    "opinion": ("record_opinion", lambda c, by, at, on, n: consulting.record_opinion(consultation=_awaited(c, n), consents=bool(n % 2), opinion="", by=by, at=at, answered_on=on - timedelta(n % 3))),
    "silent": ("opinion_lapsed", lambda c, by, at, on, n: consulting.record_opinion(consultation=_awaited(c, n), consents=None, opinion="", by=by, at=at)),
    "undelivered": ("undelivered", lambda c, by, at, on, n: consulting.record_undelivered(consultation=_awaited(c, n), reason="退回", by=by, at=at)),
    "extend": ("extend", lambda c, by, at, on, n: foi.extend(case=c, days=n, ground="材料多", by=by, at=at)),
    "reasons": ("ask_reasons", lambda c, by, at, on, n: excess.ask_reasons(case=c, why="本月63件", days=n % 17, by=by, at=at)),
    "tell": ("tell_reasons", lambda c, by, at, on, n: excess.tell_reasons(case=c, text="写论文", by=by, at=at)),
    "delay": ("delay", lambda c, by, at, on, n: excess.delay(case=c, days=n * 2, ground="档案多", by=by, at=at)),
    "charge": ("charge", lambda c, by, at, on, n: fees.charge(case=c, tariff=("items", "pages")[n % 2], before=n, count=n * 3, how="窗口", by=by, at=at)),
    "notified": ("prove_charge", lambda c, by, at, on, n: fees.prove_charge(case=c, on=on - timedelta(n % 3), by=by, at=at)),
    "pay": ("pay", lambda c, by, at, on, n: fees.pay(case=c, paid_on=on - timedelta(n % 3), by=by, at=at)),
    "withdraw": ("withdraw_charge", lambda c, by, at, on, n: fees.withdraw_charge(case=c, reason="数错了", by=by, at=at)),
    "unpaid": ("unpaid", lambda c, by, at, on, n: fees.unpaid(case=c, by=by, at=at)),
    "draft": ("draft_answer", lambda c, by, at, on, n: preparing.draft(case=c, outcome=("3_1", "3_2")[n % 2], text=TEXT, by=by, at=at)),
    "pass": ("pass_review", lambda c, by, at, on, n: preparing.pass_review(case=c, comment="", by=by, at=at)),
    "send back": ("return_review", lambda c, by, at, on, n: preparing.return_review(case=c, reason="补依据", by=by, at=at)),
    "retrieve": ("ask_assistance", lambda c, by, at, on, n: assisting.ask(case=c, kind="retrieve", whom=f"市档案馆{n % 3}", what="2008年的名单", days=n, by=by, at=at)),
    "assisted": ("assisted", lambda c, by, at, on, n: _assisted(c, by, at, n)),
    "material": ("add_material", lambda c, by, at, on, n: releasing._add(case=c, made=[(PAPER, PDF, 1)], by=by, at=at)),
    "redact": ("redact", lambda c, by, at, on, n: _redact(c, by, at, n)),
    "send": ("send_paper", lambda c, by, at, on, n: _send(c, by, at, on, n)),
    "served": ("serve_paper", lambda c, by, at, on, n: serving.serve(service=_on_its_way(c, n), on=on, by=by, at=at)),
    "come back": ("return_paper", lambda c, by, at, on, n: serving.come_back(service=_on_its_way(c, n), on=on, reason="查无此人", by=by, at=at)),
    "read": ("read_paper", lambda c, by, at, on, n: _read(c, by, at, n)),
    "remind": ("remind", lambda c, by, at, on, n: _urge(c, "remind", by, at, n)),
    "urge": ("urge", lambda c, by, at, on, n: _urge(c, "urge", by, at, n)),
    "reply": ("reply_demand", lambda c, by, at, on, n: _reply(c, by, at, n)),
    "assign": ("assign", lambda c, by, at, on, n: assign(case=c, officer=("", OFFICER, "zheng_jingban")[n % 3], by=by, at=at)),
    "propose": ("propose", lambda c, by, at, on, n: answering.propose(case=c, outcome=("3_1", "3_2", "3_3_4", "3_4_1", "3_5_4")[n % 5], text=TEXT, by=by, at=at)),
    "return": ("return_answer", lambda c, by, at, on, n: answering.return_answer(case=c, reason="补依据", by=by, at=at)),
    "answer": ("answer", lambda c, by, at, on, n: answering.answer(case=c, by=by, at=at)),
    "recall": ("recall", lambda c, by, at, on, n: foi.recall(case=c, by=by, at=at)),
    "note": ("note", lambda c, by, at, on, n: add_note(case=c, text="打过电话", by=by, at=at)),
    "receipt": ("correct_receipt", lambda c, by, at, on, n: correcting.correct_receipt(case=c, received_on=(c.first_received_on or on) + timedelta(n % 5 - 2), reason="看错了", by=by, at=at)),
}  # fmt: skip
RARE = ("recall", "lapse", "unpaid", "answer")
"""What ends an application, and with it what can be tried on it."""

COURSES = (
    ("ask", "correction", "consult", "opinion"),
    ("accept", "consult", "consult", "opinion", "opinion"),
    ("accept", "consult", "charge", "opinion", "pay"),
    ("accept", "extend", "charge", "notified", "pay"),
    ("accept", "reasons", "tell", "delay"),
    ("accept", "consult", "propose", "return", "opinion", "propose", "pass", "answer"),
    ("accept", "draft", "material", "redact", "propose", "pass", "answer", "send", "come back", "send"),
    ("accept", "retrieve", "assisted", "redact", "propose", "pass", "answer"),
    ("accept", "urge", "propose", "send back", "reply", "propose", "pass", "answer", "read"),
)
"""What usually follows upon one another, so that random steps get anywhere."""

WITNESSES = (Case, StepTaken, Fact, Leaf, ClockEvent, Notice, Duty)


class Applications(RuleBasedStateMachine):
    """``cast`` and ``actors`` are set on a subclass by the test."""

    cast: Cast
    actors: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        forget_everything()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.today, self.models = BEGIN, {}

    def teardown(self) -> None:
        try:
            if self.models:
                self.table_three_adds_up()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)
            transaction.set_rollback(False)
            forget_everything()

    @initialize(course=st.sampled_from(COURSES), n=st.integers(1, 19))
    def begin(self, course: tuple[str, ...], n: int) -> None:
        self.open("web")
        self.open("letter")
        if n % 2:
            office.set_review(unit=self.cast.units["zjj"], legal_review=True, by=self.actor(HEAD), at=self.at)
        self.run_course(0, course, n)

    def open(self, channel: str) -> None:
        unit, at = self.cast.units["zjj"], self.at
        if channel == "web":
            case = foi.submit(unit=unit, request=REQUEST, at=at).case
        else:
            by = self.actor(CLERK)
            case = foi.register(unit=unit, request=REQUEST, channel=channel, by=by, at=at).case
        self.models[case.reference] = Model(case.received_on)

    @property
    def at(self) -> datetime:
        return noon(self.today.isoformat())

    def actor(self, who: str) -> Any:
        return self.actors[who]

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        """And the ticker does its part: nobody waits longer than the consulted may take."""
        self.today += timedelta(days)
        awaited = {ref: self.load(ref) for ref in self.models}
        open_before = {ref: {each.key for each in queries.awaited(case)} for ref, case in awaited.items()}
        consulting.resume_overdue(at=self.at)
        for ref, keys in open_before.items():
            for each in queries.consultations_of(self.load(ref)):
                if each.key in keys and each.answered_on:
                    self.models[ref].pauses[each.key][1] = each.answered_on

    @rule(which=st.integers(0, 1), pick=st.integers(0, 99), n=st.integers(0, 20))
    def a_fitting_act(self, which: int, pick: int, n: int) -> None:
        """What the state allows, by one of those who may; what ends it only at times."""
        case = self.pick(which)
        fitting = [
            name
            for name, (step, _) in ACTS.items()
            if Foi.steps[step].leads_from(case.state) and (name not in RARE or n % 4 == 0)
        ]
        if fitting:
            name = fitting[pick % len(fitting)]
            step = Foi.steps[ACTS[name][0]]
            able = [who for who in WHO if self.actor(who).holds_any(step.roles, case.unit_id)]
            if able:
                self.attempt(case, name, able[pick % len(able)], n)

    @rule(which=st.integers(0, 1), course=st.sampled_from(COURSES), n=st.integers(1, 19))
    def a_usual_course(self, which: int, course: tuple[str, ...], n: int) -> None:
        self.run_course(which, course, n)

    def run_course(self, which: int, course: tuple[str, ...], n: int) -> None:
        """One after the other, a day or two between, by the first who may; what no longer fits is refused as ever."""
        for number, name in enumerate(course):
            case, step = self.pick(which), Foi.steps[ACTS[name][0]]
            able = [who for who in WHO if self.actor(who).holds_any(step.roles, case.unit_id)]
            who = able[number % 2 if name == "propose" and len(able) > 1 else 0]
            # What was refused for its days is tried again with plain ones.
            self.attempt(case, name, who, n + number) or self.attempt(self.pick(which), name, who, 6)
            self.time_passes(1 + n % 2)

    @rule(which=st.integers(0, 1), name=st.sampled_from(sorted(ACTS)), who=st.sampled_from(WHO), n=st.integers(0, 20))
    def any_act(self, which: int, name: str, who: str, n: int) -> None:
        self.attempt(self.pick(which), name, who, n)

    @rule(which=st.integers(0, 1), name=st.sampled_from(["accept", "propose", "return", "note", "consult", "extend", "charge", "pay"]), n=st.integers(1, 20))  # fmt: skip
    def two_who_saw_the_same(self, which: int, name: str, n: int) -> None:
        """Both had the page open; the first wins, and the other changes nothing."""
        first, second = self.pick(which), self.pick(which)
        step = Foi.steps[ACTS[name][0]]
        able = [who for who in WHO if self.actor(who).holds_any(step.roles, first.unit_id)]
        if self.attempt(first, name, able[0], n):
            assert not self.attempt(second, name, able[-1], n + 1), f"{name} was taken twice from one page"

    def pick(self, which: int) -> Case:
        return self.load(sorted(self.models)[which])

    def load(self, reference: str) -> Case:
        return Case.objects.select_related("unit").get(reference=reference)

    def seen(self, case: Case) -> tuple[Any, ...]:
        counts = [model.objects.count() for model in WITNESSES]
        return (*Case.objects.filter(pk=case.pk).values_list().get(), *counts)

    def attempt(self, case: Case, name: str, who: str, n: int) -> bool:
        step, act = Foi.steps[ACTS[name][0]], ACTS[name][1]
        state, before, by = case.state, self.seen(case), self.actor(who)
        steps, facts = StepTaken.objects.filter(ref=case.ref), Fact.objects.filter(ref=case.ref)
        taken, told, own = steps.count(), facts.count(), case.unit_id
        stale = case.revision != Case.objects.get(pk=case.pk).revision
        try:
            done = act(case, by, self.at, self.today, n)
        except StepRefused:
            assert self.seen(case) == before, f"{name} was refused and left something behind"
            return False
        assert not stale, f"{name} was taken from a page that showed an older state"
        assert step.leads_from(state), f"{name} was taken in {state}"
        assert by.holds_any(step.roles, own), f"{name} was taken by {who}"
        after = self.load(case.reference)
        assert after.state in {each.code for each in step.targets} or (not step.targets and after.state == state)
        assert steps.count() == taken + 1 and steps.order_by("-seq").first().name == step.name
        assert facts.count() > told and Leaf.objects.count() == Fact.objects.count()
        self.note(after, name, done, n)
        return True

    def note(self, case: Case, name: str, done: Any, n: int) -> None:
        """Keep the own account of what was done."""
        model, today = self.models[case.reference], self.today
        match name:
            case "confirm":
                model.start = case.received_on
            case "correction":
                model.start, model.restarted = today, True
            case "receipt" if not model.restarted:
                model.start = case.first_received_on
            case "consult":
                model.pauses[done.key] = [today, None]
            case "opinion" | "silent" | "undelivered":
                model.pauses[done.key][1] = done.answered_on
            case "charge":
                model.pauses[done.key] = [today, None]
            case "pay":
                model.pauses[done.key][1] = done.paid_on
                model.start, model.longer, model.restarted = done.paid_on, [], True
            case "withdraw":
                model.pauses[done.key][1] = done.noticed_on
            case "extend":
                model.longer.append((today, n))
            case "delay":
                model.longer.append((today, n * 2))

    @invariant()
    def it_ends_once(self) -> None:
        for reference, model in self.models.items():
            case = self.load(reference)
            assert bool(case.outcome) == bool(case.closed_on) == (case.phase in ("done", "void"))
            if case.closed:
                model.ended = model.ended or (case.outcome, case.closed_on)
                assert (case.outcome, case.closed_on) == model.ended
                # What came back is to be handed over again, however long ago the case ended.
                owed = Duty.objects.filter(ref=case.ref, closed_on=None).values_list("kind", flat=True)
                assert set(owed) <= {serving.SERVE_AGAIN, opposed.TELL_THIRD, *demands.LABELS}

    @invariant()
    def an_answer_passed_through_different_hands(self) -> None:
        """Whoever wrote it, whoever reviewed it where that was asked for, whoever signed it."""
        for reference in self.models:
            taken = StepTaken.objects.filter(ref=f"case:{reference}").order_by("seq")
            last = {step.name: step for step in taken}
            if "answer" in last:
                judged = ["answer", *(["pass_review"] if last["propose"].target == Foi.REVIEWING.code else [])]
                hands = [last[name].by for name in ("propose", *judged)]
                assert len(set(hands)) == len(hands), reference
                assert all(last[name].seq > last["propose"].seq for name in judged), reference

    @invariant()
    def no_pause_is_lost(self) -> None:
        for reference, model in self.models.items():
            case, clock = self.load(reference), clock_of(f"case:{reference}", "answer")
            if clock is None or case.closed or case.state == Foi.CORRECTING.code:
                continue
            waits = [a for a, b in model.pauses.values() if b is None]
            plain = model.due_by_hand(self.today, but_open=True)
            rests = any(sent < plain for sent in waits)
            assert clock.paused is rests, reference
            assert clock.due_on == (None if rests else plain), reference
        assert list(strayed()) == []

    def table_three_adds_up(self) -> None:
        sheets.catch_up()
        table = fill(TABLES["2021-3"], 2026, self.cast.units["xzf"], None)
        broken = [each for each in table.relations if each.level == "E" and each.holds is False]
        assert broken == []
        received = [case for case in Case.objects.filter(reference__in=self.models) if case.first_received_on]
        cells = table.values
        assert cells["r1"]["total"] == len(received), "an application is received in no row of the table"
        assert cells["r3_7"]["total"] == sum(case.closed for case in received)


def test_random_steps(cast, home, monkeypatch):
    monkeypatch.setattr(queries_of_measures, "SNAPSHOT", "default")
    # No power fails here, and a busy disk takes its time over each file.
    monkeypatch.setattr(files.os, "fsync", lambda handle: None)
    actors = {who: APPLICANT if who == "applicant" else cast.actor(who) for who in WHO}
    # A failure prints its steps; to shrink them would take minutes.
    phases, health = [Phase.generate], list(HealthCheck)
    bounded = settings(
        max_examples=11, stateful_step_count=8, phases=phases, suppress_health_check=health, database=None
    )
    run_state_machine_as_test(type("OnThisCast", (Applications,), {"cast": cast, "actors": actors}), settings=bounded)
