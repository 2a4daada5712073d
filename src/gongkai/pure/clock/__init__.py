"""Statutory clocks as pure arithmetic on dates: working days, terms, pauses, extensions, lights and their explanation.

No Django and no database; today is always an argument. `docs/clock.md` tells inputs, guarantees and order of steps.
"""

from gongkai.pure.clock.arrangement import Arrangement
from gongkai.pure.clock.calendar import Calendar, UnknownYear
from gongkai.pure.clock.events import FEE, Event, EventKind, IllegalEvent, parse_day, parse_event
from gongkai.pure.clock.explain import Line, day_zh, whole_term
from gongkai.pure.clock.petitions import PETITION_RULES
from gongkai.pure.clock.reading import Light, Reading, check, light_on, read
from gongkai.pure.clock.remedies import REMEDY_RULES
from gongkai.pure.clock.ruler import Cell, CellKind, Ruler, ruler, sentence
from gongkai.pure.clock.rules import (
    CORRECTION_REQUEST,
    FEE_PAYMENT,
    FEES_FROM,
    FOI_2008,
    FOI_2019,
    JOINT_ORGAN,
    PUBLISH,
    THIRD_PARTY,
    ClockRule,
    Counting,
    Term,
    Warn,
    foi_rule_on,
)
from gongkai.pure.clock.rules import RULES as OWN_RULES

RULES: dict[str, ClockRule] = OWN_RULES | REMEDY_RULES | PETITION_RULES
"""Every rule that the code knows, by its code."""

__all__ = [
    "CORRECTION_REQUEST",
    "FEE",
    "FEES_FROM",
    "FEE_PAYMENT",
    "FOI_2008",
    "FOI_2019",
    "JOINT_ORGAN",
    "PUBLISH",
    "RULES",
    "THIRD_PARTY",
    "Arrangement",
    "Calendar",
    "Cell",
    "CellKind",
    "ClockRule",
    "Counting",
    "Event",
    "EventKind",
    "IllegalEvent",
    "Light",
    "Line",
    "Reading",
    "Ruler",
    "Term",
    "UnknownYear",
    "Warn",
    "check",
    "day_zh",
    "foi_rule_on",
    "light_on",
    "parse_day",
    "parse_event",
    "read",
    "ruler",
    "sentence",
    "whole_term",
]
