"""Facts of how papers reach the applicant. Addresses, posting numbers and names stay sealed."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import OfCase


@fact("foi.paper_sent", "{paper}：{how}")
@dataclass(frozen=True)
class FoiPaperSent(OfCase):
    """A paper was sent or handed over to the applicant, or an appointment was made to look at it."""

    paper: str
    how: str


@fact("foi.paper_served", "{paper}送达（{way}），{on}{then}")
@dataclass(frozen=True)
class FoiPaperServed(OfCase):
    """The applicant has a paper since a day; ``then``: until when they therefore have to correct."""

    paper: str
    way: str
    on: str
    then: str = ""


@fact("foi.paper_returned", "{paper}没有送达（{way}），{on}退回")
@dataclass(frozen=True)
class FoiPaperReturned(OfCase):
    """A paper came back, or could not be delivered: it is to be handed over again."""

    paper: str
    way: str
    on: str


@fact("foi.paper_read", "申请人在网上打开了{paper}{then}")
@dataclass(frozen=True)
class FoiPaperRead(OfCase):
    """The applicant opened a paper for the first time with number and query code."""

    paper: str
    then: str = ""
