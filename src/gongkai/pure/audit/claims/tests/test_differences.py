"""Before, after, and by how much."""

import pytest

from .texts import finding, findings, verdicts


@pytest.mark.parametrize(
    "text",
    [
        "原办理流程942个，清理后现办理流程731个，简化审批环节{}个。",
        "审批环节由942个减少至731个，减少{}个。",
        "审批环节从原来的942个压缩为731个，共压缩{}个。",
        "改革前有审批环节942个，改革后731个，减少审批环节{}个。",
        "审批环节由2016年的942个减少到2017年的731个，减少{}个。",
        "压缩审批环节{}个（由942个减至731个）。",
        "2016年收到信件942件，2017年收到信件731件，减少{}件。",
        "2017年收到信件731件，比2016年的942件减少{}件。",
        "2017年收到信件731件（2016年为942件），减少{}件。",
        "法定时限共942个工作日，承诺时限731个工作日，压缩{}个工作日。",
        "年末在册731户512人，较年初942户减少{}户。",
        "原有网站942家，撤并{}家，现有网站731家。",
        "平均用时731个工作日，比法定时限942个工作日提前{}个工作日。",
        "申请材料由942份精简到731份，精简{}份，审批更快。",
    ],
)
def test_what_was_saved_is_before_minus_after(text):
    assert verdicts(text.format(211), "difference") == ["holds"]
    assert verdicts(text.format(221), "difference") == ["contradicts"]


def test_three_of_a_kind_with_a_separator_lost_between_them():
    text = (
        "承诺时限在流程再造前为3120工作日，标准化后1984工作日，缩短服务时限1236个工作日"
        "原申报材料数875项，现申报材料数811项，简化申报材料64项。"
    )
    assert findings(text, "difference") == [
        ("contradicts", ["3120工作日", "1984工作日", "1236个工作日"]),
        ("holds", ["875项", "811项", "64项"]),
    ]


@pytest.mark.parametrize(("points", "verdict"), [("18.4", "holds"), ("17.4", "contradicts"), ("18.45", "holds")])
def test_rates_differ_by_points(points, verdict):
    text = f"满意率由71.1%提升到了89.5%，提升{points}个百分点。"
    assert verdicts(text, "difference") == [verdict]


@pytest.mark.parametrize(("points", "verdict"), [("5.5", "holds"), ("6.5", "contradicts")])
def test_last_year_s_rate_in_brackets(points, verdict):
    assert verdicts(f"接通率为97.8%，较去年提高{points}个百分点（去年为92.3%）。", "difference") == [verdict]


@pytest.mark.parametrize(
    ("net", "verdict"), [("净减64项", "holds"), ("净减46项", "contradicts"), ("净增64项", "contradicts")]
)
def test_what_came_and_went(net, verdict):
    assert verdicts(f"全年取消事项97项、新增33项，{net}。", "difference") == [verdict]


def test_net_of_what_came_and_of_before_and_after_is_accused_once():
    text = "事项由942项调整为731项，其中取消240项、新增29项，净减{}项。"
    assert verdicts(text.format(211), "difference") == ["holds", "holds"]
    assert verdicts(text.format(201), "difference") == ["contradicts"]


def test_arithmetic_and_repair():
    found = finding("审批环节由942个减少至731个，减少221个。", "difference")
    assert (found.arithmetic, found.stated, found.expected) == ("942−731=211≠221", "221个", "211个")
    assert found.repair is None  # 942 -> 952 and 731 -> 721 would do as well


def test_less_that_is_more():
    text = "审批环节由12个减少到24个，减少12个。"
    found = finding(text, "difference")
    assert verdicts(text) == ["contradicts"]
    assert (found.verdict, found.reason, found.arithmetic) == ("contradicts", "direction", "12<24")


def test_what_was_taken_away_in_several_ways_adds_up():
    assert verdicts("原有事项320项，清理后保留240项，取消50项，合并30项。", "difference") == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        "原有事项320项，清理后保留240项，取消50项。",  # 30 may have been merged
        "原有栏目23个，优化后设置专题5个，减少3个。",  # of two things
        "审批环节由8个减少到5个，精简4个材料。",
        "原有网站32家，撤并11家、新建6家，现有网站27家。",
        "原有栏目16个、现有栏目20个，其中新增栏目6个、合并栏目2个。",
        "平均办结时限由法定20天缩短到8天，比上年缩短2天。",
        "原有网站32家，升级改造6家，撤并11家，现有网站20家。",
        "栏目由原先的23个调整为31个，新增栏目10个，撤销2个。",
        "审批环节由8个减少到5个，减少申请材料4个。",  # of something else
        "开办时间由15个工作日压缩至3个工作日，审批时限平均压缩5个工作日。",
        "办理时间由30天缩短到20天，比法定时限减少12天。",
        "办理环节、时限、材料分别由8个、30个工作日、20份压缩为3个、10个工作日、8份，减少5个。",
        "排名由12位上升到5位，上升6位。",
        "办理时间由30天缩短到15天，减少10个工作日。",
        "原则上20个工作日内办结，现场办理5个工作日，缩短10个工作日。",
        "审批事项由300项增加到320项，减少环节30项。",
    ],
)
def test_in_doubt_nobody_is_accused(text):
    assert "contradicts" not in verdicts(text, "difference")


def test_approximate_figures_are_wide():
    assert verdicts("粉丝由1.2万人增至3.5万人，增加2.3万余人。", "difference") == ["holds"]
    assert verdicts("粉丝由1.2万人增至3.5万人，增加3.2万人。", "difference") == ["contradicts"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("办理时限由35个工作日压缩至11个工作日，再压缩至5个工作日，累计压缩30个工作日。", "holds"),
        ("办理时限由35个工作日压缩至11个工作日，再压缩至5个工作日，累计压缩20个工作日。", "contradicts"),
        ("办理时限由35个工作日压缩至11个工作日，累计压缩30个工作日。", "contradicts"),
        ("申报材料从35份减至11份，后又减至5份，总计减少30份。", "holds"),
    ],
)
def test_what_is_told_of_several_steps_is_between_the_first_and_the_last(text, verdict):
    assert verdict in verdicts(text, "difference")
    assert {"holds": "contradicts", "contradicts": "holds"}[verdict] not in verdicts(text, "difference")


def test_the_figure_that_the_words_name_is_compared():
    text = "受理工单12437件，已办结12401件，办结率99.7%；工单量比上年的9985件增加2542件。"
    assert ("contradicts", ["12437件", "9985件", "2542件"]) in findings(text, "difference")
    assert "contradicts" not in verdicts(text.replace("2542", "2452"))
