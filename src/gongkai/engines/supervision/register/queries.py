"""The register of cases (台账): all cases of the units that somebody handles or oversees, narrowed; and the workload, counted from the same rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import mean, median

from django.db.models import Case as When
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models import When as If
from django.db.models.functions import Coalesce, Concat, NullIf

from gongkai.engines.supervision.queries import LIGHTS, RED, conditions
from gongkai.ground.rules import queries as rules
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.actions import BROUGHT_IN, OPEN
from gongkai.kernel.cases.models import CHALLENGES, FOLLOWS, Case, CaseLink
from gongkai.kernel.flow.clocks import events_by_clock
from gongkai.kernel.flow.models import Clock, Duty, StepTaken
from gongkai.pure import declare
from gongkai.pure.clock import Counting, UnknownYear, read

REF = Concat(Value("case:"), OuterRef("reference"))
TERM = "answer"
"""The clock by which a case is answered, in every procedure."""
ACCEPT = "accept"
MOST_READ = 5_000
"""So many closed cases are read for the days that they took; of more, no mean is told."""


def all_of(scope: Scope) -> QuerySet[Case]:
    """What the register holds for somebody: the cases that their units lead, without those that are confidential to them; the newest first."""
    return cases.led_in(scope).order_by("-id")


def handled(scope: Scope, found: list[Case]) -> set[str]:
    """Of these cases those that somebody has a part in handling, by ref: they alone are told who applies."""
    return {case.ref for case in found if cases.handles(scope, case)}


def lit(found: QuerySet[Case], light: str, today: date) -> QuerySet[Case]:
    """Of these cases the open ones whose worst light is that one."""
    conditions_of = conditions(today)
    found = found.filter(closed_on=None)
    for each in LIGHTS:
        owed = Exists(Duty.objects.filter(conditions_of[each], closed_on=None, ref=REF))
        found = found.filter(owed if each == light else ~owed)
        if each == light:
            break
    return found


def brought_in(found: QuerySet[Case], so: bool) -> QuerySet[Case]:
    """Of these cases those that came in from an old register, or those that did not."""
    step = Exists(StepTaken.objects.filter(ref=REF, seq=1, name=BROUGHT_IN))
    return found.filter(step if so else ~step)


def came_in(refs: list[str]) -> set[str]:
    """Of these cases those that came in from an old register, by ref."""
    return set(StepTaken.objects.filter(ref__in=refs, seq=1, name=BROUGHT_IN).values_list("ref", flat=True))


def with_officer(found: QuerySet[Case]) -> QuerySet[Case]:
    """With ``officer``, the sign-in name of who has each case: whom it was handed to; else who took it on last, where its procedure asks for that; else who took it down."""
    accepting = [each.code for each in declare.procedures() if ACCEPT in each.declaration.steps]
    name = When(If(procedure__in=accepting, then=Value(ACCEPT)), default=Value(OPEN), output_field=CharField())
    taken = StepTaken.objects.filter(ref=REF, name=OuterRef("begun_by")).order_by("-seq").values("by")[:1]
    handed = NullIf("assigned_to", Value(""))
    return found.annotate(begun_by=name).annotate(
        officer=Coalesce(handed, Subquery(taken), output_field=CharField())
    )  # fmt: skip


def officers_of(found: list[Case]) -> dict[str, str]:
    """Who has each case, by ref, as ``with_officer`` says it."""
    rows = with_officer(Case.objects.filter(pk__in=[case.pk for case in found])).values_list("reference", "officer")
    return {f"case:{reference}": officer for reference, officer in rows if officer}


def reviewed(found: QuerySet[Case], scope: Scope, so: bool) -> QuerySet[Case]:
    """Of these cases those about which there is a reconsideration or lawsuit that exists for somebody, or those about which there is none."""
    links = CaseLink.objects.filter(about=OuterRef("pk"), sort__in=(CHALLENGES, FOLLOWS))
    link = Exists(links.filter(case__in=cases.visible_to(scope).values("pk")))
    return found.filter(link if so else ~link)


def due_between(found: QuerySet[Case], first: str, last: str) -> QuerySet[Case]:
    """Of these cases those whose term to be answered ends, or is expected to, between two days, both included; what rests has no such day."""
    ends = Clock.objects.filter(ref=REF, name=TERM).order_by("-seq").annotate(ends=Coalesce("due_on", "provisional_on"))
    found = found.annotate(term_ends=Subquery(ends.values("ends")[:1]))
    days = {"term_ends__gte": first, "term_ends__lte": last}
    return found.filter(**{name: day for name, day in days.items() if day})


def terms_of(refs: list[str]) -> dict[str, Clock]:
    """The clock by which each case is answered, by ref; where there were several, the last."""
    return {clock.ref: clock for clock in Clock.objects.filter(ref__in=refs, name=TERM).order_by("seq")}


def duties_of(refs: list[str]) -> dict[str, Duty]:
    """Of each case the open duty that comes first, by ref."""
    found: dict[str, Duty] = {}
    for duty in Duty.objects.filter(ref__in=refs, closed_on=None).select_related("clock").order_by("sort_on", "id"):
        found.setdefault(duty.ref, duty)
    return found


def extensions_of(clocks: list[Clock]) -> dict[str, int]:
    """By how many days the term of each was lengthened, by ref."""
    events = events_by_clock({clock.pk for clock in clocks})
    days = {
        c.ref: sum(e.days or 0 for e in events.get(c.pk, ()) if e.kind.value in ("extend", "delay")) for c in clocks
    }
    return {ref: n for ref, n in days.items() if n}


def reviews_of(found: list[Case], scope: Scope) -> dict[str, list[Case]]:
    """The reconsiderations and lawsuits about each case that exist for somebody, by its ref, in the order in which they came."""
    links = CaseLink.objects.filter(about__in=found, sort__in=(CHALLENGES, FOLLOWS)).order_by("id")
    pairs = [(case_id, about_id) for case_id, about_id in links.values_list("case_id", "about_id")]
    if not pairs:
        return {}
    shown = {case.pk: case for case in cases.visible_to(scope).filter(pk__in={case_id for case_id, _ in pairs})}
    refs, reviews = {case.pk: case.ref for case in found}, defaultdict(list)
    for case_id, about_id in pairs:
        if case_id in shown:
            reviews[refs[about_id]].append(shown[case_id])
    return dict(reviews)


@dataclass(frozen=True)
class Load:
    """What a unit, or an officer of it ("": what nobody took on yet), has and did in a month. ``days``: of how many closed cases the working days used are known;
    ``mean`` and ``median`` of these, None where there is none."""

    unit: Unit
    officer: str | None
    open: int
    came: int
    closed: int
    late: int
    days: int = 0
    mean: float | None = None
    median: float | None = None


def loads(
    scope: Scope, first: date, last: date, today: date, *, procedure: str = "", unit: int | None = None
) -> list[Load]:
    """What each unit has, and did between two days; of one unit, what each of its officers has and did. The same rows as the register's."""
    found = cases.led_in(scope)
    if procedure:
        found = found.filter(procedure=procedure)
    if unit is not None:
        found = with_officer(found.filter(unit_id=unit))
    by = ("unit_id",) if unit is None else ("unit_id", "officer")
    # Each of these by an index of its own; asked for together, the whole table would be read.
    closed = found.filter(closed_on__range=(first, last))
    late = Exists(Duty.objects.filter(conditions(today)[RED], closed_on=None, ref=REF))
    in_hand = found.filter(closed_on=None)
    counted = {
        "open": _counts(in_hand, by),
        "late": _counts(in_hand.filter(late), by),
        "came": _counts(found.filter(first_received_on__range=(first, last)), by),
        "closed": _counts(closed, by),
    }
    known, used = units_by_id(), _days_used(closed, by)
    loads = []
    for group in {group for counts in counted.values() for group in counts}:
        days = used.get(group, [])
        loads.append(
            Load(
                known[group[0]], None if unit is None else group[1] or "", **{name: counts.get(group, 0) for name, counts in counted.items()},
                days=len(days), mean=mean(days) if days else None, median=median(days) if days else None,
            )
        )  # fmt: skip
    return sorted(
        loads, key=lambda each: (-each.late, -each.open, each.unit.position, each.unit.pk, each.officer or "")
    )


def _counts(found: QuerySet[Case], by: tuple[str, ...]) -> dict[tuple, int]:
    """How many of these there are of each unit, or officer, in one query."""
    return {tuple(row[:-1]): row[-1] for row in found.order_by().values_list(*by).annotate(n=Count("pk"))}


def _days_used(closed: QuerySet[Case], by: tuple[str, ...]) -> dict[tuple, list[int]]:
    """The working days that closed cases took of their terms, pauses left out, by unit or officer; {} where there are too many to read."""
    rows = list(closed.order_by().values_list("reference", *by)[: MOST_READ + 1])
    if len(rows) > MOST_READ:
        return {}
    whose = {f"case:{reference}": tuple(group) for reference, *group in rows}
    clocks = [clock for clock in _terms(closed) if clock.stopped_on and clock.ref in whose]
    events = events_by_clock([clock.pk for clock in clocks])
    found = defaultdict(list)
    for clock in clocks:
        rule = rules.clock_rule(clock.rule)
        if rule.term.counting is not Counting.WORKING:
            continue
        try:
            found[whose[clock.ref]].append(read(events[clock.pk], rule, rules.calendar(), clock.stopped_on).used)
        except UnknownYear:
            continue
    return dict(found)


def _terms(closed: QuerySet[Case]) -> list[Clock]:
    refs = closed.order_by().annotate(whole=Concat(Value("case:"), "reference")).values("whole")
    return list({clock.ref: clock for clock in Clock.objects.filter(ref__in=refs, name=TERM).order_by("seq")}.values())
