"""Questions about what was noted, told and asked by those who oversee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import issued, papers
from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import working_days_ago
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.oversight.models import ANSWERED, CLOSED, WAITING, Alert, Explanation, Finding, Turn
from gongkai.pure.declare import Role, Tell


def times_explained(pattern: str, procedure: str, unit: Unit) -> int:
    found = Explanation.objects.filter(pattern=pattern, procedure=procedure, unit=unit)
    return found.aggregate(n=Max("seq"))["n"] or 0


def explanations(scope: Scope, since: date) -> dict[tuple[str, str, int], Explanation]:
    """The last one of each question about the units that somebody oversees, noted on a day or later; by pattern, procedure and unit."""
    found = Explanation.objects.filter(noted_on__gte=since).order_by("seq")
    if not scope.whole:
        found = found.filter(unit_id__in=scope.overseen)
    return {(each.pattern, each.procedure, each.unit_id): each for each in found}


def untold(tell: Tell, procedures: list[str], today: date, most: int) -> list[Duty]:
    """The open duties in cases of these procedures whose clock is to be told of in this way by now, and was not; the most urgent first."""
    due = Q(pk=None)
    if tell.yellow is not None:
        due |= Q(warn_on__lte=working_days_ago(today, tell.yellow))
    if tell.red is not None:
        due |= Q(sort_on__lte=working_days_ago(today, tell.red), sort_on__lt=today)
    told = Alert.objects.filter(
        ref=OuterRef("ref"), clock=OuterRef("clock__name"), number=OuterRef("clock__seq"), due_on=OuterRef("sort_on"), level=tell.level
    )  # fmt: skip
    open_ones = Duty.objects.filter(due, closed_on=None, paused=False, clock__isnull=False, ref__startswith="case:")
    found = open_ones.filter(~Exists(told), procedure__in=procedures).select_related("clock", "unit")
    return list(found.order_by("sort_on", "id")[:most])


def alerts_to(scope: Scope) -> QuerySet[Alert]:
    """What somebody was told and has not seen yet, of cases in which that is still owed; what runs out first comes first."""
    mine = Q(pk=None)
    for role, units in scope.by_role.items():
        # Of those who oversee the whole county no units are named.
        if role is Role.SUPERVISOR:
            mine |= Q(role=role) if scope.whole else Q(role=role, unit_id__in=units)
        elif own := units & scope.units:
            mine |= Q(role=role, unit_id__in=own)
    owed = Duty.objects.filter(
        ref=OuterRef("ref"), clock__name=OuterRef("clock"), sort_on=OuterRef("due_on"), closed_on=None
    )
    found = Alert.objects.filter(mine, Q(person="") | Q(person=scope.username), Exists(owed), seen_on=None)
    return found.select_related("unit").order_by("due_on", "id")


def visible_to(scope: Scope) -> QuerySet[Finding]:
    """The findings about units whose cases somebody handles, or oversees: those who only write a unit's records have no part in them."""
    found = Finding.objects.select_related("unit", "office")
    return found if scope.whole else found.filter(unit_id__in=scope.handled | scope.overseen)


def get_visible(scope: Scope, code: str) -> Finding | None:
    return visible_to(scope).filter(pk=code).first()


def to_answer(scope: Scope) -> QuerySet[Finding]:
    """What waits for somebody's own unit's answer, which they give; what is due first comes first."""
    found = visible_to(scope).filter(unit_id__in=scope.by_role.get(Role.OFFICE_HEAD, frozenset()), state=WAITING)
    return found.order_by("due_on", "code")


def to_check(scope: Scope) -> QuerySet[Finding]:
    """What units replied to, and those who oversee them have not looked at."""
    found = visible_to(scope).filter(state=ANSWERED)
    return (found if scope.whole else found.filter(unit_id__in=scope.overseen)).order_by("answered_on", "code")


def of_closed_units() -> list[Finding]:
    """What is still asked of units that have closed."""
    found = Finding.objects.exclude(state=CLOSED).filter(unit__closed_on__isnull=False)
    return list(found.select_related("unit").order_by("code"))


def open_first(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """What is open by its day, then what was closed, the last first."""
    return found.order_by(F("closed_on").desc(nulls_first=True), "due_on", "code")


def by_state(found: QuerySet[Finding]) -> dict[str, int]:
    return dict(found.order_by().values_list("state").annotate(n=Count("pk")))


def titles_of(found: list[Finding]) -> dict[str, str]:
    """What each is called, by its code."""
    told = vault.unseal_many([each.ref for each in found], "finding") if found else {}
    return {each.code: told.get(each.ref, {}).get("title", "") for each in found}


def turns(finding: Finding) -> int:
    """How many turns there were."""
    return Turn.objects.filter(finding=finding).count()


@dataclass(frozen=True)
class Said:
    """A turn with its words and files."""

    turn: Turn
    text: str
    files: tuple[File, ...]


def said_of(finding: Finding) -> list[Said]:
    """All turns of a finding, in their order."""
    words: dict[str, Any] = vault.unseal_all(finding.ref, "turn:")
    known = {each.public_id: each for each in evidence_of(finding)}
    found = []
    for turn in Turn.objects.filter(finding=finding).select_related("unit").order_by("seq"):
        told = words.get(f"turn:{turn.seq}", {})
        brought = tuple(known[each] for each in told.get("files", ()) if each in known)
        found.append(Said(turn, told.get("text", ""), brought))
    return found


def evidence_of(finding: Finding) -> list[File]:
    """The files that show what the unit did; not the paper itself."""
    own = papers(finding.ref)
    return [each for each in files.of_owner(finding.ref) if each.public_id not in own]


def paper_of(finding: Finding) -> Notice | None:
    """The suggestion as a paper; None of what went out without one."""
    return next(iter(issued(finding.ref, ["suggestion"])), None)
