"""Reporting up on the desk: reported from a record's page, decided by the office, counted by unit; each number opens its list."""

import pytest
from tests.plugins.scenes import draft, through

from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.upward.models import Submission
from gongkai.kernel.records.models import Record

from .test_outbox import DAY, text


@pytest.fixture
def record(cast) -> Record:
    outbox.connect(
        code="up-city", adapter="folder", name="宁州市政府网站", address="outbox/up-city", by="lin_guanli", at=DAY
    )
    return through(cast, draft(cast), "published")


def test_a_unit_reports_and_the_office_decides(cast, record, desk, monkeypatch):
    monkeypatch.setattr(measures, "SNAPSHOT", "default")
    editor, office = desk("wang_bianji"), desk("gao_gongkai")
    here = f"/desk/r/{record.pk}/"
    assert f"{here}report-up/" in text(editor.get(here))
    asked = text(editor.get(f"{here}report-up/"))
    assert "明川县政府网站" in asked and "宁州市" not in asked
    assert "请选报送到哪里" in text(editor.post(f"{here}report-up/", {"destination": ""}), 422)
    assert "已经报送明川县政府网站" in text(editor.post(f"{here}report-up/", {"destination": "portal"}, follow=True))
    assert "都报送过了" in text(editor.get(f"{here}report-up/"))
    made = Submission.objects.get()
    base = f"/desk/upward/{made.code}/"
    assert "do/adopt/" not in text(editor.get(base)) and editor.get(f"{base}do/adopt/").status_code == 404
    assert "采用的日期不能晚于今天" in text(office.post(f"{base}do/adopt/", {"on": "2026-03-03"}), 422)
    page = text(office.post(f"{base}do/adopt/", {"on": "2026-03-02", "place": "https://city.example/1"}, follow=True))
    assert "已采用" in page and "人工记的" in page and "https://city.example/1" in page
    assert "已经报送宁州市政府网站" in text(office.post(f"{here}report-up/", {"destination": "up-city"}, follow=True))
    assert Delivery.objects.get().channel == "up-city" and "宁州市政府网站" in text(
        office.get("/desk/outbox/?channel=up-city")
    )
    sheets.catch_up()
    page = text(office.get("/desk/upward/?year=2026&quarter=1"))
    assert "50.0%" in page and "/desk/upward/list/?year=2026&amp;quarter=1&amp;unit=zjj&amp;state=adopted" in page
    assert "100.0%" in text(office.get("/desk/upward/?to=portal")) and "0.0%" in text(
        office.get("/desk/upward/?to=up-city")
    )
    listed = text(office.get("/desk/upward/list/?year=2026&quarter=1&unit=zjj"))
    assert (
        listed.count(record.title) == 2
        and text(office.get("/desk/upward/list/?state=adopted")).count(record.title) == 1
    )
    assert "这一期还没有报送的" in text(office.get("/desk/upward/?quarter=2"))
    assert record.title not in text(desk("sun_bianji").get("/desk/upward/list/"))


def test_an_address_that_leads_nowhere(record, desk):
    office = desk("gao_gongkai")
    for query in ("year=1999", "year=2027", "year=x", "quarter=5", "state=lost", "unit=nowhere", f"to={'x' * 21}"):
        assert office.get(f"/desk/upward/?{query}").status_code == 404, query
