"""The story, lived in a real browser against a served home, once on each engine.

An editor writes, four people pass it, the public reads and verifies it; a citizen asks, two units answer in time, the citizen
holds the answer and its proof; the office opens a figure and finds that very case; nothing was changed.
"""

import json
import re
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai.ground.files.tests.samples import PDF
from tests.plugins.served import Served, eventually
from tests.plugins.somebody import Somebody

pytestmark = pytest.mark.browser
TITLE = "明川县农村危房改造补助办法"
ARTICLE = "补助资金直接拨到农户的银行账户，村里不得代领。"
WANTED = "请公开2025年河西街道农村危房改造补助对象名单和每户补助金额。"
SUBJECT = "河西街道危房改造补助名单"
APPLICANT = "司马青云"
ID_NUMBER = "110101199003078515"
ANSWER = "名单和补助金额予以公开，共二十三户；身份证号码属于个人隐私，不予公开。"


def test_the_story(county: Served, page_at: Any, tmp_path: Path) -> None:
    def somebody(width: int = 1280) -> Somebody:
        return Somebody(page_at(width), county)

    record = a_policy_is_written(somebody(), tmp_path)
    signatory = it_passes_the_gates(somebody)
    the_public_reads_and_verifies_it(somebody(390), record)
    citizen = somebody(390)
    reference, code = a_citizen_applies(citizen, TITLE)
    case = f"/desk/c/{reference}/"
    officer = two_officers_press_at_once(somebody, case)
    another_unit_is_asked(officer, citizen, somebody(), case, (reference, code))
    the_term_is_extended_and_the_answer_signed(officer, signatory, case)
    the_citizen_has_the_answer_and_its_proof(citizen, reference, code)
    a_figure_opens_onto_the_case(somebody(), reference)
    nothing_was_changed(county, tmp_path)


def a_policy_is_written(editor: Somebody, tmp_path: Path) -> str:
    """An editor writes a policy with an attachment; the session ends over it, and nothing is lost. The address of the record."""
    editor.sign_in("wang_bianji").go("/desk/r/")
    editor.follow("起草信息")
    editor.follow("政策文件")
    editor.write("标题", TITLE)
    editor.choose("公开目录", "政策文件")
    editor.write("成文日期", timezone.localdate().isoformat())
    editor.write("文号", "明建〔2026〕12号")
    editor.write("不另作解读的理由", "内容简单，文件本身已经写明白")
    text = editor.page.locator("[contenteditable=true]")
    text.click()
    editor.page.keyboard.type(ARTICLE)
    editor.session_runs_out()
    editor.press("保存草稿")
    editor.sign_in_again("wang_bianji")
    editor.reads(TITLE, ARTICLE)
    editor.press("接着办")
    editor.press("保存草稿")
    expect(editor.page.get_by_role("heading", name=TITLE).first).to_be_visible()
    editor.reads(ARTICLE, "明建〔2026〕12号")
    editor.follow("接着写")
    standards = tmp_path / "补助标准.pdf"
    standards.write_bytes(PDF)
    editor.page.get_by_label("加附件").set_input_files(standards)
    editor.press("保存草稿")
    editor.reads("补助标准")
    address = editor.page.url
    editor.takes("送审")
    return address.rstrip("/").rpartition("/")[2]


def it_passes_the_gates(somebody: Any) -> Somebody:
    """Unit review, secrecy review, signature with a second factor; each by another person. Gives the signatory."""
    for username, act in (("li_shenhe", "审核通过"), ("wu_baomi", "审查通过")):
        reviewer = somebody().sign_in(username)
        reviewer.opens_from_worklist(TITLE)
        reviewer.reads(ARTICLE)
        reviewer.takes(act)
    signatory = somebody().sign_in("liu_qianfa", second_factor=True)
    signatory.opens_from_worklist(TITLE)
    signatory.takes("签发公开")
    signatory.reads("已公开")
    return signatory


def the_public_reads_and_verifies_it(reader: Somebody, record: str) -> None:
    """It stands on the site with its data and its proof, and the site's own page verifies that proof in the browser."""
    address = f"/r/{record}/"
    public = eventually(lambda: _file(reader, f"{address}index.json"))
    proof = eventually(lambda: _file(reader, f"{address}proof"))
    eventually(lambda: TITLE in _file(reader, "/").decode())
    view = json.loads(public)
    assert view["title"] == TITLE and ARTICLE in view["body"] and len(view["attachments"]) == 1
    reader.go("/")
    reader.follow(TITLE)
    reader.reads(ARTICLE, "明建〔2026〕12号", "补助标准")
    reader.page.get_by_text("核验本页", exact=False).first.click()
    fingerprint = sha256(public).hexdigest()
    reader.reads(" ".join(fingerprint[start : start + 4] for start in range(0, 64, 4)))
    attachment = reader.page.get_by_role("link", name=re.compile("补助标准")).get_attribute("href")
    assert _file(reader, attachment) == PDF
    reader.follow("在浏览器里核验")
    expect(reader.page.locator("#result")).to_contain_text("核验通过。")
    verifies(reader, proof, public)
    verifies(reader, proof, public.replace("村里不得".encode(), "村里可以".encode()), fine=False)


def verifies(reader: Somebody, proof: bytes, public: bytes = b"", *, fine: bool = True) -> None:
    """Verify a receipt, perhaps with the content it is about, on the site's page for it."""
    reader.go("/verify/")
    for name, content in (("proof", proof), ("policy", _file(reader, "/site-manifest/policy")), ("view", public)):
        if content:
            chosen = {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": content}
            reader.page.locator(f"#{name}-file").set_input_files(chosen)
            expect(reader.page.locator(f"#{name}")).not_to_have_value("")
    reader.press("核验这份凭证")
    expect(reader.page.locator("#result")).to_contain_text("核验通过。" if fine else "核验未通过。")


def a_citizen_applies(citizen: Somebody, public: str = "") -> tuple[str, str]:
    """One thing a page; an omission is told and nothing lost; sent twice it is one application. Its number and query code. ``public``: the title of
    what stands on the site already, which they are told of and go on."""
    found = f"{citizen.home.address}/counter/search?q=危房改造补助&format=json"
    if public:
        eventually(lambda: public in citizen.page.request.get(found).text())
    citizen.go("/")
    citizen.follow("依申请公开")
    citizen.choose("受理单位", "明川县住房和城乡建设局")
    citizen.press("下一步")
    citizen.write("要的信息", WANTED)
    citizen.write("给这件申请起个名字", SUBJECT)
    citizen.press("下一步")
    if public:
        citizen.reads("这些已经公开了", public)
        citizen.press("都不是，接着申请")
    citizen.tick(re.compile("公民|自然人"))
    citizen.press("下一步")
    citizen.write("姓名", APPLICANT)
    citizen.write("电话", "13812345678")
    citizen.press("下一步")
    citizen.reads("请填写身份证号码")
    expect(citizen.page.get_by_label("姓名")).to_have_value(APPLICANT)
    citizen.write("身份证号码", ID_NUMBER)
    citizen.press("下一步")
    citizen.tick("电子文本")
    citizen.tick(re.compile("凭编号和查询码"))
    citizen.press("下一步")
    citizen.reads("请核对一遍", WANTED, ID_NUMBER)
    first = citizen.page.evaluate(
        """() => {
            const form = [...document.forms].find((each) => each.action.endsWith("/receipt"));
            return fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))}).then((answer) => answer.text());
        }"""
    )
    citizen.press("提交申请")
    citizen.reads("已经收到您的申请")
    reference, code = citizen.page.locator(".keep .ref").all_inner_texts()
    assert reference in first and code in first
    return reference, code


def two_officers_press_at_once(somebody: Any, case: str) -> Somebody:
    """Two officers have the same page open: one accepts, the other is told. Gives the one who won."""
    winner, late = somebody().sign_in("zhou_jingban"), somebody().sign_in("zheng_jingban")
    for officer in (winner, late):
        officer.go("/desk/")
        expect(officer.page.get_by_role("link", name=SUBJECT)).to_have_count(1)
        officer.follow(SUBJECT)
        officer.follow("受理")
    winner.press("受理")
    winner.reads("已经受理")
    late.press("受理")
    late.reads("刚才有别人办了这一件")
    late.go(case)
    expect(late.page.get_by_role("link", name="送签答复书")).to_be_visible()
    return winner


def another_unit_is_asked(
    officer: Somebody, citizen: Somebody, consulted: Somebody, case: str, pair: tuple[str, str]
) -> None:
    """A second unit is consulted; the clock rests, as the citizen sees too, until its officer has answered."""
    officer.go(case)
    officer.follow("征求意见")
    officer.tick(re.compile("第三方"))
    officer.choose("本级政府的单位", "明川县卫生健康委员会")
    officer.write("征求意见书里要说明的", "名单涉及困难群众，请核对有没有不宜公开的。")
    officer.press("征求意见")
    officer.reads("暂停")
    tracks(citizen, *pair)
    citizen.reads("正在征求意见")
    consulted.sign_in("qian_jingban").opens_from_worklist(SUBJECT)
    consulted.follow("登记意见")
    consulted.tick(re.compile("^同意公开"))
    consulted.write("意见的内容", "同意公开，隐去身份证号码。")
    consulted.press("登记意见")
    officer.go(case)
    officer.reads("卫生健康委员会：同意公开")
    tracks(citizen, *pair)
    citizen.reads("正在办理")


def the_term_is_extended_and_the_answer_signed(officer: Somebody, head: Somebody, case: str) -> None:
    """The office's head extends once; the officer proposes an answer; the head signs it."""
    head.go(case)
    head.follow("延长期限")
    head.write("延长的理由", "名单涉及二十三户，需要逐户核对。")
    head.press("延长期限")
    head.reads("不能再延长")
    officer.go(case)
    officer.follow("送签答复书")
    officer.choose("拟作出的决定", "部分公开")
    officer.write("答复书正文", ANSWER)
    officer.press("送签答复书")
    # In part, for one who wants a file: asked about once, as none goes out with it.
    officer.page.get_by_role("checkbox", name="看过了").check()
    officer.press("送签答复书")
    head.opens_from_worklist(SUBJECT)
    head.follow("签发答复")
    head.reads(ANSWER)
    head.press("签发答复")
    head.reads("按期办结")


def tracks(citizen: Somebody, reference: str, code: str) -> None:
    citizen.go("/")
    citizen.follow("查进度")
    citizen.write("编号", reference)
    citizen.write("查询码", code.lower())
    citizen.press("查进度")
    citizen.reads(reference)


def the_citizen_has_the_answer_and_its_proof(citizen: Somebody, reference: str, code: str) -> None:
    """With number and query code the citizen reads the answer, takes its PDF, and proofs that anybody can verify."""
    tracks(citizen, reference, code)
    citizen.reads("已经答复您", SUBJECT)
    answer = (
        citizen.page.get_by_role("listitem").filter(has_text="答复书").filter(has=citizen.page.get_by_role("button"))
    )
    text = text_of(citizen.downloads(answer.get_by_role("button", name="下载PDF")))
    assert APPLICANT in text and ANSWER in text and "行政复议" in text and "行政诉讼" in text
    for label in ("收到申请的凭证", "办结的凭证"):
        tracks(citizen, reference, code)
        citizen.page.get_by_text("核验这件申请").click()
        proof = eventually(partial(_taken, citizen, label))
        verifies(citizen, proof)


def text_of(pdf: bytes) -> str:
    """The text of a paper, without its line breaks."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return "".join("".join(page.get_textpage().get_text_range() for page in paper).split())


def _taken(citizen: Somebody, label: str) -> bytes:
    """A proof, once the signer has sealed what it proves."""
    form = citizen.page.get_by_role("button", name=label)
    action, fields = form.evaluate("(it) => [it.form.action, Object.fromEntries(new FormData(it.form))]")
    answer = citizen.page.request.post(action, form=fields)
    return answer.body() if "octet-stream" in answer.headers["content-type"] else b""


def a_figure_opens_onto_the_case(office: Somebody, reference: str) -> None:
    """The openness office opens this year's table, clicks a figure, and sees that very case."""
    office.sign_in("gao_gongkai")
    office.follow("报告与统计")
    office.choose("年度", str(timezone.localdate().year))
    office.press("看这张表")
    row = office.page.get_by_role("row").filter(has_text="本年新收").first
    row.get_by_role("link", name="1").first.click()
    office.reads(reference)
    office.follow(SUBJECT)
    office.reads(reference, "已答复")


def nothing_was_changed(county: Served, tmp_path: Path) -> None:
    """The database verifies, and so do the published files alone, from a folder and over the network."""
    county.gongkai("verify")
    county.gongkai("build", "--out", tmp_path / "copy")
    for place in (tmp_path / "copy", county.address):
        county.gongkai("verify", "--site", place)


def _file(reader: Somebody, path: str) -> bytes:
    """What the address serves; nothing while it is not there."""
    answer = reader.page.request.get(reader.home.address + path)
    return answer.body() if answer.ok else b""
