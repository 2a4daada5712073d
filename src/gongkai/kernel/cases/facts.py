"""Facts of every case; a drawer adds its own."""

from dataclasses import dataclass, field

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class OfCase(FactBase):
    """Base of facts about one case."""

    case: str


@dataclass(frozen=True)
class MayRelieve(OfCase):
    """Base of facts that may make kept a term that was missed, or less late; ``relieved``: this one did, and is listed for good;
    ``eased`` says which terms, and from how many days to how many.
    """

    relieved: bool = field(default=False, kw_only=True)
    eased: str = field(default="", kw_only=True)


@fact("case.opened", "登记来件")
@dataclass(frozen=True)
class CaseOpened(OfCase):
    """A case was registered."""


@fact("case.stepped", "{label}")
@dataclass(frozen=True)
class CaseStepped(OfCase):
    """A step of the procedure was taken that moves no clock and closes nothing."""

    step: str
    label: str


@fact("case.closed", "办结：{label}")
@dataclass(frozen=True)
class CaseClosed(OfCase):
    """A case was closed with its one outcome."""

    outcome: str
    label: str


@fact("case.handed_over", "{source}撤销，移交{target}办理")
@dataclass(frozen=True)
class CaseHandedOver(OfCase):
    """What a closed unit owed in a case went over to its successor."""

    source: str
    target: str


@fact("case.assigned", "转交{name}经办")
@dataclass(frozen=True)
class CaseAssigned(OfCase):
    """A case went into the hands of one officer of its unit, or (本单位任何经办人) into nobody's in particular."""

    officer: str
    name: str


@fact("case.demanded", "{label}：{whom}，限{due}前答复")
@dataclass(frozen=True)
class CaseDemanded(OfCase):
    """A unit was reminded or urged of what it owes in a case, or conferred with."""

    kind: str
    label: str
    whom: str
    due: str


@fact("case.demand_answered", "答复{label}{then}")
@dataclass(frozen=True)
class DemandAnswered(OfCase):
    """Whoever was reminded, urged or conferred with replied; ``then``: later than they were to."""

    kind: str
    label: str
    then: str = ""


@fact("case.concealed", "设为涉密件")
@dataclass(frozen=True)
class CaseConcealed(OfCase):
    """A case became confidential: it exists only for who signs for its unit, the head of its openness office and the one officer."""

    officer: str


@fact("case.revealed", "取消涉密")
@dataclass(frozen=True)
class CaseRevealed(OfCase):
    """A case is confidential no more."""


@fact("case.viewed", "查看申请人资料")
@dataclass(frozen=True)
class CasePartyViewed(OfCase):
    """Somebody opened the applicant's personal data."""


@fact("case.erased", "清除申请人个人信息")
@dataclass(frozen=True)
class CaseErased(OfCase):
    """The key of a case's personal data was erased; what the case counts for stays."""


@fact("case.linked", "与{other}关联")
@dataclass(frozen=True)
class CaseLinked(OfCase):
    """Another case is about this one: a reconsideration or a lawsuit, or one that follows it."""

    other: str


@fact("case.ordered", "{source}责令重新办理，限{due}前")
@dataclass(frozen=True)
class CaseOrdered(OfCase):
    """A reviewing organ or a court told the unit to act again in this case; ``source`` is the reconsideration or lawsuit."""

    source: str
    due: str


@fact("case.bundled", "导出全卷{what}，共{pages}页")
@dataclass(frozen=True)
class CaseBundled(OfCase):
    """Somebody took out the file of a case as one PDF; ``digest`` is its SHA-256; ``what`` says whether internal deliberation is bound in."""

    pages: int
    digest: str
    what: str = ""


@fact("case.handed_in", "案卷移交档案，{files}个文件，保管期限{kept}")
@dataclass(frozen=True)
class CaseHandedIn(OfCase):
    """The file of a closed case went to the archives as a package; ``digest`` is the SHA-256 of its manifest."""

    digest: str
    files: int
    kept: str


@fact("case.rated", "申请人评价：{label}")
@dataclass(frozen=True)
class CaseRated(OfCase):
    """Whoever brought the case rated how it was handled."""

    label: str


@fact("case.called_back", "回访：{label}{then}")
@dataclass(frozen=True)
class CaseCalledBack(OfCase):
    """A bad grade was looked into and whoever gave it was answered; ``then``: later than it was to be, or by when it is put right."""

    label: str
    then: str = ""


@fact("case.put_right", "评价里说的问题已经改正{then}")
@dataclass(frozen=True)
class CasePutRight(OfCase):
    """What a bad grade was about is mended."""

    then: str = ""


@fact("case.rating_disputed", "申请不采纳评价")
@dataclass(frozen=True)
class RatingDisputed(OfCase):
    """The unit says that a grade is a mistake or malicious."""


@fact("case.rating_judged", "裁定评价：{label}")
@dataclass(frozen=True)
class RatingJudged(OfCase):
    """The openness office judged a disputed grade; one that is not adopted is not counted."""

    label: str
