"""Charts in a report: placed on the desk, counted with its figures, the same on the page and in what is taken along, frozen when published."""

import json
import re
from io import BytesIO

import docx
import pytest
from tests.plugins.cast import SETUP, noon

from gongkai.doors import edge
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import reports
from gongkai.engines.site import build, tree
from gongkai.kernel.records import actions
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi.tests.scenes import answered, submitted
from gongkai.pure.audit import audit, read
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

AT = noon("2027-01-11")
CHAPTER = "（二）依申请公开"


@pytest.fixture
def report(cast, desk, monkeypatch) -> Record:
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    answered(cast, "2026-02-10", "2026-02-20")
    submitted(cast, "2026-12-28")
    sheets.catch_up()
    monkeypatch.setattr(edge, "now", lambda: AT)
    who = {"by": cast.actor("wang_bianji"), "at": AT}
    return reports.begin(unit=cast.units["zjj"], year=2026, covers="own", size=sheets.counted(), **who)


def again(report: Record) -> Record:
    return Record.objects.get(pk=report.pk)


def content(report: Record) -> dict:
    return records.version_of(again(report)).values()


def place(desk, report, **said):
    told = {"measure": "foi.received", "by": "month", "form": "bar", "chapter": CHAPTER, "seen": again(report).revision}
    return desk("wang_bianji").post(f"/desk/annual/r/{report.pk}/chart/", told | said, follow=True)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def counts(report) -> list[str]:
    return [row["now"] for row in content(report)["charts"]]


def test_it_stands_in_its_chapter_with_the_figures_of_the_report(report, desk):
    page = text(place(desk, report))
    assert "图放好了" in page and "2月1" in re.search(r'aria-label="(2026年度各月[^"]*)"', page)[1]
    assert counts(report) == ["0", "1", *["0"] * 9, "1"]
    body = content(report)["body"]
    assert body.index("（二）") < body.index("figure:chart.bar.month.foi.received") < body.index("（三）")
    assert "已经在正文里" in text(place(desk, report), 422)
    assert "上年" in text(place(desk, report, by="before", form="line"))
    assert len(content(report)["charts"]) == 24


def test_there_is_nothing_to_draw_of_one_unit_by_units_or_of_nothing(report, desk):
    assert text(place(desk, report, by="unit"), 422)
    assert text(place(desk, report, measure="complaints.received"), 422)
    assert desk("li_shenhe").get(f"/desk/annual/r/{report.pk}/chart/").status_code == 404


def test_it_is_counted_anew_only_with_the_report(report, desk, cast):
    place(desk, report)
    submitted(cast, "2026-12-30")
    sheets.catch_up()
    assert counts(report)[-1] == "1"
    who = {"by": cast.actor("wang_bianji"), "at": AT, "seen": None}
    reports.count_anew(record=again(report), content=content(report), size=sheets.counted(), **who)
    assert counts(report)[-1] == "2" and "figure:chart.bar" in content(report)["body"]


def test_what_is_typed_as_a_chart_without_figures_is_refused_until_it_is_counted(report, desk, cast):
    said = content(report)
    said["body"] += '<p><a href="figure:chart.bar.month.records.published">图：公开</a></p>'
    actions.save(record=report, content=said, by=cast.actor("wang_bianji"), at=AT)
    assert "“图：公开”还没有取数" in text(desk("wang_bianji").get(f"/desk/annual/r/{report.pk}/"))


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_it_is_taken_along(report, desk, form):
    place(desk, report)
    data = desk("wang_bianji").post(f"/desk/annual/r/{report.pk}/out", {"format": form}).content
    if form == "docx":
        (picture,) = docx.Document(BytesIO(data)).inline_shapes
        assert "2月1" in picture._inline.docPr.get("descr") and picture.width > picture.height
    elif form == "json":
        told = json.loads(data)
        assert len(told["charts"]) == 12 and not any("chart" in token for token in told["figures"])
    else:
        assert audit(read(data, f"report.{form}")).contradictions == ()
        assert form != "html" or b"<svg" in data


def test_a_published_one_is_on_its_page_and_stays(report, desk, cast, home):
    place(desk, report)
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(actions, verb)(record=again(report), by=cast.actor(who), at=AT)
    submitted(cast, "2026-12-30")
    sheets.catch_up()
    build.full()
    page = (tree.current() / "r" / report.pk / "index.html").read_text()
    assert "12月1" in re.search(r'<svg[^>]*aria-label="([^"]*)"', page)[1] and "<summary>图里的数</summary>" in page
    assert "图里的数</dt>" not in page, "its figures are no line of the record's own"
