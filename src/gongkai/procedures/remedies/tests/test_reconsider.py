"""A reconsideration from the copy to its result: terms, papers, what is awaited, and who may."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, notices_of
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import linked_with, taken_late
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.remedies import actions, queries
from gongkai.procedures.remedies.tests.scenes import LEGAL, answered, day, decided, owed, received, replied


def due(case: Case):
    return clock_of(case.ref, "answer").due_on


@pytest.mark.parametrize(
    "on, simple, last",
    [
        ("2023-12-29", False, "2024-01-08"),  # by the law of 1999 10 calendar days
        ("2024-01-02", False, "2024-01-16"),  # 10 working days
        ("2026-02-10", False, "2026-03-02"),  # the Spring Festival and its make-up Saturdays between
        ("2026-03-02", False, "2026-03-16"),
        ("2026-03-02", True, "2026-03-09"),
    ],
)
def test_the_term_of_the_answer(cast, on, simple, last):
    assert due(received(cast, on, simple=simple)) == day(last)


def test_a_term_in_calendar_days_ends_on_a_working_day(cast):
    assert due(received(cast, "2023-12-21")) == day("2024-01-02")  # the 31st is a Sunday, the 1st a holiday


def test_there_was_no_simple_procedure_before_2024(cast):
    with pytest.raises(StepRefused, match="2024年"):
        received(cast, "2023-12-29", simple=True)


@pytest.mark.parametrize(
    "simple, accepted, last", [(False, "2026-02-27", "2026-04-28"), (True, "2026-02-27", "2026-03-30"), (False, None, "2026-05-06")]
)  # fmt: skip
def test_the_day_by_which_a_decision_is_expected(cast, simple, accepted, last):
    """60 calendar days or 30 from acceptance, else from the copy; 1 to 5 May 2026 are off."""
    case = received(cast, simple=simple, accepted_on=accepted and day(accepted))
    assert queries.remedy_of(case).expected_on == day(last)


def test_it_is_the_legal_reviewers_until_it_is_answered_and_then_waits(cast):
    case = received(cast)
    assert owed(case) == [("reply", "legal_reviewer", "2026-03-16", False)]
    replied(cast, case)
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-05-06", True)]
    assert (case.state, case.phase) == ("reviewing", "waiting") and clock_of(case.ref, "answer").stopped_on


def test_the_answer_and_the_list_of_evidence_are_papers_addressed_to_the_reviewer(cast):
    case = replied(cast, received(cast))
    papers = notices_of(case.ref)
    assert [(each.title, each.notice.number) for each in papers] == [
        ("行政复议答复书", "明建公开复〔2026〕1号"),
        ("证据、依据清单", "明建公开证〔2026〕1号"),
    ]
    assert {data_of(each.notice)["to"] for each in papers} == {"明川县人民政府"}
    assert "1．登记回执，证明收到申请的日期" in data_of(papers[1].notice)["paragraphs"]
    assert "明政复〔2026〕3号" in data_of(papers[0].notice)["paragraphs"][0]


def test_an_answer_too_late_is_told_as_late(cast):
    case = replied(cast, received(cast), on="2026-03-18")
    assert [(late.last_on, late.days) for late in taken_late(case)] == [(day("2026-03-16"), 2)]


@pytest.mark.parametrize("evidence", ["", " \n "])
def test_without_evidence_it_is_not_handed_in(cast, evidence):
    with pytest.raises(StepRefused, match="视为没有证据"):
        replied(cast, received(cast), evidence=evidence)


@pytest.mark.parametrize("who, fine", [(LEGAL, True), ("zhou_jingban", True), ("gao_gongkai", True), ("qian_jingban", False), ("li_shenhe", False)])  # fmt: skip
def test_who_may_take_it_down(cast, who, fine):
    given = {
        "procedure": "reconsideration",
        "unit": cast.units["zjj"],
        "matter": actions.Matter("natural", {"name": "张三"}, "名单", "请求撤销。", "明川县人民政府"),
        "channel": "letter",
        "received_on": day("2026-03-02"),
        "by": cast.actor(who),
        "at": noon("2026-03-02"),
    }
    if fine:
        assert actions.register(**given).reference == "FY-2026-0001"
        return
    with pytest.raises(NotAllowed):
        actions.register(**given)
    assert not Case.objects.exists()


def test_a_form_sent_twice_makes_one_case(cast):
    first, second = (received(cast, form_token="t" * 32) for _ in range(2))
    assert first.pk == second.pk and Case.objects.count() == 1


def test_it_is_linked_with_its_application_both_ways_for_whoever_sees_both(cast):
    application = answered(cast)
    case = received(cast, about=application)
    for scope in (cast.scope(LEGAL), cast.scope("gao_gongkai")):
        assert [(each.case.pk, each.words) for each in linked_with(application, scope)] == [(case.pk, "就这一件提起")]
        assert [each.case.pk for each in linked_with(case, scope)] == [application.pk]
    assert linked_with(application, cast.scope("qian_jingban")) == []


def test_suspended_it_is_awaited_by_no_day_and_the_days_are_added(cast):
    case = replied(cast, received(cast, accepted_on=day("2026-02-27")))
    actions.suspend(case=case, on=day("2026-03-20"), reason="等另案的结果", by=cast.actor(LEGAL), at=noon("2026-03-20"))
    assert owed(case) == [("await_decision", "legal_reviewer", None, True)] and case.state == "suspended"
    actions.resume(case=case, on=day("2026-04-09"), by=cast.actor(LEGAL), at=noon("2026-04-09"))
    assert queries.remedy_of(case).expected_on == day("2026-05-18")  # 28 April and 20 days more
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-05-18", True)] and case.state == "reviewing"


def test_days_are_added_to_the_term_as_it_was_counted_and_it_is_moved_once_at_its_end(cast):
    case = replied(cast, received(cast, accepted_on=day("2026-02-09"), on="2026-02-10"), on="2026-02-11")
    by = cast.actor(LEGAL)
    actions.prolong(case=case, days=30, by=by, at=noon("2026-02-12"))
    assert queries.remedy_of(case).expected_on == day("2026-05-11")  # 10 May is a Sunday
    actions.suspend(case=case, on=day("2026-02-12"), reason="等另案的结果", by=by, at=noon("2026-02-12"))
    actions.resume(case=case, on=day("2026-02-24"), by=by, at=noon("2026-02-24"))
    assert queries.remedy_of(case).expected_on == day("2026-05-22")  # 12 days behind the 10th, a Friday


@pytest.mark.parametrize("days, fine", [(30, True), (31, False), (0, False)])
def test_it_takes_longer_once_by_at_most_30_days(cast, days, fine):
    case = replied(cast, received(cast, accepted_on=day("2026-02-27")))
    if not fine:
        with pytest.raises(StepRefused, match="1到30"):
            actions.prolong(case=case, days=days, by=cast.actor(LEGAL), at=noon("2026-04-20"))
        return
    actions.prolong(case=case, days=days, by=cast.actor(LEGAL), at=noon("2026-04-20"))
    assert owed(case) == [("await_decision", "legal_reviewer", "2026-05-28", True)]
    with pytest.raises(StepRefused, match="只能办一次"):
        actions.prolong(case=case, days=days, by=cast.actor(LEGAL), at=noon("2026-04-21"))


def test_the_simple_procedure_takes_no_longer(cast):
    with pytest.raises(StepRefused, match="简易程序"):
        actions.prolong(case=received(cast, simple=True), days=10, by=cast.actor(LEGAL), at=noon("2026-03-05"))


def test_a_hearing_is_on_the_list_until_it_is_told_of(cast):
    case = replied(cast, received(cast))
    actions.summon(case=case, on=day("2026-03-30"), place="县司法局三楼", by=cast.actor(LEGAL), at=noon("2026-03-20"))
    assert owed(case)[1:] == [("hearing", "legal_reviewer", "2026-03-30", False)]
    with pytest.raises(StepRefused, match="还没有到"):
        actions.attend(case=case, which=1, text="分管负责人出席", by=cast.actor(LEGAL), at=noon("2026-03-29"))
    actions.attend(case=case, which=1, text="分管负责人出席", by=cast.actor(LEGAL), at=noon("2026-03-30"))
    assert [kind for kind, *_ in owed(case)] == ["await_decision"]


def test_a_decision_closes_it_by_the_day_that_stands_on_it(cast):
    case = decided(cast, replied(cast, received(cast)), "rec_annulled", "2026-04-20")
    assert (case.state, case.phase, case.outcome) == ("decided", "done", "rec_annulled")
    assert case.closed_on == day("2026-04-20") and owed(case) == []


def test_what_is_taken_back_before_the_answer_owes_none_any_more(cast):
    case = decided(cast, received(cast), "rec_withdrawn", "2026-03-05")
    assert owed(case) == [] and clock_of(case.ref, "answer").stopped_on == day("2026-03-05")


@pytest.mark.parametrize(
    "outcome, on, said", [("suit_refused", "2026-04-20", "列出的结果"), ("rec_upheld", "2026-02-20", "早于收到副本")]
)
def test_a_result_that_cannot_be(cast, outcome, on, said):
    with pytest.raises(StepRefused, match=said):
        decided(cast, replied(cast, received(cast)), outcome, on)


def test_verification_holds_its_rows(cast):
    case = decided(cast, replied(cast, received(cast, about=answered(cast))))
    assert verify().findings == []
    remedy = queries.remedy_of(case)
    type(remedy).objects.update(simple=True)
    assert [finding.where for finding in verify().findings] == [f"remedies.remedy/{case.reference}"]


def test_what_was_expected_moves_once_the_year_is_announced(cast):
    """60 days from 7 December 2026 end on 5 February 2027, which the arrangement of that year makes a day off, as it does the week behind."""
    from gongkai.ground.rules.actions import load_year
    from gongkai.procedures.remedies import terms

    case = replied(cast, received(cast, on="2026-12-07"), on="2026-12-10")
    assert queries.remedy_of(case).expected_on == day("2027-02-05")
    assert terms.reread(at=noon("2026-12-11"), by="system") == 0
    off = [day(f"2027-02-{n:02d}") for n in (5, 8, 9, 10, 11, 12)]
    load_year(year=2027, holidays=off, workdays=[], source="国办发明电", at=noon("2026-12-12"), by="setup")
    assert terms.reread(at=noon("2026-12-12"), by="system") == 1
    assert queries.remedy_of(case).expected_on == day("2027-02-15")
    assert owed(case)[-1][2] == "2027-02-15" and terms.reread(at=noon("2026-12-12"), by="system") == 0
