"""Markdown: marks off, tables in."""

import pytest

from gongkai.pure.audit.readers import read


def texts(source: str) -> list[str]:
    document = read(source.encode(), "report.md")
    return [document.text[each.start : each.end] for each in document.paragraphs]


def test_marks_are_taken_off():
    assert texts("共**12**件，`34`件，[见附件](http://a/5)，~~5~~6件。") == ["共12件，34件，见附件，56件。"]


def test_headings_items_and_their_marks():
    document = read("# 年报\n\n## 一、总体\n\n1. 甲\n2. 乙\n\n- 丙\n\n　　正文。\n".encode(), "r.md")
    assert [(document.text[each.start : each.end], each.kind) for each in document.paragraphs] == [
        ("年报", "title"), ("一、总体", "heading"), ("1. 甲", "item"), ("2. 乙", "item"), ("丙", "item"), ("正文。", "text"),
    ]  # fmt: skip


def test_an_indented_paragraph_is_no_code():
    assert texts("    正文一句，共3件。") == ["正文一句，共3件。"]


def test_a_table_of_pipes():
    document = read("|项|数|\n|---|---|\n|甲|**1**|\n".encode(), "r.md")
    assert [document.text[each.start : each.end] for each in document.tables[0].cells] == ["项", "数", "甲", "1"]


def test_html_within_keeps_merged_cells():
    document = read(
        "正文。\n\n<table><tr><td colspan=2>甲</td></tr><tr><td>1</td><td>2</td></tr></table>\n".encode(), "r.md"
    )
    assert [each.columns for each in document.tables[0].cells] == [2, 1, 1]


def test_pictures_are_noted():
    assert [note.code for note in read("正文。![图](a.png)".encode(), "r.md").notes] == ["skipped-pictures"]


@pytest.mark.parametrize("name", ["r.txt", ""])
def test_only_the_name_tells_markdown_from_text(name):
    assert read("# 年报".encode(), name).text == "# 年报"
