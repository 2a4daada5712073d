"""How a record's acts are told: their fact, and the public pages that it makes stale."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules.terms import late_by
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records import facts
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


def note_overdue(record: Record, what: str, due_on: date | None, *, by: Actor, at: datetime) -> None:
    """Note, inside the open act, that a term to publish had run out when it was taken away by ``what``; nothing if it had not (条例第26条)."""
    today = localdate(at)
    if due_on and due_on < today:
        days = late_by(due_on, today)
        fact = facts.RecordOverdue(record.pk, what, f"{days or '若干'}个工作日")
        record_fact(fact, ref=record.ref, by=by.name, at=at, rows=[])
