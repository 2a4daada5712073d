"""What a government above says became of what was reported to it: a message signed with the secret that only it and we know."""

import hmac
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from gongkai.doors import throttle
from gongkai.doors.api.declared import TELL, Answer, Operation, Param
from gongkai.doors.api.door import Refused, as_json, door
from gongkai.engines.channels import reporting_up
from gongkai.ground.outbox import queries, secrets
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.upward.models import PREFIX, STATES
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.declare.shapes import Member, Shape
from gongkai.pure.outside.data import NotJson, read_object

FORGED = throttle.Brake("api-adoptions", free=20)
LONGEST = 64 * 1024
FRESH = 600
"""Seconds between the message and us."""
SIGNED, TIME = "X-Gongkai-Signature", "X-Gongkai-Time"
WRONG = "签名不对。请用约定的密钥，对“时间.内容”算HMAC-SHA256"

ADOPTION = Shape(
    "Adoption",
    "一条报送的结果",
    (
        Member("key", "报送时的key", lambda a: a["key"]),
        Member("adopted", "采用了没有", lambda a: a["adopted"], "bool"),
        Member("on", "采用的日期；不写就是今天", lambda a: a["on"], "date", null=True),
        Member("url", "采用后的网址", lambda a: a["url"], "url", null=True),
        Member("reason", "没有采用的原因", lambda a: a["reason"], null=True),
    ),
)
NOTED = Shape(
    "AdoptionNoted",
    "记下的结果",
    (
        Member("key", "报送时的key", lambda n: n["key"]),
        Member("state", "结果", lambda n: n["state"], "choice", choices=STATES),
    ),
)
MUST = ("key", "adopted")
OPERATION = Operation(
    "noteAdoption", "POST", "/api/adoptions", "上级平台告诉采用结果", f"同一条说两次，只记一次。签名是sha256=加上HMAC-SHA256（十六进制），算的是{TIME}、一个点、内容的字节；时间和本机相差不超过{FRESH // 60}分钟。",
    (Answer(200, "记下了", NOTED),), (Param(TIME, "发出的时间，1970年起的秒数", "integer", place="header", required=True), Param(SIGNED, "签名", place="header", required=True)),
    group=TELL, body=ADOPTION.name, refusals=(400, 401, 413, 422, 429),
)  # fmt: skip


@door("POST", open_to_all=False)
def adoption(request: HttpRequest) -> HttpResponse:
    """Note what became of a parcel. Who cannot sign learns nothing, not even whether there is such a parcel."""
    network = throttle.network_of(request)
    if pause := FORGED.pause(network):
        raise Refused(429, f"签名错了太多次，请等{pause}秒再来", headers={"Retry-After": str(pause)})
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LONGEST:
        raise Refused(413, f"最多{LONGEST:,}字节")
    body = request.body
    try:
        told = read_object(body)
    except NotJson:
        told = {}
    key = told.get("key")
    delivery = queries.by_key(key) if isinstance(key, str) else None
    if delivery is None or not _signed(request, delivery, body):
        FORGED.failed(network)
        raise Refused(401, WRONG)
    try:
        made = reporting_up.told(delivery=delivery, answer=_answer(told, request.at), at=request.at)
    except StepRefused as refusal:
        raise Refused(422, str(refusal)) from refusal
    return as_json(NOTED.of({"key": delivery.key, "state": made.state}), 200)


def _signed(request: HttpRequest, delivery: Delivery, body: bytes) -> bool:
    if not delivery.channel.startswith(PREFIX):
        return False
    secret, sent = secrets.of(delivery.channel).get("callback", ""), request.headers.get(TIME, "")
    if (
        not secret
        or not sent.isascii()
        or not sent.isdigit()
        or len(sent) > 12
        or abs(int(sent) - request.at.timestamp()) > FRESH
    ):
        return False
    wanted = hmac.new(secret.encode(), sent.encode() + b"." + body, sha256).hexdigest()
    return hmac.compare_digest(f"sha256={wanted}".encode(), request.headers.get(SIGNED, "").encode())


def _answer(told: dict[str, Any], at: datetime) -> reporting_up.Told:
    """Raises Refused."""
    if not isinstance(told.get("adopted"), bool):
        raise Refused(422, "请写adopted：true或者false", {"adopted": "请写true或者false"})
    texts = {name: told.get(name) or "" for name in ("url", "reason", "on")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise Refused(422, "url、reason、on要是文字")
    try:
        on = date.fromisoformat(texts["on"]) if texts["on"] else localdate(at)
    except ValueError:
        raise Refused(422, "日期请写成2026-03-31", {"on": "日期请写成2026-03-31"}) from None
    place = texts["url"] if texts["url"].startswith(("https://", "http://")) else ""
    return reporting_up.Told(told["adopted"], on, place[:300], texts["reason"].strip()[:200])
