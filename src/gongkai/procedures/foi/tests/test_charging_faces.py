"""What officer, head and applicant are shown of reasons, delayed terms and fees, and may do then."""

from datetime import date

from tests.plugins.cast import noon

from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.flow.clocks import clock_of, reading
from gongkai.procedures.foi import excess, fees
from gongkai.procedures.foi.faces import counter, desk
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled

TODAY = date(2026, 3, 6)
FEES = {"pay", "prove_charge", "withdraw_charge", "unpaid", "charge"}
EXCESS = {"ask_reasons", "tell_reasons", "delay"}


def offered(cast, case, who: str, names: set[str]) -> dict[str, str]:
    case.refresh_from_db()
    found = desk.offers(case, cast.scope(who), TODAY)
    return {each.act.name: each.reason for each in found if each.act.name in names}


def asked(cast):
    case = handled(cast)
    excess.ask_reasons(case=case, why="您本月已经申请63件", days=5, by=cast.actor(OFFICER), at=noon("2026-03-03"))
    return case


def charged(cast):
    case = handled(cast)
    fees.charge(case=case, tariff="pages", count=68, how="窗口", by=cast.actor(SIGNATORY), at=noon("2026-03-03"))
    return case


def card(case):
    case.refresh_from_db()
    return counter.track_card(case, reading(clock_of(case.ref, "answer"), TODAY), TODAY)


def test_what_is_excessive_is_asked_about_by_the_officer_and_decided_by_the_head(cast):
    case = handled(cast)
    assert offered(cast, case, OFFICER, EXCESS) == {"ask_reasons": ""}
    assert offered(cast, case, SIGNATORY, FEES | EXCESS) == {"charge": ""}
    case = asked(cast)
    assert offered(cast, case, OFFICER, EXCESS) == {"tell_reasons": ""}
    excess.tell_reasons(case=case, text="写论文", by=APPLICANT, at=noon("2026-03-05"))
    assert offered(cast, case, SIGNATORY, EXCESS) == {"delay": ""}
    assert "由公开机构负责人办" in offered(cast, case, OFFICER, EXCESS)["delay"]
    excess.delay(case=case, days=20, ground="档案多", by=cast.actor(SIGNATORY), at=noon("2026-03-05"))
    assert offered(cast, case, SIGNATORY, EXCESS) == {}


def test_while_it_is_unpaid_only_what_belongs_to_the_fee_is_offered(cast):
    case = charged(cast)
    seen = offered(cast, case, OFFICER, FEES | {"propose", "consult"})
    assert set(seen) == {"pay", "prove_charge", "withdraw_charge", "unpaid"}
    assert (
        seen["pay"] == ""
        and "没有登记收费通知送达" in seen["unpaid"]
        and "由公开机构负责人办" in seen["withdraw_charge"]
    )
    waits = desk.waiting(case, TODAY)
    assert waits.heading == "等申请人缴费" and "380元" in waits.text and "送达还没有登记" in waits.text
    fees.prove_charge(case=case, on=date(2026, 3, 4), by=cast.actor(OFFICER), at=noon("2026-03-04"))
    assert "2026年4月1日" in offered(cast, case, OFFICER, FEES)["unpaid"]
    assert ("信息处理费", "380元（按量计收），还没有缴清") in desk.facts(case)


def test_other_units_and_the_openness_office_are_offered_nothing(cast):
    case = charged(cast)
    for who in ("qian_jingban", "gao_gongkai", "he_jiancha"):
        assert offered(cast, case, who, FEES | EXCESS) == {}


def test_the_applicant_reads_what_is_to_be_paid_and_by_when(cast):
    case = charged(cast)
    assert card(case).big == "请您在收到收费通知的次日起20个工作日内缴纳信息处理费380元。"
    fees.prove_charge(case=case, on=date(2026, 3, 4), by=cast.actor(OFFICER), at=noon("2026-03-04"))
    assert card(case).big == "请您最晚2026年4月1日缴纳信息处理费380元。"
    assert [act.name for act in counter.acts(case)] == ["recall"]
    assert "charge" in counter.PAPERS
    fees.unpaid(case=case, by=cast.actor(OFFICER), at=noon("2026-04-02"))
    assert "到期没有缴清信息处理费" in card(case).text and "不应当不再处理" in card(case).rights


def test_the_applicant_may_explain_on_the_web_while_the_clock_runs(cast):
    case = asked(cast)
    assert "请您最晚2026年3月10日说明申请的理由。答复期限照常计算。" in card(case).text
    assert card(case).asked == "您本月已经申请63件" and card(case).runs
    act = next(each for each in counter.acts(case) if each.name == "reasons")
    act.do(case, {"text": "写论文，要逐年的数据"}, None, noon("2026-03-06"))
    assert "reasons" not in [each.name for each in counter.acts(case)] and not card(case).asked
    assert act.taken(case, {"text": "写论文，要逐年的数据"})


def test_what_ended_unpaid_has_no_due_day_that_never_was(cast):
    case = charged(cast)
    fees.prove_charge(case=case, on=date(2026, 3, 4), by=cast.actor(OFFICER), at=noon("2026-03-04"))
    fees.unpaid(case=case, by=cast.actor(OFFICER), at=noon("2026-04-02"))
    waits = desk.waiting(case, date(2026, 4, 2))
    assert waits.since == fees.charges_of(case)[-1].noticed_on and "没有到期日" in waits.text
