"""Opening and closing duties, and finding who owes what."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Protocol

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from gongkai.ground.ledger.acts import later, settle
from gongkai.ground.ledger.rows import change, find
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import NEVER, Clock, Duty
from gongkai.pure.declare import Role


class Owing(Protocol):
    """What can be owed something to: a record, a case, a task. ``handler`` names into whose hands alone a new duty goes, or ""."""

    unit_id: int

    @property
    def ref(self) -> str: ...

    def handler(self, role: Role, unit_id: int) -> str: ...


TAKEN_DOWN = "taken_down"
"""The duty of a window that took something down for another unit: discharged as it arises, it keeps the window in sight of it."""


def open_duty(
    subject: Owing,
    kind: str,
    *,
    role: Role,
    on: date,
    procedure: str,
    unit_id: int | None = None,
    person: str = "",
    key: str = "",
    clock: Clock | None = None,
    due_on: date | None = None,
    warn_on: date | None = None,
    paused: bool = False,
) -> Duty:
    """Open a duty. With a ``clock`` its days follow that clock; else ``due_on`` and ``warn_on`` stand.

    ``paused``: until ``due_on`` somebody outside is to move, and no term of ours runs; after it there is something to do again.
    """
    person = person or subject.handler(role, unit_id or subject.unit_id)
    duty = Duty(
        ref=subject.ref, kind=kind, key=key, unit_id=unit_id or subject.unit_id, role=role, person=person, procedure=procedure,
        clock=clock, due_on=due_on, sort_on=due_on or NEVER, warn_on=warn_on or NEVER, paused=paused, opened_on=on,
    )  # fmt: skip
    for name, day in (days_of(clock) if clock else {}).items():
        setattr(duty, name, day)
    remembered(subject).append(later(duty))
    return duty


def remembered(subject: Owing) -> list[Duty]:
    """Duties opened through this very object, so that closing them needs no query."""
    return subject.__dict__.setdefault("_open_duties", [])


def days_of(clock: Clock) -> dict[str, Any]:
    """The days of whatever duty hangs on a clock, by column."""
    warn_on = NEVER if clock.paused else (clock.warn_on or NEVER)
    return {"due_on": clock.due_on, "sort_on": clock.sort_on, "warn_on": warn_on, "paused": clock.paused}


def strayed() -> Iterator[Duty]:
    """Open duties whose days are not those of their clock, or not sorted by their own."""
    for duty in Duty.objects.filter(closed_on=None).select_related("clock").order_by("id").iterator(500):
        held = days_of(duty.clock) if duty.clock else {"sort_on": duty.due_on or NEVER}
        if any(getattr(duty, name) != day for name, day in held.items()):
            yield duty


def close_duties(subject: Owing, *kinds: str, on: date, key: str | None = None, complete: bool = False) -> list[Duty]:
    """Close the subject's open duties of these kinds (all kinds if none is named); the closed rows, for the fact.

    ``complete``: the caller knows that every open duty was opened through this very object.
    """
    closing = [
        duty for duty in _open_of(subject, complete) if (not kinds or duty.kind in kinds) and key in (None, duty.key)
    ]
    for duty in closing:
        duty.closed_on = on
        if duty.pk:
            change(duty, {"closed_on": on})
    subject.__dict__["_open_duties"] = [duty for duty in remembered(subject) if not duty.closed_on]
    return closing


def follow_clock(clock: Clock) -> list[Duty]:
    """Move the open duties that hang on a clock to its new days."""
    settle()
    duties = find(Duty, {"ref": clock.ref, "clock_id": clock.pk, "closed_on": None})
    for duty in duties:
        change(duty, days_of(clock))
    return duties


def _open_of(subject: Owing, complete: bool) -> list[Duty]:
    if complete:
        return remembered(subject)
    settle()
    return find(Duty, {"ref": subject.ref, "closed_on": None})


def retime_duties(
    subject: Owing, *kinds: str, due_on: date | None, warn_on: date | None, complete: bool = False
) -> list[Duty]:
    """Give the subject's open duties of these kinds, which hang on no clock, other days; the rows, for the fact. ``complete`` as above."""
    settle()
    duties = [duty for duty in _open_of(subject, complete) if duty.kind in kinds]
    for duty in duties:
        change(duty, {"due_on": due_on, "sort_on": due_on or NEVER, "warn_on": warn_on or NEVER})
    return duties


def hand_over_duties(ref: str, source: Unit, target: Unit) -> list[Duty]:
    """Move a subject's open duties from one unit to another, out of the hands of any named person; the rows, for the fact."""
    settle()
    moved = list(Duty.objects.filter(ref=ref, unit=source, closed_on=None))
    for duty in moved:
        duty.unit, duty.person = target, ""
        duty.save(update_fields=["unit", "person"])
    return moved


def assign_duties(ref: str, role: Role, unit: Unit, person: str, *others: Role) -> list[Duty]:
    """Give a subject's open duties of a role and unit into one person's hands, or ("") into nobody's in particular; the rows, for the fact.

    ``others``: those of these roles become duties of that role too, for whom they were no longer sees the subject.
    """
    settle()
    given = list(Duty.objects.filter(ref=ref, role__in=(role, *others), unit=unit, closed_on=None))
    for duty in given:
        duty.role, duty.person = role, person
        change(duty, {"role": role, "person": person})
    return given


def owed_by_closed(prefix: str) -> QuerySet[Duty]:
    """Open duties of units that have closed, to subjects of a sort ("case:", "record:")."""
    return Duty.objects.filter(unit__closed_on__isnull=False, closed_on=None, ref__startswith=prefix)


def open_of_kinds(kinds: Collection[str], prefix: str) -> QuerySet[Duty]:
    """Open duties of some kinds to subjects of a sort ("case:", "record:"), whosever they are."""
    return Duty.objects.filter(closed_on=None, kind__in=kinds, ref__startswith=prefix).order_by("id")


def ever_of_kind(kind: str, refs: Collection[str]) -> QuerySet[Duty]:
    """Duties of a kind, open or closed, to these subjects, the first first."""
    return Duty.objects.filter(ref__in=list(refs), kind=kind).order_by("opened_on", "id")


def open_duties(ref: str) -> list[Duty]:
    return list(Duty.objects.filter(ref=ref, closed_on=None).order_by("sort_on", "id"))


def owed_by(scope: Scope) -> QuerySet[Duty]:
    """Open duties that somebody can discharge: of units they act for, in roles they hold there, theirs or nobody's."""
    return (
        Duty.objects.filter(_falls_to(scope), closed_on=None)
        .filter(Q(person="") | Q(person=scope.username))
        .order_by("sort_on", "id")
    )


def _falls_to(scope: Scope) -> Q:
    """Duties of units that somebody acts for, in roles that they hold there."""
    held: dict[frozenset[int], list[Role]] = {}
    for role, unit_ids in scope.by_role.items():
        held.setdefault(frozenset(unit_ids & scope.units), []).append(role)
    mine = Q(pk__in=[])
    # Roles held in the same units are asked for together: of one unit, an index then gives the duties in their order.
    for units, roles in held.items():
        mine |= Q(unit_id__in=units, role__in=roles) if units else Q(pk__in=[])
    return mine


def owed_in(scope: Scope) -> QuerySet[Duty]:
    """All open duties of the units somebody acts for or oversees; where they have no part in cases, those to records alone. The whole
    county names no units at all."""
    duties = Duty.objects.filter(closed_on=None).order_by("sort_on", "id")
    if scope.whole:
        return duties
    both = scope.handled | scope.overseen
    theirs = Q(unit_id__in=both)
    if records_only := scope.units - both:
        theirs |= Q(unit_id__in=records_only, ref__startswith="record:")
    return duties.filter(theirs)


def due_between(duties: QuerySet[Duty], first: date, last: date) -> QuerySet[Duty]:
    """Of these duties those whose day, as it is told, lies between two; with it as ``told_on``: the due day, or the one expected meanwhile."""
    # The lower bound by which a provisional one is sorted never lies behind the day that is told.
    told = duties.filter(sort_on__lte=last).annotate(told_on=Coalesce("due_on", "clock__provisional_on"))
    return told.filter(told_on__range=(first, last)).order_by("told_on", "id")


def one_each(duties: QuerySet[Duty], today: date) -> QuerySet[Duty]:
    """Of these duties only the most urgent one in each subject: a case that waits for two things is one line of a list.

    A term of ours that is over comes first, and what still rests until somebody outside moves comes last, whatever its day is.
    """
    late, rests = Q(paused=False, sort_on__lt=today), Q(paused=True, sort_on__gte=today)
    duties = duties.annotate(rank=Case(When(late, Value(0)), When(rests, Value(2)), default=Value(1)))
    sooner = Q(sort_on__lt=OuterRef("sort_on")) | Q(sort_on=OuterRef("sort_on"), id__lt=OuterRef("id"))
    before = Q(rank__lt=OuterRef("rank")) | Q(sooner, rank=OuterRef("rank"))
    return duties.filter(~Exists(duties.order_by().filter(before, ref=OuterRef("ref"))))


def had_to_discharge(scope: Scope, prefix: str) -> QuerySet[Duty]:
    """Duties, open or closed, to subjects of a sort, that it ever fell to somebody to discharge, or to oversee."""
    return Duty.objects.filter(_falls_to(scope) | Q(unit_id__in=scope.overseen), ref__startswith=prefix)


def had_duty(unit_ids: frozenset[int], prefix: str) -> QuerySet[Duty]:
    """Duties, open or closed, that these units ever had to subjects of a sort ("case:", "record:")."""
    return Duty.objects.filter(unit_id__in=unit_ids, ref__startswith=prefix)
