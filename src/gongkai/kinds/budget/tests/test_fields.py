"""What a budget or an account must say, within its tables and between them."""

import pytest

from gongkai.kinds.budget import Budget
from gongkai.kinds.budget.faces import site
from gongkai.pure.declare.kinds import FieldErrors

BALANCE = "项目｜金额\n一般公共预算拨款收入｜1200.5\n本年收入合计｜1200.5\n收入总计｜1200.5\n基本支出｜800\n项目支出｜400.5\n本年支出合计｜1200.5\n支出总计｜1200.5"
SPENDING = (
    "科目编码｜科目名称｜合计｜基本支出｜项目支出\n｜合计｜1200.5｜800｜400.5\n212｜城乡社区支出｜1200.5｜800｜400.5"
)
THREE = "项目｜上年数｜本年数｜增减\n合计｜12.5｜11｜-1.5\n公务用车购置和运行费｜9.5｜9｜-0.5\n公务用车运行费｜9.5｜9｜-0.5\n公务接待费｜3｜2｜-1"
PLANNED = {
    "title": "县住建局2026年部门预算", "formed_on": "2026-02-10", "body": "<p>说明。</p>", "stage": "budget", "scope": "unit", "year": "2026年度",
    "balance": BALANCE, "spending": SPENDING, "three": THREE,
}  # fmt: skip


def wrong(**changes) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        Budget.clean(PLANNED | changes)
    return refused.value.errors


def test_a_budget_with_its_tables():
    kept = Budget.clean(PLANNED)
    assert kept["year"] == "2026" and len(kept["balance"]) == 13 and kept["three"][0]["this"] == "11"


def test_income_and_spending_are_the_same():
    away = BALANCE.replace("基本支出｜800", "基本支出｜700").replace(
        "合计｜1200.5\n支出总计｜1200.5", "合计｜1100.5\n支出总计｜1100.5"
    )
    assert wrong(balance=away, spending="")["balance"] == "收支总表：收入总计是1200.5，支出总计是1100.5，两边要一样"


def test_the_tables_agree():
    more = SPENDING.replace("800｜400.5", "801｜400.5").replace("1200.5", "1201.5")
    assert wrong(spending=more)["spending"] == "支出表的合计是1201.5，收支总表的本年支出合计是1200.5，两张表要一样"


def test_the_three_name_the_cell_that_does_not_add_up():
    sentence = wrong(three=THREE.replace("公务用车运行费｜9.5", "公务用车运行费｜9"))["three"]
    assert "“公务用车购置和运行费”的上年数写的是9.5，可“公务用车购置费”0＋“公务用车运行费”9＝9，差0.5" in sentence


@pytest.mark.parametrize(("stage", "name"), [("budget", "balance"), ("final", "balance"), ("three", "three")])
def test_what_each_has_to_have(stage, name):
    assert set(wrong(stage=stage, year="2025", **{name: ""})) == {name}


@pytest.mark.parametrize(("year", "fits"), [("2026", True), ("2027", True), ("2028", False)])
def test_no_budget_is_two_years_early(year, fits):
    assert Budget.clean(PLANNED | {"year": year}) if fits else set(wrong(year=year)) == {"year"}


@pytest.mark.parametrize(("year", "fits"), [("2025", True), ("2026", True), ("2027", False)])
def test_no_account_of_a_year_to_come(year, fits):
    changes = {"stage": "final", "year": year}
    assert Budget.clean(PLANNED | changes) if fits else set(wrong(**changes)) == {"year"}


@pytest.mark.parametrize(("day", "fits"), [("2026-02-09", True), ("2026-02-10", True), ("2026-02-11", False)])
def test_it_is_told_once_it_is_approved(day, fits):
    assert Budget.clean(PLANNED | {"approved_on": day}) if fits else set(wrong(approved_on=day)) == {"approved_on"}


def test_its_line_its_mark_and_its_linked_data():
    view = Budget.clean(PLANNED)
    assert site.line(view) == ["2026年预算", "部门预决算", "支出总计1,200.5万元", "“三公”经费11万元"]
    assert site.state(view) == ("tag--info", "2026年预算")
    assert [each["value"] for each in site.linked(view)["variableMeasured"]] == [1200.5, 11]
