"""Facts of what is reported up."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfSubmission(FactBase):
    submission: str
    destination: str


@fact("submission.made", "报送{destination}")
@dataclass(frozen=True)
class SubmissionMade(_OfSubmission):
    """A record was reported to a destination."""

    record: str


@fact("submission.adopted", "{destination}采用了，{on}")
@dataclass(frozen=True)
class SubmissionAdopted(_OfSubmission):
    """It was adopted there; ``how``: by hand, or told by a signed message."""

    on: str
    how: str


@fact("submission.declined", "{destination}没有采用：{because}")
@dataclass(frozen=True)
class SubmissionDeclined(_OfSubmission):
    """It was not adopted there."""

    because: str
    how: str
