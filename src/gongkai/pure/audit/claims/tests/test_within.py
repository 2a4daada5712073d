"""What is told of a part (承诺件中提前办结413件) is of that part, and no part of the whole."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("办结752件，其中即办件190件，占25.3%，承诺件562件，占74.7%；承诺件中提前办结413件，占{}。", "73.5%", "75.3%"),
        ("全县共有事项411项，其中依申请事项198项，占48.2%；依申请事项中，网上可办127项，占比{}。", "64.1%", "61.4%"),
        ("全年收到申请654件，其中自然人376件，占57.5%；自然人申请中涉及征地的286件，占{}。", "76.1%", "67.1%"),
        ("全年公开信息648条，其中网站公开511条，占78.9%，网站公开信息中，政策类265条，占{}。", "51.9%", "59.1%"),
        ("检查877家，其中不合格681家，占77.7%；不合格单位中，责令整改516家，占{}。", "75.8%", "78.5%"),
        ("安排资金843.2万元，其中中央资金173.9万元，占20.6%；中央资金中用于平台建设86.9万元，占{}。", "50.0%", "55.0%"),
    ],
)
def test_its_share_is_of_the_part_that_the_words_name(text, true, false):
    assert "contradicts" not in verdicts(text.format(true))
    assert "contradicts" in verdicts(text.format(false), "percent")


def test_the_base_is_the_part():
    told = findings("办结752件，其中承诺件562件，占74.7%；承诺件中提前办结413件，占73.5%。", "percent")
    assert ("holds", ["413件", "562件", "73.5%"]) in told


@pytest.mark.parametrize(
    "text",
    [
        "热线受理743件，其中有效诉求376件，有效诉求按时办结376件。",
        "收到申请654件，其中网络申请376件，网络申请中公民提出286件、企业提出90件。",
        "公开信息528条，其中重点领域341条，包括财政195条、环保46条。",
        "全县共有事项661项，其中依申请事项527项，占79.7%，网上可办144项，占依申请事项的27.3%。",
        "检查542家，其中不合格261家，不合格的已整改15家，限期整改246家。",
    ],
)
def test_it_adds_to_nothing(text):
    assert "contradicts" not in verdicts(text)


def test_a_share_of_last_years_is_not_of_this_years():
    text = "全年公开信息510条，比上年的666条下降23.4%，其中网站公开473条，占92.7%，上年为292条，占43.8%。"
    assert "contradicts" not in verdicts(text)
