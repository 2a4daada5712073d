"""What is typed beside the records and goes out without passing a gate: each text, where it stands and who keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.ground.points.queries import open_points
from gongkai.ground.units.queries import units_by_id
from gongkai.kernel.portal.blocks import place_of
from gongkai.kernel.portal.queries import arranged, name_of, site_notices, topics
from gongkai.kernel.records.queries import guide_texts, withholdings


@dataclass(frozen=True)
class Said:
    """``ref`` names it for ever, its family first; ``unit_id``: whose it is, None where it is the openness office's; ``on``: the day it is of."""

    ref: str
    title: str
    texts: tuple[str, ...]
    unit_id: int | None
    on: date

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
