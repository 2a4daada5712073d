"""An annual report: its tables stand in its text where their parts begin, are kept without loss, and what contradicts itself is not published
unexplained."""

import pytest

from gongkai.kinds.annual import Annual
from gongkai.kinds.annual.faces import site
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.law.outlines import outline, tokens
from gongkai.pure.law.table2021 import PART_TITLES
from gongkai.pure.law.tables import TABLES

TABLE = TABLES["2021-3"]
ZERO = {
    key: {row.key: {c.key: 0 for c in table.columns if table.cell(row.key, c.key)} for row in table.rows}
    for key, table in TABLES.items()
}
BODY = "".join(f"<h2>{title}</h2><p>正文{n}</p>" for n, title in enumerate(PART_TITLES)) + '<p class="signed">某局</p>'


def report(values=None, **changes) -> dict:
    figures = {key: ZERO[key] | (values or {}).get(key, {}) for key in ("2021-2", "2021-3", "2021-4")}
    content = {
        "title": "某局2025年政府信息公开工作年度报告",
        "formed_on": "2026-01-12",
        "year": "2025年度",
        "covers": "own",
        "size": 7,
        "body": BODY,
    }
    return Annual.clean(content | Annual.tabled(figures) | changes)


def row(key: str, **figures: int) -> dict:
    return {key: ZERO["2021-3"][key] | figures}


def test_its_figures_are_kept_as_they_were_counted():
    values = {"2021-3": row("r1", natural=3, total=3) | row("r4", natural=3, total=3), "2021-4": {}}
    kept = Annual.figures(report(values))
    assert kept["2021-3"] == ZERO["2021-3"] | values["2021-3"] and kept["2021-2"] == ZERO["2021-2"]
    blank = {"2021-2": {"p20_8_fees": {"fees": None}}}
    assert Annual.figures(report(blank))["2021-2"]["p20_8_fees"] == {"fees": None}
    assert set(kept) == {"2021-2", "2021-3", "2021-4"}


def test_each_table_stands_behind_the_text_of_its_part():
    text = Annual.text(report())
    for n, key in enumerate(("2021-2", "2021-3", "2021-4"), start=1):
        part = text[text.index(f"正文{n}") : text.index(f"正文{n + 1}")]
        assert part.count("<table") == 1, key
    assert text.endswith('<p class="signed">某局</p>')


def test_a_table_whose_part_has_another_title_stands_at_the_end_before_the_signature():
    text = Annual.text(report(body=BODY.replace(PART_TITLES[2], "三、申请")))
    assert text.index(PART_TITLES[2]) > text.index("正文5") and text.index("<table", text.index("正文5")) < text.index(
        "某局"
    )


def test_a_report_written_elsewhere_has_its_text_alone():
    content = report() | dict.fromkeys(Annual.tabled({}))
    assert Annual.text(content) == content["body"] and Annual.figures(content) == {}


@pytest.mark.parametrize(("day", "fine"), [("2025-12-31", False), ("2026-01-01", True), ("2026-01-02", True)])
def test_a_year_is_over_before_it_is_reported(day, fine):
    if fine:
        assert report(formed_on=day)["year"] == "2025"
    else:
        with pytest.raises(FieldErrors) as refused:
            report(formed_on=day)
        assert set(refused.value.errors) == {"formed_on"}


def test_what_its_tables_and_its_words_say_must_agree():
    assert Annual.wrong(report()) == []
    (first, *_) = Annual.wrong(report({"2021-3": row("r1", natural=3, total=3)}))
    assert "第一项加第二项之和" in first and "3" in first
    text = BODY.replace("正文0", "本年新收政府信息公开申请5件。")
    three = {"2021-3": row("r1", natural=3, total=3) | row("r4", natural=3, total=3)}
    assert any("5件" in each for each in Annual.wrong(report(three, body=text)))
    assert Annual.wrong(report(three, body=text.replace("5件", "3件"))) == []


def test_what_is_explained_is_told_along_with_it():
    text = Annual.text(report(explained="机构改革，上年的数并入。\n见附件。"))
    assert "<h2>数据说明</h2><p>机构改革，上年的数并入。</p><p>见附件。</p>" in text


def test_its_line_and_its_linked_data():
    view = report(covers="government")
    assert site.line(view) == ["2025年度", "本级政府和各部门、乡镇"]
    assert site.linked(view)["temporalCoverage"] == "2025"


@pytest.mark.parametrize("year", [2016, 2020, 2025])
def test_outlines_name_figures_that_can_be_counted(year):
    from gongkai.engines.reporting.figures import meaning

    named = list(tokens(outline(year)))
    assert named and all(meaning(token) for token in named)
