"""Messages of a channel that are known by a secret which only it and we have: HMAC-SHA256 of time, a full stop, and the body's bytes."""

import hmac
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from gongkai.doors import throttle
from gongkai.doors.api.declared import Param
from gongkai.doors.api.door import Refused
from gongkai.ground.outbox import secrets
from gongkai.pure.outside.data import NotJson, read_object

LONGEST = 64 * 1024
FRESH = 600
"""Seconds between the message and us."""
SIGNED, TIME = "X-Gongkai-Signature", "X-Gongkai-Time"
WRONG = "签名不对。请用约定的密钥，对“时间.内容”算HMAC-SHA256"
HOW = f"签名是sha256=加上HMAC-SHA256（十六进制），算的是{TIME}、一个点、内容的字节；时间和本机相差不超过{FRESH // 60}分钟。"
PARAMS = (
    Param(TIME, "发出的时间，1970年起的秒数", "integer", place="header", required=True),
    Param(SIGNED, "签名", place="header", required=True),
)


def read(request: HttpRequest, brake: throttle.Brake) -> dict[str, Any]:
    """What is told, not yet known to be from anybody. Raises Refused."""
    if pause := brake.pause(throttle.network_of(request)):
        raise Refused(429, f"签名错了太多次，请等{pause}秒再来", headers={"Retry-After": str(pause)})
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LONGEST:
        raise Refused(413, f"最多{LONGEST:,}字节")
    try:
        return read_object(request.body)
    except NotJson:
        return {}


def forged(request: HttpRequest, brake: throttle.Brake) -> Refused:
    """The answer to who cannot sign: the same whether there is such a thing or not."""
    brake.failed(throttle.network_of(request))
    return Refused(401, WRONG)


def by(request: HttpRequest, channel: str) -> bool:
    """Is it signed, just now, with the secret of this channel?"""
    secret, sent = secrets.of(channel).get("callback", ""), request.headers.get(TIME, "")
    if (
        not secret
        or not sent.isascii()
        or not sent.isdigit()
        or len(sent) > 12
        or abs(int(sent) - request.at.timestamp()) > FRESH
    ):
        return False
    wanted = hmac.new(secret.encode(), sent.encode() + b"." + request.body, sha256).hexdigest()
    return hmac.compare_digest(f"sha256={wanted}".encode(), request.headers.get(SIGNED, "").encode())
