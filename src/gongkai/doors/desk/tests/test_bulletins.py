"""Bulletins on the desk: begun for a quarter, written in the editor of every record, taken along, sent round to units; seen by nobody else before."""

import re
from io import BytesIO

import docx
import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.records import actions
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi.tests.scenes import answered

BASE = "/desk/bulletins/"


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def quarter(cast, today):
    answered(cast, "2026-02-10", "2026-02-20")
    sheets.catch_up()
    today("2026-04-07")
    return cast


def begun(client, subject="zjj/own", period="2026-Q1") -> Record:
    page = text(client.post(f"{BASE}begin", {"subject": subject, "period": period}, follow=True))
    assert "已经起草" in page
    return Record.objects.get(kind="circular")


def test_begun_opened_figure_by_figure_and_taken_along(quarter, desk):
    editor = desk("wang_bianji")
    page = text(editor.get(BASE))
    assert "2026年第一季度" in page and "2026年4月" in page and 'value="2026-Q1" selected' in page
    record = begun(editor)
    url = f"/desk/annual/r/{record.pk}/"
    page = text(editor.get(url))
    assert (
        "一、主要数据" in page
        and "新收政府信息公开申请" in page
        and "还要写的" in page
        and "只有本单位和监督它的人" in page
    )
    assert "申请内容" in text(editor.get(f"{url}f/foi.received/"))
    assert text(editor.get(f"{url}f/before.foi.received/")).count("共1") == 0
    for form in ("docx", "pdf", "xlsx", "html", "json"):
        out = editor.post(f"{url}out", {"format": form})
        assert out.status_code == 200 and out.content, form
    paper = docx.Document(BytesIO(editor.post(f"{url}out", {"format": "docx"}).content))
    assert "情况通报" in paper.paragraphs[0].text and paper.tables
    assert "写突出的问题" in text(editor.get(f"/desk/r/{record.pk}/edit/"))


def test_nobody_else_sees_it_until_it_is_sent_round(quarter, desk):
    record = begun(desk("wang_bianji"))
    other = desk("sun_bianji")
    assert record.title not in text(other.get(BASE))
    assert other.get(f"/desk/annual/r/{record.pk}/").status_code == 404
    assert other.post(f"{BASE}{record.pk}/send-round").status_code == 404
    assert record.title in text(desk("gao_gongkai").get(BASE))
    text(desk("gao_gongkai").post(f"{BASE}{record.pk}/send-round", follow=True))
    assert record.title in text(other.get(BASE)) and "只有本单位" not in text(other.get(f"/desk/annual/r/{record.pk}/"))
    assert other.get(f"/desk/r/{record.pk}/edit/").status_code == 302, "to read is not to write"
    assert "已经收到" in text(desk("gao_gongkai").post(f"{BASE}{record.pk}/send-round", follow=True))


def test_what_was_sent_round_runs_no_term_until_it_is_submitted(quarter, desk, today):
    record = begun(desk("wang_bianji"))
    pages = ["/desk/", "/desk/r/", f"/desk/r/{record.pk}/", f"/desk/r/{record.pk}/edit/"]

    def told() -> list[bool]:
        today("2026-06-30")
        found = [bool(re.search(r"(超期|逾期)\d|前公开", text(desk("wang_bianji").get(page)))) for page in pages]
        today("2026-04-07")
        return found

    assert told() == [True, True, True, True]
    text(desk("gao_gongkai").post(f"{BASE}{record.pk}/send-round", follow=True))
    assert told() == [False, False, False, False] and open_duties(record.ref) == []
    assert "已经发给各单位，不用上网站" in text(desk("wang_bianji").get(pages[2]))
    actions.submit(record=Record.objects.get(), by=quarter.actor("wang_bianji"), at=noon("2026-04-07"))
    del pages[3]
    assert told()[2] and len(open_duties(record.ref)) == 1, "it is on its way to the site after all"


def test_what_is_not_offered_is_not_found(quarter, desk):
    editor = desk("wang_bianji")
    for said in (
        {"subject": "wjw/own", "period": "2026-Q1"},
        {"subject": "zjj/own", "period": "2031-Q1"},
        {"subject": "", "period": ""},
    ):
        assert editor.post(f"{BASE}begin", said).status_code == 404, said


def test_who_is_to_begin_one_of_a_kind_by_hand_is_led_to_the_list(quarter, desk):
    assert desk("wang_bianji").get("/desk/r/new/circular/").headers["Location"] == BASE
