"""How long the file of a case is kept."""

from datetime import date

import pytest

from gongkai.pure.law.outcomes import RULES, outcomes_for
from gongkai.pure.law.retention import retention, table
from gongkai.pure.law.reviews import LITIGATION_RESULTS, RECONSIDERATION_RESULTS


@pytest.mark.parametrize(
    "procedure, outcome, reviewed, label",
    [
        ("foi", "3_1", False, "10年"),
        ("foi", "3_1", True, "30年"),
        ("foi", "3_2", False, "30年"),
        ("foi", "3_3_4", False, "30年"),
        ("foi", "c341", False, "30年"),
        ("foi", "c32", False, "10年"),
        ("reconsideration", "rec_perform", False, "永久"),
        ("reconsideration", "rec_upheld", False, "30年"),
        ("litigation", "suit_rejected", False, "30年"),
        ("complaint", "upheld", False, "10年"),
    ],
)
def test_the_first_rule_that_fits_holds(procedure, outcome, reviewed, label):
    assert retention(procedure, outcome, reviewed=reviewed).label == label


@pytest.mark.parametrize("outcome, until", [("3_1", date(2036, 12, 31)), ("3_3_4", date(2056, 12, 31))])
def test_the_term_begins_with_the_year_after(outcome, until):
    assert retention("foi", outcome, reviewed=False).until(date(2026, 3, 2)) == until


def test_what_is_kept_permanently_has_no_last_day():
    assert retention("reconsideration", "rec_redo", reviewed=False).until(date(2026, 3, 2)) is None


def test_every_outcome_that_a_rule_names_exists():
    known = {each.code for law in RULES for each in outcomes_for(law)}
    known |= {each.code for each in (*RECONSIDERATION_RESULTS, *LITIGATION_RESULTS)}
    named = {code for rule in table()["rule"] for code in rule.get("outcomes", ()) if "*" not in code}
    assert named <= known
