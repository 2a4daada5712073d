"""A quarter of looking at a site: how it scored, what was found, what of it is gone, by indicator and by unit."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from gongkai.engines.monitoring import queries
from gongkai.engines.monitoring.models import Run
from gongkai.ground.units.models import Unit
from gongkai.pure.monitor.indicators import INDICATORS, Indicator


@dataclass
class Line:
    """``before`` stood when the quarter began, ``found`` came in it, ``gone`` went in it, ``left`` stood at its end."""

    of: Indicator | Unit | None
    before: int = 0
    found: int = 0
    gone: int = 0
    left: int = 0

    def add(self, before: bool, gone: bool) -> None:
        self.before += before
        self.found += not before
        self.gone += gone
        self.left += not gone


@dataclass
class Quarter:
    year: int
    number: int
    site: str
    runs: list[Run] = field(default_factory=list)
    by_indicator: list[Line] = field(default_factory=list)
    by_unit: list[Line] = field(default_factory=list)
    total: Line = field(default_factory=lambda: Line(None))

    @property
    def last(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    @property
    def assessed(self) -> Counter[str]:
        return Counter(each.verdict for each in self.runs)


def span(year: int, number: int) -> tuple[date, date]:
    """The first day of a quarter and the first behind it."""
    first = date(year, 3 * number - 2, 1)
    return first, date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)


def quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def quarter(year: int, number: int, site: str = "") -> Quarter:
    """Counted from what stands in the rows: a quarter that is over reads the same whenever it is asked for."""
    first, behind = span(year, number)
    told = Quarter(
        year,
        number,
        site,
        queries.runs_between(site, *(make_aware(datetime.combine(x, time())) for x in (first, behind))),
    )
    indicators = {code: Line(each) for code, each in INDICATORS.items()}
    of_units: dict[int | None, Line] = {}
    for fault in queries.faults_between(site, first, behind):
        before, gone = fault.found_on < first, bool(fault.gone_on and fault.gone_on < behind)
        lines = (indicators[fault.indicator], of_units.setdefault(fault.unit_id, Line(fault.unit)), told.total)
        for line in lines:
            line.add(before, gone)
    told.by_indicator = [each for each in indicators.values() if each.before or each.found]
    told.by_unit = sorted(
        of_units.values(), key=lambda each: (each.of is None, -each.left, -each.found, each.of.code if each.of else "")
    )
    return told
