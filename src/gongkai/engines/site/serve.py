"""The small file app: the static tree and the public log at file speed, Django behind it for what is dynamic.

A file that was served is kept in memory and served again while one ``stat`` says that it is still the same file, so a page
that is rebuilt, or a generation that is switched, is seen at once. What is read for the first time is checked: no dotfiles,
no way out of the root, also not by a link, and where the signed manifest does not reach only names that are known there.
"""

import gzip
import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from email.utils import formatdate, parsedate_to_datetime
from functools import cached_property
from typing import Any

from django.contrib.staticfiles import finders
from django.utils._os import safe_join

from gongkai.engines.site.addresses import FEED_TYPES, REDIRECTS, VERIFY_OFFLINE
from gongkai.engines.site.aside import LOG, is_apart, is_known, record_of_receipt
from gongkai.engines.site.leading import Leading
from gongkai.engines.site.traditional import PREFIX, READ_AT_COUNTER, asked, converted
from gongkai.ground.home import home_path
from gongkai.kernel.portal.paths import as_written

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

DYNAMIC = ("/desk", "/counter", "/api")
KEEP_BYTES = 192 * 1024 * 1024
"""How much of the tree a web process keeps in memory; what was read first goes first."""

SMALL = 512 * 1024
BLOCK = 64 * 1024
HTML_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
PLAIN = "text/plain; charset=utf-8"
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", PLAIN)
FEEDS = {name: f"{media_type}; charset=utf-8" for name, media_type, _ in FEED_TYPES}
DATA = (TYPES["json"], TYPES["jsonld"], TYPES["xml"], *FEEDS.values())
"""What programs read: sent compressed to who takes that, and open to pages of other sites."""
WORTH_PACKING = 1400
UNBUILT = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>没有找到</title><p>没有找到这个网页。网站可能还没有建好，请过几分钟再看。</p>"


class _Kept:
    """A file in memory, and by what it is recognised as unchanged."""

    __slots__ = (
        "body",
        "etag",
        "file",
        "hant",
        "headers",
        "is_page",
        "leads_to",
        "modified",
        "mtime",
        "packed",
        "size",
    )

    def __init__(self, file: str, known: os.stat_result, headers: list[tuple[str, str]], body: bytes | None) -> None:
        self.file, self.body, self.size = file, body, known.st_size
        self.leads_to = ""
        self.is_page = headers[0][1] == TYPES["html"]
        self.packed: _Kept | None = None
        self.hant: _Kept | None = None
        # The inode is not part of the tag: two servers with the same tree should agree.
        self.mtime = (known.st_mtime_ns, known.st_ino)
        self.modified = int(known.st_mtime)
        self.etag = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'
        self.headers = [*headers, ("ETag", self.etag), ("Last-Modified", formatdate(known.st_mtime, usegmt=True))]

    @property
    def weight(self) -> int:
        return len(self.body or b"") + sum(each.weight for each in (self.packed, self.hant) if each)

    def in_traditional(self, path: str) -> "_Kept":
        """The same page in traditional script; made once."""
        if self.hant is None:
            self.hant = self._as(converted(self.body or b"", path), "hant")
        return self.hant

    def _as(self, body: bytes, mark: str) -> "_Kept":
        """Another form of the file, under a tag of its own."""
        found = copy(self)
        found.body, found.size, found.etag = body, len(body), f'{self.etag[:-1]}-{mark}"'
        found.packed = found.hant = None
        changed = {"Content-Length": str(found.size), "ETag": found.etag}
        found.headers = [(name, changed.get(name, value)) for name, value in self.headers]
        return found

    def pack(self) -> "_Kept":
        """The same file compressed, under a tag of its own; made once."""
        if self.packed is None:
            self.packed = found = self._as(gzip.compress(self.body or b"", 6, mtime=0), "gz")
            found.headers.append(("Content-Encoding", "gzip"))
        return self.packed


_OF_BYTES = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
"""What a browser asks of the very bytes, which are others in traditional script."""


class SiteApp:
    """WSGI: files of the current generation at ``/``, the log at ``/log/``, Django for ``/desk/``, ``/counter/`` and ``/api/``."""

    def __init__(self, dynamic: Application, seen: Callable[[str, str], None] | None = None) -> None:
        """``seen`` is told the address of each page that is sent, and what the browser calls itself."""
        self.dynamic, self.seen = dynamic, seen
        self.root = str(home_path("site", "current"))
        self.log = str(home_path("log"))
        self._kept: dict[str, _Kept] = {}
        self._bytes = 0
        self._redirects: tuple[tuple[int, int], Leading] = ((0, 0), Leading({}))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if path.startswith(DYNAMIC) and (path in DYNAMIC or path.startswith(("/desk/", "/counter/", "/api/"))):
            return self.dynamic(environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        hant = path.startswith(f"{PREFIX}/")
        path = path[len(PREFIX) :] if hant else path
        if hant and READ_AT_COUNTER.fullmatch(path):
            return self._served_in_traditional(path, environ, start_response)
        kept = self._kept.get(path)
        if kept is None or not _unchanged(kept):
            kept = self._read(path)
        if kept is None:
            return self._elsewhere(path, environ, method, start_response)
        if kept.leads_to:
            # Not for good in anybody's cache: a section may be opened again.
            found = [
                ("Location", f"{PREFIX if hant else ''}{kept.leads_to}"),
                ("Content-Length", "0"),
                ("Cache-Control", "no-cache"),
            ]
            start_response("301 Moved Permanently", found)
            return []
        if kept.is_page and self.seen and method == "GET":
            self.seen(path, environ.get("HTTP_USER_AGENT", ""))
        if hant and kept.is_page and kept.body is not None:
            before = kept.weight
            shown = kept.in_traditional(path)
            self._bytes += kept.weight - before
            kept = shown
        if kept.body is not None and kept.size > WORTH_PACKING and _takes_packed(kept, environ):
            before = kept.weight
            packed = kept.pack()
            self._bytes += kept.weight - before
            kept = packed
        return _answer(kept, environ, method, start_response, "200 OK")

    def _served_in_traditional(self, path: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A page that Django makes, asked for and shown in traditional script; each time anew, as it is."""
        told: list[Any] = []
        within = {name: value for name, value in environ.items() if name not in _OF_BYTES}
        within |= {"PATH_INFO": path, "QUERY_STRING": asked(environ.get("QUERY_STRING", ""))}
        answer = self.dynamic(within, lambda status, headers, *rest: told.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            if close := getattr(answer, "close", None):
                close()
        status, headers = told
        kept = {name.title(): (name, value) for name, value in headers}
        if kept.get("Content-Type", ("", ""))[1].startswith("text/html"):
            body = converted(body, path) if body else body
        found = [pair for name, pair in kept.items() if name not in ("Content-Length", "Etag", "Set-Cookie")]
        found += [pair for pair in headers if pair[0].title() == "Set-Cookie"]
        length = [("Content-Length", str(len(body)))] if environ["REQUEST_METHOD"] != "HEAD" else []
        start_response(status, [*found, *length])
        return [body]

    def _read(self, path: str) -> _Kept | None:
        """Read a file afresh; None if there is none that may be served."""
        old = self._kept.pop(path, None)
        if old is not None:
            self._bytes -= old.weight
        file = self._file_of(path)
        if file is None:
            return None
        try:
            with open(file, "rb") as opened:
                known = os.fstat(opened.fileno())
                body = opened.read() if known.st_size <= SMALL else None
        except OSError:
            return None
        kept = _Kept(file, known, _headers(path, file, known.st_size), body)
        kept.leads_to = self._leading().of(path) if path.startswith(("/s/", "/u/")) else ""
        if body is not None:
            self._bytes += len(body)
            self._kept[path] = kept
            while self._bytes > KEEP_BYTES:
                self._bytes -= self._kept.pop(next(iter(self._kept))).weight
        return kept

    def _leading(self) -> Leading:
        """Where addresses lead on to, by the tree's own list, which is read once as long as it is the same file."""
        file = f"{self.root}{REDIRECTS}"
        try:
            known = os.stat(file)
            if (mark := (known.st_mtime_ns, known.st_ino)) != self._redirects[0]:
                with open(file, encoding="utf-8") as lines:
                    self._redirects = (mark, Leading(dict(line.split() for line in lines)))
        except (OSError, ValueError):
            return Leading({})
        return self._redirects[1]

    def _file_of(self, path: str) -> str | None:
        """The file that an address names, inside its root."""
        try:
            name = path.encode("latin-1").decode()
        except UnicodeError:
            return None
        parts = name.split("/")[1:]
        if (
            not name.startswith("/")
            or "\x00" in name
            or any(p == "" or p[0] == "." for p in parts[:-1])
            or parts[-1][:1] == "."
        ):
            return None
        if is_apart(name[1:]) and not (is_known(name[1:]) or record_of_receipt(name[1:])):
            return None
        root = self.root
        if parts[0] == LOG:
            root, parts = self.log, parts[1:]
        if not parts or parts[-1] == "":
            parts = [*parts[:-1], "index.html"]
        found = _inside(root, "/".join(parts))
        if found is None and parts[0] == "assets":
            return self._assets.get("/".join(parts[1:]))
        return found

    @cached_property
    def _assets(self) -> dict[str, str]:
        """Static files of the counter and the desk, which the built tree does not hold."""
        found: dict[str, str] = {}
        for finder in finders.get_finders():
            for name, storage in finder.list(ignore_patterns=[]):
                found.setdefault(name, safe_join(storage.location, name))
        return found

    def _elsewhere(self, path: str, environ: Environ, method: str, start_response: StartResponse) -> Iterable[bytes]:
        """A folder without its slash is redirected, and what an earlier website had at this address; all else is not found."""
        if target := self._former(path, environ.get("QUERY_STRING", "")):
            start_response(
                "301 Moved Permanently", [("Location", target), ("Content-Length", "0"), ("Cache-Control", "no-cache")]
            )
            return []
        if not path.endswith("/") and "//" not in path and self._file_of(f"{path}/") is not None:
            quoted = path.encode("latin-1").decode().encode()
            location = "".join(chr(b) if chr(b) in _SAFE else f"%{b:02X}" for b in quoted) + "/"
            start_response("301 Moved Permanently", [("Location", location), ("Content-Length", "0")])
            return []
        missing = self._kept.get("/404.html")
        if missing is None or not _unchanged(missing):
            missing = self._read("/404.html")
        if missing is None or missing.body is None:
            body = UNBUILT.encode()
            start_response("404 Not Found", [("Content-Type", TYPES["html"]), ("Content-Length", str(len(body)))])
            return [] if method == "HEAD" else [body]
        shown = [
            (name, value) for name, value in missing.headers if name not in ("ETag", "Last-Modified", "Cache-Control")
        ]
        start_response("404 Not Found", [*shown, ("Cache-Control", "no-store")])
        return [] if method == "HEAD" else [missing.body]

    def _former(self, path: str, query: str) -> str:
        """Where an address of an earlier website leads: with its question, with as much of it as was there before others put
        something beside it (``from=…``), or else without."""
        try:
            written = as_written(path.encode("latin-1").decode())
        except UnicodeError:
            return ""
        return self._leading().of_question(written, query)


_REFUSED = re.compile(r";q=0(?:\.0*)?$")
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def _inside(root: str, name: str) -> str | None:
    """The real file below the root; None if it is none, or if a link leads out."""
    real = os.path.realpath(root)
    found = os.path.realpath(f"{real}/{name}")
    if not found.startswith(f"{real}/") or not os.path.isfile(found):
        return None
    # Not the resolved path: the next request must see the next generation.
    return f"{root}/{name}"


def _takes_packed(kept: _Kept, environ: Environ) -> bool:
    if ("Vary", "Accept-Encoding") not in kept.headers:
        return False
    taken = [each.replace(" ", "") for each in environ.get("HTTP_ACCEPT_ENCODING", "").split(",")]
    return any(each.startswith("gzip") and not _REFUSED.search(each) for each in taken)


def _unchanged(kept: _Kept) -> bool:
    try:
        known = os.stat(kept.file)
    except OSError:
        return False
    return (known.st_mtime_ns, known.st_ino) == kept.mtime and known.st_size == kept.size


def _answer(kept: _Kept, environ: Environ, method: str, start_response: StartResponse, status: str) -> Iterable[bytes]:
    if _not_modified(kept, environ):
        start_response("304 Not Modified", [h for h in kept.headers if h[0] not in ("Content-Length", "Content-Type")])
        return []
    start_response(status, kept.headers)
    if method == "HEAD":
        return []
    return [kept.body] if kept.body is not None else _blocks(kept.file, kept.size)


def _not_modified(kept: _Kept, environ: Environ) -> bool:
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or kept.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None:
        return False
    try:
        return kept.modified <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError):
        return False


def _blocks(file: str, size: int) -> Iterator[bytes]:
    """A large file, no more of it than was announced."""
    with open(file, "rb") as opened:
        while size > 0 and (block := opened.read(min(BLOCK, size))):
            size -= len(block)
            yield block


def _headers(path: str, file: str, size: int) -> list[tuple[str, str]]:
    kind = _type_of(path, file)
    found = [
        ("Content-Type", kind),
        ("Content-Length", str(size)),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", _caching(path)),
    ]
    if kind.startswith("text/html"):
        return [
            *found,
            ("Content-Security-Policy", HTML_POLICY),
            ("Referrer-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
            # Kept and opened from a disk it may run its own script; here the policy forbids it.
            *([("Content-Disposition", "attachment")] if path == VERIFY_OFFLINE else []),
        ]
    if "/a/" in path and path.startswith("/r/"):
        # What offices upload never runs as part of the site.
        found.append(("Content-Security-Policy", FILE_POLICY))
        if kind not in SHOWN_INLINE:
            found.append(("Content-Disposition", "attachment"))
    elif kind in DATA:
        found += [("Vary", "Accept-Encoding"), ("Access-Control-Allow-Origin", "*")]
    return found


def _type_of(path: str, file: str) -> str:
    name = file.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if path.startswith("/r/") and "/a/" in path:
        return mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name in FEEDS:
        return FEEDS[name]
    if suffix in TYPES:
        return TYPES[suffix]
    if path.startswith("/log/tile/"):
        return "application/octet-stream"
    return (
        PLAIN if not suffix or path.startswith("/log/") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    )


def _caching(path: str) -> str:
    """Pages and what hangs on them may be corrected or withdrawn: a browser asks each time, and hears 304 while nothing
    changed. A full tile of the log never changes."""
    if path.startswith("/log/tile/") and ".p/" not in path:
        return "public, max-age=31536000, immutable"
    if path.startswith("/log/"):
        return "public, max-age=5"
    return "public, max-age=600" if path.startswith("/assets/") else "no-cache"
