"""A small government's website with planted faults, and servers that behave badly, for tests. Each runs on a port of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, str] | Callable[[BaseHTTPRequestHandler], None]
CHUNK = b"x" * 65_536
LABELS = '<meta name="SiteName" content="某县"><meta name="SiteDomain" content="mou.gov.example"><meta name="SiteIDCode" content="9901230001">'
MARKS = '<footer>政府网站标识码：9901230001 京ICP备05000001号 京公网安备11000002000001号 <a href="/mark"><img src="/conac.png" alt=""></a></footer>'
FINE = {"home", "search"}


class Town:
    """``pages`` are answers by path (with its question, if that matters); ``asked`` counts what was asked for, ``most`` how many at once."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.most = self._now = 0
        self._lock = threading.Lock()
        self.over = threading.Event()
        self.url = ""

    def page(self, path: str, body: str = "", *, column: str = "", labels: str = LABELS, foot: str = MARKS) -> None:
        column = f'<meta name="ColumnName" content="{column}">' if column else '<meta name="ArticleTitle" content="一">'
        told = f"<html><head><meta charset=utf-8><title>{path}</title>{labels}{column}</head><body><main>{body}</main>{foot}</body></html>"
        self.pages[path] = (200, told)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        with self._lock:
            self.asked[path] += 1
            self.agents.add(handler.headers.get("User-Agent", ""))
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            found = self.pages.get(path) or self.pages.get(path.partition("?")[0]) or self.pages.get("*", (404, "没有"))
            if callable(found):
                found(handler)
                return
            status, body = found
            data = body.encode()
            handler.send_response(status)
            handler.send_header(
                "Content-Type", "text/html; charset=utf-8" if "<" in body else "text/plain; charset=utf-8"
            )
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:
            pass
        finally:
            with self._lock:
                self._now -= 1

    def huge(self, size: int) -> Answer:
        """A page that goes on and on; ``sent`` counts what was taken of it."""

        def stream(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html; charset=utf-8")
            handler.send_header("Content-Length", str(size))
            handler.end_headers()
            handler.wfile.write(b"<html><head><title>x</title></head><body><main>")
            for _ in range(size // len(CHUNK)):
                handler.wfile.write(CHUNK)
                self.sent += len(CHUNK)

        self.sent = 0
        return stream

    def hanging(self, handler: BaseHTTPRequestHandler) -> None:
        """Sends a sign now and then, for ever."""
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not self.over.wait(0.1):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    def breaking(self, handler: BaseHTTPRequestHandler) -> None:
        """Says that there is more than it sends."""
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<html><body>")


@contextmanager
def served() -> Iterator[Town]:
    town = Town()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            town.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads along."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    town.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield town
    finally:
        town.over.set()
        server.shutdown()
        server.server_close()


def item(href: str, words: str, day: date | str) -> str:
    return f'<li><a href="{href}">{words}</a> <time datetime="{day}">{day}</time></li>'


def sound(town: Town, today: date) -> None:
    """A site on which nothing is to be found."""
    fresh, older = today - timedelta(days=2), today - timedelta(days=60)
    form = '<form action="/search"><input type="search" name="q"></form>'
    news = item("/a/1", "县政府召开常务会议", fresh)
    town.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /private/\n")
    town.pages["/conac.png"], town.pages["/mark"] = (200, "png"), (200, "bszs.conac.cn")
    town.page(
        "/",
        f'{form}<ul>{news}</ul><a href="/news">工作动态</a><a href="/notices">通知公告</a>',
        column="首页",
        foot=f"{MARKS}党政机关网站标识",
    )
    town.page("/news", f"<ul>{news}</ul>", column="工作动态")
    town.page("/notices", f"<ul>{item('/a/2', '关于停水的通知', older)}</ul>", column="通知公告")
    town.page("/a/1", "<p>会议部署了防汛工作。</p>")
    town.page("/a/2", "<p>因检修停水。</p>")
    town.page("/search", '<ul><li><a href="/a/1">县政府召开常务会议</a></li></ul>')
