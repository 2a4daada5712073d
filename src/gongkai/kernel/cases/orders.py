"""What is ordered in a case by whoever reviews it: to answer again, or to perform at last, within a term. The case is closed once and for all
where it was; how it ended stays counted in its year. What is owed anew is a duty with a day of its own.
"""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import act, acting, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.rules.terms import day_or_next_working, last_working_day
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import facts
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case, Order
from gongkai.kernel.flow.duties import close_duties, open_duties, open_duty
from gongkai.kernel.flow.facts import ClockReread
from gongkai.kernel.flow.steps import StepRefused
from gongkai.pure import declare
from gongkai.pure.clock import Counting, Term, Warn
from gongkai.pure.declare import Role

PERFORM = "perform"
"""The duty to do what was ordered."""
MOST_DAYS = 180


def last_day(on: date, days: int, counting: str) -> date:
    """The last day of so many days from a day on, which is not counted; while its year is not announced the day expected."""
    if counting == Counting.WORKING:
        return last_working_day(on, days)
    return day_or_next_working(on + timedelta(days))


@acting
def order(*, case: Case, source: Case, days: int, counting: str, on: date, by: Actor, at: datetime) -> Order:
    """Note in a case what ``source`` ordered: to be done within so many days of ``on``, the day on which the decision came. Raises StepRefused."""
    if not 1 <= days <= MOST_DAYS:
        raise StepRefused(f"期限请写1到{MOST_DAYS}之间的日数，照决定书写", "days")
    steps = declare.procedure(case.procedure).steps
    known = [steps[name] for name in (declare.REOPEN, declare.ORDERED) if name in steps]
    fitting = next((each for each in known if each.leads_from(case.state)), None)
    if fitting is None:
        state = declare.procedure(case.procedure).states[case.state].label
        raise StepRefused(f"{case.reference}现在是“{state}”环节，不能要求重新办理：上一次要求的还没有办完的，请先办完")
    rows = step(case, fitting.name, by=by, at=at)
    due_on = last_day(on, days, counting)
    made = insert(Order(case=case, source=source, ordered_on=on, days=days, counting=counting, due_on=due_on))
    rows += [
        made,
        open_duty(
            case, PERFORM, role=Role.CASE_OFFICER, on=localdate(at), procedure=case.procedure, key=source.reference,
            **days_of(made),
        ),
    ]  # fmt: skip
    tell(facts.CaseOrdered(case.reference, source.reference, due_on.isoformat()), case, by=by, at=at, rows=rows)
    return made


def days_of(each: Order) -> dict[str, date]:
    """The days of a duty by which an order is obeyed."""
    left = Warn().left(Term(each.days, Counting(each.counting)))
    rest = each.days - left
    return {
        "due_on": each.due_on,
        "warn_on": last_day(each.ordered_on, rest, each.counting) if rest else each.ordered_on,
    }


def owed_in(case: Case) -> Order | None:
    """What is to be done in a case by an order; the earliest of several."""
    return (
        Order.objects.filter(case=case, done_on=None).select_related("source", "case").order_by("due_on", "id").first()
    )


def done(case: Case, on: date, outcome: str) -> list[Ledgered]:
    """What was ordered in a case is done, by an act that answers it; the rows, for that act's fact."""
    found = list(Order.objects.filter(case=case, done_on=None).select_related("case", "source").order_by("id"))
    for each in found:
        each.done_on, each.outcome = on, outcome
        change(each, {"done_on": on, "outcome": outcome})
    return [*found, *(close_duties(case, PERFORM, on=on) if found else [])]


def orders_in(case: Case) -> list[Order]:
    """What was ordered in a case, in its order."""
    return list(Order.objects.filter(case=case).select_related("source", "case").order_by("id"))


def ordered_by(source: Case) -> list[Order]:
    """What a case ordered in others."""
    return list(Order.objects.filter(source=source).select_related("source", "case").order_by("id"))


def reread(*, at: datetime, by: str) -> int:
    """Move the days that were expected once their year is announced, none that is past; each in an act of its own. Returns how many."""
    moved, waiting = 0, Order.objects.filter(done_on=None, due_on__gte=localdate(at)).select_related("case", "source")
    for each in waiting.order_by("id"):
        due_on = last_day(each.ordered_on, each.days, each.counting)
        if due_on == each.due_on:
            continue
        with act():
            each.due_on = due_on
            change(each, {"due_on": due_on})
            duties = [d for d in open_duties(each.case.ref) if (d.kind, d.key) == (PERFORM, each.source.reference)]
            for duty in duties:
                duty.due_on = duty.sort_on = due_on
                change(duty, {"due_on": due_on, "sort_on": due_on})
            told = ClockReread(each.case.ref, PERFORM, due_on.isoformat())
            record(told, ref=each.case.ref, by=by, at=at, rows=[each, *duties])
        moved += 1
    return moved
