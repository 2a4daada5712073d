import pytest

from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, RULES, codes_by, outcome, outcomes_for
from gongkai.pure.law.tables import TABLES


def test_the_2019_outcomes_are_the_leaf_rows_of_the_2021_form():
    rows = TABLES["2021-3"].rows
    leaves = [(row.key, row.label) for row in rows if row.parent and row.kind == "leaf"]

    assert [(f"r{each.code}", each.label) for each in outcomes_for(FOI_2019)] == leaves


def test_the_2008_outcomes_are_the_leaf_rows_of_the_2014_table():
    rows = TABLES["2014"].rows
    # The first of the six refusals is printed with 其中： before it.
    leaves = [(row.key, row.label.removeprefix("其中：")) for row in rows if row.parent in ("c3", "c34")]
    leaves = [pair for pair in leaves if pair[0] != "c34"]

    assert sorted((each.code, each.label) for each in outcomes_for(FOI_2008)) == sorted(leaves)


def test_no_code_belongs_to_two_rules():
    codes = [each.code for rule in RULES for each in outcomes_for(rule)]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("by, codes", [("lapse", ("3_6_1",)), ("fee", ("3_6_2",)), ("withdrawal or other", ("3_6_3",))])
def test_what_ends_without_an_answer(by, codes):
    assert codes_by(FOI_2019, by) == codes
    assert codes_by(FOI_2008, by) == ()


@pytest.mark.parametrize(
    "rule, code, adverse",
    [
        (FOI_2019, "3_1", False),
        (FOI_2019, "3_2", True),
        (FOI_2019, "3_3_4", True),
        (FOI_2008, "c32", False),
        (FOI_2008, "c33", True),
        (FOI_2008, "c343", True),
    ],
)
def test_less_than_asked_for_is_adverse(rule, code, adverse):
    assert outcome(rule, code).adverse is adverse


def test_an_answer_for_another_organ_names_it():
    assert [each.code for each in outcomes_for(FOI_2019) if each.needs_other_organ] == ["3_4_1"]
    assert [each.code for each in outcomes_for(FOI_2008) if each.needs_other_organ] == ["c35"]


def test_unknown_rule_and_code_are_told():
    with pytest.raises(LookupError, match="foi-1999"):
        outcomes_for("foi-1999")
    with pytest.raises(LookupError, match="c31"):
        outcome(FOI_2019, "c31")


@pytest.mark.parametrize("found", [each for rule in RULES for each in outcomes_for(rule)], ids=lambda each: each.code)
def test_a_letter_decides_in_words_of_its_own(found):
    assert len(found.finding) >= 8 and not found.finding.endswith("。")
    assert not any(word in found.finding for word in ("“三安全", "三类", "四类", "只计", "答复数", "存在数", "公开数"))


def test_a_refusal_says_that_nothing_is_disclosed():
    refusals = [each for each in outcomes_for(FOI_2019) if each.code.startswith("3_3_") and each.code != "3_3_8"]
    refusals += [each for each in outcomes_for(FOI_2008) if each.code.startswith("c34")]
    assert len(refusals) == 13 and all(each.finding.endswith("，不予公开") for each in refusals)


def test_a_letter_never_cites_two_items_of_one_article():
    for each in (each for rule in RULES for each in outcomes_for(rule)):
        bare = [article.split("(")[0] for article in each.cited]
        assert len(bare) == len(set(bare)), each.code
    assert outcome(FOI_2019, "3_4_1").cited == outcome(FOI_2019, "3_1").cited == ("36",)
    assert outcome(FOI_2019, "3_4_1").articles == ("36(4)", "36(5)")
