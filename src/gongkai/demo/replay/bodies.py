"""Who publishes in a year that is lived: the county's own bodies, in groups as a report tells them apart, and towns that it has not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai.demo import county
from gongkai.demo.content import Unit, holders, units
from gongkai.demo.content import unit as unit_by_code
from gongkai.ground.units import actions
from gongkai.ground.units.models import Appointment, Person
from gongkai.ground.units.models import Unit as UnitRow
from gongkai.pure.declare import Role

OFFICE = "zfb001"
"""Whose people also act for the county government itself."""
GOVERNMENT = "government"
LEVELS = (GOVERNMENT, "department", "town", "institution")
MORE_TOWNS = [
    "石桥镇",
    "双河镇",
    "白石镇",
    "金坪乡",
    "桃源乡",
    "黄岭乡",
    "清溪镇",
    "太平镇",
    "东山镇",
    "长亭乡",
    "红岩乡",
    "马鞍镇",
    "竹山乡",
    "杨柳镇",
    "银杏乡",
]
"""Towns for a county that has more of them than this one; each speaks and works as one that is there."""
ACT = (Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY)


@dataclass(frozen=True)
class Crew:
    """Who publishes a record: never one person twice among author, reviewer and secrecy reviewer. ``voice``: whose texts it writes."""

    unit: str
    voice: Unit
    editor: str
    reviewer: str
    secrecy_reviewer: str
    signatory: str


def crew(code: str, voice: Unit, *, of: str = "") -> Crew:
    """The people of a unit, or those of another one who act for it, who differ where they must."""
    of = of or code
    editor = holders("editor", of)[0].username
    reviewer = next(p.username for p in holders("reviewer", of) if p.username != editor)
    secrecy = next(p.username for p in holders("secrecy_reviewer", of) if p.username not in (editor, reviewer))
    signatory = next(p.username for p in holders("signatory", of) if p.username != editor)
    return Crew(code, voice, editor, reviewer, secrecy, signatory)


def crews(kind: str) -> Iterator[Crew]:
    """One of each unit that counts towards the county's totals and issues such records."""
    for unit in units():
        if unit.in_totals and not (kind == "policy" and unit.level == "institution"):
            yield crew(unit.code, unit)


@dataclass(frozen=True)
class Town:
    """A town that only this year has: a unit like ``twin``, whose people act for it."""

    code: str
    short_name: str
    twin: Unit

    @property
    def voice(self) -> Unit:
        return replace(self.twin, code=self.code, doc_prefix=f"明{self.short_name[:-1]}")

    def said(self, text: str) -> str:
        """What the twin says, under its own name."""
        return text.replace(self.twin.short_name, self.short_name)


def more_towns(wanted: int) -> list[Town]:
    """As many as are wanted. Raises ValueError where there are no more names."""
    if wanted > len(MORE_TOWNS):
        raise ValueError(f"there are names for {len(MORE_TOWNS)} more towns, and {wanted} are wanted")
    twins = [unit for unit in units() if unit.tag == "town"]
    return [Town(f"more{n:02d}", name, twins[n % len(twins)]) for n, name in enumerate(MORE_TOWNS[:wanted], start=1)]


def of_level(levels: tuple[str, ...], wanted: int, taken: set[str]) -> tuple[list[Crew], list[Town]]:
    """So many bodies of some levels that are not taken, in the county's order, and the towns among them that have to be opened. Raises ValueError."""
    if levels == (GOVERNMENT,):
        return [crew(county.ROOT, unit_by_code(OFFICE), of=OFFICE)], []
    found = [
        crew(unit.code, unit)
        for level in levels
        for unit in units()
        if unit.level == level and unit.in_totals and unit.code not in taken
    ][:wanted]
    towns = more_towns(wanted - len(found)) if "town" in levels else []
    if len(found) + len(towns) < wanted:
        raise ValueError(f"the county has {len(found)} bodies left of {', '.join(levels)}, and {wanted} are wanted")
    return [*found, *(crew(each.code, each.voice, of=each.twin.code) for each in towns)], towns


def open_all(towns: list[Town], *, at: datetime) -> None:
    """Open the towns, and let their twins' people act for them; and those of the office for the county government. One act's part."""
    for place, town in enumerate(towns, start=len(units()) + 1):
        row = actions.open_unit(
            code=town.code, name=f"明川县{town.short_name}人民政府", short_name=town.short_name, level="town", parent_code=county.ROOT,
            doc_prefix=town.voice.doc_prefix, in_totals=True, position=place, opened_on=county.FOUNDED, at=at, by=county.BY,
        )  # fmt: skip
        _let_act(row, town.twin.code, at)
    _let_act(county.unit_of(county.ROOT), OFFICE, at)


def _let_act(unit: UnitRow, of: str, at: datetime) -> None:
    acting = crew(unit.code, unit_by_code(of), of=of)
    for role, username in zip(
        ACT, (acting.editor, acting.reviewer, acting.secrecy_reviewer, acting.signatory), strict=True
    ):
        person = Person.objects.get(username=username)
        if not Appointment.objects.filter(person=person, unit=unit, role=role, to_on=None).exists():
            actions.appoint(person=person, unit=unit, role=role, at=at, by=county.BY, from_on=county.FOUNDED)
