"""What every unit is there for: published by each in the first weeks that are lived (条例第20条第二项)."""

from gongkai.demo import county
from gongkai.demo.content import Unit, units
from gongkai.demo.content.functions import SECTION, functions
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section

FIRST_DAYS = 15
"""Working days in which all units get to it."""


def begin_all(life: Life) -> None:
    """Let every unit publish its functions."""
    for unit in units():
        life.begin(_story(life, unit))


def _story(life: Life, unit: Unit) -> Story:
    rng = life.rng(f"functions {unit.code}")
    crew = crew_of(unit.code, rng)
    at = at_work(rng.choice(life.days[:FIRST_DAYS]), rng)
    yield at
    title, body = functions(unit)
    record = records.draft(
        kind="notice", unit=county.unit_of(unit.code), section=Section.objects.get(pk=SECTION), by=crew.editor, at=at,
        content={
            "title": title,
            "body": body,
            "formed_on": at.date().isoformat(),
            "keywords": ["机构职能", "内设机构", "联系方式"],
        },
        record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)
