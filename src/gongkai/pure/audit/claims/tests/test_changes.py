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
        ("安排资金500万元，比上年增加50万元，增长{}。", "11%", "10%"),
        ("收到申请58件，比去年同期少14件（{}）。", "19.4%", "24.1%"),
        ("2021年公开信息5460条，比2020年的4875条增长{}。", "12%", "21%"),
        ("2020年公开信息4875条，2021年公开信息5460条，增长{}。", "12%", "10.7%"),
        ("今年公开信息5460条（去年4875条），同比增长{}。", "12%", "10.7%"),
        ("公开信息由2020年的4875条增加到5460条，增长{}。", "12%", "10.7%"),
        ("办理时限由20个工作日压缩至8个工作日，压缩{}。", "60%", "40%"),
        ("法定时限20个工作日，承诺时限8个工作日，压缩比例达{}。", "60%", "40%"),
        ("办理时限由20个工作日压缩到8个工作日，压缩到原来的{}。", "40%", "60%"),
        ("粉丝9.8万人，比上年末7.5万人增长{}。", "30.7%", "23.5%"),
        ("保留42个，较整合前的73个减少{}。", "42.5%", "57.5%"),
        ("接待查阅912人次，与2009年760人次相比增长{}。", "20%", "16.7%"),
        ("新收申请70件，同比下降{}（2018年为80件）。", "12.5%", "14.3%"),
        ("今年共收到申请45件。与上年相比，增加9件，增幅{}。", "25%", "20%"),
        ("平均用时6个工作日，较法定的20个工作日压缩{}。", "70%", "30%"),
        ("窗口办件4.2万件，网上办件10.5万件，后者是前者的{}。", "2.5倍", "3.5倍"),
        ("受理85件，同比增长{}（上年70件）。", "21.4%", "31.4%"),
        ("受理85件，是去年（68件）的{}。", "1.25倍", "1.35倍"),
        ("受理85件，为2015年的{}（2015年为68件）。", "1.25倍", "1.35倍"),
        ("受理量由70件增长{}，达到85件。", "21.4%", "31.4%"),
        ("投诉量同比下降{}，由1560件降为1170件。", "25%", "33.3%"),
        ("投诉量从1560件下降到1170件，减少了{}。", "四分之一", "三分之一"),
        ("2015年、2016年分别收到申请70件、85件，增长{}。", "21.4%", "31.4%"),
        ("与2015年的70件相比，2016年收到申请85件，增长{}。", "21.4%", "31.4%"),
        ("发布信息6210条，同比增幅{}，较去年净增1242条。", "25%", "20%"),
        ("将原有的28个窗口整合为12个综合窗口，减少{}。", "57.1%", "42.9%"),
        ("承诺时限平均为6天，法定时限平均为15天，平均压缩{}。", "60%", "40%"),
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


def test_rates_in_turn():
    text = "环节由9个压减为4个，材料由14份压减为6份，时限由30天压减为7天，分别压减55.6%、57.1%、66.7%。"
    assert [each for each in verdicts(text, "change") if each != "holds"] == ["contradicts"]
    assert set(verdicts(text.replace("66.7", "76.7"), "change")) == {"holds"}


@pytest.mark.parametrize(
    "text",
    [
        "受理申请120件，比上年增加20件信函申请，增长50%。",
        "受理投诉1520件，同比上升12.5%，办结率98%。",
        "累计发布信息5000条，比上年增加1000条，增长30%。",
        "满意率由76.4%提升到88.2%，提高11.8%。",  # points, as most write it
        "法定时限20个工作日，承诺时限8个工作日，提速150%。",
        "时限由20个工作日压缩到10个工作日，申请材料减少40%。",
        "时限由20个工作日压缩到10个工作日，同比压缩40%。",
        "举办培训班12期，比上年增加2期，培训人员800人，增长30%。",
        "由2013年的45%提高到2014年的52%，再提高到2015年的60%，两年提高15个百分点。",
        "满意率提高5%，由市级考核的90%提升到95%。",
        "在全年的12次会议中，安排议题增长50%，达到36个。",
        "信息量成倍增长，由上年的2100条增加到今年的2860条。",
        "发布信息9210条，被采用3316条，发布率、采用率分别提升15.2%、18.7%。",
        "受理热线、信件分别为120件、80件，同比增加20件，增长30%。",
        "排名由12位上升到5位。",
    ],
)
def test_in_doubt_nobody_is_accused(text):
    assert "contradicts" not in verdicts(text, "change")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("与上年度8116条相比增加1311条，增幅13.9%。", ["contradicts"]),
        ("与上年度8116条相比增加1311条，增幅16.2%。", ["holds"]),
        ("收到申请96件，较2018年（78件）增加18件，增长18.8%。", ["contradicts"]),
        ("收到申请113件，其中在线105件，当面8件。较2020年的142件下降25.7%。", ["contradicts"]),
        ("收到申请113件，其中在线105件，当面8件。较2020年的142件下降20.4%。", ["holds"]),
        ("接待3200人次，答复来信410件。与上年3050人次相比，下降12.8%。", []),
        ("与上年度的420件相比，投诉增加60件，增长30%。", []),
        ("收到申请220件，较上年的176件增长20%，申请量排名前三的单位为甲局58件、乙局41件。", ["contradicts"]),
    ],
)
def test_last_years_figure_told(text, found):
    assert verdicts(text, "change") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增标准187项，总数由1642项增加到1892项。", ["contradicts"]),
        ("新增标准250项，总数由1642项增加到1892项。", ["holds"]),
        ("新增标准287项，总数由1642项增加到1892项。", []),
    ],
)
def test_no_more_can_have_come_than_were_new(text, found):
    assert verdicts(text, "difference") == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("累计公开42317条，其中本年新增9864条（上年为8127条，增长21.4%）。", ["holds"]),
        ("累计公开42317条，其中本年新增9864条（上年为8127条，增长31.4%）。", ["contradicts"]),
        ("累计公开42317条，其中本年新增9864条（上年为8127条，占31.4%）。", []),
        ("微博公开2317条，微信公开1845条，分别比上年的1985条和1203条增长16.7%和53.4%。", ["holds", "holds"]),
        ("微博公开2317条，微信公开1845条，分别比上年的1985条和1203条增长16.7%和54.1%。", ["holds", "contradicts"]),
        ("微博公开2317条，微信公开1845条，分别比上年增加300条和200条。", []),
    ],
)
def test_last_year_in_a_bracket_and_two_in_turn(text, expected):
    assert verdicts(text, "change") == expected


@pytest.mark.parametrize(("now", "told"), [(9642, False), (10642, True), (14800, True)])
def test_doubled_and_more_is_no_less_than_doubled(now, told):
    assert ("holds" in verdicts(f"公开{now}条，比上年的5000条翻了一番多。")) == told


LISTED = "网站发布信息9268条，其中概况类143条、动态类4217条、目录类{}条，{}"


@pytest.mark.parametrize(
    ("told", "right", "wrong"),
    [
        ("发布总量比上年的8745条增加523条，增长{}。", "6.0%", "5.6%"),
        ("总量比上年的9745条减少477条，下降{}。", "4.9%", "5.1%"),
        ("信息发布量比上年的8745条增加523条，增长{}。", "6.0%", "5.6%"),
    ],
)
@pytest.mark.parametrize("last", ["4908", "4980"])
def test_the_total_amount_is_that_of_what_is_divided(told, right, wrong, last):
    assert "contradicts" not in verdicts(LISTED.format(last, told.format(right)), "change", "difference")
    assert "contradicts" in verdicts(LISTED.format(last, told.format(wrong)), "change")


def test_the_amount_of_the_last_part_is_its_own():
    told = "目录类发布量比上年的4805条增加{}条，增长2.1%。"
    assert "contradicts" not in verdicts(LISTED.format("4908", told.format(103)), "change", "difference")
    assert "contradicts" in verdicts(LISTED.format("4908", told.format(130)), "difference")


def test_the_amount_of_all_years_is_no_year_s():
    told = "网站公开信息420条，其中概况20条、动态400条，{}总量比上年的2000条增加420条。"
    assert "contradicts" not in verdicts(told.format("累计"))
    assert "contradicts" in verdicts(told.format("累计").replace("网站公开信息420条", "网站累计公开信息2402条"))
