"""Issuing notices, within the act that decides them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.ground.documents.models import Enclosure, Notice
from gongkai.ground.documents.numbers import next_number
from gongkai.ground.documents.seals import seal_for
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Unit
from gongkai.pure import declare


def issue(
    *,
    ref: str,
    notice: declare.Notice,
    office: str,
    data: dict[str, Any],
    on: date,
    step_seq: int,
    template: str = "1",
    enclosed: Sequence[File] = (),
    sealed_by: Unit | None = None,
    signed: bool = False,
) -> list[Ledgered]:
    """Issue a notice: give its number, seal its data under the subject's key. The PDF is made after the act, with a fact of its own.

    ``office`` is the issuing unit's 机关代字; the number reads 明政办公开答〔2026〕12号. ``enclosed`` are files of the same subject, which the
    notice lists by name. ``sealed_by``: the unit whose seal is set upon it, if it has one for this; ``signed``: somebody signed it. Returns the rows for the act's fact.
    """
    stem = f"{office}公开{notice.sign}"
    number = f"{stem}〔{on.year}〕{next_number(f'notice/{stem}/{on.year}')}号"
    if enclosed:
        names = names_of(enclosed)
        data = data | {"attachments": [names[file.public_id] for file in enclosed]}
    sealed = vault.seal(
        ref, f"notice:{number}"[:40], data | {"title": notice.title, "number": number, "dated_on": on.isoformat()}
    )
    row = Notice(
        ref=ref,
        title=notice.title,
        kind=notice.code,
        number=number,
        template=f"{notice.code}@{template}",
        data_digest=sealed.digest,
        dated_on=on,
        step_seq=step_seq,
        seal=seal_for(sealed_by, signed=signed) if sealed_by else "",
    )
    rows = [insert(row), sealed]
    places = enumerate(enclosed, start=1)
    return rows + [insert(Enclosure(notice=row, place=place, file_id=file.public_id)) for place, file in places]
