"""Shares, rates, and whole numbers that a printed rate can be reached from."""

import pytest

from .texts import finding, findings, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("报送信息3010条，其中2068条被采用，采用率为68.7%。", "holds"),
        ("报送信息3010条，其中2068条被采用，采用率为67.8%。", "contradicts"),
        ("受理87990件，办结87953件，办结率99%。", "rounding"),
        ("受理87990件，办结87953件，办结率99.96%。", "holds"),
        ("收到来信105件，已回复105件，回复率100%。", "holds"),
        ("收到来信105件，已回复104件，回复率100%。", "contradicts"),
        ("发出征求意见函26份，收到回复24份，回复率达到90%以上。", "holds"),
        ("发出征求意见函26份，收到回复24份，回复率达到95%以上。", "contradicts"),
        ("全区46个部门中有41个部门建立专栏，占89.1%。", "holds"),
        ("全区46个部门中有41个部门建立专栏，占91.3%。", "contradicts"),
        ("抽查栏目1250个，其中不及时的15个，占12‰。", "holds"),
        ("抽查网站46家次，发现不合格网站5家次，合格率为89.1%。", "holds"),
        ("抽查网站46家次，发现不合格网站5家次，合格率为91.1%。", "contradicts"),
        ("安排专项经费36万元，实际支出33.12万元，占预算的92%。", "holds"),
        ("安排专项经费36万元，实际支出33.12万元，占预算的95%。", "contradicts"),
        ("收到来信1286件。共办结1276件，办结率99.2%。", "holds"),
        ("收到来信1286件。共办结1276件，办结率100%。", "contradicts"),
    ],
)
def test_share(text, verdict):
    assert verdicts(text, "percent") == [verdict]


def test_rounding_stands_on_either_side_of_the_half():
    """1/8 = 12.5%: told as 13% it is rounded, as 12% cut off, as 14% wrong."""
    text = "清理事项8项，其中取消1项，占{}。"
    assert [verdicts(text.format(each), "percent") for each in ("13%", "12%", "14%", "12.5%", "12.50%")] == [
        ["holds"], ["rounding"], ["contradicts"], ["holds"], ["holds"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["满意率", "接通率", "群众满意率", "回访满意率", "知晓率"])
def test_what_rests_on_callbacks_nobody_told_is_not_judged(name):
    assert not verdicts(f"收到来信105件，{name}为89.7%。", "percent", "reachable")


def test_of_the_rest():
    text = "清理974项，其中即办事项472项，占48.5%；零上门事项159项，占16.3%；其他事项323项，占其余事项的{}%。"
    assert verdicts(text.format(94.2), "percent")[-1] == "holds"
    assert verdicts(text.format(95.2), "percent")[-1] == "contradicts"


def test_a_base_that_is_named_but_not_told_is_not_guessed():
    assert "contradicts" not in verdicts("全县发布信息8400条。县住建局发布318条，占全县部门发布量的5.96%。")


def test_a_hundred_percent_of_its_own_kind():
    text = "开通子网站105个，其中部门开通子网站75个，乡镇开通子网站30个，占总数的100%。"
    assert "contradicts" not in verdicts(text)


def test_shares_that_fit_another_base_say_which():
    text = "网站发布信息962条，其中领导栏目9条，占总数的1.82%；机构栏目58条，占总数的11.72%；人事栏目55条，占总数的11.11%；文件栏目219条，占总数的44.24%。"
    found = findings(text, "percent")
    assert [verdict for verdict, _ in found] == ["contradicts"] * 4
    first = finding(text.split("；")[0] + "。", "percent")
    assert first.reason == "share"


def test_common_base():
    text = "网站发布信息962条，其中领导栏目9条，占总数的1.82%；机构栏目58条，占总数的11.72%；文件栏目219条，占总数的44.24%。"
    from gongkai.pure.audit import audit

    from .texts import document

    found = [each for each in audit(document(text)).findings if each.kind == "percent"]
    assert {(each.reason, each.args["common"], each.repair[1]) for each in found} == {
        ("share-common-base", "495", "495条")
    }


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("收到申请105件，答复率为89.5%。", "holds"),
        ("收到申请7件，答复率为90.3%。", "contradicts"),
        ("收到申请7件，答复率为85.7%。", "holds"),
    ],
)
def test_reachable_from_the_base(text, verdict):
    assert verdicts(text, "reachable") == [verdict]


@pytest.mark.parametrize(("share", "verdict"), [("69.0%", "unclear"), ("69.4%", "contradicts"), ("69.9%", "unclear")])
def test_reachable_from_the_part(share, verdict):
    """58/84 = 69.05%, 58/83 = 69.88%: no whole number lies between."""
    assert verdicts(f"部门开通子网站58个，占部门总数的{share}。", "reachable") == [verdict]


@pytest.mark.parametrize(
    ("text", "verdicts_"),
    [
        ("当面申请占31.2%，信函申请占22.5%，网络申请占46.3%。", ["holds"]),
        ("当面申请占33.3%，信函申请占33.3%，网络申请占33.3%。", ["rounding"]),
        ("当面申请占31.2%，信函申请占22.5%，网络申请占56.3%。", ["contradicts"]),
        ("当面申请占31.2%，信函申请占22.5%。", []),
    ],
)
def test_shares_of_one_whole_together(text, verdicts_):
    assert verdicts(text, "percent") == verdicts_


def test_no_rate_of_answers_is_above_all():
    assert verdicts("办结率达到102%。", "bound") == ["contradicts"]
    assert not verdicts("完成全年任务的102%，同比增长120%。", "bound")


def test_a_list_takes_the_base_that_most_of_its_shares_fit():
    text = "全区收到申请47件。按时办结45件，延期办结2件。同意公开24件，占51.1%；部分公开3件，占6.4%；不同意公开4件，占8.5%；不存在5件，占{}。"
    assert verdicts(text.format("10.6%"), "percent") == ["holds"] * 4
    assert verdicts(text.format("16.0%"), "percent") == [*["holds"] * 3, "contradicts"]


def test_words_before_the_share_say_of_which_figure_it_is():
    text = "发布解读58篇，其中图文解读34篇、音视频解读24篇，图文解读占比{}。"
    assert verdicts(text.format("58.6%"), "percent") == ["holds"]
    assert verdicts(text.format("41.4%"), "percent") == ["contradicts"]


def test_a_base_in_brackets():
    text = "予以公开的19件，占申请总量（45件）的{}；部分公开的5件，占11.1%。"
    assert verdicts(text.format("42.2%"), "percent") == ["holds", "holds"]
    assert verdicts(text.format("24.2%"), "percent") == ["contradicts", "holds"]


def test_satisfaction_is_judged_where_both_figures_are_told():
    text = "参评群众864人，表示满意的829人，满意度{}。"
    assert verdicts(text.format("95.9%"), "percent") == ["holds"]
    assert verdicts(text.format("98.9%"), "percent") == ["contradicts"]


@pytest.mark.parametrize(("part", "found"), [("34个", "holds"), ("31个", "contradicts")])
def test_tenths(part, found):
    assert verdicts(f"县直部门42个，其中开设账号的{part}，占比八成以上。", "percent") == [found]


def test_a_last_share_adjusted_so_that_all_add_up_is_a_note():
    text = "共33件，其中甲类14件，占42.4%；乙类11件，占33.3%；丙类8件，占{}。"
    assert verdicts(text.format("24.3%"), "percent") == ["holds", "holds", "rounding"]
    assert verdicts(text.format("24.4%"), "percent") == ["holds", "holds", "contradicts"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("其中社会团体283个、民办单位326个、基金会5个，分别占46.1%、53.1%和0.8%。", ["holds"] * 3),
        ("登记组织614个，其中社会团体283个、民办单位326个、基金会5个，分别占46.1%、53.1%和0.8%。", ["holds"] * 3),
        ("登记组织614个，其中社会团体283个、民办单位326个、基金会5个，分别占46.1%、35.1%和0.8%。", ["holds", "contradicts", "holds"]),
        ("咨询3420件，投诉1180件，建议400件，分别占总量5000件的68.4%、23.6%和8.0%。", ["holds"] * 3),
    ],
)  # fmt: skip
def test_shares_in_turn(text, found):
    assert verdicts(text, "percent") == found


def test_a_rate_is_of_what_it_names():
    text = "公开信息164件，其中主动公开103件、依申请公开25件、不予公开36件，主动公开率为{}。"
    assert verdicts(text.format("62.8%"), "percent") == ["holds"]
    assert verdicts(text.format("26.8%"), "percent") == ["contradicts"]


@pytest.mark.parametrize(
    "text",
    [
        "予以公开47件、部分公开10件，予以公开和部分公开占办结总数123件的46.3%。",
        "同意公开37件、部分公开118件、已主动公开12件，三类合计占64.0%。",
        "回访1437件，满意1129件，基本满意264件，综合满意率96.9%。",
        "34个公开单位中排名前5位的单位公开量占全县六成以上。",
        "26个账号运行平稳，四个季度抽查合格率均达到100%。",
        "直接答复2087个、转办1325个，转办件已办结1261个，办结率为95.2%。",
        "接听12480个，转交承办单位3120个，承办单位按期办结3058个，按期办结率98.0%。",
    ],
)
def test_what_is_right_is_not_accused(text):
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("发文8123篇，其中原创5036篇，原创率68%。", "contradicts"),
        ("发文8123篇，其中原创5036篇，原创率62%。", "holds"),
        ("项目36个，已完工29个，完工率85.6%。", "contradicts"),
        ("行政诉讼15件，驳回12件，纠错3件，纠错率25%。", "contradicts"),
        ("受理申请112件，其中甲局27件、乙局34件、丙局19件，三家单位受理量占全区的61.4%。", "contradicts"),
        ("受理申请112件，其中甲局27件、乙局34件、丙局19件，三家单位受理量占全区的71.4%。", "holds"),
        ("收到申请143件，其中当面申请62件、网络申请57件、信函申请24件，当面申请和网络申请合计占85.2%。", "contradicts"),
        ("收到申请143件，其中当面申请62件、网络申请57件、信函申请24件，当面申请和网络申请合计占83.2%。", "holds"),
        ("对58家单位考核，其中优秀12家、良好31家、合格15家，优良率74.1%。", "holds"),
        ("对58家单位考核，其中优秀12家、良好31家、合格15家，优良率84.1%。", "contradicts"),
    ],
)
def test_rates_of_their_own_name_and_joint_shares(text, verdict):
    assert verdicts(text, "percent") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "政务服务事项1250项，可网办1186项，网办率达62.3%。",
        "受理复议申请20件，维持10件，维持率62.5%。",
        "行政复议10件，其中维持6件，撤销2件，终止2件，纠错率25%。",
        "受理申请112件，其中甲局27件、乙局34件、丙局19件、丁局11件，三家单位占全区的61.4%。",
        "公开信息9200条，其中政府网站公开6100条，占网站公开总量的81.3%。",
    ],
)
def test_what_a_rate_is_of_may_not_be_told(text):
    assert "contradicts" not in verdicts(text, "percent")


@pytest.mark.parametrize(
    "text",
    [
        "设立6个服务点，全年接待群众1200人次，其中老年人500人次，占八成以上。",
        "培训3期，共培训群众1200人次，其中女性500人次，占比80%以上。",
        "4个窗口全年咨询5873人次，其中窗口咨询3148人次，占比超过六成。",
        "全年咨询5873人次，其中窗口咨询3148人次，占六成多。",
    ],
)
def test_no_smaller_figure_makes_a_share_of_so_much_and_more(text):
    assert "holds" not in verdicts(text, "percent")


@pytest.mark.parametrize("words", ["占比超过五成", "占五成以上", "占五成多"])
def test_so_much_and_more_holds_of_its_own_base(words):
    assert verdicts(f"4个窗口全年咨询5873人次，其中窗口咨询3148人次，{words}。", "percent") == ["holds"]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("受理投诉105件，办结率90.3%。", True),
        ("全县26个部门全部公开了预算，平均公开及时率90.8%，网站更新率98.2%。", False),
        ("受理申请161件，其中已办结156件，按期办结率100%，回访率67.3%。", False),
        ("热线接听来电374件，工单办结率82.5%。", False),
    ],
)
def test_only_a_rate_of_that_very_number_must_be_reachable(text, accused):
    assert ("contradicts" in verdicts(text, "reachable")) == accused


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("占比最高的是网络申请，为44.9%，共141件；其次是信函申请，20件，占6.4%；当面申请153件，仅占48.7%。", False),
        ("网络申请占申请总量的44.4%，达388件；信函、当面申请分别为279件和207件，占31.9%和23.7%。", False),
        ("申请量较大的部门为自然资源局218件、住建局39件，占全县322件的79.8%。", False),
        ("申请量较大的部门为自然资源局218件、住建局39件，占全县322件的78.9%。", True),
        ("培训12期142人次，其中线上7期63人次，线下5期79人次，线上培训人次占44.4%。", False),
        (
            "1至6月受理854件，其中网上542件；7至12月受理497件，其中网上155件；全年网上受理697件，占全年受理总量的51.6%。",
            False,
        ),
        ("受理申请258件，其中自然人申请69件，自然人申请占比26.7%，上年占比83.2%。", False),
        ("县直公开94条，其中重点领域50条；乡镇公开363条，其中重点领域308条；合计公开457条，重点领域占78.3%。", False),
    ],
)
def test_a_share_told_first_or_of_two_together_is_of_no_neighbour(text, accused):
    assert ("contradicts" in verdicts(text)) == accused
