"""A rate that moved with its figure, and several parts told together before their list goes on."""

import pytest

from .texts import findings, verdicts

MOVED = "全市685个居民小区中，开展垃圾分类的小区由126个增加到318个，增加192个，覆盖率由{}提高到{}。"


@pytest.mark.parametrize(("then", "now", "wrong"), [("18.4%", "44.6%", "44.6%"), ("14.8%", "46.4%", "14.8%")])
def test_where_one_of_the_two_rates_is_of_the_total_the_other_is_as_well(then, now, wrong):
    assert [told[-1] for verdict, told in findings(MOVED.format(then, now)) if verdict == "contradicts"] == [wrong]


def test_both_rates_hold_of_the_total():
    told = [told for verdict, told in findings(MOVED.format("18.4%", "46.4%"), "percent") if verdict == "holds"]
    assert told == [["126个", "685个", "18.4%"], ["318个", "685个", "46.4%"]]


@pytest.mark.parametrize(
    "text",
    [
        MOVED.format("18.8%", "46.4%"),  # of the 670 that there were then
        MOVED.format("21.0%", "52.9%"),  # of another total
        "全市685个居民小区中，开展垃圾分类的小区由126个增加到318个，满意率由84.2%提高到91.6%。",
    ],
)
def test_rates_of_something_else_accuse_nobody(text):
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize("word", ["两者合占", "两者合计占", "两项共占"])
def test_so_many_as_were_told_so_far_are_meant_where_the_list_goes_on(word):
    text = f"收到申请29件，其中予以公开15件，部分公开3件，{word}{{}}；不予公开2件，信息不存在4件，不属于本机关公开5件。"
    assert "contradicts" in verdicts(text.format("61.2%"), "percent")
    assert "contradicts" not in verdicts(text.format("62.1%"))
