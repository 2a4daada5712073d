"""One whole divided twice, in one breath or behind a second 其中: each list is held against it by itself, and against no member of the other."""

import pytest

from .texts import findings, verdicts

TWICE = "全年办结62件，其余2件结转2017年办理。已办结的申请中，按时办结{}件，延期办结5件；{}属于已主动公开范围的13件，同意公开24件，同意部分公开4件，不同意公开6件，其他情形{}件。"
AGAIN = "全年收到申请29件，比上年增加7件。其中网上申请17件，信函申请9件，当面申请3件。全部在法定期限内答复，答复率100%。其中予以公开15件，部分公开3件{}不予公开{}件，信息不存在4件，不属于本机关公开5件。"


@pytest.mark.parametrize("opened", ["", "从答复结果看，"])
def test_two_lists_that_a_semicolon_parts_each_make_the_whole(opened):
    assert "contradicts" not in verdicts(TWICE.format(57, opened, 15))
    assert ("holds", ["62件", "57件", "5件"]) in findings(TWICE.format(57, opened, 15), "sum")


def test_the_one_of_two_lists_that_does_not_make_the_whole_is_told():
    wrong = [told for verdict, told in findings(TWICE.format(57, "", 14), "sum") if verdict == "contradicts"]
    assert wrong == [["62件", "13件", "24件", "4件", "6件", "14件"]]
    wrong = [told for verdict, told in findings(TWICE.format(56, "", 15), "sum") if verdict == "contradicts"]
    assert wrong == [["62件", "56件", "5件"]]


@pytest.mark.parametrize("sign", ["；", "，", "，两者合占62.1%；"])
def test_a_second_list_is_of_the_whole_and_not_of_a_member_of_the_first(sign):
    assert "contradicts" not in verdicts(AGAIN.format(sign, 2))
    wrong = [told for verdict, told in findings(AGAIN.format(sign, 3)) if verdict == "contradicts"]
    assert wrong == [["29件", "15件", "3件", "3件", "4件", "5件"]]


def test_a_second_list_that_makes_a_member_of_the_first_is_of_that_member():
    text = "全年收到申请130件。其中网上申请80件，信函申请50件。其中自然人50件、企业{}件。"
    assert ("holds", ["80件", "50件", "30件"]) in findings(text.format(30), "sum")
    assert "contradicts" not in verdicts(text.format(31), "sum")


def test_what_there_was_and_is_are_no_parts():
    text = "全市685个居民小区中，开展垃圾分类的小区由126个增加到318个，增加{}个。"
    assert not findings(text.format(192), "sum")
    assert "contradicts" not in verdicts(text.format(192))
    assert "contradicts" in verdicts(text.format(129), "difference")


def test_a_section_is_no_whole_of_the_sections_behind_it():
    text = (
        "（一）数字城管。全年受理案件128460件，监督员上报占74.9%。结案119864件，其中按期结案116028件，占结案数的96.8%，其余全部转入下年继续办理，各区均已按照要求配备人员、落实责任、完善考核，处置质量和处置效率都有了明显的提高，平台运行平稳有序，得到各方面的肯定和好评，群众反映良好。\n"
        "（二）服务热线。受理来电41276个。全年回访8260件，群众表示满意的7938件，满意率{}。\n"
        "（三）建议提案。办理代表建议23件、委员提案34件，共57件。"
    )
    assert "contradicts" in verdicts(text.format("96.7%"), "percent")
    assert "contradicts" not in verdicts(text.format("96.1%"))
