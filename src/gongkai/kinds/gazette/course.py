"""An issue that is published leads to the documents that it prints; see ``kernel.records.course``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import named
from gongkai.kernel.records.relations import related
from gongkai.pure.codes.document_number import normalise
from gongkai.pure.codes.errors import CodeError

PRINTS = "prints"


def published(record: Record, content: dict[str, Any], *, first: bool, by: Actor, at: datetime) -> Iterable[Ledgered]:
    """Each number of the contents that is that of one public document makes a relation to it, seen on both pages."""
    numbers = [_number(row["number"]) for row in content.get("contents") or () if row["number"]]
    found = [named(number, frozenset()) for number in numbers]
    return related(record, PRINTS, [each[0] for each in found if len(each) == 1], at)


def _number(text: str) -> str:
    """A document number in the form in which it is stored, or an index number as it is."""
    try:
        return normalise(text)
    except CodeError:
        return text
