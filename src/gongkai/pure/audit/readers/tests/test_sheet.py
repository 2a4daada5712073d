"""XLSX: what a person sees."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from gongkai.pure.audit.readers import read
from gongkai.pure.audit.readers.numberformat import Unsupported, shown


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book(*rows: list) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return made


def cells(data: bytes, table: int = 0) -> list[str]:
    document = read(data)
    return [document.text[each.start : each.end] for each in document.tables[table].cells]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0, "0", "0"), (1234.5, "#,##0", "1,235"), (1234.4, "#,##0", "1,234"), (999, "#,##0", "999"), (1000, "#,##0", "1,000"),
        (0.8945, "0.0%", "89.5%"), (0.8944, "0.0%", "89.4%"), (0.895, "0%", "90%"), (5, '0"件"', "5件"), (-3, "0", "-3"), (-0.4, "0", "0"),
        (-3, "0_);(0)", "(3)"), (-3, "0;[Red]-0", "-3"), (0, '0;-0;"—"', "—"), (12345, "0.0,", "12.3"), (1234567, "_ * #,##0_ ;_ * -#,##0_ ", "  1,234,567 "),
        (1.5, "General", "1.5"), (0.1 + 0.2, "General", "0.3"), (2021, "General", "2021"), (7.25, "0.0", "7.3"), (7.2, "0.00", "7.20"), (3, "000", "003"),
        (True, "General", "TRUE"), ("12", "@", "12"),
        (datetime(2021, 3, 4), 'yyyy"年"m"月"d"日"', "2021年3月4日"), (date(2021, 3, 4), "yyyy-mm-dd", "2021-03-04"), (datetime(2021, 3, 4, 15, 6), "h:mm", "15:06"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_shown(value, form, text):
    assert shown(value, form, 200).strip() == text.strip()


@pytest.mark.parametrize("form", ["# ?/?", "0.00E+00", "[DBNum1]0", "[>=100]0"])
def test_formats_that_cannot_be_shown_are_refused(form):
    with pytest.raises(Unsupported):
        shown(3, form, 200)


def test_chinese_built_in_dates_without_a_code():
    assert shown(44259, "General", 31) == "2021年3月4日"


def test_an_odd_format_reads_the_value_and_is_noted():
    made = book(["甲", 0.5])
    made.active["B1"].number_format = "# ?/?"
    assert cells(saved(made)) == ["甲", "0.5"]
    assert [note.code for note in read(saved(made)).notes] == ["number-formats"]


def test_percentages_read_as_shown():
    made = book(["率", 0.8945])
    made.active["B1"].number_format = "0.0%"
    assert cells(saved(made)) == ["率", "89.5%"]


def test_each_sheet_is_a_table_under_its_name():
    made = book(["甲", 1])
    made.create_sheet("申请情况").append(["乙", 2])
    made.create_sheet("空表")
    document = read(saved(made))
    assert len(document.tables) == 2
    assert [document.text[each.start : each.end] for each in document.paragraphs] == ["申请情况"]


def test_hidden_sheets_rows_and_columns_are_not_read_and_noted():
    made = book(["项", "藏", "数"], ["甲", 9, 1], ["乙", 9, 2], ["丙", 9, 3])
    made.active.column_dimensions["B"].hidden = True
    made.active.row_dimensions[3].hidden = True
    hidden = made.create_sheet("底稿")
    hidden.append([7])
    hidden.sheet_state = "hidden"
    assert cells(saved(made)) == ["项", "数", "甲", "1", "丙", "3"]
    assert [note.code for note in read(saved(made)).notes] == ["hidden-sheets", "hidden-rows"]


def test_merged_cells_keep_their_text_when_their_first_row_is_hidden():
    made = book(["项", "数"], ["甲", 1], [None, 2], [None, 3])
    made.active.merge_cells("A2:A4")
    made.active.row_dimensions[2].hidden = True
    document = read(saved(made))
    assert [
        (document.text[each.start : each.end], each.row, each.rows)
        for each in document.tables[0].cells
        if each.column == 0
    ] == [
        ("项", 0, 1),
        ("甲", 1, 2),
    ]


def test_formulas_without_a_result_are_noted():
    assert "uncalculated-formulas" in [note.code for note in read(saved(book(["甲", "=1+1"]))).notes]


def test_the_used_range_starts_at_its_first_cell():
    made = openpyxl.Workbook()
    made.active["C5"], made.active["D6"] = "甲", 1
    assert [(each.row, each.column) for each in read(saved(made)).tables[0].cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
