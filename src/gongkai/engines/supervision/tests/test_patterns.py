"""Unusual patterns: each is asked from the threshold on and not below it, like for like, and what it counts is the length of its list."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures.sheets import catch_up
from gongkai.engines.supervision.patterns import BY_KEY
from gongkai.engines.supervision.patterns.queries import asked, listed
from gongkai.engines.supervision.tests.sheets import closed
from gongkai.kernel.cases import demands
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import answered, handled
from gongkai.pure.declare import Role

TODAY = date(2026, 3, 30)


@pytest.fixture
def everyone(cast):
    return cast.scope("he_jiancha")


def about(scope, key: str, today: date = TODAY) -> dict[str, tuple[int, int]]:
    """By unit the sample of one question: how many of how many."""
    catch_up()
    found = {q.unit.code: (q.rate.part, q.rate.whole) for q in asked(scope, today) if q.pattern.key == key}
    for question in asked(scope, today):
        refs = listed(question.pattern, question.procedure, question.unit, scope, today)
        assert len(refs) == question.rate.part, question
    return found


def test_three_that_were_closed_within_a_minute_of_being_accepted(cast, everyone):
    for _ in range(2):
        answered(cast, "2026-03-02", "2026-03-02")
    answered(cast, "2026-03-02", "2026-03-04")
    assert about(everyone, "minute") == {}
    answered(cast, "2026-03-03", "2026-03-03")
    assert about(everyone, "minute") == {"zjj": (3, 4)}


def test_most_closed_on_the_very_last_day(cast, everyone):
    for day in ("2026-03-02",) * 4:
        answered(cast, day, "2026-03-30")  # due on that day
    answered(cast, "2026-03-02", "2026-03-27")
    assert about(everyone, "last_day") == {}
    for _ in range(2):
        answered(cast, "2026-03-02", "2026-03-30")
    assert about(everyone, "last_day") == {"zjj": (6, 7)}


def test_every_one_extended(cast, everyone):
    closed(cast, 4, extended=True)
    assert about(everyone, "extended") == {}
    closed(cast, 1, extended=True)
    assert about(everyone, "extended") == {"zjj": (5, 5)}
    closed(cast, 1)
    assert about(everyone, "extended") == {}


def test_refusals_are_held_against_units_of_the_same_level_and_only_where_chance_does_not_explain_it(cast, everyone):
    closed(cast, 9, "zjj", outcome="3_3_4")
    closed(cast, 20, "wjw")
    assert about(everyone, "refused") == {}, "nine are too few"
    closed(cast, 3, "zjj", outcome="3_3_5")
    closed(cast, 8, "zjj")
    assert about(everyone, "refused") == {"zjj": (12, 20), "wjw": (0, 20)}
    closed(cast, 9, "wjw", outcome="3_3_4")
    assert about(everyone, "refused") == {}, "the intervals meet"
    # What is not there to be given is no refusal.
    closed(cast, 40, "wjw", outcome="3_4_1")
    assert about(everyone, "refused") == {"zjj": (12, 20), "wjw": (9, 69)}


def test_a_unit_is_not_held_against_units_of_another_level(cast, everyone):
    closed(cast, 20, "xzf", outcome="3_3_4")
    closed(cast, 20, "wjw")
    assert about(everyone, "refused") == {}


def test_an_open_case_stands_still_after_ten_working_days_without_an_act(cast, everyone):
    case = handled(cast, "2026-03-02")
    assert about(everyone, "still", date(2026, 3, 13)) == {}
    assert about(everyone, "still", date(2026, 3, 16)) == {"zjj": (1, 1)}
    urged = demands.demand(
        case=case, kind="urge", unit=cast.units["zjj"], role=Role.CASE_OFFICER, text="请抓紧办理。", days=3,
        by=cast.actor("he_jiancha"), at=noon("2026-03-13"),
    )  # fmt: skip
    assert about(everyone, "still", date(2026, 3, 16)) == {"zjj": (1, 1)}, "to be urged moves nothing"
    demands.reply(demand=urged, text="材料已经找到了。", by=cast.actor("zhou_jingban"), at=noon("2026-03-16"))
    assert about(everyone, "still", date(2026, 3, 16)) == {}


def test_what_waits_for_somebody_outside_does_not_stand_still_until_their_term_is_over(cast, everyone):
    case = handled(cast, "2026-03-02")
    asked_for = consulting.consult(
        case=case, kind="third_party", whom="兴达公司", letter="", by=cast.actor("zhou_jingban"), at=noon("2026-03-02")
    )
    consulting.prove_delivery(
        consultation=asked_for, on=date(2026, 3, 3), by=cast.actor("zhou_jingban"), at=noon("2026-03-03")
    )
    assert about(everyone, "still", date(2026, 3, 20)) == {}


def test_old_cases_and_other_units_are_not_asked_about(cast):
    closed(cast, 6, "wjw", extended=True)
    closed(cast, 6, "zjj", extended=True, on=date(2025, 3, 31))
    catch_up()
    assert [q.unit.code for q in asked(cast.scope("he_jiancha"), TODAY)] == ["wjw"]
    assert asked(cast.scope("zhou_jingban"), TODAY) == [], "who oversees nobody asks nothing"


def test_every_pattern_says_what_it_asks_and_how_it_counts():
    for pattern in BY_KEY.values():
        assert "{sample}" in pattern.told and "{hits}" in pattern.told and "？" in pattern.asks and pattern.counted
