"""审一审: three ways to hand a report in, the same marked copy; nothing kept, nothing lost; bounded in size, pace and time."""

import re
import time
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.plugins.cast import SETUP, noon

from gongkai.doors.counter import audit
from gongkai.engines.site.reader import ANNUAL_TYPE
from gongkai.engines.site.tests.helpers import Office
from gongkai.ground.home.paths import home_path
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record
from gongkai.pure.audit import apart, batch
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.telling import Told

AUDIT = "/counter/audit"
WRONG = "全年收到政府信息公开申请37件，其中当面申请20件，网络申请11件，信函申请8件。"
RIGHT = WRONG.replace("8件", "6件")


class Visitor:
    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def get(self, **query: str) -> str:
        return self._seen(self.client.get(AUDIT, query))

    def hand_in(self, way: str = "text", **fields) -> str:
        return self._seen(self.client.post(AUDIT, {"way": way, **fields}))

    def _seen(self, answer) -> str:
        self.answer, html = answer, answer.content.decode()
        return html


@pytest.fixture
def visitor(cast) -> Visitor:
    cache.clear()
    return Visitor()


@pytest.fixture
def told(monkeypatch) -> list:
    """The auditor does not start a process; what it was given is noted."""
    given = []

    def sheet_of(content: bytes, name: str) -> Told:
        given.append((content.decode(), name))
        return Told(name, 1, 1, 1, 0, 0, '<article class="galley">校样在此</article>')

    monkeypatch.setattr(audit, "sheet_of", sheet_of)
    return given


def upload(content: bytes | str, name: str = "我县年报.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


@pytest.fixture
def published(cast) -> dict[str, Record]:
    """Two annual reports that stand on the site, one that is only drafted, one that was withdrawn, and another record."""
    office = Office(cast)
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=3, by=SETUP, at=noon("2025-01-02"))
    annual = {"section": "annual", "kind": "notice"}
    return {
        "wrong": office.publish("2026-01-20", title="住建局2025年年度报告", body=f"<p>{WRONG}</p>", **annual),
        "right": office.publish(
            "2026-01-21", title="卫健委2025年年度报告", body=f"<p>{RIGHT}</p>", unit="wjw", **annual
        ),
        "draft": office.draft("2026-01-22", title="没有公布的年度报告", body=f"<p>{WRONG}</p>", **annual),
        "withdrawn": office.withdraw(office.publish("2026-01-23", title="撤下的年度报告", **annual), "2026-01-24"),
        "policy": office.publish("2026-01-25", title="一份办法", body=f"<p>{WRONG}</p>"),
    }


# What comes of it.


def test_a_pasted_report_is_shown_with_its_figures_marked(visitor):
    html = visitor.hand_in(text=WRONG)
    assert visitor.answer.status_code == 200 and "20+11+8=39≠37" in html
    assert '<span class="g-v">37件</span>' in html and "读到4个数字" in html and "audit/proof.css" in html
    assert WRONG in html[html.index("<textarea") :], "what was pasted can be changed and handed in again"


def test_a_report_that_holds(visitor):
    html = visitor.hand_in(text=RIGHT)
    assert "没有发现对不上的数字" in html and "g-contradicts" not in html.replace(
        '<span class="g-f g-contradicts"><span class="g-v">123', ""
    )


def test_a_text_without_figures(visitor):
    assert "没有可核对的数字" in visitor.hand_in(text="本年没有收到申请。")


def test_an_uploaded_report(visitor):
    html = visitor.hand_in("file", file=upload(f"<html><body><p>{WRONG}</p></body></html>", "年报.html"))
    assert "20+11+8=39≠37" in html and "年报.html" not in html


def test_old_encodings_are_read(visitor):
    assert "20+11+8=39≠37" in visitor.hand_in("file", file=upload(WRONG.encode("gb18030")))


def test_markup_in_a_report_is_text(visitor):
    html = visitor.hand_in(text=f"<script>alert(1)</script>{WRONG}")
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_reports_of_this_site_can_be_chosen_and_no_other_record(visitor, published):
    html = visitor.get()
    offered = dict(re.findall(r'<option value="(\w+)">([^<]+)<', html))
    assert offered == {published[name].pk: published[name].title for name in ("wrong", "right")}
    html = visitor.hand_in("report", report=published["wrong"].pk)
    assert "20+11+8=39≠37" in html and "住建局2025年年度报告" in html
    assert "没有发现对不上的数字" in visitor.hand_in("report", report=published["right"].pk)
    for name in ("draft", "withdrawn", "policy"):
        assert "galley" not in visitor.hand_in("report", report=published[name].pk)


def test_an_address_can_choose_a_report(visitor, published):
    assert f'value="{published["right"].pk}" selected' in visitor.get(report=published["right"].pk)
    assert " selected" not in visitor.get(report="no such record")


def test_without_reports_there_is_nothing_to_choose(visitor, told):
    assert "选一份本站公布的报告" not in visitor.get()
    assert "请先贴上报告的文字" in visitor.hand_in("report", report="x") and not told


# What is refused, and how.


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("text", "请先贴上报告的文字，再按“审这段文字”"),
        ("file", "请先选一个文件，再按“审这个文件”"),
        ("nonsense", "请先贴上报告的文字"),
    ],
)
def test_nothing_handed_in(visitor, told, way, said):
    assert said in visitor.hand_in(way) and not told


@pytest.mark.parametrize(("signs", "fine"), [(-1, True), (0, True), (1, False)])
def test_a_text_may_have_so_many_signs(visitor, told, signs, fine):
    text = "数" * (audit.LONGEST + signs)
    html = visitor.hand_in(text=text)
    assert bool(told) is fine and text in html
    assert ("请删短一些" in html) is not fine


@pytest.mark.parametrize(("size", "fine"), [(-1, True), (0, True), (1, False)])
def test_a_file_may_have_so_many_bytes(visitor, told, size, fine, monkeypatch):
    monkeypatch.setattr(audit, "LARGEST", 1000)
    html = visitor.hand_in("file", file=upload(b"x" * (1000 + size)), text="写了一半")
    assert bool(told) is fine and ("这个文件超过20 MB" in html) is not fine and "写了一半" in html


def test_a_request_too_large_to_be_kept_in_memory(visitor, told, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    html = visitor.hand_in("file", file=upload(b"x" * 2000))
    assert "这次选的文件一共超过" in html and not told


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"PK\x03\x04broken", b"%PDF-1.7 broken"])
def test_a_file_that_can_t_be_read_says_why(visitor, content):
    html = visitor.hand_in("file", file=upload(content, "年报.pdf"), text="写了一半")
    assert visitor.answer.status_code == 200 and 'role="alert"' in html and "写了一半" in html


def test_what_stands_in_another_field_is_no_hindrance(visitor, told):
    visitor.hand_in(text=WRONG, file=upload(b"x" * 10), report="no such record")
    assert told == [(WRONG, "report.txt")]


def test_the_file_s_name_tells_its_kind_and_goes_no_further(visitor, told):
    visitor.hand_in("file", file=upload("x", "../../张三的年报.DOCX"))
    assert told == [("x", "report.docx")]


# Pace and time.


def test_whoever_audits_much_is_slowed_and_loses_nothing(visitor, told):
    for _ in range(audit.BY_NETWORK.free):
        assert "校样在此" in visitor.hand_in(text=WRONG)
    html = visitor.hand_in(text=WRONG)
    assert visitor.answer.status_code == 429 and "审得太快了，请等1秒再按。您贴的文字还在。" in html and WRONG in html
    assert "文件要请您重新选一次" in visitor.hand_in("file", file=upload(WRONG))
    visitor.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert "校样在此" in visitor.hand_in(text=WRONG), "another network is not slowed"


def test_one_audit_at_a_time(visitor, told):
    cache.add(audit.AT_WORK, 1, 60)
    html = visitor.hand_in(text=WRONG)
    assert visitor.answer.status_code == 429 and "正在审另一份报告" in html and WRONG in html and not told
    cache.delete(audit.AT_WORK)
    assert "校样在此" in visitor.hand_in(text=WRONG) and cache.get(audit.AT_WORK) is None


def test_a_refusal_frees_the_place(visitor, monkeypatch):
    def refuse(content, name):
        raise Unreadable("x", "读不了", "Unreadable")

    monkeypatch.setattr(audit, "sheet_of", refuse)
    assert "读不了" in visitor.hand_in(text=WRONG) and cache.get(audit.AT_WORK) is None


def test_a_report_that_takes_too_long_is_stopped_with_all_it_started():
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        apart.sheet_of(WRONG.encode(), "report.txt", seconds=0.01)
    assert refused.value.code == batch.LATE.code and time.monotonic() - began < 5


# What is kept: nothing.


@contextmanager
def nothing_new(folder):
    def files():
        return {path for path in folder.rglob("*") if path.is_file() and "cache" not in path.relative_to(folder).parts}

    before = files()
    yield
    assert files() == before


def test_nothing_is_written(visitor, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with nothing_new(tmp_path), nothing_new(home_path()):
        assert "20+11+8" in visitor.hand_in("file", file=upload(WRONG))
    assert not visitor.client.cookies
    assert not any(WRONG in str(cache.get(key)) for key in cache._cache)


# Its frame.


def test_the_page_needs_no_script_and_no_style_of_its_own(visitor):
    html = visitor.get() + visitor.hand_in(text=WRONG)
    assert "style=" not in html and " onclick" not in html and "<style" not in html
    assert 'enctype="multipart/form-data"' in html and 'name="way" value="file"' in html


def test_the_browser_s_back_shows_what_was_pasted(visitor, told):
    for html in (visitor.get(), visitor.hand_in(text=WRONG)):
        assert html and visitor.answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}])
def test_a_form_of_another_site_s_page_is_turned_away(visitor, told, headers):
    answer = visitor.client.post(AUDIT, {"text": WRONG}, headers=headers)
    assert answer.status_code == 403 and not told


def test_a_slash_too_many_leads_on(visitor, told):
    assert visitor.client.get(f"{AUDIT}/", follow=True).redirect_chain == [(AUDIT, 301)]
