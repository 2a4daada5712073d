"""What people decide about channels: how a record is told there, and what becomes of what did not go out."""

from collections.abc import Callable
from datetime import datetime

from gongkai.engines.channels.facts import OutletWorded
from gongkai.engines.channels.shapes import SHAPES
from gongkai.ground.guard.queries import lists
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox.models import BY_HAND, CORRECT, DEAD, GIVEN_UP, WAITING, Delivery, Wording
from gongkai.ground.ui.legible import legible
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role
from gongkai.pure.guard.passages import Passage, scan
from gongkai.pure.guard.sorts import SORTS

KEEPERS = (Role.OPENNESS_OFFICE, Role.OFFICE_HEAD)
MAY = {
    "again": (DEAD, BY_HAND, GIVEN_UP),
    "give-up": (WAITING, DEAD, BY_HAND),
    "done": (WAITING, DEAD, BY_HAND, GIVEN_UP),
}
"""In which states a delivery can be sent again, given up, or noted as done by hand."""
ELSEWHERE = "这一件刚才已经有了结果，请看最新情况"


@acting
def word(*, record: Record, channel: str, title: str, summary: str, by: Actor, at: datetime) -> Wording:
    """Write how a record is told on a channel, while it is a draft: so that all who let it pass have seen it. Empty: as its title and text have it.

    Raises NotAllowed, StepRefused, KeyError for a channel that there is not.
    """
    shape = SHAPES[channel]
    if not by.holds(Role.EDITOR, record.unit_id):
        raise NotAllowed("在各渠道上怎么说，由该单位的信息编辑来写")
    if record.state != RecordFlow.DRAFT.code:
        raise StepRefused("送审以后不能再改，后面的人要看到一样的内容。要改请先退回")
    said = {"title": legible(title, lines=False).strip(), "summary": legible(summary, lines=False).strip()}
    for name, most in (("title", shape.title), ("summary", shape.summary)):
        if len(said[name]) > most:
            raise StepRefused(f"最多{most}字，现在有{len(said[name])}字，请删短一些", name)
        for found in scan([Passage(said[name])], on=record.formed_on, lists=lists()):
            if found.find.stops:
                raise StepRefused(f"这里有{SORTS[found.find.sort].label}，不能公开，请去掉", name)
    made = outbox.put_wording(owner=record.ref, channel=channel, at=at, **said)
    record_fact(OutletWorded(record.pk, shape.label), ref=record.ref, by=by.name, at=at, rows=[made])
    return made


def send_again(*, delivery: Delivery, by: Actor, at: datetime) -> Delivery:
    """Try once more what did not go out. Raises NotAllowed, StepRefused."""
    return _decide(delivery, "again", by, at, lambda: outbox.again(delivery=delivery, by=by.name, at=at))


def give_up(*, delivery: Delivery, reason: str, by: Actor, at: datetime) -> Delivery:
    """Send it no more. Raises NotAllowed, StepRefused."""
    if not reason.strip():
        raise StepRefused("请写明为什么不发了", "reason")
    return _decide(
        delivery, "give-up", by, at, lambda: outbox.give_up(delivery=delivery, reason=reason.strip(), by=by.name, at=at)
    )


def done_by_hand(*, delivery: Delivery, remote: str = "", by: Actor, at: datetime) -> Delivery:
    """Note that somebody did it on the channel. Raises NotAllowed, StepRefused."""
    return _decide(
        delivery, "done", by, at, lambda: outbox.done(delivery=delivery, remote=remote.strip(), by=by.name, at=at)
    )


def may(delivery: Delivery, what: str) -> bool:
    """Does its state allow it? A correction cannot be sent: a post that stands is changed there."""
    return delivery.state in MAY[what] and not (what == "again" and delivery.task == CORRECT)


def _decide(delivery: Delivery, what: str, by: Actor, at: datetime, decide: Callable[[], Delivery]) -> Delivery:
    if not by.holds_any(KEEPERS, delivery.unit_id):
        raise NotAllowed("发件箱由政务公开办或者单位的公开机构负责人来管")
    if not may(delivery, what):
        raise StepRefused(ELSEWHERE)
    if delivery.leased_until and delivery.leased_until > at:
        raise StepRefused("正在发，过几分钟再看结果")
    try:
        return decide()
    except outbox.Moved as moved:
        raise StepRefused(ELSEWHERE) from moved
