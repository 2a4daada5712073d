"""Notices as PDF: set outside any transaction, then stored sealed with a fact of their own (ADR: documents)."""

import logging
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError

from gongkai.ground.documents.facts import NoticeRendered
from gongkai.ground.documents.letter import letter, pages_of, pdf
from gongkai.ground.documents.models import Notice, Rendering
from gongkai.ground.documents.queries import data_of, pdf_of
from gongkai.ground.documents.seals import picture
from gongkai.ground.files.actions import put
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.rows import change
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import SYSTEM

log = logging.getLogger("gongkai.documents")
BATCH = 200


def catch_up(at: datetime, batch: int = BATCH) -> int:
    """Render notices that have no PDF yet and whose subject is not erased; how many were done.

    A notice that fails is logged and does not hold up the others. Safe to run again, and in two processes at once.
    """
    done, after = 0, 0
    while waiting := list(_waiting().filter(pk__gt=after).order_by("pk")[:batch]):
        after = waiting[-1].pk
        for notice in waiting:
            try:
                done += render_now(notice, at) is not None
            except Exception:
                log.exception("notice %s was not rendered", notice.number)
    return done


def _waiting():
    return Notice.objects.filter(waits=True, ref__in=vault.readable())


def render_now(notice: Notice, at: datetime) -> bytes | None:
    """The PDF of a notice, rendered and stored if it is not yet; None once its subject is erased. Raises NotRendered."""
    data = data_of(notice)
    if not data:
        return None
    if Rendering.objects.filter(notice=notice).exists():
        return pdf_of(notice)
    made = pdf(letter(notice.kind, data), seal=picture(notice.seal) if notice.seal else b"")
    try:
        _store(notice, made, at)
    except IntegrityError:  # another process was quicker: one rendering per notice
        return pdf_of(notice)
    return made


def _store(notice: Notice, made: bytes, at: datetime) -> None:
    digest, pages = sha256(made).hexdigest(), pages_of(made)
    with act():
        file = put(owner=notice.ref, name=f"{notice.number}.pdf", data=made, seal=True)
        row = Rendering.objects.create(notice=notice, digest=digest, file_id=file.public_id, pages=pages)
        change(notice, {"waits": False})
        fact = NoticeRendered(notice.number, digest, pages)
        record(fact, ref=notice.ref, by=SYSTEM.name, at=at, rows=[file, row])


def paper_receipt(data: dict[str, Any], on: date) -> bytes:
    """A receipt handed over the counter, with the query code; it is printed once and stored nowhere.

    ``data`` as a notice's, with ``query_code``. Raises NotRendered.
    """
    rows = [
        ("查询码", data["query_code"]),
        ("提示", "凭登记号和查询码可以查询办理进度。查询码只印这一次，请妥善保管。"),
    ]
    return pdf(letter("receipt", {"title": "登记回执", "dated_on": on.isoformat(), **data, "rows": rows}))
