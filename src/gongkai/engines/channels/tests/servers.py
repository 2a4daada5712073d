"""WeChat and Weibo as docs/channels.md describes them, on a port of this machine: what was written down of them, not the real services."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit


class Service:
    """What a service holds, and the trouble it is in: ``broken`` answers 500 to all, ``errors`` an error code to a path (once)."""

    def __init__(self) -> None:
        self.broken, self.errors, self.calls = False, {}, []
        self.drafts: dict[str, dict] = {}
        self.jobs: dict[str, dict] = {}
        self.articles: dict[str, dict] = {}
        self.pictures: list[bytes] = []
        self.tokens = 0
        self.statuses: list[dict] = []
        self.checking = 0
        self.address = ""

    def answer(self, path: str, query: dict[str, str], body: bytes, media_type: str) -> tuple[int, dict[str, Any]]:
        self.calls.append(path)
        if self.broken:
            return 500, {}
        if path in self.errors:
            code = self.errors.pop(path)
            if not code:
                return 200, {"statuses": []}
            return (400, {"error_code": code, "error": "no"}) if path.startswith("/2/") else (200, {"errcode": code, "errmsg": "no"})  # fmt: skip
        if path.startswith("/2/"):
            return self.weibo(path, query | dict(parse_qsl(body.decode())))
        if path != "/cgi-bin/stable_token" and query.get("access_token") != f"token-{self.tokens}":
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        return 200, self.wechat(path, body, media_type)

    def wechat(self, path: str, body: bytes, media_type: str) -> dict[str, Any]:
        told = json.loads(body) if media_type.startswith("application/json") else {}
        if path == "/cgi-bin/stable_token":
            if (told["appid"], told["secret"]) != ("wx0001", "hush"):
                return {"errcode": 40125, "errmsg": "invalid appsecret"}
            self.tokens += 1
            return {"access_token": f"token-{self.tokens}", "expires_in": 7200}
        if path == "/cgi-bin/material/add_material":
            assert media_type.startswith("multipart/form-data") and b'name="media"' in body
            self.pictures.append(body)
            return {"media_id": f"picture-{len(self.pictures)}", "url": "http://mmbiz.example/1"}
        if path == "/cgi-bin/draft/add":
            (article,) = told["articles"]
            if len(article["title"]) > 32:
                return {"errcode": 45003, "errmsg": "title size out of limit"}
            self.drafts[f"draft-{len(self.drafts)}"] = article
            return {"media_id": f"draft-{len(self.drafts) - 1}"}
        if path == "/cgi-bin/freepublish/submit":
            self.jobs[f"{len(self.jobs) + 100}"] = self.drafts.pop(told["media_id"])
            return {"errcode": 0, "errmsg": "ok", "publish_id": len(self.jobs) + 99}
        if path == "/cgi-bin/freepublish/get":
            if self.checking:
                self.checking -= 1
                return {"publish_id": told["publish_id"], "publish_status": 1}
            key = f"article-{told['publish_id']}"
            self.articles[key] = self.jobs[told["publish_id"]]
            return {"publish_id": told["publish_id"], "publish_status": 0, "article_id": key}
        if path == "/cgi-bin/freepublish/batchget":
            found = [
                {"article_id": key, "content": {"news_item": [article]}, "update_time": 0}
                for key, article in reversed(self.articles.items())
            ]
            return {
                "total_count": len(found), "item_count": len(found),
                "item": found[told["offset"] : told["offset"] + told["count"]],
            }  # fmt: skip
        if path == "/cgi-bin/freepublish/delete":
            return {"errcode": 0 if self.articles.pop(told["article_id"], None) else 53600, "errmsg": "ok"}
        raise AssertionError(path)

    def weibo(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if asked["access_token"] != "weibo-token":
            return 400, {"error_code": 21332, "error": "invalid_access_token"}
        if path == "/2/statuses/user_timeline.json":
            return 200, {"statuses": list(reversed(self.statuses)), "total_number": len(self.statuses)}
        if path == "/2/statuses/destroy.json":
            kept = [each for each in self.statuses if each["idstr"] != asked["id"]]
            gone, self.statuses = len(kept) < len(self.statuses), kept
            return (200, {"id": asked["id"]}) if gone else (400, {"error_code": 20101, "error": "not exist"})
        text, _, url = asked["status"].rpartition(" ")
        assert (
            "#" not in text and url.startswith("https://www.mingchuan.gov.example/") and asked["rip"] == "203.0.113.7"
        )
        if any(each["was"] == asked["status"] for each in self.statuses):
            return 400, {"error_code": 20019, "error": "repeat content!"}
        made = {
            "idstr": str(5000 + len(self.statuses)), "text": f"{text} http://t.cn/A1b2C3d",
            "url_objects": [{"ori_url": url}], "was": asked["status"],
        }  # fmt: skip
        self.statuses.append(made)
        return 200, made


@contextmanager
def serving() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, told = service.answer(parts.path, query, body, self.headers.get("Content-Type", ""))
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
