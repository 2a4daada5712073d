"""As counted on a day: figure and list of then, figure of now, and what came, went or changed since, with the fact that made it so."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.acts.logbooks import TRAINING, entered
from tests.plugins.cast import noon

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.kernel.logbooks import actions

MEASURE = "/desk/measures/trainings.attendees/?period=2026-Q1"
TABLE = "/desk/reports/2021-2/2025/xzf/"
PERMITS = {"since": "2025-01-01", "sort": "permit"}


@pytest.fixture(autouse=True)
def one_connection(monkeypatch, today):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def corrected(cast):
    """Two trainings of which one is put right and the other struck a week later, and a third that comes late."""
    kept = entered(cast, TRAINING | {"attendees": "20"}, at=noon("2026-02-26"))
    struck = entered(cast, TRAINING | {"title": "重复登记的"}, at=noon("2026-02-26"))
    by, late = cast.actor("wang_bianji"), noon("2026-03-02")
    actions.amend(entry=kept, on=kept.on, content=TRAINING | {"attendees": "25"}, because="漏了", by=by, at=late)
    actions.strike(entry=struck, because="重了", by=by, at=late)
    entered(cast, TRAINING | {"title": "迟到的", "attendees": "7"}, at=late)
    sheets.catch_up()
    return cast


def test_a_measure_as_counted_on_a_day(corrected, desk):
    page = text(desk("gao_gongkai").get(f"{MEASURE}&on=2026-2-28"))
    assert "2026年2月28日统计" in page and ">106</span>人次" in page and "现在是<span" in page and ">32</span>" in page
    for words in ("变了", "不再计入", "多出来", "迟到的", "+7", "+5", "改了登记", "2026年3月2日"):
        assert words in page, words
    assert "现在还是这个数" in text(desk("gao_gongkai").get(f"{MEASURE}&on=2026-03-02"))
    assert "以后变了什么" not in text(desk("gao_gongkai").get(MEASURE))


def test_the_list_of_then_goes_out_as_it_was(corrected, desk):
    made = desk("gao_gongkai").post("/desk/measures/trainings.attendees/export?period=2026-Q1&on=2026-02-28")
    amounts = [row[3].value for row in load_workbook(BytesIO(made.content)).active.iter_rows(min_row=5)]
    assert sorted(amounts) == ["20", "86"]


@pytest.mark.parametrize(
    ("typed", "told"), [("soon", "日期请写成"), ("2026-2-30", "没有这一天"), ("2027-01-01", "那天还没有到")]
)
def test_a_day_that_is_none_is_told_and_stays_typed(corrected, desk, typed, told):
    for page in (f"{MEASURE}&on={typed}", f"{TABLE}?on={typed}"):
        answer = text(desk("gao_gongkai").get(page))
        assert told in answer and f'value="{typed}"' in answer


def test_another_units_rows_are_counted_and_not_told(corrected, desk):
    other = desk("sun_bianji")
    assert other.get(f"{MEASURE}&unit=zjj&on=2026-02-28").status_code == 404
    assert "迟到的" not in text(other.get(f"{MEASURE}&on=2026-02-28"))


@pytest.fixture
def late(cast):
    """Three permits told in January of the year before, and four more in February."""
    said = {"logbook": "decisions", "on": date(2025, 12, 31)}
    entered(cast, PERMITS | {"count": "3"}, at=noon("2026-01-05"), **said)
    entered(cast, PERMITS | {"count": "4"}, at=noon("2026-02-20"), **said)
    sheets.catch_up()
    return cast


def test_what_came_after_the_report_was_due_is_never_silent(late, desk):
    page = text(desk("gao_gongkai").get(TABLE))
    assert ">7<" in page and "2026年1月31日统计以后，又有1个数变了" in page and f"{TABLE}?on=2026-01-31" in page
    then = text(desk("gao_gongkai").get(f"{TABLE}?on=2026-01-31"))
    assert "这是2026年1月31日统计的数" in then and ">3<" in then and "行政许可·本年处理决定数量" in then
    assert "又有" not in then and "到现在没有变" in text(desk("gao_gongkai").get(f"{TABLE}?on=2026-02-20"))


def test_a_cell_opens_on_the_list_of_then_and_on_what_came(late, desk):
    cell = f"{TABLE}p20_5_permits/decisions/"
    page = text(desk("gao_gongkai").get(f"{cell}?on=2026-01-31"))
    assert "多出来（+4）" in page and "2026年2月20日" in page and f"{cell}export?on=2026-01-31" in page
    assert "“行政许可”（2021年度起）" in page  # the definition is that of the cell, not of all decisions
    rows = load_workbook(BytesIO(desk("gao_gongkai").post(f"{cell}export?on=2026-01-31").content)).active
    assert [row[3].value for row in rows.iter_rows(min_row=5)] == ["3"]


def test_the_day_stays_when_another_table_is_chosen(late, desk):
    went = desk("gao_gongkai").get("/desk/reports/?year=2025&table=2021-2&on=2026-01-31")
    assert went.url == "/desk/reports/2021-2/2025/xzf/?on=2026-01-31"
