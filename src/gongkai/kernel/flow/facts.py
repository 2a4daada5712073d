"""Facts of the flow itself."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("clock.reread", "期限重新计算：{due}")
@dataclass(frozen=True)
class ClockReread(FactBase):
    """A clock was read again because the calendar changed; ``due`` is the new due day or what stands in for it."""

    ref: str
    clock: str
    due: str
