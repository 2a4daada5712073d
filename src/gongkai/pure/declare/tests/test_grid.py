"""Tables within a record: read as offices write them, and refused with the cell that does not add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.declare import Col, Field, FieldError, Grid, Line
from gongkai.pure.declare.grid import GridRefused

THREE = Grid(
    columns=(Col("item", "项目", required=True), Col("last", "上年数", "number", heads=("上年预算数",)), Col("this", "本年数", "number"), Col("change", "增减", "number", parts=("this",), less=("last",))),
    lines=(Line("total", "合计", parts=("cars", "guests")), Line("cars", "公务用车费", level=1), Line("guests", "公务接待费", level=1, heads=("接待费用",))),
    unit="万元",
)  # fmt: skip
CODED = Grid(
    columns=(Col("code", "编码"), Col("name", "名称", required=True), Col("sum", "合计", "number", parts=("a", "b")), Col("a", "基本", "number"), Col("b", "项目支出", "number")),
    coded="code", total="合计",
)  # fmt: skip
TEXT = Grid(columns=(Col("on", "日期", "date"), Col("said", "内容", "long", required=True, max_length=20)), most=3)
HOLDS = "项目｜上年数｜本年数｜增减\n合计｜12.5｜11｜-1.5\n公务用车费｜9.5｜9｜-0.5\n公务接待费｜3｜2｜-1"
NESTED = "编码｜名称｜合计｜基本｜项目支出\n｜合计｜10｜6｜4\n201｜一般公共服务｜7｜5｜2\n20103｜政府办公室｜7｜5｜2\n2010301｜行政运行｜5｜5｜\n2010302｜会议｜2｜｜2\n208｜社会保障｜3｜1｜2"


def refused(grid: Grid, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(GridRefused) as found:
        grid.clean(text)
    return [(fault.row, fault.column, fault.sentence) for fault in found.value.faults]


def test_what_holds_is_kept_in_plain_digits():
    rows = THREE.clean(
        "项 目\t上年预算数（万元）\t本年数\t增减\n一、公务用车费\t9.50\t9\t-0.5\n（二）接待费用\t3\t2.0\t-1\n合 计\t12.5\t11\t-1.50"
    )
    assert rows == THREE.clean(HOLDS) and [row["item"] for row in rows] == ["合计", "公务用车费", "公务接待费"]
    assert rows[0] == {"item": "合计", "last": "12.5", "this": "11", "change": "-1.5"}


@pytest.mark.parametrize(("total", "fits"), [("12.4", False), ("12.5", True), ("12.6", False)])
def test_a_sum_of_lines_is_exact(total, fits):
    text = HOLDS.replace("合计｜12.5｜11｜-1.5", f"合计｜{total}｜11｜{{}}")
    text = text.format({"12.4": "-1.4", "12.5": "-1.5", "12.6": "-1.6"}[total])
    if fits:
        assert THREE.clean(text)
    else:
        assert (0, "last", f"“合计”的上年数写的是{total}，可“公务用车费”9.5＋“公务接待费”3＝12.5，差0.1") in refused(
            THREE, text
        )


def test_a_sum_of_columns_names_its_cell():
    assert refused(THREE, HOLDS.replace("｜3｜2｜-1", "｜3｜2｜1"))[0] == (2, "change", "“公务接待费”的增减写的是1，可本年数2－上年数3＝-1，差2")  # fmt: skip


def test_an_empty_sum_is_told_what_belongs_there():
    found = refused(THREE, HOLDS.replace("合计｜12.5", "合计｜"))
    assert "“合计”的上年数空着，要写：“公务用车费”9.5＋“公务接待费”3＝12.5" in [sentence for _, _, sentence in found]


def test_codes_nest_and_the_top_makes_the_total():
    assert len(CODED.clean(NESTED)) == 6
    found = refused(CODED, NESTED.replace("2010302｜会议｜2｜｜2", "2010302｜会议｜3｜｜3"))
    assert found[0] == (2, "sum", "“政府办公室”的合计写的是7，可“行政运行”5＋“会议”3＝8，差1")
    found = refused(CODED, NESTED.replace("208｜社会保障｜3｜1｜2", "208｜社会保障｜4｜2｜2"))
    assert {(row, column) for row, column, _ in found} == {(0, "sum"), (0, "a")}
    rows = CODED.clean(NESTED)
    assert [CODED.level(row, rows) for row in rows] == [0, 0, 1, 2, 2, 0] and CODED.is_sum(rows[0])


def test_a_line_that_there_is_not_and_one_twice():
    assert (
        "没有“会议费”这一行，有的是：合计、公务用车费、公务接待费" in refused(THREE, HOLDS + "\n会议费｜1｜1｜0")[0][2]
    )
    assert refused(THREE, HOLDS + "\n公务接待费｜3｜2｜-1")[0][2] == "“公务接待费”写了两行，请只留一行"


@pytest.mark.parametrize("text", ["三千", "1.2.3", "1,23a", "0.1234567"])
def test_what_is_no_figure(text):
    assert "公务接待费" in refused(THREE, HOLDS.replace("公务接待费｜3", f"公务接待费｜{text}"))[0][2]


def test_rows_of_words_keep_their_lines():
    rows = TEXT.clean("日期｜内容\n2026年3月1日｜一↵二\n｜三")
    assert (
        rows == [{"on": "2026-03-01", "said": "一\n二"}, {"on": "", "said": "三"}]
        and TEXT.read(TEXT.told(rows)) == rows
    )
    assert refused(TEXT, "日期｜内容\n2026-02-30｜一")[0][:2] == (0, "on")
    assert refused(TEXT, "日期｜内容\n2026-02-03｜")[0] == (0, "said", "第1行要写内容")
    assert "最多20字，现在有21字" in refused(TEXT, f"日期｜内容\n｜{'字' * 21}")[0][2]


@pytest.mark.parametrize(("rows", "fits"), [(2, True), (3, True), (4, False)])
def test_no_more_rows_than_it_may_have(rows, fits):
    text = "日期｜内容\n" + "\n".join(["｜一"] * rows)
    assert TEXT.clean(text) if fits else refused(TEXT, text)[0][2] == "最多3行，现在有4行"


def test_a_fault_stands_where_the_row_was_given():
    with pytest.raises(GridRefused) as found:
        TEXT.clean([{"on": "", "said": ""}, {"on": "", "said": ""}, {"on": "2026-03-01", "said": ""}])
    assert found.value.faults[0].row == 2


def test_two_halves_of_a_balance_are_read_one_below_the_other():
    grid = Grid(columns=(Col("item", "项目"), Col("amount", "金额", "number")))
    cells = [["项目", "金额", "项目", "金额"], ["财政拨款", "10", "基本支出", "4"], ["", "", "项目支出", "6"]]
    assert [row["item"] for row in grid.placed(cells)] == ["财政拨款", "基本支出", "项目支出"]
    assert grid.placed([["甲", "乙"], ["1", "2"]]) is None


def test_an_empty_table_is_none():
    assert THREE.clean("") is None and THREE.clean([{"item": "合计"}]) is None
    spec = Field("t", "某表", type="table", grid=THREE, required=True)
    with pytest.raises(FieldError) as found:
        spec.clean([])
    assert found.value.message == "请填写某表"
    with pytest.raises(FieldError) as found:
        spec.clean(HOLDS.replace("12.5", "13"))
    assert (
        found.value.message.startswith("某表：“合计”的增减写的是-1.5")
        and "“合计”的上年数写的是13" in found.value.message
    )


def test_relations_name_what_is_there():
    with pytest.raises(ValueError, match="nobody"):
        Grid(columns=(Col("a", "甲", "number", parts=("nobody",)),))


def test_figures_are_shown_with_the_decimals_of_the_longest():
    rows = THREE.clean(
        HOLDS.replace("9.5", "1209.5").replace("12.5", "1212.5").replace("-0.5", "-1200.5").replace("-1.5", "-1201.5")
    )
    say = THREE.shown(rows, THREE.by_name["last"])
    assert [say(row["last"]) for row in rows] == ["1,212.5", "1,209.5", "3.0"] and say("") == ""


@given(st.lists(st.tuples(st.text("甲乙｜|↵\t\n 字", max_size=8), st.text("丙丁\n", max_size=5)), max_size=3))
def test_what_is_kept_is_told_and_read_the_same(cells):
    try:
        rows = TEXT.clean([{"on": "", "said": f"{one}{two}"} for one, two in cells])
    except GridRefused:
        return
    assert TEXT.clean(TEXT.told(rows)) == rows if rows else rows is None
