"""A receipt day corrected across 2019-05-15 while something waits: refused where what waits is of the old Regulation, and never a dead end."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, correcting
from gongkai.procedures.foi.faces import counter
from gongkai.procedures.foi.tests import scenes
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, due, handled

OLD, NEW = date(2019, 5, 14), date(2019, 5, 15)
TEXT = "您申请的信息答复如下，请查收。"


def correct(cast, case, to: date, on: str = "2019-05-27"):
    return correcting.correct_receipt(
        case=case, received_on=to, reason="邮戳日期看错", by=cast.actor(OFFICER), at=noon(on)
    )


def propose(cast, case, outcome: str, on: str = "2019-05-24"):
    return answering.propose(case=case, outcome=outcome, text=TEXT, by=cast.actor(OFFICER), at=noon(on))


def letter(cast, received: date) -> Case:
    """A letter that the window took down on 16 May 2019."""
    return scenes.letter(cast, "2019-05-16", str(received))


def ask(cast, case, on: str = "2019-05-20"):
    return foi.ask_correction(case=case, items="请写明年份", days=10, by=cast.actor(OFFICER), at=noon(on))


def receive(cast, case, on: str = "2019-05-22"):
    return foi.receive_correction(case=case, text="2018年的", by=cast.actor(OFFICER), at=noon(on))


@pytest.mark.parametrize("received, to, outcome", [(NEW, OLD, "3_1"), (OLD, NEW, "c32")])
def test_while_an_answer_waits_for_its_signature_the_law_stays(cast, received, to, outcome):
    case = letter(cast, received)
    foi.accept(case=case, by=cast.actor(OFFICER), at=noon("2019-05-16"))
    propose(cast, case, outcome)
    with pytest.raises(StepRefused, match="请签发人先退回重拟，再更正") as refused:
        correct(cast, case, to)
    assert refused.value.field == "received_on"
    case.refresh_from_db()
    law = case.law
    answering.return_answer(case=case, reason="收到日期登记错了", by=cast.actor(SIGNATORY), at=noon("2019-05-28"))
    correct(cast, case, to, "2019-05-28")
    assert case.law != law
    with pytest.raises(StepRefused, match="不是这一件适用的条例里的结果") as refused:
        propose(cast, case, outcome, "2019-05-29")
    assert refused.value.field == "outcome"
    case.refresh_from_db()
    propose(cast, case, {"3_1": "c32", "c32": "3_1"}[outcome], "2019-05-29")
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2019-05-30"))
    assert case.closed


def test_within_one_law_the_day_may_be_corrected_while_an_answer_waits(cast):
    case = handled(cast, "2019-05-24")
    propose(cast, case, "3_1")
    correct(cast, case, date(2019, 5, 23))
    assert (case.state, case.received_on) == ("signing", date(2019, 5, 23))


def test_an_answer_of_another_law_is_sent_back_not_signed(cast):
    case = handled(cast, "2019-05-15")
    propose(cast, case, "3_1")
    Case.objects.filter(pk=case.pk).update(law="foi-2008", rule="foi-2008")
    case.refresh_from_db()
    with pytest.raises(StepRefused, match="退回重拟"):
        answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2019-05-28"))


def test_while_a_correction_is_awaited_the_law_of_2008_that_knows_none_is_refused(cast):
    case = ask(cast, letter(cast, date(2019, 5, 16)))
    with pytest.raises(StepRefused, match="请收到补正、登记以后再更正；到期没有补正的，按放弃申请办结") as refused:
        correct(cast, case, OLD)
    assert refused.value.field == "received_on"
    case.refresh_from_db()
    correct(cast, case, NEW)
    assert (case.law, case.state) == ("foi-2019", "correcting")
    receive(cast, case, "2019-05-28")
    assert case.state == "handling"


def test_before_it_is_asked_for_a_correction_follows_the_law_of_the_corrected_day(cast):
    newer = letter(cast, OLD)
    with pytest.raises(StepRefused, match="告知补充就是答复"):
        ask(cast, newer, "2019-05-17")
    correct(cast, newer, NEW, "2019-05-17")
    receive(cast, ask(cast, newer))
    assert (newer.law, newer.received_on, due(newer)) == ("foi-2019", date(2019, 5, 22), date(2019, 6, 20))
    older = letter(cast, NEW)
    correct(cast, older, OLD, "2019-05-17")
    with pytest.raises(StepRefused, match="告知补充就是答复"):
        ask(cast, older)


@pytest.mark.parametrize("back", [False, True])
def test_what_was_corrected_keeps_its_new_start_and_has_a_way_on(cast, back):
    """Corrected on 22 May, then the receipt turns out to be of the other law; ``back``: and then not after all."""
    case = receive(cast, ask(cast, letter(cast, NEW)))
    correct(cast, case, OLD, "2019-05-23")
    assert (case.law, case.first_received_on, case.received_on) == ("foi-2008", OLD, date(2019, 5, 22))
    assert due(case) == date(2019, 6, 13)
    if back:
        correct(cast, case, NEW, "2019-05-23")
        assert (case.law, due(case)) == ("foi-2019", date(2019, 6, 20))
    told = reading(clock_of(case.ref, "answer"), date(2019, 5, 24), explain=True)
    restart = next(line.text for line in told.lines if line.kind == "restart")
    assert restart.endswith("现在适用的规则没有补正后重新起算") is not back
    assert counter.track_card(case, told, date(2019, 5, 24)).runs
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor(SIGNATORY), at=noon("2019-05-24"))
    propose(cast, case, "3_1" if back else "c32")
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon("2019-05-28"))
    assert case.closed and case.on_time


def test_under_2008_nothing_lapses_for_want_of_a_correction(cast):
    case = ask(cast, letter(cast, NEW))
    Case.objects.filter(pk=case.pk).update(law="foi-2008", rule="foi-2008")
    case.refresh_from_db()
    with pytest.raises(StepRefused, match="请先更正"):
        foi.lapse(case=case, by=cast.actor(OFFICER), at=noon("2019-09-02"))
