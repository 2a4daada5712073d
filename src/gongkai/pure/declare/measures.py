"""Measures: a figure is a named count over a sheet."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Measure:
    """A count declared once: which sheet, which rows, by which day, split by which columns.

    ``key`` is the dotted name that tables refer to ("foi.received"). ``sheet`` names a count sheet ("case", "record",
    "outlet", "entry"). ``where`` holds column = value conditions; ``on`` is the day column a period selects by, or for balances
    (``balance``: "in" or "out") the measure counts what was received before and not closed before the period's first
    day ("in") or the day after its last ("out"), or what was in hand at any time of the period: received by its last day, not closed
    before its first ("held"), or what holds on its last day ("standing"): begun by then, and not ended by the day in ``until``. ``dimensions`` are the columns a table may split by. ``total`` names the
    column that is added up, where a figure is more than how many rows there are. ``told``: what is counted is known only from who entered it, so
    that without any row the figure is unknown: nobody has said that there was nothing.
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
