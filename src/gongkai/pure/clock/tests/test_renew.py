"""A payment in full starts the term anew (信息处理费管理办法 art. 6): after a notice, once; what lengthened the old term is spent."""

import pytest

from gongkai.pure.clock import FOI_2008, FOI_2019, ClockRule, Event, EventKind, IllegalEvent, parse_event
from gongkai.pure.clock.tests.build import D, extend, pause, reading, restart, resume, start

RECEIVED = start("2025-03-03")
FEE = parse_event("fee:2025-03-10:2025-03-24")
UNPAID = parse_event("fee:2025-03-10:", key="fee")


def paid(day: str, key: str = "fee") -> Event:
    return Event(EventKind.RENEW, D(day), key=key)


def test_days_used_before_are_forgotten():
    read = reading(RECEIVED, *FEE, today="2025-03-25")
    assert (read.used, read.left, read.started_on, read.received_on) == (1, 19, D("2025-03-24"), D("2025-03-03"))


def test_a_payment_needs_a_notice_and_comes_after_it():
    for refused, why in ((paid("2025-03-24"), "no open notice"), (paid("2025-03-24", "other"), "no open notice")):
        with pytest.raises(IllegalEvent, match=why):
            reading(RECEIVED, *(UNPAID if refused.key == "other" else []), refused)
    with pytest.raises(IllegalEvent, match="before the notice on 2025-03-10"):
        reading(RECEIVED, *UNPAID, paid("2025-03-09"))
    assert reading(RECEIVED, *UNPAID, paid("2025-03-10")).due_on == D("2025-04-08")


def test_once():
    again = parse_event("fee:2025-04-01:2025-04-02", key="again")
    with pytest.raises(IllegalEvent, match="already been started anew"):
        reading(RECEIVED, *FEE, *again)


def test_a_notice_that_was_withdrawn_rested_nothing():
    read = reading(RECEIVED, *UNPAID, resume("2025-03-10", "fee"), explain=True)
    assert read.due_on == D("2025-03-31")
    assert any("发出，后来撤回，期限照常计算" in line.text for line in read.lines)


def test_one_sent_on_the_due_day_or_later_rests_nothing_until_it_is_paid():
    """The notice is to come within the term; one that comes after it hides no day that was missed."""
    late = parse_event("fee:2025-03-31:", key="fee")
    assert reading(RECEIVED, *late, today="2025-04-02").light == "red"
    assert reading(RECEIVED, *late, paid("2025-04-10"), today="2025-04-11").due_on == D("2025-05-12")


def test_an_extension_is_granted_once_for_both_terms():
    with pytest.raises(IllegalEvent, match="already been extended"):
        reading(RECEIVED, extend("2025-03-05", 5), *FEE, extend("2025-03-26", 5))
    assert reading(RECEIVED, *FEE, extend("2025-03-26", 5)).term_days == 25


def test_a_third_party_asked_before_is_still_waited_for():
    read = reading(RECEIVED, *pause("2025-03-05", key="third"), *FEE, today="2025-04-01")
    assert (read.light, read.used) == ("paused", 0)


def test_a_correction_comes_before_it():
    assert reading(RECEIVED, restart("2025-03-05"), *FEE).started_on == D("2025-03-24")
    with pytest.raises(IllegalEvent, match="before any pause"):
        reading(RECEIVED, *FEE, restart("2025-03-25"))


def test_while_it_is_awaited_the_sheet_says_what_for():
    read = reading(RECEIVED, *UNPAID, today="2025-03-12", explain=True)
    assert "正在等待申请人缴费，时钟暂停；已用5个工作日，还剩15个工作日，缴清以后从零重新起算" in [
        x.text for x in read.lines
    ]


def test_the_rule_of_2008_knows_none():
    with pytest.raises(IllegalEvent, match="knows no fee"):
        reading(start("2019-05-14"), *parse_event("fee:2019-05-15:2019-05-16"), rule=FOI_2008)


def test_a_version_entered_before_the_code_knew_of_it_has_it():
    values = FOI_2019.values()
    del values["renewal_article"], values["delay_article"]
    assert ClockRule.from_values(values) == FOI_2019
    assert ClockRule.from_values(values | {"code": "own"}).renewal_article == ""
