"""Tables that lost something: what is gone is unknown, and never makes a contradiction."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.pure.audit.tables import find, judge
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.tables import TABLES

KEYS = ("2014", "2019-3", "2021-3", "2021-4")
_FIGURE = re.compile(r"(?<![\d\u4e00-\u9fff])\d+(?![\d\u4e00-\u9fff.])")
_LABEL = re.compile(r"[^\s|\d]{6,}")


def without_figures(text, chance):
    for match in sorted(chance.sample(list(_FIGURE.finditer(text)), 2), key=lambda each: -each.start()):
        text = text[: match.start()] + text[match.end() :]
    return text


def without_cells(text, chance):
    """The figure and what parts it from the next: a cell less in the row."""
    match = chance.choice(list(_FIGURE.finditer(text)))
    return text[: match.start()] + text[match.end() + 1 :]


def without_labels(text, chance):
    for match in sorted(chance.sample(list(_LABEL.finditer(text)), 2), key=lambda each: -each.start()):
        text = text[: match.start()] + text[match.end() :]
    return text


def with_eaten_labels(text, chance):
    match = chance.choice(list(_LABEL.finditer(text)))
    at = chance.randrange(match.start(), match.end() - 2)
    return text[:at] + text[at + 2 :]


def without_lines(text, chance):
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def with_junk(text, chance):
    lines = text.split("\n")
    for junk in (
        "返回顶部",
        "浏览次数：1234次",
        "- 3 -",
        "第 4 页 共 9 页",
        "注：数据截至12月31日",
        "其中：乡镇办理数\t件\t3",
    ):
        lines.insert(chance.randrange(len(lines)), junk)
    return "\n".join(lines)


def with_joined_lines(text, chance):
    lines = text.split("\n")
    at = chance.randrange(max(1, len(lines) - 1))
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    return "\n".join(lines)


DAMAGES = (
    without_figures, without_cells, without_labels, with_eaten_labels, without_lines, with_junk, with_joined_lines,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), key=st.sampled_from(KEYS), layout=st.sampled_from(build.FLAT))
def test_what_is_lost_is_no_contradiction(damage, seed, key, layout):
    chance = random.Random(seed)
    text = build.as_text(TABLES[key], build.filled(key, chance, 60), layout).text
    start, end = text.index("12条。") + 4, text.index(build.AFTER)

    found = find(build.document(text[:start] + damage(text[start:end], chance) + text[end:]))

    assert {each.verdict for each in judge(found)} <= {"holds", "unclear"}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("layout", (*build.FLAT, "grid"))
def test_zeros_left_blank_are_no_contradiction(key, layout):
    for seed in range(5):
        figures = build.filled(key, random.Random(seed), 60)
        form = TABLES[key]

        def write(value):
            return str(value) if value else ""

        document = (
            build.as_grid(form, figures, write) if layout == "grid" else build.as_text(form, figures, layout, write)
        )

        assert {each.verdict for each in judge(find(document))} <= {"holds", "unclear"}


def judged(text):
    return {each.args["id"]: each for each in judge(find(build.document(text)))}


RECEIVED = (
    "（一）收到申请数\t件\t{}\n1.当面申请数\t件\t{}\n2.传真申请数\t件\t{}\n3.网络申请数\t件\t{}\n4.信函申请数\t件\t{}\n"
)


def test_a_blank_part_is_unknown():
    one = judged(RECEIVED.format(9, 4, "", 3, 1))["T14-c1"]

    assert (one.verdict, one.reason, one.arithmetic) == ("unclear", "relation.unknown", "9=4+□+3+1")
    assert one.args["missing"] == "“2.传真申请数”"


def test_a_blank_part_is_zero_where_the_others_fill_the_total():
    one = judged(RECEIVED.format(8, 4, "", 3, 1))["T14-c1"]

    assert (one.verdict, one.arithmetic) == ("holds", "8=4+3+1")


def test_parts_above_the_total_contradict_whatever_a_blank_stands_for():
    one = judged(RECEIVED.format(7, 4, "", 3, 1))["T14-c1"]

    assert (one.verdict, one.reason, one.arithmetic) == ("contradicts", "relation.broken", "7≠8=4+3+1")
    assert [figure.text for figure in one.figures] == ["7", "4", "3", "1"]
    assert one.repair is None


@pytest.mark.parametrize("mark", ["", "—", "——", "/", "-", "无", "\u3000"])
def test_strokes_are_blanks(mark):
    assert judged(RECEIVED.format(9, 4, mark, 3, 1))["T14-c1"].verdict == "unclear"


BLANKS_ARE_ZERO = (
    RECEIVED.format(7, 4, "", 2, 1)
    + "（二）申请办结数\t件\t7\n1.按时办结数\t件\t7\n2.延期办结数\t件\t\n"
    + "四、行政复议数量\t件\t2\n（一）维持具体行政行为数\t件\t2\n（二）被依法纠错数\t件\t\n（三）其他情形数\t件\t\n"
)
OUTLETS = "（一）主动公开政府信息数\t条\t{}\n1.政府公报公开政府信息数\t条\t\n2.政府网站公开政府信息数\t条\t60\n3.政务微博公开政府信息数\t条\t20\n4.政务微信公开政府信息数\t条\t10\n5.其他方式公开政府信息数\t条\t5\n"


def test_blanks_are_zero_where_the_tables_own_sums_show_it():
    one = judged(OUTLETS.format(96) + BLANKS_ARE_ZERO)["T14-a1-sum"]

    assert (one.verdict, one.reason, one.arithmetic) == ("contradicts", "relation.broken-blank", "96>95=60+20+10+5")
    assert one.confidence < 1


def test_blanks_are_unknown_where_nothing_shows_what_they_are():
    assert judged(OUTLETS.format(96))["T14-a1-sum"].verdict == "unclear"
    assert judged(OUTLETS.format(95))["T14-a1-sum"].verdict == "holds"


@pytest.mark.parametrize("printed", ["12（含结转）", "约12", "1２3号", "一二", "12.3.4"])
def test_a_cell_that_is_no_number_is_not_read(printed):
    found = judged(RECEIVED.format(40, 4, printed, 3, 1))

    assert found["T14-c1"].verdict == "unclear"


def test_a_note_behind_the_last_row_is_none_of_its_figures():
    text = "八、机构建设\n（三）从事政府信息公开工作人员数 人 20\n1.专职人员数 人 5\n2.兼职人员数 人\n注：截至2017年12月31日，共有15人。"

    assert judged(text)["T14-h3"].verdict == "unclear"


def test_a_text_without_tables_has_none():
    text = "全年收到申请数较多，当面申请数占一半，网络申请数3件，信函申请数2件，办结率100%。\n" * 20

    assert find(build.document(text)) == []


def test_a_label_without_end_takes_no_longer():
    import time

    document = build.document("（一）收到申请数\t件\t3\n" * 5_000)
    start = time.process_time()
    judge(find(document))

    assert time.process_time() - start < 10


def test_thousands_set_apart_on_a_line_of_their_own():
    lines = "（一）主动公开政府信息数\n条\n24 318\n其中：主动公开规范性文件数\n条\n67\n制发规范性文件总数\n件\n71\n"
    (table,) = find(build.document(f"附表\n{lines}"))

    assert table.value("a1", "value") == 24318
    assert table.figure("a1", "value").text == "24 318"


def test_two_figures_of_one_line_are_not_one():
    lines = "（一）主动公开政府信息数 条 24 318\n其中：主动公开规范性文件数 条 67 61\n制发规范性文件总数 件 71 66\n"

    assert all(table.value("a1", "value") is None for table in find(build.document(f"附表\n{lines}")))


def test_the_number_of_a_page_that_slipped_into_a_row_is_no_figure():
    lines = "（一）收到申请数\t件\t9\n1.当面申请数\t件\t4\n2.传真申请数\t件\t- 7 -\n3.网络申请数\t件\t3\n4.信函申请数\t件\t2\n"
    found = find(build.document(f"附表\n{lines}"))

    assert found
    assert {each.verdict for each in judge(found)} <= {"holds", "unclear"}
