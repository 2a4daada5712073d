"""Tables whose cells are parted by commas, and prose that has commas too."""

import time

import pytest

from gongkai.pure.audit.readers import read

ROWS = (
    ("指标名称", "单位", "数量"),
    ("收到申请数", "件", "18"),
    ("其中：当面申请数", "件", "7"),
    ("网上申请数", "件", "11"),
)


def tables(text):
    document = read(text.encode())
    return [[document.text[cell.start : cell.end] for cell in table.cells] for table in document.tables]


def paragraphs(text):
    document = read(text.encode())
    return [document.text[each.start : each.end] for each in document.paragraphs]


@pytest.mark.parametrize("sign", [",", "，", ";", " , "])
def test_lines_of_as_many_cells_are_rows(sign):
    text = "一、概述\n" + "\n".join(sign.join(row) for row in ROWS) + "\n单位公章"

    assert tables(text) == [[cell for row in ROWS for cell in row]]
    assert paragraphs(text) == ["一、概述", "单位公章"]


def test_blank_cells_are_cells():
    text = "名称,上年,本年\n甲,,3\n乙,4,\n丙,5,6\n丁,7,8"

    assert tables(text) == [["名称", "上年", "本年", "甲", "", "3", "乙", "4", "", "丙", "5", "6", "丁", "7", "8"]]


@pytest.mark.parametrize("rows", [2, 3])
def test_so_many_rows_show_the_manner(rows):
    assert len(tables("名称,数量\n" + "\n".join(f"{name},{rows}" for name in "甲乙丙丁"[:rows]))) == (rows == 3)


def test_beside_one_that_shows_it_a_shorter_one_is_seen():
    assert len(tables("名称,数量\n甲,1\n乙,2\n丙,3\n\n行政许可\n名称,数量\n甲,38")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "甲镇公开12条，乙镇公开54条，丙镇公开30条\n甲镇受理5件，乙镇受理11件，丙镇受理2件\n甲镇培训1期，乙镇培训2期，丙镇培训1期",
        "加强领导，健全机制\n明确责任，抓好落实\n加强督查，严格考核",
        "全年公开信息，共12。\n全年收到申请，共3。\n全年举办培训，共2。",
        "甲,1\n乙,2,3\n丙,4,5,6",  # no two agree
        "受理件数\n1,240\n1,386\n2,146\n办结件数\n1,232",
    ],
)
def test_prose_is_no_table(text):
    assert tables(text) == []


def test_many_lines_take_no_longer_each():
    text = "甲，乙\n" * 40_000 + "丙，1\n"
    begun = time.process_time()

    assert tables(text) == []
    assert time.process_time() - begun < 10
