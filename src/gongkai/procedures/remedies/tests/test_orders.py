"""What a decision orders is done in the application that it is about; how that ended first stays what its year counted."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.reporting.fill import fill
from gongkai.ground.documents.queries import notices_of
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.orders import orders_in
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import anew, answering
from gongkai.procedures.foi.faces import counter, desk
from gongkai.procedures.remedies.tests.scenes import (
    OFFICER,
    REQUEST,
    SIGNATORY,
    answered,
    day,
    decided,
    owed,
    received,
    replied,
)
from gongkai.pure.law.tables import TABLES


def ordered(cast, application: Case, on: str = "2026-04-20", **more) -> Case:
    """A reconsideration in which something is ordered in the application."""
    case = replied(cast, received(cast, about=application))
    decided(cast, case, more.pop("outcome", "rec_redo"), on, **({"days": 15} | more))
    application.refresh_from_db()
    return case


def propose(cast, application: Case, on: str = "2026-04-27", **more):
    given = {"outcome": "3_1", "text": "重新作出答复，予以公开。"} | more
    return anew.propose_anew(case=application, by=cast.actor(OFFICER), at=noon(on), **given)


def sign(cast, application: Case, on: str = "2026-04-28"):
    return anew.answer_anew(case=application, by=cast.actor(SIGNATORY), at=noon(on))


def figures(cast, year: int) -> dict:
    sheets.catch_up()
    return fill(TABLES["2021-3"], year, cast.units["xzf"], None).values


@pytest.mark.parametrize(
    "counting, days, last", [("working", 15, "2026-05-13"), ("calendar", 10, "2026-04-30"), ("calendar", 12, "2026-05-06")]
)  # fmt: skip
def test_the_term_runs_from_the_day_the_decision_came(cast, counting, days, last):
    """1 to 5 May are off, the 9th is worked."""
    application = answered(cast)
    case = ordered(cast, application, counting=counting, days=days)
    assert owed(application) == [("perform", "case_officer", last, False)]
    assert (application.state, application.phase) == ("reopened", "done")
    (order,) = orders_in(application)
    assert (order.source.pk, order.due_on, order.done_on) == (case.pk, day(last), None)


def test_what_is_ordered_is_said_with_its_term(cast):
    with pytest.raises(StepRefused, match="限几日"):
        ordered(cast, answered(cast), days=None)
    assert not Case.objects.exclude(outcome="").filter(procedure="reconsideration").exists()


def test_a_decision_that_orders_nothing_leaves_the_application_alone(cast):
    application = answered(cast)
    ordered(cast, application, outcome="rec_annulled")
    assert application.state == "answered" and owed(application) == []


def test_the_first_outcome_stays_in_the_table_of_its_year_and_is_counted_once(cast):
    application = answered(cast, "2025-11-04", "2025-12-02")
    before = figures(cast, 2025)
    ordered(cast, application)
    assert figures(cast, 2025) == before
    propose(cast, application)
    sign(cast, application)
    application.refresh_from_db()
    assert (application.outcome, application.closed_on) == ("3_3_6", day("2025-12-02"))
    assert figures(cast, 2025) == before and before["r3_3_6"]["total"] == 1
    assert figures(cast, 2026)["r3_7"]["total"] == 0


def test_answered_anew_what_was_ordered_is_done_and_its_paper_goes_out(cast):
    application = answered(cast)
    ordered(cast, application)
    propose(cast, application)
    assert owed(application) == [("sign", "signatory", "2026-05-13", False)] and application.state == "signing_anew"
    sign(cast, application)
    assert owed(application) == [] and application.state == "answered"
    (order,) = orders_in(application)
    assert (order.done_on, order.outcome) == (day("2026-04-28"), "3_1")
    assert [each.title for each in notices_of(application.ref)].count("政府信息公开申请答复书") == 2
    assert verify().findings == []


def test_the_applicant_is_told_until_when_and_then_that_it_was_answered_again(cast):
    application = answered(cast)

    def told(on: str) -> tuple:
        card = counter.track_card(application, None, day(on))
        return card.light, card.tag, card.big

    ordered(cast, application)
    assert told("2026-05-13") == ("green", "重新办理", "复议机关或者法院要求重新办理，最晚2026年5月13日。")
    assert told("2026-05-14")[:2] == ("red", "重新办理")
    propose(cast, application)
    sign(cast, application)
    application.refresh_from_db()
    assert told("2026-05-14") == ("done", "已重新答复", "2026年4月28日已经重新答复您。")
    assert "予以公开" in counter.track_card(application, None, day("2026-05-14")).text


def test_sent_back_it_is_the_officers_again_by_the_same_day(cast):
    application = answered(cast)
    ordered(cast, application)
    propose(cast, application)
    anew.return_anew(case=application, reason="请补写依据", by=cast.actor(SIGNATORY), at=noon("2026-04-28"))
    assert owed(application) == [("perform", "case_officer", "2026-05-13", False)]


def test_nobody_signs_what_they_proposed(cast):
    from gongkai.ground.units.actions import appoint

    application = answered(cast)
    ordered(cast, application)
    appoint(
        person=cast.people[SIGNATORY], unit=cast.units["zjj"], role="case_officer", at=noon("2026-04-20"), by="setup"
    )
    both = cast.actor(SIGNATORY, "2026-04-27")
    anew.propose_anew(case=application, outcome="3_1", text="重新作出答复，予以公开。", by=both, at=noon("2026-04-27"))
    with pytest.raises(NotAllowed, match="另一个人"):
        anew.answer_anew(case=application, by=both, at=noon("2026-04-28"))


def test_an_application_that_was_never_answered_is_answered_as_ever_and_that_does_it(cast):
    application = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-01-06")).case
    foi.accept(case=application, by=cast.actor(OFFICER), at=noon("2026-01-06"))
    ordered(cast, application, outcome="rec_perform")
    assert application.state == "handling" and {kind for kind, *_ in owed(application)} == {"handle", "perform"}
    waits = desk.waiting(application, day("2026-04-21"))
    assert "责令限期办理，最晚" in waits.text and "5月13日" in waits.text
    answering.propose(
        case=application, outcome="3_1", text="您申请的信息予以公开。", by=cast.actor(OFFICER), at=noon("2026-04-22")
    )
    answering.answer(case=application, by=cast.actor(SIGNATORY), at=noon("2026-04-23"))
    (order,) = orders_in(application)
    assert owed(application) == [] and order.done_on == day("2026-04-23")


def test_two_orders_at_once_are_not_taken(cast):
    application = answered(cast)
    ordered(cast, application)
    with pytest.raises(StepRefused, match="请先办完"):
        ordered(cast, application)


def test_after_the_second_answer_another_order_may_come(cast):
    application = answered(cast)
    ordered(cast, application)
    propose(cast, application)
    sign(cast, application)
    ordered(cast, application, on="2026-06-10")
    propose(cast, application, "2026-06-12", outcome="3_2")
    sign(cast, application, "2026-06-15")
    assert [order.outcome for order in orders_in(application)] == ["3_1", "3_2"] and application.outcome == "3_3_6"


def test_what_is_still_reviewed_or_to_be_done_again_is_not_erased(cast):
    application, by = answered(cast), cast.actor("lin_guanli")
    case = received(cast, about=application)
    with pytest.raises(StepRefused, match="还在复议"):
        cases.erase(case=application, by=by, at=noon("2026-03-10"))
    decided(cast, replied(cast, case), "rec_redo", days=15)
    with pytest.raises(StepRefused, match="重新办理"):
        cases.erase(case=application, by=by, at=noon("2026-04-21"))
    application.refresh_from_db()
    propose(cast, application)
    sign(cast, application)
    cases.erase(case=application, by=by, at=noon("2026-05-01"))


def test_its_registrar_needs_a_part_in_the_unit(cast):
    with pytest.raises(NotAllowed):
        received(cast, unit=cast.units["wjw"])


def test_a_unit_that_closes_hands_on_what_it_was_ordered_and_its_year_stays_as_counted(cast):
    from gongkai.ground.units.actions import close_unit
    from gongkai.ground.units.scope import scope_of
    from gongkai.kernel.cases import ticker
    from gongkai.kernel.cases.queries import get_visible

    application = answered(cast)
    ordered(cast, application)
    before, at = figures(cast, 2026), noon("2026-04-24")
    close_unit(unit=cast.units["zjj"], successor=cast.units["wjw"], on=at.date(), at=at, by="lin")
    assert ticker.tick(at) == 1 and ticker.tick(at) == 0
    assert [duty.unit.code for duty in open_duties(application.ref)] == ["wjw"]
    assert figures(cast, 2026) == before and Case.objects.get(pk=application.pk).unit.code == "zjj"
    scope = scope_of(cast.people["qian_jingban"], at.date())
    found = get_visible(scope, application.reference)
    given = {"outcome": "3_1", "text": "重新作出答复，予以公开。"}
    anew.propose_anew(case=found, by=scope.actor(), at=noon("2026-04-27"), **given)
    assert [(duty.kind, duty.unit.code) for duty in open_duties(application.ref)] == [("sign", "zjj")]


def test_a_year_that_is_announced_later_moves_the_day(cast, monkeypatch):
    from gongkai.ground.rules.actions import load_year
    from gongkai.kernel.cases import orders

    application = answered(cast)
    ordered(cast, application, on="2026-12-21", days=15)
    before = orders_in(application)[0].due_on
    load_year(
        year=2027,
        holidays=[day("2027-01-04"), day("2027-01-05")],
        workdays=[],
        source="试",
        by="setup",
        at=noon("2026-12-28"),
    )
    assert orders.reread(at=noon("2026-12-28"), by="setup") == 1
    (order,) = orders_in(application)
    assert order.due_on > before and [due for _, _, due, _ in owed(application)] == [order.due_on.isoformat()]
    assert orders.reread(at=noon("2026-12-28"), by="setup") == 0
