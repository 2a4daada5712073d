"""One rule: what a corrected receipt would make kept that was missed, of any term of a case and in any state, is made so by the head."""

import json
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.queries import ledger_of, reliefs
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import correcting, forms
from gongkai.procedures.foi.faces import desk
from gongkai.procedures.foi.tests.scenes import (
    HEAD,
    OFFICER,
    SIGNATORY,
    accepted,
    answer,
    asked_to_correct,
    letter,
    second_head,
)
from gongkai.procedures.foi.tests.test_consult import consult

TODAY = date(2026, 3, 6)
ASKED_LATE = "要求补正由逾期改为没有逾期"


@pytest.fixture(autouse=True)
def two_heads(cast):
    second_head(cast)


def asked_late(cast):
    """Received on 9 February, asked on 26 February to correct: the seventh working day was the 25th, of the 10th it is the 26th."""
    return asked_to_correct(cast, letter(cast, "2026-02-26", "2026-02-09"), "2026-02-26")


def awaits(cast):
    return asked_late(cast)


def corrected(cast):
    return foi.receive_correction(case=asked_late(cast), text="2025年的", by=cast.actor(OFFICER), at=noon("2026-03-02"))


def answered(cast):
    return answer(cast, corrected(cast), "2026-03-03")


def recalled(cast):
    return foi.recall(case=asked_late(cast), by=cast.actor(OFFICER), at=noon("2026-03-03"))


def lapsed(cast):
    case = foi.ask_correction(
        case=letter(cast, "2026-02-26", "2026-02-09"), items="请写明年份", days=2, by=cast.actor(OFFICER), at=noon("2026-02-26")
    )  # fmt: skip
    return foi.lapse(case=case, by=cast.actor(OFFICER), at=noon("2026-03-03"))


def correct(cast, case, to: str, by: str = OFFICER, on: date = TODAY):
    return correcting.correct_receipt(
        case=case, received_on=date.fromisoformat(to), reason="邮戳看错", by=cast.actor(by), at=noon(on.isoformat())
    )


def relieved(cast, case) -> list[bool]:
    """Of the corrections of a case, oldest first, whether they made kept what was missed; it is listed as soon as one did."""
    bodies = (
        Fact.objects.filter(ref=case.ref, name="foi.receipt_corrected").order_by("idx").values_list("body", flat=True)
    )
    found = [json.loads(bytes(body))["fact"]["relieved"] for body in bodies]
    assert [relief.reference for relief in reliefs()] == [case.reference] * sum(found)
    return found


@pytest.mark.parametrize("state", [awaits, corrected, answered, recalled, lapsed])
@pytest.mark.parametrize("to, wipes", [("2026-02-06", False), ("2026-02-10", True), ("2026-02-11", True)])
def test_that_a_correction_was_asked_for_late_is_wiped_by_the_head_alone(cast, state, to, wipes):
    case = state(cast)
    assert correcting.TO_ASK in correcting.missed(case, TODAY)
    if not wipes:
        correct(cast, case, to)
        assert relieved(cast, case) == [False]
        return
    with pytest.raises(NotAllowed, match=f"{ASKED_LATE}，经办人不能自己改：请公开机构负责人"):
        correct(cast, case, to)
    case.refresh_from_db()
    data = {"received_on": to, "reason": "邮戳看错"}
    assert forms.ReceiptForm.of(case, TODAY, data, by=cast.actor(OFFICER)).is_valid()
    asks = forms.ReceiptForm.of(case, TODAY, data, by=cast.actor(HEAD))
    assert ASKED_LATE in "".join(asks.errors["received_on"])
    correct(cast, case, to, HEAD)
    assert ledger_of(case.ref)[0][2].endswith(ASKED_LATE)
    assert correcting.missed(case, TODAY) == {} and relieved(cast, case) == [True]


@pytest.mark.parametrize("asked, says", [("2026-02-24", False), ("2026-02-25", False), ("2026-02-26", True)])
def test_the_officer_is_told_beforehand_whose_it_is(cast, asked, says):
    case = asked_to_correct(cast, letter(cast, "2026-02-24", "2026-02-09"), asked)
    for username, told in ((OFFICER, says), (SIGNATORY, False)):
        hints = {offer.act.name: offer.hint for offer in desk.offers(case, cast.scope(username), TODAY)}
        assert ("更正以后不再超期、逾期，或者少超几天的，由公开机构负责人办。" in hints.get("receipt", "")) is told


@pytest.mark.parametrize("on, free", [("2026-02-24", True), ("2026-02-25", True), ("2026-02-26", False)])
def test_nor_is_the_term_for_asking_moved_away_before_it_is_asked_late(cast, on, free):
    case, day = letter(cast, "2026-02-24", "2026-02-09"), date.fromisoformat(on)
    if free:
        correct(cast, case, "2026-02-10", on=day)
    else:
        with pytest.raises(NotAllowed, match="要求补正的期限由已满改为没有满"):
            correct(cast, case, "2026-02-10", on=day)
        correct(cast, case, "2026-02-10", SIGNATORY, on=day)
    assert relieved(cast, case) == [not free]


def test_once_it_is_accepted_there_is_nothing_to_ask_late(cast):
    case = accepted(cast, letter(cast, "2026-02-27", "2026-02-09"), "2026-02-27")
    assert correcting.missed(case, TODAY) == {}
    correct(cast, case, "2026-02-10")
    assert relieved(cast, case) == [False]


def extended(cast, on: str):
    """Received on 10 February it was due on 16 March; nobody had seen so, for it stood there as the 12th."""
    case = accepted(cast, letter(cast, "2026-02-12"), "2026-02-12")
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor(SIGNATORY), at=noon(on))
    return correct(cast, case, "2026-02-10", on=date(2026, 3, 18))


@pytest.mark.parametrize("on, wipes", [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)])
def test_an_extension_that_came_too_late_is_not_made_timely_by_who_handles_it(cast, on, wipes):
    case = extended(cast, on)
    assert (correcting.ANSWER in correcting.missed(case, date(2026, 3, 18))) is wipes
    if wipes:
        with pytest.raises(NotAllowed, match="这一件由超期改为没有超期"):
            correct(cast, case, "2026-02-11", on=date(2026, 3, 18))
    else:
        correct(cast, case, "2026-02-11", on=date(2026, 3, 18))


@pytest.mark.parametrize("asked, wipes", [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)])
def test_a_term_that_was_over_when_it_began_anew_is_not_forgotten(cast, asked, wipes):
    """Received on 10 February and so due on 16 March; of the 11th, on the 17th, when it was asked for."""
    case = asked_to_correct(cast, letter(cast, "2026-03-13", "2026-02-10"), asked)
    foi.receive_correction(case=case, text="2025年的", by=cast.actor(OFFICER), at=noon("2026-03-18"))
    today = date(2026, 3, 18)
    assert (correcting.BEFORE_ASKING in correcting.missed(case, today)) is wipes
    assert correcting.ANSWER not in correcting.missed(case, today)
    if wipes:
        with pytest.raises(NotAllowed, match="要求补正时由超期改为没有超期"):
            correct(cast, case, "2026-02-11", on=today)
    else:
        # Asked for late it was all the same, and then is by a day less.
        with pytest.raises(NotAllowed, match=r"这一件要求补正逾期由1\d个工作日改为1\d个，经办人不能自己改"):
            correct(cast, case, "2026-02-11", on=today)


@pytest.mark.parametrize("on, wipes", [("2026-03-13", False), ("2026-03-16", False), ("2026-03-17", True)])
def test_what_was_overdue_when_it_was_taken_back_stays_so(cast, on, wipes):
    case = foi.recall(
        case=accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), by=cast.actor(OFFICER), at=noon(on)
    )
    if wipes:
        with pytest.raises(NotAllowed, match="由超期改为没有超期"):
            correct(cast, case, "2026-02-11", on=date(2026, 3, 20))
    else:
        correct(cast, case, "2026-02-11", on=date(2026, 3, 20))


@pytest.mark.parametrize("on, free", [("2026-03-13", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_while_the_clock_rests_nobody_moves_the_receipt_who_may_thereby_make_less_late_what_is_not_known_yet(cast, on, free):  # fmt: skip
    """Received on 10 February it is due on 16 March, and a letter that went out on the 12th was perhaps answered the same day."""
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12")
    sent = consult(cast, case, "2026-03-12", unit=None)
    if free:
        correct(cast, case, "2026-02-11", on=date.fromisoformat(on))
    else:
        with pytest.raises(NotAllowed, match="时钟正停着，这一件是不是已经超期，要等意见登记了才知道"):
            correct(cast, case, "2026-02-11", on=date.fromisoformat(on))
        correct(cast, case, "2026-02-11", SIGNATORY, on=date.fromisoformat(on))
    assert relieved(cast, case) == [not free]
    assert sent.answered_on is None and clock_of(case.ref, "answer").paused


def test_an_earlier_receipt_is_anybodys_while_the_clock_rests(cast):
    case = accepted(cast, letter(cast, "2026-02-12", "2026-02-11"), "2026-02-12")
    consult(cast, case, "2026-03-12", unit=None)
    correct(cast, case, "2026-02-10", on=date(2026, 3, 20))
    assert relieved(cast, case) == [False]
