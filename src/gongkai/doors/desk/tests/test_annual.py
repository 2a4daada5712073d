"""Annual reports on the desk: who owes one, the desk of one, what is taken along; and what its figures show to the public."""

import re
from io import BytesIO

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.plugins.cast import SETUP, noon

from gongkai.doors import edge
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import annual, reports
from gongkai.engines.site import build, tree
from gongkai.kernel.records import actions
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi.tests.scenes import answered, submitted
from gongkai.pure.audit import audit, read
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

BASE = "/desk/annual/"
AT = noon("2027-01-11")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def year(cast, desk, monkeypatch):
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    answered(cast, "2026-02-10", "2026-02-20")
    submitted(cast, "2026-12-28")
    sheets.catch_up()
    monkeypatch.setattr(edge, "now", lambda: AT)
    return cast


@pytest.fixture
def report(year, desk) -> Record:
    text(desk("wang_bianji").post(f"{BASE}2026/zjj/begin", follow=True))
    return Record.objects.get(kind=annual.kind().code)


def published(cast, record: Record) -> Record:
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(actions, verb)(record=record, by=cast.actor(who), at=AT)
    return record


def content(record: Record) -> dict:
    return records.version_of(record).values()


def test_a_unit_begins_its_own_and_the_office_sees_who_has_none(year, desk):
    editor, office = desk("wang_bianji"), desk("gao_gongkai")
    page = text(editor.get(f"{BASE}2026/"))
    assert "还有20天" in page and f"{BASE}2026/zjj/begin" in page and "wjw" not in page
    assert "已经按提纲起草" in text(editor.post(f"{BASE}2026/zjj/begin", follow=True))
    assert "已经有了" in text(editor.post(f"{BASE}2026/zjj/begin", follow=True))
    assert Record.objects.filter(kind="annual").count() == 1
    page = text(office.get(f"{BASE}2026/"))
    assert "卫生健康委员会" in page and "还没起草" in page and "begin" not in page
    assert editor.post(f"{BASE}2026/wjw/begin").status_code == 404
    assert editor.get(f"{BASE}2027/").status_code == 404, "a year that is not over"


@pytest.mark.parametrize(
    ("day", "light"), [("2027-01-30", "还有1天"), ("2027-01-31", "还有0天"), ("2027-02-01", "逾期1天")]
)
def test_the_last_day_of_january(year, desk, monkeypatch, day, light):
    monkeypatch.setattr(edge, "now", lambda: noon(day))
    assert light in text(desk("wang_bianji").get(f"{BASE}2026/"))


def test_its_desk_tells_what_is_to_be_written_what_changed_and_what_does_not_hold(report, year, desk):
    editor, here = desk("wang_bianji"), f"{BASE}r/{report.pk}/"
    page = text(editor.get(here))
    assert "还要写的" in page and "勾稽关系都成立" in page and "和现在数出来的一样" in page
    submitted(year, "2026-12-30")
    sheets.catch_up()
    page = text(editor.get(here))
    assert "有2个数变了" in page or re.search(r"有\d+个数变了", page)
    revision = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert "重新取了" in text(editor.post(f"{here}count-anew", {"seen": revision}, follow=True))
    assert annual.kind().figures(content(report_again(report)))["2021-3"]["r1"]["total"] == 3
    wrong = content(report_again(report))
    wrong["body"] = wrong["body"].replace("（请写）写网站", "本年新收政府信息公开申请5件。")
    actions.save(record=report_again(report), content=wrong, by=year.actor("wang_bianji"), at=AT)
    assert "对不上" in text(editor.get(here)) and "5件" in text(editor.get(here))


def report_again(report: Record) -> Record:
    return Record.objects.get(pk=report.pk)


def test_its_editor_offers_figures_and_leaves_the_tables_alone(report, desk):
    editor, here = desk("wang_bianji"), f"/desk/r/{report.pk}/edit/"
    page = text(editor.get(here))
    assert 'data-figure="foi.received" data-value="2"' in page and "系统里的数" in page
    assert "t2021_3" not in page and 'name="covers"' not in page
    token = re.search(r'name="token" value="([^"]*)"', page)[1]
    before = content(report)
    sent = {
        "title": before["title"], "formed_on": "2027-01-11", "section": "annual", "seen": report.revision, "token": token,
        "body": before["body"].replace("（请写）写网站", "网站更新"), "explained": "",
    }  # fmt: skip
    assert "已经保存" in text(editor.post(here, sent, follow=True))
    after = content(report_again(report))
    assert after["t2021_3"] == before["t2021_3"] and after["size"] == before["size"] and "网站更新" in after["body"]
    assert "figure:foi.received" in after["body"]


def test_a_new_one_is_begun_where_its_figures_come_from(year, desk):
    assert desk("wang_bianji").get("/desk/r/new/annual/").url == BASE


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx", "json"])
def test_it_is_taken_along(report, desk, form):
    response = desk("wang_bianji").post(f"{BASE}r/{report.pk}/out", {"format": form})
    assert response.status_code == 200 and f".{form}" in response["Content-Disposition"]
    data = response.content
    if form == "docx":
        paper = docx.Document(BytesIO(data))
        assert len(paper.tables) == 3 and paper.sections[0].footer.paragraphs[0].text == "—  —"
    elif form == "xlsx":
        sheet = load_workbook(BytesIO(data))["2021-3"]
        assert sheet["J6"].value == 2, "the first row's sum, as a number"
    elif form in ("html", "pdf"):
        found = audit(read(data, f"report.{form}"))
        assert found.contradictions == () and len(found.findings) > 20
    else:
        assert b'"foi.received": "2"' in data
    assert desk("wang_bianji").post(f"{BASE}r/{report.pk}/out", {"format": "exe"}).status_code == 404


def test_what_contradicts_itself_is_published_only_when_it_is_explained(report, year, desk):
    said = content(report)
    said["body"] = said["body"].replace("（请写）写网站", "本年新收政府信息公开申请5件。")
    actions.save(record=report, content=said, by=year.actor("wang_bianji"), at=AT)
    with pytest.raises(Unready, match="5件"):
        published(year, report_again(report))
    again = report_again(report)
    actions.send_back(record=again, reason="请说明", by=year.actor("liu_qianfa"), at=AT)
    said["explained"] = "五件里三件是电话问的，没有正式申请。"
    actions.save(record=again, content=said, by=year.actor("wang_bianji"), at=AT)
    assert published(year, report_again(report)).live


def test_an_explanation_stands_for_what_was_there_when_it_was_written(report, year, desk):
    def save(old, new, explained):
        said = content(report_again(report))
        said |= {"body": said["body"].replace(old, new), "explained": explained}
        actions.save(record=report_again(report), content=said, by=year.actor("wang_bianji"), at=AT)

    def refused(pattern):
        with pytest.raises(Unready, match=pattern) as told:
            published(year, report_again(report))
        actions.send_back(record=report_again(report), reason="请说明", by=year.actor("liu_qianfa"), at=AT)
        return str(told.value)

    because = "五件里三件是电话问的，没有正式申请。"
    save("（请写）写网站", "本年新收政府信息公开申请5件。", because)
    save("（请写）写存在的主要问题", "全年共办结政府信息公开申请9件", because)
    told = refused("写好“数据说明”以后.*9件")
    assert "有1处" in told and "5件" not in told, "what was explained is not asked for again"
    page = text(desk("wang_bianji").get(f"{BASE}r/{report.pk}/"))
    assert page.count("还没有说明") == 1 and page.count("写说明的时候就有") == 1
    save("申请5件", "申请6件", f"{because}办结的含上年。")
    save("申请6件", "申请7件", f"{because}办结的含上年。")
    refused("7件")
    save("", "", f"{because}办结的含上年。新收的含转办。")
    assert published(year, report_again(report)).live


def test_a_citizen_sees_what_a_figure_counts_without_names(report, year, desk, monkeypatch):
    published(year, report)
    public = Client()
    page = text(public.get(f"/counter/figures/{report.pk}/foi.received"))
    assert "2026-02-10" in page and "2026-12-28" in page and "自然人" in page and "予以公开" in page
    assert "张" not in re.search(r"<tbody>.*</tbody>", page, re.S)[0]
    for wrong in ("foi.rated", "no.such", "2021-3.r2.total", "2021-3.r1.business"):
        assert public.get(f"/counter/figures/{report.pk}/{wrong}").status_code == 404, "only what stands in the report"
    submitted(year, "2026-12-30")
    sheets.catch_up()
    assert "2026-12-30" not in text(public.get(f"/counter/figures/{report.pk}/foi.received")), "as counted then"


def test_a_draft_shows_its_figures_to_nobody_outside(report):
    assert Client().get(f"/counter/figures/{report.pk}/foi.received").status_code == 404


def test_last_years_stands_beside(report, year, desk, monkeypatch):
    monkeypatch.setattr(edge, "now", lambda: noon("2028-01-10"))
    editor = desk("wang_bianji")
    text(editor.post(f"{BASE}2027/zjj/begin", follow=True))
    newer = Record.objects.get(kind="annual", title__contains="2027")
    assert "去年的报告" in text(editor.get(f"{BASE}r/{newer.pk}/"))


def test_a_correction_is_a_new_version_with_what_changed(report, year, home):
    published(year, report)
    by, again = year.actor("wang_bianji"), report_again(report)
    actions.revise(record=again, reason="补登记一件", by=by, at=AT)
    submitted(year, "2026-12-30")
    sheets.catch_up()
    again, said = report_again(report), content(report_again(report))
    reports.count_anew(record=again, content=said, size=sheets.counted(), by=by, at=AT, seen=again.revision)
    published(year, report_again(report))
    build.full()
    page = (tree.current() / "r" / report.pk / "index.html").read_text()
    assert "和上一版相比变了的数" in page and re.search(
        r"一、本年新收政府信息公开申请数量·总计</td><td[^>]*>2</td><td[^>]*>3</td>", page
    )
    assert f"/counter/figures/{report.pk}/foi.received" in page
    old = (tree.current() / "r" / report.pk / "v" / "1" / "index.html").read_text()
    assert "和上一版相比变了的数" not in old and "/counter/figures/" not in old
    late = (tree.current() / "annual-reports" / "index.html").read_text()
    assert "2026年度的公布情况" in late and "还没有公布" in late and "卫生健康委员会" in late
