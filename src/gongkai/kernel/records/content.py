"""A record's content: cleaned, kept as immutable versions, and what the kernel's columns take from it."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.files import queries as files
from gongkai.ground.ledger.acts import later, settle
from gongkai.ground.rules.terms import publish_term
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records.clean import attachments_in, clean_html, pictures_in
from gongkai.kernel.records.models import ENDED, Record, Version, is_declared_expired
from gongkai.pure import declare
from gongkai.pure.declare.fields import FieldError
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.tlog.entry import canonical

FOUNDED = date(1949, 10, 1)


def cleaned_content(kind: type[declare.Kind], raw: dict[str, Any], ref: str) -> dict[str, Any]:
    """Cleaned content of the record ``ref``. Raises FieldErrors with all sentences at once."""
    raw = dict(raw)
    if raw.get("body"):
        raw["body"] = clean_html(str(raw["body"]))
    content = kind.clean(raw)
    attachments = list(dict.fromkeys(raw.get("attachments") or []))
    missing = attachments_in(content["body"]) - set(attachments)
    if missing:
        raise FieldErrors([FieldError("body", "正文里有一张图片没有上传成功，请重新插入")])
    if attachments:
        _check_attachments(attachments, ref, pictures_in(content["body"]))
    return content | {"attachments": attachments}


def _check_attachments(public_ids: list[str], ref: str, pictures: set[str]) -> None:
    """Only the record's own, unsealed files may be named: an id alone must not publish somebody else's file."""
    own = [f for f in files.by_ids(public_ids) if f.owner == ref and not f.sealed and not f.removed]
    if set(public_ids) - {file.public_id for file in own}:
        raise FieldErrors([FieldError("attachments", "有一个附件不在这一条信息里，请重新上传")])
    for file in own:
        if file.public_id in pictures and not file.is_image:
            raise FieldErrors([FieldError("body", f"“{file.name}”不是图片，不能放进正文，请留在附件里，从正文里删掉")])


def new_version(record: Record, content: dict[str, Any], number: int, by: Actor) -> Version:
    """A content as the record's next version, under a salt of its own; inserted at the act's end."""
    salt, stored = secrets.token_bytes(16), canonical(content)
    version = Version(
        record=record, number=number, schema=declare.kind(record.kind).schema, content=stored, salt=salt,
        digest=sha256(salt + stored).hexdigest(), by=by.name,
    )  # fmt: skip
    record.__dict__["_latest"] = later(version)
    return version


def current_version(record: Record) -> Version:
    """The version a record's draft stands at; without a query if this very object was given it."""
    latest = record.__dict__.get("_latest")
    if latest is not None and latest.number == record.current:
        return latest
    settle()
    return Version.objects.get(record=record, number=record.current)


def latest_number(record: Record) -> int:
    """The number of the newest version there is, whether or not it is the one in force."""
    settle()
    return Version.objects.filter(record=record).order_by("-number").values_list("number", flat=True)[0]


def next_version(record: Record) -> int:
    """The number of the version to be: behind a correction that was called off there are drafts beyond the version in force."""
    return (latest_number(record) if record.live else record.current) + 1


def reflected(record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """The kernel columns that follow from a content. Of what was published late a later day of formation does not make it timely (条例第26条)."""
    formed_on = date.fromisoformat(content["formed_on"])
    due_on = publish_term(formed_on).last_on
    if record.published_on and record.publish_due_on and record.published_on > record.publish_due_on:
        due_on = min(due_on or record.publish_due_on, record.publish_due_on)
    return {
        "title": content["title"],
        "formed_on": formed_on,
        "document_number": content.get("document_number") or "",
        "normative": bool(content.get("normative")),
        "publish_due_on": due_on,
    }


def check_formed(content: dict[str, Any], at: datetime, published_on: date | None = None) -> None:
    """Raises FieldErrors for a day of formation that lies ahead, or after it was published, or before there was any organ that publishes here."""
    formed_on = date.fromisoformat(content["formed_on"])
    if published_on and formed_on > published_on:
        raise FieldErrors(
            [
                FieldError(
                    "formed_on",
                    f"成文日期不能晚于公开的那天（{published_on.year}年{published_on.month}月{published_on.day}日）",
                )
            ]
        )
    if formed_on > localdate(at):
        raise FieldErrors([FieldError("formed_on", "成文日期不能晚于今天")])
    if formed_on < FOUNDED:
        raise FieldErrors([FieldError("formed_on", "成文日期不能早于1949年10月1日，请再看看")])


def validity_of(kind: type[declare.Kind], content: dict[str, Any], today: date, record: Record) -> dict[str, Any]:
    """The validity columns at publication; what was repealed, declared expired or amended stays so. of kinds that are never in force
    what they stand as on the day; {} for those that stand as nothing."""
    if not kind.has_validity:
        if record.validity in ENDED:  # with the document whose text it is
            return {}
        columns = ("validity", "effective_on", "expires_on")
        return dict(zip(columns, found, strict=True)) if (found := kind.stands(content, today)) else {}
    effective = date.fromisoformat(content["effective_on"]) if content.get("effective_on") else None
    expires = date.fromisoformat(content["expires_on"]) if content.get("expires_on") else None
    if record.validity == "repealed":
        validity = "repealed"
    elif is_declared_expired(record) or (expires and expires < today):
        validity = "expired"
    elif record.validity == "amended":
        validity = "amended"
    else:
        validity = "pending" if effective and effective > today else "effective"
    ended = (
        record.ended_on if validity == record.validity else expires + timedelta(1) if validity == "expired" else None
    )
    return {"effective_on": effective, "expires_on": expires, "validity": validity, "ended_on": ended}
