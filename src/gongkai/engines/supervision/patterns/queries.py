"""Questions about unusual patterns: counted from the count sheets and the steps, one query a pattern, whatever the number of units."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from gongkai.engines.measures.models import CaseSheet
from gongkai.engines.supervision.intervals import Rate
from gongkai.engines.supervision.patterns import PATTERNS, Pattern
from gongkai.engines.supervision.queries import MONTHS, first_of_month
from gongkai.ground.rules.terms import working_days_ago
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.actions import OPEN
from gongkai.kernel.flow.models import Clock, Duty, StepTaken
from gongkai.pure import declare
from gongkai.pure.declare import Phase
from gongkai.pure.declare.flow import REMIND, URGE

ACCEPT = "accept"
"""The step by which an officer takes a case on, in procedures that have it."""
TERM = "answer"
QUICK = timedelta(minutes=1)
REF = Concat(Value("case:"), OuterRef("ref"))


@dataclass(frozen=True)
class Question:
    """What is asked of a unit: a pattern, in cases of a procedure, with its sample; ``others``: what it was compared with."""

    pattern: Pattern
    unit: Unit
    procedure: str
    rate: Rate
    others: Rate | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        return self.pattern.key, self.procedure, self.unit.pk


def asked(scope: Scope, today: date) -> list[Question]:
    """What is to be asked of the units that somebody oversees, in the order of patterns; those with most cases first."""
    known, found = units_by_id(), []
    for pattern in PATTERNS:
        counts = _counts(pattern, scope, today)
        for (unit_id, procedure), rate in counts.items():
            unit = known[unit_id]
            others = _others(unit, procedure, counts, known) if pattern.compared else None
            if _stands_out(pattern, procedure, rate, others):
                found.append(Question(pattern, unit, procedure, rate, others))
    order = {pattern.key: n for n, pattern in enumerate(PATTERNS)}
    return sorted(found, key=lambda q: (order[q.pattern.key], -q.rate.part, q.unit.position, q.unit.pk, q.procedure))


def question(pattern: Pattern, procedure: str, unit: Unit, scope: Scope, today: date) -> Question | None:
    """One of them, if it is to be asked now."""
    wanted = (pattern.key, procedure, unit.pk)
    return next((each for each in asked(scope, today) if each.key == wanted), None)


def listed(pattern: Pattern, procedure: str, unit: Unit, scope: Scope, today: date) -> list[str]:
    """The cases that a question counts, by reference: the newest first."""
    found = _sample(pattern, scope, today).filter(unit_id=unit.pk, procedure=procedure)
    hits = found.filter(_hit(pattern, today)).order_by(F("closed_on").desc(nulls_first=True), "-registered_on", "-ref")
    return list(hits.values_list("ref", flat=True))


def _counts(pattern: Pattern, scope: Scope, today: date) -> dict[tuple[int, str], Rate]:
    """By unit and procedure how many cases of the sample are so."""
    hits = Count("pk", filter=_hit(pattern, today))
    lines = _sample(pattern, scope, today).order_by().values_list("unit_id", "procedure")
    return {(unit, procedure): Rate(n, of) for unit, procedure, of, n in lines.annotate(of=Count("pk"), n=hits)}


def _sample(pattern: Pattern, scope: Scope, today: date) -> QuerySet[CaseSheet]:
    found = CaseSheet.objects.filter(to_idx=None, procedure__in=[each.code for each in declare.procedures()])
    if not scope.whole:
        found = found.filter(unit_id__in=scope.overseen)
    if pattern.current:
        return found.filter(closed_on=None, phase=Phase.OPEN)
    found = found.filter(closed_on__range=(first_of_month(today, MONTHS - 1), today))
    return found.filter(phase=Phase.DONE) if pattern.key == "minute" else found.filter(on_time__isnull=False)


def _hit(pattern: Pattern, today: date) -> Q:
    """Which cases of the sample are so."""
    return {"minute": _quick, "last_day": _on_the_last_day, "extended": _extended, "refused": _refused, "still": _still}[pattern.key](today)  # fmt: skip


def _quick(today: date) -> Q:
    ending = {
        step.name for drawer in declare.procedures() for step in drawer.declaration.steps.values() if step.outcome
    }
    began = StepTaken.objects.filter(ref=OuterRef("ref"), name__in=(OPEN, ACCEPT)).order_by("-seq").values("at")[:1]
    ended = StepTaken.objects.filter(ref=REF, name__in=ending, on=OuterRef("closed_on"))
    return Q(Exists(ended.annotate(began=Subquery(began)).filter(at__lte=F("began") + QUICK)))


def _on_the_last_day(today: date) -> Q:
    return Q(Exists(Clock.objects.filter(ref=REF, name=TERM, due_on=OuterRef("closed_on"))))


def _extended(today: date) -> Q:
    return Q(extended=True)


def _refused(today: date) -> Q:
    found = Q(pk=None)
    for drawer in declare.procedures():
        found |= Q(procedure=drawer.code, outcome__in=drawer.declaration.watch.refused)
    return found


def _still(today: date) -> Q:
    found = Q(pk=None)
    for drawer in declare.procedures():
        since = working_days_ago(today, drawer.declaration.watch.still)
        # That somebody was urged moves nothing by itself.
        moved = StepTaken.objects.filter(ref=REF, on__gt=since).exclude(name__in=(REMIND, URGE))
        found |= Q(procedure=drawer.code) & ~Q(Exists(moved))
    rests = Duty.objects.filter(ref=REF, closed_on=None, paused=True, sort_on__gte=today)
    return found & ~Q(Exists(rests))


def _others(unit: Unit, procedure: str, counts: dict[tuple[int, str], Rate], known: dict[int, Unit]) -> Rate:
    """The other units of the level, put together."""
    alike = [
        rate
        for (other, theirs), rate in counts.items()
        if theirs == procedure and other != unit.pk and known[other].level == unit.level
    ]
    return sum(alike, Rate(0, 0))


def _stands_out(pattern: Pattern, procedure: str, rate: Rate, others: Rate | None) -> bool:
    if rate.whole < pattern.least or (not pattern.compared and rate.part < max(pattern.several, 1)):
        return False
    if others is None:
        return rate.share >= pattern.share
    declared = declare.procedure(procedure).watch
    return bool(declared.refused) and others.whole >= pattern.least and rate.apart_from(others)
