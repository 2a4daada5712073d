"""An application from the web to its end, in a real browser, while the days go by; and how often an officer clicks on the usual way."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.plugins.served import Dated, eventually
from tests.plugins.somebody import Somebody
from tests.plugins.visitor import Visitor
from tests.test_story import SUBJECT, a_citizen_applies, text_of, tracks

pytestmark = pytest.mark.browser

OFFICER, HEAD, LEGAL, OFFICE = "zhou_jingban", "liu_qianfa", "feng_fazhi", "gao_gongkai"
LIST = "2025年危房改造补助名单\n户主：王丽华，手机13812345678，身份证110101199003078515。\n补助金额14000元。\n"
PARTLY = "您申请的名单予以部分公开，见附件；其中的电话、身份证号码属于个人隐私，不予公开。"
ANEW = "现将名单和每户补助金额全部提供给您，共二十三户，身份证号码隐去。"
MOST_CLICKS = 12


def test_from_the_web_to_what_a_review_ordered(dated_county: Dated, page_at: Any) -> None:
    """Correction, third party, extension, an answer in part, its delivery, a reconsideration, what it ordered, and the figures."""

    def somebody(width: int = 1280) -> Somebody:
        return Somebody(page_at(width), dated_county)

    come_to, citizen = dated_county.come_to, somebody(390)
    reference, code = a_citizen_applies(citizen)
    case = f"/desk/c/{reference}/"

    come_to("2026-03-03")
    officer = somebody().sign_in(OFFICER)
    officer.opens_from_worklist(SUBJECT)
    officer.follow("要求补正")
    officer.write("请申请人补充什么", "请写明哪一年的名单。")
    officer.press("要求补正")
    officer.reads("补正告知书已经发出")

    come_to("2026-03-06")
    tracks(citizen, reference, code)
    citizen.reads("等您补充", "请写明哪一年的名单。")
    citizen.press("补充说明")
    citizen.write("补充", "要2025年的。")
    citizen.press("提交补充说明")
    citizen.reads("收到您的补充说明了")

    come_to("2026-03-09")
    officer.opens_from_worklist(SUBJECT)
    officer.reads("要2025年的。")
    officer.follow("征求意见")
    officer.tick(re.compile("第三方"))
    officer.write("本级政府以外的人或单位", "明川县安居建设有限公司")
    officer.press("征求意见")
    officer.reads("时钟暂停")
    come_to("2026-03-10")
    officer.go(case).follow("登记送达")
    officer.press("登记送达")
    come_to("2026-03-13")
    officer.go(case).follow("登记意见")
    officer.tick(re.compile("^同意公开"))
    officer.press("登记意见")
    officer.reads("意见已经登记")

    come_to("2026-03-16")
    head = somebody().sign_in(HEAD, second_factor=True).go(case)
    head.follow("延长期限")
    head.write("延长的理由", "名单涉及二十三户，需要逐户核对。")
    head.press("延长期限")
    head.reads("期限已经延长")

    come_to("2026-03-20")
    a_paper_is_given_away_in_part(officer.go(case))
    officer.follow("送签答复书")
    officer.choose("拟作出的决定", "部分公开")
    officer.write("答复书正文", PARTLY)
    officer.mark(re.compile("名单（部分公开）"))
    officer.press("送签答复书")
    officer.reads("答复书已经送签")
    head.opens_from_worklist(SUBJECT)
    head.follow("签发答复")
    head.reads(PARTLY, "名单（部分公开）")
    head.press("签发答复")
    head.reads("按期办结", "还没有登记，申请人也还没有在网上打开")

    come_to("2026-03-23")
    it_is_delivered_on_the_web(citizen, reference, code)
    officer.go(case).reads("网上取阅，3月23日送达")

    come_to("2026-03-30")
    review = a_review_orders_to_perform(somebody().sign_in(LEGAL), case, dated_county)
    come_to("2026-04-22")
    officer.opens_from_worklist(SUBJECT)
    officer.reads("责令")
    officer.follow("送签重新作出的答复书")
    officer.choose("拟作出的决定", "予以公开")
    officer.write("答复书正文", ANEW)
    officer.press("送签重新作出的答复书")
    head.opens_from_worklist(SUBJECT)
    head.follow("签发重新作出的答复")
    head.press("签发重新作出的答复")
    head.reads("重新作出的答复已经签发")
    tracks(citizen, reference, code)
    citizen.reads("已经重新答复您")

    the_tables_show_it(somebody().sign_in(OFFICE), reference, review)
    dated_county.gongkai("verify")


def a_paper_is_given_away_in_part(officer: Somebody) -> None:
    """Added, looked at, what was found covered, the copy made; the way leads on to the answer."""
    officer.follow("加拟公开的材料")
    chosen = {"name": "名单.txt", "mimeType": "text/plain", "buffer": LIST.encode()}
    officer.page.locator("input[type=file]").set_input_files(chosen)
    officer.press("加拟公开的材料")
    officer.follow(re.compile("拟公开的材料（1份）"))
    for what in ("电话", "身份证"):
        officer.mark(re.compile(what))
    officer.press("遮盖打钩的")
    officer.press("生成遮盖后的副本")
    officer.reads("遮盖后的副本已经生成")


def it_is_delivered_on_the_web(citizen: Somebody, reference: str, code: str) -> None:
    """The answer is opened and its copy taken: nothing that was covered is in it."""
    tracks(citizen, reference, code)
    citizen.reads("已经答复您")
    answer = citizen.page.locator(".papers li").filter(has_text="答复书").filter(has_not_text="延期")
    citizen.click(answer.get_by_role("button", name=re.compile("^看")))
    citizen.reads(PARTLY)
    copy = citizen.downloads(citizen.page.get_by_role("button", name=re.compile("名单（部分公开）")))
    assert copy.startswith(b"%PDF") and "13812345678" not in text_of(copy) and b"13812345678" not in copy


def a_review_orders_to_perform(legal: Somebody, case: str, county: Dated) -> str:
    """A reconsideration is taken down, replied to, and decided; the number of it."""
    legal.go(case).follow("登记行政复议或者行政诉讼")
    legal.tick("行政复议")
    legal.write("请求和理由", "请求责令全部公开。")
    legal.press("登记")
    legal.reads("提交答复")
    review = legal.page.url.rstrip("/").rpartition("/")[2]
    county.come_to("2026-04-08")
    legal.go(f"/desk/c/{review}/").follow("提交答复")
    legal.write("答复的内容", "本机关已经依法答复，个人隐私不予公开。")
    legal.write("证据和依据", "答复书，证明依法作出答复")
    legal.press("提交答复")
    county.come_to("2026-04-20")
    legal.go(f"/desk/c/{review}/").follow("登记结果")
    legal.choose("结果", "责令限期履行")
    legal.write("限几日内重新办理", "10")
    legal.press("登记结果")
    legal.reads("结果纠正")
    return review


def the_tables_show_it(office: Somebody, reference: str, review: str) -> None:
    """Tables three and four: each figure opens onto the list with this case."""
    office.follow("报告与统计")
    for row in ("本年新收", "部分公开"):
        opens(office, row, reference)
    office.page.get_by_role("navigation", name="年度报告的表").get_by_role("link").last.click()
    opens(office, "行政复议", review)


def opens(office: Somebody, row: str, reference: str) -> None:
    line = office.page.locator("tr").filter(has=office.page.get_by_role("rowheader", name=re.compile(row)))
    figure = line.get_by_role("link", name="1", exact=True).first
    eventually(lambda: figure.count() or office.page.reload() is None)
    figure.click()
    expect(office.page.locator("#opened")).to_contain_text(reference)


def test_the_usual_way_takes_an_officer_at_most_so_many_clicks(dated_county: Dated, page_at: Any) -> None:
    """From the worklist to the signed answer, whoever clicks; choosing from a list is a click, typing is none."""
    dated_county.come_to("2026-05-06")
    visitor = Visitor(dated_county)
    visitor.apply("zjj", subject="老旧小区改造名单")
    visitor.post("/counter/foi/receipt", draft=visitor.hidden("draft"))
    visitor.receipt()
    officer, head = (Somebody(page_at(1280), dated_county) for _ in range(2))
    officer.sign_in(OFFICER)
    officer.clicks = 0
    officer.follow("老旧小区改造名单")
    officer.follow("受理")
    officer.press("受理")
    officer.follow("送签答复书")
    officer.choose("拟作出的决定", "予以公开")
    officer.write("答复书正文", "您申请的名单予以公开，已按您留的地址寄出。")
    officer.press("送签答复书")
    officer.reads("答复书已经送签")
    head.sign_in(HEAD, second_factor=True, ahead=1)
    head.clicks = 0
    head.follow("老旧小区改造名单")
    head.follow("签发答复")
    head.press("签发答复")
    head.reads("按期办结")
    assert officer.clicks + head.clicks <= MOST_CLICKS
