"""Facts of notices on paper."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("seal.loaded", "启用{unit}的电子印章，{reach}")
@dataclass(frozen=True)
class SealLoaded(FactBase):
    """The picture of a unit's seal came into use: the SHA-256 of its bytes (hex), and upon which notices it is set."""

    unit: str
    digest: str
    reach: str


@fact("seal.ended", "停用{unit}的电子印章")
@dataclass(frozen=True)
class SealEnded(FactBase):
    """The picture of a unit's seal is set upon nothing any more."""

    unit: str


@fact("notice.rendered", "生成文书{number}")
@dataclass(frozen=True)
class NoticeRendered(FactBase):
    """A notice was set as PDF: the SHA-256 of its bytes (hex) and how many pages it has."""

    number: str
    digest: str
    pages: int
