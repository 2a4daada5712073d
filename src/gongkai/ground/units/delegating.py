"""Delegated administration: who administers a unit gives and takes roles in it and below it, several levels deep.

Nobody grants more than they hold: not outside the units they administer, not a role that reaches beyond these, and nothing to themselves.
Who oversees or administers a unit is relieved from above, never from beside: a bureau does not dismiss its own supervisor.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.units import actions, queries
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Appointment, Person, Unit
from gongkai.ground.units.scope import Actor, actor_of
from gongkai.pure.declare.roles import ROLE_LABELS, SECOND_FACTOR_ROLES, SUBTREE_ROLES, Role

EVERYWHERE = frozenset({Role.HALL_CLERK})
"""Whoever takes in for every unit does so for all, wherever they are appointed."""
FIRST_LASTS = timedelta(days=7)
"""So long a password that an administrator hands out opens."""
GRANTABLE = tuple(role for role in ROLE_LABELS if role not in (Role.APPLICANT, Role.SYSTEM))


def grantable(by: Actor) -> list[Role]:
    """The roles that somebody may grant for at least one of their units."""
    return [role for role in GRANTABLE if role not in EVERYWHERE or is_everywhere(by)]


def administered(by: Actor) -> frozenset[int]:
    """The units that somebody administers, those below theirs too."""
    return by.holds_for.get(Role.ADMINISTRATOR, frozenset())


def is_everywhere(by: Actor) -> bool:
    """Does somebody administer all units?"""
    return _all(administered(by))


def may_grant(by: Actor, unit: Unit, role: Role) -> str:
    """Why somebody may not grant a role for a unit; "" if they may."""
    reach = administered(by)
    if unit.pk not in reach:
        return f"{unit.short_name}不在您管的单位里"
    if role in EVERYWHERE and not _all(reach):
        return f"{Role(role).label}替各单位登记，要由管全部单位的系统管理员来授予"
    return ""


def _all(reach: frozenset[int]) -> bool:
    return {unit.pk for unit in queries.units()} <= reach


def grant(
    *, person: Person, unit: Unit, role: Role, by: Actor, at: datetime, from_on: date | None = None
) -> Appointment:
    """Give somebody a role for a unit, in the name of who administers it. Raises UnitRefused."""
    if why := may_grant(by, unit, role):
        raise UnitRefused(why, f"{by.name} does not administer {unit.code} as far as that")
    if unit.closed_on:
        raise UnitRefused(f"{unit.short_name}已经撤销了", f"{unit.code} is closed")
    if person.username == by.name:
        raise UnitRefused("不能给自己授予职责，请上一级管理员来办", "nobody grants anything to themselves")
    if not person.active:
        raise UnitRefused(f"{person.name}已经停用了", f"{person.username} is retired")
    if role in SECOND_FACTOR_ROLES and not (person.totp_secret or person.first_until):
        raise UnitRefused(
            f"{person.name}还没有动态验证码，请先在他的页面上重办动态验证码，再授予{Role(role).label}",
            f"{person.username} has no second factor",
        )
    return actions.appoint(person=person, unit=unit, role=role, at=at, by=by.name, from_on=from_on)


def may_revoke(by: Actor, appointment: Appointment) -> str:
    """Why somebody may not take a role away; "" if they may."""
    if appointment.unit_id not in administered(by):
        return f"{appointment.unit.short_name}不在您管的单位里"
    if appointment.person.username == by.name:
        return "自己的职责，请上一级管理员来取消"
    if whose := _above(by, appointment.unit, Role(appointment.role)):
        return f"{appointment.get_role_display()}要由{whose}来取消"
    return ""


def _above(by: Actor, unit: Unit, role: Role) -> str:
    """Who is above a role for a unit, where this administrator is not; "" if they are."""
    reach = administered(by)
    if unit.pk not in reach:
        return "管那个单位的系统管理员"
    if role in EVERYWHERE and not _all(reach):
        return "管全部单位的系统管理员"
    above = queries.unit_by_code(unit.parent_code) if unit.parent_code else None
    if role in SUBTREE_ROLES and not (_all(reach) if above is None else above.pk in reach):
        return "上一级管理员"
    return ""


def revoke(*, appointment: Appointment, by: Actor, at: datetime) -> Appointment:
    """Take a role away as of the day, an administrator's at once, in the name of who administers the unit. What they granted stays, see
    ``left_by``. Raises UnitRefused.
    """
    if why := may_revoke(by, appointment):
        raise UnitRefused(why, f"{by.name} may not relieve {appointment.person.username} of that")
    if appointment.to_on is not None:
        raise UnitRefused("这一项职责已经取消了", "it has ended already")
    return actions.relieve(appointment=appointment, at=at, by=by.name)


@acting
def revoke_all(*, appointments: Collection[Appointment], by: Actor, at: datetime) -> None:
    """Take several roles away, or none of them. Raises UnitRefused."""
    for each in appointments:
        revoke(appointment=each, by=by, at=at)


def left_by(granter: Person, *, by: Actor, on: date) -> list[Appointment]:
    """What somebody granted and nobody has taken away, in units that they administer no more and ``by`` does."""
    still = administered(actor_of(granter, on)) if granter.active else frozenset()
    mine = administered(by) - still
    return [each for each in queries.granted_by(granter.username) if each.unit_id in mine]


# Who can sign in.


def may_see(by: Actor, person: Person, on: date) -> bool:
    """Does a person exist for an administrator: do they hold anything in what is administered, or did until today?"""
    reach = administered(by)
    return _all(reach) or bool(reach & queries.units_of(person, on))


def may_manage(by: Actor, person: Person, on: date) -> str:
    """Why somebody may not give a person a new password, or end their sign-in; "" if they may: whoever is above all that it opens."""
    if person.username == by.name:
        return "自己的密码在“我的账号”里改；动态验证码和停用，请上一级管理员来办"
    held = queries.held_by(person, on)
    if not held and not _all(administered(by)):
        return "没有职责的人，由管全部单位的系统管理员来办"
    for unit, role in held:
        if whose := _above(by, unit, role):
            return f"这个人的职责有您管不到的，他的登录由{whose}来办"
    return ""


def _check_manages(by: Actor, person: Person, at: datetime) -> None:
    if why := may_manage(by, person, localdate(at)):
        raise UnitRefused(why, f"{by.name} does not administer all that {person.username} holds")
    if not person.active:
        raise UnitRefused(f"{person.name}已经停用了", f"{person.username} is retired")


@acting
def add(
    *, username: str, name: str, unit: Unit, roles: Collection[Role], by: Actor, at: datetime
) -> tuple[Person, str]:
    """Give somebody a sign-in and roles for a unit: the person, and the password to begin with. Raises UnitRefused."""
    if not roles:
        raise UnitRefused("请至少选一项职责", "nobody is added without a role")
    password = actions.made_up_password()
    person = actions.add_person(
        username=username, name=name, password=password, first_until=at + FIRST_LASTS, at=at, by=by.name
    )
    for role in roles:
        grant(person=person, unit=unit, role=role, by=by, at=at)
    return person, password


def renew(*, person: Person, by: Actor, at: datetime, second_factor: bool = False) -> str:
    """Give somebody a password to begin with, which is returned; with ``second_factor`` the old one ends, and a new one is set at the
    first sign-in: never for the old password alone, which whoever found the telephone may have seen. Raises UnitRefused.
    """
    _check_manages(by, person, at)
    password = actions.made_up_password()
    actions.renew_credentials(
        person=person, password=password, first_until=at + FIRST_LASTS, totp_secret="" if second_factor else None, at=at, by=by.name
    )  # fmt: skip
    return password


def retire(*, person: Person, by: Actor, at: datetime) -> Person:
    """End somebody's sign-in at once, and all their roles. Raises UnitRefused."""
    _check_manages(by, person, at)
    return actions.retire(person=person, at=at, by=by.name)
