"""How many cases kept their term, by month of closing."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.supervision.queries import kept_by_month, made_timely, taken_late
from gongkai.ground.units.scope import APPLICANT, scope_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.correcting import correct_receipt
from gongkai.procedures.foi.tests.scenes import (
    HEAD,
    accepted,
    answer,
    answered,
    asked_to_correct,
    letter,
    second_head,
    submitted,
)


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


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2026-02-09"], False),
        (["2026-02-11"], True),
        (["2026-02-12"], True),
        (["2026-02-11", "2026-02-10"], True),
        (["2026-02-11", "2026-02-10", "2026-02-12"], True),
    ],
)
def test_what_was_closed_late_and_made_timely_afterwards_is_told(cast, days, found):
    """Received on 10 February it was due the day before it was answered; corrected, and corrected back."""
    case = answer(cast, accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), "2026-03-17")
    answered(cast, "2026-02-10", "2026-03-16")
    second_head(cast)
    for day in days:
        correct_receipt(
            case=case, received_on=date.fromisoformat(day), reason="邮戳看错", by=cast.actor(HEAD), at=noon("2026-03-20")
        )  # fmt: skip
    sheets.catch_up()
    for username, sees in (("he_jiancha", found), ("zhou_jingban", found), ("qian_jingban", False)):
        scope = scope_of(cast.people[username], date(2028, 3, 20))
        assert list(made_timely(scope)) == ([case.reference] if sees else [])


@pytest.mark.parametrize(("on", "found"), [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)])
@pytest.mark.parametrize("end", ["answered", "taken_back", "corrected_back"])
def test_what_was_made_timely_while_it_was_open_is_told_whatever_comes_of_it(cast, on, found, end):
    """Due on 16 March by the receipt as registered, corrected the day before, that day and the day after."""
    case, head = accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), cast.actor("liu_qianfa")
    scope = scope_of(cast.people["he_jiancha"], date(2026, 3, 20))
    correct_receipt(case=case, received_on=date(2026, 2, 11), reason="邮戳看错", by=head, at=noon(on))
    assert list(made_timely(scope)) == [case.reference] * found
    if end == "answered":
        case = answer(cast, case, "2026-03-17")
    elif end == "taken_back":
        foi.recall(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-03-17"))
    else:
        correct_receipt(case=case, received_on=date(2026, 2, 10), reason="没有看错", by=head, at=noon("2026-03-18"))
    assert list(made_timely(scope)) == [case.reference] * found


@pytest.mark.parametrize(("day", "found"), [("2026-02-26", 0), ("2026-02-27", 1), ("2027-01-31", 1), ("2027-02-01", 0)])
def test_what_was_asked_for_late_is_told_for_twelve_months(cast, day, found):
    late = asked_to_correct(cast, submitted(cast, "2026-02-10"), "2026-02-27")
    asked_to_correct(cast, submitted(cast, "2026-02-10"), "2026-02-26")
    scope = scope_of(cast.people["he_jiancha"], date(2026, 3, 2))
    assert taken_late(scope, date.fromisoformat(day)) == [late.reference] * found


@pytest.mark.parametrize(("today", "closed"), [("2027-02-28", 2), ("2027-03-01", 0)])
def test_a_year_goes_by(year, today, closed):
    today = date.fromisoformat(today)
    months = kept_by_month(scope_of(year.people["gao_gongkai"], today), today)
    assert sum(m.closed for m in months) == closed


@pytest.mark.parametrize(("on", "late"), [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)])
@pytest.mark.parametrize("who", ["zhou_jingban", "applicant"])
def test_an_overdue_case_that_an_officer_notes_as_taken_back_is_told(cast, on, late, who):
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12")
    by = APPLICANT if who == "applicant" else cast.actor(who)
    foi.recall(case=case, by=by, at=noon(on), how="本人来电话说不要了")
    told = made_timely(scope_of(cast.people["he_jiancha"], date(2026, 3, 20)))
    assert bool(told) is (late and who != "applicant")
    assert not told or "超期1个工作日以后登记撤回" in told[case.reference][0].said
