"""A record that is not public is sent round: the units below read it on the desk, and nobody owes anything for it. With that it has done what it is
for: a draft is not owed to the public any more, until somebody submits it after all."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Min
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import close_duties, ever_of_kind, open_duty
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import facts
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.gates import DRAFT
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Phase, Role

SENDERS = (Role.OPENNESS_OFFICE, Role.OFFICE_HEAD)
"""Who sends a record round: who oversees the units, or answers for the one whose it is."""
SENT = "sent_round"
"""The kind of the duty that lets a unit see it: discharged as it arises."""


@acting
def circulate(*, record: Record, by: Actor, at: datetime) -> list[Unit]:
    """Let every open unit read it that the sender oversees and that has not had it. Raises StepRefused, NotAllowed."""
    if not by.holds_any(SENDERS, record.unit_id):
        raise NotAllowed("要由政务公开办或者本单位的公开机构负责人来发")
    if Phase(record.phase) is Phase.VOID:
        raise StepRefused("这一份已经作废或者撤下，不能再发")
    had = set(ever_of_kind(SENT, [record.ref]).values_list("unit_id", flat=True))
    mine = frozenset().union(*(by.holds_for.get(role, frozenset()) for role in SENDERS))
    wanted = [each for each in units() if each.pk in mine and each.pk not in had and each.pk != record.unit_id]
    if not wanted:
        raise StepRefused("各单位都已经收到")
    on = localdate(at)
    rows = [_let_in(record, each, on) for each in wanted]
    if not record.published_on:
        rows += close_duties(record, DRAFT, on=on)
    told = facts.RecordSentRound(record.pk, record.unit.code, len(rows))
    record_fact(told, ref=record.ref, by=by.name, at=at, rows=rows)
    return wanted


def _let_in(record: Record, unit: Unit, on: date) -> Duty:
    duty = open_duty(
        record, SENT, role=Role.EDITOR, on=on, procedure=f"record:{record.kind}", unit_id=unit.pk, key=unit.code
    )
    duty.closed_on = on
    return duty


def resting(found: Collection[Record]) -> set[str]:
    """Of these the drafts, by reference, that were sent round and that nobody is making public: no term runs."""
    drafts = [each.ref for each in found if each.state == RecordFlow.DRAFT.code and not each.published_on]
    sent = set(sent_on(drafts)) if drafts else set()
    owed = ever_of_kind(DRAFT, sent).filter(closed_on=None).values_list("ref", flat=True) if sent else ()
    return sent - set(owed)


def sent_on(refs: Collection[str]) -> dict[str, date]:
    """When records were first sent round, by reference; those that never were are left out."""
    found = ever_of_kind(SENT, refs).order_by().values_list("ref")
    return dict(found.annotate(day=Min("opened_on")))


def sent_to(record: Record) -> list[Duty]:
    """To which units it was sent, the first first."""
    return list(ever_of_kind(SENT, [record.ref]).select_related("unit"))
