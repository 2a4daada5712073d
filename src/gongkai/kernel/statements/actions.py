"""Signing a unit's own figures of a year, and taking that back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.statements import facts, queries
from gongkai.kernel.statements.models import Figures, Statement, as_stored
from gongkai.pure.declare import Role

SIGNERS = (Role.OFFICE_HEAD,)
"""Who answers for a unit's figures: the head of its disclosure office."""


def _check_signer(by: Actor, unit: Unit) -> None:
    if not by.holds_any(SIGNERS, unit.pk):
        raise NotAllowed(f"{unit.short_name}的统计数由该单位的公开机构负责人确认")


@acting
def sign(
    *, unit: Unit, year: int, size: int, figures: Figures, explained: str, by: Actor, at: datetime, seen: int
) -> Statement:
    """Confirm the figures; whoever calls has held their relations against the forms. ``seen``: the number of the statement that the page showed, 0 for
    none. Raises StepRefused, NotAllowed."""
    _check_signer(by, unit)
    if year > localdate(at).year:
        raise StepRefused(f"{year}年还没有到")
    last = queries.last_number(unit, year)
    if last != seen:
        raise Overtaken(own=False)
    statement = Statement(
        unit=unit, year=year, number=last + 1, size=size, explained=explained.strip(), signed_on=localdate(at),
        by=by.name, **as_stored(figures),
    )  # fmt: skip
    try:
        with transaction.atomic():
            statement.save(force_insert=True)
    except IntegrityError:
        raise Overtaken(own=False) from None
    told = facts.StatementSigned(unit.code, year, size, statement.digest)
    record(told, ref=statement.ref, by=by.name, at=at, rows=[statement])
    return statement


@acting
def take_back(*, statement: Statement, because: str, by: Actor, at: datetime) -> Statement:
    """Take back a confirmation, with a reason: the unit has not signed then. Raises StepRefused, NotAllowed."""
    _check_signer(by, statement.unit)
    statement.refresh_from_db()
    if statement.taken_back_on or statement.number != queries.last_number(statement.unit, statement.year):
        raise StepRefused("这一次确认已经撤回，或者已经重新确认过")
    if not because.strip():
        raise StepRefused("请写明为什么", "because")
    statement.taken_back_on, statement.taken_back_because = localdate(at), because.strip()
    statement.save(update_fields=["taken_back_on", "taken_back_because"])
    told = facts.StatementTakenBack(statement.unit.code, statement.year, statement.taken_back_because)
    record(told, ref=statement.ref, by=by.name, at=at, rows=[statement])
    return statement
