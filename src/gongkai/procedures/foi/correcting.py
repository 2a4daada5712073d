"""A wrong receipt day is corrected by an act; it may cross a change of law (决定D4, §5.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.queries import holders
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import OPEN, closing, step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.models import Clock
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts, queries
from gongkai.procedures.foi.actions import (
    ANSWER,
    CORRECTION_REQUEST,
    ENDED,
    asked_correction_on,
    asking_rule,
    rule_of,
    start_asking,
    stop_clock,
)
from gongkai.procedures.foi.words import zh
from gongkai.pure.clock import Event, EventKind, IllegalEvent, read
from gongkai.pure.declare import CONCEAL, REVEAL, Role
from gongkai.pure.law.outcomes import FOI_2008, codes_by, outcome_by_code

NOT_TIMED_HERE = "这一件是从旧台账导入的，没有在这里计过时，不能更正收到日期"


@acting
def correct_receipt(
    *,
    case: Case,
    received_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    outcome: str | None = None,
    seen: int | None = None,
) -> Case:
    """Correct the receipt day. Past steps stay; all clocks that run from the day are read again. An answered case whose Regulation
    changes restates its outcome in the same act (``outcome`` is then demanded); one that ended without an answer is counted as the
    other Regulation has it. Raises StepRefused, NotAllowed.
    """
    if not reason.strip():
        raise StepRefused("请写明为什么要更正收到日期", "reason")
    today = localdate(at)
    check(case, received_on, outcome, by=by, today=today)
    old, rule = case.first_received_on, rule_of(received_on, today)
    turned, relief = turn(case, received_on, today), eased(case, received_on, today)
    law = rules.law_of(rule)
    moved = _move_clocks(case, received_on, rule, today)
    restated = ""
    changes = {"received_on": received_on, "first_received_on": received_on, "rule": rule, "law": law}
    if case.received_on != case.first_received_on:
        changes.pop("received_on")
    if case.closed:
        now = outcome or outcome_under(case, law)
        if now != case.outcome:
            restated = f"办理结果由“{outcome_by_code(case.outcome).short}”改为“{outcome_by_code(now).short}”"
        changes |= closing(case, now, case.closed_on, voided=case.state in ENDED)
    rows = step(case, "correct_receipt", by=by, at=at, seen=seen, note=reason.strip(), **changes)
    then = "".join(f"，{said}" for said in (turned, restated) if said)
    tell(
        facts.FoiReceiptCorrected(
            case.reference, old.isoformat() if old else "", received_on.isoformat(), law, then,
            relieved=bool(relief), eased="；".join(relief.values()),
        ),
        case, by=by, at=at, rows=[*rows, *moved],
    )  # fmt: skip
    return case


def _move_clocks(case: Case, received_on: date, rule: str, today: date) -> list[Ledgered]:
    """Read again whatever runs from the receipt; nothing does where it was taken back before it was confirmed."""
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None:
        return []
    moved = clocks.move(clock, _corrected(received_on), rule=rule, checked=False)
    return moved + _move_asking(case, received_on, rules.law_of(rule), today)


def _move_asking(case: Case, received_on: date, law: str, today: date) -> list[Ledgered]:
    """The term for asking a correction (条例第30条) moves, asked or not; it ends where the Regulation has none, and begins where that of
    the corrected day has one and nothing was done yet.
    """
    if law == FOI_2008:
        return stop_clock(case, CORRECTION_REQUEST, today)
    clock, waits = clocks.clock_of(case.ref, CORRECTION_REQUEST), case.state == Foi.RECEIVED.code
    if clock and not (waits and clock.stopped_on):
        return clocks.move(clock, _corrected(received_on), rule=asking_rule(received_on), checked=False)
    # One that another Regulation ended does not run on: a clock stops once.
    return start_asking(case, received_on, clock.seq + 1 if clock else 0) if waits else []


def outcome_under(case: Case, law: str) -> str:
    """The outcome of a closed case under a Regulation, where no other is chosen."""
    return ENDED[case.state][law] if case.state in ENDED else case.outcome


def rule_on(received_on: date) -> str | None:
    """The key of the rule for what is received on a day; None where no Regulation was in force."""
    try:
        return rules.rule_key(Foi.rule_family, received_on)
    except LookupError:
        return None


def due_after(case: Case, received_on: date) -> date | None:
    """By when a case would be, or have been, due if its receipt were corrected to a day: after a restart, an extension or a pause not
    simply that day and the term; while a correction is awaited, by the term that ran until it was asked for. None where no term would
    run: it waits for an opinion, or no Regulation was in force.
    """
    clock = clocks.clock_of(case.ref, ANSWER)
    return _last_of(clocks.events_of(clock), received_on, rule_on(received_on)) if clock else None


def _last_of(events: list[Event], received_on: date, rule: str | None) -> date | None:
    """The last day that events give under a rule if the receipt was on a day; None where they give none."""
    try:
        corrected = [*events, _corrected(received_on)]
        return read(corrected, rules.clock_rule(rule), rules.calendar(), received_on).last_on if rule else None
    except IllegalEvent:
        return None


TO_ASK, BEFORE_ASKING, BEFORE_CHARGING = "to_ask", "before_asking", "before_charging"
"""Terms of a case beside that of the answer: for asking a correction; and what had run of the answer's when it was asked for, or when a
fee was, which have to come before it ends (条例第30条, 国办函〔2020〕109号第6条).
"""


@dataclass(frozen=True)
class Missed:
    """A term that was not kept: its last day, and the working days past it."""

    last_on: date
    days: int


def missed(case: Case, today: date, received_on: date | None = None) -> dict[str, Missed]:
    """The terms of a case that are not kept, by name: whether it is open, answered, lapsed or taken back, they stay so. As they stand,
    or as they would if the receipt were corrected to a day.
    """
    count = rules.calendar().expected_between
    return {
        name: Missed(last, max(1, count(last, by)))
        for name, last, by in _terms(case, today, received_on)
        if last and last < by
    }


def _terms(case: Case, today: date, received_on: date | None) -> Iterator[tuple[str, date | None, date]]:
    """Each term with its last day, and the day on which it shows whether it is kept."""
    clock, asked_on = clocks.clock_of(case.ref, ANSWER), asked_correction_on(case)
    if clock is None:
        return
    day, rule = received_on or case.first_received_on, rule_on(received_on) if received_on else clock.rule
    events, restarted = clocks.events_of(clock), False
    for at, event in enumerate(events):
        if event.kind is EventKind.RENEW:
            asked = next(n for n, each in enumerate(events) if each.kind is EventKind.PAUSE and each.key == event.key)
            yield BEFORE_CHARGING, _last_of(events[:asked], day, rule), events[asked].on
        if event.kind is EventKind.RESTART and asked_on:
            restarted = True
            yield BEFORE_ASKING, _last_of(events[:at], day, rule), asked_on
    # While a correction is awaited the term counts no further, and if none comes it never does.
    waited = asked_on if not restarted else None
    yield ANSWER, due_after(case, received_on) if received_on else clock.last_on, waited or case.closed_on or today
    asking = clocks.clock_of(case.ref, CORRECTION_REQUEST)
    # Once it is accepted nothing is to be asked any more.
    if asking and (asked_on or not asking.stopped_on):
        yield TO_ASK, _ask_by_after(asking, received_on) if received_on else asking.last_on, asked_on or today


def _ask_by_after(asking: Clock, received_on: date) -> date | None:
    """By when a correction would be to be asked for (``_move_asking``): 2008 has no such term, and leaves one that is over as it was."""
    if rules.law_of(rule_on(received_on)) == FOI_2008:
        return asking.last_on if asking.stopped_on else None
    return _last_of(clocks.events_of(asking), received_on, asking_rule(received_on))


def eased(case: Case, received_on: date, today: date) -> dict[str, str]:
    """The terms that are not kept and that a correction of the receipt would make kept, or less late, each in words: the one rule of who
    may correct it (``check``), and of what supervision is told for good (``facts.FoiReceiptCorrected.relieved``).
    """
    now, then = missed(case, today), missed(case, today, received_on)
    found = {}
    for name, late in now.items():
        left = then[name].days if name in then else 0
        if left < late.days:
            kept = f"{left}个工作日" if left else "没有超过"
            found[name] = f"{TERMS[name]}：超过{late.days}个工作日改为{kept}"
    if _may_be_over(case, received_on, today):
        found.setdefault(ANSWER, f"{TERMS[ANSWER]}：时钟停着、还不知道是不是超过的时候，收到日期改晚了")
    return found


def _may_be_over(case: Case, received_on: date, today: date) -> bool:
    """While the clock rests, may it turn out that the term had ended, once an answer that came early is noted, and would a later receipt
    then make it less late? The order in which things are entered gets nobody round the head.
    """
    clock = clocks.clock_of(case.ref, ANSWER)
    if clock is None or not clock.paused or received_on <= case.first_received_on:
        return False
    events = clocks.events_of(clock)
    answered = {event.key for event in events if event.kind is EventKind.RESUME}
    at_once = [Event(EventKind.RESUME, e.on, key=e.key) for e in events if e.kind is EventKind.PAUSE and e.key not in answered]  # fmt: skip
    last = _last_of([*events, *at_once], case.first_received_on, clock.rule)
    return last is not None and last < today


TERMS = {
    ANSWER: "答复期限",
    TO_ASK: "要求补正的期限",
    BEFORE_ASKING: "要求补正时的答复期限",
    BEFORE_CHARGING: "通知缴费时的答复期限",
}


def run_out_after(case: Case, received_on: date, today: date) -> date | None:
    """The day on which the term of the answer would have run out unseen if the receipt were corrected to a day; None if it would not."""
    found = missed(case, today, received_on).get(ANSWER)
    return found.last_on if found else None


def turns(case: Case, received_on: date, today: date) -> dict[str, str]:
    """What a correction would make of the keeping of terms, a clause for each term that it changes anything of."""
    now, then = missed(case, today), missed(case, today, received_on)
    found = {}
    for name, (term, kept, late) in _words(case).items():
        if (name in now) != (name in then):
            found[name] = f"{term}由{late}改为{kept}" if name in now else f"{term}由{kept}改为{late}"
        elif name in now and now[name].days != then[name].days:
            found[name] = f"{term}{late}由{now[name].days}个工作日改为{then[name].days}个"
    return found


def turn(case: Case, received_on: date, today: date) -> str:
    """All of that in one; "" if it changes nothing."""
    return "，".join(turns(case, received_on, today).values())


def told_of(case: Case, received_on: date, today: date) -> str:
    """What a correction that eases a term does, in a clause."""
    said = turn(case, received_on, today)
    return f"按这一天算，这一件{said}" if said else UNKNOWN


UNKNOWN = "时钟正停着，这一件是不是已经超期，要等意见登记了才知道；把收到日期改晚，超期的就会少算"


def _words(case: Case) -> dict[str, tuple[str, str, str]]:
    """How it is said of each term that it was kept, or not."""
    asked = asked_correction_on(case) is not None
    return {
        ANSWER: ("", "按期办结", "超期办结") if case.state == Foi.ANSWERED.code else ("", "没有超期", "超期"),
        BEFORE_ASKING: ("要求补正时", "没有超期", "超期"),
        BEFORE_CHARGING: ("通知缴费时", "没有超期", "超期"),
        TO_ASK: ("要求补正", "没有逾期", "逾期") if asked else ("要求补正的期限", "没有满", "已满"),
    }


def _corrected(received_on: date) -> Event:
    return Event(EventKind.CORRECT, received_on, ground="更正收到日期")


CAME_AT_ONCE = ("web", "counter")
"""Channels by which an application is there when it is registered (条例第31条); a fax or letter may wait to be confirmed."""

ACTED_ON = {step.name: step.label for step in (Foi.accept, Foi.ask_correction, Foi.extend, Foi.recall)}
"""The steps by which the handling of an application can begin, or which can end it before; all others come after one of them."""

HANDLING = {OPEN, *Foi.steps} - {Foi.correct_receipt.name, CONCEAL, REVEAL}
"""The steps by which somebody has a part in what becomes of a case: taking it down, signing its answer and extending it too."""


def refusal(case: Case, received_on: date, outcome: str | None, *, by: Actor, today: date) -> str:
    """Why the receipt cannot be corrected to a day; "" if it can."""
    try:
        check(case, received_on, outcome, by=by, today=today)
    except StepRefused as refused:
        return str(refused)
    return ""


def check(case: Case, received_on: date, outcome: str | None, *, by: Actor, today: date) -> None:
    """Raise StepRefused or NotAllowed if the receipt cannot be corrected to a day."""
    if case.closed and queries.brought_in(case):
        raise StepRefused(NOT_TIMED_HERE, "received_on")
    if received_on == case.first_received_on:
        raise StepRefused(f"收到日期登记的就是{zh(received_on)}，不用更正；要更正的，请写正确的日期", "received_on")
    law = rules.law_of(rule_of(received_on, today))
    _check_before_acts(case, received_on)
    if case.closed:
        _check_closed(case, law, outcome)
    elif law != case.law:
        _check_open(case, law)
    if eased(case, received_on, today):
        _check_relief(case, received_on, by, today)


def _check_before_acts(case: Case, received_on: date) -> None:
    """What was acted upon had been received, and what came itself was there when it was registered: else an officer could give an
    overdue case a new term.
    """
    if case.channel in CAME_AT_ONCE and received_on > case.registered_on:
        raise StepRefused(f"这一件{zh(case.registered_on)}已经登记，收到日期不能晚于这一天", "received_on")
    first = next((step for step in reversed(steps_of(case)) if step.name in ACTED_ON), None)
    if first and received_on > first.on:
        raise StepRefused(
            f"这一件{zh(first.on)}已经办过“{ACTED_ON[first.name]}”，收到日期不能晚于这一天", "received_on"
        )


def _check_open(case: Case, law: str) -> None:
    """Another Regulation applies from now on: not where what waits belongs to the one that applied."""
    if case.state == Foi.REVIEWING.code:
        raise StepRefused("更正后适用另一部条例，送审的答复书用的是原来那部的结果：请先退回修改，再更正", "received_on")
    if case.state == Foi.SIGNING.code:
        raise StepRefused(
            "更正后适用另一部条例，送签的答复书用的是原来那部的结果：请签发人先退回重拟，再更正", "received_on"
        )
    if case.state == Foi.CHARGED.code:
        raise StepRefused(
            "更正后适用另一部条例，而这一件正等申请人缴费：请先登记缴清或者撤回收费通知，再更正", "received_on"
        )
    if case.state == Foi.CORRECTING.code and law == FOI_2008:
        raise StepRefused(
            "更正后适用2008年条例，它没有补正后重新计时的规定，而这一件正等申请人补正：请收到补正、登记以后再更正；到期没有补正的，按放弃申请办结",
            "received_on",
        )


def _check_closed(case: Case, law: str, outcome: str | None) -> None:
    """A closed case has one outcome of its own Regulation, whichever that now is; no answer, none to choose."""
    if outcome is not None and case.state in ENDED:
        raise StepRefused("这一件没有答复就办结了，不用选办理结果", "outcome")
    if law == case.law and outcome is not None:
        raise StepRefused("更正后适用的还是原来的条例，办理结果不变，请选“不换”", "outcome")
    if law != case.law and outcome is None and case.state not in ENDED:
        raise StepRefused("更正后适用另一部条例，请同时按那部条例重新选择办理结果", "outcome")
    if outcome is not None and outcome not in codes_by(law, "answer"):
        raise StepRefused("这不是更正后适用的条例里的办理结果，请重新选", "outcome")
    if outcome == queries.UNCLEAR and not queries.was_corrected(case):
        raise StepRefused("这一件没有补正过，结果不能改为“补正后申请内容仍不明确”，请选别的结果", "outcome")


def _check_relief(case: Case, received_on: date, by: Actor, today: date) -> None:
    """Nobody who handles a case makes kept what was not, nor less late: the head of the unit's openness office does, who answers for
    the terms (条例第33条).
    """
    turned = told_of(case, received_on, today)
    handled, heads = handled_by(case), holders(Role.OFFICE_HEAD, case.unit_id, today)
    if by.holds(Role.OFFICE_HEAD, case.unit_id) and by.name not in handled:
        return
    how = NO_HEAD if not heads else NO_OTHER_HEAD if all(head.username in handled for head in heads) else ""
    if not by.holds(Role.OFFICE_HEAD, case.unit_id):
        whose = how or "请公开机构负责人核对以后来更正"
        raise NotAllowed(f"{turned}，经办人不能自己改：{whose}", "received_on")
    raise NotAllowed(f"{turned}；您经办过这一件，要由另一位公开机构负责人来更正{how and f'：{how}'}", "received_on")


def handled_by(case: Case) -> set[str]:
    """Who took a step in the handling of a case, by sign-in name."""
    return {taken.by for taken in steps_of(case) if taken.name in HANDLING}


NO_HEAD = "本单位还没有公开机构负责人，请系统管理员任命"
NO_OTHER_HEAD = "本单位的公开机构负责人都经办过这一件，请系统管理员再任命一位来核对"
