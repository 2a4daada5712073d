"""Facts of reading points."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfPoint(FactBase):
    name: str


@fact("point.opened", "设立查阅点：{name}")
@dataclass(frozen=True)
class PointOpened(_OfPoint):
    """A reading point was opened."""


@fact("point.changed", "改了查阅点：{name}")
@dataclass(frozen=True)
class PointChanged(_OfPoint):
    """What is said of a reading point was changed."""


@fact("point.closed", "撤销查阅点：{name}")
@dataclass(frozen=True)
class PointClosed(_OfPoint):
    """A reading point was closed."""
