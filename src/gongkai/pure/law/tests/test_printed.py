"""How the forms are printed: nothing of a table is lost, no two cells stand in one place, the lines are even."""

import pytest

from gongkai.pure.law.printed import heads, printed
from gongkai.pure.law.tables import TABLES

FILLED = {
    key: {row.key: {c.key: n for c in table.columns if table.cell(row.key, c.key)} for n, row in enumerate(table.rows)}
    for key, table in TABLES.items()
}


def places(key: str) -> dict[tuple[int, int], object]:
    """Which cell covers each place of the printed form."""
    found: dict[tuple[int, int], object] = {}
    for row, line in enumerate(printed(TABLES[key], FILLED[key])):
        column = 0
        for cell in line:
            while (row, column) in found:
                column += 1
            for y in range(cell.rows):
                for x in range(cell.columns):
                    assert (row + y, column + x) not in found, f"two cells at {row + y}/{column + x}"
                    found[row + y, column + x] = cell
            column += cell.columns
    return found


@pytest.mark.parametrize("key", TABLES)
def test_every_place_is_covered_once(key):
    found = places(key)
    height, width = max(row for row, _ in found) + 1, max(column for _, column in found) + 1
    assert len(found) == height * width


@pytest.mark.parametrize("key", TABLES)
def test_every_figure_of_the_form_is_printed_once(key):
    told = [cell.place for line in printed(TABLES[key], FILLED[key]) for cell in line if cell.place]
    asked = [(row.key, column.key) for row, column, _ in TABLES[key].cells() if row in TABLES[key].rows]
    assert sorted(told) == sorted(asked)


@pytest.mark.parametrize(
    ("key", "width", "top"), [("2014", 3, 1), ("2021-2", 4, 0), ("2021-3", 10, 3), ("2021-4", 15, 3)]
)
def test_forms_are_as_wide_as_they_are_prescribed_and_their_heads_are_repeated(key, width, top):
    assert max(column for _, column in places(key)) + 1 == width
    assert heads(printed(TABLES[key], FILLED[key])) == top


def test_a_blank_is_no_zero():
    table = TABLES["2021-4"]
    values = FILLED["2021-4"] | {"reconsideration": {"upheld": None, "corrected": 0}}
    told = {cell.place: cell.text for line in printed(table, values) for cell in line if cell.place}
    assert told["reconsideration", "upheld"] == "" and told["reconsideration", "corrected"] == "0"
