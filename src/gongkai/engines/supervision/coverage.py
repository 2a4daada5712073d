"""Which unit owes what in which section of the catalogue, when it last updated it, and by when it has to again.

Only sections with a dated interval are in it: for the others each record has a term of its own (条例第二十六条). One grouped query over the
records, whatever the number of units and sections; the rest is arithmetic.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from gongkai.engines.supervision.queries import GREEN, RED, YELLOW
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records.models import Section
from gongkai.kernel.records.queries import latest_updates, sections
from gongkai.pure.law.catalogue import Interval

LIGHTS = (RED, YELLOW, GREEN)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one unit owes in one section; ``last`` None: it has never published anything there. ``due_on`` is the last day in time."""

    unit: Unit
    section: Section
    last: date | None
    due_on: date
    light: str

    @property
    def key(self) -> tuple[date, int, str]:
        """Lists go by it, what has been due longest first."""
        return self.due_on, self.unit.pk, self.section.key


@dataclass
class Count:
    """What a unit or a section owes, by light."""

    of: Unit | Section
    lights: Counter = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.lights.total()

    @property
    def worst(self) -> str:
        return next((light for light in LIGHTS if self.lights[light]), GREEN)


class Coverage:
    """What the units in a scope owe on a day. Three queries: sections, units, and the days of the last updates."""

    def __init__(self, scope: Scope, today: date) -> None:
        self.scope, self.today = scope, today
        self.sections = {section.key: section for section in sections()}
        self._units = units_by_id()
        self._codes = {unit.code: unit for unit in self._units.values()}
        self.units = {
            unit.pk: unit
            for unit in self._units.values()
            if unit.closed_on is None and (scope.whole or unit.pk in scope.units or unit.pk in scope.overseen)
        }
        self.rows = list(self._rows())

    def counted(self, unit: Unit) -> bool:
        """Is a unit among those whose figures add up? One led from above is not, but for its own people (条例第3条)."""
        return unit.in_totals or unit.pk in self.scope.units

    def by_unit(self) -> list[Count]:
        """The worst first: most overdue, then most due soon, then the official order."""
        found: dict[int, Count] = {}
        for row in self.rows:
            found.setdefault(row.unit.pk, Count(row.unit)).lights[row.light] += 1
        return sorted(found.values(), key=_worst_first)

    def by_section(self) -> list[Count]:
        """Likewise, of the units that are counted."""
        found: dict[str, Count] = {}
        for row in self.rows:
            if self.counted(row.unit):
                found.setdefault(row.section.key, Count(row.section)).lights[row.light] += 1
        return sorted(found.values(), key=_worst_first)

    def totals(self) -> Counter:
        """By light, of the units that are counted."""
        return Counter(row.light for row in self.rows if self.counted(row.unit))

    def listed(self, *, light: str = "", unit: Unit | None = None, section: Section | None = None) -> list[Owed]:
        """The rows behind a number; of a unit all of its own, else those of the units that are counted."""
        found = [
            row
            for row in self.rows
            if (row.unit.pk == unit.pk if unit else self.counted(row.unit))
            and (not light or row.light == light)
            and (section is None or row.section.key == section.key)
        ]
        return sorted(found, key=lambda row: row.key)

    def _rows(self) -> Iterator[Owed]:
        dated = [(s, s.interval) for s in self.sections.values() if s.interval and s.interval.dated]
        last = self._last({section.key for section, _ in dated})
        for section, interval in dated:
            terms = _Terms(interval, self.today)
            for unit in self._responsible(section):
                day = last.get((section.key, unit.pk))
                due, light = terms.of(day or max(filter(None, (section.owed_from, unit.opened_on))))
                yield Owed(unit, section, day, due, light)

    def _responsible(self, section: Section) -> Iterable[Unit]:
        """The units of the scope that owe it: those named, or all of its levels; the government itself only if its level is named."""
        if section.units:
            named = {self._stands(self._codes[code]).pk for code in section.named_units if code in self._codes}
            return [unit for unit in self.units.values() if unit.pk in named]
        levels = set(section.levels.split(",")) if section.levels else {"department", "town", "institution"}
        return [unit for unit in self.units.values() if unit.level in levels]

    def _last(self, wanted: set[str]) -> dict[tuple[str, int], date]:
        """By section and unit the last update, there or below it; what a closed unit did counts for its successor."""
        found: dict[tuple[str, int], date] = {}
        above = {key: [each for each in self._path(key) if each in wanted] for key in self.sections}
        stands = {unit.pk: self._stands(unit).pk for unit in self._units.values()}
        for key, unit_id, day in latest_updates(None if self.scope.whole else self._asked(stands)):
            unit_id = stands[unit_id]
            for each in above.get(key, ()):
                if found.get((each, unit_id), date.min) < day:
                    found[each, unit_id] = day
        return found

    def _asked(self, stands: dict[int, int]) -> list[int]:
        return [unit_id for unit_id, successor in stands.items() if successor in self.units]

    def _path(self, key: str) -> list[str]:
        found: list[str] = []
        while key in self.sections and key not in found:
            found.append(key)
            key = self.sections[key].parent_key
        return found

    def _stands(self, unit: Unit) -> Unit:
        while unit.closed_on and unit.successor_code in self._codes:
            unit = self._codes[unit.successor_code]
        return unit


class _Terms:
    """An interval's due day and light by the day it is counted from: most units share a few days."""

    def __init__(self, interval: Interval, today: date) -> None:
        self.interval, self.today = interval, today
        self._known: dict[date, tuple[date, str]] = {}

    def of(self, last: date) -> tuple[date, str]:
        if last not in self._known:
            due = self.interval.due_on(last)
            light = RED if self.today > due else YELLOW if self.today >= self.interval.warn_on(last) else GREEN
            self._known[last] = due, light
        return self._known[last]


def _worst_first(count: Count) -> tuple[int, int, int, str]:
    return -count.lights[RED], -count.lights[YELLOW], count.of.position, str(count.of.pk).zfill(8)
