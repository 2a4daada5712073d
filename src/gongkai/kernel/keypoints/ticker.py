"""What the date brings to key points."""

from datetime import datetime

from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.keypoints import actions, queries


def tick(at: datetime) -> int:
    """What closed units lead goes over to their successors."""
    found = queries.of_closed_units()
    for point in found:
        actions.hand_over(point=point, target=successor_of(point.unit), by=SYSTEM, at=at)
    return len(found)
