"""An annual report in a real browser: a figure is put into the text where the cursor stands, kept as what it is, and opens on what it counts; words
that are marked go along to a remark."""

import re

import pytest
from playwright.sync_api import expect

from tests.plugins.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]


COLUMN = """
from datetime import UTC, datetime
from gongkai.kernel.records.catalogue import place_section
from tests.plugins.cast import SETUP
place_section(key="annual", name="年度报告", column_type="信息公开年报", position=9, by=SETUP, at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def county(lasting_county: Served) -> Served:
    lasting_county.python(COLUMN)
    return lasting_county


def test_a_figure_is_put_where_the_cursor_stands(seat, county):
    page = seat("wang_bianji")
    page.goto(f"{county.address}/desk/annual/")
    page.get_by_role("button", name="起草").first.click()
    expect(page.locator("main")).to_contain_text("已经按提纲起草")
    page.get_by_role("link", name="写文字").click()
    paper = page.locator(".ProseMirror")
    paper.get_by_text("写网站、新媒体、查阅场所").click()
    page.keyboard.press("End")
    page.keyboard.type("，新收申请")
    page.get_by_label("找一个数").fill("新收政府信息公开申请")
    page.locator("[data-figure='foi.received']").click()
    page.keyboard.type("件")
    expect(paper.locator("a[href='figure:foi.received']")).to_have_count(2)
    expect(paper).to_contain_text(re.compile(r"查阅场所，新收申请\d+件"))
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("main")).to_contain_text("已经保存")
    page.goto(f"{county.address}/desk/annual/")
    page.get_by_role("link", name="明川县住房和城乡建设局", exact=True).click()
    shown = page.locator("article.annual").first
    expect(shown).to_contain_text(re.compile(r"新收申请\d+件"))
    figure = shown.locator("a.fig[href$='/f/foi.received/']").last
    number = figure.inner_text()
    figure.click()
    expect(page.get_by_role("heading", name=re.compile("新收政府信息公开申请"))).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"{number}件")


MARK = """
const node = document.evaluate("//article//p[contains(., '所列数据')]/text()", document, null, 9).singleNodeValue;
const at = node.data.indexOf("所列数据");
getSelection().setBaseAndExtent(node, at, node, at + 4);
"""


def test_marked_words_go_along_to_a_remark(seat, county):
    page = seat("wang_bianji")
    page.goto(f"{county.address}/desk/annual/")
    begin = page.get_by_role("button", name="起草")
    if begin.count():
        begin.first.click()
    else:
        page.get_by_role("link", name="明川县住房和城乡建设局", exact=True).click()
    page.evaluate(MARK)
    page.get_by_role("link", name="写批注").click()
    expect(page.get_by_label("说的是哪几个字")).to_have_value("所列数据")
    page.get_by_label("批注", exact=True).fill("请再核对。")
    page.get_by_role("button", name="写批注").click()
    expect(page.locator("article.annual mark")).to_have_text("所列数据")
