"""Facts of policy documents, beyond those of every record."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfPolicy(FactBase):
    record: str


@fact("policy.legality_reviewed", "合法性审查，结论是{conclusion}")
@dataclass(frozen=True)
class LegalityReviewed(_OfPolicy):
    """An opinion on the legality of a version of a document was noted."""

    version: int
    conclusion: str
    reviewed_on: str


@fact("policy.deliberated", "{meeting}集体审议，{decision}")
@dataclass(frozen=True)
class Deliberated(_OfPolicy):
    """A meeting deliberated on a document."""

    meeting: str
    decision: str
    held_on: str


@fact("policy.interpretation_waived", "写明不另作解读的理由")
@dataclass(frozen=True)
class InterpretationWaived(_OfPolicy):
    """A reason was given why a document goes out without an interpretation."""


@fact("policy.sent_for_filing", "报{authority}备案", public=True)
@dataclass(frozen=True)
class SentForFiling(_OfPolicy):
    """A normative document was sent to the superior organ for filing; the term of filing ends."""

    authority: str
    sent_on: str


@fact("policy.filed", "{authority}已备案，备案号{number}", public=True)
@dataclass(frozen=True)
class Filed(_OfPolicy):
    """The superior organ registered a normative document under a number."""

    authority: str
    number: str
    registered_on: str


@dataclass(frozen=True)
class _OfClearing(FactBase):
    clearing: int


@fact("policy.clearing_begun", "开始清理“{name}”，{documents}件")
@dataclass(frozen=True)
class ClearingBegun(_OfClearing):
    """The documents in a scope were put on the list of a clearing."""

    name: str
    documents: int


@fact("policy.clearing_decided", "清理，定了{documents}件")
@dataclass(frozen=True)
class ClearingDecided(_OfClearing):
    """It was decided what becomes of some of them."""

    documents: int


@fact("policy.clearing_drawn_up", "起草清理结果")
@dataclass(frozen=True)
class ClearingDrawnUp(_OfClearing):
    """The result was drafted as a record."""

    record: str


@fact(
    "policy.clearing_signed",
    "公布清理结果：继续有效{kept}件，修改{amended}件，废止{repealed}件，宣布失效{expired}件",
    public=True,
)
@dataclass(frozen=True)
class ClearingSigned(_OfClearing):
    """The result was published; what it repeals or declares expired is in force no more."""

    record: str
    kept: int
    amended: int
    repealed: int
    expired: int
