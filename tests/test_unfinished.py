"""An application that is not finished is kept on one's own device, where its writer ticks that, in a real browser; of who they are, nothing is kept there."""

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.served import Served

pytestmark = pytest.mark.browser
WISH, NAME = "2025年农村危房改造的补助对象名单", "欧阳慕白"


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


def stored(page: Page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def to_the_wish(page: Page, county: Served) -> None:
    page.goto(f"{county.address}/counter/foi/apply")
    page.get_by_label("受理单位").select_option(index=1)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="您要的是什么信息？")).to_be_visible()


def test_it_goes_on_in_the_same_browser_and_only_where_that_was_ticked(page_at, county):
    page = page_at(390)
    to_the_wish(page, county)
    page.get_by_label("要的信息").fill(WISH)
    assert WISH not in stored(page)
    page.get_by_label("在这台设备上记住没有填完的").check()
    page.get_by_label("要的信息").fill(f"{WISH}，还有金额")
    again = page.context.new_page()
    page.close()
    again.goto(f"{county.address}/counter/foi/apply")
    again.get_by_role("button", name="接着填", exact=True).click()
    expect(again.get_by_label("要的信息")).to_have_value(f"{WISH}，还有金额")
    again.get_by_role("button", name="下一步").click()
    again.get_by_label("自然人").check()
    again.get_by_role("button", name="下一步").click()
    again.get_by_label("姓名").fill(NAME)
    again.get_by_role("button", name="下一步").click()
    expect(again.locator(".summary, [role=alert]").first).to_be_visible()
    assert NAME not in stored(again) and WISH not in stored(again)
    again.goto(f"{county.address}/counter/foi/apply")
    again.get_by_role("button", name="不要了，清除").click()
    assert stored(again) == "{}"
    assert page_at.errors == []
