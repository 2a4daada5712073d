"""The league of timeliness: a lucky case does not win, few are not ranked, like is held against like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.cast import noon

from gongkai.engines.supervision.intervals import Rate
from gongkai.engines.supervision.league.queries import league
from gongkai.engines.supervision.tests.sheets import closed
from gongkai.ground.units import actions as units

TODAY = date(2026, 3, 30)


def ranked(cast, procedure: str = "foi") -> list[tuple[int, str]]:
    return [(each.rank, each.unit.code) for each in league(cast.scope("he_jiancha"), TODAY, procedure).ranked]


def test_a_larger_sample_with_one_late_comes_before_a_small_one_without(cast):
    closed(cast, 5, "zjj")
    closed(cast, 79, "wjw")
    closed(cast, 1, "wjw", on_time=False)
    assert ranked(cast) == [(1, "wjw"), (2, "zjj")]


def test_who_closed_few_is_listed_apart_without_a_rank(cast):
    closed(cast, 4, "zjj")
    closed(cast, 6, "wjw", on_time=False)
    found = league(cast.scope("he_jiancha"), TODAY, "foi")
    assert [p.unit.code for p in found.ranked] == ["wjw"]
    assert [(p.unit.code, p.rank, p.rate) for p in found.few] == [("zjj", 0, Rate(4, 4))]
    assert found.whole == Rate(4, 10)


def test_other_procedures_older_ones_and_what_was_withdrawn_do_not_count(cast):
    closed(cast, 5, "zjj")
    closed(cast, 9, "zjj", procedure="reconsideration", on_time=False)
    closed(cast, 9, "zjj", on=date(2025, 3, 31), on_time=False)
    closed(cast, 9, "zjj", on_time=None)
    assert league(cast.scope("he_jiancha"), TODAY, "foi").whole == Rate(5, 5)


def test_equal_units_share_a_rank_and_one_led_from_above_has_none(cast):
    closed(cast, 5, "zjj")
    closed(cast, 5, "wjw")
    cast.units["sw"] = units.open_unit(
        code="sw", name="明川县税务局", short_name="税务局", level="department", parent_code="xzf", in_totals=False,
        opened_on=date(2020, 1, 1), at=noon("2026-01-05"), by="setup",
    )  # fmt: skip
    closed(cast, 9, "sw")
    assert ranked(cast) == [(1, "zjj"), (1, "wjw")]


@pytest.mark.parametrize(
    "part, whole, low, high", [(0, 0, 0, 1), (0, 10, 0, 0.278), (8, 10, 0.490, 0.943), (10, 10, 0.722, 1)]
)
def test_the_interval_is_wilsons(part, whole, low, high):
    assert Rate(part, whole).interval == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval_which_a_larger_sample_narrows(pair):
    rate, more = Rate(*pair), Rate(pair[0] * 4, pair[1] * 4)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1
    assert more.high - more.low < rate.high - rate.low
