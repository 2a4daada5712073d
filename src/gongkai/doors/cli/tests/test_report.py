"""``gongkai report``: three forms of one table, and exit codes that tell whether it adds up."""

import json

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.engines.measures import cells, queries, sheets
from gongkai.engines.measures.models import CaseSheet
from gongkai.procedures.foi.actions import register
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, answered, submitted

WORDS = ["report", "--year", "2026", "--table", "2021-3"]


@pytest.fixture(autouse=True)
def county(cast, home, monkeypatch):
    monkeypatch.setattr(queries, "SNAPSHOT", "default")
    submitted(cast, "2026-02-09")
    answered(cast, "2026-02-10", "2026-02-20")
    return cast


def told(capsys, *more: str, code: int = 0) -> str:
    assert main([*WORDS, *more]) == code
    return capsys.readouterr().out


def test_json_has_the_promised_shape_and_nothing_else(capsys):
    data = json.loads(told(capsys, "--format", "json"))
    assert list(data) == ["table", "year", "unit", "rows", "relations"]
    assert (data["table"], data["year"], data["unit"]) == ("2021-3", 2026, "xzf")
    assert all(list(row) == ["key", "label", "unit", "values"] for row in data["rows"])
    assert all(list(each) == ["text", "level", "holds"] and each["level"] in "EW" for each in data["relations"])
    values = {row["key"]: row["values"] for row in data["rows"]}
    kinds = ["natural", "business", "research", "welfare", "legal", "other", "total"]
    assert list(values["r1"]) == kinds
    assert [values[row]["total"] for row in ("r1", "r2", "r3_1", "r3_7", "r4")] == [2, 0, 1, 1, 1]


def test_the_table_of_2014_has_one_value_a_row(county, capsys):
    submitted(county, "2018-06-01")
    assert main(["report", "--year", "2018", "--table", "2014", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert all(list(row) == ["key", "label", "unit", "value"] for row in rows)
    values = {row["key"]: row["value"] for row in rows}
    assert [values[key] for key in ("c1", "a1", "b1", "d", "f", "h1")] == [1, 0, None, 0, 0, None]


def test_text_tells_figures_and_relations(capsys):
    text = told(capsys)
    assert "一、本年新收政府信息公开申请数量\t件\t2\t0\t0\t0\t0\t0\t2" in text
    assert "成立（E）第一项加第二项之和，等于第三项加第四项之和（总计）：2+0=1+1=2" in text


def test_a_spreadsheet_goes_to_a_file(capsys, tmp_path):
    file = tmp_path / "table.xlsx"
    assert told(capsys, "--format", "xlsx", "-o", str(file)) == ""
    lines = {row[0].value: [cell.value for cell in row[2:9]] for row in load_workbook(file).active.iter_rows()}
    assert lines["四、结转下年度继续办理"] == [1, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("unit, received", [("zjj", 2), ("wjw", 0), ("xzf", 2)])
def test_a_unit_is_counted_with_those_below_it(capsys, unit, received):
    data = json.loads(told(capsys, "--unit", unit, "--format", "json"))
    assert data["unit"] == unit and data["rows"][0]["values"]["total"] == received


def test_as_of_an_earlier_size_of_the_ledger(capsys, county):
    sheets.catch_up()
    size = sheets.counted()
    submitted(county, "2026-02-11")
    assert json.loads(told(capsys, "--format", "json"))["rows"][0]["values"]["total"] == 3
    then = json.loads(told(capsys, "--as-of", str(size), "--format", "json"))
    assert then["rows"][0]["values"]["total"] == 2
    assert main([*WORDS, "--as-of", str(sheets.counted() + 1)]) == 2


def test_a_relation_that_breaks_is_a_finding(capsys):
    told(capsys)
    CaseSheet.objects.filter(outcome="3_1").update(outcome="")
    cells.rebuild()
    assert main([*WORDS, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("gongkai: does not hold: ")
    assert [each for each in json.loads(out)["relations"] if each["holds"] is False and each["level"] == "E"]


@pytest.mark.parametrize("table, year", [("2014", "2013"), ("2014", "2019"), ("2019-3", "2021"), ("2021-3", "2020")])
def test_a_year_that_the_table_does_not_belong_to(capsys, table, year):
    assert main(["report", "--year", year, "--table", table]) == 2
    err = capsys.readouterr().err
    assert f"Table {table} is for " in err and f"not for {year}." in err and err.count("\n") == 1


@pytest.mark.parametrize("year, told", [("2028", "has not begun"), ("99999", "has not begun"), ("-1", "is for")])
def test_a_year_that_cannot_be_counted_is_refused(capsys, monkeypatch, year, told):
    monkeypatch.setattr("gongkai.doors.cli.report.now", lambda: noon("2027-01-01"))
    assert main(["report", "--year", year, "--table", "2021-3"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("today, code", [("2025-12-31", 2), ("2026-01-01", 0), ("2026-01-02", 0)])
def test_a_year_is_counted_from_its_first_day(capsys, monkeypatch, today, code):
    monkeypatch.setattr("gongkai.doors.cli.report.now", lambda: noon(today))
    told(capsys, code=code)


def test_a_word_that_is_no_year_is_refused_in_words(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["report", "--year", "abc", "--table", "2021-3"])
    assert ended.value.code == 2 and "'abc' is not a year; write it like 2026" in capsys.readouterr().err


@pytest.mark.parametrize(("year", "known"), [("2024", False), ("2025", False), ("2026", True)])
def test_of_a_year_before_the_systems_own_nothing_is_known(capsys, tmp_path, year, known):
    words = ["report", "--year", year, "--table", "2021-3"]
    assert main([*words, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert any(figure is not None for row in data["rows"] for figure in row["values"].values()) is known
    assert any(each["holds"] is not None for each in data["relations"]) is known
    told = f"本系统自2026年起有记录。{year}年的还没有录入系统，各项空着，不是0。"
    assert data.get("note") == (None if known else told)
    assert main(words) == 0
    assert (told in capsys.readouterr().out) is not known
    assert main([*words, "--format", "xlsx", "-o", str(tmp_path / "table.xlsx")]) == 0
    cells = [cell.value for row in load_workbook(tmp_path / "table.xlsx").active.iter_rows() for cell in row]
    assert (told in cells) is not known


def test_what_was_entered_later_of_an_earlier_year_is_counted(capsys, county):
    register(
        unit=county.units["zjj"], request=REQUEST, channel="letter", by=county.actor(OFFICER), at=noon("2026-03-02"),
        received_on=noon("2025-12-30").date(),
    )  # fmt: skip
    assert main(["report", "--year", "2025", "--table", "2021-3", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["rows"][0]["values"]["total"] == 1
    assert data["note"] == "本系统自2026年起有记录。2025年的，这里只有后来补登记的，不是那一年的全部。"
