"""What is done to a record. Every verb is one act with one fact; those of review and of publication stand in modules of their own, and are found here too."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from gongkai.ground.guard.actions import let_go
from gongkai.ground.ledger.acts import acting, settle
from gongkai.ground.ledger.rows import insert
from gongkai.ground.outbox.actions import let_go as forget_wordings
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import hand_over_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, begin, overtaken, take
from gongkai.kernel.records import course, facts, writing
from gongkai.kernel.records.circulating import resting
from gongkai.kernel.records.content import check_formed, cleaned_content, new_version, next_version, reflected
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.gates import DRAFT, discharge, owe, retime
from gongkai.kernel.records.models import Record, Section, Version
from gongkai.kernel.records.publishing import call_off, join, publish, revise, schedule, unjoin, unschedule, withdraw
from gongkai.kernel.records.reviewing import (
    agree,
    approve,
    clear,
    pass_review,
    send_back,
    submit,
    take_back,
    writers,
    wrote,
)
from gongkai.kernel.records.telling import note_overdue, tell, touch_keys
from gongkai.pure import declare
from gongkai.pure.declare import Phase, Role

__all__ = [
    "MOVABLE", "agree", "approve", "call_off", "clear", "discard", "draft", "erase_version", "hand_over", "join", "move", "new_id",
    "pass_review", "publish", "revise", "save", "schedule", "send_back", "submit", "take_back", "unjoin", "unschedule", "withdraw", "writers",
]  # fmt: skip


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
    wrote(record, by)
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
    wrote(record, by)
    rows = [record, version, step, *(retime(record) if record.formed_on != formed_on else [])]
    tell(facts.RecordSaved(record.pk, version.number), record, by=by, at=at, rows=rows)
    if record.formed_on > formed_on and not record.published_on and not resting([record]):
        note_overdue(record, f"成文日期由{zh_date(formed_on)}改为{zh_date(record.formed_on)}", due_on, by=by, at=at)
    return version


@acting
def discard(*, record: Record, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """Give up a draft that was never published."""
    if record.live:
        raise StepRefused("这一条已经公开，不能作废；要拿下来，请撤下")
    due_on = None if record.published_on or resting([record]) else record.publish_due_on
    step = take(record, RecordFlow.discard, by=by, at=at, states=STATES, seen=seen)
    tell(
        facts.RecordDiscarded(record.pk),
        record,
        by=by,
        at=at,
        rows=[record, step, *discharge(record, at), *course.given_up(record, at)],
    )
    note_overdue(record, "作废", due_on, by=by, at=at)
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
