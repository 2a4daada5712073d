"""The records of a year that is lived: from draft to publication, and the filing of normative documents."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from gongkai.demo import county
from gongkai.demo.content import Composer, Exhausted, Text, holders
from gongkai.demo.live_policies import SECTION as INTERPRETED_IN
from gongkai.demo.live_policies import authority_of, deliberate, explained, name_of, review
from gongkai.demo.replay.bodies import Crew, Town, crews
from gongkai.demo.replay.part import Planned, moment
from gongkai.demo.replay.scenario import SHORT_FORM, BadScenario, Bodies, Scenario, spread
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.models import Record, Section
from gongkai.kinds.policy import filing, preparing

GATES = ("draft", "submit", "review", "clear", "publish")
NOT_INTERPRETED = "内容单一，办理步骤没有变化"
FILED_AFTER = 10
"""Days from publication to filing, or to the last working day before."""
POLICY_COLUMNS = frozenset({"c17_normative", "c17_rules"})
INTERPRETATION = "interpretation"


@dataclass(frozen=True)
class Piece:
    """A record to be: what it is, where it stands, on which days it goes through the gates; in which group of bodies, by which of them, in which
    section, where that is told; which record an interpretation explains."""

    kind: str
    normative: bool
    channels: tuple[str, ...]
    days: tuple[date, ...]
    group: str = ""
    body: int = -1
    section: str = ""
    explains: int = -1


class Place(NamedTuple):
    """Group, body and section of a record; ``needed``: by its body, which has to publish something itself, or by its column."""

    group: str
    body: int
    section: str
    needed: bool


class Published:
    """The records' part."""

    def __init__(
        self, scenario: Scenario, days: list[date], groups: Mapping[str, list[Crew]], towns: Sequence[Town]
    ) -> None:
        self.scenario, self.days, self.groups = scenario, days, groups
        self.rng = Random(scenario.seed)
        self.towns = {town.code: town for town in towns}
        self.crews = {kind: list(crews(kind)) for kind in ("policy", "notice", "news")}
        self.composer = Composer(scenario.seed)
        self.pieces = self._pieces()
        self.open: dict[int, Record] = {}
        self.crew_of: dict[int, Crew] = {}
        self.sections: dict[str, Section] = {}

    # -- the plan

    def _pieces(self) -> list[Piece]:
        """Those of earlier years first, on the website alone."""
        scenario, rng = self.scenario, self.rng
        placed = spread(scenario.channels, scenario.records)
        rng.shuffle(placed)
        long_form = [i for i, channels in enumerate(placed) if set(channels) - SHORT_FORM]
        rng.shuffle(long_form)
        normative = set(long_form[: scenario.normative])
        policy = set(long_form[scenario.normative : scenario.normative + scenario.policy])
        within = [day for day in self.days if day.year == scenario.year or not scenario.earlier]
        spans = [_span(within, i, len(placed)) for i in range(len(placed))]
        places = self._places()
        free = sorted(long_form[scenario.normative + scenario.policy :])
        explaining = self._explaining(free, sorted(normative | policy), spans, places)
        earlier = list(self._earlier())
        made = []
        for i, channels in enumerate(placed):
            group, body, section = places[i][:3]
            kind = (
                "policy"
                if i in normative | policy or section in POLICY_COLUMNS
                else "notice"
                if set(channels) - SHORT_FORM
                else "news"
            )
            kind = INTERPRETATION if i in explaining else kind
            explains = explaining[i] + len(earlier) if i in explaining else -1
            made.append(Piece(kind, i in normative, channels, spans[i], group, body, section, explains))
        return [*earlier, *made]

    def _earlier(self) -> Iterator[Piece]:
        before = [day for day in self.days if day.year < self.scenario.year]
        for i in range(self.scenario.earlier):
            yield Piece("notice", False, ("website",), _span(before, i, self.scenario.earlier))

    def _explaining(
        self, free: list[int], policies: list[int], spans: list[tuple[date, ...]], places: list["Place"]
    ) -> dict[int, int]:
        """Which records interpret which policy of the same group, drafted after it was published; each policy is interpreted once."""
        chosen: dict[int, int] = {}
        left: dict[str, list[int]] = {}
        for n in policies:
            left.setdefault(places[n].group, []).append(n)
        for i in free:
            waiting = left.get(places[i].group, [])
            if (
                len(chosen) < self.scenario.interpretations
                and waiting
                and not places[i].needed
                and spans[waiting[0]][-1] < spans[i][0]
            ):
                chosen[i] = waiting.pop(0)
        if len(chosen) < self.scenario.interpretations:
            raise BadScenario(
                f"{self.scenario.interpretations} interpretations are more than follow on a policy in time"
            )
        return chosen

    def _places(self) -> list["Place"]:
        """Of each record; without groups anybody's, anywhere."""
        if not self.scenario.bodies:
            return [Place("", -1, "", False)] * self.scenario.records
        places = [place for group in self.scenario.bodies for place in _of_group(group)]
        Random(f"{self.scenario.seed} places").shuffle(places)
        return places

    def plan(self) -> Iterator[Planned]:
        rng = Random(f"{self.scenario.seed} hours")
        for number, piece in enumerate(self.pieces):
            minute = rng.randrange(0, 55)
            for hour, (step, on) in enumerate(zip(GATES, piece.days, strict=True), start=9):
                yield moment(on, hour, minute), number, step
            if piece.normative and (sent := piece.days[-1] + timedelta(FILED_AFTER)) <= self.days[-1]:
                yield moment(self.days[bisect(self.days, sent) - 1], 16, minute), number, "file"

    def skip(self, number: int, step: str, at: datetime) -> None:
        if step == "draft" and self.pieces[number].kind != INTERPRETATION:
            self.compose(number, at.date())

    # -- the performance

    def compose(self, number: int, on: date) -> tuple[Crew, Text]:
        """Who writes what. Raises BadScenario where nothing is left to be said."""
        piece = self.pieces[number]
        # What was drawn depends on the seed and the number alone, not on what happened before a restart.
        rng = Random(f"{self.scenario.seed} record {number}")
        for attempt in range(400):
            crew = self._crew(piece, rng, attempt)
            try:
                text = self.composer.compose(
                    crew.voice, on, kind=piece.kind, normative=piece.normative if piece.kind == "policy" else None
                )
            except (ValueError, Exhausted):
                continue
            self.crew_of[number] = crew
            return crew, text
        raise BadScenario(
            f"after {number:,} records nothing is left to be said that is not said already ({piece.kind}, {on}); ask for fewer"
        )

    def _crew(self, piece: Piece, rng: Random, attempt: int) -> Crew:
        """The body whose turn it is; where it has nothing to say, another one speaks for it. Without groups anybody."""
        if not piece.group:
            crews = self.crews[piece.kind]
            return crews[rng.randrange(len(crews))]
        own = self.groups[piece.group]
        crew = own[piece.body % len(own)]
        if not attempt:
            return crew
        other = own[rng.randrange(len(own))]
        return Crew(crew.unit, other.voice, crew.editor, crew.reviewer, crew.secrecy_reviewer, crew.signatory)

    def _draft(self, number: int, at: datetime) -> None:
        piece = self.pieces[number]
        if piece.kind == INTERPRETATION:
            return self._draft_interpretation(number, piece, at)
        crew, text = self.compose(number, at.date())
        said = self.towns[crew.voice.code].said if crew.voice.code in self.towns else str
        content = {
            "title": said(text.title),
            "body": said(text.body_html),
            "formed_on": text.formed_on.isoformat(),
            "document_number": text.document_number,
            "keywords": list(text.keywords),
            "normative": text.normative,
            "effective_on": text.effective_on,
            "expires_on": text.expires_on,
            "no_interpretation": NOT_INTERPRETED,
        }
        kind = "policy" if text.kind == "policy" else "notice"
        self.open[number] = self._made(number, kind, crew, piece.section or text.section_key, content, at)
        return None

    def _draft_interpretation(self, number: int, piece: Piece, at: datetime) -> None:
        """By whoever made the document that it explains."""
        of = self.record(piece.explains)
        crew = next(each for each in self.crews["policy"] if each.unit == of.unit.code)
        self.crew_of[number] = crew
        said = current_version(of).values()
        said |= {
            name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("effective_on", "expires_on")
        }
        content = {
            "title": f"{name_of(said['title'])}政策解读",
            "body": explained(name_of(said["title"]), said),
            "formed_on": at.date().isoformat(),
            "form": "text",
            "keywords": said.get("keywords") or [],
        }
        made = self._made(number, INTERPRETATION, crew, INTERPRETED_IN, content, at)
        relations.relate(record=made, kind="interprets", target=of, by=county.actor(crew.editor), at=at)
        self.open[number] = Record.objects.select_related("unit", "section").get(pk=made.pk)

    def _made(self, number: int, kind: str, crew: Crew, section: str, content: dict, at: datetime) -> Record:
        return records.draft(
            kind=kind, unit=county.unit_of(crew.unit), section=self._section(section), content=content,
            by=county.actor(crew.editor), at=at, record_id=self._id(number),
        )  # fmt: skip

    def _id(self, number: int) -> str:
        rng = Random(f"{self.scenario.seed} id {number}")
        return records.new_id(lambda alphabet: alphabet[rng.randrange(len(alphabet))])

    def _section(self, key: str) -> Section:
        if key not in self.sections:
            self.sections[key] = Section.objects.get(pk=key)
        return self.sections[key]

    def record(self, number: int) -> Record:
        """The record as this process knows it, or, after a restart or its publication, as the database does."""
        return self.open.get(number) or Record.objects.select_related("unit", "section").get(pk=self._id(number))

    def _crew_now(self, number: int) -> Crew:
        """Who works on a record; of an interpretation after a restart, whoever made what it explains."""
        if number not in self.crew_of:
            code = self.record(number).unit.code
            self.crew_of[number] = next(each for each in self.crews["policy"] if each.unit == code)
        return self.crew_of[number]

    def _who(self, number: int, role: str) -> Actor:
        return county.actor(getattr(self._crew_now(number), role))

    def _submit(self, number: int, at: datetime) -> None:
        self._step(number, records.submit, "editor", at)

    def _review(self, number: int, at: datetime) -> None:
        self._step(number, records.pass_review, "reviewer", at)

    def _step(self, number: int, verb, role: str, at: datetime) -> None:
        if number not in self.open:
            self.open[number] = self.record(number)
        verb(record=self.open[number], by=self._who(number, role), at=at)

    def _clear(self, number: int, at: datetime) -> None:
        record = self.record(number)
        if preparing.is_due(record):
            wrote = self._who(number, "editor").name
            legal = next(each for each in holders("legal_reviewer", record.unit.code) if each.username != wrote)
            review(record, county.actor(legal.username), at, on=record.formed_on)
            deliberate(record, self._who(number, "signatory"), at, on=record.formed_on)
        self.open[number] = record
        self._step(number, records.clear, "secrecy_reviewer", at)

    def _publish(self, number: int, at: datetime) -> None:
        channels = self.pieces[number].channels
        records.publish(record=self.record(number), by=self._who(number, "signatory"), at=at, channels=channels)
        self.open.pop(number, None)
        del self.crew_of[number]

    def _file(self, number: int, at: datetime) -> None:
        """A normative document goes to the superior government within fifteen days; one made before the rule has no such term."""
        record = self.record(number)
        code = record.unit.code
        officer = county.actor(holders("legal_reviewer", code)[0].username)
        filing.send(record=record, authority=authority_of(code), on=at.date(), by=officer, at=at)


def _span(days: list[date], place: int, of: int) -> tuple[date, ...]:
    """The days of a record's gates: published on its share of the days, drafted two working days before."""
    on = round(place * (len(days) - 1) / max(1, of - 1))
    return tuple(days[max(0, on - back)] for back in (2, 2, 1, 1, 0))


def _of_group(group: Bodies) -> Iterator[Place]:
    """A group's bodies take turns; its columns come first."""
    sections = [key for key, count in group.columns.items() for _ in range(count)]
    for n in range(group.count):
        section = sections[n] if n < len(sections) else ""
        yield Place(group.name, n % group.bodies, section, bool(section) or n < group.bodies)
