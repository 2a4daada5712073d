"""Facts of what stands beside a draft."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("contribution.asked", "请{units}供稿，写“{chapter}”，{due}前交")
@dataclass(frozen=True)
class ContributionAsked(FactBase):
    """Units were asked to write for a chapter of a draft."""

    record: str
    units: str
    chapter: str
    due: str


@fact("contribution.handed_in", "{unit}交稿，写“{chapter}”，第{number}稿")
@dataclass(frozen=True)
class ContributionHandedIn(FactBase):
    """A unit wrote what it was asked for, or changed it."""

    record: str
    unit: str
    chapter: str
    number: int


@fact("contribution.taken", "{how}{units}的稿子")
@dataclass(frozen=True)
class ContributionTaken(FactBase):
    """What units handed in was taken into the draft, or looked at and left out of it."""

    record: str
    units: str
    how: str


@fact("contribution.called_off", "不要{unit}供稿了：{because}")
@dataclass(frozen=True)
class ContributionCalledOff(FactBase):
    """A unit need not write any more."""

    record: str
    unit: str
    because: str


@fact("contribution.handed_over", "{source}撤销，供稿移交{target}")
@dataclass(frozen=True)
class ContributionHandedOver(FactBase):
    """What a closed unit was to write goes over to its successor."""

    record: str
    source: str
    target: str


@fact("remark.made", "写批注{number}")
@dataclass(frozen=True)
class RemarkMade(FactBase):
    """Somebody remarked on a draft, or said something to a remark."""

    record: str
    number: int


@fact("remark.resolved", "批注{number}办结")
@dataclass(frozen=True)
class RemarkResolved(FactBase):
    """A remark needs nothing more."""

    record: str
    number: int


@fact("outline.loaded", "装入提纲“{name}”{version}")
@dataclass(frozen=True)
class OutlineLoaded(FactBase):
    """An office loaded an outline of its own."""

    key: str
    version: str
    name: str
    digest: str


@fact("outline.ended", "停用提纲“{name}”")
@dataclass(frozen=True)
class OutlineEnded(FactBase):
    """An outline is offered no more."""

    key: str
    name: str
