"""Means and shares of a plan."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18个乡镇共发布信息4140条，平均每个乡镇230条。", ["holds"]),
        ("18个乡镇共发布信息4140条，平均每个乡镇320条。", ["contradicts"]),
        ("培训7场次，参训861人次，平均每场约123人次。", ["holds"]),
        ("培训7场次，参训861人次，平均每场约132人次。", ["contradicts"]),
        ("全年编发简报36期，平均每月3期。", ["holds"]),
        ("全年编发简报36期，平均每月4期。", ["contradicts"]),
        ("全年网站访问量120万人次，日均访问量3288人次。", ["holds"]),
        ("全年网站访问量120万人次，日均访问量32880人次。", ["contradicts"]),
    ],
)
def test_mean(text, found):
    assert verdicts(text, "percent") == found


@pytest.mark.parametrize(
    ("mean", "found"),
    [
        ("6811", ["holds"]),  # of 365 days
        ("9944", ["holds"]),  # of 250
        ("8811", ["contradicts"]),  # one digit off 6811, and of no year's working days
        ("8711", ["unclear"]),  # two digits off: of 285 days, perhaps
    ],
)
def test_visits_a_day(mean, found):
    assert verdicts(f"门户网站全年总访问量248.6万人次，日均访问量{mean}人次。", "percent") == found


def test_of_a_plan():
    text = "全年目标任务500条，实际发布612条，完成任务的{}。"
    assert verdicts(text.format("122.4%"), "percent") == ["holds"]
    assert verdicts(text.format("124.2%"), "percent") == ["contradicts"]


@pytest.mark.parametrize(("percent", "found"), [("22.4%", []), ("122.4%", ["holds"]), ("142.4%", ["contradicts"])])
def test_beyond_a_plan_is_no_share_of_it(percent, found):
    assert verdicts(f"全年发布612条，超额完成目标任务500条的{percent}。", "percent") == found


@pytest.mark.parametrize(("total", "found"), [("4800册", "holds"), ("4900册", "contradicts")])
def test_so_many_of_each(total, found):
    assert verdicts(f"编印公报4期，每期发行1200册，共发行{total}。", "percent") == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("网站日均访问量1.3万人次，全年累计访问量达47.5万人次。", ["contradicts"]),
        ("网站日均访问量1.3万人次，全年累计访问量达475万人次。", ["holds"]),
        ("网站改版后日均访问量1.3万人次，全年累计访问量达47.5万人次。", []),
        ("大厅日均接待群众120人次，预约服务全年接待1800人次。", []),
    ],
)
def test_a_day_and_the_year(text, found):
    assert verdicts(text, "unit", "percent") == found


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("在30个乡镇、141个村（社区）设置公开栏，每个乡镇2块、每村1块，共201块。", False),
        ("全县30个乡镇每个配备专职人员2名，141个村每村配备兼职人员1名，共配备201名。", False),
        ("在30个乡镇设置公开栏，每个乡镇2块，共62块。", True),
    ],
)
def test_so_many_of_each_of_several_kinds_make_no_total_alone(text, accused):
    assert ("contradicts" in verdicts(text)) == accused


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("发放救助金4925万元，惠及7377人，人均补差660元。", False),
        ("发放救助金4925万元，惠及7377人，人均救助金660元。", True),
        ("办理价格鉴定463件，鉴定金额2842万元，平均每件6.41万元。", True),
    ],
)
def test_money_by_another_name_is_not_divided(text, accused):
    assert ("contradicts" in verdicts(text, "percent")) == accused
