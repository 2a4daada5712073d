"""What a plan must say."""

import pytest

from gongkai.kinds.plan import Plan
from gongkai.kinds.plan.faces import site
from gongkai.pure.declare.kinds import FieldErrors

PLAN = {
    "title": "县城乡住房发展规划", "formed_on": "2026-02-10", "body": "<p>一</p>", "sort": "special", "first_year": "2026年", "last_year": "2030",
    "targets": "指标名称｜单位｜基期｜目标\n保障性住房｜套｜120｜600",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Plan.clean(PLAN | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("last", "fits"), [("2025", False), ("2026", True), ("2027", True), ("", True)])
def test_it_ends_no_sooner_than_it_begins(last, fits):
    assert Plan.clean(PLAN | {"last_year": last}) if fits else wrong(last_year=last) == {"last_year"}


def test_a_yearly_plan_is_for_one_year():
    assert wrong(sort="yearly") == {"last_year"} and Plan.clean(PLAN | {"sort": "yearly", "last_year": "2026"})


def test_a_target_says_what_is_to_be_reached():
    assert wrong(targets="指标｜单位｜基期值｜目标值\n保障性住房｜套｜120｜") == {"targets"}
    assert wrong(first_year="明年") == {"first_year"}


def test_its_line_and_its_linked_data():
    view = Plan.clean(PLAN)
    assert site.line(view) == ["专项规划", "2026—2030年", "1项指标"] and site.state(view)[1] == "2026—2030年"
    assert (
        site.linked(view)["temporalCoverage"] == "2026/2030" and site.state(view | {"last_year": None})[1] == "2026年"
    )
