"""Facts of how an answer is prepared, and of how an office has it prepared."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact
from gongkai.kernel.cases.facts import OfCase


@fact("foi.drafted", "起草答复书（第{version}稿）")
@dataclass(frozen=True)
class FoiDrafted(OfCase):
    """A draft of the answer was kept with the case."""

    version: int


@fact("foi.reviewed", "法制审核通过（第{version}稿），送签")
@dataclass(frozen=True)
class FoiReviewed(OfCase):
    """The legal reviewer passed an answer on to the signatory."""

    version: int


@fact("foi.sent_back", "法制审核退回修改")
@dataclass(frozen=True)
class FoiSentBack(OfCase):
    """An answer came back from the legal review to its officer."""


@fact("foi.wording_set", "修改答复书范本：{label}（第{version}版）")
@dataclass(frozen=True)
class FoiWordingSet(FactBase):
    """An office words the answers with an outcome, or a standard paragraph, otherwise from now on."""

    unit: str
    label: str
    version: int


@fact("foi.paragraph_added", "新增答复书常用段落：{name}")
@dataclass(frozen=True)
class FoiParagraphAdded(FactBase):
    """An office has a standard paragraph of its own from now on."""

    unit: str
    name: str


@fact("foi.paragraph_withdrawn", "停用答复书常用段落：{name}")
@dataclass(frozen=True)
class FoiParagraphWithdrawn(FactBase):
    """A standard paragraph of an office's own is chosen no more; its versions stay."""

    unit: str
    name: str


@fact("foi.review_set", "答复书签发以前的法制审核：{how}")
@dataclass(frozen=True)
class FoiReviewSet(FactBase):
    """Whether a unit's answers go to its legal reviewer before they are signed."""

    unit: str
    how: str
