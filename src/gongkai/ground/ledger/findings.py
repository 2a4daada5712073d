"""What verification finds, and how it tells how far it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""


@dataclass(frozen=True)
class Finding:
    """Something that is not as the ledger says: where (a row, a fact, a file of the log), and what, in English."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass
class Result:
    """Facts read, size of the last checkpoint that holds, findings; and what was declared lost by a restore, no finding."""

    facts: int = 0
    size: int = 0
    findings: list[Finding] = field(default_factory=list)
    declared: list[Finding] = field(default_factory=list)

    def find(self, where: str, what: str) -> None:
        self.findings.append(Finding(where, what))


def no_progress(done: int, total: int) -> None:
    """For callers that need none."""
