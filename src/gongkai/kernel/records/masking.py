"""What is done about something that the guard found: it is masked where it stands, or somebody says why it may stand."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from gongkai.ground.files import queries as files
from gongkai.ground.files.actions import attach, put
from gongkai.ground.files.models import File
from gongkai.ground.guard.actions import put_reason
from gongkai.ground.guard.inspecting import covered
from gongkai.ground.guard.models import Justification
from gongkai.ground.ledger.acts import acting
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, overtaken, take
from gongkai.kernel.records import actions, facts, guarding
from gongkai.kernel.records.content import cleaned_content, current_version, new_version, next_version, reflected
from gongkai.kernel.records.flow import AT_A_GATE, STATES, RecordFlow
from gongkai.kernel.records.gates import GATES, standings, stands_at
from gongkai.kernel.records.guarding import Hit
from gongkai.kernel.records.models import Record, Version
from gongkai.kernel.records.telling import tell
from gongkai.pure import declare
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.guard.markup import rewritten

GONE = "刚才找到的已经不在这一稿里了，请看最新的"
LEAST, LONGEST = 4, 300
REVIEWERS = tuple(dict.fromkeys(gate.role for gate in GATES.values()))


def mask(*, record: Record, keys: Collection[str], by: Actor, at: datetime, seen: int | None = None) -> Version:
    """Cover some of the hits (their keys) in the current draft, or word them anew as a list says: a new version.

    In a draft that is the editor's to do; at a gate whoever stands there may cover people's data and nothing else; of a published record the
    editor begins with it a correction that hides the old version. Raises StepRefused, NotAllowed, Overtaken.
    """
    version = current_version(record)
    hits = {hit.key: hit for hit in guarding.look(record, version).hits}
    chosen = [hits[key] for key in keys if key in hits]
    if not chosen or len(chosen) < len(set(keys)):
        raise StepRefused(GONE)
    if fixed := next((hit for hit in chosen if not hit.maskable), None):
        where = "请改好再上传" if fixed.file or fixed.part == guarding.NAMES else "请在那里改好"
        raise StepRefused(f"{fixed.sentence}不能替您改，{where}")
    if record.state in AT_A_GATE and not all(hit.personal for hit in chosen):
        raise StepRefused("审核的时候只能遮盖个人信息；改文字请退回起草人")
    content = version.values()
    anew = _covered([hit for hit in chosen if hit.file], date.fromisoformat(content["formed_on"]))
    content = _masked(record, content, chosen)
    made = put_masked(record=record, content=content, anew=anew, count=len(chosen), by=by, at=at, seen=seen)
    guarding.search_attachments(record)
    return made


def _covered(chosen: list[Hit], on: date) -> dict[str, bytes]:
    """The files of these hits with them covered; each is read and written in a process of its own, before the act begins."""
    numbers: dict[str, list[int]] = {}
    for hit in chosen:
        numbers.setdefault(hit.file, []).append(hit.number)
    made = {}
    for file in files.by_ids(list(numbers)):
        try:
            made[file.public_id] = covered(file, numbers[file.public_id], on)
        except (Unreadable, OSError) as error:
            raise StepRefused(f"附件“{file.name}”系统改不了，请改好再上传") from error
    return made


def _masked(record: Record, content: dict[str, Any], chosen: list[Hit]) -> dict[str, Any]:
    content = dict(content)
    for spec in declare.kind(record.kind).all_fields():
        mine = [hit for hit in chosen if hit.part == spec.name]
        if not mine:
            continue
        passages = {each.key: each.text for each in guarding.field_passages(spec, content[spec.name])}
        signs: dict[str, dict[int, str]] = {}
        for hit in mine:
            signs.setdefault(hit.block, {}).update(hit.find.signs(passages[hit.block]))
        if spec.type == "html":
            content[spec.name] = rewritten(content[spec.name], signs)
        else:
            made = {
                key: "".join(signs.get(key, {}).get(n, sign) for n, sign in enumerate(text))
                for key, text in passages.items()
            }
            if spec.grid:
                content[spec.name] = [
                    {name: made.get(f"{n}.{name}", text) for name, text in row.items()}
                    for n, row in enumerate(content[spec.name])
                ]
            else:
                content[spec.name] = list(made.values()) if spec.type == "words" else made["0"]
    return content


@acting
def put_masked(
    *,
    record: Record,
    content: dict[str, Any],
    anew: dict[str, bytes],
    count: int,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Version:
    """Put a content in which ``count`` places were covered in the place of the current draft; ``anew`` are the attachments anew, by the
    id of the old one."""
    if record.state == RecordFlow.PUBLISHED.code:
        actions.revise(record=record, reason=f"遮盖{count}处不该公开的内容", hide_old=True, by=by, at=at, seen=seen)
        seen = None
    stored = _stored(record, content, anew)
    cleaned = cleaned_content(declare.kind(record.kind), content, record.ref)
    changes = ({} if record.live else reflected(record, cleaned)) | {"current": next_version(record)}
    at_gate = record.state in AT_A_GATE
    if at_gate:
        check_gate(record, by, "遮盖")
    step = take(
        record, RecordFlow.mask if at_gate else RecordFlow.save, by=by, at=at, states=STATES, seen=seen, changes=changes
    )
    version = new_version(record, cleaned, record.current, by)
    tell(
        facts.RecordMasked(record.pk, version.number, count),
        record,
        by=by,
        at=at,
        rows=[record, version, step, *stored],
    )
    return version


def _stored(record: Record, content: dict[str, Any], anew: dict[str, bytes]) -> list[File]:
    """Store files in the place of others, and have the content name them."""
    stored = []
    for old in files.by_ids(list(anew)):
        made = put(owner=record.ref, name=old.name, data=anew[old.public_id])
        content.update(in_its_place(content, old.public_id, made))
        stored.append(made)
    return stored


@acting
def replace(
    *, record: Record, key: str, name: str, data: bytes, by: Actor, at: datetime, seen: int | None = None
) -> Version:
    """Put another file in the place of the attachment in which a hit is, by its editor: a new version. Raises StepRefused, NotAllowed,
    FileRefused, Overtaken.
    """
    version = current_version(record)
    hit = next((hit for hit in guarding.look(record, version).hits if hit.key == key), None)
    if hit is None or not hit.file:
        raise StepRefused(GONE)
    stored = attach(owner=record.ref, name=name, data=data, by=by.name, at=at)
    content = in_its_place(version.values(), hit.file, stored)
    return actions.save(record=record, content=content, by=by, at=at, seen=seen)


def in_its_place(content: dict[str, Any], old: str, made: File) -> dict[str, Any]:
    """A content that names another file wherever it named one."""
    attached = [made.public_id if each == old else each for each in content["attachments"]]
    body = (content.get("body") or "").replace(f"attachment:{old}", f"attachment:{made.public_id}")
    return content | {"attachments": attached} | ({"body": body} if "body" in content else {})


def check_gate(record: Record, by: Actor, what: str) -> None:
    """Raises NotAllowed unless somebody holds the role of the gate where a record stands; elsewhere any gate's, and did not write it."""
    here = standings(record)
    roles = tuple(dict.fromkeys(each.role for each in here)) or REVIEWERS
    if not (stands_at(record, by.holds_for) if here else by.holds_any(roles, record.unit_id)):
        raise NotAllowed(f"{what}要由{'或'.join(each.label for each in roles)}来办")
    if by.name in actions.writers(record):
        raise NotAllowed(f"自己起草的信息，{what}要由另一个人来办")


@acting
def justify(
    *, record: Record, key: str, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Justification:
    """Say why a hit (by its key in the current draft) may stand; whoever reviews does, not who wrote. Raises StepRefused, NotAllowed."""
    check_gate(record, by, "写理由")
    if record.state in (RecordFlow.DISCARDED.code, RecordFlow.WITHDRAWN.code):
        raise StepRefused("这一条不会再公开，不用写理由")
    if seen is not None and seen != record.revision:
        raise overtaken(record, by, seen)
    hit = next((hit for hit in guarding.look(record, current_version(record)).hits if hit.key == key), None)
    if hit is None:
        raise StepRefused(GONE)
    said = reason.strip()
    if not LEAST <= len(said) <= LONGEST:
        raise StepRefused(f"请写明为什么可以公开，{LEAST}到{LONGEST}字", "reason")
    row = put_reason(owner=record.ref, part=hit.part, sort=hit.sort.code, mark=hit.mark, reason=said, by=by.name, at=at)
    tell(facts.RecordHitJustified(record.pk, hit.sort.label, hit.where, said), record, by=by, at=at, rows=[row])
    return row
