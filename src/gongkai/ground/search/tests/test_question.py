"""A question taken apart: what has to be found, and what is marked."""

import pytest

from gongkai.ground.search import question

SAME = {"户口本": ("户口簿",), "公积金": ("住房公积金",)}


@pytest.mark.parametrize("said, wanted", [
    ("公积金怎么提取", ["公积金", "提取"]), ("请问在哪里办理居住证？", ["办理", "居住证"]), ("低保多少钱", ["低保"]), ("医保可以报销吗", ["医保", "报销"]),
    ("招 生", ["招生"]), ("公 积 金", ["公积金"]), ("义务教育 招生", ["义务教育", "招生"]), ("怎么", ["怎么"]), ("2026年第2号公示", ["2026年", "第2号", "公示"]),
    ("明建〔2026〕12号 解读", ["明建〔2026〕12号", "解读"]), ("对明建（2026）12号的解读", ["对明建〔2026〕12号", "解读"]), ("！？", []),
])  # fmt: skip
def test_what_has_to_be_found(said, wanted):
    assert [part.said for part in question.parts(said, SAME)] == wanted


def test_a_word_with_synonyms_has_several_ways_and_theirs_stand_side_by_side():
    (part,) = question.parts("公积金", SAME)
    own, other = part.ways
    assert own.mark == "公积金" and not own.whole
    assert other.mark == "住房公积金" and other.whole and other.terms[0] == "住房"


def test_a_quarter_is_one_thing_and_a_year_stands_in_what_goes_on_from_it():
    assert [part.said for part in question.parts("2026年第3季度", SAME)] == ["2026年", "第3季度"]
    assert question.parts("2026年度预算", SAME)[0].ways[0].terms == ("2026",)
    assert [part.said for part in question.parts("2026年度预算", SAME)] == ["2026年度", "预算"]
    assert question.parts("2026年底", SAME)[0].ways[0].terms == ("2026", "年底")


def test_a_count_is_found_with_what_it_counts():
    (part,) = question.parts("第2号", SAME)
    assert part.ways[0].terms == ("2", "号") and part.ways[0].whole and part.ways[0].begun


@pytest.mark.parametrize("said, marked, unmarked", [
    ("公积金", {"公积金", "住房公积金"}, {"住房"}), ("公租房申请", {"公租房", "申请"}, set()), ("第2号", {"第2号", "2号"}, {"2", "号"}),
    ("义务教育", {"义务教育"}, {"教育", "义务"}),
])  # fmt: skip
def test_what_is_marked(said, marked, unmarked):
    found = set(question.marks(said, question.parts(said, SAME)))
    assert marked <= found and not unmarked & found
