"""A wrong receipt day is corrected by an act; it may cross the change of law of 2019-05-15."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.flow.models import ClockEvent
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import correcting
from gongkai.procedures.foi.tests.scenes import answered, due, handled


def correct(cast, case, to: date, on: str, outcome: str | None = None):
    return correcting.correct_receipt(
        case=case, received_on=to, reason="邮戳日期看错", by=cast.actor("zhou_jingban"), at=noon(on), outcome=outcome
    )


def test_the_due_day_follows_and_the_old_event_stays(cast):
    case = handled(cast)
    correct(cast, case, date(2026, 2, 6), "2026-02-12")
    assert (case.received_on, due(case)) == (date(2026, 2, 6), date(2026, 3, 12))
    assert list(
        ClockEvent.objects.filter(clock__ref=case.ref, clock__name="answer").values_list("kind", flat=True)
    ) == ["start", "correct"]


def test_an_open_case_changes_its_regulation(cast):
    case = handled(cast, "2019-05-15")
    assert (case.law, due(case)) == ("foi-2019", date(2019, 6, 13))
    correct(cast, case, date(2019, 5, 14), "2019-05-17")
    assert (case.law, due(case)) == ("foi-2008", date(2019, 6, 4))


def test_a_closed_case_restates_its_outcome_in_the_same_act(cast):
    case = answered(cast, "2019-05-15", "2019-06-10")
    assert case.within_term
    with pytest.raises(StepRefused, match="重新选择办理结果"):
        correct(cast, case, date(2019, 5, 14), "2019-07-01")
    correct(cast, case, date(2019, 5, 14), "2019-07-01", outcome="c32")
    assert (case.law, case.outcome, case.within_term, case.closed_on) == ("foi-2008", "c32", False, date(2019, 6, 10))


@pytest.mark.parametrize(
    "to, outcome, told",
    [
        (date(2019, 5, 14), None, "重新选择办理结果"),
        (date(2019, 5, 14), "3_1", "不是更正后适用的条例里的办理结果"),
        (date(2019, 5, 16), "c32", "办理结果不变"),
        (date(2019, 6, 11), None, "以前就办结了"),
        (date(2008, 4, 30), "c32", "2008年5月1日起施行"),
    ],
)
def test_a_closed_case_keeps_one_outcome_of_its_own_regulation(cast, to, outcome, told):
    case = answered(cast, "2019-05-15", "2019-06-10")
    with pytest.raises(StepRefused, match=told):
        correct(cast, case, to, "2019-07-01", outcome)
    case.refresh_from_db()
    assert (case.law, case.outcome, case.received_on) == ("foi-2019", "3_1", date(2019, 5, 15))


@pytest.mark.parametrize("day, allowed", [("2019-06-09", True), ("2019-06-10", True), ("2019-06-11", False)])
def test_a_receipt_day_lies_not_after_the_answer(cast, day, allowed):
    case = answered(cast, "2019-05-15", "2019-06-10")
    if allowed:
        assert correct(cast, case, date.fromisoformat(day), "2019-07-01").received_on == date.fromisoformat(day)
    else:
        with pytest.raises(StepRefused, match="以前就办结了"):
            correct(cast, case, date.fromisoformat(day), "2019-07-01")


def test_a_reason_is_owed(cast):
    with pytest.raises(StepRefused, match="为什么"):
        correcting.correct_receipt(
            case=handled(cast),
            received_on=date(2026, 2, 6),
            reason="",
            by=cast.actor("zhou_jingban"),
            at=noon("2026-02-12"),
        )
