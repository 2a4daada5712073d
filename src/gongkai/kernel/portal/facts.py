"""Facts of what offices arrange of the site."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("page.arranged", "排{page}，第{version}版，{count}块")
@dataclass(frozen=True)
class PageArranged(FactBase):
    """An office put a page together anew."""

    place: str
    page: str
    version: int
    count: int


@fact("page.put_back", "{page}回到第{earlier}版的样子，记作第{version}版")
@dataclass(frozen=True)
class PagePutBack(FactBase):
    """An office put a page back to how an earlier version was."""

    place: str
    page: str
    version: int
    earlier: int


@fact("page.left_to_itself", "{page}不再自己排，记作第{version}版")
@dataclass(frozen=True)
class PageLeftToItself(FactBase):
    """An office took its arrangement of a page away: it looks as pages of its sort do by themselves."""

    place: str
    page: str
    version: int
