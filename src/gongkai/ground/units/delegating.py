"""Delegated administration: who administers a unit gives and takes roles in it and below it, several levels deep.

Nobody grants more than they hold: not outside the units they administer, not a role that reaches beyond these, and nothing to themselves.
Who oversees or administers a unit is relieved from above, never from beside: a bureau does not dismiss its own supervisor.
"""

from datetime import date, datetime

from gongkai.ground.units import actions, queries
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Appointment, Person, Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare.roles import ROLE_LABELS, SECOND_FACTOR_ROLES, SUBTREE_ROLES, Role

EVERYWHERE = frozenset({Role.HALL_CLERK})
"""Whoever takes in for every unit does so for all, wherever they are appointed."""
GRANTABLE = tuple(role for role in ROLE_LABELS if role not in (Role.APPLICANT, Role.SYSTEM))


def administered(by: Actor) -> frozenset[int]:
    """The units that somebody administers, those below theirs too."""
    return by.holds_for.get(Role.ADMINISTRATOR, frozenset())


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
    if role in SECOND_FACTOR_ROLES and not person.totp_secret:
        raise UnitRefused(
            f"{person.name}还没有动态验证码，请在服务器上先给他办（gongkai person renew），再授予{Role(role).label}",
            f"{person.username} has no second factor",
        )
    return actions.appoint(person=person, unit=unit, role=role, at=at, by=by.name, from_on=from_on)


def may_revoke(by: Actor, appointment: Appointment) -> str:
    """Why somebody may not take a role away; "" if they may."""
    reach = administered(by)
    if appointment.unit_id not in reach:
        return f"{appointment.unit.short_name}不在您管的单位里"
    if appointment.person.username == by.name:
        return "自己的职责，请上一级管理员来取消"
    if appointment.role in EVERYWHERE and not _all(reach):
        return f"{appointment.get_role_display()}要由管全部单位的系统管理员来取消"
    above = queries.unit_by_code(appointment.unit.parent_code) if appointment.unit.parent_code else None
    if appointment.role in SUBTREE_ROLES and not (_all(reach) if above is None else above.pk in reach):
        return f"{appointment.get_role_display()}要由上一级管理员来取消"
    return ""


def revoke(*, appointment: Appointment, by: Actor, at: datetime) -> Appointment:
    """Take a role away as of the day, in the name of who administers the unit. Raises UnitRefused."""
    if why := may_revoke(by, appointment):
        raise UnitRefused(why, f"{by.name} may not relieve {appointment.person.username} of that")
    if appointment.to_on is not None:
        raise UnitRefused("这一项职责已经取消了", "it has ended already")
    return actions.relieve(appointment=appointment, at=at, by=by.name)
