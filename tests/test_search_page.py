"""搜索 in a browser against a served home: found within two seconds of publication and gone as soon, with and without script."""

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.plugins.served import Served, eventually

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("county", ["sqlite"], indirect=True)]

PUBLISH = """
from datetime import date
from gongkai.ground.units.models import Person
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
now = timezone.now()
def by(name):
    return actor_of(Person.objects.get(username=name), date.today())
def publish(title, body):
    from gongkai.ground.units.models import Unit
    content = {"title": title, "formed_on": date.today().isoformat(), "body": f"<p>{body}</p>"}
    made = records.draft(kind="notice", unit=Unit.objects.get(code="zjj"), section=Section.objects.get(pk="notices"), content=content, by=by("wang_bianji"), at=now)
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):
        getattr(records, verb)(record=made, by=by(who), at=now)
    return made
"""


def total(page: Any, county: Served, words: str) -> int:
    return page.request.get(f"{county.address}/counter/search", params={"q": words, "format": "json"}).json()["total"]


def test_what_is_published_is_found_and_what_is_withdrawn_is_gone(county: Served, page_at: Any) -> None:
    page = page_at(1280)
    page.set_default_timeout(20_000)
    key = county.python(PUBLISH + "print(publish('海绵城市建设公示', '雨水花园三处。').pk)").strip()
    published = time.monotonic()
    eventually(lambda: total(page, county, "雨水花园") == 1, patience=15)
    assert time.monotonic() - published < 15
    eventually(lambda: page.request.get(f"{county.address}/r/{key}/").status == 200)
    # From any static page: the box, a suggestion by sound chosen with the keys, the page it leads to.
    page.goto(f"{county.address}/catalogue/")
    box = page.get_by_role("combobox", name="搜索全站")
    box.press_sequentially("haimian", delay=30)
    expect(page.get_by_role("option", name="海绵城市建设公示")).to_be_visible()
    box.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.fill("雨水花园")
    box.press("Enter")
    found = page.get_by_role("main").get_by_role("link", name="海绵城市建设公示")
    expect(found).to_be_visible()
    expect(page.locator("mark").first).to_have_text("雨水花园")
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("海绵城市建设公示")
    county.python(
        PUBLISH + f"from gongkai.kernel.records.models import Record\n"
        f"records.withdraw(record=Record.objects.get(pk={key!r}), ground='个人隐私', keep_title=False, by=by('liu_qianfa'), at=now)"
    )
    assert total(page, county, "雨水花园") == 0


def test_without_script_and_on_a_phone(county: Served, page_at: Any) -> None:
    county.python(PUBLISH + "publish('海绵城市建设公示', '雨水花园三处。'); publish('雨水管网公示', '改造。')")
    for width in (390, 1280):
        _without_script(page_at(width, javascript=False), county, width)


def _without_script(page: Any, county: Served, width: int) -> None:
    page.set_default_timeout(20_000)
    eventually(lambda: total(page, county, "雨水") == 2, patience=15)
    page.goto(f"{county.address}/")
    page.get_by_label("搜索全站").fill("雨水")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("status")).to_have_text("找到2条，先看最相关的")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("搜索全站").fill("雨水 火星")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("main")).to_contain_text("没有要求写到“火星”，只按“雨水”找")
    expect(page.get_by_role("status")).to_have_text("找到2条，先看最相关的")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="仍按原来写的找").click()
    expect(page.get_by_role("status")).to_have_text("没有找到")
    page.get_by_role("link", name="雨水").click()
    expect(page.get_by_role("status")).to_have_text("找到2条，先看最相关的")
    page.get_by_label("搜索全站").fill("语水管网")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("main")).to_contain_text("您要找的是不是：雨水管网")
    expect(page.locator("mark").first).to_have_text("雨水管网")
    assert not page.context.cookies()
