"""Facts of overseeing."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("oversight.explained", "核实了（{sample}件里{hits}件）：{text}")
@dataclass(frozen=True)
class QuestionExplained(FactBase):
    """Somebody who oversees a unit looked into a question about how it handles its cases, and noted what they found."""

    pattern: str
    procedure: str
    unit: str
    hits: int
    sample: int
    text: str


@fact("oversight.alerted", "{light}提醒{whom}：{due}到期")
@dataclass(frozen=True)
class Alerted(FactBase):
    """Somebody was told that a term of a case runs out, or ran out."""

    case: str
    level: str
    light: str
    whom: str
    due: str


@fact("oversight.alert_seen", "看到了{light}提醒")
@dataclass(frozen=True)
class AlertSeen(FactBase):
    """Whoever was told that a term runs out saw it."""

    case: str
    level: str
    light: str


@dataclass(frozen=True)
class _OfFinding(FactBase):
    finding: str
    unit: str


@fact("oversight.found", "发出{label}，限{due}前回复")
@dataclass(frozen=True)
class FindingMade(_OfFinding):
    """Somebody who oversees a unit asks it to explain, or to put right, what they found."""

    sort: str
    label: str
    due: str


@fact("oversight.answered", "单位回复{then}")
@dataclass(frozen=True)
class FindingAnswered(_OfFinding):
    """The unit said what it did, with what shows it; ``then``: later than it was to."""

    then: str = ""


@fact("oversight.returned", "退回，限{due}前再回复")
@dataclass(frozen=True)
class FindingReturned(_OfFinding):
    """What the unit did is not enough: it is asked again."""

    due: str


@fact("oversight.closed", "销号")
@dataclass(frozen=True)
class FindingClosed(_OfFinding):
    """Who oversees the unit found that what was asked is done."""


@fact("oversight.handed_over", "{source}撤销，移交{target}")
@dataclass(frozen=True)
class FindingHandedOver(_OfFinding):
    """What a closed unit was asked goes over to its successor."""

    source: str
    target: str
