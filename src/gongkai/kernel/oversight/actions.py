"""What those who oversee units do beside the course of any case."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.oversight import facts, queries
from gongkai.kernel.oversight.models import Explanation
from gongkai.pure.declare import Role

OVERSEERS = (Role.SUPERVISOR, Role.OPENNESS_OFFICE)
SHORTEST = 5


def check_overseer(by: Actor, unit: Unit) -> None:
    if not by.holds_any(OVERSEERS, unit.pk):
        raise NotAllowed(f"要由监督{unit.short_name}的监察人员或者政务公开办来办")


def said(text: str, what: str, field: str = "text") -> str:
    """A text that somebody wrote, if it says anything. Raises StepRefused."""
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚{what}，至少{SHORTEST}个字", field)
    return text.strip()


@acting
def explain(
    *, pattern: str, procedure: str, unit: Unit, hits: int, sample: int, text: str, by: Actor, at: datetime, seen: int
) -> Explanation:
    """Note what came of looking into a question, which then rests until it grows. ``seen``: how often it had been explained when the page was
    shown. Raises StepRefused, NotAllowed."""
    check_overseer(by, unit)
    text = said(text, "核实的情况和原因")
    last = queries.times_explained(pattern, procedure, unit)
    if last != seen:
        raise Overtaken(own=False)
    made = Explanation(
        pattern=pattern, procedure=procedure, unit=unit, seq=last + 1, hits=hits, sample=sample, text=text,
        noted_on=localdate(at), by=by.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Overtaken(own=False) from None
    told = facts.QuestionExplained(pattern, procedure, unit.code, hits, sample, text)
    record(told, ref=made.ref, by=by.name, at=at, rows=[made])
    return made
