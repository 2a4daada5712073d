"""This year's report against last year's."""

import pytest

from gongkai.pure.audit.auditing import audit

from .texts import document

LAST = "丰河县2018年政府信息公开工作年度报告\n全年共收到政府信息公开申请{}件。\n"
NOW = "丰河县2019年政府信息公开工作年度报告\n全年共收到政府信息公开申请50件，{}。\n"


def told(now, last):
    found = audit(document(now), document(last)).findings
    return [(each.verdict, each.arithmetic) for each in found if each.reason.startswith("last-year")]


@pytest.mark.parametrize(
    ("change", "arithmetic"),
    [
        ("比上年增加10件", "50−40=10"),
        ("较2018年增加10件", "50−40=10"),
        ("同比增长25%", "(50−40)÷40=25%"),
        ("比去年的40件有所增加", "40=40"),
    ],
)
def test_grown_as_last_year_s_report_has_it(change, arithmetic):
    assert told(NOW.format(change), LAST.format(40)) == [("holds", arithmetic)]
    [(verdict, _)] = told(NOW.format(change), LAST.format(41))
    assert verdict == "contradicts"


def test_number_and_rate_are_told_apart():
    assert told(NOW.format("比上年增加10件，增长25%"), LAST.format(40)) == [
        ("holds", "50−40=10"),
        ("holds", "(50−40)÷40=25%"),
    ]


def test_a_comparison_goes_on_behind_the_next_measure():
    last = "丰河县2018年政府信息公开工作年度报告\n全年召开新闻发布会6场，发布解读材料40篇。"
    now = "丰河县2019年政府信息公开工作年度报告\n全年召开新闻发布会9场，比上年增加3场；发布解读材料{}，增长30%。"
    assert [verdict for verdict, _ in told(now.format("52篇"), last)] == ["holds", "holds"]


def test_less_than_last_year():
    assert told(NOW.format("比上年减少10件"), LAST.format(60)) == [("holds", "60−50=10")]


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (NOW.format("比上年增加10件"), LAST.format(43).replace("2018", "2016")),
        (NOW.format("比2017年增加10件"), LAST.format(43)),
        (NOW.format("其中信函申请比上年增加10件"), LAST.format(43)),
        (NOW.format("比上年增加10件"), LAST.format(43) + "全年共收到政府信息公开申请44件。"),
        (NOW.format("比上年增加10件"), LAST.format(43).replace("全年共", "全县共")),
        (NOW.format("比上年增加10件"), LAST.format(43).replace("收到", "答复")),
    ],
)
def test_another_year_or_another_measure_is_not_compared(now, last):
    assert told(now, last) == []
