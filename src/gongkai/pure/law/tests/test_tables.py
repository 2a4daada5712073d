import pytest

from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, PUBLICATION_CHANNELS, as_choices, label_of
from gongkai.pure.law.layout import Blank, Count, WrongYear
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, RULES, outcomes_for
from gongkai.pure.law.relations import Relation
from gongkai.pure.law.reviews import COLUMNS, LITIGATION, RECONSIDERATION, RESULTS
from gongkai.pure.law.tables import TABLES, table_for

COUNTING = ("2014", "2019-3", "2021-3")
EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
EVERY_COUNTING = pytest.mark.parametrize("table", [TABLES[key] for key in COUNTING], ids=COUNTING)


@EVERY
def test_keys_are_unique_and_parents_stand_above(table):
    seen = set()
    for row in table.rows:
        assert row.key not in seen
        assert row.parent is None or row.parent in seen
        seen.add(row.key)
    assert len({column.key for column in table.columns}) == len(table.columns)


@EVERY
def test_heads_have_no_cells_and_other_rows_have_some(table):
    for row in table.rows:
        cells = [cell for column in table.columns if (cell := table.cell(row.key, column.key))]
        assert bool(cells) == (row.kind != "head")


@EVERY
def test_relations_speak_of_cells_that_exist(table):
    for relation in table.relations:
        if isinstance(relation, Relation):
            keys = [term.key for term in (*relation.left, *relation.right)]
            named = table.row if relation.along == "columns" else table.column
            assert [named(key).key for key in keys] == keys


@EVERY_COUNTING
def test_every_outcome_of_every_rule_has_exactly_one_row(table):
    pairs = [(rule, each.code) for rule in RULES for each in outcomes_for(rule)]
    rows_of = {pair: [] for pair in pairs}
    for row in table.rows:
        if row.kind == "leaf" and isinstance(row.cell, Count):
            for pair in pairs:
                if pair[1] in row.cell.where.get("outcome", ()):
                    rows_of[pair].append(row.key)

    assert rows_of == {(rule, code): [table.leaf_of(rule, code)] for rule, code in pairs}


@pytest.mark.parametrize(
    "old, row",
    [
        ("c31", "r3_1"),
        ("c32", "r3_1"),
        ("c33", "r3_2"),
        ("c341", "r3_3_1"),
        ("c342", "r3_3_4"),
        ("c343", "r3_3_4"),
        ("c344", "r3_3_3"),
        ("c346", "r3_3_2"),
        ("c35", "r3_4_1"),
        ("c36", "r3_4_1"),
        ("c37", "r3_4_3"),
        ("c38", "r3_5_1"),
        ("c345", "r3_6_3"),
    ],
)
def test_old_outcomes_in_the_later_forms(old, row):
    assert TABLES["2021-3"].leaf_of(FOI_2008, old) == row
    assert TABLES["2019-3"].leaf_of(FOI_2008, old) == ("r3_6" if row == "r3_6_3" else row)


def test_the_trial_form_has_one_row_for_all_other_handling():
    trial = TABLES["2019-3"]

    assert {trial.leaf_of(FOI_2019, code) for code in ("3_6_1", "3_6_2", "3_6_3")} == {"r3_6"}
    assert trial.row("r3_6").kind == "leaf"


def test_unknown_outcome_is_told():
    with pytest.raises(LookupError, match="c99"):
        TABLES["2014"].leaf_of(FOI_2008, "c99")


def test_part_three_has_25_rows_of_7_figures():
    for key, rows in (("2021-3", 25), ("2019-3", 23)):
        table = TABLES[key]
        assert len(list(table.cells())) == rows * 7
        assert [column.key for column in table.columns] == [*(each.key for each in APPLICANT_TYPES), "total"]


def test_a_cell_narrows_the_row_by_the_column():
    table = TABLES["2021-3"]

    assert table.cell("r1", "natural") == Count("foi.received", {"applicant": "natural"})
    assert table.cell("r1", "total") == Count("foi.received", {})
    assert table.cell("r3_2", "legal") == Count("foi.closed", {"outcome": ("3_2", "c33"), "applicant": "legal"})
    assert table.cell("r3", "total") is None


def test_all_of_2014_is_counted():
    table = TABLES["2014"]
    counted = {row.key[0] for row, _, cell in table.cells() if isinstance(cell, Count) and row.kind != "aside"}
    blank = {row.key[0] for row, _, cell in table.cells() if isinstance(cell, Blank)}

    assert (counted, blank) == (set("abcdefghi"), set())
    assert table.cell("a1n", "value") == Count("records.published", {"normative": True})
    assert table.cell("c21", "value") == Count("foi.closed", {"within_term": True})
    assert table.cell("c22", "value") == Count("foi.closed", {"within_term": (False, None)})


def test_channels_fill_their_rows():
    table = TABLES["2014"]
    rows = {"c11": "counter", "c12": "fax", "c13": ("web", "email"), "c14": ("letter", "transfer")}
    for row, channel in rows.items():
        assert table.cell(row, "value") == Count("foi.received", {"channel": channel})
    assert {each.cell for each in CHANNELS} == set(rows)
    for each in PUBLICATION_CHANNELS:
        assert table.cell(each.cell, "value") == Count("outlets.published", {"channel": each.key})


def test_part_two_of_the_trial_form_is_counted_where_documents_and_decisions_are():
    table = TABLES["2019-2"]
    counted = {(row.key, column.key): cell for row, column, cell in table.cells() if isinstance(cell, Count)}
    assert set(counted) == {
        *(("p20_1_normative", name) for name in ("made", "published", "published_in_all")),
        *((row, "decisions") for row in ("p20_5_permits", "p20_6_penalties", "p20_6_compulsion")),
    }
    assert counted["p20_1_normative", "published"] == Count("records.published", {"normative": True})
    assert counted["p20_6_penalties", "decisions"] == Count("decisions.taken", {"sort": "penalty"})


def test_part_two_is_counted_but_for_rules():
    cells = TABLES["2021-2"].cells()
    blank = {(row.key, column.key) for row, column, cell in cells if isinstance(cell, Blank)}
    assert blank == {("p20_1_rules", name) for name in ("issued", "repealed", "in_force")}


@pytest.mark.parametrize("key", ["2019-4", "2021-4"])
def test_every_result_of_reconsideration_and_lawsuit_has_exactly_one_column(key):
    table = TABLES[key]
    for row, procedure in (
        ("reconsideration", RECONSIDERATION),
        ("litigation_direct", LITIGATION),
        ("litigation_after", LITIGATION),
    ):
        counted = [code for column in COLUMNS for code in table.cell(row, column).where["outcome"]]
        assert sorted(counted) == sorted(each.code for each in RESULTS[procedure])


def test_every_result_of_reconsideration_and_lawsuit_has_exactly_one_row_of_2014():
    for head, procedure in (("d", RECONSIDERATION), ("e", LITIGATION)):
        cells = [TABLES["2014"].cell(f"{head}{n}", "value") for n in (1, 2, 3)]
        counted = [code for cell in cells for code in cell.where["outcome"]]
        assert sorted(counted) == sorted(each.code for each in RESULTS[procedure])


def test_a_lawsuits_row_is_narrowed_by_its_way():
    table = TABLES["2021-4"]
    assert table.cell("litigation_after", "pending") == Count("lawsuits.pending", {"route": "after"})
    assert table.cell("litigation_direct", "total") == Count("lawsuits.in_hand", {"route": "direct"})
    assert table.cell("litigation", "total") is None


def test_part_two_has_only_the_cells_of_its_blocks():
    table = TABLES["2021-2"]

    assert table.cell("p20_8_fees", "fees") == Count("charges.taken")
    assert table.cell("p20_8_fees", "issued") is None


@pytest.mark.parametrize(
    "year, part, key",
    [
        (2014, None, "2014"),
        (2018, None, "2014"),
        (2019, None, "2019-3"),
        (2020, 2, "2019-2"),
        (2021, None, "2021-3"),
        (2021, 4, "2021-4"),
        (2030, 3, "2021-3"),
    ],
)
def test_the_table_of_a_year(year, part, key):
    table = table_for(year, part)

    assert table.key == key
    table.check_year(year)


def test_before_2014_there_is_no_table():
    with pytest.raises(WrongYear, match="2013") as refused:
        table_for(2013)
    assert "2013年" in refused.value.message_zh


@pytest.mark.parametrize("year, part", [(2014, 3), (2019, 1), (2021, 5)])
def test_a_part_that_does_not_exist_is_told(year, part):
    with pytest.raises(LookupError, match=str(part)):
        table_for(year, part)


@pytest.mark.parametrize(
    "key, year",
    [("2014", 2013), ("2014", 2019), ("2019-3", 2018), ("2019-3", 2021), ("2021-3", 2020), ("2021-4", 2020)],
)
def test_a_table_is_refused_for_a_year_of_another(key, year):
    with pytest.raises(WrongYear) as refused:
        TABLES[key].check_year(year)
    assert str(year) in str(refused.value)
    assert f"{year}年" in refused.value.message_zh


@pytest.mark.parametrize("key, years", [("2014", (2014, 2018)), ("2019-3", (2019, 2020)), ("2021-3", (2021, 2099))])
def test_a_table_is_granted_for_its_first_and_last_year(key, years):
    for year in years:
        TABLES[key].check_year(year)


def test_choices_for_forms():
    assert as_choices(CHANNELS)[0] == ("counter", "当面")
    assert label_of(APPLICANT_TYPES, "welfare") == "社会公益组织"
    with pytest.raises(LookupError, match="pigeon"):
        label_of(CHANNELS, "pigeon")
