"""Which list of synonyms holds."""

from functools import cache

from gongkai.ground.home.memory import remembers
from gongkai.ground.search.models import SynonymList
from gongkai.ground.search.synonyms import AT_FIRST, Groups, by_word


def latest() -> SynonymList | None:
    """The version in force; None while the office has loaded none."""
    return SynonymList.objects.order_by("-number").first()


def versions() -> list[SynonymList]:
    """All of them, the newest first."""
    return list(SynonymList.objects.order_by("-number"))


@cache
def groups() -> Groups:
    found = latest()
    return found.groups if found else AT_FIRST


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """By word what else it means; asked once a request."""
    return by_word(groups())


@remembers
def forget() -> None:
    groups.cache_clear()
    synonyms.cache_clear()
