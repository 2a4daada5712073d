"""The verification page as it is built: fed by a record's page, by files, and kept on a disk without any server."""

import functools
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from gongkai.engines.site import addresses, pages
from gongkai.engines.site.bundles import assets
from gongkai.engines.site.look import Look
from gongkai.engines.site.reader import Reader
from gongkai.engines.site.serve import HTML_POLICY, TYPES
from gongkai.ground.units.models import Government
from gongkai.pure.tlog.entry import Opening, canonical, encode_entry, encode_opening

from .test_verify import CASE, POLICY, RECORD, SALT, receipt, replaced

pytestmark = pytest.mark.browser


class Site(BaseHTTPRequestHandler):
    """What is built, and beside it one record's receipt and content."""

    def __init__(self, files, *args):
        self.files = files
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.path[1:] + ("index.html" if self.path.endswith("/") else "")
        self.send_response(200 if path in self.files else 404)
        self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "text/plain; charset=utf-8"))
        self.send_header("Content-Security-Policy", HTML_POLICY)
        self.end_headers()
        self.wfile.write(self.files.get(path, b""))

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def files(cast) -> dict[str, bytes]:
    built = dict(pages.plain_pages(Look(Reader()))) | dict(assets())
    beside = {"r/abc23/proof": RECORD["proof"], "r/abc23/index.json": RECORD["view"], "site-manifest/policy": POLICY}
    return built | {path: text.encode() for path, text in beside.items()}


@pytest.fixture
def address(files):
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, files)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def choose(page, field: str, text: str) -> None:
    page.set_input_files(f"#{field}-file", {"name": field, "mimeType": "text/plain", "buffer": text.encode()})
    expect(page.locator(f"#{field}")).to_have_value(text)


def verdict(page) -> str:
    return page.inner_text(".verify-verdict")


def test_a_record_page_leads_to_its_own_verdict(page_at, address):
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/abc23/"))
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"
    assert "公开内容与条目一致：2026-03-02公开" in page.inner_text("#result")


def test_content_that_was_changed_is_told(page_at, address, files):
    files["r/abc23/index.json"] += b" "
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/abc23/"))
    page.wait_for_selector("#result li[data-ok=false]")
    assert verdict(page) == "核验未通过。"
    assert "内容已被改动" in page.inner_text("#result")


def test_what_was_withdrawn_is_verified_by_its_receipt_alone(page_at, address, files):
    del files["r/abc23/index.json"]
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/abc23/"))
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"


def test_an_earlier_version_is_verified_by_its_own_receipt(page_at, address, files):
    for name in ("proof", "index.json"):
        files[f"r/abc23/v/1/{name}"] = files.pop(f"r/abc23/{name}")
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/abc23/v/1/"))
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"


def test_a_record_without_receipt_yet(page_at, address):
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/zzz99/"))
    page.wait_for_selector(".verify-verdict")
    assert "凭证还没有生成" in verdict(page)


@pytest.mark.parametrize("size, read", [(2**21 - 1, True), (2**21, True), (2**21 + 1, False)])
def test_a_file_that_is_too_large_is_told_until_another_is_chosen(page_at, address, size, read):
    page = page_at(390)
    page.goto(f"{address}/verify/")
    page.set_input_files("#proof-file", {"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * size})
    if read:
        page.wait_for_function(f"document.getElementById('proof').value.length === {size}")
        assert page.locator(".verify-verdict").count() == 0
        return
    for _ in range(2):
        expect(page.locator(".verify-verdict")).to_contain_text("“大.txt”太大，没有读入")
        page.get_by_role("button", name="核验这份凭证").click()
    choose(page, "proof", RECORD["proof"])
    page.get_by_role("button", name="核验这份凭证").click()
    expect(page.locator(".verify-verdict")).not_to_contain_text("太大")


def test_nothing_given_is_asked_for(page_at, address):
    page = page_at(390)
    page.goto(address + addresses.VERIFY)
    page.click("text=核验这份凭证")
    assert verdict(page) == "请选一份凭证。"
    choose(page, "proof", CASE["proof"])
    page.click("text=核验这份凭证")
    assert verdict(page) == "请选您信任的公钥和见证人。"
    page.click("text=用本站公布的")
    expect(page.locator("#policy")).to_have_value(POLICY)
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"


def test_kept_as_one_file_it_works_without_any_server(page_at, files, tmp_path):
    saved = tmp_path / "核验凭证.html"
    saved.write_bytes(files[addresses.VERIFY_OFFLINE[1:]])
    page = page_at(390)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert not page.is_visible("text=用本站公布的")
    choose(page, "proof", RECORD["proof"])
    choose(page, "policy", POLICY)
    choose(page, "view", RECORD["view"])
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"
    choose(page, "proof", replaced(RECORD, "index 5", "index 4")["proof"])
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-ok=false]")
    assert asked == [saved.as_uri()]


BODY = canonical(
    {
        "at": "2026-03-02T02:20:00.000000Z", "by": "applicant", "fact": {"case": "2026-0037", "on": "2026-03-02"}, "name": "foi.received",
        "ref": "case:2026-0037", "rows": {}, "touches": [],
    }
)  # fmt: skip
RECEIVED = receipt(encode_entry(SALT, BODY), encode_opening(Opening(encode_entry(SALT, BODY), SALT, BODY)))


@pytest.mark.parametrize("kept", [False, True], ids=["on the site", "as a file"])
def test_an_applicant_s_receipt_tells_which_case_what_and_when(page_at, address, files, tmp_path, kept):
    saved = tmp_path / "核验凭证.html"
    saved.write_bytes(files[addresses.VERIFY_OFFLINE[1:]])
    page = page_at(390)
    page.goto(saved.as_uri() if kept else address + addresses.VERIFY)
    choose(page, "proof", RECEIVED)
    choose(page, "policy", POLICY)
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"
    assert "编号2026-0037，收到申请，收到日期2026年3月2日；2026-03-02 10:20:00（北京时间）登记。" in page.inner_text(
        "#result"
    )


def test_a_file_that_is_taken_away_is_not_checked(page_at, address):
    page = page_at(1280)
    page.goto(address + addresses.VERIFY)
    choose(page, "policy", POLICY)
    choose(page, "view", RECORD["view"])
    page.set_input_files("#view-file", [])
    expect(page.locator("#view")).to_have_value("")
    assert not page.is_visible("[data-filled=view]")
    choose(page, "proof", CASE["proof"])
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert verdict(page) == "核验通过。"


def test_content_that_came_with_one_receipt_is_not_held_against_the_next(page_at, address):
    page = page_at(1280)
    page.goto(address + addresses.verification("/r/abc23/"))
    page.wait_for_selector("#result li[data-step=witnesses]")
    choose(page, "proof", CASE["proof"])
    expect(page.locator("#view")).to_have_value("")
    page.click("text=核验这份凭证")
    page.wait_for_selector("#result li[data-step=entry]")
    page.wait_for_selector("#result li[data-step=view]", state="detached")
    assert verdict(page) == "核验通过。"


def test_a_demonstration_says_what_its_witness_is_worth(files):
    told = files["verify/index.html"].decode()
    assert "不证明什么" not in told and "外面的见证人" not in told
    Government.objects.update(demo=True)
    assert "不证明什么" in dict(pages.plain_pages(Look(Reader())))["verify/index.html"].decode()


ALL_FACTS = """
import importlib, pkgutil
import django
django.setup()
from gongkai import procedures
from gongkai.engines.site.pages import _sentences
told = _sentences()
for each in pkgutil.walk_packages(procedures.__path__, "gongkai.procedures."):
    if ".tests" not in each.name and ".migrations" not in each.name:
        importlib.import_module(each.name)
print(told == _sentences())
"""


def test_the_sentences_of_facts_do_not_depend_on_what_the_builder_has_loaded(home):
    """A full build by the command line is to give the bytes that the server's own worker gave."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ALL_FACTS], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"
