"""信息处理费 (国办函〔2020〕109号): a notice within the term, the clock rests, payment starts the term anew, unpaid ends it."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.rules.actions import load_year
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, consulting, correcting, fees, serving, terms, ticker
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.models import Charge
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answer, due, handled, second_head

HOW = "到县政务服务中心综合窗口缴纳"


def charged(cast, case, on: str = "2026-03-02", by: str = SIGNATORY, **more):
    given = {"tariff": "items", "before": 10, "count": 2, "how": HOW} | more
    return fees.charge(case=case, by=cast.actor(by), at=noon(on), **given)


def delivered(cast, case, on: str = "2026-03-04", at: str = ""):
    return fees.prove_charge(case=case, on=date.fromisoformat(on), by=cast.actor(OFFICER), at=noon(at or on))


def paid(cast, case, on: str = "2026-03-12", at: str = ""):
    return fees.pay(
        case=case, paid_on=date.fromisoformat(on), voucher="0086", by=cast.actor(OFFICER), at=noon(at or on)
    )


def ended(cast, case, on: str):
    return fees.unpaid(case=case, by=cast.actor(OFFICER), at=noon(on))


def test_the_notice_tells_basis_standard_amount_way_and_term_and_the_clock_rests(cast):
    case = handled(cast)
    made = charged(cast, case, before=9, count=23)
    assert (made.amount, case.state, case.phase) == (2400, Foi.CHARGED.code, "waiting")
    assert clock_of(case.ref, "answer").paused and due(case) is None
    text = "\n".join(data_of(issued(case.ref, ["charge"])[0])["paragraphs"])
    for said in (
        "第四十二条", "（国办函〔2020〕109号）第四条，对您的这件申请按件计收", "第10件，不收费；第11至30件，每件100元，计2000元；第31至32件，每件200元，计400元",
        "合计2400元", HOW, "次日起20个工作日内", "视为放弃申请", "不能单独申请行政复议",
    ):  # fmt: skip
        assert said in text, said


def test_by_pages_what_came_before_does_not_matter(cast):
    made = charged(cast, handled(cast), tariff="pages", before=50, count=68)
    assert (made.amount, made.before) == (380, 0)


def test_what_costs_nothing_is_not_charged(cast):
    with pytest.raises(StepRefused, match="不用收费"):
        charged(cast, handled(cast), before=8, count=2)


def test_only_the_offices_head_decides_it(cast):
    with pytest.raises(NotAllowed):
        charged(cast, handled(cast), by=OFFICER)


def test_the_notice_goes_out_within_the_term(cast):
    """Received on 10 February, due on 16 March: the day itself still is, the next is not."""
    late = handled(cast)
    with pytest.raises(StepRefused, match="应当在期限以内发出"):
        charged(cast, late, on="2026-03-17")
    charged(cast, late, on="2026-03-16")


def test_from_its_delivery_there_are_twenty_working_days_to_pay(cast):
    case = handled(cast)
    charged(cast, case)
    assert Duty.objects.get(ref=case.ref, kind="await_payment", closed_on=None).due_on == date(2026, 3, 16)
    assert delivered(cast, case).due_on == date(2026, 4, 1)
    assert Duty.objects.get(ref=case.ref, kind="await_payment", closed_on=None).due_on == date(2026, 4, 1)
    with pytest.raises(StepRefused, match="已经登记"):
        delivered(cast, case)


def test_paid_in_full_the_term_runs_anew_from_the_next_day(cast):
    case = handled(cast)
    charged(cast, case)
    delivered(cast, case)
    paid(cast, case)
    assert (case.state, due(case)) == (Foi.HANDLING.code, date(2026, 4, 10))
    assert reading(clock_of(case.ref, "answer"), date(2026, 3, 13)).used == 1
    assert not Duty.objects.filter(ref=case.ref, kind="await_payment", closed_on=None).exists()
    answer(cast, case, "2026-04-10")
    assert (case.on_time, case.within_term) == (True, True)


def test_paid_late_but_before_anything_was_ended_it_is_answered(cast):
    case = handled(cast)
    charged(cast, case)
    delivered(cast, case)
    paid(cast, case, on="2026-04-02")
    assert case.state == Foi.HANDLING.code


@pytest.mark.parametrize("on, allowed", [("2026-04-01", False), ("2026-04-02", True)])
def test_unpaid_it_ends_after_the_last_day_and_is_counted_as_such(cast, on, allowed):
    case = handled(cast)
    charged(cast, case)
    delivered(cast, case)
    if not allowed:
        with pytest.raises(StepRefused, match="2026年4月1日"):
            ended(cast, case, on)
        return
    ended(cast, case, on)
    assert (case.state, case.phase, case.outcome, case.closed_on) == (
        Foi.UNPAID.code,
        "void",
        "3_6_2",
        date(2026, 4, 2),
    )
    letter = data_of(issued(case.ref, ["unpaid"])[0])
    assert "没有缴清200元" in letter["paragraphs"][0] and "行政复议" in letter["remedy"]


def test_without_proof_of_delivery_nothing_is_late(cast):
    case = handled(cast)
    charged(cast, case)
    with pytest.raises(StepRefused, match="没有登记收费通知送达"):
        ended(cast, case, "2026-09-01")


def test_withdrawn_nothing_had_rested_and_it_may_be_charged_again(cast):
    case = handled(cast)
    charged(cast, case)
    made = fees.withdraw_charge(case=case, reason="件数数错了", by=cast.actor(SIGNATORY), at=noon("2026-03-06"))
    assert (made.withdrawn_on, case.state, due(case)) == (date(2026, 3, 6), Foi.HANDLING.code, date(2026, 3, 16))
    charged(cast, case, on="2026-03-09")
    paid(cast, case, on="2026-03-10")
    with pytest.raises(StepRefused, match="已经缴过"):
        charged(cast, case, on="2026-03-11")
    assert [each.seq for each in Charge.objects.filter(case=case).order_by("seq")] == [1, 2]


def test_that_the_term_would_turn_out_to_be_over_is_known_before_it_is_withdrawn(cast):
    case = handled(cast)
    charged(cast, case)
    assert fees.run_out_if_withdrawn(case, date(2026, 3, 16)) is None
    assert fees.run_out_if_withdrawn(case, date(2026, 3, 17)) == date(2026, 3, 16)


def test_an_opinion_may_come_while_it_is_unpaid(cast):
    case = handled(cast)
    asked = consulting.consult(
        case=case, kind="third_party", whom="明川建筑公司", letter="", by=cast.actor(OFFICER), at=noon("2026-02-27")
    )
    charged(cast, case)
    paid(cast, case, on="2026-03-10")
    consulting.record_opinion(
        consultation=asked, consents=True, opinion="同意", by=cast.actor(OFFICER), at=noon("2026-03-12")
    )
    assert due(case) == date(2026, 4, 10)


def test_the_applicant_may_take_it_back_instead(cast):
    case = handled(cast)
    charged(cast, case)
    foi.recall(case=case, by=foi.APPLICANT, at=noon("2026-03-05"))
    assert (case.state, case.outcome) == (Foi.RECALLED.code, "3_6_3")


def test_before_the_rule_was_in_force_nothing_is_charged(cast):
    with pytest.raises(StepRefused, match="2021年1月1日"):
        charged(cast, handled(cast, on="2020-12-01"), on="2020-12-10")


def test_a_notice_that_turns_out_to_have_come_after_the_term_is_told(cast):
    """The receipt was earlier than was written down: paying does not hide what was missed."""
    second_head(cast)
    case = handled(cast, on="2026-02-10")
    charged(cast, case, on="2026-03-16")
    paid(cast, case, on="2026-03-18")
    assert correcting.missed(case, date(2026, 3, 23)) == {}
    earlier = correcting.missed(case, date(2026, 3, 23), date(2026, 2, 9))
    assert earlier[correcting.BEFORE_CHARGING].last_on == date(2026, 3, 13)


def test_a_day_to_pay_that_was_provisional_moves_with_the_announcement_but_never_forward(cast):
    case = handled(cast, on="2026-12-01")
    charged(cast, case, on="2026-12-08")
    assert delivered(cast, case, on="2026-12-10").due_on == date(2027, 1, 8)
    off = [date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)]
    load_year(year=2027, holidays=off, workdays=[], source="试", by="setup", at=noon("2026-12-11"))
    assert terms.reread(at=noon("2026-12-11"), by="setup") == 1
    assert fees.open_charge(case).due_on == date(2027, 1, 12)


def test_once_the_notice_is_served_the_term_to_pay_begins_by_itself(cast):
    case = handled(cast)
    charged(cast, case)
    number = issued(case.ref, ["charge"])[0].number
    assert ticker.tick(noon("2026-03-03")) == 0
    by, day = cast.actor(OFFICER), noon("2026-03-05")
    serving.send(case=case, paper=number, way="in_person", on=day.date(), signer="张三", by=by, at=day)
    assert ticker.tick(noon("2026-03-06")) == 1
    made = fees.open_charge(case)
    assert (made.received_on, made.due_on) == (date(2026, 3, 5), date(2026, 4, 2))
    assert ticker.tick(noon("2026-03-07")) == 0


def test_opened_on_the_web_it_is_served(cast):
    case = handled(cast)
    charged(cast, case)
    serving.note_access(case=case, notice=issued(case.ref, ["charge"])[0], at=noon("2026-03-04"))
    assert ticker.tick(noon("2026-03-04")) == 1
    assert fees.open_charge(case).received_on == date(2026, 3, 4)
