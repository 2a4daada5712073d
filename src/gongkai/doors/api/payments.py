"""What the payment centre tells of an order that was paid: a message signed with the secret that only it and we know."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from gongkai.doors import throttle
from gongkai.doors.api import signed
from gongkai.doors.api.declared import TELL, Answer, Operation
from gongkai.doors.api.door import Refused, as_json, door
from gongkai.ground.outbox import queries
from gongkai.ground.outbox.models import POST, Delivery
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_refs
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure import declare
from gongkai.pure.declare.shapes import Member, Shape

FORGED = throttle.Brake("api-payments", free=20)
CHANNEL = "payment"
STATES = (("noted", "记下了"), ("known", "以前已经记下"))
MOST, LONGEST_VOUCHER = 10**9, 40

PAYMENT = Shape(
    "Payment",
    "一笔缴清的款",
    (
        Member("key", "交来缴费单时的key", lambda p: p["key"]),
        Member("amount", "缴了多少元，整数", lambda p: p["amount"], "integer"),
        Member("paid_on", "缴清的日期", lambda p: p["paid_on"], "date"),
        Member("voucher", "财政票据号；没有就不写", lambda p: p["voucher"], null=True),
    ),
)
NOTED = Shape(
    "PaymentNoted",
    "记下的缴款",
    (
        Member("key", "交来缴费单时的key", lambda n: n["key"]),
        Member("state", "结果", lambda n: n["state"], "choice", choices=STATES),
    ),
)
MUST = ("key", "amount", "paid_on")
OPERATION = Operation(
    "notePayment", "POST", "/api/payments", "缴费平台告诉缴清了", f"缴清了全部金额的才说。同一笔说两次，只记一次。{signed.HOW}", (Answer(200, "记下了", NOTED),), signed.PARAMS,
    group=TELL, body=PAYMENT.name, refusals=(400, 401, 413, 422, 429),
)  # fmt: skip


@door("POST", open_to_all=False)
def payment(request: HttpRequest) -> HttpResponse:
    """Note that an order was paid in full. Who cannot sign learns nothing, not even whether there is such an order."""
    told = signed.read(request, FORGED)
    key = told.get("key")
    delivery = queries.by_key(key) if isinstance(key, str) else None
    ours = delivery is not None and delivery.channel == CHANNEL and delivery.task == POST
    if not ours or not signed.by(request, CHANNEL):
        raise signed.forged(request, FORGED)
    amount, on, voucher = _answer(told)
    case, face = _case_of(delivery)
    try:
        fresh = face.paid(case=case, delivery=delivery, amount=amount, on=on, voucher=voucher, at=request.at)
    except StepRefused as refusal:
        raise Refused(422, str(refusal)) from refusal
    return as_json(NOTED.of({"key": delivery.key, "state": "noted" if fresh else "known"}), 200)


def _case_of(delivery: Delivery) -> tuple[Case, Any]:
    """The case that an order is of, and its drawer's face for payments. Raises Refused."""
    case = by_refs([delivery.ref]).get(delivery.ref)
    drawer = next((each for each in declare.procedures() if case and each.code == case.procedure), None)
    face = drawer.face(CHANNEL) if drawer else None
    if case is None or face is None:
        raise Refused(422, "这一件已经没有了")
    return case, face


def _answer(told: dict[str, Any]) -> tuple[int, date, str]:
    """Raises Refused."""
    amount, voucher = told.get("amount"), told.get("voucher") or ""
    if type(amount) is not int or not 0 < amount < MOST:
        raise Refused(422, "amount请写整数的元", {"amount": "请写整数的元"})
    if not isinstance(voucher, str) or len(voucher) > LONGEST_VOUCHER:
        raise Refused(422, f"voucher请写文字，最多{LONGEST_VOUCHER}字", {"voucher": "请写票据号"})
    try:
        on = date.fromisoformat(told.get("paid_on") or "")
    except (ValueError, TypeError):
        raise Refused(422, "日期请写成2026-03-31", {"paid_on": "日期请写成2026-03-31"}) from None
    return amount, on, voucher.strip()
