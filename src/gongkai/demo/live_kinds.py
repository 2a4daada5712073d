"""What units publish on days of their own besides the daily run of texts: budgets and accounts."""

from gongkai.demo import county
from gongkai.demo.content.accounts import Item
from gongkai.demo.content.accounts import items as accounts
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.queries import standing_section

SOURCES = (accounts,)


def begin_all(life: Life) -> None:
    """Let all of it begin; of a smaller county every second, third ... item."""
    for source in SOURCES:
        for number, item in enumerate(
            list(source(life.first, life.today, life.seed))[:: max(1, round(1 / life.scale))]
        ):
            life.begin(_story(life, item, number))


def _story(life: Life, item: Item, number: int) -> Story:
    rng = life.rng(f"{item.kind} {item.unit} {item.on} {number}")
    crew = crew_of(item.unit, rng)
    at = at_work(item.on, rng)
    yield at
    record = records.draft(
        kind=item.kind, unit=county.unit_of(item.unit), section=standing_section(item.section), by=crew.editor, at=at,
        content=item.content | {"formed_on": item.on.isoformat()}, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)
