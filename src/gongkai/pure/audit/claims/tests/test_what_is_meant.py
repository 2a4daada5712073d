"""Which figure a breakdown, a growth or a share is of, where the nearest or the largest one is not."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    "text",
    [
        "收到的申请中自然人申请83件，法人申请14件。从渠道看，网络55件、信函28件、当面14件。",
        "申请人中自然人83件，占85.6%；法人14件，占14.4%。从渠道看，网络55件、信函28件、当面14件，分别占56.7%、28.9%、14.4%。",
        "新收申请中公民申请83件，企业申请14件。按渠道分，网络55件、信函28件、当面14件。",
    ],
)
def test_one_sort_of_the_applications_is_not_divided_again(text):
    assert "contradicts" not in verdicts(text)


def test_all_of_them_are():
    text = "全年新收申请97件。收到的申请中自然人申请83件，法人申请14件。从渠道看，网络55件、信函28件、当面{}件。"
    assert "contradicts" not in verdicts(text.format(14))
    assert ("contradicts", ["97件", "55件", "28件", "13件"]) in findings(text.format(13), "sum")


@pytest.mark.parametrize("stated, verdict", [("13.9%", "holds"), ("12.9%", "contradicts")])
def test_what_the_share_was_of_has_grown(stated, verdict):
    text = "全年公开信息6410条，其中网站3862条、微信2548条。网站占总量的60.2%，较2020年的3390条增长{}。"
    assert (verdict, ["3862条", "3390条", stated]) in findings(text.format(stated), "change")


def test_marks_from_which_some_are_told_of_are_no_count():
    text = "共考核36家单位。得分90分以上的13家，80至90分的17家，80分以下的6家，90分以上单位占31.6%。"
    assert not any("90分以上" in figures for _, figures in findings(text, "percent"))


def test_marks_that_were_given_are():
    assert "contradicts" in verdicts("测评得分由90分提高到95分，提高6.5%。", "change")
