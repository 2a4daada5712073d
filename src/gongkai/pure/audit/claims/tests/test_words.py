"""Years that agree, and lists with the members they promise."""

import pytest

from .texts import findings, verdicts

TITLE = "丰河县2016年政府信息公开工作年度报告\n"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("本报告所列数据的统计期限自2016年1月1日起至2016年12月31日止。", "holds"),
        ("本报告所列数据的统计期限为201611日至1231日。", "holds"),
        ("本报告所列数据的统计期限自201611日起20161231止。", "holds"),
        ("本报告所列数据的统计期限自2015年11月1日起至2016年10月31日止。", "holds"),
        ("本报告所列数据的统计期限自2015年1月1日起至2015年12月31日止。", "contradicts"),
        ("本报告所列数据的统计期限自2016年1月1日起至2017年12月31日止。", "contradicts"),
        ("现将我县2016年政府信息公开工作情况报告如下：", "holds"),
        ("现将我县2015年政府信息公开工作情况报告如下：", "contradicts"),
        ("五、下一步工作打算\n2017年，我们将继续推进政府信息公开工作。", "holds"),
        ("五、下一步工作打算\n2016年，我们将继续推进政府信息公开工作。", "contradicts"),
        ("五、2017年工作打算", "holds"),
        ("五、2016年工作打算", "contradicts"),
    ],
)
def test_years(text, verdict):
    assert verdicts(TITLE + text, "words") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "五、存在的问题和改进措施\n2016年，我县将政府信息公开纳入考核，取得了成效。",
        "五、存在的问题和改进措施\n2016年，我县信息公开工作虽取得成效，但仍有不足。",
        "五、下一步工作打算\n到2020年，实现全覆盖。继续落实2015年出台的办法。",
        "根据《关于做好2015年政府信息公开年度报告编制工作的通知》要求，编制本报告。",
        "2014年，我们将进一步总结经验，写进了当年的要点。",
        "2017年1月15日发布本报告。",
    ],
)
def test_other_years_may_be_spoken_of(text):
    assert verdicts(TITLE + text, "words") == []


def test_a_link_to_another_year_s_report_is_no_title():
    text = "{}年政府信息公开工作年度报告\n2016年，2016年度，2016年，2016年1月，2016年2月。\n本报告所列数据的统计期限为2016年1月1日至2016年12月31日。"
    assert verdicts(text.format(2014), "words") == []
    assert verdicts(text.format(2016), "words") == ["holds"]


def test_a_forecast_that_was_over_when_the_report_was_signed():
    text = "丰河县2016年政府信息公开工作年度报告\n{}\n系统正在安装，预计2016年一季度建成。"
    assert verdicts(text.format("2017年1月10日"), "words") == ["contradicts"]
    assert verdicts(text.format("2016年1月10日"), "words") == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("保证了三个到位：一是思想到位。二是机制到位。三是落实到位。", "holds"),
        ("保证了四个到位：一是思想到位。二是机制到位。三是落实到位。", "contradicts"),
        ("存在以下两个问题：一是认识不够；二是更新不及时；三是队伍不稳。", "contradicts"),
        ("采取三项措施：第一，建章立制；第二，强化培训；第三，加强检查。", "holds"),
        ("采取两项措施：第一，建章立制；第二，强化培训；第三，加强检查。", "contradicts"),
        ("设有“机构”、“规章”和“其他”共3个子栏目。", "holds"),
        ("设有“机构”、“规章”和“其他”共4个子栏目。", "contradicts"),
        ("设有“机构”、“规章”、“预算”和“其他”等3个子栏目。", "contradicts"),
        ("推进“五公开”：决策公开、执行公开、管理公开、服务公开与结果公开。", "holds"),
        ("推进“五公开”：决策公开、执行公开、管理公开与结果公开。", "contradicts"),
        ("推进决策、执行、管理、服务、结果“五公开”。", "holds"),
        ("坚持“四个同步”（同步组织、同步审签、同步部署、同步公开）。", "holds"),
        ("运行交易网、服务平台、交易平台、监督平台“一网三平台”。", "holds"),
        ("运行交易网、服务平台、监督平台“一网三平台”。", "contradicts"),
        ("组织城关镇、河东乡、河西乡3个乡镇试点。", "holds"),
        ("组织城关镇、河东乡、河西乡、山前镇3个乡镇试点。", "contradicts"),
        ("组织发改局、财政局、住建局等3个部门检查。", "holds"),
        ("报告由概述、公开情况、存在问题及打算三个部分组成。", "holds"),
        ("报告由概述、公开情况、存在问题三个部分组成。", "holds"),
        ("报告由概述、公开情况、收费情况、存在问题三部分组成。", "contradicts"),
        ("健全了主动公开、保密审查、考核评议三项制度。", "holds"),
        ("在3个乡镇（城关镇、河东乡、河西乡）试点。", "holds"),
        ("在3个乡镇（城关镇、河东乡、河西乡、山前镇）试点。", "contradicts"),
        ("重点做好以下两个方面工作：\n（一）加强平台建设。\n（二）加强培训。", "holds"),
        ("重点做好以下三个方面工作：\n（一）加强平台建设。\n（二）加强培训。\n四、其他事项", "contradicts"),
    ],
)
def test_lists(text, verdict):
    assert verdicts(text, "words") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "设有“机构”、“规章”等8个子栏目。",
        "设有机构、“规章”、“预算”共4个子栏目。",
        "抓了三个方面：一是加强领导；二是健全制度。同时，加强宣传。",
        "抓了三个方面：一是加强领导；二是健全制度。\n三是加强宣传。",
        "提出“三个转变”的要求，并就网站建设作了部署：一是加强平台建设；二是推进共享。",
        "采取四项措施：一是建章立制，做到两个到位：一是领导到位，二是人员到位；二是强化培训；三是检查；四是考核。",
        "对3个部门进行了检查：一是看网站，二是看公示栏。",
        "按照“三个统一、三个严格、四大目标”的要求，实现“三网融合”。",
        "确定教育局、卫生局、民政局等15个部门为试点。",
        "组织公安局、人力资源和社会保障局、发展和改革委员会5个单位参加。",
        "“机构”、“规章”3个月更新一次。",
        "健全了受理、审核、答复五项制度。",
        "在3个县直部门（教育、卫生系统、民政）试点。",
        "连续举办四期培训班。",
    ],
)
def test_in_doubt_nobody_is_accused(text):
    assert "contradicts" not in verdicts(text, "words")


def test_the_figure_is_the_number_in_the_text():
    assert findings("设有“机构”、“规章”和“其他”共４个子栏目。", "words") == [("contradicts", ["４个"])]
