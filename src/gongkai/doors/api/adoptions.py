"""What a government above says became of what was reported to it: a message signed with the secret that only it and we know."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from gongkai.doors import throttle
from gongkai.doors.api import signed
from gongkai.doors.api.declared import TELL, Answer, Operation
from gongkai.doors.api.door import Refused, as_json, door
from gongkai.engines.channels import reporting_up
from gongkai.ground.outbox import queries
from gongkai.ground.upward.models import PREFIX, STATES
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure.declare.shapes import Member, Shape

FORGED = throttle.Brake("api-adoptions", free=20)

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
    "noteAdoption", "POST", "/api/adoptions", "上级平台告诉采用结果", f"同一条说两次，只记一次。没有发到您那里的不记。{signed.HOW}", (Answer(200, "记下了", NOTED),), signed.PARAMS,
    group=TELL, body=ADOPTION.name, refusals=(400, 401, 409, 413, 422, 429),
)  # fmt: skip


@door("POST", open_to_all=False)
def adoption(request: HttpRequest) -> HttpResponse:
    """Note what became of a parcel. Who cannot sign learns nothing, not even whether there is such a parcel."""
    told = signed.read(request, FORGED)
    key = told.get("key")
    delivery = queries.by_key(key) if isinstance(key, str) else None
    if delivery is None or not delivery.channel.startswith(PREFIX) or not signed.by(request, delivery.channel):
        raise signed.forged(request, FORGED)
    try:
        made = reporting_up.told(delivery=delivery, answer=_answer(told, request.at), at=request.at)
    except reporting_up.NotThereYet as refusal:
        raise Refused(409, str(refusal)) from refusal
    except StepRefused as refusal:
        raise Refused(422, str(refusal)) from refusal
    return as_json(NOTED.of({"key": delivery.key, "state": made.state}), 200)


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
