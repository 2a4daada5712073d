"""Measures on the desk: a figure is the list that it opens on, whatever is counted, for those who may see it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.acts.logbooks import entered
from tests.plugins.scenes import reported

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets

BASE = "/desk/measures/"


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(desk, today, cast):
    entered(cast)
    reported(cast)
    sheets.catch_up()
    return desk("gao_gongkai")


def test_all_of_them_with_their_figures(office):
    page = text(office.get(f"{BASE}?period=2026"))
    assert "接受培训人员" in page and ">86人次<" in page and "考评获奖" in page


def test_one_opens_on_its_rows(office):
    page = text(office.get(f"{BASE}trainings.attendees/?period=2026-Q1"))
    assert "政务公开业务培训" in page and "2026年1月1日" in page and "2026年3月31日" in page
    assert "没有登记过" in text(office.get(f"{BASE}trainings.attendees/?period=2026-01"))
    rows = load_workbook(BytesIO(office.post(f"{BASE}trainings.attendees/export?period=2026").content)).active
    assert [cell.value for cell in rows[5]] == ["2026-02-26", "政务公开业务培训", "住房和城乡建设局", "86"]


def test_whatever_it_counts_it_has_a_page(office):
    of_each = {(each.sheet, each.balance, each.total): key for key, each in counting.measures().items()}
    for key in of_each.values():
        page = text(office.get(f"{BASE}{key}/?period=2026"))
        assert counting.measures()[key].definition in page and "口径由" in page, key


def test_it_is_split_by_each_breakdown_that_it_declares(office, cast):
    for sort, count in (("permit", "30"), ("penalty", "4")):
        entered(cast, {"sort": sort, "since": "2026-01-01", "count": count}, logbook="decisions")
    sheets.catch_up()
    page = text(office.get(f"{BASE}decisions.taken/?period=2026"))
    assert "按单位" in page and "按类别" in page
    assert '行政许可</th><td class="n">30<' in page and '行政处罚</th><td class="n">4<' in page
    assert "按类别" not in text(office.get(f"{BASE}decisions.taken/?period=2026-01"))


def test_one_of_a_former_form_says_so(office):
    assert "这个指标2014年至2018年有" in text(office.get(f"{BASE}foi.received.c11/?period=2026"))
    assert "当面申请数" not in text(office.get(f"{BASE}?period=2026"))


def test_for_whom(office, desk):
    editor, other = desk("wang_bianji"), desk("sun_bianji")
    assert "政务公开业务培训" in text(editor.get(f"{BASE}trainings.held/?period=2026&unit=zjj"))
    assert other.get(f"{BASE}trainings.held/?period=2026&unit=zjj").status_code == 404
    assert "政务公开业务培训" not in text(other.get(f"{BASE}trainings.held/?period=2026"))


@pytest.mark.parametrize("path", ["?period=2026-13", "?period=2027", "?unit=nowhere", "no.such/"])
def test_what_is_not_there(office, path):
    assert office.get(f"{BASE}{path}").status_code == 404
