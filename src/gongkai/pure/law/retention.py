"""How long the file of a closed case is kept: rules as data (``retention.toml``), the first that fits holds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Retention:
    """``years`` is None where it is kept permanently; ``why`` tells the rule, ``version`` the table it stands in."""

    years: int | None
    why: str
    version: str

    @property
    def label(self) -> str:
        return f"{self.years}年" if self.years else "永久"

    def until(self, closed_on: date) -> date | None:
        """The last day of its term, counted from the year after the one in which the case ended; None for ever."""
        return date(closed_on.year + self.years, 12, 31) if self.years else None


@cache
def table() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def retention(procedure: str, outcome: str, *, reviewed: bool) -> Retention:
    """How long the file of a case that ended so is kept; ``reviewed``: somebody asked for its reconsideration, or sued."""
    rules = table()
    for rule in rules["rule"]:
        fits = _among(procedure, rule["procedures"]) and _among(outcome, rule.get("outcomes", ["*"]))
        if fits and rule.get("reviewed", reviewed) == reviewed:
            return Retention(rule["years"] or None, rule["why"], rules["version"])
    raise LookupError(f"no rule says how long {procedure} {outcome} is kept")


def _among(value: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(value, pattern) for pattern in patterns)
