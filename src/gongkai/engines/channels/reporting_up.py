"""Reporting up (报送) and adoption (采用): units to the county's portal, the county to the governments above it.

The portal's own office decides on the desk. A government above is a channel whose code begins with ``up-``: what is reported goes there by the
outbox, and what became of it is noted by hand or told by a signed message.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.engines.channels.queries import page_of, view_of
from gongkai.ground.ledger.acts import acting
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import queries as outbox_queries
from gongkai.ground.outbox.models import DONE, POST, SENT, WAITING, Delivery
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import Actor
from gongkai.ground.upward import actions
from gongkai.ground.upward.models import ADOPTED, CALLBACK, HAND, PORTAL, PREFIX, REPORTED, Submission
from gongkai.ground.upward.queries import of, one
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role

REPORTERS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
DECIDERS = (Role.OPENNESS_OFFICE,)
"""Who reports to the portal; who reports further up, and decides or notes what became of it."""
ELSEWHERE = "这一条刚才已经有了结果，请看最新情况"


class NotThereYet(StepRefused):
    """It is on its way still: what is said of it holds once it has arrived."""


@dataclass(frozen=True)
class Destination:
    """Where records are reported to. ``connected``: does the outbox carry them there?"""

    code: str
    name: str
    connected: bool = False


def destinations() -> dict[str, Destination]:
    """By code: the portal first, then the governments above that are connected."""
    known = government()
    own = Destination(PORTAL, f"{known.short_name}政府网站" if known else "本级政府网站")
    above = [
        Destination(each.code, each.name, True)
        for each in outbox_queries.channels().values()
        if each.code.startswith(PREFIX)
    ]
    return {each.code: each for each in (own, *above)}


def names() -> dict[str, str]:
    """How destinations are called, also those that are connected no more."""
    return outbox_queries.names() | {PORTAL: destinations()[PORTAL].name}


def name_of(code: str) -> str:
    return names().get(code, code)


def open_to(record: Record, by: Actor) -> list[Destination]:
    """Where somebody may report a record now."""
    done = {each.destination for each in of(record.ref)}
    return [
        each
        for each in destinations().values()
        if record.live and each.code not in done and by.holds_any(_reporters(each), record.unit_id)
    ]


def _reporters(destination: Destination) -> tuple[Role, ...]:
    return DECIDERS if destination.connected else REPORTERS


@acting
def report_up(*, record: Record, destination: str, by: Actor, at: datetime, code: str = "") -> Submission:
    """Report what stands on the site; ``code`` as in ``ground.upward.actions.submit``. Raises NotAllowed, StepRefused."""
    target = destinations().get(destination)
    if target is None:
        raise StepRefused("这个上级平台没有接通，请找系统管理员", "destination")
    if not by.holds_any(_reporters(target), record.unit_id):
        raise NotAllowed("报送上级由政务公开办来办" if target.connected else "由本单位的信息编辑、审核或者签发人来报送")
    if not record.live:
        raise StepRefused("公开了才能报送，撤下的也不能报送")
    try:
        with transaction.atomic():
            made = actions.submit(ref=record.ref, unit_id=record.unit_id, destination=target.code, name=target.name, by=by.name, at=at, code=code)  # fmt: skip
    except IntegrityError:
        raise StepRefused("这一条已经报送过了", "destination") from None
    if target.connected:
        outbox.queue(key=f"{target.code}-{POST}-{record.pk}", channel=target.code, task=POST, ref=record.ref, unit_id=record.unit_id, version=record.published, at=at)  # fmt: skip
    return made


def adopted(*, submission: Submission, on: date, place: str = "", by: Actor, at: datetime) -> Submission:
    """Note by hand that it was adopted. Raises NotAllowed, StepRefused."""
    _may_decide(submission, by)
    if on < submission.reported_on:
        raise StepRefused("采用的日期不能早于报送的日期", "on")
    if on > localdate(at):
        raise StepRefused("采用的日期不能晚于今天", "on")
    if submission.state == ADOPTED:
        raise StepRefused(ELSEWHERE)
    return _settled(actions.adopt, submission=submission, on=on, place=place.strip(), how=HAND, by=by.name, at=at)


def declined(*, submission: Submission, because: str, by: Actor, at: datetime) -> Submission:
    """Note by hand that it was not. Raises NotAllowed, StepRefused."""
    _may_decide(submission, by)
    if not because.strip():
        raise StepRefused("请写明为什么没有采用", "because")
    if submission.state != REPORTED:
        raise StepRefused(ELSEWHERE)
    return _settled(actions.decline, submission=submission, because=because.strip(), how=HAND, by=by.name, at=at)


def told(*, delivery: Delivery, answer: "Told", at: datetime) -> Submission:
    """What the destination itself says became of it; said twice it is noted once. Raises StepRefused, NotThereYet.

    Of what is not known to have arrived it says nothing that counts: if only our note was lost, the sender finds it there and notes it.
    """
    submission = one(delivery.ref, delivery.channel)
    if submission is None or delivery.task != POST:
        raise StepRefused("没有报送过这一条")
    if delivery.state == WAITING:
        raise NotThereYet("这一条还没有发到，发到以后请再告诉一次")
    if delivery.state not in (SENT, DONE):
        raise StepRefused("这一条没有发出过，没有采用不采用的结果")
    if answer.adopted:
        if submission.state == ADOPTED:
            return submission
        if not submission.reported_on <= answer.on <= localdate(at):
            raise StepRefused("采用的日期要在报送以后、今天以前")
        return _settled(actions.adopt, submission=submission, on=answer.on, place=answer.place, how=CALLBACK, by=delivery.channel, at=at)  # fmt: skip
    if submission.state != REPORTED:
        return submission
    because = answer.because or "上级没有写原因"
    return _settled(actions.decline, submission=submission, because=because, how=CALLBACK, by=delivery.channel, at=at)


@dataclass(frozen=True)
class Told:
    """A destination's word on one parcel."""

    adopted: bool
    on: date
    place: str = ""
    because: str = ""


def _may_decide(submission: Submission, by: Actor) -> None:
    if not by.holds_any(DECIDERS, submission.unit_id):
        raise NotAllowed("采用不采用由政务公开办来定、来记")


def _settled(settle: Any, **values: Any) -> Submission:
    try:
        return settle(name=name_of(values["submission"].destination), **values)
    except actions.Moved as moved:
        raise StepRefused(ELSEWHERE) from moved


def body_of(record: Record) -> dict[str, Any]:
    """What goes up of a record: of its frozen public view alone."""
    page = page_of(record.pk)
    return {"url": page, "record": view_of(record)}
