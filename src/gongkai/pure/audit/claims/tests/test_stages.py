"""Behind 其中 each figure belongs to the stage that it names, and to what is left only where it says so."""

import pytest

from .texts import findings, verdicts


def accused(text):
    return [figures for verdict, figures in findings(text) if verdict == "contradicts"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("收到申请86件，办结80件，结转6件。其中，县政府收到申请21件，办结19件；县直部门收到申请40件，办结38件；乡镇收到申请{}，办结23件。", "35件", "25件"),
        ("新收申请258件，上年结转9件，办结255件，结转下年12件。其中，网上申请198件，办结196件；书面申请60件，办结{}。", "69件", "59件"),
        ("应整改问题126个，已整改118个，正在整改8个。其中，中央交办36个，已整改35个；省交办{}，已整改83个。", "98个", "90个"),
        ("立案126件，结案118件，未结8件。其中，食品案件36件，结案35件；药品案件90件，结案{}。", "93件", "83件"),
        ("收到执行申请412件，执结396件，未执结16件。其中，民事案件386件，执结372件；行政案件{}，执结24件。", "36件", "26件"),
        ("立项课题46项，结题41项，在研5项。其中，重点课题12项，结题11项；一般课题{}，结题30项。", "44项", "34项"),
        ("任务清单共86项，完成81项，跨年推进5项。其中，牵头任务32项，完成31项；配合任务{}，完成50项。", "64项", "54项"),
        ("抽查网站156个，合格153个，不合格3个。其中，部门网站不合格{}。", "13个", "2个"),
    ],
)  # fmt: skip
def test_a_part_that_does_not_fit_its_stage_is_found(text, wrong, right):
    assert accused(text.format(wrong))
    assert not accused(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "新收申请412件，上年结转18件，共办理答复407件，结转2022年继续办理23件。其中，市本级收到申请96件，答复94件；市直部门收到申请183件，县区收到申请133件。",
        "新收申请412件，结转下年度继续办理23件。其中，市本级收到申请96件，答复94件；县区收到申请316件，答复295件。",
        "共有行政村218个，已公开212个，未公开6个。其中，贫困村63个，已公开61个。",
        "受理举报86件，查实31件，不属实47件，正在核查8件。其中，网络举报52件，查实19件；电话举报34件，查实12件。",
        "收到申请86件，上年结转4件，办结80件，结转10件。其中，网上62件，办结57件；书面28件，办结23件。",
    ],
)
def test_what_is_left_has_no_part_that_does_not_say_so(text):
    assert not accused(text)


@pytest.mark.parametrize(
    "text",
    [
        "平均得分86.2分，其中县直部门88.6分，乡镇83.1分。",
        "平均办理时限8.6个工作日，其中延期件18.2个工作日。",
        "日均接待群众860人次，其中周一高峰期达1260人次。",
        "人均可支配收入32158元，增长8.6%，其中城镇居民41236元，农村居民18926元。",
        "篇均阅读量1260次，其中图解类2360次。",
        "平均每个乡镇公开信息1216条，其中白石镇1862条。",
        "单位GDP能耗0.42吨标准煤，其中工业0.86吨标准煤。",
        "平均降水量1126毫米，其中山区1386毫米。",
    ],
)
def test_what_is_told_for_each_is_no_whole(text):
    assert not accused(text)


@pytest.mark.parametrize(
    "text",
    [
        "接待群众8600人次，其中周一12600人次。",
        "公开信息5321条，日均14.6条，其中网站6321条。",
        "均衡安排经费860万元，其中印刷费1260万元。",
        "制定地方标准86项，其中农业类126项。",
    ],
)
def test_a_whole_beside_a_mean_is_one(text):
    assert "contradicts" in verdicts(text)


def test_a_count_of_standards_is_no_mean():
    assert accused("发布国家标准公告16批，涉及标准428项，其中强制性标准37项，推荐性标准391项，推荐性标准占94.1%。")
