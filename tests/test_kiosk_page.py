"""The touch screen in a real browser: large targets, a list and a paper without keyboard, back to the start by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.browser import Pages
from tests.plugins.served import Served, eventually
from tests.test_screen_page import PUBLISHED

pytestmark = pytest.mark.browser
SMALLEST = "Math.min(...[...document.querySelectorAll('a[href], button')].filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height))"


def test_a_paper_is_found_read_and_left(county: Served, page_at: Pages) -> None:
    county.python(PUBLISHED)
    page = page_at(1280, 1024)
    page.clock.install()

    def there(door: str, lines: int) -> bool:
        page.goto(f"{county.address}/kiosk/")
        page.get_by_role("link", name=door).first.click()
        try:
            expect(page.locator("#list li")).to_have_count(lines, timeout=3_000)
        except AssertionError:  # not built yet: the start is loaded anew
            return False
        return True

    eventually(lambda: there("政策文件", 1))
    expect(page.locator("#list li")).to_contain_text("尚未施行，2099-01-01起施行")
    eventually(lambda: there("公告公示", 3))
    assert page.evaluate(SMALLEST) >= 60
    page.get_by_role("link", name="公租房轮候公示").click()
    expect(page.locator("#paper h1")).to_have_text("公租房轮候公示")
    expect(page.locator("#paper")).to_contain_text("现予公示。")
    assert page.evaluate(SMALLEST) >= 60 and page.locator("#paper a[href]").count() == 0
    page.set_viewport_size({"width": 1920, "height": 1080})
    size, width = page.locator("#paper .doc").evaluate("e => [parseFloat(getComputedStyle(e).fontSize), e.clientWidth]")
    assert size >= 24 and width >= 36 * size  # read standing, a line of a page's length
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印这一份").click()
    assert page.evaluate("window.printed")
    page.get_by_role("button", name="上一页").click()
    expect(page.locator("#list li")).to_have_count(3)
    _asks_and_goes_back(page, 60)
    assert page.evaluate(SMALLEST) >= 60 and page.locator("#paper .sheet *").count() == 0
    page.goto(f"{county.address}/kiosk/?seconds=20")
    page.get_by_role("link", name="公告公示").first.click()
    expect(page.locator("#list li")).to_have_count(3)
    _asks_and_goes_back(page, 20)


def _asks_and_goes_back(page: Page, seconds: int) -> None:
    """So long without a touch it asks, and ten seconds later it is at its start; who answers stays, and has as long again."""
    for touched in (True, False):
        page.clock.fast_forward((seconds - 5) * 1000)
        expect(page.locator("#idle")).to_be_hidden()
        page.clock.fast_forward(5_500)
        expect(page.locator("#idle")).to_be_visible()
        if touched:
            page.get_by_role("button", name="还在看").click()
            expect(page.locator("#idle")).to_be_hidden()
        expect(page.locator("#list")).to_be_visible()
    page.clock.fast_forward(10_000)
    expect(page.locator("#home")).to_be_visible()
