"""Declared tables: shown, and filled in cell by cell."""

from django.http import QueryDict
from selectolax.lexbor import LexborHTMLParser

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.grids import BLANK, GridField, table
from gongkai.pure.declare import Col, Grid, Line
from gongkai.pure.declare.grid import Fault

COSTS = Grid(
    columns=(Col("item", "项目", required=True), Col("sum", "金额", "number")),
    lines=(Line("total", "合计", parts=("a",)), Line("a", "甲<b>", level=1)),
    unit="万元",
)
STEPS = Grid(columns=(Col("on", "日期", "date"), Col("said", "进展", "long", required=True)), most=9)
ASKED = Grid(
    columns=(Col("who", "提问人"), Col("question", "问题", "long"), Col("answer", "答复", "long")), asked="question"
)


class Form(UiForm):
    costs = GridField(COSTS, label="费用")
    steps = GridField(STEPS, label="进展", required=False)
    asked = GridField(ASKED, label="问答", required=False)


def rows(html: str) -> list[list[str]]:
    return [[cell.text() for cell in row.css("th, td")] for row in LexborHTMLParser(html).css("tbody tr")]


def test_figures_are_shown_alike_and_escaped():
    html = table(COSTS, [{"item": "合计", "sum": "1200.5"}, {"item": "甲<b>", "sum": "1200"}], "费用")
    assert rows(html) == [["合计", "1,200.5"], ["甲<b>", "1,200.0"]]
    assert "单位：万元" in html and "对得上" in html and "甲&lt;b&gt;" in html


def test_questions_stand_above_their_answers():
    html = table(ASKED, [{"who": "记者", "question": "为什么？", "answer": "一\n二"}], "问答")
    tree = LexborHTMLParser(html)
    assert tree.css_first("dt").text() == "记者：为什么？" and [p.text() for p in tree.css("dd p")] == ["一", "二"]


def test_an_empty_form_has_the_declared_lines_and_some_empty_rows():
    tree = LexborHTMLParser(str(Form()))
    assert [each.text() for each in tree.css("tbody th")] == ["合计", "甲<b>"]
    assert tree.css_first("[name=steps-rows]").attributes["value"] == str(BLANK)
    assert len(tree.css("[name^=asked-][name$=-question]")) == 2
    named = {label.attributes["for"] for label in tree.css("label[for]")}
    assert {cell.attributes["id"] for cell in tree.css("[name^=asked-]:not([type=hidden])")} <= named


def test_what_was_typed_comes_back_with_room_for_more():
    sent = QueryDict(mutable=True)
    sent.update(
        {"costs-0-sum": "3\u200b", "costs-1-sum": "2", "steps-rows": "2", "steps-0-on": "", "steps-1-said": "开工"}
    )
    form = Form(sent)
    assert form.is_valid()
    assert form.cleaned_data["costs"] == [{"item": "合计", "sum": "3"}, {"item": "甲<b>", "sum": "2"}]
    assert form.cleaned_data["steps"] == [{"on": "", "said": ""}, {"on": "", "said": "开工"}]
    form.fields["costs"].mark([Fault(0, "sum", "差1")])
    tree = LexborHTMLParser(str(form))
    assert [cell.attributes["name"] for cell in tree.css("[aria-invalid]")] == ["costs-0-sum"]
    assert tree.css_first("[name=steps-rows]").attributes["value"] == str(2 + BLANK)


def test_no_more_rows_are_read_than_a_table_may_have():
    sent = QueryDict(mutable=True)
    sent["steps-rows"] = "9999"
    assert len(Form(sent)["steps"].data) == STEPS.most + BLANK
    sent["steps-rows"] = "-1"
    assert Form(sent)["steps"].data == []
