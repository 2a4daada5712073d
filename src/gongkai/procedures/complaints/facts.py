"""Facts of complaints. None says who complained."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import OfCase


@fact("complaint.received", "收到反映{about}的举报投诉（{matter}），收到日期{on}")
@dataclass(frozen=True)
class ComplaintReceived(OfCase):
    """Somebody told of what a unit does not do as it should."""

    about: str
    matter: str
    on: str


@fact("complaint.accepted", "受理{then}")
@dataclass(frozen=True)
class ComplaintAccepted(OfCase):
    """It will be looked into; the term runs. ``then``: by how much later than it was to be."""

    then: str = ""


@fact("complaint.asked", "要求{about}在{due}前说明情况")
@dataclass(frozen=True)
class ComplaintAsked(OfCase):
    """The unit is to explain itself."""

    about: str
    due: str


@fact("complaint.explained", "{about}说明了情况{then}")
@dataclass(frozen=True)
class ComplaintExplained(OfCase):
    """The unit explained itself."""

    about: str
    then: str = ""


@fact("complaint.extended", "办理期限延长{days}日")
@dataclass(frozen=True)
class ComplaintExtended(OfCase):
    """It takes longer; whoever complained was told why."""

    days: int


@fact("complaint.decided", "处理结果：{label}{then}")
@dataclass(frozen=True)
class ComplaintDecided(OfCase):
    """What was found; ``then``: by when the unit has to put it right."""

    outcome: str
    label: str
    then: str = ""


@fact("complaint.rectified", "{about}报告了改正情况{then}")
@dataclass(frozen=True)
class ComplaintRectified(OfCase):
    """The unit put right what was found."""

    about: str
    then: str = ""
