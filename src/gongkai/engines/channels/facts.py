"""Facts of how records are told on channels."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("outlet.worded", "写好在{channel}上怎么说")
@dataclass(frozen=True)
class OutletWorded(FactBase):
    """How a record is told on a channel was written; the words themselves stand only as a digest, for they may have to go."""

    record: str
    channel: str
