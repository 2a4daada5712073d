"""What every unit is there for: published by each in the first weeks that are lived (条例第20条第二项); and the words people use for it."""

from gongkai.demo import county
from gongkai.demo.content import Unit, people, units
from gongkai.demo.content.functions import SECTION, functions
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.ground.search.actions import load_synonyms
from gongkai.ground.search.synonyms import AT_FIRST
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section

FIRST_DAYS = 15
"""Working days in which all units get to it."""


def begin_all(life: Life) -> None:
    """Let every unit publish its functions."""
    for unit in units():
        life.begin(_story(life, unit))
    life.begin(_synonyms(life))


def _story(life: Life, unit: Unit) -> Story:
    rng = life.rng(f"functions {unit.code}")
    crew = crew_of(unit.code, rng)
    at = at_work(rng.choice(life.days[:FIRST_DAYS]), rng)
    yield at
    record = records.draft(
        kind="institution", unit=county.unit_of(unit.code), section=Section.objects.get(pk=SECTION), by=crew.editor, at=at,
        content=functions(unit) | {"formed_on": at.date().isoformat()},
        record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)


def _synonyms(life: Life) -> Story:
    """The office hears from the windows what people call things, and adds it to the list that comes with the release."""
    rng = life.rng("synonyms")
    at = at_work(rng.choice(life.days[:FIRST_DAYS]), rng)
    yield at
    office = next(person for person in people() if "openness_office" in person.roles)
    groups = [*AT_FIRST, ["农村公路", "村村通"], ["通村公路", "进村路"], ["农贸市场", "菜市场"]]
    load_synonyms(groups=groups, source="政务服务窗口报来的群众说法", by=office.username, at=at)
