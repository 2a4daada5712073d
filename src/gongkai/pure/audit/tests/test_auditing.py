"""The one call: nothing that is a figure goes uncounted, whether anybody checks it or not."""

import pytest

from gongkai.pure.audit import audit, auditing, read
from gongkai.pure.audit.claims.tests.texts import document, verdicts

TABLE = "<table><tr><td>项目</td><td>数量</td></tr><tr><td>培训</td><td>3</td></tr><tr><td>接待群众</td><td>120人次</td></tr></table>"


def test_figures_of_a_table_that_nobody_knows_are_read_and_left_unchecked():
    found = audit(read(f"<html><body><p>全年收到来信25件。</p>{TABLE}</body></html>".encode(), "a.html"))
    assert [each.text for each in found.figures] == ["25件", "3", "120人次"]
    assert found.unchecked == found.figures and not found.findings


def test_a_row_longer_than_its_heads_stops_nothing():
    text = (
        "全年民生支出23.1亿元。\n\n| 单位 | 来件数 | 办结数 | 满意率 |\n| --- | --- | --- | --- |\n| 县教育局 | 20 | 18 | 90% |\n"
        "| 县民政局 | 12 | 12 | 96% | 县水利局 | 16 | 12 | 75% |\n| 河口镇 | 24 | 21 | 92% |\n"
    )
    assert len(audit(read(text.encode(), "report.txt")).figures) > 1


def test_a_figure_in_which_a_rule_sees_another_unit_is_checked_once():
    text = "某县2017年政府信息公开年度报告\n设置了“政府领导”、“政府机构”、“人事信息”共4个栏目。\n"
    found = audit(read(text.encode(), "a.txt"))
    places = [(each.start, each.end) for each in found.figures]
    assert len(set(places)) == len(places) and found.contradictions
    checked = {(each.start, each.end) for finding in found.findings for each in finding.figures}
    assert checked.isdisjoint((each.start, each.end) for each in found.unchecked)


@pytest.mark.parametrize(
    "text",
    [
        "全年办理答复68件。\n答复件中,予以公开25件,部分公开8件。",
        "全年办结68件,结转下一年度5件。\n办结的申请中,予以公开25件,占36.8%;无法提供8件,占11.8%。",
        "全年共答复申请120件。\n在已答复的申请中,予以公开60件,占50.0%;部分公开30件,占25.0%。",
    ],
)
def test_a_whole_in_the_paragraph_before(text):
    assert not {"contradicts"} & set(verdicts(text))


def test_a_rule_that_breaks_down_takes_no_other_with_it(monkeypatch):
    def broken(report, last):
        raise StopIteration

    monkeypatch.setattr(auditing, "RULES", (broken, *auditing.RULES))
    told = auditing.audit(document("收到申请33件，办结34件，无上年结转。"))
    assert [each.verdict for each in told.findings if each.kind == "bound"] == ["contradicts"]
    assert [note.code for note in told.notes] == ["rule-failed"] and "有 1 类说法没能核对" in told.notes[0].zh
