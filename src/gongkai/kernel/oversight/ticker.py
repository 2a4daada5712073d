"""What the date brings to those who oversee."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ground.units.queries import successor_of
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.oversight import findings, queries
from gongkai.kernel.oversight.alerts import tell_all

EVERY = timedelta(minutes=10)
"""What is told has a day, not a minute, and to look for it reads all that is open and late: too much for each second."""
_looked: list[datetime] = []


def tick(at: datetime) -> int:
    """Tell who is to be told that terms run out: when a day begins, and every ten minutes."""
    if _looked and localdate(_looked[-1]) == localdate(at) and timedelta(0) <= at - _looked[-1] < EVERY:
        return 0
    _looked[:] = [at]
    return tell_all(at) + _handed_over(at)


def _handed_over(at: datetime) -> int:
    """What closed units were asked goes over to their successors."""
    found = queries.of_closed_units()
    for finding in found:
        findings.hand_over(finding=finding, target=successor_of(finding.unit), by=SYSTEM, at=at)
    return len(found)
