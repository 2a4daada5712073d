"""Which of the addresses that pages name are gone to: a site that makes ever new ones would be walked for ever."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from gongkai.pure.outside import web

LONGEST = 500
MOST_QUERIES, MOST_ALIKE, MOST_REPEATED = 30, 3, 3
"""How many questions behind one path, pages with the very same bytes whose links are followed, and folders of one name in a path."""
TOO_LONG, TOO_DEEP, LOOP = "long", "depth", "loop"
LEFT = {
    TOO_LONG: "地址太长",
    TOO_DEEP: "离首页太远",
    LOOP: "像是没有尽头的循环",
    "robots": "robots.txt不让机器去",
    "pages": "到了这次的页数上限",
}


@dataclass(frozen=True)
class Place:
    """An address as it is known in a run: of the site itself from the root on (``/s/x/?a=1``), else the whole."""

    address: str
    inside: bool


class Site:
    """A site by its base, with other names that stand for it (its domain, where it is asked on another port)."""

    def __init__(self, base: str, also: tuple[str, ...] = ()) -> None:
        parts = urlsplit(web.address(base))
        self.scheme, self.netloc = parts.scheme, parts.netloc
        self.names = {parts.netloc.lower(), *(each.lower() for each in also if each)}

    def url(self, address: str) -> str:
        return f"{self.scheme}://{self.netloc}{address}" if address.startswith("/") else address

    def place(self, href: str, on: str) -> Place | None:
        """Where a link on a page (by its address) leads; None if to nothing that is asked over the web."""
        try:
            whole = web.address(urljoin(self.url(on), href.strip()))
            parts = urlsplit(whole)
        except ValueError:
            return None
        path = parts.path or "/"
        if parts.netloc.lower() in self.names:
            return Place(urlunsplit(("", "", path, parts.query, "")), True)
        return Place(urlunsplit((parts.scheme, parts.netloc, path, parts.query, "")), False)


class Admission:
    """What has been admitted so far of the addresses inside a site; ``refuse`` says why one is not gone to, "" if it is."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self._queries: Counter[str] = Counter()
        self._alike: Counter[str] = Counter()

    def knows(self, address: str) -> None:
        path, _, query = address.partition("?")
        if query:
            self._queries[path] += 1

    def refuse(self, address: str, depth: int) -> str:
        path, _, query = address.partition("?")
        if len(address) > LONGEST:
            return TOO_LONG
        folders = Counter(each for each in path.split("/") if each)
        if any(n > MOST_REPEATED for n in folders.values()) or (query and self._queries[path] >= MOST_QUERIES):
            return LOOP
        return TOO_DEEP if depth > self.depth else ""

    def follow(self, digest: str) -> bool:
        """Are the links of a page with these bytes to be followed? Not once the same came under several addresses."""
        self._alike[digest] += 1
        return self._alike[digest] <= MOST_ALIKE
