"""A form that was sent after its session had ended, in a real browser: its writer finds it again, and nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.seats import sign_in
from tests.plugins.served import Served

pytestmark = pytest.mark.browser
NAME, SUBJECT = "司马青云", "河西街道危房改造补助名单"


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


@pytest.fixture
def lost(seat, county: Served) -> Page:
    """A window clerk's browser after a registration was sent without a session: it shows the sign-in page."""
    page = seat("chen_chuangkou")
    page.get_by_role("link", name="登记来件").first.click()
    page.get_by_label("收到日期").fill("2026-03-02")
    page.get_by_label("姓名或联系人").fill(NAME)
    page.locator("[name=subject]").fill(SUBJECT)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="登记，出回执").click()
    expect(page.locator("main")).to_contain_text("您刚才填的内容留着，登录以后接着办")
    assert page.asked == []
    return page


def _offered(page: Page) -> None:
    expect(page.locator(".told")).to_contain_text("您有一份没交上去的“登记来件”")


def _goes_on(page: Page) -> None:
    expect(page.locator("main")).to_contain_text(SUBJECT)
    page.get_by_role("button", name="接着办").click()
    expect(page.get_by_label("姓名或联系人")).to_have_value(NAME)
    expect(page.locator("[name=subject]")).to_have_value(SUBJECT)
    expect(page.locator(".told")).to_have_count(0)  # refused as it lacks much, but it is here


def test_on_the_sign_in_page_itself_and_after_going_back_to_it(lost, county):
    lost.goto(f"{county.address}/")
    lost.go_back()
    expect(lost.locator("main")).to_contain_text("您刚才填的内容留着")
    sign_in(lost, "chen_chuangkou")
    _goes_on(lost)


@pytest.mark.parametrize("tab", ["the same", "another"])
def test_on_the_first_page_after_signing_in_elsewhere_in_the_browser(lost, county, tab):
    page = lost if tab == "the same" else lost.context.new_page()
    page.goto(f"{county.address}/desk/")
    sign_in(page, "chen_chuangkou")
    _offered(page)
    page.get_by_role("link", name="接着办").click()
    _goes_on(page)
    page.goto(f"{county.address}/desk/")
    _offered(page)


def test_somebody_else_in_between_is_told_nothing(lost, county):
    lost.goto(f"{county.address}/desk/")
    sign_in(lost, "zhou_jingban")
    expect(lost.get_by_role("heading", name="我的办件")).to_be_visible()
    assert "没交上去" not in lost.content() and SUBJECT not in lost.content()
    # htmx notes the address of the page there, and that is all.
    kept = lost.evaluate("({...localStorage, ...sessionStorage})")
    assert kept in ({}, {"htmx-current-path-for-history": "/desk/"})
    lost.get_by_role("button", name="退出").click()
    sign_in(lost, "chen_chuangkou")
    _offered(lost)
    lost.get_by_role("button", name="不要了").click()
    expect(lost.locator(".told")).to_have_count(0)
