"""Lives a scenario: a year of given figures, through the real actions, by the people of the fictional county."""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from gongkai.demo import county
from gongkai.demo.content import Application, Composer, Exhausted, Text, answer, holders
from gongkai.demo.content import unit as unit_by_code
from gongkai.demo.content import units as content_units
from gongkai.demo.live_policies import authority_of, deliberate, review
from gongkai.demo.scenario import SHORT_FORM, BadScenario, Group, Scenario, spread
from gongkai.demo.stage import Event, play
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section
from gongkai.kinds.policy import filing, preparing
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, queries
from gongkai.pure.clock import RULES, Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
GATES = ("draft", "submit", "review", "clear", "publish")
RECORD_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
NOT_INTERPRETED = "内容单一，办理步骤没有变化"
FILED_AFTER = 10
"""Days from publication to filing, or to the last working day before."""
FIRST_CASE = 1_000_000
"""Subjects from here on are applications; below, records."""


@dataclass(frozen=True)
class Crew:
    """Who publishes a record: never one person twice among author, reviewer and secrecy reviewer."""

    unit: str
    editor: str
    reviewer: str
    secrecy_reviewer: str
    signatory: str


@dataclass(frozen=True)
class Planned:
    """A record to be: what it is, where it stands, who makes it, on which days."""

    kind: str
    normative: bool
    channels: tuple[str, ...]
    days: tuple[date, ...]


class Year:
    """A scenario's plan, drawn from its seed alone, and the performance of each event."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.rng = Random(scenario.seed)
        self.days = _working_days(scenario.year)
        self.crews = {kind: list(_crews(kind)) for kind in ("policy", "notice", "news")}
        self.composer = Composer(scenario.seed)
        self.records = self._plan_records()
        self.cases = [group for group in scenario.groups for _ in range(group.count)]
        self.events = self._plan()
        self.asked = self._ask()
        self.open_records: dict[int, Record] = {}
        self.open_cases: dict[int, Case] = {}
        self.crew_of: dict[int, Crew] = {}
        self.sections: dict[str, Section] = {}

    # -- the plan

    def _plan_records(self) -> list[Planned]:
        scenario, rng = self.scenario, self.rng
        placed = spread(scenario.channels, scenario.records)
        rng.shuffle(placed)
        long_form = [i for i, channels in enumerate(placed) if set(channels) - SHORT_FORM]
        rng.shuffle(long_form)
        normative = set(long_form[: scenario.normative])
        policy = set(long_form[scenario.normative : scenario.normative + scenario.policy])
        last = len(self.days) - 1
        planned = []
        for i, channels in enumerate(placed):
            on = round(i * last / max(1, len(placed) - 1))
            kind = "policy" if i in normative | policy else "notice" if set(channels) - SHORT_FORM else "news"
            span = tuple(self.days[max(0, on - back)] for back in (2, 2, 1, 1, 0))
            planned.append(Planned(kind, i in normative, channels, span))
        return planned

    def _plan(self) -> list[Event]:
        """All events of the year in order."""
        rng, events = Random(f"{self.scenario.seed} hours"), []
        for number, record in enumerate(self.records):
            minute = rng.randrange(0, 55)
            for order, (step, on) in enumerate(zip(GATES, record.days, strict=True)):
                events.append(Event(_at(on, 9 + order, minute), number, number, step))
            if record.normative and (sent := record.days[-1] + timedelta(FILED_AFTER)) <= self.days[-1]:
                events.append(Event(_at(self.days[bisect(self.days, sent) - 1], 16, minute), number, number, "file"))
        for number, group in enumerate(self.cases):
            events += self._case_events(FIRST_CASE + number, group, rng)
        return sorted(events)

    def _case_events(self, subject: int, group: Group, rng: Random) -> Iterator[Event]:
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
        yield Event(_at(received, 10, rng.randrange(60)), subject, subject, "receive")
        if self._unconfirmed(group):
            yield Event(_at(received, 11, 30), subject, subject, "confirm")
        accepted = calendar.nth_working_day(received, 1)
        yield Event(_at(accepted, 9, rng.randrange(30)), subject, subject, "accept")
        if group.term == "extended":
            yield Event(_at(calendar.nth_working_day(received, term - 2), 15, 0), subject, subject, "extend")
        yield Event(_at(calendar.nth_working_day(received, wait), 10, 5), subject, subject, "propose")
        yield Event(_at(calendar.nth_working_day(received, wait), 16, 20), subject, subject, "answer")

    # -- the performance

    def play(self) -> int:
        """Live the year, or what is left of it. Returns how many events were played now."""
        return play(
            place_name(self.scenario), self.events, self._perform, skip=self._skip, what=f"Living {self.scenario.year}"
        )  # fmt: skip

    def _skip(self, event: Event) -> None:
        if event.step == "draft":
            self._compose(event.subject, event.at.date())

    def _perform(self, event: Event) -> None:
        rules.calendar()
        if event.subject >= FIRST_CASE:
            getattr(self, f"_{event.step}")(event)
        else:
            getattr(self, f"_{event.step}_record")(event)

    def _compose(self, number: int, on: date) -> tuple[Crew, Text]:
        planned = self.records[number]
        crews = self.crews[planned.kind]
        # What was drawn depends on the seed and the number alone, not on what happened before a restart.
        rng = Random(f"{self.scenario.seed} record {number}")
        for _ in range(400):
            crew = crews[rng.randrange(len(crews))]
            try:
                text = self.composer.compose(
                    crew.unit, on, kind=planned.kind, normative=planned.normative if planned.kind == "policy" else None
                )
            except (ValueError, Exhausted):
                continue
            self.crew_of[number] = crew
            return crew, text
        raise BadScenario(
            f"after {number:,} records nothing is left to be said that is not said already ({planned.kind}, {on}); ask for fewer"
        )

    def _draft_record(self, event: Event) -> None:
        crew, text = self._compose(event.subject, event.at.date())
        rng = Random(f"{self.scenario.seed} id {event.subject}")
        content = {
            "title": text.title,
            "body": text.body_html,
            "formed_on": text.formed_on.isoformat(),
            "document_number": text.document_number,
            "keywords": list(text.keywords),
            "normative": text.normative,
            "effective_on": text.effective_on,
            "expires_on": text.expires_on,
            "no_interpretation": NOT_INTERPRETED,
        }
        self.open_records[event.subject] = records.draft(
            kind="policy" if text.kind == "policy" else "notice",
            unit=county.unit_of(crew.unit),
            section=self._section(text.section_key),
            content=content,
            by=county.actor(crew.editor),
            at=event.at,
            record_id=records.new_id(lambda alphabet: alphabet[rng.randrange(len(alphabet))]),
        )

    def _section(self, key: str) -> Section:
        if key not in self.sections:
            self.sections[key] = Section.objects.get(pk=key)
        return self.sections[key]

    def _record(self, number: int) -> Record:
        """The record as this process knows it, or, after a restart, as the database does."""
        if number not in self.open_records:
            rng = Random(f"{self.scenario.seed} id {number}")
            record_id = records.new_id(lambda alphabet: alphabet[rng.randrange(len(alphabet))])
            self.open_records[number] = Record.objects.select_related("unit", "section").get(pk=record_id)
        return self.open_records[number]

    def _submit_record(self, event: Event) -> None:
        records.submit(record=self._record(event.subject), by=self._who(event, "editor"), at=event.at)

    def _review_record(self, event: Event) -> None:
        records.pass_review(record=self._record(event.subject), by=self._who(event, "reviewer"), at=event.at)

    def _clear_record(self, event: Event) -> None:
        record = self._record(event.subject)
        if preparing.is_due(record):
            wrote = self._who(event, "editor").name
            legal = next(each for each in holders("legal_reviewer", record.unit.code) if each.username != wrote)
            review(record, county.actor(legal.username), event.at, on=record.formed_on)
            deliberate(record, self._who(event, "signatory"), event.at, on=record.formed_on)
        records.clear(record=self._record(event.subject), by=self._who(event, "secrecy_reviewer"), at=event.at)

    def _publish_record(self, event: Event) -> None:
        record = self._record(event.subject)
        records.publish(
            record=record, by=self._who(event, "signatory"), at=event.at, channels=self.records[event.subject].channels
        )
        del self.open_records[event.subject], self.crew_of[event.subject]

    def _file_record(self, event: Event) -> None:
        """A normative document goes to the superior government within fifteen days; one made before the rule has no such term."""
        record = self._record(event.subject)
        code = record.unit.code
        officer = county.actor(holders("legal_reviewer", code)[0].username)
        filing.send(record=record, authority=authority_of(code), on=event.at.date(), by=officer, at=event.at)
        del self.open_records[event.subject]

    def _who(self, event: Event, role: str) -> Actor:
        return county.actor(getattr(self.crew_of[event.subject], role))

    # -- applications

    def _receive(self, event: Event) -> None:
        group = self.cases[event.subject - FIRST_CASE]
        asked = self.asked[event.subject]
        request = foi.Request(
            party_type=group.applicant, party=dict(asked.party), subject=asked.subject, wanted=asked.wanted,
            form_wanted=asked.form_wanted, delivery=asked.delivery,
        )  # fmt: skip
        unit = county.unit_of(asked.unit)
        if group.channel == "web":
            opened = foi.submit(unit=unit, request=request, at=event.at)
        else:
            clerk = county.actor(holders("case_officer", asked.unit)[0].username)
            opened = foi.register(
                unit=unit, request=request, channel=group.channel, by=clerk, at=event.at,
                received_on=None if self._unconfirmed(group) else event.at.date(),
            )  # fmt: skip
        self.open_cases[event.subject] = opened.case

    def _unconfirmed(self, group: Group) -> bool:
        """A fax waits for its receipt to be confirmed (条例 2019, art. 31); under 2008 it is received as it arrives."""
        return group.channel == "fax" and group.rule == "foi-2019"

    def _confirm(self, event: Event) -> None:
        foi.confirm_receipt(
            case=self._case(event), received_on=event.at.date(), by=self._officer(event, "case_officer"), at=event.at
        )

    def _ask(self) -> dict[int, Application]:
        """What each applicant wants, in order of receipt; no two want the same in other words only by number."""
        composer = Composer(f"{self.scenario.seed} applications")
        asked = {}
        for event in self.events:
            if event.step == "receive":
                asked[event.subject] = self._counted(composer, event.at.date(), self.cases[event.subject - FIRST_CASE])
        return asked

    def _counted(self, composer: Composer, on: date, group: Group) -> Application:
        """An application to a unit that counts towards the county's totals."""
        while True:
            asked = composer.application(
                on, applicant_type=group.applicant, outcome=group.outcome, channel=group.channel
            )
            if unit_by_code(asked.unit).in_totals:
                return asked

    def _case(self, event: Event) -> Case:
        """The case as this process knows it; after a restart found by its place among the cases of the year."""
        if event.subject not in self.open_cases:
            reference = f"{self.scenario.year}-{list(self.asked).index(event.subject) + 1:04d}"
            self.open_cases[event.subject] = Case.objects.select_related("unit").get(reference=reference)
        return self.open_cases[event.subject]

    def _officer(self, event: Event, role: str) -> Actor:
        return county.actor(holders(role, self._case(event).unit.code)[0].username)

    def _accept(self, event: Event) -> None:
        case, officer = self._case(event), self._officer(event, "case_officer")
        if self.cases[event.subject - FIRST_CASE].outcome != queries.UNCLEAR:
            foi.accept(case=case, by=officer, at=event.at)
            return
        # Only what was corrected can be unclear even after its correction: it comes the same day, so that the term is nearly the same.
        foi.ask_correction(
            case=case, items="请写明要的是哪一份文件，或者哪一年、哪件事的信息。", days=15, by=officer, at=event.at
        )
        foi.receive_correction(case=case, text=self.asked[event.subject].wanted, by=officer, at=event.at)

    def _extend(self, event: Event) -> None:
        days = rules.clock_rule(self._case(event).rule).extension.days
        foi.extend(
            case=self._case(event),
            days=days,
            ground="涉及的材料较多，需要逐件核对",
            by=self._officer(event, "office_head"),
            at=event.at,
        )

    def _propose(self, event: Event) -> None:
        group = self.cases[event.subject - FIRST_CASE]
        text = answer(Random(f"{self.scenario.seed} answer {event.subject}"), self.asked[event.subject], group.outcome)
        answering.propose(
            case=self._case(event),
            outcome=group.outcome,
            text=text,
            by=self._officer(event, "case_officer"),
            at=event.at,
        )

    def _answer(self, event: Event) -> None:
        answering.answer(case=self._case(event), by=self._officer(event, "signatory"), at=event.at)
        del self.open_cases[event.subject]


def place_name(scenario: Scenario) -> str:
    """The name under which a scenario's place is kept: another file, or another content, has another."""
    return f"replay:{scenario.digest[:24]}"


def _at(on: date, hour: int, minute: int) -> datetime:
    return datetime.combine(on, time(hour, minute), SHANGHAI)


def _working_days(year: int) -> list[date]:
    calendar, day, found = Calendar.national(), date(year, 1, 1), []
    while day.year == year:
        if calendar.is_working(day):
            found.append(day)
        day += timedelta(1)
    return found


def _crews(kind: str) -> Iterator[Crew]:
    """One crew a unit that counts towards the county's totals, of people who differ where they must."""
    for unit in content_units():
        if not unit.in_totals or (kind == "policy" and unit.level == "institution"):
            continue
        editor = holders("editor", unit.code)[0].username
        reviewer = next(p.username for p in holders("reviewer", unit.code) if p.username != editor)
        secrecy = next(
            p.username for p in holders("secrecy_reviewer", unit.code) if p.username not in (editor, reviewer)
        )
        signatory = next(p.username for p in holders("signatory", unit.code) if p.username != editor)
        yield Crew(unit.code, editor, reviewer, secrecy, signatory)
