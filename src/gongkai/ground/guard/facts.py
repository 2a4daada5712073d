"""Facts of the guard's lists."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("guard.words_loaded", "装入词表“{name}”{version}版，共{size}条")
@dataclass(frozen=True)
class WordsLoaded(FactBase):
    """A version of a list of words was put in force."""

    key: str
    name: str
    version: str
    size: int
