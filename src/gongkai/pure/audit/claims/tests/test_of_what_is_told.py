"""Of which figure a share or a list is told, where a nearer one is none of it: in a bracket, of one sort, of another year."""

import pytest

from .texts import findings, verdicts

_SORTS = "全年主动公开政府信息1486条。其中项目审批和价格收费两类共1001条，占主动公开总数的67.4%。"
_LAST_YEAR = "全年通过区政府网站公开信息10428条，同比增长6.1%（2021年为9829条）。"


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("全年答复申请136件，其中予以公开83件（含部分公开11件），占{}；无法提供32件，占23.5%。", "65.1%", "61.0%"),
        (
            "全年办理转办件1769件，其中供水类962件（水压不足310件），占{}；排水类518件（积水点201件），占29.3%。",
            "45.4%",
            "54.4%",
        ),
        ("办结的72件中，同意公开51件，占70.8%；不予公开4件（其中涉及个人隐私2件），占{}。", "6.5%", "5.6%"),
        ("办结的72件中，同意公开51件，占70.8%；不予公开4件（涉及商业秘密1件、个人隐私2件等），占{}。", "6.5%", "5.6%"),
        ("全年主动公开信息2905条，其中网站1872条（重点领域655条），占总数的{}。", "46.4%", "64.4%"),
        ("全年办理转办件1769件，其中供水类962件（水压不足310件，占{}），占54.4%。", "23.2%", "32.2%"),
        (
            "收到申请46件，其中网络申请25件，当面申请12件。因信息公开引发复议3件，占申请总数的{}。",
            "7.5%",
            "6.5%",
        ),
        ("收到申请46件。\n当面申请12件。\n因信息公开引发复议3件，占申请总数的{}。", "7.5%", "6.5%"),
        ("收到投诉312件。\n电话投诉205件。\n重复投诉15件，占投诉总数的{}。", "8.4%", "4.8%"),
        ("办理留言、转办件和区长信箱来信共3047件。办理结果公开1735件，占来信总数的{}。", "65.9%", "56.9%"),
        ("当面申请12件。\n撤回3件，占当面申请总数的{}。", "52.0%", "25.0%"),
        (_LAST_YEAR + "其中，政策文件类862条，占8.3%；民生保障类3691条，占{}。", "34.5%", "35.4%"),
        (_LAST_YEAR + "其中，政策文件类862条，占{}；民生保障类3691条，占35.4%。", "9.3%", "8.3%"),
        (_SORTS + "上述信息中，全文公开的1438条，全文公开率96.8%，其余{}仅公开目录。", "58条", "48条"),
        (_SORTS + "上述信息中，全文公开的1438条，占{}。", "98.6%", "96.8%"),
        ("区级1个、乡级12个、村级156个，三级政务公开专区共{}。", "186个", "169个"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    ("text", "verdict", "figures"),
    [
        ("全年答复申请136件，其中予以公开83件（含部分公开11件），占61.0%。", "holds", ["83件", "136件", "61.0%"]),
        ("全年办理转办件1769件，其中供水类962件（水压不足310件，占32.2%）。", "holds", ["310件", "962件", "32.2%"]),
        ("收到申请46件。\n当面申请12件。\n因信息公开引发复议3件，占申请总数的6.5%。", "holds", ["3件", "46件", "6.5%"]),
        (
            "收到申请46件。\n当面申请12件。\n因信息公开引发复议3件，占申请总数的7.5%。",
            "contradicts",
            ["3件", "46件", "7.5%"],
        ),
        (_LAST_YEAR + "其中，政策文件类862条，占8.3%。", "holds", ["862条", "10428条", "8.3%"]),
        (
            _LAST_YEAR + "其中，政策文件类862条，占8.3%；民生保障类3691条，占34.5%。",
            "contradicts",
            ["3691条", "10428条", "34.5%"],
        ),
        (_SORTS + "上述信息中，全文公开的1438条，占96.8%。", "holds", ["1438条", "1486条", "96.8%"]),
        (_SORTS + "上述信息中，全文公开的1438条，占98.6%。", "contradicts", ["1438条", "1486条", "98.6%"]),
    ],
)
def test_it_is_held_against_the_figure_it_is_told_of(text, verdict, figures):
    assert (verdict, figures) in findings(text, "percent")


@pytest.mark.parametrize("share", ["6.5%", "7.5%"])
def test_a_share_of_a_total_that_is_out_of_reach_is_unclear(share):
    text = f"当面申请12件。\n行政复议2件，行政诉讼1件。复议和诉讼共3件，占申请总数的{share}。"
    assert verdicts(text, "percent", "reachable") == ["unclear"]


@pytest.mark.parametrize("total", ["168个", "169个"])
@pytest.mark.parametrize("level", ["区级、", "市政府、", "市本级和"])
def test_a_level_without_a_number_may_count_one(level, total):
    assert verdicts(f"2022年，{level}12个乡镇（街道）、156个村（社区）共建成政务公开专区{total}。", "sum") == []


def test_what_is_above_is_no_sort_of_it_that_is_smaller():
    text = _SORTS + "上述信息中，全文公开的1438条，另有附件的312条。"
    assert "contradicts" not in verdicts(text)
