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


@dataclass(frozen=True)
class _OfTopic(FactBase):
    topic: str
    name: str


@fact("topic.planned", "设专题“{name}”，{begins_on}至{ends_on}")
@dataclass(frozen=True)
class TopicPlanned(_OfTopic):
    """A topic was made, to be shown from a day to a day."""

    begins_on: str
    ends_on: str


@fact("topic.changed", "修改专题“{name}”，{begins_on}至{ends_on}")
@dataclass(frozen=True)
class TopicChanged(TopicPlanned):
    """A topic's words, days or chosen records were changed."""


@fact("topic.begun", "专题“{name}”开始")
@dataclass(frozen=True)
class TopicBegun(_OfTopic):
    """A topic's first day came."""


@fact("topic.ended", "专题“{name}”结束，网页留着")
@dataclass(frozen=True)
class TopicEnded(_OfTopic):
    """A topic is over: its last day has passed, or an office ended it. Its page stays."""


@dataclass(frozen=True)
class _OfSiteNotice(FactBase):
    notice: int
    text: str


@fact("site_notice.posted", "写网站公告，{begins_on}至{ends_on}：{text}")
@dataclass(frozen=True)
class SiteNoticePosted(_OfSiteNotice):
    """A notice of the site was written, to be shown from a day to a day."""

    begins_on: str
    ends_on: str


@fact("site_notice.shown", "网站公告开始显示：{text}")
@dataclass(frozen=True)
class SiteNoticeShown(_OfSiteNotice):
    """A notice's first day came."""


@fact("site_notice.taken_down", "网站公告不再显示：{text}")
@dataclass(frozen=True)
class SiteNoticeTakenDown(_OfSiteNotice):
    """A notice's last day has passed, or an office took it down."""


@fact("address.led_on", "登记{count}个旧网址")
@dataclass(frozen=True)
class AddressesLedOn(FactBase):
    """Addresses of an earlier website lead on to this one's."""

    count: int
