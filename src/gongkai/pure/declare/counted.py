"""What is counted of a model's rows, said beside the model: matters that begin, are met and end, of a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Counted:
    """Names the columns of a row's image that a count sheet keeps. ``source`` is what measures call these rows.

    ``begun``, ``due``, ``met`` and ``ended`` are days or instants; what has no unit is the government's. ``only``: rows whose columns hold these values.
    """

    source: str
    begun: str
    due: str = ""
    met: str = ""
    ended: str = ""
    sort: str = ""
    state: str = ""
    kept: str = ""
    only: Mapping[str, Any] = field(default_factory=dict, hash=False)
