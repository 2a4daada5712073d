"""What is typed beside the records and goes out without passing a gate: each text, where it stands and who keeps it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from gongkai.ground.points.queries import open_points
from gongkai.ground.units import actions as units_said
from gongkai.ground.units.models import Government, Unit
from gongkai.ground.units.queries import government, units_by_id
from gongkai.kernel.keypoints import actions as keypoints
from gongkai.kernel.keypoints.queries import all_public
from gongkai.kernel.portal.blocks import place_of
from gongkai.kernel.portal.queries import arranged, name_of, site_notices, topics
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.queries import all_sections, guide_texts, named_outside, withholdings
from gongkai.pure.declare import Role


@dataclass(frozen=True)
class Said:
    """``ref`` names it for ever, its family first; ``unit_id``: whose it is, None where it is the whole government's, kept by ``role``; ``on``: the day it is of."""

    ref: str
    title: str
    texts: tuple[str, ...]
    unit_id: int | None
    on: date
    role: Role = Role.OPENNESS_OFFICE

    @property
    def family(self) -> str:
        return self.ref.partition(":")[0]

    @property
    def key(self) -> str:
        return self.ref.partition(":")[2]


def said_beside(today: date) -> list[Said]:
    """All of it, by reference."""
    return sorted((each for each in _all(today) if any(each.texts)), key=lambda each: each.ref)


def _all(today: date) -> Iterator[Said]:
    units = units_by_id()
    yield from _standing(units, today)
    for item in withholdings():
        words = (item.title, item.reason, item.lifted_because)
        yield Said(f"withheld:{item.pk}", item.title, words, item.unit_id, item.lifted_on or item.listed_on)
    for (unit_id, part), text in guide_texts().items():
        yield Said(f"guide:{units[unit_id].code}:{part}", text.get_part_display(), (text.text,), unit_id, text.on)
    for notice in site_notices():
        yield Said(f"notice:{notice.pk}", notice.text, (notice.text,), None, notice.begins_on)
    named = {}
    for topic in topics():
        named[f"topic.{topic.key}"] = topic.name
        yield Said(f"topic:{topic.key}", topic.name, (topic.name, topic.lead), None, topic.begins_on)
    owners = {place_of(unit.code): unit for unit in units.values()}
    for place, blocks in arranged().items():
        owner = owners.get(place)
        name = name_of(place, owner.short_name if owner else named.get(place, ""))
        yield Said(f"page:{place}", name, tuple(b.heading for b in blocks), owner and owner.pk, today)
    for point in open_points():
        words = (point.name, point.address, point.hours, point.holds)
        yield Said(f"point:{point.pk}", point.name, words, None, point.opened_on)


def _standing(units: dict[int, Unit], today: date) -> Iterator[Said]:
    """What is of no day: the catalogue, the government and its units, tasks, and what records name from elsewhere."""
    for section in all_sections():
        yield Said(f"section:{section.pk}", section.name, _words(section, catalogue.WORDS), None, today)
    for task in all_public():
        yield Said(f"keypoint:{task.pk}", task.title, _words(task, keypoints.WORDS), None, today)
    if known := government():
        words = _words(known, units_said.WORDS[Government])
        yield Said("government:own", known.name, words, None, today, Role.ADMINISTRATOR)
    for unit in units.values():
        words = _words(unit, units_said.WORDS[Unit])
        yield Said(f"unit:{unit.code}", unit.name, words, None, today, Role.ADMINISTRATOR)
    for relation in named_outside():
        record = relation.source
        yield Said(f"outside:{record.pk}:{relation.pk}", record.title, (relation.outside,), record.unit_id, today)


def _words(row: Model, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (str(getattr(row, name)) for name in names)))
