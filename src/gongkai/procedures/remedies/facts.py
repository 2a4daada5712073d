"""Facts of reconsiderations and lawsuits."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import OfCase


@fact("remedy.received", "收到{what}副本，收到日期{on}")
@dataclass(frozen=True)
class RemedyReceived(OfCase):
    """The copy of an application for reconsideration or of a complaint came; the term of the answer runs from the next day."""

    what: str
    on: str


@fact("remedy.replied", "提交{paper}，附证据{pieces}项{then}")
@dataclass(frozen=True)
class RemedyReplied(OfCase):
    """The unit answered and handed in its evidence; if later than it was to be, ``then`` says by how much."""

    paper: str
    pieces: int
    then: str = ""


@fact("remedy.summoned", "{on}{what}")
@dataclass(frozen=True)
class RemedySummoned(OfCase):
    """The day of a hearing or of a session of the court was told."""

    what: str
    on: str


@fact("remedy.attended", "参加{on}的{what}")
@dataclass(frozen=True)
class RemedyAttended(OfCase):
    """What came of a hearing or a session was noted."""

    what: str
    on: str


@fact("remedy.prolonged", "审理期限延长{days}日")
@dataclass(frozen=True)
class RemedyProlonged(OfCase):
    """The reviewing organ told that it takes longer (行政复议法第62条)."""

    days: int


@fact("remedy.suspended", "{on}中止")
@dataclass(frozen=True)
class RemedySuspended(OfCase):
    """The review rests; its term does not run meanwhile."""

    on: str


@fact("remedy.resumed", "{on}恢复审理")
@dataclass(frozen=True)
class RemedyResumed(OfCase):
    """The review goes on."""

    on: str


@fact("remedy.judged", "一审{label}")
@dataclass(frozen=True)
class RemedyJudged(OfCase):
    """The court of first instance decided; who is not content may appeal (行政诉讼法第85条)."""

    label: str


@fact("remedy.appealed", "{who}上诉")
@dataclass(frozen=True)
class RemedyAppealed(OfCase):
    """Somebody appealed: the second instance begins."""

    who: str


@fact("remedy.remanded", "二审裁定发回重审")
@dataclass(frozen=True)
class RemedyRemanded(OfCase):
    """The court of second instance sent the matter back (行政诉讼法第89条)."""
