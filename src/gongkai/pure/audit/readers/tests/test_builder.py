"""Rows of a table that hold sentences are paragraphs."""

from gongkai.pure.audit.document import Document
from gongkai.pure.audit.readers.builder import Builder, Field

SENTENCE = "全年共收到政府信息公开申请286件，其中网络申请203件、信函申请83件。"


def built(*rows: tuple[str, ...]) -> Document:
    builder = Builder()
    builder.table(Field(text, row, column) for row, cells in enumerate(rows) for column, text in enumerate(cells))
    return builder.document()


def paragraphs(document: Document) -> list[str]:
    return [document.text[each.start : each.end] for each in document.paragraphs]


def test_a_sheet_with_a_paragraph_a_row_is_text():
    made = built(("某县年报", ""), ("一、申请", ""), (SENTENCE, ""), ("", "二、其他"), (SENTENCE, ""))
    assert paragraphs(made) == ["某县年报", "一、申请", SENTENCE, "二、其他", SENTENCE]
    assert made.tables == ()


def test_the_rows_of_a_table_among_them_stay_cells():
    made = built(("一、申请", ""), (SENTENCE, ""), ("项目", "件"), ("网上", "203"))
    assert paragraphs(made) == ["一、申请", SENTENCE]
    assert [made.text[cell.start : cell.end] for cell in made.tables[0].cells] == ["项目", "件", "网上", "203"]


def test_a_sentence_beside_a_figure_is_a_cell():
    made = built((SENTENCE, "286"), ("网上", "203"))
    assert (paragraphs(made), len(made.tables)) == ([], 1)
