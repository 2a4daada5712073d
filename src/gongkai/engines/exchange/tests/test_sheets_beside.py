"""The workbook of an office, a sheet for each table: which sheet is which, and what is none of ours is named."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from tests.plugins.cast import noon

from gongkai.engines.exchange.outward import given_back
from gongkai.engines.exchange.planning import NEW, WRONG, Plan, plan
from gongkai.pure import declare

pytestmark = pytest.mark.usefixtures("reads_at_once")

FIRST = [["标题", "栏目", "信息类型", "范围", "年度", "成文日期", "正文"], ["2026年部门预算", "公告公示", "预算", "部门预决算", "2026", "2026-03-01", "说明"]]  # fmt: skip
SPENT = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def balance(amount: int) -> list[list]:
    return [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一般公共预算拨款收入", amount, "基本支出", amount],
        ["本年收入合计", amount, "本年支出合计", amount],
        ["收入总计", amount, "支出总计", amount],
    ]


def spending(amount: int, title: str = "") -> list[list]:
    return [
        *([[title]] if title else []),
        SPENT,
        ["201", "一般公共服务支出", amount, amount, 0],
        ["", "合计", amount, amount, 0],
    ]


ACROSS = [["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"], ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""], [32, 0, 19, 0, 19, 13]]  # fmt: skip
OURS = {"收支预算总表": balance(90), "支出预算表": spending(90)}


def planned(cast, sheets: dict[str, list[list]]) -> Plan:
    book = Workbook()
    book.active.title = "信息"
    for name, lines in {"信息": FIRST, **sheets}.items():
        page = book["信息"] if name == "信息" else book.create_sheet(name)
        for line in lines:
            page.append(line)
    buffer = BytesIO()
    book.save(buffer)
    return plan(kind=declare.kind("budget"), unit=cast.units["zjj"], content=buffer.getvalue(), form="xlsx", at=noon("2026-03-02"))  # fmt: skip


def totals(found: Plan) -> list[str]:
    """Of the one row: the spending by the balance and by the table of spending."""
    (row,) = found.rows
    assert row.what == NEW, row.told
    content, fields = row.content, {field.name: field.grid for field in declare.kind("budget").all_fields()}
    return [fields["balance"].figure(content["balance"], "spending", "amount"), content["spending"][-1]["sum"]]


@pytest.mark.parametrize("name, lines", [
    ("政府性基金预算支出表", spending(5)),
    ("政府性基金预算支出表", [SPENT, ["", "合计", 0, 0, 0]]),
    ("国有资本经营预算支出表", spending(5)),
    ("财政拨款收支总表", balance(80)),
    ("上年支出执行情况", spending(70)),
    ("一般公共预算支出表", spending(60)),
    ("公开07表", spending(5, "2026年政府性基金预算支出表")),
    ("绩效目标表", [["指标", "目标"], ["满意度", "90%"]]),
])  # fmt: skip
@pytest.mark.parametrize("behind", [True, False])
def test_another_table_takes_no_table_s_place_and_is_named(cast, home, name, lines, behind):
    found = planned(cast, OURS | {name: lines} if behind else {name: lines} | OURS)
    assert totals(found) == ["90", "90"]
    assert [note for note in found.notes if f"没有读：“{name}”" in note] == found.notes != []


def test_all_that_are_ours_are_read_without_a_word(cast, home):
    assert not planned(cast, OURS).notes
    numbered = {"公开01表": [["2026年收支预算总表"], *balance(90)], "公开02表": spending(90, "支出总表"), "公开05表": spending(60, "一般公共预算支出表")}  # fmt: skip
    found = planned(cast, numbered)
    assert totals(found) == ["90", "90"] and "没有读：“公开05表”" in found.notes[0]


@pytest.mark.parametrize(
    "lines",
    [
        ACROSS,
        [["2026年一般公共预算“三公”经费支出情况表"], ["单位：万元"], *ACROSS],
        [["2026年“三公”经费支出表"], *ACROSS],
    ],
)
def test_a_table_with_its_lines_side_by_side_is_read(cast, home, lines):
    found = planned(cast, OURS | {"“三公”经费预算表": lines})
    assert totals(found) == ["90", "90"] and not found.notes
    three = {row["item"]: row["this"] for row in found.rows[0].content["three"]}
    assert list(three.values()) == ["32", "0", "19", "0", "19", "13"] and three["公务用车运行费"] == "19"


@pytest.mark.parametrize(
    "above, whose", [([], []), ([["2026年“三公”经费支出表"]], []), ([["2026年“三公”经费支出表"]], ["单位名称"])]
)
def test_two_years_side_by_side_are_told_apart(cast, home, above, whose):
    empty = [""] * len(whose)
    years = [*whose, "2025年预算数", *[""] * 5, "2026年预算数"]
    lines = [
        years,
        *([*empty, *line, *line] for line in ACROSS[:2]),
        [*(["县住建局"] if whose else []), 35, 0, 20, 0, 20, 15, *ACROSS[2]],
    ]
    found = planned(cast, OURS | {"“三公”经费预算表": above + lines})
    assert totals(found) == ["90", "90"] and not found.notes
    three = found.rows[0].content["three"]
    assert [row["this"] for row in three] == ["32", "0", "19", "0", "19", "13"]
    assert [row["last"] for row in three] == ["35", "0", "20", "0", "20", "15"]
    assert [row["change"] for row in three] == ["-3", "0", "-1", "0", "-1", "-2"]


@pytest.mark.parametrize("whole", ["部门支出总表", "3.部门支出总表", "支出总体情况表", "单位支出情况", "公开03表"])
@pytest.mark.parametrize("part", ["一般公共预算支出表", "5.一般公共预算支出表", "一般公共预算财政拨款支出表"])
def test_what_tells_of_a_part_goes_behind_what_tells_of_the_whole(cast, home, whole, part):
    title = "2026年部门支出总表" if whole == "公开03表" else ""
    for sheets in ({whole: spending(90, title), part: spending(60)}, {part: spending(60), whole: spending(90, title)}):
        found = planned(cast, {"部门收支总表": balance(90), "财政拨款收支总表": balance(80), **sheets})
        assert totals(found) == ["90", "90"] and f"“{part}”" in str(found.notes)


def test_what_tells_of_a_part_is_taken_where_none_tells_of_the_whole(cast, home):
    found = planned(cast, {"收支总表": balance(90), "一般公共预算支出表": spending(90), "绩效": spending(70)})
    assert totals(found) == ["90", "90"]


def test_one_that_does_not_add_up_is_refused_with_its_cell(cast, home):
    wrong = [*ACROSS[:2], [33, *ACROSS[2][1:]]]
    (row,) = planned(cast, OURS | {"“三公”经费预算表": wrong}).rows
    assert row.what == WRONG and "“合计”的本年数写的是33" in str(row.told)


def test_a_sheet_of_no_known_name_is_asked_about(cast, home):
    found = planned(cast, {"收支预算总表": balance(90), "处室支出": spending(90)})
    assert totals(found) == ["90", "90"]
    assert found.notes == ["工作表“处室支出”当作支出表（按功能分类）读了，请看看对不对"]


def test_the_file_that_is_given_back_names_what_was_not_read(cast, home):
    found = planned(
        cast, {"收支预算总表": balance(90), "支出预算表": spending(80), "绩效目标表": [["指标"], ["满意度"]]}
    )
    assert [row.what for row in found.rows] == [WRONG]
    book = load_workbook(BytesIO(given_back(found)))
    assert "“绩效目标表”" in str([cell.value for line in book["填写说明"].iter_rows() for cell in line])
