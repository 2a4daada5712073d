"""Facts of notices on paper."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("notice.rendered", "生成文书{number}")
@dataclass(frozen=True)
class NoticeRendered(FactBase):
    number: str
    digest: str
    pages: int
