"""What the date brings to cases of every procedure."""

import logging
from datetime import datetime

from gongkai.ground.ledger import erasures
from gongkai.ground.parties.actions import scrub
from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.cases import actions, queries
from gongkai.kernel.flow.duties import owed_by_closed
from gongkai.kernel.flow.steps import StepRefused

log = logging.getLogger("gongkai.cases")
BATCH = 200


def tick(at: datetime) -> int:
    """Hand over what closed units still owe; erase again what a restore brought back."""
    return _handed_over(at) + _erased_again(at)


def _handed_over(at: datetime) -> int:
    """A case an act. One that is refused is reported and does not hold up the others."""
    done = 0
    for duty in list(owed_by_closed("case:").select_related("unit").order_by("id")[:BATCH]):
        case = queries.by_refs([duty.ref])[duty.ref]
        try:
            actions.hand_over(case=case, source=duty.unit, target=successor_of(duty.unit), by=SYSTEM, at=at)
            done += 1
        except StepRefused as refusal:
            log.warning("%s: %s", case.ref, refusal)
    return done


def _erased_again(at: datetime) -> int:
    """What had been erased before a restore brought it back as an open case: the decision stands, and is carried out once it is closed."""
    cases = queries.by_refs(erasures.awaited())
    for case in cases.values():
        actions.erase(case=case, by=SYSTEM, at=at)
    if cases:
        erasures.note_from_facts()
        scrub()
    return len(cases)
