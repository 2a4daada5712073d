"""What is done to the government, its units and people."""

import re
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.rows import find, insert
from gongkai.ground.ui.legible import is_legible_line
from gongkai.ground.units import closure, facts, queries
from gongkai.ground.units.models import Appointment, Government, Person, Unit
from gongkai.pure.codes.contact import parse_email
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare.roles import Role
from gongkai.pure.guard.sentences import first_personal, tells_of_somebody

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")
"""It stands in addresses."""
WORDS: dict[type[Model], tuple[str, ...]] = {
    Unit: ("name", "short_name", "address", "hours"),
    Government: (
        "name", "short_name", "superior", "slogan", "host", "undertaker", "address", "hours", "name_en", "address_en", "hours_en",
        "court", "court_for_government", "reconsideration_organ", "icp", "police",
    ),
}  # fmt: skip
"""What stands of them in words on the site; telephones are there to be called."""
TELEPHONES = ("phone", "fax")
_TELEPHONES = re.compile(r"(?:(?<!\d)\d{1,13}(?!\d)|[-+()（）－、，,；; /]|转|分机)*")
"""Numbers one after another, with what parts them; none is as long as an identity number."""
USERNAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class UnitRefused(ValueError):
    """A change to units or people that is not allowed; the message says in Chinese why and what to do, ``english`` the same."""

    def __init__(self, message: str, english: str) -> None:
        super().__init__(message)
        self.english = english


def _check_name(model: type[Model], field: str, value: str) -> None:
    """Raises UnitRefused for a name that nobody could read, or that does not fit."""
    column = model._meta.get_field(field)
    label, said = column.verbose_name, f"the {field.replace('_', ' ')} {value[:40]!r}"
    if not value.strip():
        raise UnitRefused(f"请写{label}", f"{said} is empty; give one")
    if not is_legible_line(value):
        raise UnitRefused(
            f"{label}里有看不见的字符、换行，或者前后有空格，请重新输入",
            f"{said} has signs that are not seen, a line break, or blanks at its ends; type it anew",
        )
    if len(value) > column.max_length:
        raise UnitRefused(
            f"{label}最多{column.max_length}个字",
            f"{said} has {len(value)} characters, and at most {column.max_length} fit",
        )


def _check_words(model: type[Model], values: dict[str, Any], at: datetime) -> None:
    """Names, the address for mail, and that nobody's data stand in what is public. Raises UnitRefused."""
    name, refusal = first_personal(values, WORDS[model], localdate(at))
    if refusal:
        label = model._meta.get_field(name).verbose_name
        raise UnitRefused(f"{label}：{refusal}", f"the {name} would be public, and tells somebody's personal data")
    for field in ("name", "short_name"):
        if field in values:
            _check_name(model, field, values[field])
    for field in TELEPHONES:
        said = values.get(field) or ""
        # A number in groups may be somebody's all the same: its check digit tells.
        if not _TELEPHONES.fullmatch(said) or tells_of_somebody(said, localdate(at)):
            label = model._meta.get_field(field).verbose_name
            raise UnitRefused(
                f"{label}只写号码，几个号码用顿号隔开",
                f"the {field} {values[field][:40]!r} is no telephone number; write numbers, several parted by commas",
            )
    if values.get("email"):
        try:
            parse_email(values["email"])
        except CodeError as error:
            raise UnitRefused(
                "电子邮箱的写法不对，请检查",
                f"{values['email'][:40]!r} is no e-mail address; write one like office@example.gov.cn",
            ) from error


def _check_free(name: str) -> None:
    """Two that stand beside one another with one name cannot be told apart by whoever applies. Raises UnitRefused."""
    other = Unit.objects.filter(name=name, closed_on=None).first()
    if other:
        raise UnitRefused(
            f"已经有叫“{name}”的单位（代码{other.code}），请换一个名称",
            f"the unit {other.code} has the name {name} already; take another",
        )


@acting
def establish(*, at: datetime, by: str, **values: Any) -> Government:
    """Set the data of the government that this deployment serves."""
    _check_words(Government, values, at)
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
def change_government(*, at: datetime, by: str, seen: str = "", **values: Any) -> Government:
    """Change what is said of the government; the unit that bears its name is renamed with it. ``seen``: the mark of what was before the
    person (``Government.mark``), "" if nothing was. Raises UnitRefused.
    """
    known = Government.objects.get()
    if seen and seen != known.mark:
        raise UnitRefused(
            "您写的时候别人已经改过，请另开一页看看现在的样子，要改的再改上，然后再按一次",
            "somebody else has changed it meanwhile; read it again",
        )
    changed = {name: value for name, value in values.items() if getattr(known, name) != value}
    if not changed:
        raise UnitRefused("和现在的一样，没有改动", "nothing would change")
    root = Unit.objects.filter(level="government", closed_on=None, name=known.name).first()
    renamed = {name: changed[name] for name in ("name", "short_name") if name in changed}
    if root and renamed:
        change_unit(unit=root, at=at, by=by, **renamed)
    return establish(at=at, by=by, **changed)


@acting
def open_unit(*, at: datetime, by: str, opened_on: date, **values: Any) -> Unit:
    """Open a unit below its parent, from a day on. Raises UnitRefused on a taken code or an unknown parent."""
    if not CODE.fullmatch(values["code"]):
        raise UnitRefused(
            "单位代码用小写字母、数字、短横和下划线，最多30个字符",
            "a unit's code is made of small letters, digits, - and _, at most 30",
        )
    if Unit.objects.filter(code=values["code"]).exists():
        raise UnitRefused(
            f"单位代码{values['code']}已经有了，请换一个",
            f"there is a unit with the code {values['code']} already; take another",
        )
    parent_code = values.get("parent_code", "")
    if parent_code and not Unit.objects.filter(code=parent_code, closed_on=None).exists():
        raise UnitRefused(
            f"没有代码为{parent_code}的上级单位，或者它已经撤销",
            f"there is no open unit with the code {parent_code} to stand below",
        )
    _check_words(Unit, values, at)
    _check_free(values["name"])
    unit = Unit.objects.create(opened_on=opened_on, **values)
    closure.enter(unit)
    record(
        facts.UnitOpened(unit.code, unit.name),
        ref=f"unit:{unit.code}",
        by=by,
        at=at,
        rows=[unit],
        touches=["units", f"unit:{unit.code}"],
    )
    return unit


@acting
def change_unit(*, unit: Unit, at: datetime, by: str, **values: Any) -> Unit:
    """Change a unit's name or particulars; its code and level stay. Raises UnitRefused."""
    _check_words(Unit, values, at)
    if values.get("name", unit.name) != unit.name:
        _check_free(values["name"])
    for name, value in values.items():
        if name in ("code", "level", "parent_code"):
            raise UnitRefused(
                "单位代码、类别和上级不能这样改，请用撤并",
                "code, level and parent cannot be changed; close the unit into another",
            )
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
def close_unit(*, unit: Unit, successor: Unit, on: date, at: datetime, by: str) -> Unit:
    """Close a unit as of a day; its successor stands in for it from then on, and its people's appointments end.

    Closed cases and published records keep the unit; what is still owed goes over by acts of their own (the tickers of cases
    and records). Raises UnitRefused.
    """
    _check_closing(unit, successor, on, localdate(at))
    unit.closed_on, unit.successor_code = on, successor.code
    unit.save()
    closure.rebuild()
    last = on - timedelta(1)
    ended = list(Appointment.objects.filter(unit=unit, to_on=None).order_by("id"))
    for appointment in ended:
        appointment.to_on = max(last, appointment.from_on)
        appointment.save()
    record(
        facts.UnitClosed(unit.code, unit.name, successor.name),
        ref=f"unit:{unit.code}",
        by=by,
        at=at,
        rows=[unit, *ended],
        touches=["units", f"unit:{unit.code}", f"unit:{successor.code}"],
    )
    return unit


def _check_closing(unit: Unit, successor: Unit, on: date, today: date) -> None:
    if unit.closed_on:
        raise UnitRefused(f"{unit.name}已经撤销了", f"{unit.code} is closed already")
    if unit.level == "government":
        raise UnitRefused("本级政府不能撤销", "the government itself cannot be closed")
    if successor.closed_on or successor.pk == unit.pk:
        raise UnitRefused("承接单位要是另一个没有撤销的单位", "the successor is another unit that is open")
    if not max(unit.opened_on, successor.opened_on) <= on <= today:
        raise UnitRefused(
            "撤销日期不能早于本单位和承接单位的设立日期，也不能晚于今天",
            "the day of closing is not before that of opening, the successor's either, and today or earlier",
        )
    below = Unit.objects.filter(parent_code=unit.code, closed_on=None).first()
    if below:
        raise UnitRefused(
            f"{unit.name}下面还有{below.name}，请先撤并下级单位",
            f"{below.code} stands below {unit.code}; close it first",
        )


def made_up_password() -> str:
    """A password that nobody guesses and everybody can copy."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


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
    first_until: datetime | None = None,
) -> Person:
    """Give somebody a sign-in; ``first_until``: their password is one to begin with, see ``renew_credentials``. Raises UnitRefused on a taken name or one that cannot be typed."""
    if not USERNAME.fullmatch(username):
        raise UnitRefused(
            "登录名用小写字母、数字和下划线，字母开头，最多40个字符",
            "a sign-in name is made of small letters, digits and underscores, a letter first, at most 40",
        )
    if Person.objects.filter(username=username).exists():
        raise UnitRefused(
            f"登录名{username}已经有人用了，请换一个", f"the sign-in name {username} is taken; take another"
        )
    _check_name(Person, "name", name)
    person = Person(username=username, name=name, totp_secret=totp_secret, demo_role=demo_role, first_until=first_until)
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
    if find(Appointment, {"person": person.pk, "unit": unit.pk, "role": role, "to_on": None}):
        raise UnitRefused(
            f"{person.name}已经是{unit.name}的{Role(role).label}",
            f"{person.username} is {Role(role).value} for {unit.code} already",
        )
    appointment = insert(
        Appointment(person=person, unit=unit, role=role, from_on=from_on or localdate(at), granted_by=by)
    )
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
    """End a person's role for a unit as of the day, or at once (``ENDS_AT_ONCE``)."""
    appointment.to_on = max(localdate(at), appointment.from_on)
    appointment.save()
    record(
        facts.PersonRelieved(appointment.person.username, appointment.unit.code, appointment.role),
        ref=f"person:{appointment.person.username}", by=by, at=at, rows=[appointment],
    )  # fmt: skip
    return appointment


@acting
def renew_credentials(
    *,
    person: Person,
    at: datetime,
    by: str,
    password: str | None = None,
    totp_secret: str | None = None,
    first_until: datetime | None = None,
) -> Person:
    """Give somebody a new password, a new second factor, or both. Open sessions end with the password they began with.

    ``first_until``: the password is one to begin with; until that instant it opens, once, for its person to set their own, and a second
    factor where they have none and need one. An empty ``totp_secret`` takes the second factor away.
    """
    what = []
    if password is not None:
        person.set_password(password)
        person.first_until = first_until
        what.append("初始密码" if first_until else "密码")
    if totp_secret is not None:
        person.totp_secret = totp_secret
        what.append("动态验证码" if totp_secret else "动态验证码作废")
    person.save()
    told = facts.CredentialsRenewed(person.username, f"：{'、'.join(what)}" if what else "")
    record(told, ref=f"person:{person.username}", by=by, at=at, rows=[person])
    return person


@acting
def retire(*, person: Person, at: datetime, by: str) -> Person:
    """Somebody leaves: no more sign-in, and all appointments end."""
    if not person.active:
        raise UnitRefused(f"{person.name}已经停用了", f"{person.username} is retired already")
    person.active = False
    person.save()
    ended = list(Appointment.objects.filter(person=person, to_on=None).order_by("id"))
    for appointment in ended:
        appointment.to_on = max(localdate(at), appointment.from_on)
        appointment.save()
    record(facts.PersonRetired(person.username), ref=f"person:{person.username}", by=by, at=at, rows=[person, *ended])
    return person
