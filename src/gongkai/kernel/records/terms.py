"""By when a draft is to be public, read again once the year is announced in which that day falls."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.rows import change
from gongkai.ground.rules.terms import publish_term
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.facts import ClockReread
from gongkai.kernel.flow.models import NEVER
from gongkai.kernel.records.models import Record


def reread(*, at: datetime, by: str) -> int:
    """Move the days of what is not published yet to those of the calendar as it now stands; each in an act of its own.

    Days already past are left alone. Returns how many moved. Safe to interrupt and to repeat.
    """
    moved = 0
    waiting = Record.objects.filter(published_on=None, publish_due_on__gte=localdate(at)).order_by("pk")
    for each in waiting.iterator(500):
        due = publish_term(each.formed_on)
        if due.last_on is None or due.last_on == each.publish_due_on:
            continue
        with act():
            each.publish_due_on = due.last_on
            change(each, {"publish_due_on": due.last_on})
            duties = [duty for duty in open_duties(each.ref) if duty.due_on]
            for duty in duties:
                duty.due_on = duty.sort_on = due.last_on
                duty.warn_on = due.warn_on or NEVER
                change(duty, {name: getattr(duty, name) for name in ("due_on", "sort_on", "warn_on")})
            fact = ClockReread(each.ref, "publish", due.last_on.isoformat())
            record(fact, ref=each.ref, by=by, at=at, rows=[each, *duties])
        moved += 1
    return moved
