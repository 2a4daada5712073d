"""What a page of a government's website holds: its links, labels and dates, the texts that are looked through, how its search is asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.pure.guard.passages import Passage, scan, shown
from gongkai.pure.guard.sorts import PERSONAL, SORTS
from gongkai.pure.guard.wording import WordList

MOST_LINKS, MOST_FINDS, MOST_SIGNS = 3000, 100, 400_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(20\d\d)\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)")
_BLANK = re.compile(r"暂无|还没有|没有(?:相关|公开|发布|任何)?.{0,8}(?:信息|内容|数据|记录)|正在建设|敬请期待|无相关")
_GONE = ("script", "style", "noscript", "template", "svg")
_BLOCKS = "p,li,td,th,dt,dd,h1,h2,h3,h4,h5,h6,div,section,article,header,footer,address,figcaption,blockquote,br,small,time,option,caption"
_EDGE = "\u241e"
_SITE_CODE = re.compile(r"标识码\s*[:：]?\s*([0-9A-Za-z]{6,})")
_ICP = re.compile(r"[\u4e00-\u9fff]\s?ICP\s?(?:备|证)\s?\d{5,}", re.IGNORECASE)
_POLICE = re.compile(r"公?网安备\s?\d{8,}")
_ORGAN_MARK = re.compile(r"bszs\.conac\.cn|dcs\.conac\.cn|党政机关网站标识|党政机关标识")
SITE_LABELS = ("SiteName", "SiteDomain", "SiteIDCode")


@dataclass(frozen=True)
class Link:
    href: str
    words: str


@dataclass
class Read:
    """A page as it was read. ``newest``: the latest day in its content that is not yet to come; ``blank``: a column in which nothing stands."""

    title: str = ""
    links: list[Link] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    newest: date | None = None
    blank: bool = False
    marks: dict[str, bool] = field(default_factory=dict)
    search: tuple[str, str] | None = None
    example: str = ""
    passages: list[Passage] = field(default_factory=list)

    @property
    def column(self) -> str:
        """The column whose list this is; "" for a page of content, or one without labels."""
        return "" if self.labels.get("ArticleTitle") else self.labels.get("ColumnName", "")

    @property
    def published(self) -> date | None:
        """The day of a page of content by its label: by it posts and ages are told, as they were then."""
        try:
            return date.fromisoformat(self.labels.get("PubDate", "")[:10])
        except ValueError:
            return None


def read(body: bytes, today: date, charset: str = "") -> Read:
    """Read a page; what is not HTML reads as an empty one."""
    tree = LexborHTMLParser(_text(body, charset))
    root = tree.root
    if root is None:
        return Read()
    labels = {}
    for node in tree.css("meta[name]"):
        name = node.attributes.get("name") or ""
        labels.setdefault(name, (node.attributes.get("content") or "").strip())
    source = tree.html or ""
    for node in tree.css(",".join(_GONE)):
        node.decompose()
    title = tree.css_first("title")
    found = Read(title=_line(title.text()) if title else "", labels=labels, links=_links(tree))
    whole = tree.body.text(separator=" ") if tree.body else ""
    main = tree.css_first("main") or tree.css_first("#main,.main,#content,.content") or tree.body
    if main is not None:
        found.newest = _newest(main, today)
        found.blank = bool(found.column) and _is_blank(main)
        found.example = _example(main)
    found.search = _search(tree)
    found.marks = {
        "site_code": bool(labels.get("SiteIDCode") or _SITE_CODE.search(whole)),
        "icp": bool(_ICP.search(whole)),
        "police": bool(_POLICE.search(whole)),
        "organ": bool(_ORGAN_MARK.search(source)),
    }
    found.passages = _passages(tree)
    return found


def finds(
    found: Read, lists: Sequence[WordList], on: date, excused: Callable[[str, str], bool] = lambda sort, value: False
) -> list[dict[str, Any]]:
    """What must not stand in the page, people's data masked: as it is kept, without the words themselves. ``excused`` says of a sort and the
    very words that somebody gave a reason why they may stand there."""
    told: list[dict[str, Any]] = []
    searched = scan(found.passages, on=on, lists=lists)
    for each in searched[:MOST_FINDS]:
        sort = SORTS[each.find.sort]
        if excused(sort.code, each.value):
            continue
        before, words, after = shown(each, searched)
        told.append(
            {
                "sort": sort.code,
                "personal": sort.code in PERSONAL,
                "stops": each.find.stops,
                "place": f"{before}【{words}】{after}",
                "better": each.find.better,
                "why": each.find.why,
            }
        )
    return told


def _text(body: bytes, charset: str) -> str:
    named = charset or (m.group(1).decode() if (m := _CHARSET.search(body[:4096])) else "utf-8")
    named = "gb18030" if named.lower() in ("gb2312", "gbk") else named
    try:
        return body.decode(named, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:200]


def _links(tree: LexborHTMLParser) -> list[Link]:
    found: dict[str, Link] = {}
    for node in tree.css("a[href],area[href],img[src],iframe[src]"):
        href = (node.attributes.get("href") or node.attributes.get("src") or "").strip()
        if not href or href.startswith("#") or (":" in href.split("/")[0] and not href.lower().startswith("http")):
            continue
        words = _line(node.text(separator=" ")) or _line(node.attributes.get("alt"))
        found.setdefault(href, Link(href, words[:80]))
        if len(found) >= MOST_LINKS:
            break
    return list(found.values())


def _newest(main: LexborNode, today: date) -> date | None:
    told = [node.attributes.get("datetime") or "" for node in main.css("time[datetime]")]
    told.append(main.text(separator=" ")[:MOST_SIGNS])
    days = []
    for text in told:
        for year, month, day in _DATE.findall(text):
            try:
                days.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return max((each for each in days if each <= today), default=None)


def _is_blank(main: LexborNode) -> bool:
    """Nothing is listed: no item with a day or a link of its own, and the page says so or says nothing at all."""
    items = [node for node in main.css("li,tr,dd") if node.css_first("time") or _DATE.search(node.text())]
    if items:
        return False
    empty = main.css_first(".empty")
    if empty is not None and _BLANK.search(empty.text()):
        return True
    text = _line(main.text(separator=" "))
    return bool(_BLANK.search(text)) or not main.css_first("li a[href],td,p")


def _example(main: LexborNode) -> str:
    """The words of the first item with a day: what its search is tried with."""
    for node in main.css("li,tr"):
        link = node.css_first("a[href]")
        if link is not None and (node.css_first("time") or _DATE.search(node.text())):
            inner = link.css_first(".t")
            words = re.findall(r"[\u4e00-\u9fff]{4,}", (inner or link).text())
            if words:
                return words[0][:10]
    return ""


def _search(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """Where the page's search is asked, and the name of what is asked: a form with one line for words."""
    for form in tree.css("form"):
        if (form.attributes.get("method") or "get").lower() != "get":
            continue
        line = form.css_first('input[type="search"],input[type="text"],input:not([type])')
        if line is not None and line.attributes.get("name"):
            return form.attributes.get("action") or "", line.attributes["name"] or ""
    return None


def _passages(tree: LexborHTMLParser) -> list[Passage]:
    """The blocks, one passage each: what stands in two of them is not one sentence. It changes the tree, so it comes last."""
    if tree.body is None:
        return []
    for node in tree.body.css(_BLOCKS):
        node.insert_before(_EDGE)
        node.insert_after(_EDGE)
    text = tree.body.text(separator="")[:MOST_SIGNS]
    return [Passage(each.strip()) for each in text.split(_EDGE) if each.strip()]
