"""What verification finds, and how it tells how far it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError
from django.db.models import Model, QuerySet

from gongkai.pure.tlog.errors import TlogError

CHUNK = 1000
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, DatabaseError, TlogError)
"""What reading a row may raise in which somebody put what does not belong there: text for bytes, a day that is none."""


def stored_bytes(value: Any) -> bytes:
    """A column of bytes as it was read. Raises ValueError, in plain words, where somebody put text or nothing."""
    if not isinstance(value, bytes | memoryview):
        raise ValueError("it is stored as text, where bytes belong" if isinstance(value, str) else "it holds no bytes")
    return bytes(value)


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


M = TypeVar("M", bound=Model)


def each_row(rows: "QuerySet[M]", unreadable: Callable[[Any, str], None]) -> Iterator[M]:
    """All rows, streamed in the order of their keys, in which they come; the key of one that can't be read is told, and why."""
    rest = rows
    while True:
        last = None
        try:
            for row in rest.iterator(chunk_size=CHUNK):
                last = row.pk
                yield row
            return
        except UNREADABLE:
            # A driver drops the batch in which it fails: what comes next is asked for one by one.
            rest = rest if last is None else rows.filter(pk__gt=last)
        keys = list(rest.values_list("pk", flat=True)[:CHUNK])
        for pk in keys:
            try:
                found = rows.filter(pk=pk).first()
            except UNREADABLE as error:
                unreadable(pk, f"the row can't be read: {error}")
                continue
            if found is not None:
                yield found
        if not keys:
            return
        rest = rows.filter(pk__gt=keys[-1])
