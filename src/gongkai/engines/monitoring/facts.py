"""Facts of looking at websites."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("monitor.begun", "开始查{site}，最多{most}页")
@dataclass(frozen=True)
class RunBegun(FactBase):
    """A look at a website by the inspection indicators began."""

    run: str
    site: str
    most: int


@fact("monitor.finished", "查完{site}：看了{visited}页，新发现{found}处，消除{gone}处")
@dataclass(frozen=True)
class RunFinished(FactBase):
    """A look at a website ended: how many things were found anew, were still there, and are gone."""

    run: str
    site: str
    visited: int
    found: int
    still: int
    gone: int


@fact("monitor.asked_again", "请再查{count}处")
@dataclass(frozen=True)
class AskedAgain(FactBase):
    """Somebody asked that things which were found on a website be looked at again."""

    run: str
    count: int


@fact("monitor.looked_again", "再查：{told}")
@dataclass(frozen=True)
class LookedAgain(FactBase):
    """Something that was found on a website was looked at again: it is gone, or still there."""

    fault: str
    indicator: str
    told: str


@fact("monitor.assigned", "{count}处派给{unit}")
@dataclass(frozen=True)
class FaultsAssigned(FactBase):
    """A unit was asked, by a rectification suggestion, to put right what was found on its columns or pages."""

    run: str
    finding: str
    unit: str
    count: int
