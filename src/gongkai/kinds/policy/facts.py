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
    """A reason was given why a normative document goes out without an interpretation."""


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
