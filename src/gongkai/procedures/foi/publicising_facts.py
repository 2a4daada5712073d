"""Facts of what becomes of answers that were given often."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("foi.opened_up", "{unit}答复过{count}次的相近申请，起草主动公开")
@dataclass(frozen=True)
class FoiOpenedUp(FactBase):
    """What several applicants were given is drafted for publication (条例第44条)."""

    unit: str
    count: int
    record: str


@fact("foi.kept_apart", "{unit}答复过{count}次的相近申请，不转为主动公开")
@dataclass(frozen=True)
class FoiKeptApart(FactBase):
    """What several applicants were given is not published, for a reason."""

    unit: str
    count: int
    reason: str
