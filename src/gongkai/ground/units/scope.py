"""Who acts, and what exists for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.ground.units.models import Appointment, Closure, Person, Substitution, in_force
from gongkai.pure.declare.roles import CASE_ROLES, SECOND_FACTOR_ROLES, SUBTREE_ROLES, Role


@dataclass(frozen=True)
class Actor:
    """Who takes a step: a name for the ledger and, for staff, the units each role is held for (subtrees spelled out)."""

    name: str
    label: str = ""
    holds_for: dict[Role, frozenset[int]] = field(default_factory=dict, hash=False)

    def holds(self, role: Role, unit_id: int) -> bool:
        if role in (Role.APPLICANT, Role.SYSTEM):
            return self.name == role.value
        return unit_id in self.holds_for.get(role, ())

    def holds_any(self, roles: tuple[Role, ...], unit_id: int) -> bool:
        return any(self.holds(role, unit_id) for role in roles)


APPLICANT = Actor("applicant", "申请人")
SYSTEM = Actor("system", "系统")

_OVERSEES = (Role.SUPERVISOR, Role.OPENNESS_OFFICE)
"""Whoever holds these sees every record and case of the subtree."""


@dataclass(frozen=True)
class Scope:
    """What exists for a signed-in person. ``units`` are those they act for; ``overseen`` those they supervise.

    ``whole`` says that ``overseen`` is every unit, so that queries name no units at all.
    """

    person_id: int
    username: str
    name: str
    home_unit: int | None
    by_role: dict[Role, frozenset[int]] = field(hash=False)
    units: frozenset[int] = frozenset()
    overseen: frozenset[int] = frozenset()
    whole: bool = False

    def has(self, *roles: Role) -> bool:
        return any(self.by_role.get(role) for role in roles)

    @property
    def handled(self) -> frozenset[int]:
        """The units whose cases they have a part in: not those for which they only write and review records."""
        return frozenset().union(*(self.by_role.get(role, frozenset()) for role in CASE_ROLES))

    def covers(self, unit_ids: frozenset[int]) -> bool:
        """May figures over these units be shown? Only to those who oversee all of them, or act for all of them."""
        return self.whole or unit_ids <= self.overseen or unit_ids <= self.units

    def actor(self) -> Actor:
        return Actor(self.username, self.name, self.by_role)

    @property
    def needs_second_factor(self) -> bool:
        return self.has(*SECOND_FACTOR_ROLES)


def subtree(unit_id: int, on: date) -> frozenset[int]:
    """Ids of a unit and all units below it as of a day."""
    rows = in_force(Closure, on).filter(ancestor_id=unit_id)
    return frozenset(rows.values_list("descendant_id", flat=True))


def each_subtree(unit_ids: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """The same for many units, by one query."""
    found: dict[int, set[int]] = {unit_id: {unit_id} for unit_id in unit_ids}
    rows = in_force(Closure, on).filter(ancestor_id__in=list(found))
    for ancestor, descendant in rows.values_list("ancestor_id", "descendant_id"):
        found[ancestor].add(descendant)
    return {unit_id: frozenset(below) for unit_id, below in found.items()}


def alone(unit_id: int, on: date) -> frozenset[int]:
    """A unit without those below it: itself and the closed units it has succeeded as of a day."""
    return frozenset({unit_id, *_succeeded({unit_id}, on)[unit_id]})


def each_alone(unit_ids: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """The same for many units, by one query."""
    return {unit: frozenset({unit, *closed}) for unit, closed in _succeeded(set(unit_ids), on).items()}


def _succeeded(unit_ids: set[int], on: date) -> dict[int, set[int]]:
    """By unit, the closed units it has succeeded as of a day."""
    found: dict[int, set[int]] = {unit_id: set() for unit_id in unit_ids}
    rows = in_force(Closure, on).filter(ancestor_id__in=unit_ids, by_succession=True)
    for ancestor, descendant in rows.values_list("ancestor_id", "descendant_id"):
        found[ancestor].add(descendant)
    return found


def scope_of(person: Person, on: date) -> Scope:
    """Compute a person's scope once per request, from the appointments in force on a day and from whom they stand in for."""
    held = [
        *in_force(Appointment, on).filter(person=person).order_by("id"),
        *in_force(Substitution, on).filter(substitute=person).order_by("id"),
    ]
    by_role: dict[Role, frozenset[int]] = {}
    own: set[int] = set()
    overseen: frozenset[int] = frozenset()
    home = None
    succeeded = _succeeded({appointment.unit_id for appointment in held}, on)
    for appointment in held:
        role, unit_id = Role(appointment.role), appointment.unit_id
        home = home or unit_id
        stands_for = succeeded[unit_id] | {unit_id}
        reach = subtree(unit_id, on) if role in SUBTREE_ROLES else frozenset(stands_for)
        by_role[role] = by_role.get(role, frozenset()) | reach
        own |= stands_for
        if role in _OVERSEES:
            overseen |= reach
    everything = in_force(Closure, on).values("descendant_id").distinct().count() if overseen else 0
    return Scope(
        person_id=person.pk,
        username=person.username,
        name=person.name,
        home_unit=home,
        by_role=by_role,
        units=frozenset(own),
        overseen=overseen,
        whole=bool(overseen) and len(overseen) == everything,
    )


def actor_of(person: Person, on: date) -> Actor:
    """The actor a person is on a day; for commands and tests (requests use their scope's)."""
    return scope_of(person, on).actor()
