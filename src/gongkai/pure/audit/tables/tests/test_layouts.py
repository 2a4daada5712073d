"""Layouts that converters make of the forms, each composed by hand from filled tables."""

import random
import re

import pytest

from gongkai.pure.audit.tables import find, judge
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.tables import TABLES

_NUMBERING = re.compile(r"^(（[一二三四五六七八九]+）|[一二三四五六七八九]、|\d\.)")


def rows(key, write=build.plain, seed=3):
    figures = build.filled(key, random.Random(seed), 40)
    return figures, build.lines(TABLES[key], figures, write)


def all_is_read(key, figures, text):
    (found,) = find(build.document(text))
    told = {(row, column): value for row, cells in figures.items() for column, value in cells.items()}
    assert found.form.key == key
    assert {place: found.value(*place) for place in told} == told
    assert {each.verdict for each in judge([found])} == {"holds"}


@pytest.mark.parametrize("key", ["2014", "2021-3", "2019-3"])
def test_numbering_lost(key):
    figures, lines = rows(key)
    bare = ["\t".join([*row.heads, _NUMBERING.sub("", row.label), *row.figures]) for row in lines]

    all_is_read(key, figures, "\n".join(bare))


@pytest.mark.parametrize("between", [" ", "\t", "\n", "\n\n", "："])
def test_units_with_the_figures(between):
    figures, lines = rows("2014")

    all_is_read(
        "2014",
        figures,
        "\n".join(row.label + between + "".join(v and v + row.unit for v in row.figures) for row in lines),
    )


@pytest.mark.parametrize("between", [" ", "\t", "\n", "\n\n"])
def test_units_behind_the_figures(between):
    figures, lines = rows("2014")

    all_is_read("2014", figures, "\n".join(between.join([row.label, *row.figures, row.unit]) for row in lines))


@pytest.mark.parametrize("unit", [True, False])
def test_nothing_between_the_cells(unit):
    figures, lines = rows("2014")

    all_is_read(
        "2014", figures, "".join(row.label + (row.unit if unit else "") + "".join(row.figures) for row in lines)
    )


@pytest.mark.parametrize("between", ["\t", "\n"])
def test_rows_counted_in_a_column_of_their_own(between):
    figures, lines = rows("2014")
    counted = [between.join([str(number), row.label, row.unit, *row.figures]) for number, row in enumerate(lines, 1)]

    all_is_read("2014", figures, "\n".join(counted))


@pytest.mark.parametrize("key", ["2021-3", "2019-3"])
def test_labels_wrapped_around_the_figures(key):
    """As a PDF's text layer has it: the label's first line, the group beside it, the figures, the label's second line."""
    figures, lines = rows(key)
    text = []
    for row in lines:
        heads = [part for head in row.heads for part in (head[:6], head[6:]) if part]
        numbers = " ".join(row.figures)
        if len(row.label) > 14:
            text += [row.label[:13], *heads[:1], numbers, row.label[13:]]
        else:
            text += [*heads, f"{row.label} {numbers}"]
    (found,) = find(build.document("\n".join(text)))

    assert found.form.key == key
    for (row, column), item in found.cells.items():
        assert item.state != "told" or found.value(row, column) == figures[row][column]
    assert len([item for item in found.cells.values() if item.state == "told"]) >= 160
    assert {each.verdict for each in judge([found])} <= {"holds", "unclear"}


def test_groups_printed_below_their_first_rows():
    figures, lines = rows("2021-3")
    text, pending = [], []
    for row in lines:
        pending += [part for head in row.heads for part in (head[:4], head[4:]) if part]
        text.append(f"{row.label} {' '.join(row.figures)}")
        if pending:
            text.append(pending.pop(0))

    all_is_read("2021-3", figures, "\n".join(text))


def test_heads_of_part_four_wrapped_in_their_cells():
    figures = build.filled("2021-4", random.Random(3), 9)
    numbers = " ".join(str(value) for row in figures.values() for value in row.values())
    heads = (
        "行政复议 行政诉讼\n结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结\n总计 未经复议直接起诉 复议后起诉\n"
        "结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计\n维持 纠正 结果 审结 维持 纠正 结果 审结\n"
    )

    all_is_read("2021-4", figures, f"四、政府信息公开行政复议、行政诉讼情况\n{heads}{numbers}\n五、存在的主要问题")


def test_all_parts_of_one_report():
    parts = [rows(key) for key in ("2021-2", "2021-3")]
    four = build.filled("2021-4", random.Random(4), 9)
    text = "\n".join("\t".join(build.cells(line)) for _, lines in parts for line in lines)
    text += (
        "\n四、行政复议、行政诉讼\n"
        + "\t".join(build.FOUR_HEADS)
        + "\n"
        + "\t".join(str(v) for row in four.values() for v in row.values())
    )

    found = find(build.document(text))

    assert [each.form.key for each in found] == ["2021-2", "2021-3", "2021-4"]
    assert {each.verdict for each in judge(found)} == {"holds"}


def test_two_tables_in_one_text_are_two():
    (_, one), (_, other) = rows("2014", seed=1), rows("2014", seed=2)
    text = "\n".join("\t".join(build.cells(line)) for lines in (one, other) for line in lines)

    found = find(build.document(text))

    assert len(found) == 2
    assert {each.verdict for each in judge(found)} == {"holds"}


def test_a_column_of_another_year_beside_it_is_not_guessed_at():
    _, lines = rows("2014")

    assert find(build.document("\n".join("\t".join([row.label, row.unit, *row.figures, "11"]) for row in lines))) == []


def test_a_report_takes_a_few_milliseconds():
    import time

    _, lines = rows("2021-3")
    text = (
        "本年度政府信息公开工作情况如下，共收到申请若干件，均依法办理。" * 300
        + "\n"
        + "\n".join("\t".join(build.cells(line)) for line in lines)
    )
    document = build.document(text)
    judge(find(document))
    start = time.process_time()
    judge(find(document))

    assert time.process_time() - start < 0.2


def test_headings_of_the_text_before_are_no_rows_of_the_table():
    """Reports name their chapters as the form names its sections; what stands between is text, and stays with its own rules."""
    _, lines = rows("2014")
    begin = next(n for n, row in enumerate(lines) if row.label.startswith("三、"))
    table = "\n".join("\t".join([row.label, *row.figures]) for row in lines[begin:])
    chapters = "一、主动公开情况\n全年公开37条，其中网站20条。\n二、回应解读情况\n举办发布会3场。\n"

    (found,) = find(build.document(chapters + table))
    assert (chapters + table)[found.start :].startswith("三、")
