"""Who and where: the units, the people, the catalogue and the map of the fictional county, read from TOML."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")

LEVELS = ("department", "town", "institution")
ROLES = (
    "editor",
    "reviewer",
    "secrecy_reviewer",
    "case_officer",
    "legal_reviewer",
    "signatory",
    "window_clerk",
    "hall_clerk",
    "supervisor",
    "openness_office",
    "office_head",
    "administrator",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the county. `parent` is the code of the department above an institution, else empty.

    `tag` groups look-alike units (all schools are "school"); departments have a tag of their own.
    `vertical`: led from above; `in_totals`: counted in the county's figures (条例 art. 3).
    """

    code: str
    name: str
    short_name: str
    level: str
    parent: str
    tag: str
    org_code: str
    uscc: str
    doc_prefix: str
    address: str
    phone: str
    fax: str
    hours: str
    email: str
    vertical: bool = False
    in_totals: bool = True
    openness_office: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An official. The roles hold for the own unit and for each unit of `also_for`."""

    username: str
    name: str
    unit: str
    post: str
    roles: tuple[str, ...]
    also_for: tuple[str, ...] = ()
    demo_role: str = ""

    def holds(self, role: str, unit: str) -> bool:
        return role in self.roles and (unit == self.unit or unit in self.also_for)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the catalogue; a leaf has a parent, level 1 has none."""

    key: str
    parent: str
    name: str
    description: str
    column_type: str
    levels: tuple[str, ...]
    keywords: tuple[str, ...]
    basis: str = ""
    audience: str = ""
    update_every: str = ""
    units: str = ""
    name_en: str = ""


@cache
def load(name: str) -> dict[str, Any]:
    """Read a TOML file of this package, once; nobody changes what it gives."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _make(kind: type[T], row: dict[str, Any]) -> T:
    known = {field.name for field in fields(kind)}
    if strange := set(row) - known:
        raise ValueError(f"{kind.__name__} knows no {sorted(strange)}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


@cache
def units() -> tuple[Unit, ...]:
    """All 103 units: departments, then towns and streets, then public institutions."""
    return tuple(_make(Unit, row) for row in load("units.toml")["unit"])


@cache
def unit(code: str) -> Unit:
    """The unit of that code; raises `KeyError`."""
    for candidate in units():
        if candidate.code == code:
            return candidate
    raise KeyError(code)


@cache
def people() -> tuple[Person, ...]:
    """Everybody who acts for a unit."""
    return tuple(_make(Person, row) for row in load("people.toml")["person"])


@cache
def holders(role: str, unit_code: str) -> tuple[Person, ...]:
    """Who holds a role for a unit, its own people first."""
    found = [person for person in people() if person.holds(role, unit_code)]
    return tuple(sorted(found, key=lambda person: person.unit != unit_code))


@cache
def sections() -> tuple[Section, ...]:
    """The catalogue, each section after its parent."""
    return tuple(_make(Section, row) for row in load("sections.toml")["section"])
