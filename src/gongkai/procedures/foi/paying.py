"""Fees at the payment centre: an order for each notice, taken back where nothing is to be paid any more. What was paid comes in by a fact of fees."""

from datetime import datetime

from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import queries as outboxes
from gongkai.ground.outbox.models import POST, SENT, WITHDRAW
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.models import Charge

CHANNEL = "payment"
OFF = "-off"


def key_of(charge: Charge) -> str:
    return f"fee-{charge.case.reference}-{charge.seq}"


def order(charge: Charge, at: datetime) -> None:
    """Have the applicant pay there, where a payment centre is connected; inside the act of the notice."""
    if CHANNEL in outboxes.channels():
        _queue(charge, key_of(charge), POST, at)


def cancel(charge: Charge, at: datetime) -> None:
    """Nothing is to be paid there any more: it was paid otherwise, or is not asked for. Inside the caller's act."""
    if outboxes.by_key(key_of(charge)) and not outboxes.by_key(key_of(charge) + OFF):
        _queue(charge, key_of(charge) + OFF, WITHDRAW, at)


def cancel_open(case: Case, at: datetime) -> None:
    """Of a case that ends."""
    for each in Charge.objects.filter(case=case, paid_on=None, withdrawn_on=None).select_related("case"):
        cancel(each, at)


def _queue(charge: Charge, key: str, task: str, at: datetime) -> None:
    case = charge.case
    outbox.queue(key=key, channel=CHANNEL, task=task, ref=case.ref, unit_id=case.unit_id, version=None, at=at)


def paid_at(charge: Charge) -> str:
    """Where the applicant pays; "" while no centre has taken the order."""
    found = outboxes.by_key(key_of(charge))
    there = found and found.state == SENT and not outboxes.by_key(key_of(charge) + OFF)
    return found.remote if there and found.remote.startswith("http") else ""
