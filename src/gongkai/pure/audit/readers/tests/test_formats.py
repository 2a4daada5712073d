"""One report in every format gives the same paragraphs and the same table."""

import re

import pytest

from gongkai.pure.audit.readers import read
from gongkai.pure.audit.readers.tests import samples

EXPECTED = [samples.TITLE, *(text for _, text in samples.BLOCKS + samples.AFTER)]
FLAT = [(text, row, column, 1, 1) for row, line in enumerate(samples.flat_rows()) for column, text in enumerate(line)]
TEXTS = {
    "utf-8": samples.as_text().encode(),
    "bom": samples.as_text().encode("utf-8-sig"),
    "gb18030": samples.as_text().encode("gb18030"),
    "utf-16": samples.as_text().encode("utf-16"),
    "utf-16-unmarked": samples.as_text().encode("utf-16-le"),
    "bars": samples.as_text("|").encode(),
    "crlf": samples.as_text().replace("\n", "\r\n").encode(),
    "markdown": samples.as_markdown().encode(),
}
MERGED = {
    "html": samples.as_page().encode(),
    "html-gbk": samples.as_page("gb2312").encode("gb18030"),
    "html-utf-16": samples.as_page().encode("utf-16"),
    "html-lies": samples.as_page("gb2312").encode(),
    "docx": samples.as_word(),
}


@pytest.mark.parametrize("form", TEXTS)
def test_a_text_in_any_encoding_and_drawing(form):
    document = read(TEXTS[form], "report.md" if form == "markdown" else "")
    assert samples.words(document) == EXPECTED
    assert samples.cells(document) == FLAT
    assert len(document.tables) == 1


@pytest.mark.parametrize("form", MERGED)
def test_formats_with_merged_cells(form):
    document = read(MERGED[form])
    kept = [words for words in samples.words(document) if not words.startswith("发布日期")]
    assert kept == EXPECTED
    assert samples.cells(document) == list(samples.CELLS)
    assert len(document.tables) == 1


@pytest.mark.parametrize("height", [297, 200, 148])
def test_pdf_pages_of_any_height_break_neither_paragraphs_nor_tables(height):
    document = read(samples.as_pdf(height, times=2))
    assert samples.words(document) == [EXPECTED[0], *EXPECTED[1:6] * 2, *EXPECTED[6:]]
    assert samples.cells(document) == list(samples.CELLS)
    assert len(document.tables) == 1
    assert "dropped-page-parts" in [note.code for note in document.notes]


def test_a_workbook_gives_the_table():
    document = read(samples.as_book())
    assert samples.cells(document) == list(samples.CELLS)
    assert document.paragraphs == ()


@pytest.mark.parametrize("data", [*TEXTS.values(), *MERGED.values(), samples.as_book(), samples.as_pdf()])
def test_every_span_lies_within_the_text_in_order_and_apart(data):
    document = read(data)
    blocks = sorted((*document.paragraphs, *document.tables), key=lambda block: block.start)
    ends = [0]
    for block in blocks:
        assert ends[-1] <= block.start < block.end <= len(document.text)
        ends.append(block.end)
    for paragraph in document.paragraphs:
        words = document.text[paragraph.start : paragraph.end]
        assert words == words.strip()
    for table in document.tables:
        taken = set()
        for cell in table.cells:
            assert table.start <= cell.start <= cell.end <= table.end
            places = {
                (row, column)
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            }
            assert not places & taken
            taken |= places
    assert [paragraph.start for paragraph in document.paragraphs] == sorted(each.start for each in document.paragraphs)


def test_a_plain_text_is_handed_over_as_it_stands():
    text = samples.as_text()
    assert read(text.encode("gb18030")).text == text


def test_a_file_is_read_as_its_content_says(tmp_path):
    for name, data in (("a.txt", samples.as_word()), ("b.docx", TEXTS["utf-8"]), ("c.pdf", MERGED["html"])):
        (tmp_path / name).write_bytes(data)
        assert samples.TITLE in re.sub(r"\s", "", read(tmp_path / name).text)


def test_a_path_may_be_a_word(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXTS["gb18030"])
    assert read(str(path)) == read(path)
