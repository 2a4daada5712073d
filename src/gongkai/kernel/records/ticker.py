"""What the date brings to records: each an act of its own, so that pages never depend on today."""

import logging
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions, queries, validity, withholding
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.guarding import LeakFound
from gongkai.kernel.records.models import Record

log = logging.getLogger("gongkai.records")
BATCH = 200


def tick(at: datetime) -> int:
    """Publish what is scheduled, bring into force, let expire, let the negative list say what is to be looked at again, hand over what closed units left. One that fails is reported and does not hold up the others."""
    today, done = localdate(at), 0
    work = (
        (queries.due_for_publication(at), lambda record: _publish(record, at)),
        (queries.coming_into_force(today), lambda record: validity.come_into_force(record=record, at=at)),
        (queries.expiring(today), lambda record: validity.expire(record=record, at=at)),
        (queries.to_look_at_again(today), lambda item: withholding.fall_due(item=item, at=at)),
        (
            queries.left_by_closed(),
            lambda record: actions.hand_over(record=record, target=successor_of(record.unit), by=SYSTEM, at=at),
        ),
    )
    for due, act in work:
        # Without joins: given some, SQLite begins with the sections and reads all that is live, every second.
        for each in list(due[:BATCH]):
            try:
                act(each)
                done += 1
            except StepRefused as refusal:
                log.warning("%s: %s", each.ledger_name(), refusal)
    return done


def _publish(record: Record, at: datetime) -> None:
    """Publish what was scheduled; what the guard, or the law of its kind, objects to since then goes back to whoever signs, with the reason."""
    try:
        actions.publish(record=record, by=SYSTEM, at=at)
    except (LeakFound, Unready) as refusal:
        actions.unschedule(record=record, by=SYSTEM, at=at, why=str(refusal))
        log.warning("%s: not published, waits for a signature again: %s", record.ref, refusal)
