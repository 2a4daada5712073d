"""Facts of assessment."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfScheme(FactBase):
    number: int
    digest: str


@fact("scheme.drafted", "起草考核方案第{number}版")
@dataclass(frozen=True)
class SchemeDrafted(_OfScheme):
    """The openness office began a version of the scheme of assessment; ``digest`` is of its content."""


@fact("scheme.edited", "改考核方案：{what}")
@dataclass(frozen=True)
class SchemeEdited(_OfScheme):
    """A draft of the scheme was changed."""

    what: str


@fact("scheme.adopted", "启用考核方案第{number}版，从{since}年起")
@dataclass(frozen=True)
class SchemeAdopted(_OfScheme):
    """A version of the scheme was adopted: it never changes any more."""

    since: int


@fact("scheme.dropped", "作废考核方案第{number}版的草稿")
@dataclass(frozen=True)
class SchemeDropped(_OfScheme):
    """A draft of the scheme was given up."""


@fact("assessment.begun", "开始{year}年度考核，用考核方案第{scheme}版")
@dataclass(frozen=True)
class AssessmentBegun(FactBase):
    """A year's assessment began, with the version of the scheme that it keeps."""

    year: int
    scheme: int


@fact("assessment.called", "要求{count}个单位{due}前报送自评")
@dataclass(frozen=True)
class AssessmentCalled(FactBase):
    """The office asked the units for their own reports."""

    year: int
    count: int
    due: str


@fact("assessment.told", "把得分告知{count}个单位，算到台账第{size}条，{due}前可以提异议")
@dataclass(frozen=True)
class AssessmentTold(FactBase):
    """The scores, as they were counted when the ledger had ``size`` facts, were told to the units."""

    year: int
    count: int
    size: int
    due: str


@fact("assessment.published", "公布{year}年度考核结果，{count}个单位")
@dataclass(frozen=True)
class AssessmentPublished(FactBase):
    """The scores and ranks of a year are final."""

    year: int
    count: int
    size: int


@dataclass(frozen=True)
class _OfUnit(FactBase):
    year: int
    unit: str


@fact("appraisal.claimed", "自评{name}：{points}分")
@dataclass(frozen=True)
class MarkClaimed(_OfUnit):
    """A unit gave itself points for an indicator."""

    name: str
    points: str


@fact("appraisal.proved", "给{name}加佐证{count}项")
@dataclass(frozen=True)
class MarkProved(_OfUnit):
    """Records, cases or entries were named that show what a unit claims."""

    name: str
    count: int


@fact("appraisal.unproved", "取消{name}的一项佐证")
@dataclass(frozen=True)
class MarkUnproved(_OfUnit):
    """Something shows no more what a unit claims."""

    name: str


@fact("appraisal.handed_in", "报送自评{then}")
@dataclass(frozen=True)
class AppraisalHandedIn(_OfUnit):
    """A unit handed in its own report; ``then``: later than it was to."""

    then: str = ""


@fact("appraisal.returned", "退回自评，{due}前再报")
@dataclass(frozen=True)
class AppraisalReturned(_OfUnit):
    """The office asked for a unit's report once more."""

    due: str


@fact("appraisal.checked", "核评，改了{changed}项{then}")
@dataclass(frozen=True)
class AppraisalChecked(_OfUnit):
    """The office checked a unit's report: accepted, or changed with reasons; ``then``: without a report."""

    changed: int
    then: str = ""


@fact("appraisal.objected", "对{count}项提出异议")
@dataclass(frozen=True)
class AppraisalObjected(_OfUnit):
    """A unit objected to some of its points."""

    count: int


@fact("appraisal.decided", "复核异议，改了{changed}项")
@dataclass(frozen=True)
class AppraisalDecided(_OfUnit):
    """The office decided on an objection."""

    changed: int


@fact("appraisal.left_out", "不参加考核：{because}")
@dataclass(frozen=True)
class AppraisalLeftOut(_OfUnit):
    """A unit is not assessed in a year, with a reason."""

    because: str
