"""Charts of accounts: set in where their chip stands, drawn from the account's own figures, told in words and behind as a table."""

import re
from xml.etree import ElementTree

import pytest

from gongkai.pure.declare import charts
from gongkai.pure.declare.charts import chip, gathered, told_undrawn, with_charts

MONTHLY = "chart.bar.month.foi.received"


def rows(token: str = MONTHLY, count: int = 12, paired: bool = False) -> list[dict[str, str]]:
    head = {"chart": token, "title": "2025年度各月新收申请", "unit": "件"}
    return [
        {**head, "label": f"{n}月", "now": str(n * 5 % 9), "before": str(n) if paired else ""}
        for n in range(1, count + 1)
    ]


def test_a_chip_alone_makes_way_for_its_chart():
    made = with_charts(f"<h2>一</h2>{chip(MONTHLY, '各月')}<p>后面。</p>", rows())
    assert made.startswith('<h2>一</h2><figure class="drawn"><svg ') and made.endswith("</figure><p>后面。</p>")
    assert "figure:chart" not in made and "<p></p>" not in made


def test_a_chip_within_words_leaves_its_words_and_the_chart_stands_behind():
    made = with_charts(f'<p>见<a href="figure:{MONTHLY}" rel="noopener nofollow">图：各月</a>。</p>', rows())
    assert made.startswith('<p>见图：各月。</p><figure class="drawn">')


@pytest.mark.parametrize("token", [MONTHLY, "chart.line.before.foi.received", "chart.bar.unit.foi.received"])
def test_the_drawing_holds_every_figure_and_says_them(token):
    (chart,) = charts.charts_of(rows(token, paired="before" in token)).values()
    drawing = ElementTree.fromstring(charts.svg(chart))
    texts = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert all(now in texts and label in texts for label, now, _ in chart.points)
    assert all(f"{label}{now}" in drawing.get("aria-label") for label, now, _ in chart.points)
    assert not re.search(r"style=|<style|<script", charts.svg(chart)), "a strict policy of content lets none through"
    table = charts.figure(chart).partition("<table>")[2]
    assert table.count("<tr>") == 13 and ("上年" in table) is chart.paired


def test_names_are_text():
    said = rows()
    said[0]["label"] = said[0]["title"] = '<script>"1"&'
    made = with_charts(chip(MONTHLY, "图"), said)
    assert "<script" not in made and "&lt;script&gt;&quot;1&quot;&amp;" in made


def test_what_has_no_figures_is_told_and_not_drawn():
    content = {"body": chip(MONTHLY, "各月"), "charts": None}
    assert told_undrawn(content) == ["“图：各月”还没有取数，画不出来：请点“重新取数”，或者从正文里删去"]
    assert with_charts(content["body"], None) == "<p>图：各月</p>"
    assert told_undrawn(content | {"charts": rows()}) == []


@pytest.mark.parametrize(("count", "last"), [(15, "单位15"), (16, "其他1个"), (20, "其他5个")])
def test_many_units_are_gathered(count, last):
    found = gathered([(f"单位{n}", 100 - n) for n in range(1, count + 1)])
    assert found[-1][0] == last and sum(n for _, n in found) == sum(100 - n for n in range(1, count + 1))


def test_the_others_together_are_told_and_no_bar_dwarfs_the_units():
    head = {"chart": "chart.bar.unit.foi.received", "title": "各单位", "unit": "件", "before": ""}
    (chart,) = charts.charts_of(
        [{**head, "label": "甲局", "now": "4"}, {**head, "label": "其他9个", "now": "400"}]
    ).values()
    drawing = charts.svg(chart)
    assert drawing.count("<rect") == 1 and ">一共400<" in drawing
