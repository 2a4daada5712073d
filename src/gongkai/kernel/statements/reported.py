"""Numbers of outside systems beside the system's own: a unit enters one with its explanation, the openness office accepts or declines it, the unit
takes it back."""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.rows import change
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.statements import facts
from gongkai.kernel.statements.actions import SIGNERS
from gongkai.kernel.statements.models import ACCEPTED, DECLINED, ENTERED, WITHDRAWN, Cell, Reported
from gongkai.pure.declare import Role

OFFICE = (Role.OPENNESS_OFFICE,)
SHORTEST = 5
SMALLEST = Decimal("0.000001")
"""As figures are kept: the fact's image and the row have the same digits."""
ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


def _check_unit(by: Actor, unit: Unit) -> None:
    if not by.holds_any(SIGNERS, unit.pk):
        raise NotAllowed(f"{unit.short_name}外部系统的数由该单位的公开机构负责人填")


def _check_office(by: Actor, unit: Unit) -> None:
    if not by.holds_any(OFFICE, unit.pk):
        raise NotAllowed("外部系统的数由政务公开办认定")


def _said(text: str, what: str, field: str) -> str:
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚{what}，至少{SHORTEST}个字", field)
    return text.strip()


def _tell(fact: FactBase, reported: Reported, by: Actor, at: datetime) -> Reported:
    record(fact, ref=reported.ref, by=by.name, at=at, rows=[reported])
    return reported


@acting
def enter(
    *, unit: Unit, year: int, cell: Cell, label: str, figure: Decimal, ours: Decimal | None, system: str, explained: str, by: Actor, at: datetime, code: str = ""
) -> Reported:  # fmt: skip
    """Enter the number of an outside system for a cell of a table, with what explains that it differs from ``ours``, the system's. One number
    stands for a cell. Raises StepRefused, NotAllowed."""
    _check_unit(by, unit)
    if year > localdate(at).year:
        raise StepRefused(f"{year}年还没有到")
    if figure < 0:
        raise StepRefused("数不能小于0", "figure")
    if figure == ours:
        raise StepRefused("和系统的数一样，不用填", "figure")
    if not system.strip():
        raise StepRefused("请写是哪个系统的数", "system")
    made = Reported(
        code=code or "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)), unit=unit, year=year, table=cell[0], row=cell[1], column=cell[2],
        label=label, figure=figure.quantize(SMALLEST), ours=None if ours is None else ours.quantize(SMALLEST), system=system.strip(), explained=_said(explained, "为什么和系统的数不一样", "explained"),
        state=ENTERED, entered_on=localdate(at), by=by.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise StepRefused("这一格已经填过外部系统的数，要改的先撤回再填", "cell") from None
    return _tell(facts.ReportedEntered(unit.code, year, label), made, by, at)


def _decide(reported: Reported, state: str, by: Actor, at: datetime, because: str = "") -> None:
    _check_office(by, reported.unit)
    values = {"state": state, "decided_on": localdate(at), "decided_by": by.name, "because": because}
    if not change(reported, values, seen={"state": ENTERED}):
        raise Overtaken(own=False)


@acting
def accept(*, reported: Reported, by: Actor, at: datetime) -> Reported:
    """The office finds it explained: this number is taken into the tables from now on. Raises NotAllowed, Overtaken."""
    _decide(reported, ACCEPTED, by, at)
    return _tell(facts.ReportedAccepted(reported.unit.code, reported.year, reported.label), reported, by, at)


@acting
def decline(*, reported: Reported, because: str, by: Actor, at: datetime) -> Reported:
    """The office does not find it explained: the system's number stays. Raises StepRefused, NotAllowed, Overtaken."""
    because = _said(because, "为什么不认定", "because")
    _decide(reported, DECLINED, by, at, because)
    told = facts.ReportedDeclined(reported.unit.code, reported.year, reported.label, because)
    return _tell(told, reported, by, at)


@acting
def withdraw(*, reported: Reported, because: str, by: Actor, at: datetime) -> Reported:
    """The unit takes its number back, accepted or not: the system's number stands. Raises StepRefused, NotAllowed, Overtaken."""
    _check_unit(by, reported.unit)
    because = _said(because, "为什么撤回", "because")
    if reported.state not in (ENTERED, ACCEPTED):
        raise StepRefused(f"这个数现在是“{reported.state_label}”，不用撤回")
    values = {"state": WITHDRAWN, "ended_on": localdate(at), "ended_because": because}
    if not change(reported, values, seen={"state": reported.state}):
        raise Overtaken(own=False)
    told = facts.ReportedWithdrawn(reported.unit.code, reported.year, reported.label, because)
    return _tell(told, reported, by, at)
