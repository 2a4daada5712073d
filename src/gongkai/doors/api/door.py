"""The door of every view of the interface: methods, how fast, and that whatever is wrong is said as JSON, in Chinese (RFC 9457)."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from gongkai.doors import edge, throttle
from gongkai.pure.declare.shapes import Member, Shape

View = Callable[..., HttpResponse]
PROBLEM_TYPE = "application/problem+json; charset=utf-8"
SETTLED = timedelta(seconds=2)
"""HTTP tells instants by the second: what changed just now may change again within the same one."""

WRONG = Shape(
    "Wrong",
    "哪里不对",
    (
        Member("name", "字段或者参数的名字；空的说的是整个请求", lambda w: w[0]),
        Member("detail", "怎么改", lambda w: w[1]),
    ),
)
PROBLEM = Shape(
    "Problem",
    "没有办成，为什么（RFC 9457）",
    (
        Member("status", "HTTP状态码", lambda p: p["status"], "integer"),
        Member("title", "一句话：怎么了，怎么办", lambda p: p["title"]),
        Member("errors", "逐项说", lambda p: p["errors"], "list", shape=WRONG),
    ),
)


class Refused(Exception):
    """A request that is turned down: the status, a Chinese sentence, and what is wrong by name."""

    def __init__(
        self, status: int, title: str, errors: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.errors, self.headers = status, title, dict(errors or {}), dict(headers or {})


def door(*methods: str, brake: throttle.Brake | None = None, open_to_all: bool = True) -> Callable[[View], View]:
    """A view for these methods. It raises Refused. ``open_to_all``: pages of other sites may read it; nothing here knows a cookie."""

    def dress(view: View) -> View:
        @csrf_exempt
        @gzip_page
        @wraps(view)
        def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
            edge.begin(request)
            try:
                if request.method == "OPTIONS" and open_to_all:
                    answer = HttpResponse(status=204)
                elif request.method not in methods:
                    raise Refused(405, f"这个网址只接受{'、'.join(methods)}", headers={"Allow": ", ".join(methods)})
                else:
                    _not_too_fast(request, brake)
                    answer = view(request, *args, **kwargs)
            except Refused as refusal:
                answer = problem(refusal)
            except Http404:
                answer = problem(Refused(404, "这个网址没有东西，请看接口说明核对网址"))
            if open_to_all:
                answer["Access-Control-Allow-Origin"] = "*"
                answer["Access-Control-Expose-Headers"] = "ETag, Link"
                answer["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            answer["X-Content-Type-Options"] = "nosniff"
            return answer

        opened.api_methods = methods
        return opened

    return dress


def _not_too_fast(request: HttpRequest, brake: throttle.Brake | None) -> None:
    if brake is None:
        return
    network = throttle.network_of(request)
    if pause := brake.pause(network):
        raise Refused(429, f"取得太快了，请等{pause}秒再取", headers={"Retry-After": str(pause)})
    brake.failed(network)  # each counts: an answer costs us more than the one who asks


def problem(refusal: Refused) -> HttpResponse:
    told = {"status": refusal.status, "title": refusal.title, "errors": list(refusal.errors.items())}
    answer = HttpResponse(_bytes(PROBLEM.of(told)), status=refusal.status, content_type=PROBLEM_TYPE)
    for name, value in refusal.headers.items():
        answer[name] = value
    answer["Cache-Control"] = "no-store"
    return answer


def _bytes(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def as_json(told: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(_bytes(told), status=status, content_type="application/json; charset=utf-8")


def conditional(
    request: HttpRequest, tag: str, changed_at: datetime | None, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """What ``make`` makes, unless whoever asks has it: ``tag`` names what it is made of; ``changed_at``: not changed since."""
    etag = f'"{sha256(tag.encode()).hexdigest()[:32]}"'
    settled = changed_at is not None and request.at - changed_at > SETTLED
    modified = int(changed_at.timestamp()) if settled else None
    answer = get_conditional_response(request, etag=etag, last_modified=modified)
    if answer is None or answer.status_code != 304:
        answer = make() if answer is None else answer
    answer["ETag"] = etag
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    answer["Cache-Control"] = "public, no-cache"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer
