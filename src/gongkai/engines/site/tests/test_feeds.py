"""Feeds: of the whole site, a section, a unit, a kind; the same entries as Atom, RSS and JSON Feed; named in the page's head."""

import json
import re
from email.utils import parsedate_to_datetime
from xml.dom import minidom

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build
from gongkai.engines.site.serve import _type_of
from gongkai.kernel.records import validity

from .helpers import Office, files, page

PLACES = ("", "s/policy/", "u/zjj/", "k/policy/")
ORIGIN = "https://www.mingchuan.gov.example"


@pytest.fixture
def office(cast, home) -> Office:
    return Office(cast)


def titles(place: str) -> list[list[str]]:
    """What each of the three feeds of a place lists."""

    def entries(name: str, tag: str) -> list[str]:
        return [
            each.getElementsByTagName("title")[0].firstChild.data
            for each in minidom.parseString(page(f"{place}{name}")).getElementsByTagName(tag)
        ]

    told = json.loads(page(f"{place}feed.json"))
    return [entries("feed.xml", "entry"), entries("rss.xml", "item"), [each["title"] for each in told["items"]]]


def test_all_feeds_follow_what_is_published_corrected_and_withdrawn(office):
    record = office.publish("2026-03-02", title="先公开的办法 <A&B>")
    build.full()
    office.publish("2026-03-03", title="后公开的办法")
    build.catch_up()
    for place in PLACES:
        assert titles(place) == [["后公开的办法", "先公开的办法 <A&B>"]] * 3, place
    office.correct(record, "2026-03-04", body="<p>更正后的正文&amp;说明。</p><p>第二段。</p>")
    build.catch_up()
    told = json.loads(page("s/policy/feed.json"))["items"][1]
    assert told == {
        "id": f"{ORIGIN}/r/{record.pk}/", "url": f"{ORIGIN}/r/{record.pk}/", "title": "先公开的办法 <A&B>", "content_text": "更正后的正文&说明。 第二段。",
        "date_published": "2026-03-02T12:00:00+08:00", "date_modified": "2026-03-04T12:00:00+08:00",
        "authors": [{"name": "明川县住房和城乡建设局"}], "tags": ["政策文件"],
    }  # fmt: skip
    office.withdraw(record, "2026-03-05")
    build.catch_up()
    for place in PLACES:
        assert titles(place) == [["后公开的办法"]] * 3, place
    followed = files()
    build.full()
    assert files() == followed


def test_an_entry_says_what_is_not_in_force_and_changes_with_it(office):
    record = office.publish("2026-03-02", title="旧办法", effective_on="2026-03-02")
    other = office.publish("2026-03-02", title="短办法", effective_on="2026-03-02", expires_on="2026-03-04")
    office.publish("2026-03-03", title="新办法", effective_on="2026-04-01")
    build.full()
    validity.repeal(record=record, because="任务已经完成", by=office.cast.actor("liu_qianfa"), at=noon("2026-03-04"))
    validity.expire(record=other, at=noon("2026-03-05"))
    build.catch_up()
    for place in PLACES:
        for told in titles(place):
            assert sorted(told) == ["新办法【尚未施行】", "旧办法【已废止】", "短办法【已失效】"], place
        changed = {each["title"]: each["date_modified"][:10] for each in json.loads(page(f"{place}feed.json"))["items"]}
        assert changed == {"新办法【尚未施行】": "2026-03-03", "旧办法【已废止】": "2026-03-04", "短办法【已失效】": "2026-03-05"}  # fmt: skip
    followed = files()
    build.full()
    assert files() == followed


def test_an_item_of_rss_has_what_readers_ask_for(office):
    record = office.publish("2026-03-02")
    build.full()
    feed = minidom.parseString(page("u/zjj/rss.xml"))
    (item,) = feed.getElementsByTagName("item")
    told = {child.tagName: child.firstChild.data for child in item.childNodes}
    assert told["link"] == told["guid"] == f"{ORIGIN}/r/{record.pk}/"
    assert parsedate_to_datetime(told["pubDate"]).isoformat() == "2026-03-02T12:00:00+08:00"
    assert told["dc:creator"] == "明川县住房和城乡建设局" and told["description"] == "办法的正文。"
    assert feed.getElementsByTagName("atom:link")[0].getAttribute("href") == f"{ORIGIN}/u/zjj/rss.xml"


def test_a_page_names_its_feeds(office):
    office.publish("2026-03-02")
    build.full()
    for place in (*PLACES, "corrections/"):
        html = page(f"{place}index.html")
        named = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="/([^"]*)">', html)
        assert named == [
            ("application/atom+xml", f"{place}feed.xml"),
            ("application/rss+xml", f"{place}rss.xml"),
            ("application/feed+json", f"{place}feed.json"),
        ]
        assert {path for _, path in named} <= set(files())
        for media_type, path in named:
            assert _type_of(f"/{path}", path) == f"{media_type}; charset=utf-8"
