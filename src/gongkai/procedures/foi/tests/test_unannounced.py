"""Around New Year the next year's holidays may not be announced: every term shows the day expected, and nobody is held to less."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.rules.actions import load_year
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.clocks import clock_of, reading, reread_clocks
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting, terms
from gongkai.procedures.foi.faces import counter, desk
from gongkai.procedures.foi.models import Application, Consultation
from gongkai.procedures.foi.queries import consultation
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled, submitted

ASKED = "2026-12-28"
"""7 working days later it is 7 January 2027, 15 later the 19th, if only New Year's Day is off."""
NOTE = "（暂定，2027年放假安排公布后确定）"


def correcting(cast):
    case = submitted(cast, ASKED)
    return foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor(OFFICER), at=noon(ASKED))


def consulted(cast):
    case = handled(cast, ASKED)
    asked = consulting.consult(
        case=case, kind="third_party", whom="某公司", letter="", by=cast.actor(OFFICER), at=noon(ASKED)
    )
    return consulting.prove_delivery(
        consultation=asked, on=date.fromisoformat(ASKED), by=cast.actor(OFFICER), at=noon(ASKED)
    )


def announce(holidays: list[date], at) -> None:
    load_year(year=2027, holidays=holidays, workdays=[], source="国办发明电〔2026〕9号", by="system", at=at)
    reread_clocks(at=at, by="system")


def test_the_receipt_page_and_the_desk_name_the_expected_day_marked(cast):
    case = submitted(cast, ASKED)
    assert f"需要您补充的，最晚2027年1月7日{NOTE}一次告诉您。" in counter.next_steps(case, date(2026, 12, 28))[0]
    offers = {o.act.name: o for o in desk.offers(case, cast.scope(OFFICER), date(2026, 12, 28))}
    assert offers["correct"].hint == f"最晚2027年1月7日{NOTE}提出，只能1次（条例第30条）。"


def test_the_ledger_says_provisional_days_as_all_others(cast):
    told = [sentence for _, _, sentence in ledger_of(correcting(cast).ref) + ledger_of(consulted(cast).case.ref)]
    assert f"要求补正，限2027年1月19日{NOTE}前" in told
    assert f"征求意见书（第1份）2026年12月28日送达，2027年1月19日{NOTE}前答复" in told
    assert not any("2027-" in each or "2026-" in each for each in told)


@pytest.mark.parametrize(("on", "late"), [("2027-01-06", False), ("2027-01-07", False), ("2027-01-08", True)])
def test_a_correction_is_late_only_after_the_expected_day(cast, on, late):
    import json

    case = submitted(cast, ASKED)
    foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor(OFFICER), at=noon(on))
    fact = next(fact for _, fact, _ in ledger_of(case.ref) if fact.name == "foi.correction_asked")
    assert json.loads(bytes(fact.body))["fact"]["late"] is late


@pytest.mark.parametrize(("on", "lapses"), [("2027-01-18", False), ("2027-01-19", False), ("2027-01-20", True)])
def test_nothing_lapses_before_the_expected_day_is_over(cast, on, lapses):
    case = correcting(cast)
    card = counter.track_card(case, None, date(2026, 12, 28))
    assert card.big == f"请您最晚2027年1月19日{NOTE}补充说明。"
    if lapses:
        assert foi.lapse(case=case, by=cast.actor(OFFICER), at=noon(on)).phase == "void"
    else:
        with pytest.raises(StepRefused, match="补正期限到2027年1月19日（暂定"):
            foi.lapse(case=case, by=cast.actor(OFFICER), at=noon(on))


@pytest.mark.parametrize(("on", "over"), [("2027-01-18", 0), ("2027-01-19", 0), ("2027-01-20", 1)])
def test_a_consultation_ends_of_itself_only_after_the_expected_day(cast, on, over):
    asked = consulted(cast)
    assert asked.due_on == date(2027, 1, 19)
    assert consulting.resume_overdue(at=noon(on)) == over


@pytest.mark.parametrize(
    ("on", "tag", "kept"),
    [("2027-01-25", "正在办理", True), ("2027-01-26", "正在办理", True), ("2027-01-27", "已超期", False)],
)
def test_an_answer_is_late_only_after_the_expected_day(cast, on, tag, kept):
    case, day = handled(cast, ASKED), date.fromisoformat(on)
    card = counter.track_card(case, reading(clock_of(case.ref, "answer"), day), day)
    assert card.tag == tag
    assert (card.light == "red") is not kept
    assert ("前答复您，已经超期1个工作日。" in card.big) is not kept
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon(on)
    )
    assert answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(on)).on_time is kept


@pytest.mark.parametrize(
    ("holidays", "until"),
    [([date(2027, 1, 1), date(2027, 1, 4)], date(2027, 1, 20)), ([date(2027, 2, 5)], date(2027, 1, 19))],
    ids=["later", "earlier is not cut short"],
)
def test_what_the_applicant_was_told_moves_with_the_announcement_but_only_to_a_later_day(cast, holidays, until):
    case = correcting(cast)
    announce(holidays, noon("2026-12-29"))
    terms.reread(at=noon("2026-12-29"), by="system")
    assert Application.objects.get(case=case).correction_due_on == until
    assert Duty.objects.get(ref=case.ref, closed_on=None).due_on == until
    moved = [sentence for _, fact, sentence in ledger_of(case.ref) if fact.name == "clock.reread"]
    assert ("期限重新计算：2027年1月20日" in moved) is (until.day == 20)
    assert terms.reread(at=noon("2026-12-29"), by="system") == 0


def test_a_consultation_follows_its_clock(cast):
    asked = consulted(cast)
    announce([date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)], noon("2026-12-29"))
    assert terms.reread(at=noon("2026-12-29"), by="system") == 1
    again = consultation(asked.case, asked.seq)
    assert again.due_on == clock_of(asked.case.ref, "third_party").due_on == date(2027, 1, 21)
    assert Consultation.objects.filter(answered_on=None).count() == 1
