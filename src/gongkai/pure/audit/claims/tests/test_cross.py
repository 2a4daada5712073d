"""The same measure told twice in one report."""

import pytest

from .texts import finding, findings, verdicts

TITLE = "丰河县2019年政府信息公开工作年度报告\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、概述\n2019年，我县主动公开政府信息{}条。", "二、主动公开\n我县主动公开政府信息{}条。"),
        ("一、概述\n2019年，我县主动公开政府信息{}条。", "二、主动公开\n全县主动公开政府信息{}条。"),
        ("县政府门户网站发布各类信息{}条，其中专栏公开291条。", "三、网站建设\n全年网站共发布各类信息{}条。"),
        ("丰河县政府网站发布信息{}条。", "政府门户网站全年共发布信息{}条。"),
        ("全年共收到政府信息公开申请{}件。", "2019年，我县共收到政府信息公开申请{}件，办结率100%。"),
        ("我县收到依申请公开{}件，均已答复。", "共收到依申请公开政府信息申请{}件。"),
        ("全年发布政策解读{}篇。", "（二）政策解读。全年共发布政策解读{}篇。"),
        ("全年网站总访问量达{}万人次。", "网站全年访问量{}万人次。"),
        ("全年受理12345热线诉求{}件。", "12345政务服务热线共受理诉求{}件。"),
        ("2019年政府信息公开申请共{}件。", "全年政府信息公开申请数量为{}件。"),
        ("2019年，丰河县主动公开信息{}条。", "截至2019年12月31日，我县本年度主动公开政府信息{}条。"),
        ("全年召开新闻发布会{}场。", "年内共召开新闻发布会{}场。"),
        ("报送市门户网站信息300条，其中{}条被市采用。", "全年被市门户网站采用信息{}条。"),
    ],
)
def test_once_so_and_once_otherwise(first, second):
    text = TITLE + first + "\n" + second
    assert verdicts(text.format(206, 206), "cross") == ["holds"]
    assert verdicts(text.format(206, 216), "cross") == ["contradicts"]


@pytest.mark.parametrize(
    ("about", "verdict"), [("约1.3万条", "holds"), ("1.2万余条", "holds"), ("约1.5万条", "contradicts")]
)
def test_about_and_exactly(about, verdict):
    text = f"{TITLE}全年主动公开政府信息{about}。\n2019年主动公开政府信息12874条。"
    assert verdicts(text, "cross") == [verdict]


def test_what_is_told_in_other_words_can_agree_but_not_contradict():
    text = TITLE + "2019年共办理依申请公开政府信息申请{}件。\n2019年，共收到群众依申请公开{}件。"
    assert verdicts(text.format(18, 18), "cross") == ["holds"]
    assert verdicts(text.format(18, 19), "cross") == []


@pytest.mark.parametrize(
    "text",
    [
        "（一）教育领域。全年公开信息200条。\n（二）卫生领域。全年公开信息300条。",
        "县公安局认真落实。全年收到申请12件。\n县财政局积极推进。全年收到申请8件。",
        "全县各级行政机关主动公开政府信息12306条。县政府办公室主动公开政府信息1188条。",
        "全县共收到政府信息公开申请30件。\n县政府共收到政府信息公开申请12件。",
        "全年共受理市长信箱来信200件。\n全年共受理县长信箱来信300件。",
        "网站发布信息3000条。\n微信发布信息500条。",
        "上半年，收到政府信息公开申请12件。\n全年收到政府信息公开申请30件。",
        "截至2019年底，累计公开政府信息50000条。\n2019年公开政府信息5000条。",
        "2018年公开政府信息4000条。\n2019年公开政府信息5000条。",
        "网站发布信息100条，其中发布政策解读20条。\n网站发布政策解读15条。",
        "网站公开政府信息3000条。\n网站公开政府信息3100条。\n网站公开政府信息3200条。",  # a list of something
        "计划全年举办新闻发布会4场。\n全年举办新闻发布会6场。",
        "报送政务信息120条，被市采用30条。\n网站信息被市政府网站采用500条。",
        "制定规范性文件12件。\n全年共制定规范性文件15件。",  # the first may be of one occasion
        "“平安丰河”微信公众号全年推送信息860条。\n全年微信公众号推送信息806条。",
        "（一）城关镇。收到申请3件。\n（二）河东乡。收到申请2件。",
        "共举办培训班5期。\n共举办培训班6期。",
        "我县政府网站发布信息1200条。\n各乡镇网站发布信息800条。",
        "全年办理人大代表建议50件。\n全年办理人大代表建议、政协提案90件。",
        "（三）财政信息公开。我县公开信息12条。\n我县公开信息1200条。",
    ],
)
def test_in_doubt_nobody_is_accused(text):
    assert "contradicts" not in verdicts(TITLE + text, "cross")


def test_both_places_are_marked():
    text = TITLE + "我县主动公开政府信息5000条。\n二、主动公开\n我县主动公开政府信息5100条。"
    assert findings(text, "cross") == [("contradicts", ["5000条", "5100条"])]
    found = finding(text, "cross")
    assert (found.arithmetic, found.stated, found.expected) == ("5000≠5100", "5100条", "5000条")


def test_more_accepted_than_received():
    text = TITLE + "一、概述\n2019年，我局受理政府信息公开申请{}件。\n三、申请情况\n全年共收到政府信息公开申请83件。{}"
    assert verdicts(text.format(85, ""), "cross") == ["contradicts"]
    assert "contradicts" not in verdicts(text.format(82, ""), "cross")
    assert "contradicts" not in verdicts(text.format(85, "上年结转2件。"), "cross")


def test_reviews_told_twice():
    text = TITLE + "一、概述\n全年因政府信息公开被申请行政复议6件。\n五、情况\n{}因政府信息公开被申请行政复议{}件。"
    assert verdicts(text.format("2019年，全县", 8), "cross") == ["contradicts"]
    assert verdicts(text.format("2019年，全县", 6), "cross") == ["holds"]
    assert verdicts(text.format("区住建局", 8), "cross") == []
    assert verdicts(text.format("2018年", 8), "cross") == []
