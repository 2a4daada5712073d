"""Large screens in a real browser: the public one, one line at a time, going on by itself until somebody holds it; and the wall of supervision."""

import pytest
from playwright.sync_api import expect

from tests.plugins.browser import Pages
from tests.plugins.seats import sign_in
from tests.plugins.served import Served, eventually

pytestmark = pytest.mark.browser
PUBLISHED = """
from gongkai.doors.edge import now
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
at = now()
def by(name):
    return actor_of(Person.objects.get(username=name), at.date())
unit = Unit.objects.get(code="zjj")
# Behind the longest title a mark: 【尚未施行】.
ahead = {"effective_on": "2099-01-01", "no_interpretation": "内容简单，文件本身已经写明白"}
for title, kind, section, more in (
    ("公租房轮候公示", "notice", "notices", {}), ("长" * 36, "notice", "notices", {}), ("长" * 70, "notice", "notices", {}), ("长" * 120, "policy", "policy", ahead)
):
    content = {"title": title, "formed_on": at.date().isoformat(), "body": "<p>现予公示。</p>", **more}
    record = records.draft(kind=kind, unit=unit, section=Section.objects.get(pk=section), content=content, by=by("wang_bianji"), at=at)
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):
        getattr(records, verb)(record=record, by=by(who), at=at)
"""
WHOLE = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
SHARE = 0.045
"""A sign is at least so much of a full-HD screen's width: four centimetres and more on a panel of a metre, which eight metres ask for."""


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    lasting_county.python(PUBLISHED)
    return lasting_county


def test_one_line_at_a_time_and_large(county: Served, page_at: Pages) -> None:
    page = page_at(1920, 1080)
    address = f"{county.address}/screen/?seconds=3"

    def both() -> bool:
        page.goto(address)
        return page.locator("#lines > li").count() == 4

    eventually(both)
    place, shown = page.locator("#place"), page.locator("#lines > li:visible")
    for number in (1, 2, 3, 4, 1):
        expect(place).to_have_text(f"{number}/4")
        expect(shown).to_have_count(1)
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('li.now p')).fontSize)")
        assert size >= SHARE * 1920
        assert page.evaluate(WHOLE)
        page.set_viewport_size({"width": 1920, "height": 360})  # a board over a door
        assert page.evaluate(WHOLE)
        page.set_viewport_size({"width": 1920, "height": 1080})
    page.keyboard.press("Space")
    expect(place).to_have_text("1/4 已停住")
    page.wait_for_timeout(3500)
    expect(place).to_have_text("1/4 已停住")
    page.keyboard.press("Space")
    expect(place).to_have_text("2/4")


def test_without_script_all_lines_stand_there(county: Served, page_at: Pages) -> None:
    page = page_at(1280, javascript=False)

    def both() -> bool:
        page.goto(f"{county.address}/screen/")
        return page.locator("#lines > li:visible").count() == 4

    eventually(both)


APPLIED = """
from gongkai.doors.edge import now
from gongkai.ground.units.models import Unit
from gongkai.procedures.foi import actions as foi
asked = foi.Request("natural", {"name": "张三", "phone": "13800000000"}, "补助名单", "申请公开补助名单。", "electronic", "online")
foi.submit(unit=Unit.objects.get(code="zjj"), request=asked, at=now())
"""
SMALLEST = """Math.min(...[...document.querySelectorAll('#wall *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


def test_the_wall_of_supervision_is_large_and_renews_itself_in_place(county: Served, page_at: Pages) -> None:
    page = page_at(1920, 1080)
    page.goto(f"{county.address}/desk/")
    sign_in(page, "he_jiancha")
    page.goto(f"{county.address}/desk/supervision/wall/?seconds=1")
    green = page.locator(".lamps .green b")
    expect(green).to_have_text("0")
    assert page.evaluate(SMALLEST) >= 0.015 * 1920
    assert page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )
    page.evaluate("document.body.dataset.stays = 'yes'")
    county.python(APPLIED)
    expect(green).to_have_text("1")
    assert page.evaluate("document.body.dataset.stays") == "yes"
    page.context.set_offline(True)
    expect(page.get_by_text("没有连上")).to_be_visible()
    expect(green).to_have_text("1")
