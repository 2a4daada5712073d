"""What stands where there is no page, in a real browser: an address that was mistyped, written as other sites write theirs, or is of long ago."""

import pytest

from tests.plugins.browser import Pages
from tests.plugins.served import Served, eventually

pytestmark = pytest.mark.browser
FILLED = """
from gongkai.doors.edge import now
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.portal import former
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
at = now()
def by(name):
    return actor_of(Person.objects.get(username=name), at.date())
content = {"title": "公租房轮候公示", "formed_on": at.date().isoformat(), "body": "<p>现予公示。</p>"}
record = records.draft(kind="notice", unit=Unit.objects.get(code="zjj"), section=Section.objects.get(pk="notices"), content=content,
    by=by("wang_bianji"), at=at, record_id="a499rukasa")
for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):
    getattr(records, verb)(record=record, by=by(who), at=at)
former.lead_on(text="/Show.aspx?ID=3 /r/a499rukasa/\\n/旧站/公告.htm /s/notices/", by=by("gao_gongkai"), at=at)
"""
LED_ON = {
    "/Show.aspx?ID=3": "/r/a499rukasa/",
    "/show.aspx?id=3": "/r/a499rukasa/",
    "/SHOW.ASPX?id=3&from=singlemessage&isappinstalled=0": "/r/a499rukasa/",
    "/旧站/公告.htm": "/s/notices/",
    "/旧站/公告.HTM?from=timeline": "/s/notices/",
}
OFFERED = {
    "/r/A499RUKASA/": "/r/a499rukasa/",
    "/R/a499rukasa/": "/r/a499rukasa/",
    "/r/a499rukasa。": "/r/a499rukasa/",
    "/r/a499rukasb/": "",
    "/S/NOTICES/": "/s/notices/",
    "/s/notices.htm": "/s/notices/",
    "/s/notices/index.htm": "/s/notices/",
    "/s/notices/INDEX.ASP?page=2": "/s/notices/",
    "/s／notices／": "/s/notices/",
    "/ｓ/notices/": "/s/notices/",
    "/s/notice/": "/s/notices/",
    "//catalogue//": "/catalogue/",
    "/catalogue.html": "/catalogue/",
    "/catalogue/%20": "/catalogue/",
    "/cataloge/": "/catalogue/",
    "/u/zjj/20190305.htm": "/u/zjj/",
    "/%ff%fe": "",
}


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    lasting_county.python(FILLED)
    return lasting_county


def test_an_odd_address_is_led_on_or_helped(county: Served, page_at: Pages) -> None:
    page = page_at(1280, 800)

    def built() -> bool:
        return page.request.get(f"{county.address}/r/a499rukasa/").status == 200 and page.request.get(f"{county.address}/redirects.txt").text().count("\n") == 2  # fmt: skip

    eventually(built)
    for address, target in LED_ON.items():
        page.goto(county.address + address)
        assert page.url == county.address + target, address
    for address, target in OFFERED.items():
        answer = page.goto(county.address + address)
        assert answer.status == 404, address
        page.wait_for_load_state("networkidle")
        links = page.locator("#near a")
        assert links.count() or not target, address
        assert not target or links.first.get_attribute("href") == target, address
        assert page.get_by_role("main").get_by_role("search").is_visible(), address


def test_where_another_server_serves_the_tree_its_list_is_asked(county: Served, page_at: Pages) -> None:
    """It knows nothing of the list: what it sends for a missing page reads it."""
    page = page_at(1280, 800)
    missing = page.request.get(f"{county.address}/404.html").body()
    page.route("**/*how.aspx*", lambda route: route.fulfill(status=404, content_type="text/html", body=missing))
    page.goto(f"{county.address}/SHOW.aspx?id=3&from=singlemessage")
    page.wait_for_url(f"{county.address}/r/a499rukasa/")


def test_a_year_that_a_list_has_not_is_told_with_those_that_it_has(county: Served, page_at: Pages) -> None:
    page = page_at(390, 800)
    eventually(lambda: page.request.get(f"{county.address}/s/notices/index.json").json()["years"])
    (year,) = [each["year"] for each in page.request.get(f"{county.address}/s/notices/index.json").json()["years"]]
    told = {
        "/s/notices/1999/": f"“公告公示”没有1999年公开的信息，有的是：{year}年。",
        "/S/notices/1999/1/": f"“公告公示”没有1999年公开的信息，有的是：{year}年。",
        f"/s/notices/{year}/9/": f"“公告公示”{year}年公开的没有这么多页。",
        "/k/news/1999/": "这一类还没有公开过信息。",
        "/u/zjj/1999/1/": f"这个单位没有1999年公开的信息，有的是：{year}年。",
    }
    for address, sentence in told.items():
        page.goto(county.address + address)
        page.locator("#near p").get_by_text(sentence, exact=True).wait_for()
    page.goto(f"{county.address}/s/notices/{year}/")
    page.wait_for_url(f"{county.address}/s/notices/{year}/1/")
