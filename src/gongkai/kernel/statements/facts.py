"""Facts of statements."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("statement.signed", "确认本单位{year}年的统计数，算到台账第{size}条")
@dataclass(frozen=True)
class StatementSigned(FactBase):
    """A unit confirmed its own figures of a year; ``digest`` is of the figures."""

    unit: str
    year: int
    size: int
    digest: str


@fact("statement.taken_back", "撤回对{year}年统计数的确认：{because}")
@dataclass(frozen=True)
class StatementTakenBack(FactBase):
    """A unit took back what it had confirmed."""

    unit: str
    year: int
    because: str
