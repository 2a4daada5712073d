"""What is done to the government, its units and people."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units import facts, queries
from gongkai.ground.units.models import Appointment, Closure, Government, Person, Unit
from gongkai.pure.declare.roles import Role


class UnitRefused(ValueError):
    """A change to units or people that is not allowed; the message says in Chinese why and what to do."""


@acting
def establish(*, at: datetime, by: str, **values: Any) -> Government:
    """Set the data of the government that this deployment serves."""
    government = Government.objects.first() or Government()
    for name, value in values.items():
        setattr(government, name, value)
    government.save()
    queries.forget()
    record(
        facts.GovernmentEstablished(government.name),
        ref="government",
        by=by,
        at=at,
        rows=[government],
        touches=["government"],
    )
    return government


@acting
def open_unit(*, at: datetime, by: str, opened_on: date, **values: Any) -> Unit:
    """Open a unit below its parent, from a day on. Raises UnitRefused on a taken code or an unknown parent."""
    if Unit.objects.filter(code=values["code"]).exists():
        raise UnitRefused(f"单位代码{values['code']}已经有了，请换一个")
    unit = Unit.objects.create(opened_on=opened_on, **values)
    _enter_closure(unit, opened_on)
    record(
        facts.UnitOpened(unit.code, unit.name),
        ref=f"unit:{unit.code}",
        by=by,
        at=at,
        rows=[unit],
        touches=["units", f"unit:{unit.code}"],
    )
    return unit


def _enter_closure(unit: Unit, from_on: date) -> None:
    ancestors = {unit.pk}
    if unit.parent_code:
        parent = Unit.objects.filter(code=unit.parent_code).first()
        if parent is None:
            raise UnitRefused(f"没有代码为{unit.parent_code}的上级单位")
        ancestors |= set(Closure.objects.filter(descendant=parent, to_on=None).values_list("ancestor_id", flat=True))
    Closure.objects.bulk_create(Closure(ancestor_id=a, descendant=unit, from_on=from_on) for a in sorted(ancestors))


@acting
def change_unit(*, unit: Unit, at: datetime, by: str, **values: Any) -> Unit:
    """Change a unit's name or particulars; its code and level stay."""
    for name, value in values.items():
        if name in ("code", "level", "parent_code"):
            raise UnitRefused("单位代码、类别和上级不能这样改，请用撤并")
        setattr(unit, name, value)
    unit.save()
    record(
        facts.UnitChanged(unit.code, unit.name),
        ref=f"unit:{unit.code}",
        by=by,
        at=at,
        rows=[unit],
        touches=["units", f"unit:{unit.code}"],
    )
    return unit


@acting
def add_person(
    *,
    username: str,
    name: str,
    at: datetime,
    by: str,
    password: str | None = None,
    totp_secret: str = "",
    demo_role: str = "",
) -> Person:
    """Give somebody a sign-in. Raises UnitRefused on a taken name."""
    if Person.objects.filter(username=username).exists():
        raise UnitRefused(f"登录名{username}已经有人用了，请换一个")
    person = Person(username=username, name=name, totp_secret=totp_secret, demo_role=demo_role)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    record(facts.PersonAdded(username), ref=f"person:{username}", by=by, at=at, rows=[person])
    return person


@acting
def appoint(
    *, person: Person, unit: Unit, role: Role, at: datetime, by: str, from_on: date | None = None
) -> Appointment:
    """Give a person a role for a unit."""
    if Appointment.objects.filter(person=person, unit=unit, role=role, to_on=None).exists():
        raise UnitRefused(f"{person.name}已经是{unit.name}的{Role(role).label}")
    appointment = Appointment.objects.create(person=person, unit=unit, role=role, from_on=from_on or localdate(at))
    record(
        facts.PersonAppointed(person.username, unit.code, role),
        ref=f"person:{person.username}",
        by=by,
        at=at,
        rows=[appointment],
    )
    return appointment


@acting
def relieve(*, appointment: Appointment, at: datetime, by: str) -> Appointment:
    """End a person's role for a unit as of the day."""
    appointment.to_on = max(localdate(at), appointment.from_on)
    appointment.save()
    record(
        facts.PersonRelieved(appointment.person.username, appointment.unit.code, appointment.role),
        ref=f"person:{appointment.person.username}", by=by, at=at, rows=[appointment],
    )  # fmt: skip
    return appointment
