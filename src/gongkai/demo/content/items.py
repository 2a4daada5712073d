"""Something that a unit publishes on a day of its own, of whatever kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Item:
    """The kind's code, the section, whose it is, when, and the content without its day."""

    kind: str
    section: str
    unit: str
    on: date
    content: dict[str, Any]
