"""Days that were expected of a reconsideration or a lawsuit, read again once the year is announced in which they lie."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change
from gongkai.ground.rules.terms import day_or_next_working
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.facts import ClockReread
from gongkai.procedures.remedies.actions import AWAIT, update
from gongkai.procedures.remedies.instances import APPEAL_OPEN
from gongkai.procedures.remedies.models import Remedy

MOVES = (("ends_on", "expected_on", AWAIT), ("appeal_ends_on", "appeal_until", APPEAL_OPEN))
"""The day that is counted, that which is told, and the duty that stands by it."""


def reread(*, at: datetime, by: str) -> int:
    """Move what was told as provisional, none that is past; each in an act of its own. Returns how many terms moved. Safe to repeat."""
    moved = 0
    for counted, told, kind in MOVES:
        waiting = Remedy.objects.filter(
            **{f"{counted}__isnull": False, f"{told}__gte": localdate(at), "case__closed_on": None}
        )
        for remedy in waiting.select_related("case").order_by("id"):
            until = day_or_next_working(getattr(remedy, counted))
            if until == getattr(remedy, told):
                continue
            with act():
                rows = [update(remedy, **{told: until}), *_duties_at(until, remedy.case, kind)]
                record(
                    ClockReread(remedy.case.ref, kind, until.isoformat()), ref=remedy.case.ref, by=by, at=at, rows=rows
                )
            moved += 1
    return moved


def _duties_at(until: date, case: Case, kind: str) -> list[Ledgered]:
    """The open duties of a kind that stand by a day, moved to another."""
    found = [duty for duty in open_duties(case.ref) if duty.kind == kind and duty.due_on]
    for duty in found:
        duty.due_on = duty.sort_on = until
        change(duty, {"due_on": until, "sort_on": until})
    return found
