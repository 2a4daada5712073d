"""Standing in for somebody who is on leave, or has left and is not replaced yet: one role, one unit, from a day to a day."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units import facts
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Appointment, Person, Substitution, Unit, in_force
from gongkai.pure.declare.roles import SECOND_FACTOR_ROLES, Role

ROLES = (Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY)
"""What can be stood in for: what a unit's publishing needs each day. Whoever oversees or administers others is appointed."""
LONGEST = 366


@acting
def substitute(
    *,
    person: Person,
    substitute: Person,
    unit: Unit,
    role: Role,
    from_on: date,
    to_on: date,
    reason: str,
    by: str,
    at: datetime,
) -> Substitution:
    """Let somebody stand in for a person. Raises UnitRefused."""
    _check(person, substitute, unit, Role(role), from_on, to_on, reason, localdate(at))
    made = Substitution.objects.create(
        person=person, substitute=substitute, unit=unit, role=role, from_on=from_on, to_on=to_on, reason=reason.strip()
    )  # fmt: skip
    told = facts.PersonSubstituted(
        person.username, substitute.username, unit.code, role, from_on.isoformat(), to_on.isoformat(), made.reason
    )  # fmt: skip
    record(told, ref=f"person:{substitute.username}", by=by, at=at, rows=[made])
    return made


def _check(
    person: Person, substitute: Person, unit: Unit, role: Role, from_on: date, to_on: date, reason: str, today: date
) -> None:
    if role not in ROLES:
        raise UnitRefused(f"{role.label}不能代办，请另外任命", f"nobody stands in for a {role.value}; appoint somebody")
    if not Appointment.objects.filter(person=person, unit=unit, role=role).exists():
        raise UnitRefused(
            f"{person.name}没有担任过{unit.short_name}的{role.label}",
            f"{person.username} was never {role.value} for {unit.code}",
        )
    if person.pk == substitute.pk or not substitute.active:
        raise UnitRefused("请选另一个在用的人来代", "somebody else, who can sign in, stands in")
    if in_force(Appointment, from_on).filter(person=substitute, unit=unit, role=role).exists():
        raise UnitRefused(
            f"{substitute.name}自己就是{unit.short_name}的{role.label}，不用代",
            f"{substitute.username} is {role.value} for {unit.code} already",
        )
    if to_on < from_on or to_on < today:
        raise UnitRefused(
            "到哪天为止，不能早于从哪天起，也不能早于今天", "it ends today or later, and not before it begins"
        )
    if (to_on - from_on).days >= LONGEST:
        raise UnitRefused("最长代一年，再长请另外任命", "at most a year; for longer, appoint somebody")
    if not reason.strip():
        raise UnitRefused("请写明为什么要人代，比如休假、调走了", "say why")
    if role in SECOND_FACTOR_ROLES and not (substitute.totp_secret or substitute.first_until):
        raise UnitRefused(
            f"{substitute.name}还没有动态验证码，请系统管理员先在他的页面上重办动态验证码，再来代{role.label}",
            f"{substitute.username} has no second factor; `gongkai person renew --second-factor` first",
        )
    double = Substitution.objects.filter(person=person, unit=unit, role=role, from_on__lte=to_on, to_on__gte=from_on)
    if double.exists():
        raise UnitRefused("这几天已经有人代了，先取消那一条", "somebody stands in on some of these days already")


@acting
def end_substitution(*, substitution: Substitution, by: str, at: datetime) -> Substitution:
    """Let it end at once. Raises UnitRefused."""
    today = localdate(at)
    if substitution.to_on < today:
        raise UnitRefused("已经到期了", "it has ended already")
    # From this moment: its last day was yesterday, and what had not begun by then never was.
    substitution.to_on = today - timedelta(1)
    substitution.from_on = min(substitution.from_on, substitution.to_on)
    substitution.save(update_fields=["from_on", "to_on"])
    told = facts.SubstitutionEnded(
        substitution.person.username, substitution.substitute.username, substitution.unit.code, substitution.role
    )  # fmt: skip
    record(told, ref=f"person:{substitution.substitute.username}", by=by, at=at, rows=[substitution])
    return substitution
