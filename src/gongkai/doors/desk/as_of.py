"""Figures as they were counted on a day that somebody names, beside what they are now: nothing that came later is silent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gongkai.doors.desk.opened import lines_of
from gongkai.engines.measures import changes
from gongkai.engines.measures.changes import HOW, Change
from gongkai.engines.reporting.fill import Filled, differences
from gongkai.ground.ui.forms import DayField
from gongkai.ground.ui.words import zh_number
from gongkai.ground.units.queries import units_by_id
from gongkai.pure.law.layout import VALUE

MOST = 200
"""Changed rows that a page shows."""


@dataclass(frozen=True)
class AsOf:
    """What was asked: the day as it was typed, the day and how many facts there were at its end; or what is wrong with it."""

    typed: str = ""
    day: date | None = None
    size: int | None = None
    error: str = ""

    def within(self, size: int) -> int:
        """How many facts are counted, of ``size``: those of the day, or all."""
        return size if self.size is None else self.size


NOW = AsOf()


@dataclass(frozen=True)
class Line:
    """A row that changed: how, what it is, by how much, and the fact that made it so."""

    how: str
    url: str
    what: str
    unit: str
    amount: str
    on: date
    told: str


def asked(request: HttpRequest, size: int) -> AsOf:
    """The day in ``on``. One that has not come, or cannot be read, is told and keeps what was typed."""
    typed = request.GET.get("on", "").strip()
    try:
        day = DayField(required=False).clean(typed)
    except ValidationError as error:
        return AsOf(typed, error=error.messages[0])
    if day is None:
        return NOW
    if day > request.today:
        return AsOf(typed, error="那天还没有到，请写今天或者以前的一天")
    return AsOf(typed, day, changes.size_on(day, size))


def lines(request: HttpRequest, found: list[Change]) -> list[Line]:
    """The changed rows in words; of what the person may not see neither title nor what happened."""
    shown = found[:MOST]
    facts = changes.told(each.idx for each in shown)
    # Rows of one sheet, told as in every opened list, of which the second cell names it.
    opened, names, made = lines_of(request, [each.row for each in shown]), units_by_id(), []
    for change, line in zip(shown, opened, strict=True):
        fact, unit = facts[change.idx], names[change.row.unit_id].short_name
        amount = f"{'+' if change.amount > 0 else ''}{zh_number(change.amount)}" if change.amount else ""
        made.append(
            Line(HOW[change.how], line.url, line.cells[1], unit, amount, fact.on, fact.text if line.url else "")
        )
    return made


def changed_cells(then: Filled, now: Filled, url: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """The cells of a table that are not any more what they were."""
    return [
        {
            "what": row.label if column.key == VALUE else f"{row.label}·{column.label}",
            "then": then.figure(row, column.key),
            "now": now.figure(row, column.key),
            "url": url(row.key, column.key),
        }
        for row, column in differences(then, now)
    ]
