"""Questions about units and people."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from gongkai.ground.home.memory import remembers
from gongkai.ground.units.models import (
    Appointment,
    Closure,
    Government,
    Person,
    Substitution,
    Unit,
    in_force,
    in_force_from,
)
from gongkai.ground.units.scope import Scope, subtree
from gongkai.pure.declare.roles import SECOND_FACTOR_ROLES, UNIT_ROLES, Role
from gongkai.pure.law import remedies

_known: list[Government] = []


@remembers
def forget() -> None:
    """Drop what was read."""
    _known.clear()


def government() -> Government | None:
    """The government of this deployment, or None in a new database."""
    if not _known:
        _known.extend(Government.objects.all()[:1])
    return _known[0] if _known else None


def reconsideration_organ(unit: Unit, known: Government | None) -> str:
    """Who decides on reconsideration of what a unit of this government did (行政复议法2023 art. 24, 27)."""
    return remedies.reconsideration_organ(
        is_government=unit.level == "government",
        led_from_above=not unit.in_totals,
        own=(known.reconsideration_organ or known.name) if known else "",
        superior=known.superior if known else "",
    )


def court_of(unit: Unit, known: Government | None) -> str:
    """Where a suit against a unit of this government is filed (行政诉讼法 art. 14, 15)."""
    is_government = unit.level == "government"
    named = (known.court_for_government if is_government else known.court) if known else ""
    return named or remedies.court(is_government=is_government)


def root_unit() -> Unit | None:
    """The unit that stands for the government itself, above all others."""
    return Unit.objects.filter(parent_code="").order_by("pk").first()


def unit_by_code(code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first()


def named_units(codes: Collection[str]) -> list[Unit]:
    """The units of these codes, in their official order."""
    return list(Unit.objects.filter(code__in=codes)) if codes else []


def successor_of(unit: Unit) -> Unit:
    """Who stands in for a unit now: itself while it is open, else its successor, or that one's."""
    while unit.closed_on:
        unit = Unit.objects.get(code=unit.successor_code)
    return unit


def unit_by_id(unit_id: int) -> Unit:
    return Unit.objects.get(pk=unit_id)


def units(level: str | None = None) -> list[Unit]:
    """All units that are not closed, in their official order."""
    found = Unit.objects.filter(closed_on=None)
    return list(found.filter(level=level) if level else found)


def units_between(first: date, last: date) -> list[Unit]:
    """The units that existed on any day of a time, closed since or not, in their official order."""
    found = Unit.objects.filter(opened_on__lte=last)
    return list(found.filter(Q(closed_on=None) | Q(closed_on__gt=first)))


def closed_units() -> list[int]:
    """Ids of the units that have closed."""
    return list(Unit.objects.exclude(closed_on=None).values_list("pk", flat=True))


def units_by_id() -> dict[int, Unit]:
    return {unit.pk: unit for unit in Unit.objects.all()}


def units_for(scope: Scope, *roles: Role) -> list[Unit]:
    """The units for which somebody holds one of the roles: the choices of a form, the own unit first."""
    ids = frozenset().union(*(scope.by_role.get(role, frozenset()) for role in roles))
    found = Unit.objects.filter(pk__in=ids, closed_on=None)
    return sorted(found, key=lambda unit: unit.pk != scope.home_unit)


def unit_and_below(unit: Unit, on: date) -> frozenset[int]:
    return subtree(unit.pk, on)


def person_by_username(username: str) -> Person | None:
    return Person.objects.filter(username=username, active=True).first()


def anybody(username: str) -> Person | None:
    """Somebody of this sign-in name, whether or not they can still sign in."""
    return Person.objects.filter(username=username).first()


def is_retired(username: str) -> bool:
    """Whether somebody of this sign-in name could sign in once."""
    return Person.objects.filter(username=username, active=False).exists()


def appointments(person: Person, unit: Unit) -> list[Appointment]:
    """What somebody holds for a unit, as yet without an end."""
    return list(Appointment.objects.filter(person=person, unit=unit, to_on=None).order_by("id"))


def served_by(person: Person, on: date) -> list[Unit]:
    """The units that somebody holds a role for on a day."""
    served = set(in_force(Appointment, on).filter(person=person).values_list("unit_id", flat=True))
    return [unit for unit in units() if unit.pk in served]


def people_with_roles(on: date) -> list[tuple[Person, list[tuple[str, str]]]]:
    """Everybody who can sign in, with (unit code, role) of what they hold on a day."""
    held = in_force(Appointment, on).order_by("id")
    roles: dict[int, list[tuple[str, str]]] = {}
    for person_id, unit, role in held.values_list("person_id", "unit__code", "role"):
        roles.setdefault(person_id, []).append((unit, role))
    return [(person, roles.get(person.pk, [])) for person in Person.objects.filter(active=True).order_by("username")]


def person_by_id(person_id: int) -> Person | None:
    return Person.objects.filter(pk=person_id, active=True).first()


def names_of(usernames: set[str]) -> dict[str, str]:
    """Names of people by their sign-in name, for timelines; applicants and the system are named in words."""
    names = dict(Person.objects.filter(username__in=usernames).values_list("username", "name"))
    return {"applicant": "申请人", "system": "系统"} | names


def holders(role: Role, unit_id: int, on: date) -> list[Person]:
    """People who hold a role for just this unit on a day, those who stand in for one of them too."""
    held = in_force(Appointment, on).filter(role=role, unit_id=unit_id).values("person_id")
    stands_in = in_force(Substitution, on).filter(role=role, unit_id=unit_id).values("substitute_id")
    return list(Person.objects.filter(Q(pk__in=held) | Q(pk__in=stands_in), active=True).order_by("id"))


def holders_among(role: Role, unit_ids: Collection[int], on: date) -> list[Person]:
    """People who hold a role for one of some units on a day, or stand in for somebody who does, by name."""
    held = in_force(Appointment, on).filter(role=role, unit_id__in=unit_ids).values("person_id")
    stands_in = in_force(Substitution, on).filter(role=role, unit_id__in=unit_ids).values("substitute_id")
    return list(Person.objects.filter(Q(pk__in=held) | Q(pk__in=stands_in), active=True).order_by("name", "pk"))


def stood_in_for(role: Role, unit_id: int, on: date) -> dict[int, str]:
    """Of those who stand in for somebody in a role for a unit on a day, for whom: names by the substitute's id."""
    found = in_force(Substitution, on).filter(role=role, unit_id=unit_id)
    return dict(found.values_list("substitute_id", "person__name"))


def appointments_in(unit_ids: Collection[int], on: date) -> list[Appointment]:
    """Who holds what in some units on a day or later, in the order of units and roles."""
    found = in_force_from(Appointment, on).filter(unit_id__in=unit_ids).select_related("person", "unit")
    return list(found.order_by("unit__position", "unit_id", "role", "person__name", "pk"))


def held_by(person: Person, on: date) -> list[tuple[Unit, Role]]:
    """All that somebody may do on a day or later, in their own place or in another's."""
    own = in_force_from(Appointment, on).filter(person=person)
    for_others = in_force_from(Substitution, on).filter(substitute=person)
    rows = [*own.select_related("unit").order_by("pk"), *for_others.select_related("unit").order_by("pk")]
    return [(row.unit, Role(row.role)) for row in rows]


def units_of(person: Person, on: date) -> set[int]:
    """The units in which somebody holds anything on a day or later, or held it until that day."""
    own = Appointment.objects.filter(person=person).exclude(to_on__lt=on).values_list("unit_id", flat=True)
    for_others = in_force_from(Substitution, on).filter(substitute=person).values_list("unit_id", flat=True)
    return {*own, *for_others}


def will_need_second_factor(person: Person, on: date) -> bool:
    """Does somebody hold, on a day or later, what a second factor is asked for?"""
    return any(role in SECOND_FACTOR_ROLES for _, role in held_by(person, on))


def without_roles(on: date) -> list[Person]:
    """Who can sign in and holds nothing, on a day or later."""
    holding = in_force_from(Appointment, on).values("person_id")
    return list(Person.objects.filter(active=True).exclude(pk__in=holding).order_by("username"))


def appointment(key: int) -> Appointment | None:
    return Appointment.objects.filter(pk=key).select_related("person", "unit").first()


def granted_by(username: str) -> list[Appointment]:
    """What somebody granted and nobody has taken away, in the order of units and roles."""
    found = Appointment.objects.filter(granted_by=username, to_on=None).select_related("person", "unit")
    return list(found.order_by("unit__position", "unit_id", "role", "person__name", "pk"))


def administrators_of(unit: Unit, on: date) -> set[str]:
    """Sign-in names of those who administer a unit on a day, from wherever above it."""
    above = in_force(Closure, on).filter(descendant=unit).values("ancestor_id")
    held = in_force(Appointment, on).filter(role=Role.ADMINISTRATOR, unit_id__in=above, person__active=True)
    return set(held.values_list("person__username", flat=True))


def substitutions(unit_ids: Collection[int], on: date) -> list[Substitution]:
    """Who stands in for whom in some units, on a day or later."""
    found = Substitution.objects.filter(unit_id__in=unit_ids, to_on__gte=on).select_related(
        "person", "substitute", "unit"
    )
    return list(found.order_by("from_on", "pk"))


def substitution(key: int) -> Substitution | None:
    return Substitution.objects.filter(pk=key).select_related("person", "substitute", "unit").first()


def appointed(unit_ids: Collection[int], roles: Collection[Role]) -> list[Appointment]:
    """Who holds, or held last and left, one of these roles in some units."""
    found = Appointment.objects.filter(unit_id__in=unit_ids, role__in=roles).select_related("person", "unit")
    return list(found.order_by("unit__position", "unit_id", "role", "-to_on", "pk"))


def people_called(words: str) -> list[Person]:
    """People who can sign in, of exactly this name or sign-in name."""
    return list(Person.objects.filter(Q(name=words) | Q(username=words), active=True).order_by("username"))


def manned(on: date) -> set[tuple[int, str]]:
    """(unit, role) pairs that somebody who can sign in holds, or stands in for, on a day."""
    held = in_force(Appointment, on).filter(person__active=True).values_list("unit_id", "role")
    stands_in = in_force(Substitution, on).filter(substitute__active=True).values_list("unit_id", "role")
    return {*held, *stands_in}


def office_over(unit: Unit, role: Role, on: date) -> Unit | None:
    """The unit nearest above (or the unit itself) for which somebody holds a role on a day; None if nobody does."""
    above = in_force(Closure, on).filter(descendant=unit).values("ancestor_id")
    held = in_force(Appointment, on).filter(role=role, unit_id__in=above, person__active=True)
    found = [(len(subtree(each.pk, on)), each) for each in Unit.objects.filter(pk__in=held.values("unit_id"))]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def holding(role: Role, on: date) -> set[int]:
    """The units for which somebody holds a role on a day."""
    return set(in_force(Appointment, on).filter(role=role, person__active=True).values_list("unit_id", flat=True))


def vacant(unit_id: int, on: date) -> list[Role]:
    """Of the roles that publishing and answering need, those that nobody holds for a unit on a day."""
    held = {role for unit, role in manned(on) if unit == unit_id}
    return [role for role in UNIT_ROLES if role not in held]


def demo_people() -> list[Person]:
    """The demonstration sign-ins, one per role."""
    return list(Person.objects.exclude(demo_role="").order_by("id"))
