"""How a record becomes public, now or later, is corrected and taken off again. Every verb is one act with one fact."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate, localtime

from gongkai.ground.documents.numbers import next_number
from gongkai.ground.ledger.acts import acting, later, settle
from gongkai.ground.ledger.rows import change
from gongkai.ground.rules.terms import publish_term
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, take
from gongkai.kernel.records import course, facts, writing
from gongkai.kernel.records.checklists import Answers, answer
from gongkai.kernel.records.content import current_version, reflected, validity_of
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.gates import DRAFT, GATES, discharge, owe
from gongkai.kernel.records.guarding import check, check_sentence, searched_first
from gongkai.kernel.records.models import Outlet, Record, Version
from gongkai.kernel.records.queries import HIDES, steps_of, waits_with
from gongkai.kernel.records.reviewing import fresh_round, writers
from gongkai.kernel.records.telling import note_overdue, tell
from gongkai.kernel.records.validity import carry_out
from gongkai.kernel.records.view import public_view
from gongkai.pure import declare
from gongkai.pure.codes import SCHEMES
from gongkai.pure.declare import Role
from gongkai.pure.law import review_chain as chain
from gongkai.pure.tlog.entry import canonical

SIGN = GATES[chain.SIGN].duty


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
    first, revision_due_on = record.published_on is None, record.revision_due_on
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
        change(version, {"public": version.public, "public_digest": version.public_digest})
    outlets = _open_outlets(record, channels, today) if first else []
    kind_of_fact = facts.RecordPublished if first else facts.RecordCorrected
    fact = kind_of_fact(record.pk, version.number, record.index_number, version.public_digest)
    hidden = [] if first else _hide_superseded(record, version)
    rows = [record, version, step, *outlets, *hidden, *discharge(record, at)]
    if by.name != SYSTEM.name:  # what is scheduled was asked about then
        rows += answer(record, RecordFlow.CLEARED.code, answers, by=by, at=at)
    rows += course.published(record, content, first=first, by=by, at=at)
    tell(fact, record, by=by, at=at, rows=rows, public=True)
    note_overdue(record, "更正公开", revision_due_on, by=by, at=at)
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
    begun = next((step for step in steps_of(record) if step.name == RecordFlow.revise.name), None)
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
    changes = fresh_round(by) | {"chain": "", "organs": ""}
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
    due_on = record.revision_due_on
    changes = {"current": record.published} | _passed_by(record) | REVISION_OVER
    step = take(record, RecordFlow.call_off, by=by, at=at, states=STATES, seen=seen, changes=changes)
    rows = [record, step, *discharge(record, at)]
    tell(facts.RecordRevisionCalledOff(record.pk, record.published), record, by=by, at=at, rows=rows)
    note_overdue(record, "不更正了", due_on, by=by, at=at)
    return record


def _passed_by(record: Record) -> dict[str, str]:
    """Who stood for what is live, from the steps up to its publication."""
    settle()
    steps = steps_of(record)[::-1]
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
    revision_due_on = record.revision_due_on
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
    note_overdue(record, "更正没有公开就撤下", revision_due_on, by=by, at=at)
    return record
