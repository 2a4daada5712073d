"""Tables are counted from acts: each cell is the length of the list it opens, and the relations hold."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import noon

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import forms
from gongkai.engines.reporting.fill import cell_rows, fill, tables_for
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, correcting
from gongkai.pure.law.layout import WrongYear
from gongkai.pure.law.tables import TABLES

OFFICER, SIGNATORY = "zhou_jingban", "liu_qianfa"
REQUEST = foi.Request(
    "natural", {"name": "张三", "phone": "13800000000"}, "补助名单", "申请公开补助名单。", "electronic", "online"
)


@pytest.fixture
def county(cast):
    """The cast, whose appointments reach back to the years of all tables."""
    return cast


def asked(cast, on: str, party: str = "natural") -> Case:
    request = replace(REQUEST, party_type=party)
    return foi.submit(unit=cast.units["zjj"], request=request, at=noon(on)).case


def answered(cast, received: str, on: str, outcome: str, party: str = "natural") -> Case:
    case = asked(cast, received, party)
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon(received))
    answering.propose(
        case=case, outcome=outcome, text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon(on)
    )
    return answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(on))


def filled(cast, key: str, year: int, unit: str = "xzf", as_of: int | None = None):
    sheets.catch_up()
    return fill(TABLES[key], year, cast.units[unit], as_of)


def test_a_merger_loses_no_case_and_moves_no_past_year(county):
    answered(county, "2025-03-05", "2025-03-12", "3_1")
    answered(county, "2026-03-04", "2026-03-05", "3_1")
    before = filled(county, "2021-3", 2026).values
    units, at = county.units, noon("2026-07-01")
    close_unit(unit=units["zjj"], successor=units["wjw"], on=at.date(), at=at, by="lin")
    assert filled(county, "2021-3", 2026).values == before
    new = {year: filled(county, "2021-3", year, "wjw").values["r1"]["natural"] for year in (2025, 2026)}
    assert new == {2025: 0, 2026: 1}


def test_every_figure_of_every_table_is_the_length_of_its_list(county, units_that_stay):
    answered(county, "2018-03-05", "2018-03-12", "c32")
    answered(county, "2019-03-05", "2019-03-12", "c36", "business")
    answered(county, "2019-06-05", "2019-06-12", "3_1")
    asked(county, "2019-12-30")
    answered(county, "2025-03-05", "2025-03-12", "3_4_1", "legal")
    for key, year in (("2014", 2018), ("2019-3", 2019), ("2021-3", 2025)):
        for unit in ("xzf", "zjj", "wjw"):
            figures = filled(county, key, year, unit)
            for row, column, _ in figures.table.cells():
                opened = cell_rows(figures.table, year, county.units[unit], row.key, column.key)
                length = None if opened is None else counting.of_rows(*opened)
                assert figures.figure(row, column.key) == length, (key, row.key, column.key)
            assert not figures.broken


def test_the_table_of_2019_counts_cases_of_both_regulations(county):
    answered(county, "2019-03-05", "2019-03-12", "c32")
    answered(county, "2019-06-05", "2019-06-12", "3_1")
    figures = filled(county, "2019-3", 2019)
    assert figures.values["r1"]["total"] == 2
    assert figures.values["r3_1"]["total"] == 2
    assert not figures.broken


def test_a_receipt_day_corrected_across_the_change_of_law_moves_the_case_to_another_row(county):
    case = answered(county, "2019-05-15", "2019-05-20", "3_3_7")
    size = sheets.catch_up() and sheets.counted()
    assert filled(county, "2019-3", 2019).values["r3_3_7"]["total"] == 1
    correcting.correct_receipt(
        case=Case.objects.get(pk=case.pk), received_on=noon("2019-05-14").date(), reason="邮戳是14日", by=county.actor(OFFICER),
        at=noon("2019-05-21"), outcome="c36",
    )  # fmt: skip
    after = filled(county, "2019-3", 2019)
    assert (after.values["r3_3_7"]["total"], after.values["r3_4_1"]["total"]) == (0, 1)
    assert filled(county, "2019-3", 2019, as_of=size).values["r3_3_7"]["total"] == 1


@pytest.mark.parametrize("closed, carried", [("2024-12-31", 0), ("2025-01-01", 1), ("2025-01-02", 1)])
def test_what_one_year_carries_out_the_next_carries_in(county, closed, carried):
    answered(county, "2024-12-20", closed, "3_1")
    asked(county, "2025-03-05")
    assert filled(county, "2021-3", 2024).values["r4"]["total"] == carried
    after = filled(county, "2021-3", 2025)
    assert after.values["r2"]["total"] == carried
    carry = [each for each in after.relations if each.id == "T3-carry"]
    assert carry and all(each.holds for each in carry)


def carry(filled) -> set[bool | None]:
    return {each.holds for each in filled.relations if each.id == "T3-carry"}


def figures_of(filled) -> set[int | None]:
    return {figure for row in filled.values.values() for figure in row.values()}


@pytest.mark.parametrize("key, year", [("2014", 2018), ("2019-3", 2019), ("2019-3", 2020), ("2021-3", 2021)])
def test_a_year_that_is_not_in_the_system_has_no_zeros(county, key, year):
    """Applications of 2019 and 2021: 2018 is before them, 2020 truly had none, and of 2022 there is nothing yet."""
    for day in ("2019-06-05", "2021-03-05"):
        answered(county, day, day, "3_1")
    known = filled(county, key, year)
    assert (figures_of(known) == {None}) == (year == 2018)
    assert (0 in figures_of(known) and not known.note) == (year > 2018)
    after = filled(county, "2021-3", 2022)
    assert figures_of(after) == {None} and "记录到2021年为止" in after.note and carry(after) == {None}


@pytest.mark.parametrize("size, known", [("before", False), ("at", False), ("after", True)])
def test_as_of_a_ledger_in_which_the_year_had_not_begun(county, size, known):
    answered(county, "2024-06-05", "2024-06-06", "3_1")
    sheets.catch_up()
    counts = {"before": 0, "at": sheets.counted()}
    counts["after"] = counts["at"] + 1
    asked(county, "2025-03-05")
    seen = filled(county, "2021-3", 2025, as_of=counts[size])
    assert (seen.values["r1"]["total"], figures_of(seen) == {None}) == ((1, False) if known else (None, True))


@pytest.mark.parametrize("stock", [False, True])
def test_nothing_is_carried_over_from_a_year_that_is_not_in_the_system(county, stock):
    """Unless what was open then was entered."""
    if stock:
        foi.register(
            unit=county.units["zjj"], request=REQUEST, channel="letter", by=county.actor(OFFICER), at=noon("2025-01-06"),
            received_on=noon("2024-12-30").date(),
        )  # fmt: skip
    asked(county, "2025-03-05")
    assert carry(filled(county, "2021-3", 2025)) == ({True} if stock else {None})
    asked(county, "2026-03-05")
    assert carry(filled(county, "2021-3", 2026)) == {True}


def test_a_figure_stays_as_it_was_counted_when_an_application_is_entered_late(county):
    """Counted on 10 January; two days later a letter is found that was signed for on 30 December."""
    asked(county, "2025-03-05")
    before = filled(county, "2021-3", 2025)
    size = sheets.counted()
    foi.register(
        unit=county.units["zjj"], request=REQUEST, channel="letter", by=county.actor(OFFICER), at=noon("2026-01-12"),
        received_on=noon("2025-12-30").date(),
    )  # fmt: skip
    after = filled(county, "2021-3", 2025)
    assert [after.values[row]["total"] for row in ("r1", "r4")] == [2, 2]
    assert filled(county, "2021-3", 2025, as_of=size).values == before.values
    assert before.values["r1"]["total"] == before.values["r4"]["total"] == 1


def test_a_department_is_counted_alone_and_within_the_government(county):
    asked(county, "2025-03-05")
    assert filled(county, "2021-3", 2025, "zjj").values["r1"]["total"] == 1
    assert filled(county, "2021-3", 2025, "wjw").values["r1"]["total"] == 0


def test_a_unit_led_from_above_stays_out_of_the_county_total_but_has_its_own(county):
    from gongkai.ground.units.actions import change_unit

    asked(county, "2025-03-05")
    change_unit(unit=county.units["zjj"], at=noon("2025-04-01"), by="setup", in_totals=False)
    assert filled(county, "2021-3", 2025).values["r1"]["total"] == 0
    assert filled(county, "2021-3", 2025, "zjj").values["r1"]["total"] == 1


@pytest.mark.parametrize(
    "key, year", [("2014", 2013), ("2014", 2019), ("2019-3", 2018), ("2019-3", 2021), ("2021-3", 2020)]
)
def test_a_table_is_refused_for_a_year_it_does_not_belong_to(county, key, year):
    with pytest.raises(WrongYear):
        filled(county, key, year)


@pytest.mark.parametrize(
    "year, keys",
    [(2013, []), (2014, ["2014"]), (2020, ["2019-2", "2019-3", "2019-4"]), (2021, ["2021-2", "2021-3", "2021-4"])],
)
def test_each_year_has_its_table(year, keys):
    assert [table.key for table in tables_for(year)] == keys


def test_all_cells_take_few_queries(county, django_assert_max_num_queries):
    sheets.catch_up()
    with django_assert_max_num_queries(17):
        fill(TABLES["2021-3"], 2025, county.units["xzf"])


def test_json_has_exactly_the_promised_keys_and_null_for_what_is_not_kept(county):
    for day in ("2018-03-05", "2025-03-05"):
        asked(county, day)
    data = json.loads(json.dumps(forms.as_data(filled(county, "2014", 2018))))
    assert set(data) == {"table", "year", "unit", "rows", "relations"}
    assert all(set(row) == {"key", "label", "unit", "value"} for row in data["rows"])
    assert all(set(each) == {"text", "level", "holds"} for each in data["relations"])
    values = {row["key"]: row["value"] for row in data["rows"]}
    assert (values["c1"], values["a1"], values["d"], values["g"]) == (1, 0, 0, None)
    later = forms.as_data(filled(county, "2021-3", 2025))
    assert later["unit"] == "xzf"
    assert set(later["rows"][0]) == {"key", "label", "unit", "values"}
    assert list(later["rows"][0]["values"])[-1] == "total"


def test_the_spreadsheet_reopens_with_figures_as_numbers_and_notes_below(county):
    answered(county, "2025-03-05", "2025-03-12", "3_1")
    sheet = load_workbook(BytesIO(forms.as_xlsx(filled(county, "2021-3", 2025)))).active
    lines = {row[0].value: [cell.value for cell in row[2:9]] for row in sheet.iter_rows()}
    assert lines["一、本年新收政府信息公开申请数量"] == [1, 0, 0, 0, 0, 0, 1]
    assert any(text and text.startswith("（本列数据的勾稽关系为") for text in lines)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "坏\x01字"])
def test_what_looks_like_a_formula_is_text_in_a_list(title):
    sheet = load_workbook(BytesIO(forms.list_xlsx("清单", "定义", ("事由",), [(title,)]))).active
    cell = sheet.cell(row=5, column=1)
    assert cell.data_type == "s" and cell.value == title.replace("\x01", "")
