"""People of the cast at their browsers, before a served home."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.plugins.served import PASSWORD, Served, one_time_code


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in page that is open, and the second factor if it is asked for."""
    page.get_by_label("用户名").first.fill(username)
    page.get_by_label("密码").first.fill(PASSWORD)
    page.get_by_role("button", name="登录").first.click()
    code = page.get_by_label("动态验证码").first
    expect(
        code.or_(page.get_by_role("button", name="退出")).or_(page.get_by_role("button", name="接着办")).first
    ).to_be_visible()
    if code.is_visible():
        code.fill(one_time_code())
        page.get_by_role("button", name="登录").first.click()


@pytest.fixture
def seat(county: Served, page_at: Any) -> Callable[[str], Page]:
    """``seat("wang_bianji")``: a browser in which that person has signed in. ``page.asked`` are the questions on leaving a page; ``page.stay``
    says how they are answered."""

    def sit(username: str) -> Page:
        page = page_at(1280)
        page.set_default_timeout(15_000)
        page.asked, page.stay = [], False

        def answer(dialog: Dialog) -> None:
            page.asked.append(dialog.type)
            (dialog.dismiss if page.stay else dialog.accept)()

        page.on("dialog", answer)
        page.goto(f"{county.address}/desk/")
        sign_in(page, username)
        expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
        return page

    return sit
