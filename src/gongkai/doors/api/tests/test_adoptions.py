"""A government above tells what became of what was reported to it: signed, fresh, once; who cannot sign learns nothing."""

import hmac
import json
from hashlib import sha256

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels import reporting_up
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.upward.models import Submission

NOW = noon("2026-04-01")


@pytest.fixture
def reported(office) -> str:
    outbox.connect(
        code="up-city", adapter="above", name="宁州市政府网站", address="https://city.example", by="lin_guanli", at=NOW
    )
    secrets.keep("up-city", {"token": "hush", "callback": "secret"})
    record = office.publish("2026-03-30", kind="notice", section="notices")
    reporting_up.report_up(
        record=record, destination="up-city", by=office.cast.actor("gao_gongkai"), at=noon("2026-03-31")
    )
    return f"up-city-post-{record.pk}"


@pytest.fixture
def key(reported) -> str:
    outbox.sent(delivery=Delivery.objects.get(key=reported), remote="1", digest="", at=noon("2026-03-31"))
    return reported


def tell(program, told, *, secret="secret", seconds=0, signed=None):
    body, sent = json.dumps(told).encode(), str(int(NOW.timestamp()) + seconds)
    sign = hmac.new(secret.encode(), f"{sent}.".encode() + (signed or body), sha256).hexdigest()
    headers = {"X-Gongkai-Time": sent, "X-Gongkai-Signature": f"sha256={sign}"}
    return program.post("/api/adoptions", body, content_type="application/json", headers=headers)


def test_what_it_says_is_noted_once(program, key):
    told = {"key": key, "adopted": True, "on": "2026-03-31", "url": "https://city.example/1"}
    for _ in range(2):
        answer = tell(program, told)
        assert (answer.status_code, answer.json()) == (200, {"key": key, "state": "adopted"})
    made = Submission.objects.get()
    assert (made.state, made.how, made.place, made.decided_on.isoformat()) == (
        "adopted",
        "callback",
        told["url"],
        "2026-03-31",
    )
    assert tell(program, {"key": key, "adopted": False}).json()["state"] == "adopted"


def test_what_it_did_not_adopt_has_its_reason(program, key):
    assert tell(program, {"key": key, "adopted": False, "reason": "已有同类信息"}).json()["state"] == "declined"
    assert Submission.objects.get().because == "已有同类信息"


@pytest.mark.parametrize(
    ("settle", "status", "said"),
    [
        (lambda _: None, 409, "还没有发到"),
        (lambda row: outbox.void(delivery=row, reason="没有发出就撤下了", at=NOW), 422, "没有发出过"),
        (lambda row: outbox.bury(delivery=row, error="不收", at=NOW), 422, "没有发出过"),
        (lambda row: outbox.give_up(delivery=row, reason="不报了", by="gao_gongkai", at=NOW), 422, "没有发出过"),
    ],
)
def test_what_never_went_out_is_neither_adopted_nor_declined(program, reported, settle, status, said):
    settle(Delivery.objects.get(key=reported))
    for adopted in (True, False):
        answer = tell(program, {"key": reported, "adopted": adopted})
        assert answer.status_code == status and said in answer.json()["title"]
    assert Submission.objects.get().state == "reported"


def test_what_somebody_brought_there_by_hand_may_be_adopted(program, reported):
    outbox.done(delivery=Delivery.objects.get(key=reported), remote="", by="gao_gongkai", at=NOW)
    assert tell(program, {"key": reported, "adopted": True}).json()["state"] == "adopted"


WRONG = (
    {"secret": "other"}, {"seconds": -601}, {"seconds": 601}, {"signed": b"{}"}, {"told": {"key": "up-city-post-none", "adopted": True}},
    {"told": {"key": 5, "adopted": True}}, {"told": ["x"]},
)  # fmt: skip
MENDED = (
    ({"adopted": "yes"}, "请写adopted"), ({"on": "2026-04-02"}, "采用的日期要在报送以后"), ({"on": "2026-03-30"}, "采用的日期要在报送以后"), ({"on": "昨天"}, "日期请写成"),
    ({"url": 5}, "要是文字"),
)  # fmt: skip


def test_who_cannot_sign_learns_nothing_and_what_does_not_hold_is_said(program, key):
    for wrong in WRONG:
        more = {name: value for name, value in wrong.items() if name != "told"}
        answer = tell(program, wrong.get("told", {"key": key, "adopted": True}), **more)
        assert answer.status_code == 401 and answer.json()["title"].startswith("签名不对"), wrong
    for more, said in MENDED:
        answer = tell(program, {"key": key, "adopted": True} | more)
        assert answer.status_code == 422 and said in answer.json()["title"], more
    assert Submission.objects.get().state == "reported"


@pytest.mark.parametrize("seconds", [-600, 600])
def test_ten_minutes_are_fresh_enough(program, key, seconds):
    assert tell(program, {"key": key, "adopted": True}, seconds=seconds).status_code == 200
