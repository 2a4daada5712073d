"""Growth and decline, in per cent, in times, in words."""

import pytest

from .texts import finding, verdicts


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("发布信息1200条，比上年增加200条，同比增长{}。", "20%", "16.7%"),
        ("发布信息1200条，较2016年同期增加200条，增幅达{}。", "20%", "22%"),
        ("发布信息1200条，同比增长{}，增加200条。", "20%", "16.7%"),
        ("收到申请58件，较上年减少14件，下降{}。", "19.4%", "24.1%"),
        ("收到申请58件，比去年同期少14件（{}）。", "19.4%", "24.1%"),
        ("2021年公开信息5460条，比2020年的4875条增长{}。", "12%", "21%"),
        ("2020年公开信息4875条，2021年公开信息5460条，增长{}。", "12%", "10.7%"),
        ("今年公开信息5460条（去年4875条），同比增长{}。", "12%", "10.7%"),
        ("公开信息由2020年的4875条增加到5460条，增长{}。", "12%", "10.7%"),
        ("办理时限由20个工作日压缩至8个工作日，压缩{}。", "60%", "40%"),
        ("法定时限20个工作日，承诺时限8个工作日，压缩比例达{}。", "60%", "40%"),
        ("办理时限由20个工作日压缩到8个工作日，压缩到原来的{}。", "40%", "60%"),
        ("信息8123条，是上年4058条的{}。", "2倍", "3倍"),
        ("访问量由320人次增长到1280人次，增长了{}。", "3倍", "4倍"),
        ("事项由300项减少为180项，减少120项，精简率达{}。", "40%", "66.7%"),
        ("粉丝由1.6万人增加到3.2万人，{}。", "翻了一番", "翻了两番"),
        ("受理量由1200件增加到1800件，增长{}。", "五成", "三成"),
        ("材料由7份减少到3份，减少{}。", "了一半以上", "三成"),
        ("时限由21个工作日压缩至7个工作日，压缩{}。", "近三分之二", "三分之一"),
    ],
)
def test_change(text, right, wrong):
    assert verdicts(text.format(right), "change") == ["holds"]
    assert verdicts(text.format(wrong), "change") == ["contradicts"]


def test_digits_cut_off_are_a_note():
    assert verdicts("信访量由486件降至351件，下降27.7%。", "change") == ["rounding"]


def test_less_that_is_more():
    assert verdicts("办理时间由12天减少到9天。", "change") == ["holds"]
    assert verdicts("办理时间由12天减少到15天。", "change") == ["contradicts"]


def test_arithmetic_and_what_would_make_it_hold():
    found = finding("发布信息1200条，比上年增加200条，增长16.7%。", "change")
    assert found.arithmetic == "200÷(1200−200)=20%≠16.7%"
    assert found.repair and (found.repair[0].text, found.repair[1]) == ("1200条", "1400条")


def test_the_change_may_be_of_a_figure_further_in_front():
    assert verdicts("公开信息2300条，其中规范性文件30件，较去年增加300条，增长15%。", "change") == ["holds"]
    assert verdicts("受理120件，办结110件，同比增加20件，增长20%。", "change") == ["holds"]
    assert verdicts("网站发布100条，微信发布50条，同比增加30条，增长25%。", "change") == []


@pytest.mark.parametrize(
    "text",
    [
        "受理投诉1520件，同比上升12.5%，办结率98%。",
        "累计发布信息5000条，比上年增加1000条，增长30%。",
        "满意率由76.4%提升到88.2%，提高11.8%。",  # points, as most write it
        "法定时限20个工作日，承诺时限8个工作日，提速150%。",
        "时限由20个工作日压缩到10个工作日，申请材料减少40%。",
        "时限由20个工作日压缩到10个工作日，同比压缩40%。",
        "举办培训班12期，比上年增加2期，培训人员800人，增长30%。",
        "信息量成倍增长，由上年的2100条增加到今年的2860条。",
        "发布信息9210条，被采用3316条，发布率、采用率分别提升15.2%、18.7%。",
        "受理热线、信件分别为120件、80件，同比增加20件，增长30%。",
        "排名由12位上升到5位。",
    ],
)
def test_in_doubt_nobody_is_accused(text):
    assert "contradicts" not in verdicts(text, "change")
