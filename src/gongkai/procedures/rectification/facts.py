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
