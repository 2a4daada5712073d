"""What a finding over a table carries: the figures, the arithmetic, the one repair; last year's table; counts out of bounds."""

import random
from decimal import Decimal

import pytest

from gongkai.pure.audit.say import sentence
from gongkai.pure.audit.tables import find, judge
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.audit.tables.words import REASONS, RULES_EN
from gongkai.pure.law.tables import TABLES


def table(key, figures, layout="tabs"):
    document = build.as_grid(TABLES[key], figures) if layout == "grid" else build.as_text(TABLES[key], figures, layout)
    (found,) = find(document)
    return document, found


def broken(found, previous=()):
    return [each for each in judge([found], previous) if each.verdict == "contradicts"]


def filled(key="2021-3", seed=1):
    return build.filled(key, random.Random(seed), 60)


STAFF = "（三）从事政府信息公开工作人员数\t人\t{}\n1.专职人员数\t人\t{}\n2.兼职人员数\t人\t{}\n"


def staff(*numbers):
    (found,) = find(build.document(STAFF.format(*numbers)))
    (one,) = judge([found])
    return one


def test_a_total_that_is_not_its_parts():
    one = staff(90, 8, 85)

    assert (one.kind, one.verdict, one.arithmetic) == ("relation", "contradicts", "90≠93=8+85")
    assert (one.stated, one.expected) == ("90", "93")
    assert [figure.text for figure in one.figures] == ["90", "8", "85"]
    assert one.repair is None  # the total or either part


def test_the_only_possible_change_is_told():
    one = staff(5, 8, 0)

    # A part would have to be negative, or 8 be 5, or 5 be 8: two changes would do.
    assert one.repair is None
    assert staff(5, 8, 6).repair[1] == "14"  # no part can make up for the other


@pytest.mark.parametrize(
    "numbers, verdict", [((93, 8, 85), "holds"), ((92, 8, 85), "contradicts"), ((94, 8, 85), "contradicts")]
)
def test_one_more_and_one_less(numbers, verdict):
    assert staff(*numbers).verdict == verdict


@pytest.mark.parametrize("layout", ["tabs", "grid", "airy"])
def test_one_wrong_cell_gets_one_repair_in_all_that_it_breaks(layout):
    figures = filled()
    right = figures["r3_4_2"]["research"]
    figures["r3_4_2"]["research"] = right + 7
    _, found = table("2021-3", figures, layout)

    said = broken(found)

    assert [(each.args["id"], each.args["where"]) for each in said] == [("T3-sum", "research"), ("T3-row", "r3_4_2")]
    assert {each.repair for each in said} == {(found.figure("r3_4_2", "research"), str(right))}


def test_a_total_column_that_follows_says_so():
    figures = filled()
    figures["r3_7"]["natural"] += 3
    figures["r3_7"]["total"] += 3
    _, found = table("2021-3", figures)

    said = broken(found)

    by_reason = {(each.args["id"], each.args["where"]): each.reason for each in said}
    assert by_reason == {
        ("T3-col", "natural"): "relation.broken",
        ("T3-col", "total"): "relation.follows",
        ("T3-sum", "natural"): "relation.broken",
        ("T3-sum", "total"): "relation.follows",
    }
    assert "“自然人”一列" in sentence(said[1])


def test_the_figures_of_a_sum_that_is_too_great_leave_out_its_zeros():
    figures = filled("2021-4")
    figures["reconsideration"] = {"upheld": 2, "corrected": 0, "other": 0, "pending": 1, "total": 2}
    _, found = table("2021-4", figures)

    (one,) = broken(found)

    assert [figure.text for figure in one.figures] == ["2", "1", "2"]
    assert one.arithmetic == "2≠3=2+0+0+1"


def test_a_sum_that_is_too_small_needs_them_all():
    figures = filled("2021-4")
    figures["reconsideration"] = {"upheld": 2, "corrected": 0, "other": 0, "pending": 1, "total": 4}
    _, found = table("2021-4", figures)

    (one,) = broken(found)

    assert len(one.figures) == 5


def test_a_channel_above_the_total_names_that_channel_alone():
    text = "（一）主动公开政府信息数 条 50\n1.政府公报公开政府信息数 条 3\n2.政府网站公开政府信息数 条 60\n3.政务微博公开政府信息数 条 0\n4.政务微信公开政府信息数 条 0\n5.其他方式公开政府信息数 条 0"
    (found,) = find(build.document(text))

    (one,) = broken(found)

    assert (one.args["id"], one.arithmetic) == ("T14-a1-max", "60>50")
    assert [figure.text for figure in one.figures] == ["50", "60"]


def test_a_warning_accuses_nobody():
    text = "（二）申请办结数 件 9\n1.按时办结数 件 9\n2.延期办结数 件 0\n（三）申请答复数 件 8\n"
    (found,) = find(build.document(text))

    assert [(each.args["id"], each.verdict) for each in judge([found])] == [
        ("T14-c2", "holds"),
        ("T14-c3-c2", "unclear"),
    ]


def test_more_closed_than_received_may_be_carried_in():
    text = "（一）收到申请数 件 8\n（二）申请办结数 件 9\n1.按时办结数 件 9\n2.延期办结数 件 0\n"
    (found,) = find(build.document(text))

    assert {each.args["id"]: each.verdict for each in judge([found])}["T14-c2-c1"] == "unclear"


# Last year -----------------------------------------------------------------------------------------------------------


def test_what_was_carried_out_is_carried_in():
    last, this = filled(seed=1), filled(seed=2)
    _, before = table("2021-3", last)
    last_out = last["r4"]
    this["r1"] = {key: this["r1"][key] + this["r2"][key] - last_out[key] for key in last_out}
    this["r2"] = dict(last_out)
    _, found = table("2021-3", this)

    carried = [each for each in judge([found], [before]) if each.args.get("id") == "T3-carry"]
    assert [each.verdict for each in carried] == ["holds"] * 7

    this["r2"]["natural"] += 1
    this["r1"]["natural"] -= 1
    _, changed = table("2021-3", this)
    said = [each for each in broken(changed, [before]) if each.args["id"] == "T3-carry"]
    assert [each.args["where"] for each in said] == ["natural"]
    assert said[0].figures == (changed.figure("r2", "natural"),)


def test_the_trial_forms_table_is_last_years_of_2021():
    _, before = table("2019-3", filled("2019-3"))
    _, found = table("2021-3", filled(seed=2))

    assert any(each.args.get("id") == "T3-carry" for each in judge([found], [before]))


def test_without_last_year_nothing_is_said_of_it():
    _, found = table("2021-3", filled())

    assert not any(each.args.get("id") == "T3-carry" for each in judge([found]))


@pytest.mark.parametrize("in_force, verdict", [(41, "unclear"), (42, "holds"), (43, "unclear")])
def test_a_stock_that_does_not_follow_is_unclear(in_force, verdict):
    last, this = filled("2021-2"), filled("2021-2")
    last["p20_1_normative"] |= {"in_force": 40}
    this["p20_1_normative"] = {"issued": 5, "repealed": 3, "in_force": in_force}
    _, before = table("2021-2", last)
    _, found = table("2021-2", this)

    said = {each.args["where"]: each for each in judge([found], [before]) if each.args.get("id") == "T2-stock"}

    assert said["p20_1_normative"].verdict == verdict
    assert said["p20_1_normative"].arithmetic.endswith("40+5-3" if verdict == "holds" else "42=40+5-3")


# Bounds --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed, reason", [("-1", "bound.negative"), ("－1", "bound.negative"), ("2.5", "bound.decimal")]
)
def test_counts_are_whole_and_not_negative(printed, reason):
    figures = filled("2021-2")
    document, _ = table("2021-2", figures)
    text = document.text.replace(f"行政强制\t{figures['p20_6_compulsion']['decisions']}", f"行政强制\t{printed}")
    (found,) = find(build.document(text))

    (one,) = broken(found)

    assert (one.kind, one.reason) == ("bound", reason)
    assert one.args["cell"] == "“行政强制”的“本年处理决定数量”"


@pytest.mark.parametrize("printed", ["0", "2.0", "1.2万"])
def test_what_is_whole_after_all(printed):
    figures = filled("2021-2")
    document, _ = table("2021-2", figures)
    text = document.text.replace(f"行政强制\t{figures['p20_6_compulsion']['decisions']}", f"行政强制\t{printed}")

    assert broken(find(build.document(text))[0]) == []


def test_money_may_have_decimals():
    figures = filled("2021-2")
    figures["p20_8_fees"]["fees"] = Decimal("12.75")
    _, found = table("2021-2", figures)

    assert found.value("p20_8_fees", "fees") == Decimal("12.75")
    assert broken(found) == []


# Words ---------------------------------------------------------------------------------------------------------------


def test_every_relation_has_english_words():
    assert {relation.id for form in TABLES.values() for relation in form.relations} == set(RULES_EN)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_can_be_said(lang):
    figures = filled()
    figures["r4"]["natural"] += 5
    _, found = table("2021-3", figures)
    _, before = table("2021-3", filled(seed=9))

    for each in judge([found], [before]):
        said = sentence(each, lang)
        assert each.reason in REASONS
        assert "{" not in said and "None" not in said
        assert "收到和处理政府信息公开申请情况" in said
