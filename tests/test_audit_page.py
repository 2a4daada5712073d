"""审一审 in a browser against a served home: without script, under the content policy, on the phone as at the desk."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.plugins.served import Served

pytestmark = pytest.mark.browser
WRONG = "全年收到政府信息公开申请37件，其中当面申请20件，网络申请11件，信函申请8件。"


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


@pytest.mark.parametrize("width", [390, 1280])
def test_a_pasted_report_comes_back_marked(county: Served, page_at: Any, width: int) -> None:
    page = page_at(width, javascript=False)
    page.set_default_timeout(20_000)
    page.goto(f"{county.address}/annual-reports/")
    page.get_by_role("main").get_by_role("link", name="审一审").click()
    page.get_by_label("贴上报告的文字").fill(WRONG)
    page.get_by_role("button", name="审这段文字").click()
    ring = page.locator(".g-contradicts[tabindex]").first
    expect(ring).to_contain_text("37件")
    assert ring.locator(".g-v").evaluate("e => getComputedStyle(e).borderTopWidth") == "2px", "the style sheet is there"
    ring.focus()
    expect(ring.locator(".g-tip")).to_contain_text("20+11+8=39≠37")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.go_back()
    expect(page.get_by_label("贴上报告的文字")).to_have_value(WRONG)
    assert not page.context.cookies()
