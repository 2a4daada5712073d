"""The look in a real browser, under the strict content security policy: no refusal, no sideways scroll, the editor."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.ground.ui.tests import gallery

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<!--StartFragment--><p class=MsoNormal align=center style='text-align:center'>公示名单<o:p></o:p></p>
<p style='text-align:right'><span style='font-weight:bold'>县住建局</span></p>
<table style='width:300pt'><tr><td colspan=2 style='border:1px'><p style='text-align:center'>河西街道</p></td></tr>
<tr><td onclick="alert(1)">王某某</td><td>001</td></tr></table>
<script>alert(1)</script><img src="file:///C:/a.png"><img src="https://example.cn/b.png"><!--EndFragment--></body></html>"""
REVIEWED = """<html><body><h1 align=CENTER>补助办法</h1>
<p class=MsoNormal>发放<a style='mso-comment-reference:a_1'>补助</a><span class=MsoCommentReference><a class=msocomanchor
href="#_msocom_1">[a1]</a><span style='mso-special-character:comment'>&nbsp;</span></span><span class=msoDel><del>秘密删除</del></span><span
class=msoIns><ins>一千元</ins></span><span style='mso-hide:all'>藏起来的</span>。</p>
<hr class=msocomoff><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>再问问局长</p></div></div>
<p class=MsoCommentText>这句也问问</p></body></html>"""
POINT = """<p class=MsoListParagraph style='text-indent:-21pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{}<span
style='font:7pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>{}</p>"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const target = document.querySelector(".ProseMirror");
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    names = gallery.write(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", names
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here (apt-get install chromium).")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, request):
    width = getattr(request, "param", 1280)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("page", [1280, 390], indirect=True)
def test_no_page_complains_or_scrolls_sideways(site, page):
    address, names = site
    for name in names:
        page.goto(f"{address}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.complaints == [], name


@pytest.mark.parametrize("page", [390], indirect=True)
def test_the_largest_type_fits_the_phone_and_is_remembered(site, page):
    address, names = site
    page.goto(f"{address}/home.html")
    page.evaluate("document.getElementById('size-xlarge').click()")
    for name in names:
        page.goto(f"{address}/{name}.html")
        if page.query_selector("#size-xlarge"):
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px", name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def written(page):
    return page.evaluate("document.querySelector('[data-controller=editor]').value")


def test_a_paste_from_word_keeps_text_table_and_alignment(site, page):
    html = pasted(site, page, WORD)
    assert '<p class="align-center">公示名单</p>' in html
    assert '<p class="align-right"><strong>县住建局</strong></p>' in html
    assert '<td colspan="2"><p class="align-center">河西街道</p></td>' in html
    assert "王某某" in html and "001" in html
    for refused in ("style", "script", "onclick", "file:", "example.cn", "mso", "o:p"):
        assert refused not in html.lower(), refused
    assert page.complaints == []


def pasted(site, page, html):
    page.goto(f"{site[0]}/editor.html")
    page.click(".ProseMirror")
    page.keyboard.press("Control+a")
    page.evaluate(PASTE, html)
    return written(page)


def test_a_paste_leaves_out_what_was_struck_out_or_noted_beside_the_text(site, page):
    html = pasted(site, page, REVIEWED)
    assert html.startswith('<h2 class="align-center">补助办法</h2><p>发放') and "一千元" in html
    for dropped in ("秘密删除", "[a1]", "藏起来的", "局长", "这句也问问"):
        assert dropped not in html, dropped


@pytest.mark.parametrize(
    ("marks", "becomes"),
    [
        (("1.", "2."), "<ol><li><p>出示证件</p></li><li><p>当场领取</p></li></ol>"),
        (("·", "·"), "<ul><li><p>出示证件</p></li><li><p>当场领取</p></li></ul>"),
        (("4.", "5."), "<p>4.出示证件</p><p>5.当场领取</p>"),
        (("一、", "二、"), "<p>一、出示证件</p><p>二、当场领取</p>"),
    ],
)
def test_a_pasted_list_is_one_only_where_its_numbers_stay_as_they_were(site, page, marks, becomes):
    html = pasted(site, page, "".join(map(POINT.format, marks, ("出示证件", "当场领取"))))
    assert becomes in html


def test_the_toolbar_works_by_mouse_and_keyboard(site, page):
    page.goto(f"{site[0]}/editor.html")
    page.click(".ProseMirror p")
    page.keyboard.press("Control+a")
    page.keyboard.type("第一条")
    page.click("button[aria-label=标题]")
    assert written(page) == "<h2>第一条</h2>"
    page.click("button[aria-label=撤销]")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "加粗"
    page.click("button[aria-label=插入表格]")
    page.click("button[aria-label=下面加一行]")
    assert written(page).count("<tr>") == 4
    assert page.is_hidden("button[aria-label=插入表格]")
    assert page.complaints == []


def test_pictures_come_from_the_attachments_of_the_page(site, page):
    page.goto(f"{site[0]}/editor.html")
    page.click(".ProseMirror p")
    page.click("button[aria-label=放入附件图片]")
    page.check("dialog input[value='7']")
    page.fill("dialog input[name=alt]", "轮候流程图")
    page.click("dialog button[value=yes]")
    page.wait_for_selector(".ProseMirror img")
    assert '<img src="attachment:7" alt="轮候流程图">' in written(page)
    assert page.get_attribute(".ProseMirror img", "src") == "/assets/ui/seal.svg?7"


def test_without_script_the_editor_is_a_textarea(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site[0]}/editor.html")
    assert page.is_visible("textarea[data-controller=editor]")
    context.close()


def test_the_row_cursor_moves_with_j_and_k(site, page):
    page.goto(f"{site[0]}/worklist.html")
    rows = (
        "[...document.querySelectorAll('[data-worklist-target=row]')].findIndex(row => row.classList.contains('sel'))"
    )
    before = page.evaluate(rows)
    page.keyboard.press("j")
    assert page.evaluate(rows) == before + 1
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(rows) == before - 1


def test_a_stroke_goes_to_the_search_box(site, page):
    """Whether the page has a row cursor or not, and what follows is typed there."""
    page.goto(f"{site[0]}/worklist.html")
    page.keyboard.press("/")
    page.keyboard.press("j")
    assert page.input_value("input[type=search]") == "j"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body") and page.input_value("input[type=search]") == ""


def test_a_destructive_act_is_asked_first_and_sent_once(site, page):
    page.goto(f"{site[0]}/track.html")
    page.evaluate(
        "window.sent = 0; document.getElementById('withdraw').addEventListener('submit', e => { sent++; e.preventDefault() })"
    )
    page.click("#withdraw button")
    assert page.is_visible("dialog[open]")
    page.click("dialog[open] button[value='']")
    assert page.evaluate("sent") == 0
    page.click("#withdraw button")
    page.click("dialog[open] button[value=yes]")
    page.wait_for_function("sent === 1")
    page.wait_for_function("document.querySelector('#withdraw button').disabled")


def test_an_expired_session_asks_to_sign_in_and_keeps_what_was_typed(site, page):
    page.goto(f"{site[0]}/editor.html")
    page.fill("[name=title]", "写了一半的标题")
    page.evaluate(
        "document.querySelector('form.edit').dispatchEvent(new CustomEvent('htmx:beforeSwap',"
        "{ bubbles: true, cancelable: true, detail: { xhr: { status: 401 } } }))"
    )
    assert page.is_visible("dialog[open] input[name=password]")
    assert page.input_value("[name=title]") == "写了一半的标题"


def test_a_long_answer_is_counted_while_it_is_written(site, page):
    page.goto(f"{site[0]}/apply.html")
    page.fill("textarea[name=note]", "字" * 201)
    assert page.inner_text("[data-counter-target=output]") == "多了1字，请删到200字以内"
    page.fill("textarea[name=note]", "字" * 200)
    assert page.inner_text("[data-counter-target=output]") == "已写200字，最多200字"
