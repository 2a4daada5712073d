"""The stories of records: drafted, sent back and mended, reviewed, signed, scheduled, corrected, withdrawn, repealed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from gongkai.demo import county, live_policies
from gongkai.demo.content import Exhausted, Text, with_paragraph
from gongkai.demo.content import unit as unit_by_code
from gongkai.demo.content import units as content_units
from gongkai.demo.content.afterwards import Fault, faults, record_remark, withdrawal
from gongkai.demo.content.filing import filed
from gongkai.demo.form_sheet import FORM, application_form
from gongkai.demo.live import Life, Story, after, at_work, forward, instant, somebody
from gongkai.demo.live_review import at_gate
from gongkai.ground.files.actions import attach
from gongkai.ground.guard.inspecting import inspect
from gongkai.ground.ledger.acts import settle
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import validity
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import standing_section, version_of
from gongkai.kinds.policy import interpreting, preparing
from gongkai.pure.guard.apart import search_here

PER_DAY = 5.2
"""Records that are begun on a working day."""
CORRECTED, WITHDRAWN = 0.03, 0.01
"""How many of the published are later corrected or withdrawn."""
STANDING = 18
"""How many wait at each gate today, besides those that are under way anyhow."""
REPEALED = ("规定的任务已经完成", "依据的上级文件已经废止", "相关职责已经划转，由承接单位另行规定")
GATES = ("draft", "returned", "unit_review", "secrecy_review", "cleared", "scheduled")
OWN_WORK = {"cleared": ("zjj013", "zjj013", "zfb001")}
"""Whose people stand on the demonstration's list of sign-ins; they have work at each gate."""
WEIGHT = {"department": 6, "town": 4, "institution": 1}
TRIAL_YEARS = "有效期2年"


@dataclass(frozen=True)
class Crew:
    """Who makes a record public: nobody stands at two gates."""

    editor: Actor
    reviewer: Actor
    secrecy_reviewer: Actor
    signatory: Actor


@dataclass(frozen=True)
class Piece:
    """A record to be: whose, of what kind, from which day, and at which gate it stays ("": at none)."""

    number: int
    unit: str
    kind: str
    on: date
    stays: str = ""

    @property
    def normative(self) -> bool | None:
        """Of a policy: is it a normative document?"""
        return {"normative": True, "policy": False}.get(self.kind)

    @property
    def text_kind(self) -> str:
        """The composer's name of the kind."""
        return "policy" if self.kind == "normative" else self.kind


def begin_all(life: Life) -> None:
    """Let all records of the life begin."""
    rng = life.rng("records")
    for piece in _pieces(life, rng):
        life.begin(_story(life, piece))


def _pieces(life: Life, rng: Random) -> list[Piece]:
    chance = [WEIGHT[unit.level] for unit in content_units()]
    codes = [unit.code for unit in content_units()]
    found: list[Piece] = []
    for number in range(round(PER_DAY * len(life.days) * life.scale)):
        on = life.days[rng.randrange(len(life.days))]
        found.append(Piece(number, rng.choices(codes, chance)[0], _kind(rng), on))
    late = life.days[-9:]
    for gate in GATES:
        for place in range(max(2, round(STANDING * life.scale))):
            own = OWN_WORK.get(gate, ("zfb001",))
            unit = own[place // 3 % len(own)] if place % 3 == 0 else rng.choices(codes, chance)[0]
            # Each gate behind the first needs days to be reached.
            day = late[rng.randrange(max(1, len(late) - (3 if gate not in ("draft", "unit_review") else 0)))]
            found.append(Piece(len(found), unit, _kind(rng), day, gate))
    return found


def _kind(rng: Random) -> str:
    return rng.choices(("normative", "policy", "notice", "news"), (5, 18, 57, 20))[0]


def crew_of(unit: str, rng: Random) -> Crew:
    editor = somebody(rng, "editor", unit)
    reviewer = somebody(rng, "reviewer", unit, editor.name)
    secrecy = somebody(rng, "secrecy_reviewer", unit, editor.name, reviewer.name)
    return Crew(editor, reviewer, secrecy, somebody(rng, "signatory", unit, editor.name))


def _composed(life: Life, piece: Piece) -> Text | None:
    """What the unit has to say on that day; None if it has nothing to say."""
    for kind, normative in ((piece.text_kind, piece.normative), ("notice", None)):
        try:
            return life.composer.compose(piece.unit, piece.on, kind=kind, normative=normative)
        except (ValueError, Exhausted):
            continue
    return None


def _content(text: Text, rng: Random) -> dict[str, Any]:
    body, expires = text.body_html, text.expires_on
    if expires and TRIAL_YEARS in body and rng.random() < 0.7:
        body = body.replace(TRIAL_YEARS, "有效期1年")
        expires = a_year_sooner(expires)
    return {
        "title": text.title,
        "body": body,
        "formed_on": text.formed_on.isoformat(),
        "document_number": text.document_number,
        "keywords": list(text.keywords),
        "normative": text.normative,
        "effective_on": text.effective_on,
        "expires_on": expires,
    }


def a_year_sooner(last: date) -> date:
    """The last day of validity, had the term been a year shorter; none begins on a 29 February, though some end there."""
    lapses = last + timedelta(1)
    return lapses.replace(year=lapses.year - 1) - timedelta(1)


def _channels(kind: str, rng: Random) -> tuple[str, ...]:
    if kind == "news":
        return rng.choice((("website", "wechat"), ("website", "wechat", "weibo"), ("website",), ("wechat", "weibo")))
    more = (("gazette", 0.35 if kind == "normative" else 0.03), ("wechat", 0.2), ("weibo", 0.08), ("other", 0.05))
    return ("website", *(channel for channel, chance in more if rng.random() < chance))


def _story(life: Life, piece: Piece) -> Story:
    rng = life.rng(f"record {piece.number}")
    crew = crew_of(piece.unit, rng)
    at = at_work(piece.on, rng)
    yield at
    text = _composed(life, piece)
    if text is None:
        return
    fate = rng.random()
    fault = rng.choice(faults(rng, unit_by_code(piece.unit), text) or [None]) if fate < CORRECTED else None
    kind, content = filed(text, _content(fault.plant(text) if fault else text, rng))
    if kind == "policy":
        content["subject"] = live_policies.subject_of(piece.unit)
        content["no_interpretation"] = live_policies.reason_of(life.rng(f"reason {piece.number}"), text.normative)
    record = records.draft(
        kind=kind, unit=county.unit_of(piece.unit), section=_section(text.section_key),
        content=content, by=crew.editor, at=at, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    if piece.kind == "normative" and rng.random() < 0.6:
        form = attach(
            owner=record.ref, name=f"{FORM}.xlsx", data=application_form(text.title), by=crew.editor.name, at=at
        )
        inspect(form, text.formed_on, search_here)
        content |= {"attachments": [form.public_id], "body": with_paragraph(content["body"], f"附件：{FORM}")}
        records.save(record=record, content=content, by=crew.editor, at=at)
    if piece.stays == "draft":
        return
    at = yield from _through_the_gates(piece, record, text, content, crew, at, rng)
    if at is None:
        return
    channels = _channels(piece.kind, rng)
    if preparing.is_due(record):
        at = yield from live_policies.prepare(life, record, content, crew, at)
    if interpreting.is_due(record) and not content.get(interpreting.REASON):
        at = yield from live_policies.interpret(life, record, content, crew, at)
    if piece.stays == "scheduled" or rng.random() < 0.1:
        day = forward(life.today if piece.stays else at.date(), rng.randint(1, 3))
        publish_at = instant(day, rng.choice((8, 9, 10)), rng.choice((0, 30)))
        at_gate(records.schedule, record, publish_at=publish_at, by=crew.signatory, at=at)
        yield publish_at
        records.publish(record=record, by=SYSTEM, at=publish_at, channels=channels)
        at = publish_at
    else:
        at_gate(records.publish, record, by=crew.signatory, at=at, channels=channels)
    if record.normative:
        live_policies.begin(life, record, piece.unit, at)
    if fault:
        yield from _correction(record, fault, crew, after(at, rng.randint(1, 20), rng), rng)
    else:
        yield from _afterwards(piece, record, text, fate, crew, at, rng)


def _section(key: str) -> Section:
    """The section, or the one that it has merged into."""
    section = standing_section(key)
    if section is None:
        raise LookupError(f"nothing stands for the section {key}")
    return section


def fresh(record: Record) -> Record:
    """The record as it is now: the ticker may have changed it."""
    return Record.objects.select_related("unit", "section").get(pk=record.pk)


def _through_the_gates(
    piece: Piece, record: Record, text: Text, content: dict[str, Any], crew: Crew, at: datetime, rng: Random
) -> Story:
    """From a draft to the moment of signature, which is returned; None if it stays at a gate."""
    faults = 1 if piece.stays == "returned" or rng.random() < 0.09 else 0
    at_secrecy = rng.random() < 0.3
    while True:
        at = after(at, rng.choice((0, 0, 1)), rng)
        yield at
        records.submit(record=record, by=crew.editor, at=at)
        if piece.stays == "unit_review":
            return None
        at = after(at, rng.choice((0, 1, 1, 2) if not piece.stays else (0, 1)), rng)
        yield at
        if faults and not at_secrecy:
            records.send_back(
                record=record, reason=_remark("return_record", piece, at, rng, text), by=crew.reviewer, at=at
            )
        else:
            at_gate(records.pass_review, record, by=crew.reviewer, at=at)
            if piece.stays == "secrecy_review":
                return None
            at = after(at, rng.choice((0, 0, 1, 1, 2) if not piece.stays else (0, 0, 1)), rng)
            yield at
            if not faults:
                at_gate(records.clear, record, by=crew.secrecy_reviewer, at=at)
                break
            reason = _remark("secrecy_return", piece, at, rng, text)
            records.send_back(record=record, reason=reason, by=crew.secrecy_reviewer, at=at)
        faults = 0
        if piece.stays == "returned":
            return None
        at = after(at, rng.choice((0, 1, 2)), rng)
        yield at
        content["body"] = with_paragraph(content["body"], f"咨询电话：{unit_by_code(piece.unit).phone}。")
        records.save(record=record, content=content, by=crew.editor, at=at)
    if piece.stays == "cleared":
        return None
    at = after(at, rng.choice((0, 1, 1, 2) if not piece.stays else (0,)), rng)
    yield at
    return at


def _remark(name: str, piece: Piece, at: datetime, rng: Random, text: Text) -> str:
    return record_remark(rng, name, unit_by_code(piece.unit), at.date(), text)


def _afterwards(piece: Piece, record: Record, text: Text, fate: float, crew: Crew, at: datetime, rng: Random) -> Story:
    """What happens to a few of the published: withdrawn, repealed."""
    if CORRECTED <= fate < CORRECTED + WITHDRAWN:
        at = after(at, rng.randint(3, 60), rng)
        yield at
        ground, keep_title = withdrawal(rng, unit_by_code(piece.unit), at.date(), text)
        records.withdraw(record=fresh(record), ground=ground, keep_title=keep_title, by=crew.signatory, at=at)
    elif piece.kind == "normative" and fate < 0.14:
        at = after(at, rng.randint(60, 200), rng)
        yield at
        record = fresh(record)
        if record.validity in ("pending", "effective"):
            validity.repeal(record=record, because=rng.choice(REPEALED), by=crew.signatory, at=at)


def _correction(record: Record, fault: Fault, crew: Crew, at: datetime, rng: Random) -> Story:
    """Every gate again; the old version stays until then, and is hidden if something had to be removed."""
    yield at
    record = fresh(record)
    records.revise(record=record, reason=fault.reason, hide_old=fault.hides, by=crew.editor, at=at)
    settle()
    content = version_of(record).values()
    content[fault.field] = fault.mend(content[fault.field])
    content["body"] = with_paragraph(content["body"], f"更正说明：{fault.reason}")
    at = after(at, 0, rng)
    yield at
    records.save(record=fresh(record), content=content, by=crew.editor, at=at)
    yield from straight_through(record, crew, at, rng)


def straight_through(
    record: Record, crew: Crew, at: datetime, rng: Random, *, submitted: bool = False, at_once: bool = False
) -> Story:
    """From a draft, or once it is submitted, through every gate to publication, without a fault, with a day in between or ``at_once``;
    gives the moment."""
    gates = (
        (records.submit, crew.editor),
        (records.pass_review, crew.reviewer),
        (records.clear, crew.secrecy_reviewer),
        (records.publish, crew.signatory),
    )
    for act, by in gates[submitted:]:
        at = after(at, 0 if at_once else rng.choice((0, 0, 1)), rng)
        yield at
        at_gate(act, fresh(record), by=by, at=at)
    return at
