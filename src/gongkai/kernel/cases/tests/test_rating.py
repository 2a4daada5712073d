"""好差评: rated once, a bad grade looked into and answered, a disputed one judged; figures count what is adopted."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.measures.models import CaseSheet
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import rating
from gongkai.kernel.cases.actions import erase
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi.tests.scenes import answered, handled

AT = noon("2026-03-05")  # a Thursday
OFFICER, OFFICE = "zhou_jingban", "gao_gongkai"
REPLY = "已经打电话说明，材料当天补寄。"


def rated(cast, grade="bad", words="等了很久。", case=None):
    case = case or answered(cast, "2026-02-10", "2026-02-12")
    rating.rate(case=case, grade=grade, words=words, by=APPLICANT, at=AT)
    return case


def owed(case):
    return [(duty.kind, duty.role, duty.unit.code, duty.due_on.isoformat()) for duty in open_duties(case.ref)]


@pytest.mark.parametrize("grade, calls", [("very_good", 0), ("good", 0), ("fair", 0), ("bad", 1), ("very_bad", 1)])
def test_a_bad_grade_is_to_be_looked_into_on_the_next_working_day(cast, grade, calls):
    case = rated(cast, grade)
    assert case.grade == grade and owed(case) == [("call_back", "case_officer", "zjj", "2026-03-06")] * calls


def test_a_case_is_rated_once_and_only_when_it_is_done(cast):
    case = rated(cast, "good")
    with pytest.raises(StepRefused, match="只评一次"):
        rating.rate(case=case, grade="bad", words="", by=APPLICANT, at=AT)
    with pytest.raises(StepRefused):
        rating.rate(case=handled(cast), grade="good", words="", by=APPLICANT, at=AT)
    with pytest.raises(NotAllowed):
        other = answered(cast, "2026-02-10", "2026-02-12")
        rating.rate(case=other, grade="good", words="", by=cast.actor(OFFICER), at=AT)
    with pytest.raises(StepRefused) as refused:
        rating.rate(case=answered(cast, "2026-02-10", "2026-02-12"), grade="", words="", by=APPLICANT, at=AT)
    assert refused.value.field == "grade"


@pytest.mark.parametrize("on, late", [("2026-03-06", False), ("2026-03-09", True)])
def test_looked_into_it_is_answered_and_lateness_is_told(cast, on, late):
    from gongkai.kernel.cases.queries import ledger_of

    case = rated(cast)
    rating.call_back(case=case, result="fixed", text=REPLY, by=cast.actor(OFFICER), at=noon(on))
    assert owed(case) == [] and rating.reply_to(case) == REPLY
    assert ("晚于期限" in ledger_of(case.ref)[0][2]) is late
    with pytest.raises(StepRefused, match="已经回访过"):
        rating.call_back(case=case, result="fixed", text=REPLY, by=cast.actor(OFFICER), at=noon(on))


@pytest.mark.parametrize("days, due", [(1, "2026-03-09"), (15, "2026-03-27"), (0, None), (16, None)])
def test_what_takes_longer_is_put_right_within_fifteen_working_days(cast, days, due):
    case, by, at = rated(cast), cast.actor(OFFICER), noon("2026-03-06")
    if due is None:
        with pytest.raises(StepRefused) as refused:
            rating.call_back(case=case, result="later", text=REPLY, days=days, by=by, at=at)
        assert refused.value.field == "days"
        return
    rating.call_back(case=case, result="later", text=REPLY, days=days, by=by, at=at)
    assert owed(case) == [("put_right", "case_officer", "zjj", due)]
    rating.put_right(case=case, text="已经补寄全部材料。", by=by, at=noon("2026-03-09"))
    assert owed(case) == [] and rating.rating_of(case).put_right_on.isoformat() == "2026-03-09"


@pytest.mark.parametrize("adopt", [True, False])
def test_a_disputed_grade_is_judged_by_the_openness_office_and_never_deleted(cast, adopt):
    case = rated(cast, "very_bad")
    rating.dispute(case=case, reason="评错了件，说的是另一件事。", by=cast.actor(OFFICER), at=noon("2026-03-06"))
    assert owed(case) == [("judge_rating", "openness_office", "xzf", "2026-03-13")]
    with pytest.raises(StepRefused, match="裁定以后"):
        rating.call_back(case=case, result="fixed", text=REPLY, by=cast.actor(OFFICER), at=noon("2026-03-06"))
    with pytest.raises(NotAllowed):
        rating.judge(case=case, adopt=True, reason="查过了原件。", by=cast.actor(OFFICER), at=noon("2026-03-09"))
    rating.judge(case=case, adopt=adopt, reason="核对了通话记录。", by=cast.actor(OFFICE), at=noon("2026-03-09"))
    case = Case.objects.get(pk=case.pk)
    assert (case.grade, rating.rating_of(case).grade) == ("very_bad" if adopt else "", "very_bad")
    assert [kind for kind, *_ in owed(case)] == (["call_back"] if adopt else [])
    sheets.catch_up()
    assert CaseSheet.objects.get(to_idx=None).grade == case.grade
    assert verify().findings == []


def test_while_something_is_owed_for_it_nothing_is_erased_and_then_it_is_rated_no_more(cast):
    case = rated(cast)
    with pytest.raises(StepRefused, match="没办完的事"):
        erase(case=case, by=cast.actor("lin_guanli"), at=AT)
    other = answered(cast, "2026-02-10", "2026-02-12")
    erase(case=other, by=cast.actor("lin_guanli"), at=AT)
    assert not rating.may_rate(other) and not rating.may_rate(case)
