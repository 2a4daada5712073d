"""How many cases kept their term, by month of closing."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.supervision.queries import kept_by_month
from gongkai.ground.units.scope import scope_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import answered, submitted


@pytest.fixture
def year(cast):
    """Due on 16 March, the Spring Festival between: one answered on the day, one on the day after, one taken back."""
    answered(cast, "2026-02-10", "2026-03-16")
    answered(cast, "2026-02-10", "2026-03-17")
    foi.recall(case=submitted(cast), by=cast.actor("zhou_jingban"), at=noon("2026-03-18"))
    sheets.catch_up()
    return cast


def test_months_count_what_was_closed_in_time_and_what_had_no_term_to_keep_is_left_out(year):
    months = kept_by_month(scope_of(year.people["gao_gongkai"], date(2026, 3, 20)), date(2026, 3, 20))
    assert [m.first for m in months][::11] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert (months[-1].closed, months[-1].kept) == (2, 1)
    assert not any(m.closed for m in months[:-1])


def test_they_end_at_the_scope(year):
    for username, closed in (("zhou_jingban", 2), ("qian_jingban", 0)):
        months = kept_by_month(scope_of(year.people[username], date(2026, 3, 20)), date(2026, 3, 20))
        assert months[-1].closed == closed


@pytest.mark.parametrize(("today", "closed"), [("2027-02-28", 2), ("2027-03-01", 0)])
def test_a_year_goes_by(year, today, closed):
    today = date.fromisoformat(today)
    months = kept_by_month(scope_of(year.people["gao_gongkai"], today), today)
    assert sum(m.closed for m in months) == closed
