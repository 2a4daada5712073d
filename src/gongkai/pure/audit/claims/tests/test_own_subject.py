"""A rate behind a new subject is that subject's, and not the whole's."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("收到来信286封，回复279封，回复率{}，其中县长信箱156封，回复率98.7%。", "79.6%", "97.6%"),
        ("抽检食品1268批次，合格1243批次，合格率{}，蔬菜抽检486批次，合格率99.6%。", "90.8%", "98.0%"),
        ("受理申请126件，批准118件，批准率{}，其中企业申请56件，批准率96.4%。", "97.3%", "93.7%"),
        ("发放问卷860份，收回842份，回收率{}，其中机关问卷回收率99.0%。", "99.7%", "97.9%"),
        ("收到申请312件，答复308件，答复率{}，其中县直部门收到206件，答复率98.5%，乡镇收到106件，答复率99.1%。", "97.8%", "98.7%"),
        ("发现隐患86处，整改82处，整改率{}。其中，重大隐患6处，整改率100%。", "93.5%", "95.3%"),
        ("受理1286件，提前办结1126件，提前办结率{}，其中社保类412件，提前办结率92.5%。", "86.7%", "87.6%"),
    ],
)  # fmt: skip
def test_the_rate_of_the_whole_is_held_against_its_figures_and_that_of_a_part_is_not(text, wrong, right):
    assert verdicts(text.format(wrong)).count("contradicts") == 1
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("收到来信286封，回复279封，回复率97.6%，其中县长信箱156封，回复154封，回复率{}。", "89.7%", "98.7%"),
        ("抽检食品1268批次，合格1243批次，合格率98.0%，其中蔬菜486批次，合格484批次，合格率{}。", "96.9%", "99.6%"),
        ("应公开单位56家，已公开55家，公开率98.2%，其中一级预算单位42家，公开率100%，二级预算单位14家，公开率{}。", "93.9%", "92.9%"),
        ("编发318条，省里采用41条，采用率12.9%；市里采用76条，采用率{}。", "32.9%", "23.9%"),
    ],
)  # fmt: skip
def test_the_rate_of_a_part_is_held_against_what_is_told_of_it(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "收到来信1643件，办结1629件，办结率99.1%，其中咨询类812件、办结率100%，投诉类431件、办结率98.6%。",
        "应注销账号67个，已注销66个，完成率98.5%，其中微信公众号38个，完成率100%。",
        "办理126件，办结123件，办结率97.6%，其中主办件的按期办结率100%。",
        "安排项目86个，开工84个，开工率97.7%，其中省重点项目12个，开工率91.7%。",
    ],
)
def test_a_part_of_which_only_the_rate_is_told_accuses_nobody(text):
    assert "contradicts" not in verdicts(text)


def test_two_rates_of_the_same_figures_are_both_read_of_them():
    told = "受理100件，办结98件、按期办结95件，办结率98%，按期办结率{}。"
    assert ("holds", ["95件", "100件", "95%"]) in findings(told.format("95%"))
    assert "unclear" in verdicts(told.format("59%"))
