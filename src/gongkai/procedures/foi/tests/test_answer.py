"""The answer: proposed, signed by another, counted in or out of time by the day it is sent."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import data_of
from gongkai.ground.parties import vault
from gongkai.ground.units.actions import appoint, change_unit
from gongkai.ground.units.models import Government
from gongkai.ground.units.queries import court_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering
from gongkai.procedures.foi.faces.counter import track_card
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, SIGNATORY, answered, handled, submitted
from gongkai.pure.declare import Role


@pytest.mark.parametrize(("on", "kept"), [("2026-03-13", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_on_time_is_by_the_day_it_is_sent(cast, on, kept):
    case = answered(cast, "2026-02-10", on)
    assert (case.on_time, case.within_term) == (kept, kept)


def test_after_an_extension_it_is_on_time_but_not_within_the_term(cast):
    case = handled(cast)
    foi.extend(case=case, days=20, ground="材料较多", by=cast.actor("liu_qianfa"), at=noon("2026-03-13"))
    answering.propose(
        case=case,
        outcome="3_1",
        text="您申请的信息予以公开，请查收。",
        by=cast.actor("zhou_jingban"),
        at=noon("2026-04-01"),
    )
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-04-02"))
    assert (case.on_time, case.within_term, case.extended) == (True, False, True)


def test_a_closed_case_owes_nothing_and_takes_no_more_steps(cast):
    case = answered(cast, "2026-02-10", "2026-03-13")
    assert not Duty.objects.filter(ref=case.ref, closed_on=None).exists()
    for act in (
        lambda: foi.recall(case=case, by=foi.APPLICANT, at=noon("2026-03-16")),
        lambda: answering.answer(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-03-16")),
    ):
        with pytest.raises(StepRefused):
            act()


def test_whoever_proposed_does_not_sign(cast):
    appoint(
        person=cast.people["zhou_jingban"], unit=cast.units["zjj"], role=Role.SIGNATORY, at=noon("2026-01-05"), by="lin"
    )
    case = handled(cast)
    answering.propose(
        case=case,
        outcome="3_1",
        text="您申请的信息予以公开，请查收。",
        by=cast.actor("zhou_jingban"),
        at=noon("2026-03-02"),
    )
    with pytest.raises(NotAllowed, match="另一个人"):
        answering.answer(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))


@pytest.mark.parametrize("outcome", ["3_6_1", "3_6_2", "3_6_3"])
def test_what_is_no_answer_is_not_proposed(cast, outcome):
    with pytest.raises(StepRefused):
        answering.propose(
            case=handled(cast),
            outcome=outcome,
            text="您申请的信息予以公开，请查收。",
            by=cast.actor("zhou_jingban"),
            at=noon("2026-03-02"),
        )


@pytest.mark.parametrize(("length", "holds"), [(9, False), (10, True), (11, True)])
def test_an_answer_too_short_is_told_how_long_it_has_to_be(cast, length, holds):
    case, typed = handled(cast), {"outcome": "3_1", "by": cast.actor("zhou_jingban"), "at": noon("2026-03-02")}
    if holds:
        assert answering.propose(case=case, text="答" * length, **typed).seq == 1
    else:
        with pytest.raises(StepRefused, match="至少写10个字"):
            answering.propose(case=case, text="答" * length, **typed)


def test_an_outcome_of_the_other_regulation_is_unknown(cast):
    with pytest.raises(StepRefused, match="不是这一件适用的条例里的结果"):
        answering.propose(
            case=handled(cast),
            outcome="c32",
            text="您申请的信息予以公开，请查收。",
            by=cast.actor("zhou_jingban"),
            at=noon("2026-03-02"),
        )


def test_an_adverse_answer_carries_the_remedy_of_its_date(cast):
    for received, on, words in (("2023-11-01", "2023-11-20", "或者"), ("2026-02-10", "2026-03-02", "复议")):
        case = answered(cast, received, on, outcome="3_3_4")
        notice = Notice.objects.get(ref=case.ref, kind="answer")
        assert words in vault.unseal(case.ref, f"notice:{notice.number}"[:40])["remedy"]


def test_a_returned_proposal_goes_back_to_its_officer(cast):
    case = handled(cast)
    answering.propose(
        case=case,
        outcome="3_1",
        text="您申请的信息予以公开，请查收。",
        by=cast.actor("zhou_jingban"),
        at=noon("2026-03-02"),
    )
    answering.return_answer(case=case, reason="请写明怎么取得", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))
    assert case.state == "handling" and Duty.objects.get(ref=case.ref, closed_on=None).kind == "handle"


def test_a_recalled_application_stays_counted(cast):
    case = submitted(cast)
    foi.recall(case=case, by=foi.APPLICANT, at=noon("2026-02-12"))
    assert (case.phase, case.outcome) == ("void", "3_6_3")


@pytest.mark.parametrize(
    "unit, organ, court",
    [
        ("zjj", "明川县人民政府", "明川县人民法院"),
        ("xzf", "宁州市人民政府", "宁州市中级人民法院"),
        ("wjw", "上一级主管部门", "明川县人民法院"),
    ],
)
def test_an_answer_names_who_reviews_the_unit_that_gives_it_and_which_court(cast, unit, organ, court):
    Government.objects.update(court="明川县人民法院", court_for_government="宁州市中级人民法院")
    change_unit(unit=cast.units["wjw"], at=noon("2026-01-05"), by="lin", in_totals=False)
    for username, role in ((OFFICER, Role.CASE_OFFICER), (SIGNATORY, Role.SIGNATORY)):
        if unit != "zjj":
            appoint(person=cast.people[username], unit=cast.units[unit], role=role, at=noon("2026-01-05"), by="lin")
    case = foi.submit(unit=cast.units[unit], request=REQUEST, at=noon("2026-02-10")).case
    assert f"60日内向{organ}申请行政复议" in track_card(case, None, date(2026, 2, 11)).rights
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon("2026-02-11"))
    answering.propose(
        case=case, outcome="3_3_4", text="名单涉及第三方合法权益。", by=cast.actor(OFFICER), at=noon("2026-02-12")
    )
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2026-02-13"))
    remedy = data_of(Notice.objects.get(ref=case.ref, kind="answer"))["remedy"]
    assert f"60日内向{organ}提出" in remedy and f"15日内向{court}提起行政诉讼" in remedy


@pytest.mark.parametrize("unit, court", [("zjj", "有管辖权的人民法院"), ("xzf", "有管辖权的中级人民法院")])
def test_a_court_that_nobody_named_is_told_in_the_words_of_the_law(cast, unit, court):
    Government.objects.update(court="", court_for_government="")
    assert court_of(cast.units[unit], Government.objects.get()) == court
