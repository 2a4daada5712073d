from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.law.applicants import APPLICANT_TYPES
from gongkai.pure.law.layout import one_column
from gongkai.pure.law.relations import check
from gongkai.pure.law.tables import TABLES

# Sections one and three of a county's published table for 2017; blank cells read as zero unless a test says otherwise.
SECTION_ONE = {"a1": 8645, "a1n": 47, "a1m": 47, "a21": 0, "a22": 4198, "a23": 358, "a24": 82, "a25": 3960}
SECTION_THREE = {"c1": 7, "c11": 4, "c12": 0, "c13": 2, "c14": 1, "c2": 7, "c21": 7, "c22": 0, "c3": 7, "c32": 7}
SECTION_THREE |= {key: 0 for key in ("c31", "c33", "c34", "c35", "c36", "c37", "c38")}
SECTION_THREE |= {key: 0 for key in ("c341", "c342", "c343", "c344", "c345", "c346")}


def checked(table_key, values, previous=None):
    return {(each.id, each.at): each for each in check(TABLES[table_key], values, previous)}


def checked_2014(**figures):
    return {key[0]: each for key, each in checked("2014", one_column(figures)).items()}


def test_a_total_above_the_sum_of_all_channels_is_an_error():
    one = checked_2014(**SECTION_ONE)["T14-a1-sum"]

    assert (one.holds, one.level) == (False, "E")
    assert one.detail == "8645>8598=0+4198+358+82+3960"


def test_the_rest_of_section_one_holds():
    found = checked_2014(**SECTION_ONE)

    assert [found[key].holds for key in ("T14-a1n", "T14-a1m", "T14-a1-max")] == [True, True, True]
    assert found["T14-a1-max"].detail == "4198≤8645"


def test_a_channel_above_the_total_is_an_error():
    assert checked_2014(**SECTION_ONE | {"a22": 8646})["T14-a1-max"].holds is False
    assert checked_2014(**SECTION_ONE | {"a22": 8645})["T14-a1-max"].holds is True


def test_section_three_of_the_published_table_holds():
    found = checked_2014(**SECTION_THREE, carried_in=0)

    told = {key: found[key].detail for key in ("T14-c1", "T14-c2", "T14-c3", "T14-c34", "T14-c3-c2", "T14-c2-c1")}
    assert all(found[key].holds for key in told)
    assert told["T14-c1"] == "7=4+0+2+1"
    assert told["T14-c2"] == "7=7+0"
    assert told["T14-c2-c1"] == "7≤7=7+0"


def test_a_blank_cell_is_not_a_zero():
    found = checked_2014(**SECTION_THREE | {"c12": None})

    assert found["T14-c1"].holds is None
    assert "2.传真申请数" in found["T14-c1"].detail
    assert found["T14-c2"].holds is True


def test_what_is_not_kept_in_the_system_is_unknown_and_not_wrong():
    found = checked_2014(**SECTION_ONE, **SECTION_THREE)

    assert {found[key].holds for key in ("T14-d", "T14-e", "T14-h3", "T14-b1", "T14-c2-c1")} == {None}


def test_a_broken_equation_shows_both_sides():
    assert checked_2014(**SECTION_THREE | {"c13": 3})["T14-c1"].detail == "7≠8=4+0+3+1"


def test_answers_other_than_closings_only_warn():
    one = checked_2014(**SECTION_THREE | {"c2": 8})["T14-c3-c2"]

    assert (one.holds, one.level) == (False, "W")


COLUMNS = [each.key for each in APPLICANT_TYPES]
LEAVES = [row.key for row in TABLES["2021-3"].rows if row.parent and row.kind == "leaf"]


def part_three(received, carried_in, leaves):
    """A table that adds up, from counts by applicant type: received and carried_in by column, leaves by row and column."""
    rows = {"r1": received, "r2": carried_in, **leaves}
    rows["r3_7"] = {column: sum(leaves[key][column] for key in leaves) for column in COLUMNS}
    rows["r4"] = {column: received[column] + carried_in[column] - rows["r3_7"][column] for column in COLUMNS}
    return {key: {**figures, "total": sum(figures.values())} for key, figures in rows.items()}


counts = st.fixed_dictionaries({column: st.integers(0, 400) for column in COLUMNS})


@st.composite
def tables_that_add_up(draw):
    leaves = {key: {column: 0 for column in COLUMNS} for key in LEAVES}
    for key in draw(st.lists(st.sampled_from(LEAVES), max_size=6)):
        leaves[key] = draw(counts)
    closed = {column: sum(row[column] for row in leaves.values()) for column in COLUMNS}
    carried_in, carried_out = draw(counts), draw(counts)
    received = {column: max(0, closed[column] + carried_out[column] - carried_in[column]) for column in COLUMNS}
    carried_in = {column: max(carried_in[column], 0) for column in COLUMNS}
    return part_three(received, carried_in, leaves)


@given(tables_that_add_up())
def test_a_table_made_of_its_leaves_holds_throughout(values):
    last_year = {"r4": values["r2"]}

    assert {each.holds for each in check(TABLES["2021-3"], values, last_year)} == {True}


@given(
    tables_that_add_up(),
    st.sampled_from(LEAVES),
    st.sampled_from([*COLUMNS, "total"]),
    st.integers(1, 9),
)
def test_one_changed_leaf_breaks_its_row_and_its_column(values, row, column, more):
    values[row][column] += more
    label = TABLES["2021-3"].column(column).label
    found = checked("2021-3", values, {"r4": values["r2"]})

    broken = {key for key, each in found.items() if each.holds is False}
    assert broken == {("T3-sum", label), ("T3-row", TABLES["2021-3"].row(row).label)}


def sample():
    zero = {column: 0 for column in COLUMNS}
    leaves = {key: dict(zero) for key in LEAVES}
    leaves["r3_1"]["natural"] = 200
    leaves["r3_4_1"]["natural"] = 23
    return part_three(zero | {"natural": 222}, zero | {"natural": 9}, leaves)


def test_the_printed_relation_spells_out_both_sums():
    assert checked("2021-3", sample())["T3-col", "自然人"].detail == "222+9=223+8=231"
    assert checked("2021-3", sample())["T3-sum", "自然人"].detail == "223=200+23"


def test_the_printed_relation_broken():
    values = sample()
    values["r4"]["natural"] = 7
    one = checked("2021-3", values)["T3-col", "自然人"]

    assert one.holds is False
    assert one.detail == "222+9=231≠230=223+7"


def test_what_was_carried_out_last_year_is_carried_in_this_year():
    carried_out = {"r4": sample()["r2"]}
    missing_one = {"r4": carried_out["r4"] | {"natural": 8}}

    assert checked("2021-3", sample(), carried_out)["T3-carry", "自然人"].holds is True
    assert checked("2021-3", sample(), missing_one)["T3-carry", "自然人"].detail == "9≠8"
    unknown = checked("2021-3", sample())["T3-carry", "自然人"]
    assert unknown.holds is None
    assert "上年" in unknown.detail


@pytest.mark.parametrize("key", ["2021-4", "2019-4"])
def test_each_kind_of_review_adds_up(key):
    values = {"reconsideration": {"upheld": 3, "corrected": 1, "other": 0, "pending": 2, "total": 6}}
    values["litigation_direct"] = values["reconsideration"] | {"total": 7}
    found = checked(key, values, {"reconsideration": {"pending": 7}})

    assert found["T4-sum", "行政复议"].holds is True
    assert found["T4-sum", "未经复议直接起诉"].holds is False
    assert found["T4-sum", "复议后起诉"].holds is None
    assert (found["T4-carry", "行政复议"].holds, found["T4-carry", "行政复议"].level) == (False, "W")


def test_documents_in_force_follow_from_last_year():
    values = {"p20_1_normative": {"issued": 12, "repealed": 5, "in_force": 87}}
    last_year = {"p20_1_normative": {"in_force": 80}}
    found = checked("2021-2", values, last_year)["T2-stock", "行政规范性文件"]

    assert (found.holds, found.detail) == (True, "87=80+12-5")
    values["p20_1_normative"]["in_force"] = 88
    assert checked("2021-2", values, last_year)["T2-stock", "行政规范性文件"].detail == "88≠87=80+12-5"


@pytest.mark.parametrize("figure, holds", [(-1, False), (0, True), (Decimal("1.5"), False), (Decimal("2"), True)])
def test_counts_are_whole_and_not_negative(figure, holds):
    assert checked_2014(a1=figure)["T14-neg"].holds is holds


def test_money_may_have_decimals_but_is_not_negative():
    assert checked_2014(g=Decimal("0.35"))["T14-neg"].holds is True
    assert checked_2014(g=Decimal("-0.35"))["T14-neg"].holds is False
    assert checked("2021-2", {"p20_8_fees": {"fees": Decimal("10.5")}})["T2-neg", ""].holds is True


def test_a_table_without_figures_is_unknown_throughout():
    for table in TABLES.values():
        assert {each.holds for each in check(table, {})} == {None}
