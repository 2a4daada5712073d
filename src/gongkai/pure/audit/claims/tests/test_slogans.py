"""How many a slogan or a plan announces, and how many it lists."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "2016年，我市将从加强平台建设、深化重点领域公开、强化监督考核{}个方面入手，力争信息量突破15000条。",
            "四",
            "三",
        ),
        ("下一步，我局将从健全工作机制、拓宽公开渠道、加强队伍建设{}四个方面抓好落实。", "", "和经费保障"),
        ("我区围绕“一个目标、{}个突出”（突出政策解读、突出平台融合）推进工作。", "三", "两"),
        ("我县围绕“一条主线、四个强化”（强化组织领导、强化载体建设、强化督查考核{}）开展工作。", "", "、强化队伍建设"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "我县围绕“一条主线、四个强化”（强化组织领导、载体建设、督查考核、队伍建设）开展工作。",
        "将从决策、执行、管理、服务、结果五个方面入手。",
    ],
)
def test_what_is_told_of_something_else_is_not_accused(text):
    assert "contradicts" not in verdicts(text)
