"""Words that there was none, held against the cells of the tables."""

import random

import pytest

from gongkai.pure.audit.report import Report
from gongkai.pure.audit.tables import find, told
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.tables import TABLES


def verdicts(key, sentence, **cells):
    """Of the table with so many in these rows: what the sentence is found to be."""
    figures = build.filled(key, random.Random(7), 60)
    for row, columns in figures.items():
        if row in cells:
            figures[row] = columns | dict.fromkeys(columns, cells[row])
    flat = build.as_text(TABLES[key], figures, "tabs").text.split("12条。\n")[1]
    document = build.document(f"某某县2017年政府信息公开工作年度报告\n四、复议诉讼情况\n{sentence}\n{flat}")
    tables = find(document)
    assert [each.form.key for each in tables] == [key]
    report = Report(document, tuple((each.start, each.end) for each in tables))
    return [each.verdict for each in told(report, tables) if each.stated == "0"]


NO_SUIT = [
    "全年未发生因政府信息公开引起的行政诉讼。",
    "因信息公开引起的行政复议3件，均维持；2017年没有发生因政府信息公开引发的行政诉讼案件。",
    "本年度无政府信息公开行政诉讼。",
]


@pytest.mark.parametrize("sentence", NO_SUIT)
def test_a_suit_in_the_table_gainsays_that_there_was_none(sentence):
    assert verdicts("2014", sentence, e=1) == ["contradicts"]
    assert verdicts("2014", sentence, e=0) == ["holds"]


def test_each_of_two_matters_by_itself():
    sentence = "全年未发生因政府信息公开引起的行政复议和行政诉讼。"
    assert verdicts("2014", sentence, d=0, e=1) == ["holds", "contradicts"]
    assert verdicts("2014", sentence, d=0, e=0) == ["holds", "holds"]


def test_no_application_came():
    assert verdicts("2014", "2017年，我局未收到政府信息公开申请。", c1=2) == ["contradicts"]
    assert verdicts("2014", "2017年，我局未收到政府信息公开申请。", c1=0) == ["holds"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2016年未发生因政府信息公开引起的行政诉讼。",
        "各乡镇未发生因政府信息公开引起的行政诉讼。",
        "全年未发生因政府信息公开引起的行政诉讼败诉案件。",
        "下半年未发生因政府信息公开引起的行政诉讼。",
        "县政府本级未发生因政府信息公开引起的行政诉讼。",
        "全年未发生因环境污染引起的行政诉讼。",
    ],
)
def test_none_of_something_else_gainsays_nothing(sentence):
    assert verdicts("2014", sentence, e=1) == []
