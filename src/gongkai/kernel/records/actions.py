"""What is done to a record. Every verb is one act with one fact."""

import secrets
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate, localtime

from gongkai.ground.documents.numbers import next_number
from gongkai.ground.guard.actions import let_go
from gongkai.ground.ledger.acts import acting, later, settle
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.outbox.actions import let_go as forget_wordings
from gongkai.ground.rules.terms import late_by, publish_term
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, unit_by_code
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.duties import hand_over_duties
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, begin, born_here, overtaken, take
from gongkai.kernel.records import course, facts, writing
from gongkai.kernel.records.checklists import Answers, answer
from gongkai.kernel.records.content import (
    check_formed,
    cleaned_content,
    current_version,
    new_version,
    next_version,
    reflected,
    validity_of,
)
from gongkai.kernel.records.flow import AT_A_GATE, STATES, RecordFlow
from gongkai.kernel.records.gates import (
    DRAFT,
    GATES,
    chain_for,
    chain_of,
    check_stands,
    close_stop,
    discharge,
    earlier_stages,
    nobody_passed,
    open_stage,
    owe,
    retime,
    state_of,
    whats_next,
)
from gongkai.kernel.records.guarding import check, check_sentence, searched_first
from gongkai.kernel.records.models import Outlet, Record, Section, Version
from gongkai.kernel.records.queries import HIDES, waits_with, writers_of
from gongkai.kernel.records.telling import tell, touch_keys
from gongkai.kernel.records.validity import carry_out
from gongkai.kernel.records.view import public_view
from gongkai.pure import declare
from gongkai.pure.codes import SCHEMES
from gongkai.pure.declare import Phase, Role
from gongkai.pure.law import review_chain as chain
from gongkai.pure.tlog.entry import canonical

SIGN = GATES[chain.SIGN].duty
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id(pick: Callable[[str], str] = secrets.choice) -> str:
    """A permanent opaque id: 10 characters that say nothing of unit, section or order."""
    return "".join(pick(_ALPHABET) for _ in range(10))


@acting
def draft(
    *,
    kind: str,
    unit: Unit,
    section: Section,
    content: dict[str, Any],
    by: Actor,
    at: datetime,
    record_id: str | None = None,
) -> Record:
    """Begin a draft. Raises NotAllowed, FieldErrors, StepRefused (a day of formation that lies ahead)."""
    if not by.holds(Role.EDITOR, unit.pk):
        raise NotAllowed(f"起草{unit.short_name}的信息要由该单位的信息编辑来办")
    record_id = record_id or new_id()
    cleaned = cleaned_content(declare.kind(kind), content, f"{Record.SUBJECT}:{record_id}")
    check_formed(cleaned, at)
    _check_open(section)
    record = Record(
        id=record_id, kind=kind, unit=unit, section=section, state=RecordFlow.DRAFT.code,
        phase=RecordFlow.DRAFT.phase.value, revision=1, author=by.name,
    )  # fmt: skip
    for name, value in reflected(record, cleaned).items():
        setattr(record, name, value)
    insert(record)
    version = new_version(record, cleaned, 1, by)
    step = begin(record, name="draft", by=by, at=at)
    _wrote(record, by)
    duty = owe(record, DRAFT, Role.EDITOR, at)
    tell(facts.RecordDrafted(record.pk), record, by=by, at=at, rows=[record, version, step, duty])
    return record


def _check_open(section: Section) -> None:
    if section.closed_on:
        raise StepRefused(f"栏目“{section.name}”已经停用，请另选一个", "section")


@acting
def save(
    *,
    record: Record,
    content: dict[str, Any],
    by: Actor,
    at: datetime,
    seen: int | None = None,
    section: Section | None = None,
) -> Version:
    """Change a draft: a new version. Raises FieldErrors, StepRefused, Overtaken."""
    cleaned = cleaned_content(declare.kind(record.kind), content, record.ref)
    check_formed(cleaned, at, record.published_on)
    # What is live keeps its columns until the new version is published: lists must not show a draft.
    changes = ({} if record.live else reflected(record, cleaned)) | {"current": next_version(record)}
    if section is not None and section.pk != record.section_id:
        if record.live:
            raise StepRefused("已公开的信息请用“移到别的栏目”，更正时栏目不变")
        _check_open(section)
        changes["section_id"] = section.pk
    formed_on, due_on = record.formed_on, record.publish_due_on
    step = take(record, RecordFlow.save, by=by, at=at, states=STATES, seen=seen, changes=changes)
    version = new_version(record, cleaned, record.current, by)
    _wrote(record, by)
    rows = [record, version, step, *(retime(record) if record.formed_on != formed_on else [])]
    tell(_saved(record, version, formed_on, due_on, localdate(at)), record, by=by, at=at, rows=rows)
    return version


def _saved(record: Record, version: Version, formed_on: date, due_on: date | None, today: date) -> FactBase:
    """The fact of a changed draft. A later day of formation that takes days of delay away is told for good: supervision lists it (条例第26条)."""
    days = late_by(due_on, today) if due_on and due_on < today else 0
    if days == 0 or record.published_on or record.formed_on <= formed_on:
        return facts.RecordSaved(record.pk, version.number)
    return facts.RecordRedated(
        record.pk, version.number, formed_on.isoformat(), record.formed_on.isoformat(), f"{days or '若干'}个工作日"
    )


def _pass(
    record: Record,
    code: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
    changes: dict[str, Any] | None = None,
    organ: Unit | None = None,
    note: str = "",
) -> list[Ledgered]:
    """Let a record pass a stop of its chain: on to the next stage, once nobody else is to act at this one."""
    step = getattr(RecordFlow, GATES[code].step)
    if record.state in (GATES[code].state.code, RecordFlow.PARALLEL.code) and chain_of(record).stop(code):
        target, opens = whats_next(record, code, organ)
    else:
        target, opens = None, None  # the step itself says that it has no place here
    taken = take(
        record, step, by=by, at=at, states=STATES, seen=seen, note=note, changes=changes, target=target,
        unit_id=organ.pk if organ else None,
    )  # fmt: skip
    closed = discharge(record, at) if opens is not None else close_stop(record, code, organ, at)
    return [record, taken, *closed, *(open_stage(record, opens, at) if opens is not None else ())]


@acting
def submit(*, record: Record, by: Actor, at: datetime, seen: int | None = None, organs: Collection[str] = ()) -> Record:
    """Hand a draft to the first stage of its chain; whoever submits stands as its author.

    ``organs``: codes of the units whose matters are in it, where the chain asks such and leaves it open which. The chain that holds for
    the unit and section when it first begins its review stays its own until it is published.
    """
    way = chain_of(record) if record.chain else chain_for(record.unit, record.section_id)
    changes = _fresh_round(by) | {"chain": record.chain or way.text, "organs": ",".join(_asked(record, organs))}
    for name in ("chain", "organs"):
        setattr(record, name, changes[name])
    first = state_of(chain_of(record).stages[0])
    step = take(record, RecordFlow.submit, by=by, at=at, states=STATES, seen=seen, changes=changes, target=first)
    rows = [record, step, *discharge(record, at), *open_stage(record, 0, at), *course.submitted(record, at)]
    _wrote(record, by)
    tell(facts.RecordSubmitted(record.pk, record.current), record, by=by, at=at, rows=rows)
    return record


def _asked(record: Record, organs: Collection[str]) -> list[str]:
    """The organs named, each once. Raises StepRefused for one that is not there, has closed, or is the record's own unit."""
    named = list(dict.fromkeys(organs))
    for code in named:
        unit = unit_by_code(code)
        if unit is None or unit.closed_on:
            raise StepRefused(f"没有“{code}”这个单位，或者它已经撤销", "organs")
        if unit.pk == record.unit_id:
            raise StepRefused("不用和自己单位会签", "organs")
    return named


def _wrote(record: Record, by: Actor) -> None:
    if born_here(record):
        record.__dict__.setdefault("_writers", set()).add(by.name)


def writers(record: Record) -> set[str]:
    """Whose words the draft is. An object that was born here knows it: its step rows may still wait for the end of the act."""
    return {record.author} | record.__dict__.get("_writers", set()) if born_here(record) else writers_of(record)


def _fresh_round(by: Actor) -> dict[str, Any]:
    return {"author": by.name, "reviewer": "", "secrecy_reviewer": "", "signatory": ""}


@acting
def take_back(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """The author takes a draft back from the unit's review; once somebody has passed it, it can only be returned."""
    if by.name != record.author:
        raise NotAllowed("取回要由送审的人来办；别人要改，请单位审核退回")
    if record.state in AT_A_GATE and not nobody_passed(record):
        raise StepRefused("已经有人审过了，不能取回；要改请审核的人退回")
    step = take(record, RecordFlow.take_back, by=by, at=at, states=STATES, seen=seen)
    rows = [record, step, *discharge(record, at), owe(record, DRAFT, Role.EDITOR, at)]
    tell(facts.RecordTakenBack(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def pass_review(
    *, record: Record, by: Actor, at: datetime, seen: int | None = None, answers: Answers | None = None
) -> Record:
    """The unit's review, by nobody who wrote at the draft; with what its checklists ask."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人审核")
    if by.name == record.secrecy_reviewer:
        raise NotAllowed("保密审查是您办的，单位审核要由另一个人来办")
    rows = _pass(record, chain.UNIT, by=by, at=at, seen=seen, changes={"reviewer": by.name})
    rows += answer(record, RecordFlow.UNIT_REVIEW.code, answers, by=by, at=at)
    tell(facts.RecordReviewed(record.pk), record, by=by, at=at, rows=rows)
    return record


@searched_first
@acting
def clear(
    *, record: Record, by: Actor, at: datetime, seen: int | None = None, answers: Answers | None = None
) -> Record:
    """The secrecy and personal-data review (条例第17条), by somebody who neither wrote nor reviewed. Raises LeakFound as ``publish`` does."""
    if by.name == record.reviewer or by.name in writers(record):
        raise NotAllowed("起草人和单位审核人不能再做保密审查，请由另一个人来办")
    check(record)
    rows = _pass(record, chain.SECRECY, by=by, at=at, seen=seen, changes={"secrecy_reviewer": by.name})
    rows += answer(record, RecordFlow.SECRECY_REVIEW.code, answers, by=by, at=at)
    tell(facts.RecordCleared(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def agree(
    *, record: Record, organ: Unit, opinion: str = "", by: Actor, at: datetime, seen: int | None = None
) -> Record:
    """An organ whose matters are in it agrees, by its reviewer; what it objects to it sends back."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人会签")
    rows = _pass(record, chain.COORDINATION, by=by, at=at, seen=seen, organ=organ, note=opinion.strip())
    tell(facts.RecordAgreed(record.pk, organ.short_name), record, by=by, at=at, rows=rows)
    return record


@acting
def approve(*, record: Record, opinion: str = "", by: Actor, at: datetime, seen: int | None = None) -> Record:
    """The openness office agrees, where the chain asks it."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人审核")
    rows = _pass(record, chain.OFFICE, by=by, at=at, seen=seen, note=opinion.strip())
    tell(facts.RecordApproved(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def send_back(
    *, record: Record, reason: str, by: Actor, at: datetime, seen: int | None = None, to: int | None = None
) -> Record:
    """Return a record with a reason: its author is asked to mend it, or (``to``, a place in its chain) an earlier stage to look again."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因，让起草人知道改哪里", "reason")
    stands = check_stands(record, by, "退回")
    earlier = dict(earlier_stages(record))
    if to is not None and to not in earlier:
        raise StepRefused("只能退回到前面的环节", "to")
    organ = next((each.unit_id for each in stands if each.code == chain.COORDINATION), None)
    way, changes, target = chain_of(record), {}, None
    if to is not None:
        target = state_of(way.stages[to])
        columns = {chain.UNIT: "reviewer", chain.SECRECY: "secrecy_reviewer"}
        changes = {column: "" for code, column in columns.items() if way.stop(code) and way.stage_of(code) >= to}
    step = take(
        record, RecordFlow.send_back, by=by, at=at, states=STATES, seen=seen, note=reason.strip(), changes=changes, target=target,
        unit_id=organ,
    )  # fmt: skip
    rows: list[Ledgered] = [record, step, *discharge(record, at)]
    if to is None:
        rows.append(owe(record, DRAFT, Role.EDITOR, at))
        told: FactBase = facts.RecordReturned(record.pk)
    else:
        rows += open_stage(record, to, at)
        told = facts.RecordReturnedTo(record.pk, earlier[to])
    tell(told, record, by=by, at=at, rows=rows)
    return record


@searched_first
@acting
def schedule(
    *,
    record: Record,
    publish_at: datetime,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    channels: Iterable[str] = ("website",),
    answers: Answers | None = None,
) -> Record:
    """Set the instant and the channels of publication; the signatory's name stands for them."""
    if publish_at <= at:
        raise StepRefused("定时发布的时间要晚于现在；要现在发布，请直接签发公开", "day")
    _check_signatory(record, by)
    check(record)
    course.may_publish(record, current_version(record).values(), at)
    changes = {"scheduled_at": publish_at, "signatory": by.name, "planned_channels": ",".join(dict.fromkeys(channels))}
    step = take(record, RecordFlow.schedule, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, *discharge(record, at), *answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)]
    tell(facts.RecordScheduled(record.pk, _minute(publish_at)), record, by=by, at=at, rows=rows)
    return record


def _minute(instant: datetime) -> str:
    return f"{localtime(instant):%Y-%m-%d %H:%M}"


@acting
def unschedule(*, record: Record, by: Actor, at: datetime, seen: int | None = None, why: str = "") -> Record:
    """Undo a scheduled publication; it waits for signature again. ``why``: what kept the system from publishing it."""
    lifted = record.scheduled_at
    step = take(
        record,
        RecordFlow.unschedule,
        by=by,
        at=at,
        states=STATES,
        seen=seen,
        note=why,
        changes={"scheduled_at": None, "signatory": "", "planned_channels": ""},
    )
    tell(
        facts.RecordUnscheduled(record.pk, _minute(lifted)),
        record,
        by=by,
        at=at,
        rows=[record, step, owe(record, SIGN, Role.SIGNATORY, at)],
    )
    return record


@searched_first
@acting
def join(
    *,
    record: Record,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    channels: Iterable[str] = ("website",),
    answers: Answers | None = None,
) -> Record:
    """Sign an interpretation, so that it is published in the same act as the document it interprets, which is not public yet."""
    _check_signatory(record, by)
    if not waits_with(record):
        raise StepRefused("它解读的文件没有登记，或者已经公开，请直接签发公开")
    check(record)
    changes = {"signatory": by.name, "planned_channels": ",".join(dict.fromkeys(channels))}
    step = take(record, RecordFlow.join, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, *discharge(record, at), *answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)]
    tell(facts.RecordJoined(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def unjoin(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Let an interpretation wait for signature again, instead of for its document."""
    changes = {"signatory": "", "planned_channels": ""}
    step = take(record, RecordFlow.unjoin, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, owe(record, SIGN, Role.SIGNATORY, at)]
    tell(facts.RecordUnjoined(record.pk), record, by=by, at=at, rows=rows)
    return record


def _check_signatory(record: Record, by: Actor) -> None:
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息不能自己签发")


@searched_first
@acting
def publish(
    *,
    record: Record,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    channels: Iterable[str] = ("website",),
    answers: Answers | None = None,
) -> Record:
    """The one verb by which anything becomes public: freeze the public view, number it, open its outlets.

    A first publication gives the index number and the day; later ones are corrections and keep both. By the SYSTEM it
    is the publication that a signatory scheduled, on the channels then named; a signatory who does not wait for that instant
    lifts the schedule first. Raises NotAllowed, LeakFound, StepRefused, Overtaken.
    """
    if by.name == SYSTEM.name:
        channels = record.planned_channels.split(",")
    else:
        _check_signatory(record, by)
        lifts = {RecordFlow.SCHEDULED.code: unschedule, RecordFlow.JOINED.code: unjoin}.get(record.state)
        if lifts:
            lifts(record=record, by=by, at=at, seen=seen)
            seen = None
    today, unit = localdate(at), record.unit
    first = record.published_on is None
    version = current_version(record)
    check(record, version)
    content = version.values()
    course.may_publish(record, content, at)
    changes: dict[str, Any] = {
        "published": version.number,
        "live": True,
        "updated_on": today,
        "scheduled_at": None,
        "planned_channels": "",
        "signatory": record.signatory if by.name == SYSTEM.name else by.name,
        **REVISION_OVER,
        **reflected(record, content),
        **validity_of(declare.kind(record.kind), content, today, record),
    }
    if first:
        changes |= {"published_on": today, "index_number": _index_number(unit, today)}
    step = take(record, RecordFlow.publish, by=by, at=at, states=STATES, seen=seen, changes=changes)
    version.public = canonical(public_view(record, version, unit, record.section))
    version.public_digest = sha256(version.public).hexdigest()
    if version.pk:
        version.save(update_fields=["public", "public_digest"])
    outlets = _open_outlets(record, channels, today) if first else []
    kind_of_fact = facts.RecordPublished if first else facts.RecordCorrected
    fact = kind_of_fact(record.pk, version.number, record.index_number, version.public_digest)
    hidden = [] if first else _hide_superseded(record, version)
    rows = [record, version, step, *outlets, *hidden, *discharge(record, at)]
    if by.name != SYSTEM.name:  # what is scheduled was asked about then
        rows += answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)
    rows += course.published(record, content, first=first, by=by, at=at)
    tell(fact, record, by=by, at=at, rows=rows, public=True)
    carry_out(record, by=by, at=at)
    course.afterwards(record, first=first, by=by, at=at)
    record.__dict__.pop("_writers", None)
    return record


def _open_outlets(record: Record, channels: Iterable[str], on: date) -> list[Outlet]:
    return [later(Outlet(record=record, channel=channel, on=on)) for channel in dict.fromkeys(channels)]


def _index_number(unit: Unit, on: date) -> str:
    scheme = SCHEMES[(government().index_scheme if government() else None) or "state-council"]
    prefix = unit.org_code.replace("-", "") or unit.code
    return scheme.make(prefix, on, next_number(f"index/{scheme.scope(prefix, on)}"))


def _hide_superseded(record: Record, version: Version) -> list[Version]:
    """If the correction was begun so as to remove something, older versions are no longer shown."""
    settle()
    begun = StepTaken.objects.filter(ref=record.ref, name="revise").order_by("-seq").first()
    if begun is None or not begun.note.startswith(HIDES):
        return []
    old = list(Version.objects.filter(record=record, number__lt=version.number, hidden=False))
    for earlier in old:
        earlier.hidden = True
        earlier.save(update_fields=["hidden"])
    return old


REVISION_OVER = {"revised_on": None, "revision_due_on": None}


@acting
def revise(
    *, record: Record, reason: str, by: Actor, at: datetime, seen: int | None = None, hide_old: bool = False
) -> Record:
    """Begin to correct a published record: it is a draft again, and goes through every gate; the old version stays until then.
    It is to be public within 20 working days of this change (条例第26条), whenever the record itself was.

    The reason becomes public with the correction. ``hide_old``: the point of the correction is to remove something, so older versions
    will not be shown, nor is the reason, which may name it.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正", "reason")
    if not hide_old:
        check_sentence(reason, "reason", localdate(at))
    note = f"{HIDES if hide_old else ''}{reason.strip()}"
    today = localdate(at)
    changes = _fresh_round(by) | {"chain": "", "organs": ""}
    changes |= {"revised_on": today, "revision_due_on": publish_term(today).last_on}
    step = take(record, RecordFlow.revise, by=by, at=at, states=STATES, seen=seen, note=note, changes=changes)
    tell(
        facts.RecordRevised(record.pk, hide_old),
        record,
        by=by,
        at=at,
        rows=[record, step, owe(record, DRAFT, Role.EDITOR, at)],
    )
    return record


@acting
def call_off(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Give up a correction that was begun: published as before, by those who had let it pass. What was drafted is not used."""
    if not record.live:
        raise StepRefused("这一条没有公开，没有更正可以取消；不要的草稿请作废")
    changes = {"current": record.published} | _passed_by(record) | REVISION_OVER
    step = take(record, RecordFlow.call_off, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, *discharge(record, at)]
    tell(facts.RecordRevisionCalledOff(record.pk, record.published), record, by=by, at=at, rows=rows)
    return record


def _passed_by(record: Record) -> dict[str, str]:
    """Who stood for what is live, from the steps up to its publication."""
    settle()
    steps = list(StepTaken.objects.filter(ref=record.ref).order_by("seq"))
    published = max((step.seq for step in steps if step.name == RecordFlow.publish.name), default=0)
    took = {step.name: step.by for step in steps if step.seq <= published}
    signed = (RecordFlow.schedule.name, RecordFlow.publish.name)
    return {
        "author": took.get(RecordFlow.submit.name, record.author),
        "reviewer": took.get(RecordFlow.pass_review.name, ""),
        "secrecy_reviewer": took.get(RecordFlow.clear.name, ""),
        "signatory": next(
            (s.by for s in reversed(steps) if s.name in signed and s.seq <= published and s.by != SYSTEM.name), ""
        ),
    }


@acting
def withdraw(
    *, record: Record, ground: str, keep_title: bool, by: Actor, at: datetime, seen: int | None = None
) -> Record:
    """Take a live record off every channel. A tombstone stays: index number, day, ground, and the title if it may be kept.

    A correction that was open ends with it: what stands withdrawn is what stood on the channels, and who had let that pass.
    """
    if not record.live:
        raise StepRefused("这一条没有公开，不用撤下；不要的草稿请作废")
    if not ground.strip():
        raise StepRefused("请写明撤下的依据，它会公布在原来的网址上", "ground")
    today = localdate(at)
    check_sentence(ground, "ground", today)
    changes = {
        "live": False,
        "withdrawn_on": today,
        "withdrawn_ground": ground.strip(),
        "title_kept": keep_title,
        "scheduled_at": None,
        "planned_channels": "",
        **REVISION_OVER,
    }
    if record.state != RecordFlow.PUBLISHED.code:
        changes |= {"current": record.published} | _passed_by(record)
    step = take(
        record, RecordFlow.withdraw, by=by, at=at, states=STATES, seen=seen, note=ground.strip(), changes=changes
    )
    settle()
    outlets = list(Outlet.objects.filter(record=record, withdrawn_on=None))
    for outlet in outlets:
        outlet.withdrawn_on = today
        outlet.save(update_fields=["withdrawn_on"])
    writing.forget_all(record.pk)
    rows = [record, step, *outlets, *discharge(record, at), *course.withdrawn(record, at)]
    tell(facts.RecordWithdrawn(record.pk, record.index_number), record, by=by, at=at, rows=rows, public=True)
    return record


@acting
def discard(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Give up a draft that was never published."""
    if record.live:
        raise StepRefused("这一条已经公开，不能作废；要拿下来，请撤下")
    step = take(record, RecordFlow.discard, by=by, at=at, states=STATES, seen=seen)
    tell(
        facts.RecordDiscarded(record.pk),
        record,
        by=by,
        at=at,
        rows=[record, step, *discharge(record, at), *course.given_up(record, at)],
    )
    return record


MOVABLE = (RecordFlow.DRAFT.code, RecordFlow.PUBLISHED.code)


@acting
def move(*, record: Record, section: Section, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """File a record under another section; its address and number stay. Not while it is under review or waits to be public: what was
    let pass, and the chain and checklists by which it was, are of the section too. Raises NotAllowed, StepRefused, Overtaken.
    """
    if not by.holds(Role.EDITOR, record.unit_id):
        raise NotAllowed("移动栏目要由该单位的信息编辑来办")
    if record.state not in MOVABLE:
        here = f"现在是“{STATES[record.state].label}”"
        if record.phase == Phase.VOID:
            raise StepRefused(f"{here}，不能再移动栏目")
        raise StepRefused(f"{here}，栏目也是审核的内容：请先退回草稿，换了栏目再送审", "section")
    _check_open(section)
    before = touch_keys(record)
    revision = record.revision if seen is None else seen
    if not Record.objects.filter(pk=record.pk, revision=revision).update(section=section):
        raise overtaken(record, by, revision)
    told = facts.RecordMoved.between(record.pk, record.section.name, section.key, section.name)
    record.section = section
    tell(told, record, by=by, at=at, rows=[record], also=before)
    return record


@acting
def hand_over(*, record: Record, target: Unit, by: Actor, at: datetime) -> Record:
    """A record of a closed unit that is on its way to the public goes over to the successor, with what is owed.

    What was published keeps its publisher: of a record under correction only the duties go over.
    """
    source = record.unit
    changes = {} if record.live else {"unit_id": target.pk}
    step = take(record, RecordFlow.hand_over, by=by, at=at, states=STATES, changes=changes)
    rows = [record, step, *hand_over_duties(record.ref, source, target)]
    tell(facts.RecordHandedOver(record.pk, source.name, target.name), record, by=by, at=at, rows=rows)
    return record


@acting
def erase_version(*, record: Record, number: int, by: Actor, at: datetime) -> Version:
    """Erase an old or withdrawn version's content for good: content, salt and public bytes; digests stay."""
    if not by.holds(Role.ADMINISTRATOR, record.unit_id):
        raise NotAllowed("清除旧版内容要由系统管理员来办")
    if record.live and number >= (record.published or 0):
        raise StepRefused("正在公开的版本不能清除，请先更正或者撤下")
    settle()
    version = Version.objects.get(record=record, number=number)
    version.content, version.salt, version.public = b"", None, None
    version.save(update_fields=["content", "salt", "public"])
    let_go(record.ref)
    forget_wordings(record.ref)
    writing.forget_all(record.pk)
    tell(facts.VersionErased(record.pk, number), record, by=by, at=at, rows=[version])
    return version
