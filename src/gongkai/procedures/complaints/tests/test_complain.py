"""A complaint from its receipt to what the unit put right: terms, papers, who learns what."""

import pytest
from tests.plugins.acts.complaints import FOUND, TELLING, asked, complained, taken_up, upheld
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.complaints import Complaint, actions, queries
from gongkai.procedures.complaints.actions import Telling

OFFICE, OFFICER = "gao_gongkai", "zhou_jingban"


def owed(case):
    return [(duty.kind, duty.unit.code, duty.role, duty.due_on.isoformat()) for duty in open_duties(case.ref)]


def papers_of(case):
    return issued(case.ref, [each.code for each in Complaint.notices])


def papers(case):
    return [each.kind for each in papers_of(case)]


def test_it_goes_to_the_openness_office_which_has_fifteen_days(cast):
    case = complained(cast)
    assert (case.unit, case.procedure, case.phase) == (cast.units["xzf"], "complaint", "open")
    assert owed(case) == [("accept", "xzf", "openness_office", "2026-03-17")]
    assert papers(case) == ["complaint_receipt"] and clocks.clock_of(case.ref, "answer") is None


@pytest.mark.parametrize("on, late", [("2026-03-16", False), ("2026-03-17", False), ("2026-03-18", True)])
def test_taken_up_late_it_is_told(cast, on, late):
    from gongkai.kernel.cases.queries import taken_late

    case = actions.accept(case=complained(cast), by=cast.actor(OFFICE), at=noon(on))
    assert [each.words for each in taken_late(case)] == (["逾期1日"] if late else [])


def test_sixty_days_run_from_its_acceptance_and_thirty_more_once(cast):
    case = taken_up(cast)
    assert owed(case) == [("handle", "xzf", "openness_office", "2026-05-06")]
    case = actions.extend(case=case, days=30, ground="要向多个单位核实", by=cast.actor(OFFICE), at=noon("2026-04-01"))
    assert owed(case) == [("handle", "xzf", "openness_office", "2026-06-01")]
    with pytest.raises(StepRefused):
        actions.extend(case=case, days=1, ground="还要", by=cast.actor(OFFICE), at=noon("2026-04-02"))


def test_a_term_is_not_lengthened_after_its_last_day(cast):
    case = taken_up(cast)
    with pytest.raises(StepRefused):
        actions.extend(case=case, days=30, ground="要核实", by=cast.actor(OFFICE), at=noon("2026-05-07"))


def test_the_unit_is_asked_in_the_offices_words_and_answers(cast):
    case = asked(cast)
    assert ("explain", "zjj", "case_officer", "2026-03-11") in owed(case)
    letter = next(iter(issued(case.ref, ["complaint_asked"])))
    told = str(data_of(letter))
    assert "请说明这件申请的办理经过" in told and "李四维" not in told and "打电话没有人接" not in told
    inquiry = actions.explain(
        case=case, text="经办人调岗，没有交接，现已补办。", by=cast.actor(OFFICER), at=noon("2026-03-05")
    )
    assert queries.explanation_of(inquiry).startswith("经办人调岗") and owed(case)[0][0] == "handle"


@pytest.mark.parametrize("letter", ["请说明李四维的申请为什么没有答复。", "请说明13800000000来电反映的事。"])
def test_a_letter_that_names_the_complainant_does_not_go_out(cast, letter):
    case = taken_up(cast)
    with pytest.raises(StepRefused, match="不能让被反映的单位知道"):
        actions.ask(case=case, letter=letter, days=7, by=cast.actor(OFFICE), at=noon("2026-03-03"))
    assert papers(case) == ["complaint_receipt", "complaint_accepted"]


def test_what_was_found_is_put_right_by_the_unit_after_the_end(cast):
    case = upheld(cast)
    assert (case.phase, case.outcome, case.on_time) == ("done", "grievance_upheld", True)
    assert owed(case) == [("rectify", "zjj", "case_officer", "2026-03-09")]
    assert papers(case)[-2:] == ["complaint_result", "complaint_order"]
    actions.rectify(case=case, text="已经答复申请人，并向其致歉。", by=cast.actor(OFFICER), at=noon("2026-03-10"))
    assert owed(case) == [] and queries.grievance_of(case).rectified_on.isoformat() == "2026-03-10"
    assert verify().findings == []


@pytest.mark.parametrize(
    "published, said", [("李四维反映的情况属实，已责令改正。", "李四维"), ("经查属实，请联系13912345678。", "个人信息"), ("属实", "公开的处理结果")]
)  # fmt: skip
def test_what_is_made_public_names_nobody(cast, published, said):
    case = taken_up(cast)
    with pytest.raises(StepRefused, match=said):
        actions.decide(
            case=case, outcome="grievance_upheld", text="经查属实，已责令改正。", published=published, by=cast.actor(OFFICE), at=noon("2026-03-03")
        )  # fmt: skip
    assert Case.objects.get(pk=case.pk).phase == "open"


def test_what_is_unfounded_needs_nothing_put_right(cast):
    case = taken_up(cast)
    given = {
        "text": "经查不属实，信息早已公开。",
        "published": FOUND,
        "by": cast.actor(OFFICE),
        "at": noon("2026-03-03"),
    }
    with pytest.raises(StepRefused, match="不用改正"):
        actions.decide(case=case, outcome="grievance_unfounded", days=5, **given)
    with pytest.raises(StepRefused):
        actions.decide(case=case, outcome="grievance_declined", **given)


def test_only_the_office_and_the_unit_act(cast):
    case = asked(cast)
    for verb, given in ((actions.accept, {}), (actions.decline, {"reason": "不属于信息公开方面的事。"})):
        with pytest.raises((NotAllowed, StepRefused)):
            verb(case=complained(cast), by=cast.actor(OFFICER), at=noon("2026-03-03"), **given)
    with pytest.raises(NotAllowed):
        actions.explain(case=case, text="我们来说明一下情况。", by=cast.actor("qian_jingban"), at=noon("2026-03-03"))
    with pytest.raises(NotAllowed):
        complained_by = {
            "about": cast.units["zjj"],
            "telling": TELLING,
            "channel": "letter",
            "received_on": noon("2026-03-02").date(),
        }
        actions.register(by=cast.actor(OFFICER), at=noon("2026-03-02"), **complained_by)


def test_nobody_has_to_say_who_they_are(cast):
    case = complained(cast, telling=Telling("fee", "复印收了钱，没有给收费通知。", {}))
    assert data_of(papers_of(case)[0])["to"] == "举报投诉人"


def test_a_form_sent_twice_makes_one_case_with_the_same_code(cast):
    given = {"about": cast.units["zjj"], "telling": TELLING, "at": noon("2026-03-02"), "form_token": "t" * 48}
    first = actions.submit(query_code="7KQ2M9XW4HRD", **given)
    again = actions.submit(query_code="7KQ2M9XW4HRD", **given)
    assert first.case == again.case and Case.objects.count() == 1 and first.query_code == again.query_code


@pytest.mark.parametrize(
    "change, field", [({"received_on": noon("2026-03-03").date()}, "received_on"), ({"telling": Telling("fee", "太短", {})}, "text"),
    ({"telling": Telling("nothing", "复印收了钱，没有给通知。", {})}, "matter"), ({"received_on": noon("2004-03-03").date()}, "received_on")],
)  # fmt: skip
def test_what_does_not_hold_is_refused_at_its_field(cast, change, field):
    with pytest.raises(StepRefused) as refused:
        complained(cast, **change)
    assert refused.value.field == field and not Case.objects.exists()
