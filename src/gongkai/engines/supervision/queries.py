"""Open duties by light: red, yellow, green or paused, read from their stored days against today. SQL does the counting."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from gongkai.engines.measures.models import CaseSheet
from gongkai.engines.measures.queries import monthly
from gongkai.ground.units.models import Appointment, Substitution, Unit, in_force
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import owed_in
from gongkai.kernel.flow.models import LATE, NEVER, Clock, Duty, StepTaken
from gongkai.pure.declare import Role, procedures
from gongkai.pure.declare.roles import UNIT_ROLES

RED, YELLOW, GREEN, PAUSED = "red", "yellow", "green", "paused"
LIGHTS = (RED, YELLOW, GREEN, PAUSED)


@dataclass(frozen=True)
class UnitLights:
    """A unit's open duties by light."""

    unit: Unit
    counts: dict[str, int] = field(hash=False)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def worst(self) -> str:
        return next((light for light in LIGHTS if self.counts[light]), GREEN)


def conditions(today: date) -> dict[str, Q]:
    """Exactly one of these holds for each open duty (``pure.clock.light_on`` in SQL: no working-day arithmetic per row).

    A wait for somebody outside whose day has passed is yellow: there is something to do again, but no term of ours was missed.
    """
    paused, late, soon = Q(paused=True), Q(sort_on__lt=today), Q(warn_on__lte=today)
    rests = Q(sort_on=NEVER) | (paused & ~late)
    return {
        RED: late & ~paused,
        YELLOW: (late & paused) | (~late & ~rests & soon),
        GREEN: ~late & ~rests & ~soon,
        PAUSED: rests,
    }


def duties(scope: Scope, procedure: str = "") -> QuerySet[Duty]:
    """Open duties of the units in scope, of one procedure ("foi", or "record" for all kinds of record) or of all."""
    found = owed_in(scope)
    if procedure == "record":
        return found.filter(procedure__startswith="record:")
    return found.filter(procedure=procedure) if procedure else found


def by_unit(scope: Scope, today: date, procedure: str = "") -> list[UnitLights]:
    """Lights by unit, the worst first: most red, then most yellow, then the official order. Two queries in all."""
    counts = {light: Count("pk", filter=condition) for light, condition in conditions(today).items()}
    lines = duties(scope, procedure).order_by().values("unit_id").annotate(**counts)
    known = units_by_id()
    found = [UnitLights(known[line["unit_id"]], {light: line[light] for light in LIGHTS}) for line in lines]
    return sorted(found, key=lambda u: (-u.counts[RED], -u.counts[YELLOW], u.unit.position, u.unit.pk))


def overdue_by_unit(today: date, procedure: str, clock: str) -> dict[int, int]:
    """For the public: how many cases of a procedure have run past that clock's due day, by unit. Counts alone, so without scope."""
    late = Duty.objects.filter(
        conditions(today)[RED], closed_on=None, procedure=procedure, clock__name=clock
    ).order_by()
    return dict(late.values_list("unit_id").annotate(Count("ref", distinct=True)))


def lamps(lights: list[UnitLights]) -> dict[str, int]:
    """The four totals."""
    return {light: sum(each.counts[light] for each in lights) for light in LIGHTS}


def listed(
    scope: Scope, today: date, *, light: str = "", unit: int | None = None, procedure: str = ""
) -> QuerySet[Duty]:
    """The duties behind a number, the longest overdue first."""
    found = duties(scope, procedure).select_related("clock", "unit")
    if light:
        found = found.filter(conditions(today)[light])
    return (found.filter(unit_id=unit) if unit else found).order_by(F("sort_on"), "id")


def stranded(scope: Scope, today: date, procedure: str = "") -> QuerySet[Duty]:
    """The duties that nobody can do: their unit has nobody for the role they fall to, nor anybody who stands in; or whoever they were handed
    to has it no more."""
    owing = _without_anybody(scope, today, procedure)
    if not owing:
        return Duty.objects.none()
    in_office = in_force(Appointment, today).filter(
        unit_id=OuterRef("unit_id"), role=OuterRef("role"), person__active=True
    )
    stands_in = in_force(Substitution, today).filter(
        unit_id=OuterRef("unit_id"), role=OuterRef("role"), substitute__active=True
    )
    named, anybodys = OuterRef("person"), Q(person="")
    return (
        duties(scope, procedure)
        .filter(role__in=UNIT_ROLES, unit_id__in=owing)
        .exclude(anybodys & (Exists(in_office) | Exists(stands_in)))
        .exclude(Exists(in_office.filter(person__username=named)))
        .exclude(Exists(stands_in.filter(substitute__username=named)))
        .select_related("clock", "unit")
        .order_by("sort_on", "id")
    )


def _without_anybody(scope: Scope, today: date, procedure: str) -> set[int]:
    """The units in which there are such duties: whom they fall to is asked of the few hundred posts, not of each duty."""
    held: set[tuple[int, str, str]] = set()
    for found, who in ((in_force(Appointment, today), "person"), (in_force(Substitution, today), "substitute")):
        told = found.filter(**{f"{who}__active": True}).values_list("unit_id", "role", f"{who}__username")
        held |= {post for unit, role, name in told for post in ((unit, role, name), (unit, role, ""))}
    owed = (
        duties(scope, procedure)
        .filter(role__in=UNIT_ROLES)
        .order_by()
        .values_list("unit_id", "role", "person")
        .distinct()
    )
    return {post[0] for post in owed if post not in held}


@dataclass(frozen=True)
class DueDay:
    """What is due on a day, by light; ``expected``: for some of it the day is only expected, the holidays being not announced."""

    counts: dict[str, int] = field(hash=False)
    expected: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_day(due: QuerySet[Duty], today: date) -> dict[date, DueDay]:
    """How much of these duties (``duties.due_between``) is due on each day, in one query."""
    counts = {light: Count("pk", filter=condition) for light, condition in conditions(today).items()}
    rows = due.order_by().values("told_on").annotate(expected=Count("pk", filter=Q(due_on=None)), **counts)
    return {row["told_on"]: DueDay({light: row[light] for light in LIGHTS}, bool(row["expected"])) for row in rows}


@dataclass(frozen=True)
class Month:
    """How many cases were closed in a month that had a term to keep, and how many of them kept it."""

    first: date
    closed: int = 0
    kept: int = 0


MONTHS = 12


def kept_by_month(scope: Scope, today: date) -> list[Month]:
    """The last twelve months, this one included, oldest first: cases of the units in scope, by the day of closing."""
    firsts = [first_of_month(today, back) for back in range(MONTHS - 1, -1, -1)]
    counts = monthly(None if scope.whole else scope.units | scope.overseen, firsts[0], today)
    return [Month(first, counts[first, True] + counts[first, False], counts[first, True]) for first in firsts]


def made_timely(scope: Scope) -> dict[str, list[cases.Relief]]:
    """The cases in which a corrected receipt made kept a term that was missed, or less late, by reference, the last first: open or closed,
    answered or taken back, and whatever was corrected since."""
    found: dict[str, list[cases.Relief]] = {}
    for relief in cases.reliefs():
        found.setdefault(relief.reference, []).append(relief)
    led = set(led_by(scope).filter(reference__in=found).values_list("reference", flat=True))
    return {ref: reliefs for ref, reliefs in found.items() if ref in led}


def without_head(scope: Scope, today: date) -> list[Unit]:
    """The units in scope that handle cases and have nobody who heads their openness office: nobody can extend a term there."""
    heads = in_force(Appointment, today).filter(role=Role.OFFICE_HEAD, person__active=True)
    # What is open has no such day, and an index holds that with the unit.
    handling = led_by(scope).filter(closed_on=None).order_by().values("unit_id").distinct()
    return list(Unit.objects.filter(~Exists(heads.filter(unit_id=OuterRef("pk"))), pk__in=handling))


def taken_late(scope: Scope, today: date) -> list[str]:
    """The references of cases in which a step was taken in those months after the term it has of its own (``Step.within``), the last first."""
    terms = [(d.code, s) for d in procedures() for s in d.declaration.steps.values() if s.within]
    led = led_by(scope)
    found: dict[str, date] = {}
    for code, step in terms:
        clock = Clock.objects.filter(ref=OuterRef("ref"), name=step.within).order_by("-seq")
        # The step stopped the clock, so that only those are looked through that stopped late in that time, or run yet.
        stopped = Q(stopped_on=None) | Q(stopped_on__gte=first_of_month(today, MONTHS - 1))
        refs = Clock.objects.filter(LATE, stopped, name=step.within).values("ref")
        steps = StepTaken.objects.filter(
            name=step.name, on__range=(first_of_month(today, MONTHS - 1), today), ref__in=refs
        )
        late = steps.annotate(
            subject=Substr("ref", len("case:") + 1),
            last_on=Subquery(clock.annotate(last=Coalesce("due_on", "provisional_on")).values("last")[:1]),
        ).filter(last_on__lt=F("on"), subject__in=led.filter(procedure=code).values("reference"))
        found |= dict(late.values_list("subject", "on"))
    return sorted(found, key=lambda ref: (-found[ref].toordinal(), ref))


def led_by(scope: Scope) -> QuerySet[Case]:
    """The cases of the units whose cases somebody handles or oversees, also those that are confidential to them: they are counted."""
    return Case.objects.all() if scope.whole else Case.objects.filter(unit_id__in=scope.handled | scope.overseen)


def closed_lately(scope: Scope, today: date) -> QuerySet[CaseSheet]:
    """What the sheets hold, and held, of cases of the units in scope that were closed in the last twelve months."""
    found = CaseSheet.objects.filter(closed_on__range=(first_of_month(today, MONTHS - 1), today))
    return found if scope.whole else found.filter(unit_id__in=scope.units | scope.overseen)


def first_of_month(today: date, back: int) -> date:
    """The first day of this month, or of one so many before it."""
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(years, month + 1, 1)
