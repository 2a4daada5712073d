"""Consultation of third parties and joint organs: the clock rests (条例第32、33、34条)."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.parties import vault
from gongkai.kernel.cases.queries import get_visible, ledger_of, steps_of
from gongkai.kernel.flow.clocks import clock_of, reading, running
from gongkai.kernel.flow.models import NEVER, Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, answering, consulting, ticker
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.faces import desk
from gongkai.procedures.foi.models import Consultation
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, due, handled


def consult(cast, case, on: str = "2026-03-02", unit: str | None = "wjw", kind: str = "third_party"):
    return consulting.consult(
        case=case, kind=kind, whom="" if unit else "明川建筑公司", letter="", unit=cast.units[unit] if unit else None,
        by=cast.actor("zhou_jingban"), at=noon(on),
    )  # fmt: skip


def test_the_clock_rests_while_the_other_unit_owes_its_opinion(cast):
    case = handled(cast)
    consult(cast, case)
    own, theirs = (
        Duty.objects.get(ref=case.ref, kind="handle", closed_on=None),
        Duty.objects.get(ref=case.ref, kind="consulted"),
    )
    assert own.paused and own.sort_on == NEVER and own.due_on is None
    assert theirs.unit == cast.units["wjw"] and theirs.role == "case_officer"
    assert due(case) is None


def test_half_open_interval_of_nine_days_moves_the_due_day_by_nine(cast):
    case = handled(cast)
    consultation = consult(cast, case)
    consulting.record_opinion(
        consultation=consultation,
        consents=False,
        opinion="不同意公开姓名",
        by=cast.actor("qian_jingban"),
        at=noon("2026-03-13"),
    )
    assert due(case) == date(2026, 3, 27)


def test_two_overlapping_consultations_count_once(cast):
    case = handled(cast)
    first, second = consult(cast, case), consult(cast, case, on="2026-03-04", unit=None)
    by = cast.actor("zhou_jingban")
    consulting.record_opinion(consultation=first, consents=True, opinion="同意", by=by, at=noon("2026-03-11"))
    assert clock_of(case.ref, "answer").paused
    consulting.record_opinion(consultation=second, consents=True, opinion="同意", by=by, at=noon("2026-03-13"))
    assert due(case) == date(2026, 3, 27)


def test_those_who_answer_for_the_consulted_unit_see_the_case_from_then_on(cast):
    case = handled(cast)
    assert get_visible(cast.scope("qian_jingban"), case.reference) is None
    consult(cast, case)
    assert get_visible(cast.scope("qian_jingban"), case.reference) == case
    assert get_visible(cast.scope("he_jiancha"), case.reference) == case
    for who in ("sun_bianji", "ma_qianfa"):
        assert get_visible(cast.scope(who), case.reference) is None


def test_after_fifteen_working_days_from_proven_delivery_the_ticker_goes_on(cast):
    case = handled(cast)
    consultation = consult(cast, case)
    consulting.prove_delivery(
        consultation=consultation, on=date(2026, 3, 3), by=cast.actor("zhou_jingban"), at=noon("2026-03-04")
    )
    assert consultation.due_on == date(2026, 3, 24)
    assert ticker.tick(noon("2026-03-24")) == 0
    assert ticker.tick(noon("2026-03-25")) == 1
    consultation.refresh_from_db()
    assert (consultation.answered_on, consultation.consents) == (date(2026, 3, 24), None)
    assert due(case) == date(2026, 4, 8)
    assert ticker.tick(noon("2026-03-26")) == 0


def test_without_proof_of_delivery_nothing_ends_by_itself(cast):
    consult(cast, handled(cast))
    assert ticker.tick(noon("2026-06-30")) == 0
    assert Consultation.objects.get().answered_on is None


def test_only_the_two_units_officers_record_the_opinion(cast):
    consultation = consult(cast, handled(cast))
    for who in ("sun_bianji", "ma_qianfa", "gao_gongkai"):
        with pytest.raises(NotAllowed):
            consulting.record_opinion(
                consultation=consultation, consents=True, opinion="", by=cast.actor(who), at=noon("2026-03-13")
            )


def test_an_answer_before_the_letter_is_refused(cast):
    consultation = consult(cast, handled(cast))
    with pytest.raises(StepRefused):
        consulting.record_opinion(
            consultation=consultation, consents=True, opinion="", by=cast.actor("qian_jingban"), at=noon("2026-03-13"),
            answered_on=date(2026, 2, 27),
        )  # fmt: skip


def test_the_own_unit_is_not_consulted(cast):
    with pytest.raises(StepRefused, match="本单位"):
        consult(cast, handled(cast), unit="zjj")


def told(case) -> list[str]:
    return [sentence for _, fact, sentence in ledger_of(case.ref) if fact.name.startswith("foi.opinion_")]


def test_the_ledger_says_that_the_clock_runs_on_only_when_it_does(cast):
    case = handled(cast)
    first, second = consult(cast, case), consult(cast, case, on="2026-03-04", unit=None)
    by = cast.actor("zhou_jingban")
    consulting.record_opinion(consultation=first, consents=True, opinion="同意", by=by, at=noon("2026-03-11"))
    assert told(case) == ["收到意见（第1份），还有1份没有答复，时钟仍停着"]
    consulting.record_opinion(consultation=second, consents=True, opinion="同意", by=by, at=noon("2026-03-13"))
    assert told(case)[0] == "收到意见（第2份），恢复计时"


def letter_of(case) -> str:
    return "\n".join(data_of(issued(case.ref, ["consultation"])[-1])["paragraphs"])


@pytest.mark.parametrize(
    "kind, received, said, unsaid",
    [
        ("third_party", "2026-02-10", ("合法权益", "15个工作日", "由我单位依照"), ("视为同意公开", "共同制作")),
        ("joint_organ", "2026-02-10", ("第三十四条", "共同制作", "15个工作日", "逾期未提出意见的，视为同意公开。"), ("合法权益",)),
        ("joint_organ", "2019-05-14", ("共同制作", "请尽快书面提出意见"), ("第三十四条", "视为同意公开", "15个工作日")),
    ],
)  # fmt: skip
def test_the_letter_states_the_article_by_which_it_asks(cast, kind, received, said, unsaid):
    case = handled(cast, received)
    consult(cast, case, on=received, kind=kind)
    text = letter_of(case)
    assert all(words in text for words in said) and not any(words in text for words in unsaid)


@pytest.mark.parametrize(
    "kind, came_of_it", [("third_party", "没有答复"), ("joint_organ", "逾期没有提出意见，视为同意公开")]
)
def test_silence_ends_a_consultation_and_is_not_told_as_an_opinion(cast, kind, came_of_it):
    case = handled(cast)
    consultation = consult(cast, case, kind=kind)
    by = cast.actor("zhou_jingban")
    consulting.prove_delivery(consultation=consultation, on=date(2026, 3, 3), by=by, at=noon("2026-03-04"))
    assert ticker.tick(noon("2026-03-25")) == 1
    assert told(case) == ["征求意见期满（第1份），恢复计时"]
    lapsed = next(step for step in steps_of(case) if step.name == "opinion_lapsed")
    consultation.refresh_from_db()
    assert consultation.said == came_of_it == vault.unseal(case.ref, f"step:{lapsed.seq}")
    assert "期满" in Foi.steps[lapsed.name].public and "收到意见" not in Foi.steps[lapsed.name].public


@pytest.mark.parametrize("day, allowed", [("2026-03-23", False), ("2026-03-24", False), ("2026-03-25", True)])
def test_the_consulted_have_their_whole_term(cast, day, allowed):
    case, by = handled(cast), cast.actor("zhou_jingban")
    consultation = consult(cast, case)
    consulting.prove_delivery(consultation=consultation, on=date(2026, 3, 3), by=by, at=noon("2026-03-04"))
    end = {"consultation": consultation, "consents": None, "opinion": "", "by": by, "at": noon(day)}
    if allowed:
        assert consulting.record_opinion(**end).answered_on == date(2026, 3, 24)
    else:
        with pytest.raises(StepRefused, match="2026年3月24日，过了这天"):
            consulting.record_opinion(**end)
        assert due(case) is None


@pytest.mark.parametrize(
    "received, on, cited",
    [("2019-05-14", "2019-05-16", "条例（2008）第24条第3款"), ("2019-05-15", "2019-05-17", "条例第32条")],
)
def test_a_pause_cites_the_regulation_of_its_case(cast, received, on, cited):
    case = handled(cast, received)
    consult(cast, case, on=on)
    lines = reading(clock_of(case.ref, "answer"), date(2019, 5, 20), explain=True).lines
    assert next(line.text for line in lines if line.kind == "header" and line.on).endswith(f"（{cited}）")


def facts_of(case) -> list[str]:
    return [sentence for _, _, sentence in ledger_of(case.ref)]


@pytest.mark.parametrize("on, rests", [("2026-03-13", True), ("2026-03-16", False), ("2026-03-17", False)])
def test_a_letter_sent_when_no_day_is_left_moves_and_hides_no_due_day(cast, on, rests):
    """Due on 16 March: the day before, the day, the day after."""
    case = handled(cast)
    assert due(case) == date(2026, 3, 16)
    assert consulting.can_rest(case, date.fromisoformat(on)) is rests
    consultation = consult(cast, case, on=on)
    own, clock = Duty.objects.get(ref=case.ref, kind="handle", closed_on=None), clock_of(case.ref, "answer")
    assert (clock.paused, own.paused) == (rests, rests)
    assert own.sort_on == (NEVER if rests else date(2026, 3, 16))
    assert any("暂停计时" in said for said in facts_of(case)) is rests
    assert any("期限已满，时钟不停" in said for said in facts_of(case)) is not rests
    light = reading(clock, date(2026, 3, 18)).light
    assert light == ("paused" if rests else "red")
    consulting.record_opinion(
        consultation=consultation, consents=True, opinion="", by=cast.actor("zhou_jingban"), at=noon("2026-03-18")
    )
    assert due(case) == date(2026, 3, 19 if rests else 16)
    assert told(case)[0].endswith("恢复计时" if rests else "期限已满，时钟不停")


def silence(cast, consultation, on):
    return consulting.record_opinion(
        consultation=consultation, consents=None, opinion="", by=cast.actor("zhou_jingban"), at=noon(on)
    )


@pytest.mark.parametrize(
    "received, on, later", [("2026-02-10", "2026-03-02", "2026-12-30"), ("2019-05-14", "2019-05-16", "2019-12-30")]
)
@pytest.mark.parametrize("kind", ["third_party", "joint_organ"])
def test_nobody_is_silent_to_whom_no_letter_came(cast, kind, received, on, later):
    case = handled(cast, received)
    consultation = consult(cast, case, on=on, kind=kind)
    with pytest.raises(StepRefused, match=r"先用“登记送达”.*用“登记没能送达”") as refused:
        silence(cast, consultation, later)
    assert refused.value.field == "consents"
    consultation.refresh_from_db()
    assert consultation.answered_on is None


@pytest.mark.parametrize("day, allowed", [("2019-05-16", False), ("2019-05-17", False), ("2019-05-20", True)])
def test_the_rule_of_2008_has_no_term_for_the_consulted_beyond_delivery(cast, day, allowed):
    case, by = handled(cast, "2019-05-14"), cast.actor("zhou_jingban")
    consultation = consult(cast, case, on="2019-05-16")
    if day != "2019-05-16":
        consulting.prove_delivery(consultation=consultation, on=date(2019, 5, 17), by=by, at=noon("2019-05-17"))
    if allowed:
        assert silence(cast, consultation, day).answered_on == date(2019, 5, 20)
    else:
        with pytest.raises(StepRefused, match="登记送达" if day == "2019-05-16" else "2019年5月17日，过了这天"):
            silence(cast, consultation, day)


@pytest.mark.parametrize(
    "kind, said", [("third_party", "没能送达，由受理单位决定是否公开"), ("joint_organ", "没能送达，不视为同意公开")]
)
def test_a_letter_that_cannot_be_delivered_is_nobodys_consent(cast, kind, said):
    case, by = handled(cast), cast.actor("zhou_jingban")
    consultation = consult(cast, case, kind=kind)
    consulting.record_undelivered(consultation=consultation, reason="寄了两次都退回", by=by, at=noon("2026-03-13"))
    consultation.refresh_from_db()
    assert (consultation.answered_on, consultation.consents, consultation.said) == (date(2026, 3, 13), None, said)
    assert due(case) == date(2026, 3, 27) and not Duty.objects.filter(ref=case.ref, kind="consulted", closed_on=None)
    step = next(step for step in steps_of(case) if step.name == "undelivered")
    assert vault.unseal(case.ref, f"step:{step.seq}") == f"{said}。寄了两次都退回"
    assert facts_of(case)[0] == "征求意见书（第1份）没能送达，恢复计时"
    assert ticker.tick(noon("2026-06-30")) == 0


def test_why_a_letter_could_not_be_delivered_is_asked_for_and_a_delivered_one_was(cast):
    case, by = handled(cast), cast.actor("zhou_jingban")
    first, second = consult(cast, case), consult(cast, case, unit=None)
    with pytest.raises(StepRefused, match="为什么送不到"):
        consulting.record_undelivered(consultation=first, reason=" ", by=by, at=noon("2026-03-13"))
    with pytest.raises(NotAllowed):
        consulting.record_undelivered(
            consultation=first, reason="退回", by=cast.actor("qian_jingban"), at=noon("2026-03-13")
        )
    consulting.prove_delivery(consultation=second, on=date(2026, 3, 3), by=by, at=noon("2026-03-04"))
    with pytest.raises(StepRefused, match="2026年3月3日已经送达"):
        consulting.record_undelivered(consultation=second, reason="退回", by=by, at=noon("2026-03-13"))


def test_a_letter_goes_to_one(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="只发给一家"):
        consulting.consult(
            case=case, kind="third_party", whom="明川建筑公司", letter="", unit=cast.units["wjw"],
            by=cast.actor("zhou_jingban"), at=noon("2026-03-02"),
        )  # fmt: skip


@pytest.mark.parametrize("unit, whom", [("wjw", ""), (None, " 明川 建筑公司")])
def test_nobody_is_asked_again_while_a_letter_of_that_kind_waits(cast, unit, whom):
    case, by = handled(cast), cast.actor("zhou_jingban")
    first = consult(cast, case, unit=unit)
    again = {"case": case, "whom": whom, "letter": "", "unit": cast.units[unit] if unit else None, "by": by}
    with pytest.raises(StepRefused, match="第1份征求意见书已经发给"):
        consulting.consult(kind="third_party", at=noon("2026-03-03"), **again)
    consulting.consult(kind="joint_organ", at=noon("2026-03-03"), **again)
    consulting.record_undelivered(consultation=first, reason="退回", by=by, at=noon("2026-03-04"))
    assert consulting.consult(kind="third_party", at=noon("2026-03-05"), **again).seq == 3


def waits_for_signature(cast, *delivered: str, on: str = "2026-03-05"):
    """An application whose answer waits for its signature while two consultations are open, ``delivered`` on these days."""
    case, by = handled(cast), cast.actor(OFFICER)
    letters = [consult(cast, case), consult(cast, case, unit=None)]
    for letter, day in zip(letters, delivered, strict=False):
        consulting.prove_delivery(consultation=letter, on=date.fromisoformat(day), by=by, at=noon(day))
    answering.propose(case=case, outcome="3_1", text="您申请的信息答复如下，请查收。", by=by, at=noon(on))
    return case, letters


def test_while_the_answer_waits_for_its_signature_opinions_come_in(cast):
    case, (first, second) = waits_for_signature(cast)
    consulting.prove_delivery(consultation=first, on=date(2026, 3, 6), by=cast.actor(OFFICER), at=noon("2026-03-06"))
    consulting.record_opinion(
        consultation=first, consents=True, opinion="同意", by=cast.actor("qian_jingban"), at=noon("2026-03-10")
    )
    assert case.state == "signing" and due(case) is None
    consulting.record_undelivered(
        consultation=second, reason="寄了两次都退回", by=cast.actor(OFFICER), at=noon("2026-03-13")
    )
    case.refresh_from_db()
    sign = Duty.objects.get(ref=case.ref, kind="sign", closed_on=None)
    assert (case.state, due(case), sign.due_on) == ("signing", date(2026, 3, 27), date(2026, 3, 27))
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2026-03-16"))


def test_while_the_answer_waits_for_its_signature_the_ticker_ends_a_consultation(cast):
    case, _ = waits_for_signature(cast, "2026-03-03", "2026-03-04")
    assert [ticker.tick(noon(f"2026-03-{day}")) for day in (24, 25, 26)] == [0, 1, 1]
    case.refresh_from_db()
    assert (case.state, due(case)) == ("signing", date(2026, 4, 9))


def test_an_earlier_letter_of_the_same_kind_stops_its_own_term(cast):
    case, (first, _) = waits_for_signature(cast, "2026-03-03", "2026-03-04")
    consulting.record_opinion(
        consultation=first, consents=True, opinion="", by=cast.actor(OFFICER), at=noon("2026-03-09")
    )
    assert [(clock.name, clock.seq) for clock in running(case.ref)] == [("answer", 0), ("third_party", 2)]


def answer(cast, case):
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2026-03-09"))


def recall(cast, case):
    foi.recall(case=case, by=cast.actor(OFFICER), at=noon("2026-03-09"))


@pytest.mark.parametrize("end", [answer, recall])
def test_what_ends_a_case_ends_what_it_waits_for(cast, end):
    case, (first, _) = waits_for_signature(cast, "2026-03-03")
    end(cast, case)
    assert running(case.ref) == [] and not Duty.objects.filter(ref=case.ref, closed_on=None)
    assert ticker.tick(noon("2026-06-30")) == 0
    today = date(2026, 6, 30)
    shares = [text for label, text in desk.shares(case, today) if label == "征求意见"]
    assert all(text.endswith("办结时还没有答复") for text in shares) and "3月3日送达" in shares[0]
    assert not any("还有" in words for _, _, words in desk.gates(case, today))
    with pytest.raises(StepRefused, match="不能收到意见"):
        consulting.record_opinion(
            consultation=first, consents=True, opinion="", by=cast.actor(OFFICER), at=noon("2026-03-10")
        )


def test_the_gate_of_a_case_says_what_had_not_come_when_it_was_answered(cast):
    case, _ = waits_for_signature(cast)
    gate = {name: (passed, words) for name, passed, words in desk.gates(case, date(2026, 3, 6))}["征求意见"]
    assert gate == (False, "2份，还有2份没有答复")
    answer(cast, case)
    gate = {name: (passed, words) for name, passed, words in desk.gates(case, date(2026, 3, 10))}["征求意见"]
    assert gate == (True, "2份，办结时有2份没有答复")
