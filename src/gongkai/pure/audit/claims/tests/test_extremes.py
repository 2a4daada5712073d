"""A mean lies between the least and the most, in whichever order they are told."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("答复时间最长18个工作日，最短2个工作日，平均{}个工作日。", "21", "11"),
        ("全年收到申请43件，答复时间最长18个工作日，最短2个工作日，平均答复时间{}个工作日。", "21", "9.5"),
        (
            "13个县（市、区）平均得分87.2分，最高94.6分、最低78.3分；42个市直部门平均得分{}分，最高96.8分、最低85.1分。",
            "84.5",
            "89.5",
        ),
        ("微信公众号推送图文信息1096条，平均每天3条；微信单篇最高阅读量4.2万次，平均阅读量{}次。", "5.1万", "0.51万"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "办件时长最短0.5天，最长6天，平均7.2天。",
        "测评得分最高98.2分、最低80.4分、平均79.6分。",
    ],
)
def test_wrong(text):
    assert "contradicts" in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "微信单篇最高阅读量4.2万次，微博平均阅读量5.1万次。",
        "单日最高办件量312件，平均每月办件5120件。",
        "信函办理最长15个工作日；网络申请平均16个工作日，最长20个工作日。",
        "月均收到申请约60件，最多的3月收到97件，最少的2月收到31件。",
        "最高分98.2分，较上年平均分提高1.2分，平均96.5分。",
        "平均答复时间9.5个工作日，最长15个工作日，最短当日。",
        "最高气温41.2℃，平均湿度62%。",
    ],
)
def test_what_is_told_of_something_else_is_not_accused(text):
    assert "contradicts" not in verdicts(text)
