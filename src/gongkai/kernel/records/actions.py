"""What is done to a record. Every verb is one act with one fact."""

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate, localtime

from gongkai.ground.documents.numbers import next_number
from gongkai.ground.guard.actions import let_go
from gongkai.ground.ledger.acts import acting, later, settle
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.rules.terms import publish_term
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, successor_of
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.duties import close_duties, hand_over_duties, open_duty
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
from gongkai.kernel.records.flow import GATE_ROLES, STATES, RecordFlow
from gongkai.kernel.records.guarding import check, searched_first
from gongkai.kernel.records.models import Outlet, Record, Section, Version
from gongkai.kernel.records.queries import waits_with, writers_of
from gongkai.kernel.records.telling import tell, touch_keys
from gongkai.kernel.records.validity import carry_out
from gongkai.kernel.records.view import public_view
from gongkai.pure import declare
from gongkai.pure.codes import SCHEMES
from gongkai.pure.declare import Role
from gongkai.pure.tlog.entry import canonical

GATE_DUTIES = REVIEW, SECRECY, SIGN, DRAFT = "review", "secrecy", "sign", "draft"
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


def owe(record: Record, kind: str, role: Role, at: datetime) -> Any:
    due = publish_term(record.formed_on)
    # What a closed unit had published stays its own; its successor owes what is still to be done to it.
    unit = successor_of(record.unit)
    return open_duty(
        record, kind, role=role, on=localdate(at), procedure=f"record:{record.kind}", unit_id=unit.pk,
        due_on=record.publish_due_on, warn_on=due.warn_on,
    )  # fmt: skip


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
    check_formed(cleaned, at)
    # What is live keeps its columns until the new version is published: lists must not show a draft.
    changes = ({} if record.live else reflected(record, cleaned)) | {"current": next_version(record)}
    if section is not None and section.pk != record.section_id:
        if record.live:
            raise StepRefused("已公开的信息请用“移到别的栏目”，更正时栏目不变")
        _check_open(section)
        changes["section_id"] = section.pk
    step = take(record, RecordFlow.save, by=by, at=at, states=STATES, seen=seen, changes=changes)
    version = new_version(record, cleaned, record.current, by)
    _wrote(record, by)
    tell(facts.RecordSaved(record.pk, version.number), record, by=by, at=at, rows=[record, version, step])
    return version


def _discharge(record: Record, at: datetime) -> list[Ledgered]:
    # What a kind's own course asks besides stays open. Every duty of a gate is opened by a step, so an object that was born here and was not overtaken knows them all.
    return close_duties(record, *GATE_DUTIES, on=localdate(at), complete=born_here(record))


def _pass_on(
    record: Record,
    step_name: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
    changes: dict[str, Any],
    owes: tuple[str, Role],
) -> list[Ledgered]:
    step = take(record, getattr(RecordFlow, step_name), by=by, at=at, states=STATES, seen=seen, changes=changes)
    closed = _discharge(record, at)
    return [record, step, *closed, owe(record, *owes, at)]


@acting
def submit(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Hand a draft to the unit's review; whoever submits stands as its author."""
    rows = _pass_on(record, "submit", by=by, at=at, seen=seen, changes=_fresh_round(by), owes=(REVIEW, Role.REVIEWER))
    rows += course.submitted(record, at)
    _wrote(record, by)
    tell(facts.RecordSubmitted(record.pk, record.current), record, by=by, at=at, rows=rows)
    return record


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
    rows = _pass_on(record, "take_back", by=by, at=at, seen=seen, changes={}, owes=(DRAFT, Role.EDITOR))
    tell(facts.RecordTakenBack(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def pass_review(
    *, record: Record, by: Actor, at: datetime, seen: int | None = None, answers: Answers | None = None
) -> Record:
    """The unit's review, by nobody who wrote at the draft; with what its checklists ask."""
    if by.name in writers(record):
        raise NotAllowed("自己起草的信息要由另一个人审核")
    rows = _pass_on(
        record,
        "pass_review",
        by=by,
        at=at,
        seen=seen,
        changes={"reviewer": by.name},
        owes=(SECRECY, Role.SECRECY_REVIEWER),
    )
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
    rows = _pass_on(
        record, "clear", by=by, at=at, seen=seen, changes={"secrecy_reviewer": by.name}, owes=(SIGN, Role.SIGNATORY)
    )
    rows += answer(record, RecordFlow.SECRECY_REVIEW.code, answers, by=by, at=at)
    tell(facts.RecordCleared(record.pk), record, by=by, at=at, rows=rows)
    return record


@acting
def send_back(*, record: Record, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Return a draft with a reason; its author is asked to mend it."""
    if not reason.strip():
        raise StepRefused("请写明退回的原因，让起草人知道改哪里", "reason")
    role = GATE_ROLES.get(record.state)
    if role and not by.holds(role, record.unit_id):
        raise NotAllowed(f"这个环节的退回要由{role.label}来办")
    step = take(record, RecordFlow.send_back, by=by, at=at, states=STATES, seen=seen, note=reason.strip())
    closed = _discharge(record, at)
    tell(
        facts.RecordReturned(record.pk),
        record,
        by=by,
        at=at,
        rows=[record, step, *closed, owe(record, DRAFT, Role.EDITOR, at)],
    )
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
    rows = [record, step, *_discharge(record, at), *answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)]
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
    rows = [record, step, *_discharge(record, at), *answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)]
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
    rows = [record, version, step, *outlets, *hidden, *_discharge(record, at)]
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


HIDES = "〔旧版不再显示〕"


@acting
def revise(
    *, record: Record, reason: str, by: Actor, at: datetime, seen: int | None = None, hide_old: bool = False
) -> Record:
    """Begin to correct a published record: it is a draft again, and goes through every gate; the old version stays until then.

    ``hide_old``: the point of the correction is to remove something, so older versions will not be shown.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正", "reason")
    note = f"{HIDES if hide_old else ''}{reason.strip()}"
    step = take(record, RecordFlow.revise, by=by, at=at, states=STATES, seen=seen, note=note, changes=_fresh_round(by))
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
    changes = {"current": record.published} | _passed_by(record)
    step = take(record, RecordFlow.call_off, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, *_discharge(record, at)]
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
    changes = {
        "live": False,
        "withdrawn_on": today,
        "withdrawn_ground": ground.strip(),
        "title_kept": keep_title,
        "scheduled_at": None,
        "planned_channels": "",
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
    rows = [record, step, *outlets, *_discharge(record, at), *course.withdrawn(record, at)]
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
        rows=[record, step, *_discharge(record, at), *course.given_up(record, at)],
    )
    return record


@acting
def move(*, record: Record, section: Section, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """File a record under another section; its address and number stay."""
    if not by.holds(Role.EDITOR, record.unit_id):
        raise NotAllowed("移动栏目要由该单位的信息编辑来办")
    _check_open(section)
    before = touch_keys(record)
    revision = record.revision if seen is None else seen
    if not Record.objects.filter(pk=record.pk, revision=revision).update(section=section):
        raise overtaken(record, by, revision)
    record.section = section
    tell(facts.RecordMoved(record.pk, section.key), record, by=by, at=at, rows=[record], also=before)
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
    writing.forget_all(record.pk)
    tell(facts.VersionErased(record.pk, number), record, by=by, at=at, rows=[version])
    return version
