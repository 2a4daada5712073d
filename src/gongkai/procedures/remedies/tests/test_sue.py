"""A lawsuit: answered, judged, appealed or in force; sent back; ended without judgment."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.remedies import actions, instances, queries
from gongkai.procedures.remedies.tests.scenes import LEGAL, answered, day, decided, owed, received, replied

COURT = "宁州市中级人民法院"


def sued(cast, on: str = "2026-03-02", **more) -> Case:
    return received(cast, on, "litigation", **({"accepted_on": day("2026-02-26")} | more))


def judged(cast, outcome: str = "suit_refused", on: str = "2026-06-01", served: str = "2026-06-05") -> Case:
    case = replied(cast, sued(cast))
    given = {"outcome": outcome, "on": day(on), "served_on": day(served), "text": ""}
    return instances.judge(case=case, by=cast.actor(LEGAL), at=noon(served), **given)


def appealed(cast, by: str = "other", on: str = "2026-06-22", **more) -> Case:
    case = judged(cast, **more)
    given = {"appellant": by, "on": day(on), "court": COURT, "number": "（2026）宁行终3号"}
    return instances.appeal(case=case, by=cast.actor(LEGAL), at=noon(on), **given)


@pytest.mark.parametrize("on, last", [("2026-03-02", "2026-03-17"), ("2015-04-20", "2015-04-30"), ("2026-02-06", "2026-02-24")])  # fmt: skip
def test_the_term_of_the_answer_is_15_calendar_days_since_2015(cast, on, last):
    case = received(cast, on, "litigation")
    assert clock_of(case.ref, "answer").due_on == day(last)


def test_a_judgment_is_expected_within_six_months_of_filing(cast):
    case = replied(cast, sued(cast))
    assert queries.remedy_of(case).expected_on == day("2026-08-26") and case.state == "trial"
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-08-26", True)]


@pytest.mark.parametrize("outcome, last", [("suit_refused", "2026-06-22"), ("suit_rejected", "2026-06-15")])
def test_a_judgment_is_appealed_within_15_days_and_a_ruling_within_10(cast, outcome, last):
    case = judged(cast, outcome)  # the 20th and the 15 days after 5 June: Saturday, so Monday the 22nd
    assert owed(case) == [("appeal_open", "legal_reviewer", last, True)] and not case.closed


def test_where_nobody_appeals_the_judgment_is_the_result_by_its_own_day(cast):
    case = judged(cast)
    with pytest.raises(StepRefused, match="2026-06-22"):
        instances.conclude(case=case, by=cast.actor(LEGAL), at=noon("2026-06-22"))
    instances.conclude(case=case, by=cast.actor(LEGAL), at=noon("2026-06-23"))
    assert (case.state, case.outcome, case.closed_on) == ("decided", "suit_refused", day("2026-06-01"))
    assert owed(case) == []


def test_an_appeal_of_the_other_side_is_answered_in_15_days(cast):
    case = appealed(cast)
    assert owed(case) == [("reply", "legal_reviewer", "2026-07-07", False)] and case.state == "appeal_replying"
    replied(cast, case, "2026-07-01")
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-09-22", True)] and case.state == "appeal"
    assert queries.reviewer_of(case).organ == COURT


def test_an_appeal_of_ones_own_only_waits(cast):
    case = appealed(cast, by="own")
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-09-22", True)] and case.state == "appeal"


def test_the_second_instance_gives_the_one_result(cast):
    case = decided(cast, appealed(cast, by="own"), "suit_annulled", "2026-09-01")
    assert (case.outcome, case.closed_on, owed(case)) == ("suit_annulled", day("2026-09-01"), [])


def test_sent_back_it_is_tried_and_judged_again(cast):
    case = appealed(cast, by="own")
    instances.remand(
        case=case, on=day("2026-08-03"), court="明川县人民法院", by=cast.actor(LEGAL), at=noon("2026-08-05")
    )
    assert case.state == "trial" and owed(case) == [("await_decision", "legal_reviewer", "2027-02-03", True)]
    again = {"outcome": "suit_perform", "on": day("2026-10-12"), "served_on": day("2026-10-13"), "text": ""}
    instances.judge(case=case, by=cast.actor(LEGAL), at=noon("2026-10-13"), **again)
    assert owed(case) == [("appeal_open", "legal_reviewer", "2026-10-28", True)]


def test_suspended_in_the_second_instance_it_goes_on_there(cast):
    case, by = appealed(cast, by="own"), cast.actor(LEGAL)
    actions.suspend(case=case, on=day("2026-07-01"), reason="等另案", by=by, at=noon("2026-07-01"))
    actions.resume(case=case, on=day("2026-07-11"), by=by, at=noon("2026-07-11"))
    assert case.state == "appeal" and queries.remedy_of(case).expected_on == day(
        "2026-10-08"
    )  # 2 October and after are off


@pytest.mark.parametrize("outcome", ["suit_refused", "suit_rejected", "suit_perform"])
def test_what_can_be_appealed_does_not_end_it_in_the_first_instance(cast, outcome):
    with pytest.raises(StepRefused, match="一审裁判"):
        decided(cast, replied(cast, sued(cast)), outcome)


@pytest.mark.parametrize("outcome", ["suit_withdrawn", "suit_mediated", "suit_ended"])
def test_what_ends_it_without_judgment_is_final(cast, outcome):
    with pytest.raises(StepRefused, match="登记结果"):
        judged(cast, outcome)
    assert decided(cast, Case.objects.get(), outcome).closed


def test_after_a_reconsideration_it_is_linked_with_both_and_counts_as_after_it(cast):
    application = answered(cast)
    first = decided(cast, replied(cast, received(cast, about=application)))
    case = received(cast, "2026-05-06", "litigation", about=application, follows=first)
    assert case.route == "after" and received(cast, "2026-05-06", "litigation").route == "direct"
    assert received(cast, "2026-05-06", "litigation", after=True).route == "after"


def test_a_judgment_in_force_orders_in_the_application(cast):
    application = answered(cast)
    case = replied(cast, sued(cast, about=application))
    given = {"outcome": "suit_redo", "on": day("2026-06-01"), "served_on": day("2026-06-05"), "text": ""}
    instances.judge(case=case, by=cast.actor(LEGAL), at=noon("2026-06-05"), **given)
    assert owed(application) == []
    instances.conclude(case=case, days=20, by=cast.actor(LEGAL), at=noon("2026-06-23"))
    assert owed(application) == [("perform", "case_officer", "2026-07-21", False)]
