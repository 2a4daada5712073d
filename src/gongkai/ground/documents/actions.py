"""Issuing notices, within the act that decides them."""

from datetime import date
from typing import Any

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.numbers import next_number
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault

NOTICES = {
    "receipt": ("登记回执", "登"),
    "correction": ("补正告知书", "补"),
    "consultation": ("征求意见书", "征"),
    "extension": ("延期答复告知书", "延"),
    "answer": ("政府信息公开申请答复书", "答"),
    "lapse": ("视为放弃申请告知书", "终"),
    "recall": ("终止办理告知书", "撤"),
}
"""Notices by kind: title, and the character in their numbers."""


def issue(
    *, ref: str, kind: str, office: str, data: dict[str, Any], on: date, step_seq: int, template: str = "1"
) -> list[Ledgered]:
    """Issue a notice: give its number, seal its data under the subject's key. The PDF is made after the act, with a fact of its own.

    ``office`` is the issuing unit's 机关代字; the number reads 明政办公开答〔2026〕12号. Returns the rows for the act's fact.
    """
    title, sign = NOTICES[kind]
    stem = f"{office}公开{sign}"
    number = f"{stem}〔{on.year}〕{next_number(f'notice/{stem}/{on.year}')}号"
    sealed = vault.seal(
        ref, f"notice:{number}"[:40], data | {"title": title, "number": number, "dated_on": on.isoformat()}
    )
    notice = Notice.objects.create(
        ref=ref,
        kind=kind,
        number=number,
        template=f"{kind}@{template}",
        data_digest=sealed.digest,
        dated_on=on,
        step_seq=step_seq,
    )
    return [notice, sealed]
