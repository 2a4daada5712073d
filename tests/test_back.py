"""The browser's own Back through an application: each page again, without a question whether to send a form twice."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.served import Served

pytestmark = pytest.mark.browser
PAGES = (
    "您要向哪个单位申请？",
    "您要的是什么信息？",
    "您以什么身份申请？",
    "请告诉我们您是谁",
    "您想怎样得到答复？",
    "请核对一遍",
)


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


def _at(page: Page, number: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[number])


def _filled(page: Page, number: int) -> None:
    match number:
        case 0:
            page.get_by_label("受理单位").select_option(label="明川县住房和城乡建设局")
        case 1:
            page.get_by_label("要的信息").fill("2025年农村危房改造补助对象名单。")
        case 2:
            page.get_by_role("radio", name="自然人").check()
        case 3:
            page.get_by_label("姓名").fill("司马青云")
            page.get_by_label("身份证号码").fill("110101199003078515")
            page.get_by_label("电话").fill("13812345678")
        case 4:
            page.get_by_role("radio", name="电子文本").check()
            page.get_by_role("radio", name="网上查看").check()
    page.get_by_role("button", name="下一步").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_back_shows_each_page_again_and_on_from_there(county: Served, page_at: Any, javascript: bool) -> None:
    page = page_at(390, javascript=javascript)
    page.set_default_timeout(10_000)
    page.goto(f"{county.address}/counter/foi/apply")
    for number in range(5):
        _at(page, number)
        _filled(page, number)
    _at(page, 5)
    for number in reversed(range(5)):
        page.go_back()
        _at(page, number)
    for number in range(5):
        _filled(page, number)
    _at(page, 5)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已经收到您的申请")
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1
