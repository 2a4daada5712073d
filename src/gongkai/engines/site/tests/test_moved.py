"""What stood at the addresses of a section that merged leads on for ever, on any server; and what the catalogue says of a section."""

import re
from collections.abc import Iterator

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, listings, reader
from gongkai.engines.site.serve import SiteApp
from gongkai.ground.units.actions import open_unit
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Record, Section

from .helpers import Office, files, page

pytestmark = pytest.mark.one_engine

OFFICE = "gao_gongkai"


@pytest.fixture
def small_pages(monkeypatch):
    for module in (reader, listings):
        monkeypatch.setattr(module, "PER_PAGE", 2)


@pytest.fixture
def office(cast, home, small_pages) -> Office:
    """Three notices of one unit and one of another, on two pages of one year."""
    office = Office(cast)
    for day, unit in (("2026-03-02", "zjj"), ("2026-03-03", "zjj"), ("2026-03-04", "wjw")):
        office.publish(day, section="notices", kind="notice", unit=unit, title=f"{day}公示")
    return office


def section(key: str) -> Section:
    return Section.objects.get(pk=key)


def act(office: Office, verb: str, day: str = "2026-03-09", **more) -> None:
    getattr(catalogue, verb)(by=office.cast.actor(OFFICE), at=noon(day), **more)


def merge(office: Office) -> None:
    act(office, "merge", section=section("notices"), into=section("policy"))


def ways() -> dict[str, str]:
    return dict(line.split(" ") for line in page("redirects.txt").splitlines())


OLD = {
    "/s/notices/": "/s/policy/",
    "/s/notices/feed.xml": "/s/policy/feed.xml",
    "/s/notices/rss.xml": "/s/policy/rss.xml",
    "/s/notices/feed.json": "/s/policy/feed.json",
    "/s/notices/index.json": "/s/policy/index.json",
    "/s/notices/2026/1/": "/s/policy/",
    "/s/notices/2026/1/index.json": "/s/policy/index.json",
    "/s/notices/2026/2/": "/s/policy/",
    "/s/notices/2026/2/index.json": "/s/policy/index.json",
    "/u/wjw/s/notices/": "/u/wjw/s/policy/",
    "/u/zjj/s/notices/": "/u/zjj/s/policy/",
}

LED = {old: new for old, new in OLD.items() if not re.search(r"/\d/index\.json$", old)}
"""The JSON of a year's page stays and says itself where it went: our server gives what was signed for."""


def there(files_: dict[str, bytes]) -> set[str]:
    """The addresses of a tree."""
    return {"/" + path.removesuffix("index.html") for path in files_}


def test_every_old_address_leads_on(office):
    build.catch_up()
    before = {address for address in there(files()) if "/notices/" in address}
    assert before == set(OLD)
    merge(office)
    build.catch_up()
    assert ways() == LED
    assert before <= there(files()) and set(OLD.values()) <= there(files())
    text = page("s/notices/2026/2/index.html")
    assert '<meta http-equiv="refresh" content="0; url=/s/policy/"><link rel="canonical" href="/s/policy/">' in text
    assert page("s/notices/2026/2/index.json") == '{"moved_to":"/s/policy/index.json"}\n'
    assert '<a class="btn" href="/s/policy/">到“政策文件”</a>' in text and "2026年3月9日并入“政策文件”" in text


def test_nobody_is_led_by_the_catalogue_to_what_merged(office):
    merge(office)
    build.catch_up()
    for path in ("catalogue/index.html", "map/index.html", "index.html", "sitemap/pages.xml"):
        assert "/s/notices/" not in page(path), path
    assert "公示" in page("s/policy/index.html")


def test_the_feed_at_the_old_address_follows(office):
    merge(office)
    build.catch_up()
    office.publish("2026-03-10", section="policy", title="新的办法")
    done = build.catch_up()
    assert done is not None and not done.full
    assert "新的办法" in page("s/notices/feed.xml") and page("s/notices/feed.xml") == page("s/policy/feed.xml")


def test_a_chain_leads_to_its_end(office):
    merge(office)
    act(office, "add", key="end", parent=None, name="终点")
    act(office, "merge", section=section("policy"), into=section("end"))
    build.catch_up()
    assert ways()["/s/notices/2026/1/"] == "/s/end/" and ways()["/u/zjj/s/notices/"] == "/u/zjj/s/end/"
    assert ways()["/s/policy/2026/1/"] == "/s/end/"


def test_opened_again_it_stands_at_its_address_and_leads_to_what_went_and_stays_away(office):
    merge(office)
    act(office, "reopen", section=section("notices"))
    build.catch_up()
    assert ways() == {}
    head, theirs, year = (page(f"{at}/index.html") for at in ("s/notices", "u/zjj/s/notices", "s/notices/2026/2"))
    assert "http-equiv" not in head and '曾经并入“政策文件”，那以前的信息在<a href="/s/policy/">' in head
    assert '<a href="/u/zjj/s/policy/">' in theirs and "已经撤下" not in theirs
    assert "url=/s/policy/" in year and "已经移到别的栏目" in year
    assert page("s/notices/2026/2/index.json") == '{"moved_to":"/s/policy/index.json"}\n'


def test_what_went_with_a_section_that_was_opened_again_is_followed_where_it_goes_on(office):
    merge(office)
    act(office, "reopen", section=section("notices"))
    build.catch_up()
    act(office, "add", key="end", parent=None, name="终点")
    act(office, "merge", section=section("policy"), into=section("end"))
    build.catch_up()
    assert '<a href="/s/end/">' in page("s/notices/index.html") and "url=/s/end/" in page("s/notices/2026/2/index.html")
    followed = files()
    build.full()
    assert followed == files()
    act(office, "close", section=section("notices"))
    build.catch_up()
    shut = page("s/notices/index.html")
    assert "停用，不再更新" in shut and '<a href="/s/end/">' in shut


def test_what_it_gets_then_takes_its_pages_back_and_following_is_whole(office):
    merge(office)
    act(office, "reopen", section=section("notices"))
    build.catch_up()
    for day in ("2026-03-11", "2026-03-12", "2026-03-13"):
        record = office.publish(day, section="notices", kind="notice", title=f"{day}公示")
        done = build.catch_up()
        assert done is not None and not done.full
    assert "http-equiv" not in page("s/notices/2026/2/index.html")
    office.move(record, "policy", "2026-03-14")
    build.catch_up()
    assert "url=/s/policy/" in page("s/notices/2026/2/index.html")
    followed = files()
    build.full()
    assert followed == files()


def test_a_unit_that_has_nothing_there_any_more_keeps_its_list(office):
    merge(office)
    build.catch_up()
    act(office, "add", key="other", parent=None, name="别处")
    for record in Record.objects.filter(unit=office.cast.units["wjw"]).select_related("unit", "section"):
        office.move(record, "other", "2026-03-10")
    build.catch_up()
    assert "u/wjw/s/policy/index.html" in files()
    followed = files()
    build.full()
    assert followed == files()


def asked(address: str) -> tuple[str, dict[str, str]]:
    told: list = []
    environ = {"PATH_INFO": address, "REQUEST_METHOD": "GET"}
    answer = SiteApp(lambda environ, start: iter(()))(
        environ, lambda status, headers: told.extend([status, dict(headers)])
    )
    assert isinstance(answer, list | Iterator)
    return told[0], told[1]


def test_our_own_server_answers_301(office):
    merge(office)
    build.catch_up()
    for old, new in LED.items():
        status, headers = asked(old)
        assert (status, headers["Location"]) == ("301 Moved Permanently", new)
        assert headers["Cache-Control"] == "no-cache"
    assert asked("/s/policy/")[0] == "200 OK"


def test_a_server_that_has_shown_the_page_sees_that_it_leads_on(office):
    app, told = SiteApp(lambda environ, start: iter(())), []

    def ask() -> str:
        app({"PATH_INFO": "/s/notices/", "REQUEST_METHOD": "GET"}, lambda status, headers: told.append(status))
        return told[-1]

    build.catch_up()
    assert ask() == "200 OK"
    merge(office)
    build.catch_up()
    assert ask() == "301 Moved Permanently"
    act(office, "reopen", section=section("notices"))
    build.catch_up()
    assert ask() == "200 OK"


def test_a_section_says_why_for_whom_by_whom_and_how_often(office):
    act(office, "change", section=section("notices"), basis="国发〔2015〕17号", units="wjw", audience="公众、企业", update_every="quarter", key_area=True)  # fmt: skip
    build.catch_up()
    text = page("s/notices/index.html")
    for told in (
        "<dt>公开依据</dt><dd>国发〔2015〕17号</dd>",
        '<dd><a href="/u/wjw/">住房和城乡建设局</a></dd>',
        "<dd>公众、企业</dd>",
        "<dd>每季度</dd>",
    ):
        assert told.replace("住房和城乡建设局", "卫生健康委员会") in text, told
    assert "公开依据" not in page("s/notices/2026/1/index.html")
    assert '<a href="/s/notices/">公告公示<small>每季度更新</small></a>' in page("catalogue/index.html")
    assert "<h2>重点领域</h2>" in page("index.html")


def test_a_closed_one_says_so(office):
    act(office, "add", key="over", parent=None, name="过去")
    act(office, "close", section=section("over"))
    build.catch_up()
    assert "这个栏目已在2026年3月9日停用" in page("s/over/index.html")


def test_who_is_led_from_above_stands_apart(office):
    open_unit(
        code="tax", name="国家税务总局明川县税务局", short_name="县税务局", level="department", parent_code="xzf", in_totals=False,
        opened_on=noon("2026-03-01").date(), at=noon("2026-03-09"), by="setup",
    )  # fmt: skip
    build.catch_up()
    departments, _, apart = page("units/index.html").partition("垂直管理和上级驻县单位")
    assert "县税务局" in apart and "县税务局" not in departments
