"""A rate right behind a number is of these."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("其中涉及环境保护的7件申请按期答复率为{}。", "94.3%", "85.7%"),
        ("27件投诉举报均已办结；其中属实的12件整改完成率为{}。", "93.0%", "91.7%"),
        ("涉及征地拆迁的9件申请按时办结率为{}。", "94.5%", "100%"),
        ("对{}整改率为95.0%。", "查实的8个问题", "8个单位"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "26个部门办结率为96.3%。",
        "12个乡镇的平均按时办结率为94.3%。",
        "涉及拆迁的16件申请办结后回访满意率为83.1%，12个部门平均按期办结率为97.7%。",
        "12345热线按期答复率为94.3%。",
    ],
)
def test_what_is_told_of_something_else_is_not_accused(text):
    assert "contradicts" not in verdicts(text)
