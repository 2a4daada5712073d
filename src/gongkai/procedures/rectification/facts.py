"""Facts of requests to correct one's own records. None says whose, or what was wrong."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import OfCase


@fact("rectification.received", "收到本人信息更正申请，收到日期{on}{then}")
@dataclass(frozen=True)
class RectificationReceived(OfCase):
    """Somebody asks that a record about themselves be corrected (条例第41条); ``then``: from whom it was passed on."""

    on: str
    then: str = ""


@fact("rectification.proposed", "拟处理结果，送签")
@dataclass(frozen=True)
class RectificationProposed(OfCase):
    """What came of looking into it was put forward for signature."""

    outcome: str


@fact("rectification.returned", "退回重拟")
@dataclass(frozen=True)
class RectificationReturned(OfCase):
    """The signatory sent it back."""


@fact("rectification.paper_sent", "{paper}：{how}")
@dataclass(frozen=True)
class RectificationPaperSent(OfCase):
    """A paper was sent or handed over to whoever asked."""

    paper: str
    how: str


@fact("rectification.paper_served", "{paper}送达（{way}），{on}")
@dataclass(frozen=True)
class RectificationPaperServed(OfCase):
    """Whoever asked has a paper since a day."""

    paper: str
    way: str
    on: str


@fact("rectification.paper_returned", "{paper}没有送达（{way}），{on}退回")
@dataclass(frozen=True)
class RectificationPaperReturned(OfCase):
    """A paper came back, or could not be delivered: it is to be handed over again."""

    paper: str
    way: str
    on: str


@fact("rectification.paper_read", "申请人在网上打开了{paper}")
@dataclass(frozen=True)
class RectificationPaperRead(OfCase):
    """Whoever asked opened a paper for the first time with number and query code."""

    paper: str
