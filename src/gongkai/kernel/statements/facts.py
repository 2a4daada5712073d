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


@dataclass(frozen=True)
class _OfCell(FactBase):
    unit: str
    year: int
    label: str


@fact("reported.entered", "填{year}年“{label}”在外部系统的数")
@dataclass(frozen=True)
class ReportedEntered(_OfCell):
    """A unit entered the number of an outside system for a cell of a year's tables."""


@fact("reported.accepted", "认定{year}年“{label}”取外部系统的数")
@dataclass(frozen=True)
class ReportedAccepted(_OfCell):
    """The office found the number of an outside system explained: it is taken into the tables."""


@fact("reported.declined", "没有认定{year}年“{label}”在外部系统的数：{because}")
@dataclass(frozen=True)
class ReportedDeclined(_OfCell):
    """The office did not find a number explained: the system's stays."""

    because: str


@fact("reported.withdrawn", "撤回{year}年“{label}”在外部系统的数：{because}")
@dataclass(frozen=True)
class ReportedWithdrawn(_OfCell):
    """A unit took the number of an outside system back."""

    because: str
