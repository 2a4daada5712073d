"""Where open cases stand and for how long: each is in one age and one stage, and each number is the length of its list."""

from datetime import date, timedelta

import pytest

from gongkai.engines.supervision.standing.queries import AGES, aged, ages, open_cases, stages
from gongkai.procedures.foi.tests.scenes import answered, handled, submitted


def of_age(cast, today: date) -> list[str]:
    return [key for key, count in ages(cast.scope("he_jiancha"), today).items() if count]


@pytest.mark.parametrize(
    "today, age",
    [
        ("2026-03-02", "5"), ("2026-03-09", "5"), ("2026-03-10", "10"), ("2026-03-16", "10"), ("2026-03-17", "20"), ("2026-03-30", "20"),
        ("2026-03-31", "more"), ("2026-04-08", "more"),
    ],
)  # fmt: skip
def test_its_age_is_counted_in_working_days_since_it_was_received(cast, today, age):
    handled(cast, "2026-03-02")
    assert of_age(cast, date.fromisoformat(today)) == [age]


def test_every_open_case_has_one_age_and_one_stage_and_closed_ones_have_none(cast):
    scope = cast.scope("he_jiancha")
    for n in range(0, 40, 7):
        handled(cast, (date(2026, 1, 5) + timedelta(n)).isoformat())
    submitted(cast, "2026-03-02")
    answered(cast, "2026-02-10", "2026-03-02")
    today, found = date(2026, 3, 3), open_cases(scope)
    assert found.count() == sum(ages(scope, today).values()) == sum(each.count for each in stages(scope, today)) == 7
    for age in AGES:
        assert aged(found, age, today).count() == ages(scope, today)[age.key]
    assert [(each.label, each.count) for each in stages(scope, today)] == [("已收到", 1), ("办理中", 6)]


def test_they_end_at_the_scope_and_at_the_procedure(cast):
    handled(cast, "2026-03-02")
    assert not open_cases(cast.scope("qian_jingban")).exists() and not open_cases(cast.scope("wang_bianji")).exists()
    assert not open_cases(cast.scope("he_jiancha"), "reconsideration").exists()
    assert open_cases(cast.scope("zhou_jingban"), "foi").count() == 1
