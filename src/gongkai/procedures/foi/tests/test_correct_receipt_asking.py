"""The term for asking a correction (条例第30条) runs from the receipt too: it moves, ends and begins with it."""

import json
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.queries import taken_late
from gongkai.kernel.flow.clocks import clock_of, clocks_of, reading
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import correcting
from gongkai.procedures.foi.faces import desk
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, accepted, asked_to_correct, letter


def correct(cast, case, to: str, on: str, by: str = OFFICER):
    return correcting.correct_receipt(
        case=case, received_on=date.fromisoformat(to), reason="邮戳看错", by=cast.actor(by), at=noon(on)
    )


def asking(case):
    return clock_of(case.ref, "correction_request")


def running(case) -> list[date | None]:
    return [each.due_on for each in clocks_of(case.ref) if each.name == "correction_request" and not each.stopped_on]


@pytest.mark.parametrize(
    "to, due", [("2026-11-02", "2026-11-11"), ("2026-11-03", "2026-11-12"), ("2026-11-04", "2026-11-13")]
)
def test_it_follows_the_receipt(cast, to, due):
    case = letter(cast, "2026-11-27")
    assert running(case) == [date(2026, 12, 8)]
    correct(cast, case, to, "2026-11-27")
    assert running(case) == [date.fromisoformat(due)] == [foi.ask_by(case)]
    assert reading(asking(case), date(2026, 11, 27)).light == "red"
    hint = {o.act.name: o.hint for o in desk.offers(case, cast.scope(OFFICER), date(2026, 11, 27))}["correct"]
    assert "就该提出（条例第30条）；现在还能要求，会记为逾期。" in hint


def asked_late(case) -> bool:
    fact = Fact.objects.get(ref=case.ref, name="foi.correction_asked")
    return json.loads(bytes(fact.body))["fact"]["late"]


@pytest.mark.parametrize("on, late", [("2026-12-04", False), ("2026-12-07", False), ("2026-12-08", True)])
def test_corrected_to_a_later_day_what_is_asked_within_its_term_is_not_late(cast, on, late):
    """Received on 26 November, not on the 2nd: the seventh working day is 7 December."""
    case = letter(cast, "2026-11-26", "2026-11-02")
    correct(cast, case, "2026-11-26", "2026-11-27", SIGNATORY)
    asked_to_correct(cast, case, on)
    assert asked_late(case) is late


@pytest.mark.parametrize("on, late", [("2026-11-10", False), ("2026-11-11", False), ("2026-11-12", True)])
def test_corrected_to_an_earlier_day_what_is_asked_after_its_term_is_late(cast, on, late):
    case = letter(cast, "2026-11-09", "2026-11-09")
    correct(cast, case, "2026-11-02", "2026-11-10")
    asked_to_correct(cast, case, on)
    assert asked_late(case) is late


@pytest.mark.parametrize("to, days", [("2026-11-02", 1), ("2026-11-03", 0), ("2026-11-04", 0)])
def test_once_it_was_asked_whether_that_was_late_is_read_by_the_corrected_day(cast, to, days):
    """Asked on 12 November, in time of the 5th: late of the 2nd, on the last day of the 3rd."""
    case = letter(cast, "2026-11-09", "2026-11-05")
    asked_to_correct(cast, case, "2026-11-12")
    assert taken_late(case) == []
    correct(cast, case, to, "2026-11-13")
    assert [each.days for each in taken_late(case)] == [days] * bool(days)


@pytest.mark.parametrize("asked, over", [("2026-03-13", 0), ("2026-03-16", 0), ("2026-03-17", 1)])
@pytest.mark.parametrize("came", [False, True])
def test_that_the_answer_was_overdue_when_a_correction_was_asked_for_stays_written(cast, asked, over, came):
    """Received on 10 February, due on 16 March; a correction that comes starts the term anew, and wipes that away nowhere."""
    case = asked_to_correct(cast, letter(cast, "2026-03-13", "2026-02-10"), asked)
    if came:
        foi.receive_correction(case=case, text="2025年的", by=cast.actor(OFFICER), at=noon("2026-03-18"))
    [late] = taken_late(case)
    assert (late.ran_out, late.words.endswith("，那时答复期限已过1个工作日")) == (over, bool(over))
    assert not late.reread


def test_the_days_told_after_a_correction_say_that_they_are_by_the_corrected_day(cast):
    case = asked_to_correct(cast, letter(cast, "2026-11-09", "2026-11-04"), "2026-11-16")
    assert taken_late(case)[0].words == "逾期1个工作日"
    correct(cast, case, "2026-11-03", "2026-11-17")
    assert taken_late(case)[0].words == "按更正后的收到日期，逾期2个工作日"


@pytest.mark.parametrize("to, how", [("2019-05-14", "前"), ("2019-05-15", "后"), ("2019-05-16", "后")])
def test_a_term_that_the_corrected_days_regulation_does_not_know_is_told_by_the_day_before(cast, to, how):
    case = asked_to_correct(cast, letter(cast, "2019-06-03", "2019-05-17"), "2019-06-03")
    foi.receive_correction(case=case, text="2018年的", by=cast.actor(OFFICER), at=noon("2019-06-04"))
    correct(cast, case, to, "2019-06-05", SIGNATORY)
    assert taken_late(case)[0].words.startswith(f"按更正{how}的收到日期，逾期")


@pytest.mark.parametrize(
    "to, due", [("2025-12-31", "2026-01-12"), ("2026-01-01", "2026-01-12"), ("2026-01-04", "2026-01-13")]
)
def test_it_follows_across_the_years(cast, to, due):
    """New Year's Day and the two days after are off, Sunday the 4th is worked."""
    case = letter(cast, "2026-01-05", "2025-12-30")
    correct(cast, case, to, "2026-01-05")
    assert running(case) == [date.fromisoformat(due)]


@pytest.mark.parametrize("to, due", [("2026-12-21", "2026-12-30"), ("2026-12-22", "2026-12-31"), ("2026-12-23", None)])
def test_into_a_year_that_is_not_announced_it_is_provisional(cast, to, due):
    case = letter(cast, "2026-12-28", "2026-12-10")
    correct(cast, case, to, "2026-12-28", SIGNATORY)
    assert running(case) == [due and date.fromisoformat(due)]
    assert asking(case).last_on == (date.fromisoformat(due) if due else date(2027, 1, 4))


OF_2019 = [("2019-05-14", []), ("2019-05-15", [date(2019, 5, 24)]), ("2019-05-16", [date(2019, 5, 27)])]
"""2008 knew no such term: the day before the change of law, the day, the day after."""


@pytest.mark.parametrize("registered", ["2019-05-13", "2019-05-17"])
@pytest.mark.parametrize("to, runs", OF_2019)
def test_it_ends_and_begins_with_the_regulation_of_the_day(cast, registered, to, runs):
    case = letter(cast, "2019-05-17", registered)
    assert len(running(case)) == (registered == "2019-05-17")
    correct(cast, case, to, "2019-05-20")
    assert running(case) == runs
    assert foi.ask_by(case) == (runs[0] if runs else None)
    if runs:
        asked_to_correct(cast, case, "2019-05-28")
        assert asked_late(case) and not running(case)


@pytest.mark.parametrize(
    "days", [("2019-05-14", "2019-05-15"), ("2019-05-14", "2019-05-16", "2019-05-13", "2019-05-15")]
)
def test_there_and_back_it_runs_once(cast, days):
    case = letter(cast, "2019-05-17")
    for day in days:
        correct(cast, case, day, "2019-05-20")
    assert running(case) == [date(2019, 5, 24)]
    accepted(cast, case, "2019-05-21")
    assert running(case) == []


@pytest.mark.parametrize("act", [accepted, asked_to_correct])
@pytest.mark.parametrize("registered", ["2019-05-16", "2019-05-17"])
def test_over_it_moves_and_does_not_run_again(cast, act, registered):
    """What was asked or accepted keeps its day; by when that had to be is read again."""
    case = letter(cast, "2019-05-17", registered)
    act(cast, case, "2019-05-20")
    correct(cast, case, "2019-05-15", "2019-05-21")
    clock = asking(case)
    assert (clock.due_on, clock.stopped_on) == (date(2019, 5, 24), date(2019, 5, 20))
    assert running(case) == []


def test_accepted_under_2008_nothing_is_to_be_asked_under_2019(cast):
    case = letter(cast, "2019-05-17", "2019-05-14")
    accepted(cast, case, "2019-05-20")
    correct(cast, case, "2019-05-15", "2019-05-21")
    assert (case.law, asking(case), foi.ask_by(case)) == ("foi-2019", None, None)
