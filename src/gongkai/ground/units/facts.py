"""Facts of the government, its units and people."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("government.established", "设置政府基本信息：{name}")
@dataclass(frozen=True)
class GovernmentEstablished(FactBase):
    """The government's own data were set or changed."""

    name: str


@fact("unit.opened", "设立{name}", public=True)
@dataclass(frozen=True)
class UnitOpened(FactBase):
    """A unit was opened."""

    unit: str
    name: str


@fact("unit.changed", "修改单位资料：{name}", public=True)
@dataclass(frozen=True)
class UnitChanged(FactBase):
    """A unit's name or particulars were changed."""

    unit: str
    name: str


@fact("unit.closed", "{name}撤销，职责由{successor}承接", public=True)
@dataclass(frozen=True)
class UnitClosed(FactBase):
    """A unit was closed; its successor takes over open duties."""

    unit: str
    name: str
    successor: str


@fact("person.added", "增加工作人员{username}")
@dataclass(frozen=True)
class PersonAdded(FactBase):
    """Somebody was given a sign-in."""

    username: str


@fact("person.appointed", "{username}在{unit}担任{role}")
@dataclass(frozen=True)
class PersonAppointed(FactBase):
    """A person was given a role for a unit."""

    username: str
    unit: str
    role: str


@fact("person.renewed", "重设{username}的登录凭据{what}")
@dataclass(frozen=True)
class CredentialsRenewed(FactBase):
    """Somebody was given a new password or second factor; ``what``: which, in words, "" in facts of before that was said."""

    username: str
    what: str = ""


@fact("person.retired", "{username}停用")
@dataclass(frozen=True)
class PersonRetired(FactBase):
    """Somebody left: they can no longer sign in."""

    username: str


@fact("person.relieved", "{username}不再担任{unit}的{role}")
@dataclass(frozen=True)
class PersonRelieved(FactBase):
    """A person's role for a unit ended."""

    username: str
    unit: str
    role: str


@fact("person.substituted", "{from_on}至{to_on}，{substitute}代{username}在{unit}办{role}的事：{reason}")
@dataclass(frozen=True)
class PersonSubstituted(FactBase):
    """Somebody stands in for a person in a role, from a day to a day."""

    username: str
    substitute: str
    unit: str
    role: str
    from_on: str
    to_on: str
    reason: str


@fact("person.substitution_ended", "{substitute}不再代{username}在{unit}办{role}的事")
@dataclass(frozen=True)
class SubstitutionEnded(FactBase):
    """Somebody stands in for a person no more, sooner than was set."""

    username: str
    substitute: str
    unit: str
    role: str
