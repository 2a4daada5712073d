"""The fee for what is excessive (国办函〔2020〕109号): notice, payment, withdrawal, and what becomes of an application that is not paid for."""

import logging
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.documents.queries import issued
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import last_working_day, term_of
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, paying, words
from gongkai.procedures.foi.actions import ANSWER, AWAIT_PAYMENT, ENDED, HANDLE, end, hand_on, notice
from gongkai.procedures.foi.models import Charge, Service
from gongkai.procedures.foi.wordings import written_out
from gongkai.pure.clock import FEE, Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.law.fees import ITEMS, FeeRule, rule_on
from gongkai.pure.law.outcomes import FOI_2019

log = logging.getLogger("gongkai.foi")

FAMILY = "fee-payment"
DELIVERED_WITHIN = 10
"""Working days [ours] after which a fee notice whose delivery nobody has registered is to be looked after: without one no term to pay runs."""
ARTICLE = "信息处理费管理办法第6条"
MOST = 100_000


def charges_of(case: Case) -> list[Charge]:
    return list(Charge.objects.filter(case=case).select_related("case").order_by("seq"))


def open_charge(case: Case) -> Charge | None:
    """The notice that waits to be paid; None if there is none."""
    return next((each for each in charges_of(case) if each.paid_on is None and each.withdrawn_on is None), None)


def cannot_charge(case: Case, today: date) -> str:
    """Why no fee can be asked for; "" if it can. The notice is to go out within the term: one that comes later would hide that it was missed."""
    if case.law != FOI_2019 or rule_on(today) is None:
        return "这一件不适用信息处理费管理办法（2021年1月1日起施行），不能收费"
    if any(each.paid_on for each in charges_of(case)):
        return "这一件已经缴过信息处理费，不能再收（按件、按量只能选一种，不得重复计算）"
    clock = clocks.clock_of(case.ref, ANSWER)
    last = (clock.due_on or clock.bound_on) if clock else None
    if last and today > last:
        return f"答复期限{words.zh(last)}已满；收费通知应当在期限以内发出（{ARTICLE}）"
    return ""


def amount(tariff: str, before: int, count: int, on: date) -> int:
    """Yuan by the rule of a day; by pages whatever came before does not matter."""
    rule = rule_on(on)
    return rule.tariff(tariff).amount(before if tariff == ITEMS else 0, count) if rule else 0


def told(charge: Charge) -> list[str]:
    """How the amount comes about, a line for each price."""
    rule = rule_of(charge)
    tariff = rule.tariff(charge.tariff)
    parts = tariff.parts(charge.before, charge.count)
    return [words.fee_part(tariff, first, last, price) for first, last, price in parts]


def rule_of(charge: Charge) -> FeeRule:
    found = rule_on(charge.noticed_on)
    assert found, "no notice goes out before there is a rule"
    return found


@acting
def charge(
    *, case: Case, tariff: str, count: int, how: str, by: Actor, at: datetime, before: int = 0, seen: int | None = None
) -> Charge:
    """Decide, within the term, that an application is to be paid for, and tell the applicant basis, standard, amount and way (第6条).

    ``before``: what the applicant had applied for in this month before it. The clock rests from now on. Raises StepRefused.
    """
    today = localdate(at)
    if why := cannot_charge(case, today):
        raise StepRefused(why)
    if tariff not in dict(Charge.TARIFFS):
        raise StepRefused("请选按件还是按量计收", "tariff")
    if not 1 <= count <= MOST or not 0 <= before <= MOST:
        raise StepRefused("请写这次计收几件或者几页", "count")
    if not how.strip():
        raise StepRefused("请写明到哪里、怎么缴，通知书上要写", "how")
    written_out(case, how=how)
    before = before if tariff == ITEMS else 0
    yuan = amount(tariff, before, count, today)
    if not yuan:
        raise StepRefused("按这个数算不用收费，不要发收费通知", "count")
    rows = step(case, "charge", by=by, at=at, seen=seen)
    seq = Charge.objects.filter(case=case).count() + 1
    made = insert(Charge(case=case, seq=seq, tariff=tariff, before=before, count=count, amount=yuan, noticed_on=today))
    clock = clocks.clock_of(case.ref, ANSWER)
    rows += [made, *clocks.move(clock, Event(EventKind.PAUSE, today, key=made.key, ground=FEE, article=ARTICLE))]
    rows += close_duties(case, HANDLE, on=today)
    until = last_working_day(today, DELIVERED_WITHIN)
    rows.append(
        open_duty(case, AWAIT_PAYMENT, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, key=made.key, due_on=until, paused=True)
    )  # fmt: skip
    days = rules.clock_rule(rules.rule_key(FAMILY, today)).term.days
    rows += notice(case, "charge", {"paragraphs": words.charge(rule_of(made), made, told(made), how.strip(), days)}, at)
    tell(facts.FoiCharged(case.reference, yuan), case, by=by, at=at, rows=rows)
    paying.order(made, at)
    return made


@acting
def prove_charge(*, case: Case, on: date, by: Actor, at: datetime, seen: int | None = None) -> Charge:
    """The applicant received the notice: 20 working days to pay, from the next day (第6条). Raises StepRefused."""
    made, today = _awaited(case), localdate(at)
    if made.received_on:
        raise StepRefused(f"这份收费通知已经登记{words.zh(made.received_on)}送达")
    if not made.noticed_on <= on <= today:
        raise StepRefused("收到的日期要在发出那天到今天之间", "on")
    rows = step(case, "prove_charge", by=by, at=at, seen=seen)
    made.received_on, made.due_on = on, term_of(FAMILY, on).last_on
    made.save()
    rows += [made, *close_duties(case, AWAIT_PAYMENT, on=today)]
    rows.append(
        open_duty(case, AWAIT_PAYMENT, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, key=made.key, due_on=made.due_on, paused=True)
    )  # fmt: skip
    due = words.told(made.due_on, made.due_on.isoformat())
    tell(facts.FoiChargeDelivered(case.reference, on.isoformat(), due), case, by=by, at=at, rows=rows)
    return made


@acting
def pay(*, case: Case, paid_on: date, by: Actor, at: datetime, voucher: str = "", seen: int | None = None) -> Charge:
    """Paid in full: the term of the answer is counted anew from the next day (第6条). ``voucher``: the number of the receipt.

    Whether it was paid in time is the officer's to see: one who pays late, before anything was ended, is answered. Raises StepRefused.
    """
    made, today = _awaited(case), localdate(at)
    if not made.noticed_on <= paid_on <= today:
        raise StepRefused("缴清日期要在收费通知发出那天到今天之间", "paid_on")
    rows = step(case, "pay", by=by, at=at, seen=seen)
    made.paid_on, made.voucher = paid_on, voucher.strip()
    made.save()
    event = Event(EventKind.RENEW, paid_on, key=made.key, article=ARTICLE)
    rows += [
        made,
        *clocks.move(clocks.clock_of(case.ref, ANSWER), event),
        *hand_on(case, HANDLE, Role.CASE_OFFICER, at),
    ]
    tell(facts.FoiPaid(case.reference, paid_on.isoformat(), made.amount), case, by=by, at=at, rows=rows)
    if by != SYSTEM:
        paying.cancel(made, at)
    return made


@acting
def withdraw_charge(*, case: Case, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Charge:
    """Nothing is to be paid after all, with a reason. No article leaves out the days that the applicant was kept waiting for nothing, so
    the term is as if nothing had been asked: the pause ends on the day it began.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么不收了", "reason")
    written_out(case, reason=reason)
    made, today = _awaited(case), localdate(at)
    rows = step(case, "withdraw_charge", by=by, at=at, seen=seen, note=reason.strip())
    made.withdrawn_on = today
    made.save()
    event = Event(EventKind.RESUME, made.noticed_on, key=made.key, article=ARTICLE)
    rows += [
        made,
        *clocks.move(clocks.clock_of(case.ref, ANSWER), event),
        *hand_on(case, HANDLE, Role.CASE_OFFICER, at),
    ]
    rows += notice(case, "withdraw_charge", {"paragraphs": words.charge_withdrawn(made, reason.strip())}, at)
    tell(facts.FoiChargeWithdrawn(case.reference), case, by=by, at=at, rows=rows)
    paying.cancel(made, at)
    return made


def served_on(made: Charge) -> date | None:
    """The first day on which the applicant is known to have the notice, however it was handed over; None while none is."""
    notices = [each for each in issued(made.case.ref, [Foi.charge.notice]) if each.dated_on == made.noticed_on]
    served = Service.objects.filter(
        case=made.case, notice__in=[each.number for each in notices], served_on__isnull=False
    )
    return served.order_by("served_on").values_list("served_on", flat=True).first()


def follow_charges(*, at: datetime) -> int:
    """The ticker's part: once a fee notice was served, the term to pay runs from that day (第6条). Returns how many began to run.

    One that is refused (somebody just acted on its case) is reported and does not hold up the others.
    """
    begun = 0
    waiting = Charge.objects.filter(received_on=None, paid_on=None, withdrawn_on=None, case__state=Foi.CHARGED.code)
    for made in waiting.select_related("case", "case__unit").order_by("id"):
        if (on := served_on(made)) is None:
            continue
        try:
            prove_charge(case=made.case, on=max(on, made.noticed_on), by=SYSTEM, at=at)
            begun += 1
        except StepRefused as refusal:
            log.warning("%s: %s", made.case.ref, refusal)
    return begun


def run_out_if_withdrawn(case: Case, today: date) -> date | None:
    """The day on which the term would turn out to have ended if the notice were withdrawn; None if it would run still."""
    made, clock = open_charge(case), clocks.clock_of(case.ref, ANSWER)
    if made is None or clock is None:
        return None
    event = Event(EventKind.RESUME, made.noticed_on, key=made.key)
    then = clocks.foreseen(clock, event, clock.rule, today)
    return then.last_on if then.overdue else None


@acting
def unpaid(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Not paid within the term: counts as abandoned, and is not dealt with any more (第6条). An officer's step, never automatic."""
    made = _awaited(case)
    if why := not_yet(made, localdate(at)):
        raise StepRefused(why)
    outcome = ENDED[Foi.UNPAID.code][FOI_2019]
    return end(case, "unpaid", outcome, by=by, at=at, seen=seen, paragraphs=words.unpaid(made))


def not_yet(made: Charge, today: date) -> str:
    """Why an application cannot be ended for want of payment; "" if it can."""
    if made.due_on is None:
        return "还没有登记收费通知送达，缴费期限没有起算，不能按逾期未缴费办结"
    return f"缴费期限到{words.told(made.due_on)}，过了这天才能按逾期未缴费办结" if today <= made.due_on else ""


def _awaited(case: Case) -> Charge:
    made = open_charge(case)
    if made is None:
        raise StepRefused("没有还没缴清的收费通知")
    return made
