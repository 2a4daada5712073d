"""Lights of open duties: each duty has exactly one, the one its clock's arithmetic gives, and numbers equal their lists."""

from datetime import date, timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.supervision.queries import LIGHTS, by_unit, conditions, duties, lamps, listed
from gongkai.kernel.flow.clocks import clock_of, events_of
from gongkai.kernel.flow.models import Duty
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import REQUEST, answered, handled, submitted
from gongkai.pure.clock import RULES, Calendar, read


@pytest.fixture
def everyone(cast):
    return cast.scope("he_jiancha")


def light(scope, today: str) -> str:
    """The light of the only open duty."""
    on = date.fromisoformat(today)
    [found] = [each for each in LIGHTS if listed(scope, on, light=each).exists()]
    return found


@pytest.mark.parametrize(
    "today, seen",
    [
        ("2026-02-10", "green"),
        ("2026-03-10", "green"),
        ("2026-03-11", "yellow"),
        ("2026-03-12", "yellow"),
        ("2026-03-15", "yellow"),
        ("2026-03-16", "yellow"),
        ("2026-03-17", "red"),
    ],
)
def test_around_warning_and_due_day(cast, everyone, today, seen):
    handled(cast)  # received on 10 February, due on 16 March 2026
    assert light(everyone, today) == seen


def test_on_every_day_the_light_in_sql_is_that_of_the_clock(cast, everyone):
    case = handled(cast)
    clock = clock_of(case.ref, "answer")
    for day in (date(2026, 2, 1) + timedelta(n) for n in range(60)):
        expected = read(events_of(clock), RULES["foi-2019"], Calendar.national(), day).light
        assert light(everyone, day.isoformat()) == expected


def test_while_a_third_party_is_asked_the_answer_rests_and_from_its_delivery_the_opinion_is_owed(cast, everyone):
    case, officer = handled(cast), cast.actor("zhou_jingban")
    consultation = consulting.consult(
        case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=officer, at=noon("2026-02-12")
    )

    def lit() -> dict[str, list[str]]:
        seen = by_unit(everyone, date(2026, 2, 13))
        return {each.unit.code: [light for light in LIGHTS if each.counts[light]] for each in seen}

    assert lit() == {"zjj": ["paused"], "wjw": ["paused"]}
    consulting.prove_delivery(consultation=consultation, on=date(2026, 2, 12), by=officer, at=noon("2026-02-13"))
    assert lit() == {"zjj": ["paused"], "wjw": ["green"]}


@pytest.mark.parametrize(
    "today, seen", [("2026-12-30", "green"), ("2026-12-31", "yellow"), ("2027-01-03", "yellow"), ("2027-01-04", "red")]
)
def test_while_the_due_day_is_provisional_the_light_is_read_from_its_bound(cast, everyone, today, seen):
    case = submitted(cast, "2026-12-08")
    Duty.objects.filter(ref=case.ref).exclude(kind="accept").delete()
    clock = clock_of(case.ref, "answer")
    assert (clock.due_on, clock.bound_on, clock.warn_on) == (None, date(2027, 1, 3), date(2026, 12, 31))
    assert light(everyone, today) == seen


def test_each_open_duty_has_one_light_and_closed_ones_none(cast, everyone):
    answered(cast, "2026-02-10", "2026-02-20")
    handled(cast, "2026-01-05")
    submitted(cast, "2026-03-02")
    foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("zhou_jingban"), at=noon("2026-03-02")
    )
    asked = submitted(cast, "2026-03-02")
    foi.ask_correction(case=asked, items="请写明年份。", days=10, by=cast.actor("zhou_jingban"), at=noon("2026-03-03"))
    for today in (date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 18), date(2026, 6, 1)):
        there = duties(everyone, "").count()
        by_light = {name: listed(everyone, today, light=name).count() for name in LIGHTS}
        assert sum(by_light.values()) == there == 4 and set(conditions(today)) == set(LIGHTS)
        assert lamps(by_unit(everyone, today)) == by_light


@pytest.mark.parametrize("username, seen", [("he_jiancha", 1), ("zhou_jingban", 1), ("qian_jingban", 0)])
def test_supervision_ends_where_the_scope_does(cast, username, seen):
    handled(cast)
    assert sum(each.total for each in by_unit(cast.scope(username), date(2026, 3, 2))) == seen


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    "today, seen",
    [("2026-03-13", "paused"), ("2026-03-16", "paused"), ("2026-03-17", "yellow"), ("2026-04-17", "yellow")],
)
def test_a_letter_whose_delivery_nobody_registers_is_not_forgotten(cast, everyone, inside, today, seen):
    """Sent on 2 March: after ten working days there is something to look after, and no term of ours was missed."""
    case, officer = handled(cast, "2026-02-26"), cast.actor("zhou_jingban")
    whom = {"whom": "", "unit": cast.units["wjw"]} if inside else {"whom": "某公司"}
    letter = consulting.consult(case=case, kind="third_party", letter="", by=officer, at=noon("2026-03-02"), **whom)

    def lit(on: date) -> str:
        [found] = [each for each in LIGHTS if listed(everyone, on, light=each).filter(kind="consulted").exists()]
        return found

    day = date.fromisoformat(today)
    assert lit(day) == seen
    consulting.prove_delivery(consultation=letter, on=day, by=officer, at=noon(today))
    assert lit(day) == "green"
