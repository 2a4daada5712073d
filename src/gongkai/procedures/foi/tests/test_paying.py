"""A fee is paid at the payment centre: an order goes there once, its page is told to the applicant, what was paid comes back by a signed message."""

import hmac
import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.tests.servers import serving
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import DEAD, SENT, VOID, Delivery
from gongkai.procedures.foi import fees, paying
from gongkai.procedures.foi.faces import counter
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, due, handled

DAY, LATER = noon("2026-03-02"), noon("2026-03-09")
KEY = "fee-2026-0001-1"


class Centre:
    """The sandbox: a payment centre as docs/channels.md describes it."""

    def __init__(self) -> None:
        self.orders: dict[str, dict] = {}
        self.withdrawn: list[str] = []
        self.refuses, self.page = 0, "https://pay.example"

    def answer(self, path, query, body, media_type):
        if self.refuses:
            return self.refuses, {}
        told = json.loads(body) if body else {}
        if path == "/orders/withdraw":
            self.withdrawn.append(told["key"])
            return 200, {}
        if told:
            new = told["key"] not in self.orders
            self.orders.setdefault(told["key"], told)
            return (201 if new else 409), {"url": f"{self.page}/{told['key']}"}
        found = query["key"] in self.orders
        return (200, {"url": f"{self.page}/{query['key']}"}) if found else (404, {})


@pytest.fixture
def centre(cast, home, monkeypatch):
    cache.clear()
    monkeypatch.setattr(edge, "now", lambda: LATER)
    with serving() as service:
        made = Centre()
        service.answer = made.answer
        outbox.connect(code="payment", adapter="payment", name="财政统一支付平台", address=service.address, by="lin_guanli", at=noon("2026-02-01"))  # fmt: skip
        secrets.keep("payment", {"token": "hush", "callback": "secret"})
        yield made


def charged(cast):
    case = handled(cast)
    fees.charge(case=case, tariff="pages", count=68, how="到综合窗口缴纳", by=cast.actor(SIGNATORY), at=DAY)
    return case


def tell(told, *, secret="secret", seconds=0, signed=None):
    body, sent = json.dumps(told).encode(), str(int(LATER.timestamp()) + seconds)
    sign = hmac.new(secret.encode(), f"{sent}.".encode() + (signed or body), sha256).hexdigest()
    headers = {"X-Gongkai-Time": sent, "X-Gongkai-Signature": f"sha256={sign}"}
    return Client().post("/api/payments", body, content_type="application/json", headers=headers)


PAID = {"key": KEY, "amount": 380, "paid_on": "2026-03-06", "voucher": "3412260012"}


def test_an_order_names_nobody_and_its_page_is_told(cast, centre):
    case = charged(cast)
    card = lambda: counter.track_card(case, None, DAY.date())  # noqa: E731
    assert card().pay == ""
    assert deliver(DAY) == 1 and deliver(DAY + timedelta(hours=1)) == 0
    assert centre.orders == {KEY: {"key": KEY, "amount": 380, "title": "信息处理费（政府信息公开申请2026-0001）", "unit": "明川县住房和城乡建设局", "unit_code": "zjj", "pay_by": ""}}  # fmt: skip
    assert card().pay == f"https://pay.example/{KEY}"
    assert Delivery.objects.get(key=KEY).state == SENT


def test_what_was_paid_is_noted_once_and_the_term_runs_anew(cast, centre):
    case = charged(cast)
    deliver(DAY)
    for state in ("noted", "known"):
        answer = tell(PAID)
        assert (answer.status_code, answer.json()) == (200, {"key": KEY, "state": state})
    case.refresh_from_db()
    (made,) = fees.charges_of(case)
    assert (case.state, made.paid_on, made.voucher) == ("handling", date(2026, 3, 6), "3412260012")
    assert due(case) == date(2026, 4, 3)
    assert Fact.objects.filter(ref=case.ref, name="foi.paid").count() == 1
    assert not Delivery.objects.filter(key=KEY + paying.OFF).exists()


@pytest.mark.parametrize(
    "told, said",
    [
        ({"amount": 379}, "应缴380元，缴了379元"),
        ({"amount": "380"}, "amount请写整数"),
        ({"paid_on": "2026-03-10"}, "缴清日期要在"),
        ({"paid_on": "昨天"}, "日期请写成"),
        ({"voucher": 5}, "voucher请写文字"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_noted(cast, centre, told, said):
    case = charged(cast)
    answer = tell(PAID | told)
    assert answer.status_code == 422 and said in answer.json()["title"]
    case.refresh_from_db()
    assert case.state == "charged"


@pytest.mark.parametrize(
    "wrong", [{"secret": "other"}, {"seconds": -601}, {"seconds": 601}, {"signed": b"{}"}, {"told": PAID | {"key": "fee-2026-0009-1"}}, {"told": PAID | {"key": 5}}]
)  # fmt: skip
def test_who_cannot_sign_learns_nothing(cast, centre, wrong):
    case = charged(cast)
    answer = tell(wrong.pop("told", PAID), **wrong)
    assert answer.status_code == 401 and answer.json()["title"].startswith("签名不对")
    case.refresh_from_db()
    assert case.state == "charged"


def test_what_is_not_to_be_paid_any_more_is_taken_back_there(cast, centre):
    case = charged(cast)
    deliver(DAY)
    fees.withdraw_charge(case=case, reason="数错了", by=cast.actor(SIGNATORY), at=DAY)
    assert counter.paying.paid_at(fees.charges_of(case)[0]) == ""
    deliver(DAY + timedelta(minutes=1))
    assert centre.withdrawn == [KEY]
    answer = tell(PAID)
    assert answer.status_code == 422 and "请退还缴费人" in answer.json()["title"]


def test_paid_at_the_window_it_is_taken_back_there_too(cast, centre):
    case = charged(cast)
    fees.pay(case=case, paid_on=DAY.date(), by=cast.actor(OFFICER), at=DAY)
    deliver(DAY)
    deliver(DAY + timedelta(minutes=1))
    states = dict(Delivery.objects.values_list("key", "state"))
    assert states == {KEY: VOID, KEY + paying.OFF: VOID} and not centre.orders


@pytest.mark.parametrize("status, state", [(422, DEAD), (401, "waiting"), (500, "waiting")])
def test_a_centre_in_trouble_holds_up_nobody(cast, centre, status, state):
    case = charged(cast)
    centre.refuses = status
    deliver(DAY)
    assert Delivery.objects.get(key=KEY).state == state and case.state == "charged"


def test_a_page_that_is_not_encrypted_is_not_shown(cast, centre):
    case = charged(cast)
    centre.page = "http://pay.example"
    deliver(DAY)
    assert paying.paid_at(fees.charges_of(case)[0]) == ""


def test_without_a_centre_nothing_is_ordered(cast):
    charged(cast)
    assert not Delivery.objects.exists()
