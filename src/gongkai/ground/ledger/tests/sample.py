"""Facts for the ledger's own tests."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.facts import FactBase, fact


@fact("test.said", "{words}")
@dataclass(frozen=True)
class Said(FactBase):
    words: str


@fact("test.declared", "{words}", public=True)
@dataclass(frozen=True)
class Declared(FactBase):
    words: str


def do(*words: str, at: datetime, ref: str = "test:1", public: bool = False) -> None:
    """One act with one fact for each word."""
    with act():
        for word in words:
            record((Declared if public else Said)(word), ref=ref, by="tester", at=at)
