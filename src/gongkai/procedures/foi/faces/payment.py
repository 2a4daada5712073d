"""A fee as an order for the payment centre, and what it tells of it. See ``gongkai.engines.channels.deliver`` and ``gongkai.doors.api.payments``."""

from datetime import date, datetime

from gongkai.ground.outbox import queries as outboxes
from gongkai.ground.outbox.models import WITHDRAW, Delivery
from gongkai.ground.outbox.sending import Parcel, Pointless
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import fees, paying, words
from gongkai.procedures.foi.models import Charge


def pack(case: Case, delivery: Delivery) -> Parcel:
    """The order as things stand now: what it is for and how much, and nobody's name. Raises Pointless."""
    key = delivery.key.removesuffix(paying.OFF)
    made = _charge(case, key)
    if delivery.task == WITHDRAW:
        sent = outboxes.by_key(key)
        return Parcel(delivery.key, "", {"order": key} | ({"remote": sent.remote} if sent and sent.remote else {}))
    if made is None or made.paid_on or made.withdrawn_on or case.closed:
        raise Pointless("已经不用缴费")
    unit = case.unit
    body = {
        "amount": made.amount,
        "title": f"信息处理费（政府信息公开申请{case.reference}）",
        "unit": unit.name,
        "unit_code": unit.code,
    }
    return Parcel(delivery.key, "", body | {"pay_by": made.due_on.isoformat() if made.due_on else ""})


def paid(*, case: Case, delivery: Delivery, amount: int, on: date, voucher: str, at: datetime) -> bool:
    """Note that the centre has the whole sum; told twice it is noted once: was it noted now? Raises StepRefused."""
    made = _charge(case, delivery.key)
    if made is None:
        raise StepRefused("没有这份收费通知")
    if made.paid_on:
        return False
    if amount != made.amount:
        raise StepRefused(f"应缴{made.amount}元，缴了{amount}元，对不上，没有登记", "amount")
    if made.withdrawn_on or case.closed:
        ended = f"{words.zh(made.withdrawn_on or case.closed_on)}已经不再收这笔费"
        raise StepRefused(f"{ended}，请退还缴费人")
    fees.pay(case=case, paid_on=on, voucher=voucher, by=SYSTEM, at=at)
    return True


def _charge(case: Case, key: str) -> Charge | None:
    return next((each for each in fees.charges_of(case) if paying.key_of(each) == key), None)
