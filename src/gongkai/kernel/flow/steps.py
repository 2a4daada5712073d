"""Taking a step: one conditional update, one append-only row."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import later, settle
from gongkai.ground.ledger.rows import change
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.models import StepTaken, Subject
from gongkai.pure.declare import Role, State, Step

OVERTAKEN = "刚才有别人办了这一件，请看最新情况再办"
OVERTAKEN_BY_ONESELF = "您刚才已经办过这一件，请看最新情况再办"


class StepRefused(ValueError):
    """A step that may not be taken; the message says in Chinese why, and from when or until when it may. ``field`` names what of
    its form is to be corrected, "" if it is none in particular.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(StepRefused):
    """The person does not hold the role this step asks for."""


class Overtaken(StepRefused):
    """Another step was taken first; nothing was changed. ``own``: by the very person who is refused, who pressed twice or in two tabs."""

    def __init__(self, own: bool) -> None:
        super().__init__(OVERTAKEN_BY_ONESELF if own else OVERTAKEN)
        self.own = own


def overtaken(subject: Subject, by: Actor, seen: int) -> Overtaken:
    """The refusal of whoever saw a subject at a revision that it has left behind."""
    later_by = set(StepTaken.objects.filter(ref=subject.ref, seq__gt=seen).values_list("by", flat=True))
    return Overtaken(own=later_by == {by.name})


def take(
    subject: Subject,
    step: Step,
    *,
    by: Actor,
    at: datetime,
    states: dict[str, State],
    seen: int | None = None,
    unit_id: int | None = None,
    note: str = "",
    changes: dict[str, Any] | None = None,
    target: State | None = None,
) -> StepTaken:
    """Apply a step, if the subject is still as it was seen; else raise Overtaken.

    ``seen`` is the revision the person's page showed (default: the object's own). ``unit_id`` is the unit the person
    acts for, where that is not the lead unit. ``changes`` are further columns set by the same conditional update, so that two
    officers pressing at once agree on one of them. ``target`` is where the subject's own chain leads, one of the step's ways. Raises StepRefused, NotAllowed, Overtaken.
    """
    if seen is not None and seen != subject.revision:
        raise overtaken(subject, by, seen)
    if sentence := out_of_place(subject, step, states):
        raise StepRefused(sentence)
    if not by.holds_any(step.roles, unit_id or subject.unit_id):
        raise NotAllowed(f"{step.label}要由{'或'.join(Role(r).label for r in step.roles)}来办")
    if step.apart_from or step.once:
        settle()
    if step.apart_from and StepTaken.objects.filter(ref=subject.ref, name__in=step.apart_from, by=by.name).exists():
        raise NotAllowed(f"您已经办过这一件前面的环节，{step.label}要由另一个人来办")
    if step.once and StepTaken.objects.filter(ref=subject.ref, name=step.name).exists():
        raise StepRefused(f"{step.label}只能办一次，这一件已经办过了")
    source = states[subject.state]
    if target is not None and target not in (*step.targets, source):
        raise ValueError(f"{step.name} does not lead to {target.code}")
    target = target or step.target or source
    revision = subject.revision if seen is None else seen
    values = dict(changes or {}, state=target.code, phase=target.phase.value, revision=revision + 1)
    if not change(subject, values, seen={"state": source.code, "revision": revision}):
        raise overtaken(subject, by, revision)
    return _row(subject, step.name, source.code, by, at, note, unit_id)


def out_of_place(subject: Subject, step: Step, states: dict[str, State]) -> str:
    """Why a step has no place in the subject's present state; "" if it has."""
    if step.leads_from(subject.state):
        return ""
    return f"现在是“{states[subject.state].label}”环节，不能{step.label}"


def begin(
    subject: Subject, *, name: str, by: Actor, at: datetime, note: str = "", unit_id: int | None = None
) -> StepTaken:
    """The first step row of a subject that was just inserted with revision 1; ``unit_id`` as in ``take``."""
    subject.__dict__["_born_here"] = True
    return _row(subject, name, "", by, at, note, unit_id)


def _row(
    subject: Subject, name: str, source: str, by: Actor, at: datetime, note: str, unit_id: int | None = None
) -> StepTaken:
    return later(
        StepTaken(
            ref=subject.ref,
            seq=subject.revision,
            name=name,
            source=source,
            target=subject.state,
            by=by.name,
            unit_id=unit_id or subject.unit_id,
            at=at,
            on=localdate(at),
            note=note,
        )
    )


def born_here(subject: Subject) -> bool:
    """Was this very object inserted by this process? Then, as long as its conditional updates succeed, it knows its duties."""
    return subject.__dict__.get("_born_here", False)
