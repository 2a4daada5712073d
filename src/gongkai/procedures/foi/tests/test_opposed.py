"""A third party that refused is told in writing what is disclosed all the same, and why (条例第32条): owed once the answer is signed."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import consulting, opposed, serving
from gongkai.procedures.foi.faces.desk import ACTS, unfit
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answer, handled

ACT = next(act for act in ACTS if act.name == "tell_third")
WHY = "不公开会使受补助的群众无从监督，影响公共利益。"


def refused(cast, consents=False, outcome="3_1"):
    """A third party was asked and answered; the application was answered all the same."""
    case = handled(cast)
    by = cast.actor(OFFICER)
    asked = consulting.consult(
        case=case, kind="third_party", unit=None, whom="甲公司", letter="", by=by, at=noon("2026-02-11")
    )
    consulting.record_opinion(consultation=asked, consents=consents, opinion="", by=by, at=noon("2026-02-12"))
    case.refresh_from_db()
    answer(cast, case, "2026-02-24", outcome=outcome)
    case.refresh_from_db()
    return case


def told(cast, case, **changes):
    values = {"which": 1, "content": "补助名单全文", "reason": WHY, "by": cast.actor(OFFICER)} | changes
    return opposed.tell_third(case=case, at=noon("2026-02-25"), **values)


def owed(case):
    return [(d.kind, d.due_on.isoformat()) for d in Duty.objects.filter(ref=case.ref, closed_on=None)]


def test_it_is_owed_once_the_answer_is_signed_and_done_by_a_letter_to_them(cast):
    case = refused(cast)
    assert owed(case) == [("tell_third", "2026-02-27")] and unfit(ACT, case) == ""
    told(cast, case)
    letter = issued(case.ref, ["told_third"])[0]
    said = "".join(data_of(letter)["paragraphs"])
    assert data_of(letter)["to"] == "甲公司" and WHY in said and "第三十二条" in said and "补助名单全文" in said
    assert owed(case) == [] and "没有不同意公开" in unfit(ACT, case)
    assert letter.number not in {each.number for each in serving.papers_of(case)}  # it is not the applicant's
    with pytest.raises(StepRefused, match="已经告知过"):
        told(cast, case)


@pytest.mark.parametrize("consents, outcome", [(True, "3_1"), (False, "3_3_4")])
def test_nobody_is_told_who_agreed_or_whose_wish_was_followed(cast, consents, outcome):
    case = refused(cast, consents, outcome)
    assert owed(case) == []
    with pytest.raises(StepRefused):
        told(cast, case)


@pytest.mark.parametrize(
    "changes, said", [({"content": " "}, "哪些内容"), ({"reason": "重要"}, "理由太短"), ({"which": 2}, "已经告知过")]
)
def test_what_is_told_has_content_and_reason(cast, changes, said):
    with pytest.raises(StepRefused, match=said):
        told(cast, refused(cast), **changes)


def test_it_is_for_the_officer(cast):
    with pytest.raises(NotAllowed):
        told(cast, refused(cast), by=cast.actor(SIGNATORY))
