"""The “三公” table as many offices print it, its lines side by side; and a balance with 收入 and 支出 over its halves."""

import pytest

from gongkai.kinds.budget import BALANCE, THREE

HEADS = [
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"],
    ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""],
]
FIGURES = ["32", "0", "19", "0", "19", "13"]
TWICE = [
    ["单位名称", "2026年预算数", *[""] * 5, "2025年预算数", *[""] * 5],
    ["", *HEADS[0], *HEADS[0]],
    ["", *HEADS[1], *HEADS[1]],
    ["县住建局", *FIGURES, "35", "0", "20", "0", "20", "15"],
]


def read(cells: list[list[str]], column: str = "this") -> list[str] | None:
    rows = THREE.fitting_below(cells)
    return [row[column] for row in THREE.clean(THREE.told(rows))] if rows else None


def ended(row: list[str]) -> list[str]:
    return row[: max(n for n, cell in enumerate(row, start=1) if cell)]


def without(cells: list[list[str]], place: int) -> list[list[str]]:
    return [[cell for n, cell in enumerate(row) if n != place] for row in cells]


@pytest.mark.parametrize("cells", [
    [*HEADS, FIGURES],
    [["单位：万元", *[""] * 5], *HEADS, FIGURES],
    [["“三公”经费表", *[""] * 5], ["单位：万元", *[""] * 5], *HEADS, FIGURES, ["注：不含涉密支出", *[""] * 5]],
    [["2026年预算数", *[""] * 5], *HEADS, FIGURES],
    [["合计", "因公出国（境）费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行费", "公务接待费"], FIGURES],
    [["部门", *HEADS[0]], ["", *HEADS[1]], ["县住建局", *FIGURES]],
    [HEADS[0], ["合计", "因公出国（境）费", *HEADS[1][2:5], "公务接待费"], FIGURES],
])  # fmt: skip
def test_one_line_of_figures_tells_this_year(cells):
    assert read(cells) == FIGURES and read(cells, "last") == read(cells, "change") == [""] * 6


def test_two_years_side_by_side_are_told_apart_and_their_difference_is_seen():
    assert read(TWICE) == FIGURES and read(TWICE, "last") == ["35", "0", "20", "0", "20", "15"]
    assert read(TWICE, "change") == ["-3", "0", "-1", "0", "-1", "-2"]


def test_rows_may_end_at_their_last_filled_cell():
    for above in ([], [["“三公”经费表"], ["单位：万元"]]):
        assert read([*above, *map(ended, TWICE)]) == FIGURES and read([*above, *map(ended, TWICE)], "change") == ["-3", "0", "-1", "0", "-1", "-2"]  # fmt: skip
        assert read([*above, *map(ended, HEADS), FIGURES]) == FIGURES


@pytest.mark.parametrize("cells", [
    [*HEADS, FIGURES, FIGURES],
    [*HEADS],
    [["合计", "差旅费", "会议费"], ["3", "1", "2"]],
    [[*HEADS[0], "合计"], [*HEADS[1], ""], [*FIGURES, "32"]],
    [[*HEADS[0], "备用"], [*HEADS[1], ""], [*FIGURES, "1"]],
    without(without(without([*HEADS, FIGURES], 5), 1), 0),
])  # fmt: skip
def test_another_table_is_none_of_it(cells):
    assert read(cells) is None


HALVES = [["项目", "预算数", "项目", "预算数"], ["一般公共预算拨款收入", "9", "基本支出", "9"], ["本年收入合计", "9", "本年支出合计", "9"], ["收入总计", "9", "支出总计", "9"]]  # fmt: skip


@pytest.mark.parametrize("sums, totals", [(("本年收入合计", "本年支出合计"), ("总计", "总计")), (("合计", "合计"), ("总　计", "总　计")), (("合计", "本年支出合计"), ("收入总计", "总计"))])  # fmt: skip
def test_a_sum_that_has_one_name_in_both_halves_is_that_of_its_half(sums, totals):
    amounts = [("本年收入合计", "9"), ("收入总计", "11"), ("本年支出合计", "8"), ("支出总计", "11")]
    cells = [
        *HALVES[:1],
        ["一、一般公共预算财政拨款收入", "9", "一、基本支出", "8"],
        [sums[0], "9", sums[1], "8"],
        ["年初结转和结余", "2", "年末结转和结余", "3"],
        [totals[0], "11", totals[1], "11"],
    ]
    rows = {row["item"]: row["amount"] for row in BALANCE.clean(BALANCE.told(BALANCE.fitting_below(cells)))}
    assert [(name, rows[name]) for name, _ in amounts] == amounts


@pytest.mark.parametrize("above", [
    [],
    [["收入", "", "支出", ""]],
    [["收支预算总表", "", "", ""], ["单位：万元", "", "", ""], ["收入", "", "支出", ""]],
])  # fmt: skip
def test_a_balance_under_what_stands_over_its_halves(above):
    rows = BALANCE.clean(BALANCE.told(BALANCE.fitting_below([*above, *HALVES])))
    assert BALANCE.figure(rows, "income_total", "amount") == BALANCE.figure(rows, "spending_total", "amount") == "9"
    assert BALANCE.fitting_below([["一", "1", "二", "2"], *HALVES]) is None
