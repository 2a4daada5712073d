"""Facts of logbooks. The words of an entry stay out: they are only committed to."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfEntry(FactBase):
    logbook: str
    unit: str


@fact("logbook.entered", "登记一笔")
@dataclass(frozen=True)
class EntryMade(_OfEntry):
    """A unit entered something of its own in a logbook."""


@fact("logbook.amended", "改了登记：{because}")
@dataclass(frozen=True)
class EntryAmended(_OfEntry):
    """An entry was put right."""

    because: str


@fact("logbook.struck", "撤销登记：{because}")
@dataclass(frozen=True)
class EntryStruck(_OfEntry):
    """An entry was struck out: it stays, and is not counted."""

    because: str


@fact("logbook.ended", "到{until}为止")
@dataclass(frozen=True)
class EntryEnded(_OfEntry):
    """What an entry says of a state of things holds no more from a day on."""

    until: str


@fact("logbook.none", "登记{year}年没有")
@dataclass(frozen=True)
class NothingStated(_OfEntry):
    """A unit stated that of a year there is nothing to enter: its figure is 0, and not unknown."""

    year: int


@fact("logbook.evidence", "加佐证材料{count}件")
@dataclass(frozen=True)
class EvidenceAdded(_OfEntry):
    """Files that show what an entry says were added to it."""

    count: int
