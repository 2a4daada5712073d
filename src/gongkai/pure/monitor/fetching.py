"""Asking a website for its pages: one at a time of each host with a pause between, as much of each answer and for as long as is agreed.

An address that a page names may lead anywhere. Only hosts that were given and what the whole world can reach are asked, and the connection
goes to the very address that was looked at.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit
from urllib.robotparser import RobotFileParser

from gongkai.pure.outside import web

AGENT = "GongkaiMonitor/1.0 (+site inspection; one request at a time)"
NAME = AGENT.partition("/")[0]
SLOW, CUT, BROKEN, SILENT, PRIVATE, FORBIDDEN = "slow", "cut", "broken", "silent", "private", "robots"
TROUBLES = {
    SLOW: "等了很久没有打开", BROKEN: "传到一半断了", SILENT: "连不上", PRIVATE: "是内部网络的地址，外面打不开", CUT: "太大，只读了开头",
    FORBIDDEN: "robots.txt不让机器去",
}  # fmt: skip
CHUNK = 1 << 16
HTML = ("text/html", "application/xhtml+xml")
ROBOTS_BYTES = 512 * 1024


@dataclass(frozen=True)
class Limits:
    """``bytes`` of a page, ``seconds`` that an answer may take in all, the ``pause`` between two requests to one host."""

    bytes: int = 2_000_000
    seconds: float = 15.0
    pause: float = 0.5
    depth: int = 8


@dataclass(frozen=True)
class Answer:
    """What came of asking an address. ``trouble``: why it is not whole; ``location``: where it leads on to."""

    status: int = 0
    media: str = ""
    body: bytes = b""
    trouble: str = ""
    location: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Did nobody answer as they should? That may be otherwise a little later."""
        return self.trouble in (SLOW, BROKEN, SILENT) or self.status >= 500

    @property
    def dead(self) -> bool:
        """Would a reader find nothing there? Who only turns programs away is not dead."""
        return self.failed or self.trouble == PRIVATE or self.status in (400, 404, 410)


@dataclass
class Fetcher:
    """``trusted`` are hosts with their ports that were given by whoever keeps the site, and may stand in a private network."""

    limits: Limits = field(default_factory=Limits)
    trusted: Collection[str] = ()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def get(self, url: str, *, most: int | None = None, page_only: bool = False) -> Answer:
        """Ask an address once, led nowhere. Of what is no HTML only the beginning is read if ``page_only``."""
        try:
            url = web.address(url)
        except web.NoAddress:
            return Answer(trouble=SILENT)
        parts, began = urlsplit(url), self.clock()
        try:
            place = self._resolve(parts.hostname or "", parts.port or web.PORTS[parts.scheme], parts.netloc)
        except OSError:
            return Answer(trouble=SILENT)
        if place is None:
            return Answer(trouble=PRIVATE)
        self._wait(parts.netloc)
        try:
            return self._ask(parts, place, most or self.limits.bytes, page_only, began)
        finally:
            self._asked[parts.netloc] = self.clock()

    def allowed(self, url: str) -> bool:
        """Does the host's robots.txt let us go there? Where there is none, everything is allowed; where it cannot be had, too."""
        parts = urlsplit(url)
        if parts.netloc not in self._robots:
            answer = self.get(f"{parts.scheme}://{parts.netloc}/robots.txt", most=ROBOTS_BYTES)
            rules = None
            if answer.status == 200 and not answer.failed:
                rules = RobotFileParser()
                rules.parse(_longest_first(answer.body.decode("utf-8", "replace").splitlines()))
            self._robots[parts.netloc] = rules
        rules = self._robots[parts.netloc]
        return rules is None or rules.can_fetch(NAME, url)

    def _resolve(self, host: str, port: int, netloc: str) -> tuple[str, int] | None:
        """The address to connect to; None for one that is not the world's. Raises OSError."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        first = found[0][4][0]
        if netloc not in self.trusted and not all(ipaddress.ip_address(each[4][0]).is_global for each in found):
            return None
        return first, port

    def _wait(self, netloc: str) -> None:
        left = self._asked.get(netloc, float("-inf")) + self.limits.pause - self.clock()
        if left > 0:
            self.sleep(left)

    def _ask(self, parts: SplitResult, place: tuple[str, int], most: int, page_only: bool, began: float) -> Answer:
        made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = made(parts.hostname, parts.port, timeout=self.limits.seconds)
        # The very address that was looked at: a second look-up may give another.
        connection._create_connection = lambda _, timeout, source: socket.create_connection(place, timeout, source)  # type: ignore[attr-defined]
        late = threading.Event()
        held: list[socket.socket] = []

        def cut_off() -> None:
            late.set()
            for each in held:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

        # A timeout of a socket is for one read: who sends a byte now and then would hold us for ever.
        watch = threading.Timer(self.limits.seconds, cut_off)
        watch.daemon = True
        watch.start()
        status, media, location, body = 0, "", "", bytearray()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
            connection.connect()
            # Held here: the connection lets go of it as soon as an answer begins.
            held.append(connection.sock)
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            status, location = answer.status, answer.headers.get("Location", "")
            media = answer.headers.get_content_type()
            if page_only and media not in HTML:
                most = min(most, CHUNK)
            while len(body) <= most and (chunk := answer.read1(CHUNK)):
                body += chunk
            # Who names a length and ends before it broke off; read1 does not say so.
            short = answer.length not in (None, 0) and len(body) <= most
            trouble = SLOW if late.is_set() else BROKEN if short else CUT if len(body) > most else ""
        except (OSError, http.client.HTTPException, ValueError) as error:
            slow = late.is_set() or isinstance(error, TimeoutError)
            trouble = SLOW if slow else BROKEN if status else SILENT
            if isinstance(error, ssl.SSLError) and not slow:
                trouble = SILENT
        finally:
            watch.cancel()
            connection.close()
        if trouble == CUT and media not in HTML:
            trouble = ""
        return Answer(status, media, bytes(body[:most]), trouble, location, round(self.clock() - began, 2))


def _longest_first(lines: list[str]) -> list[str]:
    """The rules of each group with the longest path first: that is the one that counts (RFC 9309), and the parser takes the first."""
    found: list[str] = []
    rules: list[str] = []
    for line in [*lines, ""]:
        if line.partition(":")[0].strip().lower() in ("allow", "disallow"):
            rules.append(line)
            continue
        found += sorted(rules, key=lambda each: -len(each.partition(":")[2].strip()))
        found.append(line)
        rules = []
    return found
