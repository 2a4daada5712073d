"""Asking a channel over HTTP: bounded in time and size, never led elsewhere."""

import json
import secrets
import urllib.parse
from typing import Any

from gongkai.ground.outbox.sending import ChannelDown, TryLater
from gongkai.pure.outside import web
from gongkai.pure.outside.data import NotJson, read_object

SECONDS = 8.0
MOST = 1 << 20


def ask(
    address: str,
    path: str,
    *,
    query: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    data: Any = None,
    file: tuple[str, bytes, str] | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, Any]]:
    """The status and the JSON that a channel answers: GET, or POST of ``form``, of ``data`` as JSON, or of a ``file`` (name, bytes, type) as "media".

    Raises ChannelDown if it cannot be reached or answers nothing of use, TryLater if it says that it is busy.
    """
    body, sent = None, dict(headers or {})
    if form is not None:
        body, sent["Content-Type"] = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
    elif file is not None:
        body, sent["Content-Type"] = _multipart(*file)
    elif data is not None:
        # Not as escapes: WeChat shows those to its readers as they stand.
        body, sent["Content-Type"] = json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8"
    url = address.rstrip("/") + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
    try:
        status, raw = web.ask(url, patience=SECONDS, most=MOST, data=body, headers=sent)
    except web.Unreachable as error:
        raise ChannelDown("连不上渠道的服务器，或者等了太久没有回音") from error
    if status == 429:
        raise TryLater("渠道说发得太勤，过一会儿再试")
    if status >= 500:
        raise ChannelDown(f"渠道的服务器出错（{status}）")
    try:
        return status, read_object(raw if len(raw) <= MOST else b"")
    except NotJson as error:
        raise ChannelDown(f"渠道的回答看不懂（{status}）") from error


def _multipart(name: str, data: bytes, media_type: str) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    safe = name.replace('"', "").replace("\r", "").replace("\n", "")
    head = f'--{mark}\r\nContent-Disposition: form-data; name="media"; filename="{safe}"\r\nContent-Type: {media_type}\r\n\r\n'
    return head.encode() + data + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
