"""Words, numbers and sounds, the same for text and question."""

import pytest

from gongkai.ground.search import excerpts, text


@pytest.mark.parametrize(
    "typed",
    ["明政办〔2026〕3号", "明政办[2026]3号", "明政办（2026）第3号", "明政办【２０２６】３号", "明政办 2026年3号"],
)
def test_a_number_has_one_key(typed):
    assert text.number_key(typed) == "明政办[2026]3" and text.looks_like_number(typed)


def test_other_numbers_have_others():
    keys = {
        text.number_key(number)
        for number in (
            "明政办〔2026〕3号",
            "明政办〔2026〕13号",
            "明政〔2026〕3号",
            "明政办〔2025〕3号",
            "国务院令第711号",
        )
    }
    assert len(keys) == 5


@pytest.mark.parametrize("words", ["2026年义务教育招生", "公积金", "120", "第3号公示"])
def test_words_are_no_number(words):
    assert not text.looks_like_number(words)


def test_words_within_words_are_found_too():
    assert {"义务教育", "教育", "招生"} <= set(text.terms("义务教育招生"))
    assert text.terms("ＰＰＰ项目，（一）") == text.terms("ppp项目一")


def test_what_is_written_around_does_not_count_unless_nothing_else_is_there():
    assert "请问" not in text.question_terms("请问公积金怎么提取") and text.question_terms("怎么") == ["怎么"]


def test_an_excerpt_shows_where_the_words_stand_closest():
    long = "开头。" * 60 + "提取公积金的办法：公积金提取要带身份证。" + "结尾。" * 80
    shown = excerpts.excerpt(long, ["公积金", "提取"])
    assert shown[0] == ("…", False) and shown[-1] == ("…", False) and ("提取公积金", True) in shown
    assert len("".join(piece for piece, _ in shown)) <= excerpts.LENGTH + 2


def test_the_longest_word_is_marked_and_neighbours_are_one_mark():
    assert excerpts.marked("义务教育招生办法", ["义务", "教育", "义务教育", "招生"]) == [
        ("义务教育招生", True),
        ("办法", False),
    ]
    assert excerpts.marked("没有", []) == [("没有", False)] and excerpts.marked("", ["有"]) == []
    assert excerpts.marked("a+b(c", ["+b("]) == [("a", False), ("+b(", True), ("c", False)]


@pytest.mark.parametrize("words, text, shown", [
    (["2号"], "第12号、第2号、2号楼、〔2026〕22号", ["2号", "2号"]), (["4"], "2024年4月4.4万", ["4", "4", "4"]), (["2026"], "〔2026〕第20261号", ["2026"]),
    (["gdp"], "GDP与gdpx", ["GDP"]), (["住房公积金", "公积金"], "住房和公积金、住房公积金", ["公积金", "住房公积金"]),
])  # fmt: skip
def test_a_word_is_marked_in_its_whole_and_no_part_of_a_number_or_word(words, text, shown):
    assert [piece for piece, asked in excerpts.marked(text, words) if asked] == shown
