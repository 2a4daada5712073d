"""Sheets full of chance: every column holds what some measure asks for, what none asks for, or nothing, in states that began and ended."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import models
from tests.plugins.cast import Cast

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.engines.measures.conditions import COLUMNS
from gongkai.engines.measures.models import Sheet
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.kernel.flow import consumers

FACTS = 400
FIRST = date(2024, 11, 1)
"""The first day that anything is dated, and the day of the first fact; a fact comes every other day."""
YEARS = 3
CASES = 60
EDGES = [
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 9, 30),
    date(2025, 12, 31),
]
"""Days at which periods begin and end: half of all days are one of these."""
TURNS = (FACTS // 2 - 1, FACTS // 2, FACTS // 2 + 1)


def fill(cast: Cast, seed: int = 7) -> None:
    """Facts that say nothing, and sheets as if they had said much."""
    chance = random.Random(seed)
    last = Fact.objects.count()
    begun = datetime(FIRST.year, FIRST.month, FIRST.day, 4, tzinfo=UTC)
    facts = [
        Fact(idx=idx, name="t.t", ref="t", at=begun + timedelta(2 * idx), actor="t", body=b'{"rows":{}}', salt=b"")
        for idx in range(last, FACTS)
    ]
    Fact.objects.bulk_create(facts)
    Leaf.objects.bulk_create([Leaf(idx=fact.idx, entry=b"") for fact in facts])
    units = [unit.pk for unit in cast.units.values()]
    for name, sheet in counting.SHEETS.items():
        wanted = _wanted(name)
        sheet.objects.bulk_create(
            [row for number in range(CASES) for row in _states(sheet, f"r{number}", wanted, units, chance)]
        )
    consumers.move_to(sheets.NAME, FACTS)


def _wanted(name: str) -> dict[str, list[Any]]:
    """By column, what the measures of a sheet ask for."""
    found: dict[str, list[Any]] = defaultdict(list)
    for measure in counting.measures().values():
        if measure.sheet == name:
            for column, value in measure.where.items():
                found[COLUMNS.get(column, column)] += value if isinstance(value, tuple) else (value,)
    return found


def _states(
    sheet: type[Sheet], ref: str, wanted: dict[str, list[Any]], units: list[int], chance: random.Random
) -> list[Sheet]:
    ends = sorted({*chance.sample(range(FACTS), chance.randint(0, 2)), chance.choice(TURNS)})
    spans = [*pairwise(ends), (ends[-1], chance.choice((None, None, FACTS - 1)))]
    made = []
    for start, end in spans:
        if end == start:
            continue
        columns = {name: _value(sheet, name, wanted, units, chance) for name in sheet.COLUMNS}
        made.append(sheet(ref=ref, from_idx=start, to_idx=end, **columns))
    return made


def _value(sheet: type[Sheet], name: str, wanted: dict[str, list[Any]], units: list[int], chance: random.Random) -> Any:
    field = sheet._meta.get_field(name)
    if name == "unit_id":
        return chance.choice(units)
    if field.null and chance.random() < 0.3:
        return None
    if isinstance(field, models.DateField):
        return chance.choice((chance.choice(EDGES), FIRST + timedelta(chance.randrange(365 * YEARS))))
    if isinstance(field, models.BooleanField):
        return chance.random() < 0.5
    if isinstance(field, models.DecimalField):
        return Decimal(chance.randrange(10_000)) / 100
    given = [each for each in wanted.get(name, ()) if each is not None]
    return chance.choice(given) if given and chance.random() < 0.9 else "other"
