"""PDF: text layer, page edges, tables over pages, numbers at a line's end."""

import io

import pypdfium2
import pytest
import typst

from gongkai.pure.audit.readers import read
from gongkai.pure.audit.readers.pages import Letter, Line, _glued, _goes_on, _shown, lines_of
from gongkai.pure.audit.readers.tests import samples


def letter(text: str, left: float, top: float = 0, width: float = 10) -> Letter:
    return Letter(text, left, top, left + width, top + 12)


def test_letters_become_lines_from_the_left_and_the_top():
    letters = [letter("二", 10), letter("三", 0, 20), letter("一", 0)]
    assert [line.text for line in lines_of(letters)] == ["一二", "三"]


def test_a_wide_gap_is_a_space_and_a_narrow_one_is_none():
    assert [line.text for line in lines_of([letter("甲", 0), letter("乙", 14), letter("丙", 40)])] == ["甲乙 丙"]


def test_a_letter_printed_twice_to_look_bold_counts_once():
    assert [line.text for line in lines_of([letter("3", 0), letter("3", 0.3), letter("3", 10)])] == ["33"]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("共受", "理", "共受理"),
        ("共12", "34件", "共12\n34件"),
        ("共12", "件", "共12件"),
        ("open", "data", "open data"),
        ("", "甲", "甲"),
    ],
)
def test_lines_are_joined_without_deciding_about_digits(first, second, text):
    assert _glued(first, second) == text


@pytest.mark.parametrize(("turn", "place"), [(0, (10, 80)), (90, (20, 10)), (180, (190, 20)), (270, (80, 190))])
def test_turned_pages(turn, place):
    """A sheet of 200 by 100, or 100 by 200 as shown when it lies on its side."""
    width, height = (200, 100) if turn in (0, 180) else (100, 200)
    assert _shown(10, 20, width, height, turn) == place


@pytest.mark.parametrize(("angle", "turn"), [(-90, 90), (90, 270), (180, 180)])
def test_a_page_printed_on_its_side_is_read_as_it_is_shown(angle, turn):
    body = "#table(columns: (1fr, 1fr), [Item], [Count], [A], [34], table.cell(colspan: 2)[both 5])"
    markup = f"#set document(date: none)\n#rotate({angle}deg, reflow: true, box(width: 150mm)[Some words 12. {body}])"
    source = pypdfium2.PdfDocument(typst.compile(markup.encode()))
    source[0].set_rotation(turn)
    target = io.BytesIO()
    source.save(target)
    document = read(target.getvalue())
    assert samples.words(document) == ["Somewords12."]
    assert samples.cells(document) == [
        ("Item", 0, 0, 1, 1), ("Count", 0, 1, 1, 1), ("A", 1, 0, 1, 1), ("34", 1, 1, 1, 1), ("both5", 2, 0, 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "right", "further", "goes_on"),
    [
        ("较去年同期", 500, "3880条增长8.6%", True),
        ("较去年同期", 472, "3880条增长8.6%", True),
        ("较去年同期", 440, "3880条增长8.6%", False),  # more is missing than the number is wide
        ("较去年同期", 472, "三千条增长8.6%", False),
        ("其中信函16", 472, "件、网上9件", True),
        ("其中信函16", 460, "件、网上9件", False),  # more is missing than 件、 is wide
        ("全年工作完成。", 472, "2021年继续公开", False),
    ],
)
def test_a_line_ends_short_by_what_is_not_parted_and_does_not_fit(line, right, further, goes_on):
    before, after = Line(line, 60, 100, right, 116), Line(further, 60, 120, 500, 136)
    assert _goes_on(before, after, 60, 500, True) is goes_on


def test_text_at_the_pages_edge_is_no_header():
    """The same sentence at the same height of each page, close to the text below."""
    page = "Same words end\\ and go on here. #v(1fr) #pagebreak(weak: true)"
    markup = f"#set document(date: none)\n#set page(height: 300pt, margin: 20pt)\n{page * 3}"
    assert read(typst.compile(markup.encode())).text.count("Same words end") == 3


def test_page_numbers_and_headers_are_dropped_and_noted():
    document = read(samples.as_pdf(297, 4))
    assert "清河县人民政府办公室" not in document.text
    assert "—" not in document.text
    assert "dropped-page-parts" in [note.code for note in document.notes]


def test_a_table_over_pages_is_one_even_where_the_break_cuts_merged_cells():
    document = read(samples.as_pdf(120, 1))
    assert len(document.tables) == 1
    assert [cell[:3] for cell in samples.cells(document) if cell[0]] == [cell[:3] for cell in samples.CELLS if cell[0]]
    assert "joined-tables" in [note.code for note in document.notes]
