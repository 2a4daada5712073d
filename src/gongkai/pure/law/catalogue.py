"""The catalogue's vocabulary: how often a section is to be updated, by when that falls due, and for whom it is (条例第12条、第22条)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

LEVELS = ("government", "department", "town", "institution")
"""The levels of units that a section can be for; none named means all."""

AUDIENCES = ("公众", "企业", "农民", "学生和家长", "求职者", "困难群众", "患者", "购房和租房者", "被征收人")
"""Whom a section is for. The list is open: an office may name others."""


@dataclass(frozen=True)
class Interval:
    """A required update interval. ``months`` or ``days`` after the last update it falls due; neither: with each change (条例第26条), so
    that no day can be told in advance. ``warn`` days before, it is due soon [ours]."""

    code: str
    label: str
    months: int = 0
    days: int = 0
    warn: int = 0

    @property
    def dated(self) -> bool:
        return bool(self.months or self.days)

    def due_on(self, last: date) -> date:
        """The last day by which the next update is in time, counted from the last one. The 31st of a short month is its end."""
        month = last.month - 1 + self.months
        year, month = last.year + month // 12, month % 12 + 1
        day = min(last.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) + timedelta(self.days)

    def warn_on(self, last: date) -> date:
        """The first day on which it is due soon."""
        return self.due_on(last) - timedelta(self.warn)


INTERVALS = {
    each.code: each
    for each in (
        Interval("on_change", "形成或变更后20个工作日内"),
        Interval("week", "每周", days=7, warn=2),
        Interval("month", "每月", months=1, warn=7),
        Interval("quarter", "每季度", months=3, warn=14),
        Interval("half_year", "每半年", months=6, warn=30),
        Interval("year", "每年", months=12, warn=30),
    )
}
