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


@pytest.mark.parametrize("sign", ["-", "−", "－"])
@pytest.mark.parametrize(
    "text",
    [
        "收到申请45件，答复43件，结转下年度{}2件。",
        "本年度收到申请{}3件，均已办结。",
        "按时办结率为{}5%。",
        "全年收取费用{}300元。",
    ],
)
def test_nothing_is_counted_below_zero(text, sign):
    assert "contradicts" in verdicts(text.format(sign), "bound")
    assert "contradicts" not in verdicts(text.format(""), "bound")


@pytest.mark.parametrize(
    "text",
    [
        "每月发布信息3-5条，每周更新2－3次。",
        "主动公开-12条；依申请公开-3件。",
        "- 3件申请已经办结。",
        "收到申请3件，同比-5%，申请数比上年-2件。",
        "2019-2021年收到申请-3件次的记录没有。",
        "咨询电话：0558-2565033，办结-",
        "文号为明政公开-3号，答复12件。",
        "收到申请-0件。",
        "经费结余-300元，收支差额-2万元。",
        "收到申请——12件。",
    ],
)
def test_most_dashes_are_no_signs(text):
    assert "contradicts" not in verdicts(text, "bound")
