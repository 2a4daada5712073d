"""What can't exceed what."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到申请33件，办结33件。", ["holds"]),
        ("收到申请33件，办结34件。", ["unclear"]),
        ("收到申请33件，办结34件，无上年结转。", ["contradicts"]),
        ("收到来信88件，办结91件（含上年结转5件）。", ["holds"]),
    ],
)
def test_answered_and_received(text, found):
    assert verdicts(text, "bound") == found


def test_a_year_is_within_all_years():
    text = "2013年，收到政府信息公开申请{}件。自条例施行以来，累计收到政府信息公开申请61件。"
    assert verdicts(text.format(61), "bound") == ["holds"]
    assert verdicts(text.format(62), "bound") == ["contradicts"]


@pytest.mark.parametrize(("least", "found"), [(17, "holds"), (18, "holds"), (19, "contradicts")])
def test_a_mean_lies_in_its_range(least, found):
    assert verdicts(f"各镇平均每月发布信息18条，最多的26条，最少的{least}条。", "bound") == [found]
