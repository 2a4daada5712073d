"""Every link, asset and anchor of the built site leads somewhere, its HTML is balanced, and its labels are whole."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin
from urllib.robotparser import RobotFileParser
from xml.dom import minidom

import pytest
from django.urls import resolve

from gongkai.engines.site import addresses, build
from gongkai.ground.files.actions import attach
from gongkai.kernel.records import actions
from gongkai.procedures.foi.tests.scenes import answered, submitted

from .helpers import EDITOR, SIGNERS, Office, files, noon

ORIGIN = "https://www.mingchuan.gov.example"
VOID = {"meta", "link", "input", "br", "hr", "img", "col"}
SITE = "http://site"
LABELS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource"}


class Page(HTMLParser):
    """What a page links to, and its ids, labels and open tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        found = [given[name] for name in ("href", "src", "action", "data-fetch") if given.get(name)]
        # Where a page is told by its whole address, it is by this site's.
        self.links += [each.removeprefix(ORIGIN) for each in found] if given.get("rel") == "canonical" else found
        self.ids += [given["id"]] if "id" in given else []
        self.labels |= {given["name"]} if tag == "meta" and "name" in given and given.get("content") else set()
        self.faults += ["style or handler inline"] if any(n == "style" or n.startswith("on") for n in given) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> where it does not belong")


@pytest.fixture
def site(cast, home) -> dict[str, bytes]:
    office = Office(cast)
    record = office.draft("2026-03-02", title="供水管理办法", document_number="明建规〔2026〕1号")
    form = attach(owner=record.ref, name="申请表 1.txt", data="姓名：".encode(), by=EDITOR, at=noon("2026-03-02"))
    content = {"title": record.title, "formed_on": "2026-03-02", "body": f'<p>见<a href="attachment:{form.public_id}">申请表</a>。</p><table><tr><td>1</td></tr></table>', "attachments": [form.public_id], "no_interpretation": "内容单一"}  # fmt: skip
    actions.save(record=record, content=content, by=office.actors[EDITOR], at=noon("2026-03-02"))
    office.through_the_gates(record, "2026-03-02")
    office.correct(office.publish("2026-03-03", kind="notice", section="notices", unit="wjw"), "2026-03-04")
    office.withdraw(office.publish("2026-03-04", title="撤下的文件"), "2026-03-05")
    office.withdraw(office.publish("2026-03-04", title="不能提的名字"), "2026-03-05", keep_title=False)
    answered(cast, "2026-03-02", "2026-03-04")
    submitted(cast, "2026-03-05")
    build.full()
    return files()


def test_everything_leads_somewhere(site):
    pages = {path: Page(content.decode()) for path, content in site.items() if path.endswith(".html")}
    dead = []
    for path, page in pages.items():
        for link in page.links:
            address, anchor = urldefrag(urljoin(f"{SITE}/{path.removesuffix('index.html')}", link))
            if not address.startswith(f"{SITE}/"):
                assert link.startswith(("tel:", "mailto:")), f"{path}: {link} leads out of the site"
                continue
            found = unquote(address.removeprefix(f"{SITE}/"))
            if found == "hant/":  # made of the built page when it is asked for
                continue
            if found.startswith(("counter/", "api/")):
                resolve(f"/{found.partition('?')[0]}")
            elif not found.startswith("log/") and found not in SIGNERS and not found.endswith("/proof"):
                target = f"{found}index.html" if found.endswith("/") or not found else found
                held = pages[target].ids if target in pages else re.findall(r'id="([^"]+)"', site[target].decode()) if target.endswith(".svg") else []  # fmt: skip
                dead += [(path, link)] if target not in site or (anchor and found != "verify/" and anchor not in held) else []  # fmt: skip
    assert dead == []


def test_every_page_is_balanced_and_labelled(site):
    for path, content in site.items():
        if not path.endswith(".html"):
            continue
        page = Page(content.decode())
        assert (page.open, page.faults) == ([], []), path
        assert len(page.ids) == len(set(page.ids)), f"{path} has an id twice"
        wanted = LABELS | (COLUMN if path != "404.html" else set()) | (CONTENT if path.startswith("r/") else set())
        assert path == "verify/offline.html" or wanted <= page.labels, (path, wanted - page.labels)


def test_what_programs_read_is_well_formed(site):
    read = {path: minidom.parseString(content) for path, content in site.items() if path.endswith(".xml")}
    assert {
        "feed.xml",
        "s/policy/feed.xml",
        "k/notice/feed.xml",
        "u/zjj/feed.xml",
        "u/zjj/rss.xml",
        "sitemap.xml",
    } <= set(read)
    for path, document in read.items():
        if not path.endswith("feed.xml"):
            continue
        for entry in (document.documentElement, *document.getElementsByTagName("entry")):
            own = [child.tagName for child in entry.childNodes if child.nodeType == child.ELEMENT_NODE]
            assert {"id", "title", "updated", "link"} <= set(own), path
        for entry in document.getElementsByTagName("entry"):
            assert entry.getElementsByTagName("author"), path


def test_nothing_withdrawn_is_linked_or_listed(site):
    assert not any("不能提的名字".encode() in content for content in site.values())
    assert [
        path
        for path, content in site.items()
        if "撤下的文件".encode() in content and not path.startswith(("r/", "corrections/"))
    ] == []


def test_search_engines_find_the_libraries_and_no_form(cast, home):
    build.full()
    rules = RobotFileParser()
    rules.parse(files()["robots.txt"].decode().splitlines())
    for address, open_to_them in (
        (addresses.library("policy"), True),
        (f"{addresses.library('policy')}?q=水", True),
        (addresses.section("policy"), True),
        (addresses.APPLY, False),
        (addresses.TRACK, False),
        (addresses.SEARCH, False),
        ("/desk/", False),
        ("/api/records", False),
    ):
        assert rules.can_fetch("Baiduspider", address) is open_to_them, address
