"""Facts of rules and calendars."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("rule.enacted", "启用办理规则{key}")
@dataclass(frozen=True)
class RuleEnacted(FactBase):
    """A version of a rule was entered."""

    key: str


@fact("calendar.loaded", "载入{year}年放假安排（{source}）")
@dataclass(frozen=True)
class CalendarLoaded(FactBase):
    """A year's holidays and make-up days were loaded; open clocks are read again, each with a fact of its own."""

    year: int
    source: str
    digest: str
