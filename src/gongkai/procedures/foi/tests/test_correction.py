"""Correction: asked once, the clock starts anew, or the application lapses (条例第30条)."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.ledger import acts
from gongkai.ground.ledger.acts import record
from gongkai.kernel.cases.queries import ledger_of, taken_late
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, facts, queries
from gongkai.procedures.foi.faces import counter
from gongkai.procedures.foi.faces.desk import offers
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.tests.scenes import OFFICER, due, handled, submitted
from gongkai.pure.clock import Event, EventKind


def asked(cast, on: str = "2026-02-11", received: str = "2026-02-10"):
    case = submitted(cast, received)
    return foi.ask_correction(
        case=case, items="请写明是哪一年的名单", days=10, by=cast.actor("zhou_jingban"), at=noon(on)
    )


def test_the_term_starts_anew_and_the_first_receipt_stays_for_counting(cast):
    case = asked(cast)
    assert case.state == "correcting" and case.phase == "waiting"
    foi.receive_correction(case=case, text="2025年的名单", by=foi.APPLICANT, at=noon("2026-02-25"))
    assert (case.received_on, case.first_received_on) == (date(2026, 2, 25), date(2026, 2, 10))
    assert due(case) == date(2026, 3, 24)
    assert Duty.objects.get(ref=case.ref, closed_on=None).due_on == date(2026, 3, 24)


@pytest.mark.parametrize(("on", "late"), [("2026-02-25", 0), ("2026-02-26", 0), ("2026-02-27", 1), ("2026-03-02", 3)])
def test_asked_late_it_is_recorded_and_told_not_blocked(cast, on, late):
    """Saturday 28 February was worked."""
    case = asked(cast, on)
    from gongkai.ground.ledger.models import Fact
    from gongkai.pure.tlog.entry import parse_canonical

    fact = Fact.objects.get(name="foi.correction_asked")
    assert parse_canonical(bytes(fact.body))["fact"]["late"] is (late > 0)
    (told,) = [sentence for _, each, sentence in ledger_of(case.ref) if each.name == fact.name]
    assert told.endswith(f"日前，逾期{late}个工作日提出" if late else "日前")
    tells = [(each.label, each.taken.on, each.last_on, each.days) for each in taken_late(case)]
    assert tells == ([("要求补正", date.fromisoformat(on), date(2026, 2, 26), late)] if late else [])
    foi.receive_correction(case=case, text="2025年的名单", by=foi.APPLICANT, at=noon("2026-03-04"))
    assert bool(taken_late(case)) is (late > 0)


def test_a_correction_is_asked_once(cast):
    case = asked(cast)
    foi.receive_correction(case=case, text="2025年的名单", by=foi.APPLICANT, at=noon("2026-02-25"))
    with pytest.raises(StepRefused):
        foi.ask_correction(case=case, items="还要补", days=5, by=cast.actor("zhou_jingban"), at=noon("2026-02-26"))


def test_it_lapses_only_after_the_applicants_term_and_by_an_officer(cast):
    case = asked(cast)
    until = Application.objects.get(case=case).correction_due_on
    with pytest.raises(StepRefused, match="过了这天"):
        foi.lapse(case=case, by=cast.actor("zhou_jingban"), at=noon(until.isoformat()))
    after = noon(until.isoformat()).replace(day=until.day) + (noon("2026-01-02") - noon("2026-01-01"))
    foi.lapse(case=case, by=cast.actor("zhou_jingban"), at=after)
    assert (case.phase, case.outcome, case.closed_on) == ("void", "3_6_1", after.date())
    assert clock_of(case.ref, "answer").stopped_on == after.date()
    assert not Duty.objects.filter(ref=case.ref, closed_on=None).exists()


@pytest.mark.parametrize(
    "received, on, words",
    [
        ("2023-12-01", "2023-12-29", "或者"),
        ("2023-12-01", "2024-01-02", "应当先申请行政复议"),
        ("2026-02-10", "2026-03-31", "应当先申请行政复议"),
    ],
)
def test_who_is_told_that_it_lapsed_is_told_what_can_be_done_about_it(cast, received, on, words):
    case = asked(cast, received, received)
    foi.lapse(case=case, by=cast.actor("zhou_jingban"), at=noon(on))
    remedy = data_of(issued(case.ref, ["lapse"])[-1])["remedy"]
    assert words in remedy and "的本告知不服" in remedy and "本答复" not in remedy


def test_who_took_it_back_needs_no_remedy(cast):
    case = foi.recall(case=submitted(cast), by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    assert data_of(issued(case.ref, ["recall"])[-1])["remedy"] == ""


def test_under_the_2008_regulation_the_notice_is_the_answer(cast):
    case = submitted(cast, "2018-06-01")
    with pytest.raises(StepRefused, match="告知作出更改补充"):
        foi.ask_correction(case=case, items="请写明年份", days=5, by=cast.actor("zhou_jingban"), at=noon("2018-06-04"))


def test_a_stranger_cannot_correct_for_the_applicant(cast):
    case = asked(cast)
    with pytest.raises(StepRefused):
        foi.receive_correction(case=case, text="2025年", by=cast.actor("qian_jingban"), at=noon("2026-02-25"))


@pytest.mark.parametrize(("on", "allowed"), [("2026-02-10", False), ("2026-02-11", True), ("2026-02-12", True)])
def test_a_correction_comes_not_before_it_was_asked_for(cast, on, allowed):
    case = asked(cast)

    def receive():
        foi.receive_correction(
            case=case,
            text="2025年",
            by=cast.actor("zhou_jingban"),
            at=noon("2026-02-13"),
            received_on=date.fromisoformat(on),
        )

    if allowed:
        receive()
        assert case.received_on == date.fromisoformat(on)
    else:
        with pytest.raises(StepRefused, match="2026年2月11日才要求补正"):
            receive()


def unclear(cast, case):
    return answering.propose(
        case=case, outcome="3_4_3", text="您补充以后仍看不出要哪一年的信息。", by=cast.actor(OFFICER), at=noon("2026-02-13")
    )  # fmt: skip


def test_only_what_was_corrected_stays_unclear_after_its_correction(cast):
    never = handled(cast)
    assert "3_4_3" not in {each.code for each in queries.answers_open_to(never)}
    with pytest.raises(StepRefused, match="没有补正过"):
        unclear(cast, never)
    asked = submitted(cast)
    foi.ask_correction(case=asked, items="请写明年份", days=5, by=cast.actor(OFFICER), at=noon("2026-02-11"))
    foi.receive_correction(case=asked, text="近年的", by=cast.actor(OFFICER), at=noon("2026-02-12"))
    assert "3_4_3" in {each.code for each in queries.answers_open_to(asked)}
    assert unclear(cast, asked).outcome == "3_4_3"


def extended(cast, case, on: str = "2026-02-11"):
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor("liu_qianfa"), at=noon(on))


def test_once_the_term_was_extended_no_correction_is_asked_for(cast):
    case, today = submitted(cast), date(2026, 2, 12)
    offered = {each.act.name: each for each in offers(case, cast.scope(OFFICER), today)}["correct"]
    assert not offered.reason and foi.cannot_ask(case) == ""
    assert "不能再要求补正" in {e.act.name: e for e in offers(case, cast.scope("liu_qianfa"), today)}["extend"].hint
    extended(cast, case)
    with pytest.raises(StepRefused, match="补正须在征求意见和延期之前，不能再重新起算，所以现在不能要求补正"):
        foi.ask_correction(case=case, items="请写明年份", days=5, by=cast.actor(OFFICER), at=noon("2026-02-12"))
    case.refresh_from_db()
    assert case.state == "received" and not issued(case.ref, ["correction"])
    offered = {each.act.name: each for each in offers(case, cast.scope(OFFICER), today)}["correct"]
    assert offered.reason == f"{foi.cannot_ask(case)}。"
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon("2026-02-12"))
    assert case.state == "handling"


def test_the_counter_has_no_form_for_what_the_clock_would_refuse(cast):
    case = asked(cast)
    assert [act.name for act in counter.acts(case)] == ["correct", "recall"]
    with acts.act():
        moved = clocks.move(
            clock_of(case.ref, "answer"), Event(EventKind.EXTEND, date(2026, 2, 11), days=10), checked=False
        )
        record(facts.CaseExtended(case.reference, 10), ref=case.ref, by=OFFICER, at=noon("2026-02-11"), rows=moved)
    assert [act.name for act in counter.acts(case)] == ["recall"]
