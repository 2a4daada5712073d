"""What is typed into the editor outlives a browser that is closed, in a real one; and without its script the form works as ever."""

import pytest
from playwright.sync_api import expect

from tests.plugins.served import Served

pytestmark = pytest.mark.browser
TITLE, TEXT = "关于河道清淤的公告", "清淤从三月开始。"


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


def test_a_closed_browser_loses_nothing(seat, county):
    page = seat("wang_bianji")
    page.goto(f"{county.address}/desk/r/new/notice/")
    page.get_by_role("textbox", name="标题").fill(TITLE)
    page.locator(".ProseMirror").click()
    page.keyboard.type(TEXT)
    expect(page.locator("[data-autosaved]")).to_contain_text("已自动保存", timeout=15_000)
    page.get_by_role("link", name="我的办件").first.click()
    expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
    assert page.asked == [], "what is kept need not be asked about"
    page.context.close()
    again = seat("wang_bianji")
    again.goto(f"{county.address}/desk/r/")
    again.get_by_role("link", name=TITLE).first.click()
    expect(again.get_by_role("textbox", name="标题")).to_have_value(TITLE)
    expect(again.locator(".ProseMirror")).to_have_text(TEXT)
    again.get_by_label("公开目录").select_option(index=1)
    again.get_by_label("成文日期").fill("2026-03-02")
    again.get_by_role("button", name="保存草稿").click()
    expect(again.locator("main")).to_contain_text("草稿已经保存")
    again.goto(f"{county.address}/desk/r/")
    expect(again.locator("main")).not_to_contain_text("没有写完")


def test_what_was_typed_in_the_last_second_goes_out_with_the_page(seat, county):
    page = seat("wang_bianji")
    page.goto(f"{county.address}/desk/r/new/notice/")
    page.get_by_role("textbox", name="标题").fill("最后一秒写的题目")
    page.goto(f"{county.address}/desk/")

    def listed() -> None:
        # A browser sends what a closing page leaves it when it comes to it.
        page.goto(f"{county.address}/desk/r/")
        expect(page.locator(".unfinished")).to_contain_text("最后一秒写的题目", timeout=500)

    for again in range(10):
        try:
            listed()
            break
        except AssertionError:
            assert again < 9
    page.locator(".unfinished").get_by_role("button", name="不要了").first.click()
    expect(page.locator("main")).to_contain_text("没有保存的内容已经丢掉")
