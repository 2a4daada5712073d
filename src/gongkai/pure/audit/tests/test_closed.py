"""What parts nothing is left out before a report is understood, and findings tell the text as read."""

import pytest

from gongkai.pure.audit import audit, read
from gongkai.pure.audit.closed import Closed


def closed(text: str) -> str:
    return Closed(read(text.encode(), "report.txt"), []).document.text


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("全年申请286件，分别\n占71.0%、 21 .3%、7. 7%。", "全年申请286件，分别占71.0%、21.3%、7.7%。"),
        ("栏目由七十\n二个精简为六十个，按 期办结。", "栏目由七十二个精简为六十个，按期办结。"),
        ("访问1826400次，月均15.2\n  2万次。", "访问1826400次，月均15.22万次。"),
        ("公开信息1\n2486条，网址www.x.cn 公开。", "公开信息12486条，网址www.x.cn 公开。"),
    ],
)
def test_a_break_within_a_sentence_is_none(text, understood):
    assert closed(text) == understood


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况 2016年，公开信息12条。",
        "甲镇 112 120 131，乙镇 130 128 140。",
        "本年度申请总数  件  467",
        "成员为张三 李四 王五 赵六 钱七，共5人。",
        "其中网上3件；2. 3个部门公开。",
        "全年公开12条，占5%； 一是网站；二是微信。",
    ],
)
def test_what_parts_words_and_cells_stays(text):
    assert closed(text) == text


def test_a_finding_tells_the_text_as_read():
    text = "全年收到申请28\n6件，其中网上203件、信函71 件、当面2\n  2件。"
    document = read(text.encode(), "report.txt")
    (found,) = audit(document).contradictions
    assert [each.text for each in found.figures] == ["28\n6件", "203件", "71 件", "2\n  2件"]
    assert all(document.text[each.start : each.end] == each.text for each in found.figures)
    assert found.arithmetic == "203+71+22=296≠286"


def test_of_last_years_text_too():
    last = read("全年收到政府信息公开申请2\n00件。".encode(), "report.txt")
    this = read("某县2017年政府信息公开年度报告\n全年收到政府信息公开申请3\n00件，同比增长50%。".encode(), "report.txt")
    for found in audit(this, last).findings:
        for each in found.figures:
            assert each.text in (this.text[each.start : each.end], last.text[each.start : each.end])
