"""Measures: a figure is a named count over a sheet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

OFFICE, SUPERVISOR = "政务公开办", "监察部门"
"""Who answers for what a figure means."""
REGULATION = date(2008, 5, 1)
"""The first day of the Regulation: before it nothing of this was counted."""


@dataclass(frozen=True)
class Measure:
    """A count declared once: which sheet, which rows, by which day, split by which columns.

    ``key`` is the dotted name that tables refer to ("foi.received"). ``sheet`` names a count sheet ("case", "record",
    "outlet", "entry"). ``where`` holds column = value conditions; ``on`` is the day column a period selects by, or for balances
    (``balance``: "in" or "out") the measure counts what was received before and not closed before the period's first
    day ("in") or the day after its last ("out"), or what was in hand at any time of the period: received by its last day, not closed
    before its first ("held"), or what holds on its last day ("standing"): begun by then, and not ended by the day in ``until``. ``dimensions`` are the columns a table may split by. ``total`` names the
    column that is added up, where a figure is more than how many rows there are. ``told``: what is counted is known only from who entered it, so
    that without any row the figure is unknown: nobody has said that there was nothing. ``owner`` answers for the definition, which holds from ``since`` to
    ``upto``, and ``of`` is the measure that this one narrows, "" where it stands by itself.
    """

    key: str
    label: str
    definition: str
    unit: str
    sheet: str
    on: str = ""
    balance: str = ""
    where: dict[str, Any] = field(default_factory=dict, hash=False)
    dimensions: tuple[str, ...] = ()
    total: str = ""
    told: bool = False
    until: str = "until"
    owner: str = OFFICE
    since: date = REGULATION
    upto: date | None = None
    of: str = ""
