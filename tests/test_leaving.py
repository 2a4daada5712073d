"""Leaving a form of the desk in a real browser: Back brings all of it again, and whoever has typed something is asked first."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.plugins.served import Served

pytestmark = pytest.mark.browser
TITLE, TEXT = "明川县农村危房改造补助办法", "补助资金直接拨到农户的银行账户。"


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    return lasting_county


def _begun(page: Page, county: Served) -> None:
    """A policy in the editor, with a day, a title and a text."""
    page.goto(f"{county.address}/desk/r/new/policy/")
    page.get_by_role("textbox", name="标题").fill(TITLE)
    page.get_by_label("公开目录").select_option(index=1)
    page.get_by_label("成文日期").fill("2026-03-02")
    page.locator(".ProseMirror").click()
    page.keyboard.type(TEXT)


def _whole(page: Page) -> None:
    expect(page.get_by_role("textbox", name="标题")).to_have_value(TITLE)
    expect(page.get_by_label("成文日期")).to_have_value("2026-03-02")
    expect(page.locator(".ProseMirror")).to_have_text(TEXT)
    expect(page.locator("textarea[name=body]")).to_have_value(f"<p>{TEXT}</p>")


def test_back_shows_all_that_was_typed_the_text_in_the_editor_too(seat, county):
    page = seat("wang_bianji")
    _begun(page, county)
    page.get_by_role("link", name="我的办件").first.click()
    expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
    assert page.asked == ["beforeunload"]
    page.go_back()
    _whole(page)
    page.get_by_role("link", name="我的办件").first.click()
    expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
    assert page.asked == ["beforeunload"] * 2, "what came back is still not stored"
    page.go_back()
    _whole(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("main")).to_contain_text("草稿已经保存")
    expect(page.locator("article.doc")).to_have_text(TEXT)
    assert len(page.asked) == 2, "saving asks nothing"


def test_who_stays_has_lost_nothing_and_what_is_stored_or_struck_out_is_not_asked_about(seat, county):
    page = seat("wang_bianji")
    _begun(page, county)
    page.stay = True
    page.get_by_role("link", name="我的办件").first.click()
    _whole(page)
    page.stay = False
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("link", name="接着写").click()
    page.asked.clear()
    page.get_by_role("textbox", name="标题").fill("别的标题")
    page.get_by_role("textbox", name="标题").fill(TITLE)
    page.get_by_role("link", name="我的办件").first.click()
    expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
    assert page.asked == []


def test_what_came_back_refused_is_not_stored_yet(seat, county):
    page = seat("wang_bianji")
    _begun(page, county)
    page.get_by_label("成文日期").fill("后天")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".errs")).to_contain_text("日期请写成")
    page.get_by_role("textbox", name="标题").click()
    page.get_by_role("link", name="我的办件").first.click()
    expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
    assert page.asked == ["beforeunload"]


def test_back_to_a_new_record_that_was_saved_opens_the_record(seat, county):
    page = seat("wang_bianji")
    _begun(page, county)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("main")).to_contain_text("草稿已经保存")
    record = page.url
    page.go_back()
    expect(page).to_have_url(f"{record}edit/")
    _whole(page)
    page.get_by_role("textbox", name="标题").fill("改过的标题")
    page.get_by_role("button", name="保存草稿").click()
    expect(page).to_have_url(record)
    expect(page.locator("main")).to_contain_text("改过的标题")


def _submitted(page: Page, county: Served) -> str:
    _begun(page, county)
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("link", name="送审").click()
    page.get_by_role("button", name="送审").click()
    expect(page.locator("main")).to_contain_text("现在是“待单位审核”")
    return page.url


def test_escape_leaves_the_form_of_an_act_and_asks_if_something_was_typed(seat, county):
    record = _submitted(seat("wang_bianji"), county)
    page = seat("li_shenhe")
    for typed in ("", "第三条的数字核对一下"):
        page.goto(record)
        page.keyboard.press("t")
        reason = page.get_by_label("退回的原因")
        expect(reason).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press("Escape")
        expect(page).to_have_url(record)
    assert page.asked == ["beforeunload"]


def test_the_keys_of_a_screen_are_listed_by_a_key_and_by_a_button(seat, county):
    writer, page = seat("wang_bianji"), seat("li_shenhe")
    record = _submitted(writer, county)
    listed = page.locator("dialog[open] dl")
    page.goto(f"{county.address}/desk/")
    page.keyboard.press("?")
    expect(listed).to_contain_text("上下移动")
    expect(listed).to_contain_text("找办件和信息")
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    page.goto(record)
    page.get_by_role("button", name="快捷键").click()
    expect(listed).to_contain_text("审核通过")
    expect(listed.locator("dt", has_text="S")).to_have_count(1)
    page.keyboard.press("s")
    expect(page).to_have_url(record), "a key in the list presses nothing behind it"
    page.get_by_role("button", name="收起").click()
    page.keyboard.press("s")
    expect(page).to_have_url(f"{record}do/pass_review/")
    page.keyboard.press("?")
    expect(listed).to_contain_text("先不办")
    expect(listed.locator("dt", has_text="Esc")).to_have_count(1)


def test_back_from_what_was_opened_the_row_is_where_it_was(seat, county):
    for _ in range(2):
        _submitted(seat("wang_bianji"), county)
    page = seat("li_shenhe")
    page.goto(f"{county.address}/desk/")
    chosen = page.locator("tr[aria-current] a")
    for key in ("j", "j"):
        page.keyboard.press(key)
    second = chosen.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"{re.escape(second)}$"))
    page.go_back()
    expect(chosen).to_have_attribute("href", second)
    expect(chosen).to_be_focused()
    page.keyboard.press("k")
    expect(chosen).not_to_have_attribute("href", second)
