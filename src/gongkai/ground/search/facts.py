"""Facts of search."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfSynonyms(FactBase):
    number: int


@fact("search.synonyms_loaded", "换用第{number}版同义词表，共{groups}组")
@dataclass(frozen=True)
class SynonymsLoaded(_OfSynonyms):
    """The office put a new version of the list of synonyms in force."""

    groups: int
