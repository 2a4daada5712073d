"""Remarks in the margin of a report's draft: on words of it, by whoever reads it in its review, answered, resolved, and gone with nothing public."""

import pytest
from tests.plugins.cast import SETUP, noon

from gongkai.doors import edge
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import reports
from gongkai.kernel.records import actions
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

AT = noon("2027-01-11")
QUOTE = "所列数据的统计期限"


@pytest.fixture
def report(cast, desk, monkeypatch) -> Record:
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    sheets.catch_up()
    monkeypatch.setattr(edge, "now", lambda: AT)
    who = {"by": cast.actor("wang_bianji"), "at": AT}
    return reports.begin(unit=cast.units["zjj"], year=2026, covers="own", size=sheets.counted(), **who)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def remark(desk, report, by: str = "li_shenhe", **said):
    told = {"quote": QUOTE, "text": "请核对起止日期。"} | said
    return desk(by).post(f"/desk/annual/r/{report.pk}/remark/", told, follow=True)


def test_a_reviewer_remarks_on_words_the_editor_answers_and_resolves(report, desk, cast):
    actions.submit(record=report, by=cast.actor("wang_bianji"), at=AT)
    page = text(remark(desk, report))
    assert f'<mark id="said-1">{QUOTE}</mark>' in page and "请核对起止日期" in page and "住房和城乡建设局李芳" in page
    here = f"/desk/annual/r/{report.pk}/"
    editor = desk("wang_bianji")
    assert "核对过了" in text(editor.post(f"{here}remarks/1/answer/", {"text": "核对过了。"}, follow=True))
    assert "办结了的1条" in text(editor.post(f"{here}remarks/1/resolve", follow=True))
    assert "<mark" not in text(editor.get(here))
    assert remark(desk, report, by="sun_bianji").status_code == 404


def test_words_that_are_not_there_are_refused_and_kept(report, desk):
    page = text(remark(desk, report, quote="没有写过的话"), 422)
    assert "正文里没有这几个字" in page and "没有写过的话" in page and "请核对起止日期" in page


def test_a_remark_stays_when_its_words_are_gone(report, desk, cast):
    remark(desk, report)
    said = records.version_of(report).values()
    said["body"] = said["body"].replace(QUOTE, "数据的统计时期")
    actions.save(record=report, content=said, by=cast.actor("wang_bianji"), at=AT)
    page = text(desk("wang_bianji").get(f"/desk/annual/r/{report.pk}/"))
    assert "正文里已经没有这几个字" in page and "看的是第1版" in page
