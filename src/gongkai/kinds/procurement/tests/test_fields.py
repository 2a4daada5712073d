"""What a notice of procurement must say at its stage."""

import pytest

from gongkai.kinds.procurement import STAGES, Procurement
from gongkai.kinds.procurement.faces import site
from gongkai.pure.declare.kinds import FieldErrors

CALL = {
    "title": "县教育局课桌椅采购公告", "formed_on": "2026-03-02", "body": "<p>欢迎参加。</p>", "stage": "call", "method": "open",
    "budget": "35.50万元", "deadline": "2026-03-24", "project_number": "MC2026-017",
}  # fmt: skip
RESULT = CALL | {"stage": "result", "supplier": "明川县某家具有限公司", "amount": "348,000元"}


def wrong(content: dict, **changes) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        Procurement.clean(content | changes)
    return refused.value.errors


def test_a_call_and_a_result_are_kept_with_plain_sums():
    assert Procurement.clean(CALL)["budget"] == "35.5"
    assert Procurement.clean(RESULT)["amount"] == "34.8"


def test_an_intention_needs_neither_method_nor_day():
    assert Procurement.clean(CALL | {"stage": "intention", "method": "", "deadline": ""})["stage"] == "intention"


@pytest.mark.parametrize("name", ["method", "deadline"])
def test_a_call_says_how_and_until_when(name):
    assert set(wrong(CALL, **{name: ""})) == {name}


@pytest.mark.parametrize("stage", ["result", "contract"])
@pytest.mark.parametrize("name", ["supplier", "amount"])
def test_a_result_says_who_and_for_how_much(stage, name):
    assert set(wrong(RESULT, stage=stage, **{name: ""})) == {name}


@pytest.mark.parametrize(("amount", "fits"), [("35.4", True), ("35.5", True), ("35.6", False)])
def test_nothing_costs_more_than_its_budget(amount, fits):
    if fits:
        Procurement.clean(RESULT | {"amount": amount})
    else:
        assert "单位是万元" in wrong(RESULT, amount=amount)["amount"]


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_nobody_has_to_answer_before_it_is_asked(day, fits):
    if fits:
        Procurement.clean(CALL | {"deadline": day})
    else:
        assert set(wrong(CALL, deadline=day)) == {"deadline"}


def test_a_sum_that_is_none_is_refused_in_words():
    assert wrong(CALL, budget="面议")["budget"] == "金额请写成35.5这样的数，单位是万元。"


def test_its_line_in_a_list():
    assert site.line(Procurement.clean(CALL)) == ["采购公告", "预算35.5万元", "截止2026-03-24"]
    assert site.line(Procurement.clean(RESULT))[:2] == ["中标（成交）结果", "成交34.8万元"]
    assert [site.state({"stage": stage})[1] for stage, _ in STAGES] == [label for _, label in STAGES]


def test_its_linked_data():
    about = site.linked(Procurement.clean(RESULT))["about"]
    assert about["@type"] == "Order" and about["seller"]["name"] == "明川县某家具有限公司"
    assert about["priceSpecification"]["price"] == 348_000
    assert site.linked(Procurement.clean(CALL))["about"]["@type"] == "Demand"
