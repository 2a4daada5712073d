"""What the date brings to what stands beside drafts."""

from datetime import datetime

from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.drafting import contributing, queries


def tick(at: datetime) -> int:
    """What closed units were to write goes over to their successors; what was to be written for a draft that is public or given up, nobody owes."""
    lapsed = queries.asked_in_vain()
    for each in lapsed:
        contributing.lapse(contribution=each, by=SYSTEM, at=at)
    found = queries.of_closed_units()
    for each in found:
        contributing.hand_over(contribution=each, target=successor_of(each.unit), by=SYSTEM, at=at)
    return len(lapsed) + len(found)
