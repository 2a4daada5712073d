"""What comes of a review when it is not publication: a record is told on application only, or not at all, on a legal ground and until it is
looked at again (条例第13条至第16条、第18条).
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.models import StepTaken
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, take
from gongkai.kernel.records import actions, facts
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Determination, Record
from gongkai.kernel.records.queries import determination_of
from gongkai.kernel.records.telling import note_overdue, tell
from gongkai.pure.declare import Role
from gongkai.pure.law.withholding import DETERMINATIONS, grounds_for

REASSESS = "reassess"
LEAST = 4


@acting
def keep_back(
    *,
    record: Record,
    outcome: str,
    ground: str,
    reason: str,
    review_on: date,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Determination:
    """At the secrecy review: not published, but told on application, or not at all; by somebody who neither wrote nor reviewed.

    Raises StepRefused for what is live, for a ground that does not fit the outcome, a missing reason, a day that does not lie ahead.
    """
    if record.live:
        raise StepRefused("这一条已经公开；不该公开的，请签发人撤下")
    if by.name == record.reviewer or by.name in actions.writers(record):
        raise NotAllowed("起草人和单位审核人不能再做保密审查，请由另一个人来办")
    if ground not in grounds_for(outcome):
        raise StepRefused("请选和这个决定相符的依据", "ground")
    _check(reason, review_on, at)
    due_on = None if record.published_on else record.publish_due_on
    step = take(record, RecordFlow.keep_back, by=by, at=at, states=STATES, seen=seen, note=reason.strip())
    made = _determined(facts.RecordKeptBack, record, outcome, ground, reason, review_on, by, at, [step])
    note_overdue(record, "定为不公开或者依申请公开", due_on, by=by, at=at)
    return made


@acting
def look_again(
    *, record: Record, reason: str, review_on: date, by: Actor, at: datetime, seen: int | None = None
) -> Determination:
    """Look at it again (条例第18条): the ground still holds, until another day. Raises StepRefused, NotAllowed."""
    _check(reason, review_on, at)
    before = determination_of(record)
    step = take(record, RecordFlow.look_again, by=by, at=at, states=STATES, seen=seen, note=reason.strip())
    said = (before.outcome, before.ground, reason, review_on)
    return _determined(facts.RecordLookedAgain, record, *said, by, at, [step])


@acting
def release(*, record: Record, because: str, by: Actor, at: datetime, seen: int | None = None) -> Record:
    """The ground has lapsed: it is a draft again, and goes through every gate. Raises StepRefused, NotAllowed."""
    if len(because.strip()) < LEAST:
        raise StepRefused("请写明为什么可以公开了", "because")
    step = take(record, RecordFlow.release, by=by, at=at, states=STATES, seen=seen, note=because.strip())
    closed = close_duties(record, on=localdate(at))
    duty = actions.owe(record, actions.DRAFT, Role.EDITOR, at)
    told = facts.RecordReleased(record.pk, because.strip())
    tell(told, record, by=by, at=at, rows=[record, step, *closed, duty])
    return record


def _check(reason: str, review_on: date, at: datetime) -> None:
    if len(reason.strip()) < LEAST:
        raise StepRefused("请写明理由，让以后再评估的人看得懂", "reason")
    if review_on <= localdate(at):
        raise StepRefused("再评估日期要在今天以后", "review_on")


def _determined(
    fact: type[facts.RecordKeptBack],
    record: Record,
    outcome: str,
    ground: str,
    reason: str,
    review_on: date,
    by: Actor,
    at: datetime,
    steps: Iterable[StepTaken],
) -> Determination:
    made = Determination.objects.create(
        record=record, outcome=outcome, ground=ground, reason=reason.strip(), review_on=review_on, by=by.name, on=localdate(at)
    )  # fmt: skip
    closed: list[Ledgered] = close_duties(record, on=localdate(at))
    # It rests until its day; from then on there is something to do.
    duty = open_duty(
        record, REASSESS, role=Role.SECRECY_REVIEWER, on=localdate(at), procedure=f"record:{record.kind}",
        unit_id=successor_of(record.unit).pk, due_on=review_on, paused=True,
    )  # fmt: skip
    told = fact(record.pk, DETERMINATIONS[outcome], grounds_for(outcome)[ground], made.reason, review_on.isoformat())
    tell(told, record, by=by, at=at, rows=[record, *steps, made, *closed, duty])
    return made
