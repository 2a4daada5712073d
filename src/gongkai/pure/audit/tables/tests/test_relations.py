"""Filled tables of every form in every layout: all relations hold; one cell changed, exactly those break that law breaks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.pure.audit.tables import find, judge
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.relations import WholeNumbers, check
from gongkai.pure.law.tables import TABLES

LAYOUTS = (*build.FLAT, "grid", "grid, cell on lines")
WRITES = (build.plain, build.wide, build.with_separators)
# Part four of both years is one and the same.
KEYS = ("2014", "2019-2", "2019-3", "2021-2", "2021-3", "2021-4")


def rendered(key, figures, layout, write=build.plain):
    form = TABLES[key]
    if layout.startswith("grid"):
        return build.as_grid(form, figures, write, between="\n" if "lines" in layout else "\t")
    return build.as_text(form, figures, layout, write)


def the_table(document, key):
    (found,) = find(document)
    assert found.form.key == key
    return found


def verdicts(found):
    """(relation, label of column or row) -> finding, for the relations between cells."""
    labels = {each.key: each.label for each in (*found.form.columns, *found.form.rows)} | {"": ""}
    return {(each.args["id"], labels[each.args["where"]]): each for each in judge([found]) if each.kind == "relation"}


def expected(key, figures):
    """What law itself makes of the figures: (relation, at) -> holds."""
    form = TABLES[key]
    whole = {each.id for each in form.relations if isinstance(each, WholeNumbers)}
    return {
        (each.id, each.at): each for each in check(form, figures) if each.id not in whole and each.holds is not None
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**9), write=st.sampled_from(WRITES))
def test_every_cell_is_read_in_every_layout(key, layout, seed, write):
    figures = build.filled(key, random.Random(seed), top=9000)

    found = the_table(rendered(key, figures, layout, write), key)

    told = {(row, column): value for row, cells in figures.items() for column, value in cells.items()}
    assert {place: found.value(*place) for place in told} == told


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_all_relations_of_a_valid_table_hold(key, layout, seed):
    figures = build.filled(key, random.Random(seed))

    found = judge([the_table(rendered(key, figures, layout), key)])

    assert {each.verdict for each in found} <= {"holds"}
    assert len(found) >= len(expected(key, figures))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", ("2014", "2019-3", "2021-3", "2021-4"))
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**9), data=st.data())
def test_one_wrong_cell_breaks_exactly_what_law_breaks(key, layout, seed, data):
    figures = build.filled(key, random.Random(seed))
    row = data.draw(st.sampled_from(sorted(figures)))
    column = data.draw(st.sampled_from(sorted(figures[row])))
    right = figures[row][column]
    wrong = data.draw(st.integers(0, 999).filter(lambda value: value != right))
    figures[row][column] = wrong

    found = the_table(rendered(key, figures, layout), key)
    said = verdicts(found)

    by_law = expected(key, figures)
    broken = {place for place, each in by_law.items() if not each.holds and each.level == "E"}
    warned = {place for place, each in by_law.items() if not each.holds and each.level == "W"}
    assert {place for place, each in said.items() if each.verdict == "contradicts"} == broken
    assert {place for place, each in said.items() if each.reason == "relation.warning"} == warned
    for each in said.values():
        if each.verdict == "contradicts":
            assert found.figure(row, column) in each.figures
            assert each.repair is None or each.repair == (found.figure(row, column), str(right))
