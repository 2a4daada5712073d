"""A part of a year that is lived: records, applications, what is entered, what is reported up."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
SPAN = 1_000_000
"""Each part has so many numbers for its subjects."""

Planned = tuple[datetime, int, str]
"""When what happens to which subject: ``_draft(number, at)`` performs the step ``draft``."""


class Part(Protocol):
    """Draws its plan from the seed alone; what it drew for a subject depends on the seed and the number, not on what happened before a restart."""

    def plan(self) -> Iterator[Planned]:
        """Everything that is to happen."""

    def skip(self, number: int, step: str, at: datetime) -> None:
        """A step was performed before a restart: draw what it would have drawn."""


def moment(on: date, hour: int, minute: int) -> datetime:
    return datetime.combine(on, time(hour, minute), SHANGHAI)
