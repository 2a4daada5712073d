"""Applications clearly beyond reason in number or frequency: reasons asked, reasons told, a delayed term (条例第35条)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, facts, words
from gongkai.procedures.foi.actions import ANSWER, notice
from gongkai.procedures.foi.models import Excess
from gongkai.procedures.foi.wordings import written_out
from gongkai.pure.clock import Event, EventKind
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019

NOT_2008 = "2008年条例没有要求说明理由的规定"
DELAYED = "确定了延迟答复的合理期限（条例第35条）"
AWAIT_REASONS = "await_reasons"
"""What the officer looks after while the applicant is to tell their reasons."""
MOST_DAYS = 15
"""Working days in which reasons may be asked for at most [ours]: the Regulation names no term, and that of the answer runs on."""


def asked(case: Case) -> Excess | None:
    """What was asked of the applicant, and whether they told; None if nothing was."""
    return Excess.objects.filter(case=case).select_related("case").first()


@acting
def ask_reasons(*, case: Case, why: str, days: int, by: Actor, at: datetime, seen: int | None = None) -> Excess:
    """Ask, once, for the reasons of an application clearly beyond reason; ``why`` it is, as the notice says it. The clock runs on: the
    Regulation leaves out no day for it. Raises StepRefused.
    """
    if case.law != FOI_2019:
        raise StepRefused(NOT_2008)
    if not why.strip():
        raise StepRefused("请写明数量、频次怎么明显超过合理范围，告知书上要写", "why")
    written_out(case, why=why)
    if not 1 <= days <= MOST_DAYS:
        raise StepRefused(f"说明理由的期限请定在1到{MOST_DAYS}个工作日之间：答复期限照常计算", "days")
    today = localdate(at)
    until = last_working_day(today, days)
    rows = step(case, "ask_reasons", by=by, at=at, seen=seen, note=why.strip())
    made = insert(Excess(case=case, asked_on=today, due_on=until))
    duty = open_duty(
        case, AWAIT_REASONS, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, due_on=until, paused=True
    )
    rows += [made, duty, *notice(case, "reasons", {"paragraphs": words.reasons(why.strip(), until)}, at)]
    tell(facts.FoiReasonsAsked(case.reference, words.told(until, until.isoformat())), case, by=by, at=at, rows=rows)
    return made


@acting
def tell_reasons(
    *, case: Case, text: str, by: Actor, at: datetime, told_on: date | None = None, seen: int | None = None
) -> Excess:
    """The applicant's reasons, in time or later, as long as the case is handled. Raises StepRefused."""
    today, made = localdate(at), asked(case)
    on = told_on or today
    if made is None:
        raise StepRefused("没有要求过申请人说明理由")
    if not text.strip():
        raise StepRefused("请写明申请的理由", "text")
    if not made.asked_on <= on <= today:
        raise StepRefused("说明理由的日期要在要求说明的那天到今天之间", "told_on")
    rows = step(case, "tell_reasons", by=by, at=at, seen=seen)
    made.told_on = on
    made.save()
    rows += [made, vault.seal(case.ref, "reasons", text.strip())]
    rows += close_duties(case, AWAIT_REASONS, on=today)
    tell(facts.FoiReasonsTold(case.reference, on.isoformat()), case, by=by, at=at, rows=rows)
    return made


@acting
def delay(*, case: Case, days: int, ground: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """Set, once, a reasonable delayed term: the reasons are good, but the term of 第33条 is too short. On or before the due day, by the
    office's head, with the applicant told. Raises StepRefused.
    """
    if not ground.strip():
        raise StepRefused("请写明为什么要延迟这么久，告知书上要写", "ground")
    written_out(case, ground=ground)
    if why := cannot_delay(case):
        raise StepRefused(why)
    clock = clocks.clock_of(case.ref, ANSWER)
    rows = step(case, "delay", by=by, at=at, seen=seen, note=ground.strip(), extended=True)
    article = words.article(rules.clock_rule(clock.rule).delay_article)
    rows += clocks.move(clock, Event(EventKind.DELAY, localdate(at), days=days, article=article))
    text = words.delay(days, clock.due_on, clock.provisional_on, ground.strip())
    rows += notice(case, "delay", {"paragraphs": text}, at)
    tell(facts.FoiDelayed(case.reference, days), case, by=by, at=at, rows=rows)
    return case


def unfit(name: str, case: Case) -> str:
    """Why a step of these has no place in a case, whatever its state; "" if it has, or the state says more."""
    known = name in (Foi.ask_reasons.name, Foi.tell_reasons.name, Foi.delay.name)
    return f"{NOT_2008}。" if known and case.law == FOI_2008 else ""


def is_delayed(case: Case) -> bool:
    """Was a delayed term set? Both count as the one time that a term is lengthened."""
    clock = clocks.clock_of(case.ref, ANSWER)
    return clock is not None and any(event.kind is EventKind.DELAY for event in clocks.events_of(clock))


def cannot_delay(case: Case) -> str:
    """Why no delayed term can be set; "" if one can. What may be delayed is what was asked about and explained."""
    made = asked(case)
    if made is None:
        return "先用“要求说明理由”：申请人说明的理由合理、期限内又答复不了的，才能确定延迟期限（条例第35条）"
    if made.told_on is None:
        return "申请人还没有说明理由，不能确定延迟期限（条例第35条）"
    return ""


def unasked(case: Case) -> str:
    """The doubt about telling somebody that they apply without good reason, where they were never asked for one or may still tell it."""
    made = asked(case)
    if made is None:
        return "这一件没有要求过申请人说明理由（条例第35条）。"
    return ""


def may_still_tell(case: Case, today: date) -> str:
    """That the applicant's days are not over; "" once they told, or let them pass."""
    made = asked(case)
    if made and made.told_on is None and today <= made.due_on:
        return f"申请人说明理由的期限到{words.told(made.due_on)}，还没有说明。"
    return ""
