"""A wrong receipt day is corrected by an act; it may cross the change of law of 2019-05-15."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.kernel.flow.models import ClockEvent
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting, correcting
from gongkai.procedures.foi.forms import ReceiptForm
from gongkai.procedures.foi.tests.scenes import (
    OFFICER,
    accepted,
    answered,
    asked_to_correct,
    due,
    handled,
    letter,
    submitted,
)
from gongkai.procedures.foi.words import zh


def correct(cast, case, to: date, on: str, outcome: str | None = None):
    return correcting.correct_receipt(
        case=case, received_on=to, reason="邮戳日期看错", by=cast.actor("zhou_jingban"), at=noon(on), outcome=outcome
    )


def test_the_due_day_follows_and_the_old_event_stays(cast):
    case = handled(cast)
    correct(cast, case, date(2026, 2, 6), "2026-02-12")
    assert (case.received_on, due(case)) == (date(2026, 2, 6), date(2026, 3, 12))
    assert list(
        ClockEvent.objects.filter(clock__ref=case.ref, clock__name="answer").values_list("kind", flat=True)
    ) == ["start", "correct"]


def test_an_open_case_changes_its_regulation(cast):
    case = handled(cast, "2019-05-15")
    assert (case.law, due(case)) == ("foi-2019", date(2019, 6, 13))
    correct(cast, case, date(2019, 5, 14), "2019-05-17")
    assert (case.law, due(case)) == ("foi-2008", date(2019, 6, 4))


def test_a_closed_case_restates_its_outcome_in_the_same_act(cast):
    case = answered(cast, "2019-05-15", "2019-06-10")
    assert case.within_term
    with pytest.raises(StepRefused, match="重新选择办理结果"):
        correct(cast, case, date(2019, 5, 14), "2019-07-01")
    correct(cast, case, date(2019, 5, 14), "2019-07-01", outcome="c32")
    assert (case.law, case.outcome, case.within_term, case.closed_on) == ("foi-2008", "c32", False, date(2019, 6, 10))


@pytest.mark.parametrize(
    "to, outcome, told",
    [
        (date(2019, 5, 14), None, "重新选择办理结果"),
        (date(2019, 5, 14), "3_1", "不是更正后适用的条例里的办理结果"),
        (date(2019, 5, 15), "c32", "办理结果不变"),
        (date(2019, 5, 16), None, "收到日期登记的就是2019年5月16日，不用更正"),
        (date(2008, 4, 30), "c32", "2008年5月1日起施行"),
    ],
)
def test_a_closed_case_keeps_one_outcome_of_its_own_regulation(cast, to, outcome, told):
    case = answered(cast, "2019-05-16", "2019-06-10")
    with pytest.raises(StepRefused, match=told):
        correct(cast, case, to, "2019-07-01", outcome)
    case.refresh_from_db()
    assert (case.law, case.outcome, case.received_on) == ("foi-2019", "3_1", date(2019, 5, 16))


def extended(cast, case: Case, on: str) -> None:
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor("liu_qianfa"), at=noon(on))


def consulted(cast, case: Case, on: str) -> None:
    consulting.consult(
        case=case, kind="third_party", whom="明川建筑公司", letter="", by=cast.actor(OFFICER), at=noon(on)
    )


@pytest.mark.parametrize("act", [accepted, asked_to_correct, extended])
@pytest.mark.parametrize("day, allowed", [("2026-03-02", True), ("2026-03-03", True), ("2026-03-04", False)])
def test_what_was_acted_upon_had_been_received(cast, act, day, allowed):
    case = letter(cast, "2026-02-27")
    act(cast, case, "2026-03-03")
    before = due(case)
    if allowed:
        assert correct(cast, case, date.fromisoformat(day), "2026-03-06").first_received_on == date.fromisoformat(day)
        return
    with pytest.raises(StepRefused, match="2026年3月3日已经办过“"):
        correct(cast, case, date.fromisoformat(day), "2026-03-06")
    case.refresh_from_db()
    assert (case.first_received_on, due(case)) == (date(2026, 2, 27), before)


@pytest.mark.parametrize(
    "day, told", [("2026-02-09", ""), ("2026-02-10", "不用更正"), ("2026-02-11", "2026年2月10日已经登记")]
)
def test_what_came_through_the_web_was_there_when_it_was_registered(cast, day, told):
    case = submitted(cast, "2026-02-10")
    if not told:
        assert correct(cast, case, date.fromisoformat(day), "2026-03-06").received_on == date.fromisoformat(day)
    else:
        with pytest.raises(StepRefused, match=told):
            correct(cast, case, date.fromisoformat(day), "2026-03-06")


@pytest.mark.parametrize("restarted", [False, True])
def test_the_day_that_stands_there_is_no_correction(cast, restarted):
    """After a correction of the application came in, the day that stands there is still that of its first receipt."""
    case = letter(cast, "2026-03-02")
    if restarted:
        asked_to_correct(cast, case, "2026-03-03")
        foi.receive_correction(case=case, text="2025年的", by=cast.actor("zhou_jingban"), at=noon("2026-03-05"))
    before = len(ledger_of(case.ref))
    with pytest.raises(StepRefused, match="收到日期登记的就是2026年3月2日，不用更正") as refused:
        correct(cast, case, date(2026, 3, 2), "2026-03-06")
    assert refused.value.field == "received_on" and len(ledger_of(case.ref)) == before


def test_nobody_turns_a_red_light_green(cast):
    case = handled(cast, "2026-01-05")
    with pytest.raises(StepRefused):
        correct(cast, case, date(2026, 3, 6), "2026-03-06")
    assert reading(clock_of(case.ref, "answer"), date(2026, 3, 6)).light == "red"


@pytest.mark.parametrize("asked, late", [("2026-03-02", False), ("2026-03-03", False), ("2026-03-04", True)])
def test_nobody_does_so_while_a_correction_is_awaited(cast, asked, late):
    """Received on 28 January it was due on 3 March; of 29 January, on the 4th. Neither makes it timely that it was asked for so late."""
    case = letter(cast, "2026-02-27", "2026-01-28")
    assert due(case) == date(2026, 3, 3)
    asked_to_correct(cast, case, asked)
    assert (correcting.ANSWER in correcting.missed(case, date(2026, 3, 30))) is late
    to = date(2026, 1, 29)
    if not late:
        with pytest.raises(NotAllowed, match=r"这一件要求补正逾期由1\d个工作日改为1\d个，经办人不能自己改"):
            correct(cast, case, to, "2026-03-30")
        return
    with pytest.raises(NotAllowed, match="由超期改为没有超期，要求补正逾期由14个工作日改为13个，经办人不能自己改"):
        correct(cast, case, to, "2026-03-30")
    case.refresh_from_db()
    assert case.first_received_on == date(2026, 1, 28)
    correcting.correct_receipt(
        case=case, received_on=to, reason="邮戳看错", by=cast.actor("liu_qianfa"), at=noon("2026-03-30")
    )
    assert case.first_received_on == to and set(correcting.missed(case, date(2026, 3, 30))) == {correcting.TO_ASK}


def test_by_when_it_would_be_due_is_what_it_then_is(cast):
    plain, restarted, longer = letter(cast, "2026-03-02"), letter(cast, "2026-03-02"), letter(cast, "2026-03-02")
    asked_to_correct(cast, restarted, "2026-03-03")
    foi.receive_correction(case=restarted, text="2025年的", by=cast.actor("zhou_jingban"), at=noon("2026-03-20"))
    extended(cast, longer, "2026-03-03")
    for case in (plain, restarted, longer):
        told = correcting.due_after(case, date(2026, 2, 2))
        correct(cast, case, date(2026, 2, 2), "2026-03-23")
        assert told == due(case)
    assert due(plain) < due(longer) < due(restarted)
    assert correcting.due_after(plain, date(2008, 4, 30)) is None


@pytest.mark.parametrize(
    "day, run_out", [("2026-02-03", "2026-03-09"), ("2026-02-04", "2026-03-10"), ("2026-02-05", None)]
)
def test_a_paused_case_is_asked_about_if_its_term_was_over_when_the_letter_went_out(cast, day, run_out):
    """The letter went out on 10 March: by these days the term ended the day before, that day, and would have ended the day after."""
    case = letter(cast, "2026-03-02")
    accepted(cast, case, "2026-03-03")
    consulted(cast, case, "2026-03-10")
    found = correcting.run_out_after(case, date.fromisoformat(day), date(2026, 3, 12))
    assert found == (run_out and date.fromisoformat(run_out))
    correct(cast, case, date.fromisoformat(day), "2026-03-12")
    clock = clock_of(case.ref, "answer")
    assert (clock.paused, clock.due_on) == (run_out is None, found)


@pytest.mark.parametrize("day, run_out", [("2026-02-03", "2026-03-09"), ("2026-02-04", None), ("2026-02-05", None)])
def test_an_extended_case_is_asked_about_if_its_term_was_over_when_it_was_extended(cast, day, run_out):
    """Extended on 10 March: by these days the term had ended the day before, ended that day, and the day after."""
    case = letter(cast, "2026-03-02")
    extended(cast, case, "2026-03-10")
    found = correcting.run_out_after(case, date.fromisoformat(day), date(2026, 3, 12))
    assert found == (run_out and date.fromisoformat(run_out))


@pytest.mark.parametrize("day, run_out", [("2026-02-03", "2026-03-09"), ("2026-02-04", None), ("2026-02-05", None)])
def test_it_is_asked_all_the_same_while_the_clock_rests(cast, day, run_out):
    """Extended on 10 March as above, and a letter went out since: the longer term is not over, its clock rests."""
    case = letter(cast, "2026-03-02")
    accepted(cast, case, "2026-03-03")
    extended(cast, case, "2026-03-10")
    consulted(cast, case, "2026-03-11")
    found = correcting.run_out_after(case, date.fromisoformat(day), date(2026, 3, 12))
    assert found == (run_out and date.fromisoformat(run_out))
    said = ReceiptForm(case, date(2026, 3, 12), by=cast.actor(OFFICER)).doubts({"received_on": date.fromisoformat(day)})
    assert said == (
        {"received_on": "按这一天算，2026年3月9日就到期了，2026年3月10日的延期不起作用。"} if run_out else {}
    )
    correct(cast, case, date.fromisoformat(day), "2026-03-12")
    assert clock_of(case.ref, "answer").paused is not bool(run_out)


@pytest.mark.parametrize(
    "day, run_out", [("2026-02-03", "2026-03-09"), ("2026-02-04", "2026-03-10"), ("2026-02-05", None)]
)
def test_while_a_correction_is_awaited_it_is_asked_if_the_term_was_over_when_it_was_asked_for(cast, day, run_out):
    """Asked for on 11 March: by these days the term had ended two days before, the day before, and would have ended that day. What
    passes while the applicant is waited for counts for nothing.
    """
    case = letter(cast, "2026-03-02")
    asked_to_correct(cast, case, "2026-03-11")
    for today in (date(2026, 3, 12), date(2026, 4, 30)):
        found = correcting.run_out_after(case, date.fromisoformat(day), today)
        assert found == (run_out and date.fromisoformat(run_out))
        said = ReceiptForm(case, today, by=cast.actor(OFFICER)).doubts({"received_on": date.fromisoformat(day)})
        assert ("延期" in str(said), f"{zh(found)}就到期了" in str(said) if found else not said) == (False, True)


def test_an_extended_case_is_asked_about_if_even_its_longer_term_is_over(cast):
    case = letter(cast, "2026-03-02")
    extended(cast, case, "2026-03-03")
    last = correcting.due_after(case, date(2026, 2, 10))
    assert last == date(2026, 3, 30)
    asked = [correcting.run_out_after(case, date(2026, 2, 10), date(2026, 3, day)) for day in (29, 30, 31)]
    assert asked == [None, None, last]


def test_a_reason_is_owed(cast):
    with pytest.raises(StepRefused, match="为什么"):
        correcting.correct_receipt(
            case=handled(cast),
            received_on=date(2026, 2, 6),
            reason="",
            by=cast.actor("zhou_jingban"),
            at=noon("2026-02-12"),
        )
