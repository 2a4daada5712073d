"""What is left of a whole, and places in a ranking."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到来信321封，办结309封，尚在办理11封。", ["contradicts"]),
        ("收到来信321封，办结309封，尚在办理12封。", ["holds"]),
        ("收到来信321封，办结309封，尚在办理13封。", ["contradicts"]),
        ("已有48个单位建立了专栏，占应建单位60个的80%，尚有22个没有建立。", ["contradicts"]),
        ("已有48个单位建立了专栏，占应建单位60个的80%，尚有12个没有建立。", ["holds"]),
        ("已有48个单位建立了专栏，占应建单位60个的80%，尚有22个没有开通微博。", []),
        ("收到来信321封，上年结转2封，办结309封，尚在办理14封。", ["holds"]),
        ("收到来信321封，上年结转2封，办结309封，尚在办理15封。", []),
        ("收到来信321封，办结309封，撤回2封，尚在办理12封。", []),
        ("收到来信321封，办结309封，正在办理14封，其中含上年结转的2封。", ["holds"]),
    ],
)
def test_what_is_left(text, expected):
    assert verdicts(text, "difference", "sum") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网站考评排名由上年的第7位上升到第3位，上升3位。", ["contradicts"]),
        ("网站考评排名由上年的第7位上升到第3位，上升4位。", ["holds"]),
        ("网站考评排名由上年的第7位上升到第3位，下降4位。", ["contradicts"]),
        ("网站考评排名由上年的第7位下降到第9位，下降2个位次。", ["holds"]),
        ("网站考评排名由上年的第7位上升到第3位，得分上升5分。", []),
    ],
)
def test_places_in_a_ranking(text, expected):
    assert verdicts(text, "difference") == expected
