"""How a record's acts are told: their fact, and the public pages that it makes stale."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import relatives


def touch_keys(record: Record) -> list[str]:
    """The dependency keys of all public pages that show something of this record."""
    return [f"record:{record.pk}", f"section:{record.section_id}", f"unit:{record.unit.code}", f"kind:{record.kind}"]


def tell(
    fact: FactBase,
    record: Record,
    *,
    by: Actor,
    at: datetime,
    rows: Iterable[Ledgered],
    public: bool = False,
    also: Iterable[str] = (),
) -> None:
    touches = [*touch_keys(record), *also] if public or record.live else []
    if touches:
        # Pages of what it is related to name it, with its title and validity.
        touches += sorted(f"related:{each}" for each in relatives(record.pk))
    record_fact(fact, ref=record.ref, by=by.name, at=at, rows=rows, touches=touches)
