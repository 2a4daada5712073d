"""Entering what was planned, and noting what was taken out. Each record goes through the kernel's own verbs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.engines.exchange.facts import RecordReceived, RecordsExported, RecordsImported
from gongkai.engines.exchange.planning import NEW, Plan, Planned, sought_by
from gongkai.engines.exchange.word import DIGEST, picture_name
from gongkai.ground.files.actions import attach
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.keys import actions as keys
from gongkai.ground.keys.models import ApiKey
from gongkai.ground.ledger.acts import acting, hold, record
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.clean import attachments_in, with_ids
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.models import Record
from gongkai.pure.declare.kinds import FieldErrors

PART = 100
"""Rows entered in one transaction: no other act waits long, and what broke off goes on behind the last part."""
CHANGED_SINCE = "看过以后有了变化（也可能刚才已经导入），请再看一遍"


def enter(
    *,
    plan: Plan,
    by: Actor,
    at: datetime,
    reason: str = "",
    doubtful: bool = False,
    submit: bool = False,
    told: Callable[[int], None] = lambda done: None,
) -> int:
    """Enter the rows of a plan, part by part; how many. Interrupted, the same file goes on: what is in is recognised then.

    ``reason``: why what is published is corrected; ``doubtful``: also the rows that were asked about; ``submit``: hand them to the unit's
    review at once; ``told`` hears after each part how many are in. Raises StepRefused, FieldErrors; the parts before have been entered.
    """
    rows, done = plan.to_enter(doubtful), 0
    if any(row.published for row in rows) and not reason.strip():
        raise StepRefused("有已经公开的信息要改，请写明为什么更正", "reason")
    for part in _parts(rows):
        enter_part(plan=plan, rows=part, reason=reason, submit=submit, by=by, at=at)
        done += len(part)
        told(done)
    return done


def _parts(rows: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    for start in range(0, len(rows), PART):
        yield rows[start : start + PART]


@acting
def enter_part(
    *, plan: Plan, rows: Sequence[Planned], reason: str, by: Actor, at: datetime, submit: bool = False
) -> None:
    """Enter some rows of a plan, all or none. Raises StepRefused: also if what the rows were held against is not so any more."""
    _hold_entries(plan.unit)
    if any(plan.seen.get(found.pk) != found.revision for found in sought_by(plan.kind, plan.unit, rows)):
        raise StepRefused(CHANGED_SINCE)
    for row in rows:
        try:
            entered = _enter(plan, row, reason, by, at)
            if submit:
                records.submit(record=entered, by=by, at=at)
            plan.seen[entered.pk] = entered.revision
        except FieldErrors as wrong:
            raise StepRefused(f"第{row.number}行：{wrong}") from wrong
        except StepRefused as refusal:
            raise StepRefused(f"第{row.number}行：{refusal}") from refusal
    added = sum(row.what == NEW for row in rows)
    told = RecordsImported(
        plan.kind.name, plan.unit.code, plan.digest, rows[0].number, rows[-1].number, added, len(rows) - added
    )
    record(told, ref=f"import:{plan.digest[:16]}", by=by.name, at=at)


def _hold_entries(unit: Unit) -> None:
    hold(f"entries:{unit.code}")


@contextmanager
def one_after_another(unit: Unit) -> Iterator[None]:
    """What is entered for a unit, by the table or by its keys, is planned and entered within, so that each meets what the other brought."""
    with transaction.atomic():
        _hold_entries(unit)
        yield


@acting
def receive(
    *,
    plan: Plan,
    key: ApiKey,
    token: str,
    digest: str,
    reason: str = "",
    submit: bool = False,
    at: datetime,
    record_id: str | None = None,
) -> Record:
    """Enter the one row of a plan as another system sent it, by its unit's key, with the files that it brought; the same ``token`` never
    twice, ``digest`` being of the request. The plan is made ``one_after_another``. Raises StepRefused, FieldErrors, FileRefused.
    """
    (row,), by = plan.rows, key.actor()
    if row.published and not reason.strip():
        raise StepRefused("这一条已经公开，要改请写明为什么更正", "reason")
    entered = _enter(plan, row, reason, by, at, record_id)
    if submit:
        records.submit(record=entered, by=by, at=at)
    reception = keys.receive(key=key, token=token, digest=digest, record_id=entered.pk, on=localdate(at))
    told = RecordReceived(plan.kind.name, plan.unit.code, key.code, entered.pk)
    record(told, ref=key.ref, by=by.name, at=at, rows=[reception])
    return entered


def _enter(
    plan: Plan,
    row: Planned,
    reason: str,
    by: Actor,
    at: datetime,
    record_id: str | None = None,
) -> Record:
    found = row.record
    if found is None:
        record_id = record_id or records.new_id()
        content = _with_files(row, f"{Record.SUBJECT}:{record_id}", [], by, at)
        return records.draft(
            kind=plan.kind.code, unit=plan.unit, section=row.section, content=content, by=by, at=at, record_id=record_id
        )
    before = current_version(found).values()
    content = _with_files(row, found.ref, before.get("attachments") or [], by, at)
    if row.published:
        records.revise(record=found, reason=reason, by=by, at=at)
    records.save(record=found, content=content, section=row.section, by=by, at=at)
    return found


def _with_files(row: Planned, owner: str, attachments: list[str], by: Actor, at: datetime) -> dict[str, Any]:
    """A row's content with its pictures, and with what was brought beside it that is not among its attachments yet."""
    content = _with_pictures(row, owner, attachments, by, at)
    known = {file.sha256 for file in by_ids(content["attachments"])} if row.brought else set()
    for upload in row.brought:
        if sha256(upload.data).hexdigest() not in known:
            stored = attach(owner=owner, name=upload.name, data=upload.data, by=by.name, at=at)
            content["attachments"].append(stored.public_id)
            known.add(stored.sha256)
    return content


def _with_pictures(row: Planned, owner: str, attachments: list[str], by: Actor, at: datetime) -> dict[str, Any]:
    """A row's content with what is attached; pictures that are not among it yet are stored, and the text refers to all by their ids."""
    used = [digest for digest in row.pictures if digest in attachments_in(row.content["body"])]
    known = ids_of(by_ids(attachments)) if used else {}
    for place, digest in enumerate(used, start=1):
        if digest not in known:
            data = row.pictures[digest]
            file = attach(owner=owner, name=picture_name(place, data), data=data, by=by.name, at=at)
            known[digest] = file.public_id
    body = with_ids(row.content["body"], known)
    return row.content | {"body": body, "attachments": list(dict.fromkeys([*attachments, *(known[d] for d in used)]))}


def ids_of(files: Iterable[File]) -> dict[str, str]:
    """Ids of files by the digest by which a text refers to what is not stored yet."""
    return {file.sha256[:DIGEST]: file.public_id for file in files}


@acting
def export(*, what: str, count: int, by: Actor, at: datetime) -> None:
    """Note that somebody took records out."""
    record(RecordsExported(what, count), ref="export:records", by=by.name, at=at)
