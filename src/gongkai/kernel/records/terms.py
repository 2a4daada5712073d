"""By when a draft is to be public: the days of what is owed follow it, also once the year is announced in which that day falls."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.rows import change
from gongkai.ground.rules.terms import publish_term
from gongkai.kernel.flow.duties import open_of_kinds
from gongkai.kernel.flow.facts import ClockReread
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records.gates import DUTIES, retime
from gongkai.kernel.records.models import Record


def strayed() -> Iterator[Duty]:
    """What is owed on the way to publication by another day than that of its record."""
    duties = open_of_kinds(DUTIES, f"{Record.SUBJECT}:").iterator(500)
    while chunk := list(islice(duties, 500)):
        found = Record.objects.in_bulk({duty.ref.partition(":")[2] for duty in chunk})
        for duty in chunk:
            record = found.get(duty.ref.partition(":")[2])
            if record and duty.due_on != record.term_due_on:
                yield duty


def reread(*, at: datetime, by: str) -> int:
    """Move the days of what is not published yet to those of the calendar as it now stands; each in an act of its own.

    Days already past are left alone. Returns how many moved. Safe to interrupt and to repeat.
    """
    moved = 0
    drafts = Q(published_on=None, publish_due_on__gte=localdate(at)) | Q(revision_due_on__gte=localdate(at))
    for each in Record.objects.filter(drafts).order_by("pk").iterator(500):
        last_on = publish_term(each.term_from).last_on
        if last_on is None or last_on == each.term_due_on:
            continue
        with act():
            change(each, {"revision_due_on" if each.revised_on else "publish_due_on": last_on})
            fact = ClockReread(each.ref, "publish", last_on.isoformat())
            record(fact, ref=each.ref, by=by, at=at, rows=[each, *retime(each)])
        moved += 1
    return moved
