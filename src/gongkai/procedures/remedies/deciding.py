"""How a reconsideration or a lawsuit ends, and what is to be done then in the case that it is about."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.files.actions import put
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import orders
from gongkai.kernel.cases.actions import closing, step, tell
from gongkai.kernel.cases.facts import CaseClosed
from gongkai.kernel.cases.models import CHALLENGES, Case
from gongkai.kernel.cases.queries import about_of
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import close_duties
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.remedies import queries
from gongkai.procedures.remedies.actions import MOST_FILES
from gongkai.pure.clock import Counting, Event, EventKind
from gongkai.pure.law.reviews import Result, result


@acting
def decide(
    *, case: Case, outcome: str, on: date, text: str, by: Actor, at: datetime, seen: int | None = None, came_on: date | None = None,
    days: int | None = None, counting: str = Counting.WORKING, files: Sequence[Upload] = (),
) -> Case:  # fmt: skip
    """Note the one result, by the day that stands on the decision; what it orders becomes a duty in the case that it is about.

    ``came_on``: the day it came, from which an ordered term runs; ``days`` and ``counting``: that term; ``files``: the decision itself, scanned. Raises
    StepRefused.
    """
    found = checked(case, outcome, on, at)
    if queries.is_suit(case) and outcome not in {each.code for each in queries.final_results(case)}:
        raise StepRefused("一审的判决和驳回起诉的裁定还能上诉，请用“登记一审裁判”", "outcome")
    came_on = came_on or localdate(at)
    if came_on < on or came_on > localdate(at):
        raise StepRefused("收到决定的日期不能早于决定的日期，也不能晚于今天", "came_on")
    return end(
        case, "decide", found, on, by=by, at=at, seen=seen, text=text, came_on=came_on, days=days, counting=counting,
        files=files,
    )  # fmt: skip


def checked(case: Case, outcome: str, on: date, at: datetime) -> Result:
    """A result that a case can have, on a day that it can have been. Raises StepRefused."""
    if outcome not in {each.code for each in queries.results_of(case)}:
        raise StepRefused("请从列出的结果里选一个", "outcome")
    if on > localdate(at):
        raise StepRefused("日期不能晚于今天", "on")
    if case.received_on and on < case.received_on:
        raise StepRefused("日期早于收到副本的日期，请再看看", "on")
    return result(outcome)


def end(
    case: Case, name: str, found: Result, on: date, *, by: Actor, at: datetime, seen: int | None, text: str, came_on: date,
    days: int | None, counting: str, files: Sequence[Upload] = (),
) -> Case:  # fmt: skip
    """Close it with its result, and order what that orders; inside the caller's act."""
    about = about_of(case, CHALLENGES) if found.orders else None
    if about is not None and days is None:
        raise StepRefused("请写明限几日内办，照决定书写", "days")
    rows = step(case, name, by=by, at=at, seen=seen, note=text.strip(), **closing(case, found.code, on, voided=True))
    rows += [*kept(case, files), *stopped(case, localdate(at)), *close_duties(case, on=localdate(at))]
    tell(CaseClosed(case.reference, found.code, found.label), case, by=by, at=at, rows=rows)
    if about is not None:
        orders.order(case=about, source=case, days=days, counting=counting, on=came_on, by=by, at=at)
    return case


def kept(case: Case, files: Sequence[Upload]) -> list[File]:
    """A paper of the reviewing organ or the court, scanned, in the case's file. Raises StepRefused, FileRefused."""
    if len(files) > MOST_FILES:
        raise StepRefused(f"扫描件最多{MOST_FILES}个，请把相近的合成一个再附", "files")
    return [put(owner=case.ref, name=each.name, data=each.data, seal=True) for each in files]


def stopped(case: Case, on: date) -> list[Ledgered]:
    """The terms of answers end with what they were for."""
    stop = Event(EventKind.STOP, on)
    return [row for clock in clocks.running(case.ref) for row in clocks.move(clock, stop, checked=False)]
