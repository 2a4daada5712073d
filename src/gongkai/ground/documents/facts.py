"""Facts of notices on paper."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("notice.rendered", "生成文书{number}")
@dataclass(frozen=True)
class NoticeRendered(FactBase):
    """A notice was set as PDF: the SHA-256 of its bytes (hex) and how many pages it has."""

    number: str
    digest: str
    pages: int
