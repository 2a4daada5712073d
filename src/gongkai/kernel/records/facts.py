"""Facts of records. Titles stay out: what may have to be withdrawn is only committed to."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@dataclass(frozen=True)
class _OfRecord(FactBase):
    record: str


@fact("section.placed", "设置栏目{name}", public=True)
@dataclass(frozen=True)
class SectionPlaced(FactBase):
    """A section of the catalogue was made or changed."""

    section: str
    name: str


@fact("section.moved", "栏目{name}移到{parent}")
@dataclass(frozen=True)
class SectionMoved(FactBase):
    """A section was put elsewhere in the tree; its address stays."""

    section: str
    name: str
    parent: str


@fact("section.merged", "栏目{name}并入{target}，移去{records}条信息", public=True)
@dataclass(frozen=True)
class SectionMerged(FactBase):
    """A section closed into another one, which took over all its records; its addresses lead on to it."""

    section: str
    name: str
    target: str
    records: int


@fact("section.closed", "停用栏目{name}", public=True)
@dataclass(frozen=True)
class SectionClosed(FactBase):
    """A section without records was closed."""

    section: str
    name: str


@fact("section.reopened", "重新启用栏目{name}", public=True)
@dataclass(frozen=True)
class SectionReopened(FactBase):
    """A closed section was opened again."""

    section: str
    name: str


@fact("catalogue.loaded", "装入目录模板“{name}”{version}版，新增{added}个栏目，修改{changed}个", public=True)
@dataclass(frozen=True)
class CatalogueLoaded(FactBase):
    """A template's sections were entered into the catalogue."""

    template: str
    name: str
    version: str
    added: int
    changed: int


@dataclass(frozen=True)
class _OfWithholding(FactBase):
    item: int
    unit: str
    ground: str


@fact("withholding.listed", "列入负面清单", public=True)
@dataclass(frozen=True)
class WithholdingListed(_OfWithholding):
    """A kind of information was put on the list of what is not published."""


@fact("withholding.changed", "修改负面清单")
@dataclass(frozen=True)
class WithholdingChanged(_OfWithholding):
    """A line of the negative list was changed."""


@fact("withholding.due", "到了再评估的日子", public=True)
@dataclass(frozen=True)
class WithholdingDue(_OfWithholding):
    """The day has come on which a line of the negative list is to be looked at again."""


@fact("withholding.reviewed", "重新评估，仍不公开，下次{review_on}评估", public=True)
@dataclass(frozen=True)
class WithholdingReviewed(_OfWithholding):
    """A line of the negative list was looked at again, and stays (条例第18条)."""

    review_on: str


@fact("withholding.lifted", "移出负面清单", public=True)
@dataclass(frozen=True)
class WithholdingLifted(_OfWithholding):
    """A kind of information is withheld no more."""


@fact("guide.edited", "改公开指南，“{part}”的第{version}版", public=True)
@dataclass(frozen=True)
class GuideEdited(FactBase):
    """A unit changed what it says of its own in its guide."""

    unit: str
    part: str
    version: int


@fact("record.drafted", "起草")
@dataclass(frozen=True)
class RecordDrafted(_OfRecord):
    """A draft was begun."""


@fact("record.saved", "修改草稿，第{version}稿")
@dataclass(frozen=True)
class RecordSaved(_OfRecord):
    """A draft was changed: a new version."""

    version: int


@fact("record.overdue", "{what}的时候已经超期{days}")
@dataclass(frozen=True)
class RecordOverdue(_OfRecord):
    """A term to publish (条例第26条) had run out when an act took away what showed it; supervision lists that for good."""

    what: str
    days: str


@fact("record.masked", "遮盖{count}处，第{version}稿")
@dataclass(frozen=True)
class RecordMasked(_OfRecord):
    """Places that the guard had found were covered: a new version."""

    version: int
    count: int


@fact("record.hit_justified", "写明{sort}（{where}）可以公开：{reason}")
@dataclass(frozen=True)
class RecordHitJustified(_OfRecord):
    """A reviewer said why something that the guard had found may stand."""

    sort: str
    where: str
    reason: str


@fact("record.submitted", "送审")
@dataclass(frozen=True)
class RecordSubmitted(_OfRecord):
    """A draft was submitted for review."""

    version: int


@fact("record.taken_back", "取回修改")
@dataclass(frozen=True)
class RecordTakenBack(_OfRecord):
    """Whoever had submitted a draft took it back before anybody had passed it."""


@fact("record.reviewed", "单位审核通过")
@dataclass(frozen=True)
class RecordReviewed(_OfRecord):
    """The unit's review was passed."""


@fact("record.cleared", "保密和个人信息审查通过")
@dataclass(frozen=True)
class RecordCleared(_OfRecord):
    """The secrecy and personal-data review was passed (条例第17条)."""


@fact("record.kept_back", "定为{outcome}，{review_on}再评估")
@dataclass(frozen=True)
class RecordKeptBack(_OfRecord):
    """The review found that a record is not to be published: on application only, or not at all, until it is looked at again."""

    outcome: str
    ground: str
    reason: str
    review_on: str


@fact("record.looked_again", "再评估，仍是{outcome}，下次{review_on}再评估")
@dataclass(frozen=True)
class RecordLookedAgain(RecordKeptBack):
    """On its day a record that is kept back was looked at again, and the ground still holds (条例第18条)."""


@fact("record.released", "不公开的理由不在了，回到草稿")
@dataclass(frozen=True)
class RecordReleased(_OfRecord):
    """The ground on which a record was kept back has lapsed; it is a draft again."""

    because: str


@fact("record.returned", "退回修改")
@dataclass(frozen=True)
class RecordReturned(_OfRecord):
    """A draft was sent back, with a reason."""


@fact("record.scheduled", "定于{time}发布")
@dataclass(frozen=True)
class RecordScheduled(_OfRecord):
    """Publication was set for an instant."""

    time: str


@fact("record.unscheduled", "取消定时，原定{time}发布")
@dataclass(frozen=True)
class RecordUnscheduled(_OfRecord):
    """A publication that had been set for an instant was lifted: by itself, or because a signatory published at once."""

    time: str


@fact("record.joined", "签发，随文件公开")
@dataclass(frozen=True)
class RecordJoined(_OfRecord):
    """An interpretation was signed, to be published in step with the document that it interprets."""


@fact("record.unjoined", "取消随文件公开")
@dataclass(frozen=True)
class RecordUnjoined(_OfRecord):
    """An interpretation is no longer to go out with its document; it waits for signature again."""


@fact("record.published", "公开，索引号{index_number}", public=True)
@dataclass(frozen=True)
class RecordPublished(_OfRecord):
    """A record was published for the first time; ``public_digest`` is the SHA-256 of the bytes served as its JSON."""

    version: int
    index_number: str
    public_digest: str


@fact("record.corrected", "更正，第{version}版公开", public=True)
@dataclass(frozen=True)
class RecordCorrected(_OfRecord):
    """A new version replaced the published one."""

    version: int
    index_number: str
    public_digest: str


@fact("record.revised", "开始更正")
@dataclass(frozen=True)
class RecordRevised(_OfRecord):
    """The correction of a published record was begun; the published version stays until the new one is out."""

    hides_old: bool


@fact("record.revision_called_off", "不更正了，网上的第{version}版不变")
@dataclass(frozen=True)
class RecordRevisionCalledOff(_OfRecord):
    """A correction that had been begun was given up; the published version stands as before."""

    version: int


@fact("record.withdrawn", "撤下", public=True)
@dataclass(frozen=True)
class RecordWithdrawn(_OfRecord):
    """A record left the site; a tombstone stays at its address."""

    index_number: str


@fact("record.handed_over", "{source}撤销，移交{target}办理")
@dataclass(frozen=True)
class RecordHandedOver(_OfRecord):
    """A record on its way to the public went over from a closed unit to its successor."""

    source: str
    target: str


@fact("record.discarded", "作废草稿")
@dataclass(frozen=True)
class RecordDiscarded(_OfRecord):
    """A draft that was never published was given up."""


@fact("record.effective", "开始施行", public=True)
@dataclass(frozen=True)
class RecordEffective(_OfRecord):
    """A document came into force on its day."""


@fact("record.expired", "到期失效", public=True)
@dataclass(frozen=True)
class RecordExpired(_OfRecord):
    """A document lapsed on its day."""


@fact("record.closed", "征求意见结束", public=True)
@dataclass(frozen=True)
class RecordClosed(_OfRecord):
    """The last day on which opinions are taken has passed."""


@fact("record.declared_expired", "宣布失效", public=True)
@dataclass(frozen=True)
class RecordDeclaredExpired(_OfRecord):
    """A document was declared expired before, or without, a last day of its own."""


@fact("record.amended", "被修改", public=True)
@dataclass(frozen=True)
class RecordAmended(_OfRecord):
    """Another document that amends this one came into force; it holds as amended."""


@fact("record.repealed", "废止", public=True)
@dataclass(frozen=True)
class RecordRepealed(_OfRecord):
    """A document was repealed; it stays listed, marked."""


@fact("record.related", "登记关联文件")
@dataclass(frozen=True)
class RecordRelated(_OfRecord):
    """A record stands in some relation to another one (``target``), or rests on a document from elsewhere ("")."""

    kind: str
    target: str


@fact("record.unrelated", "取消关联文件")
@dataclass(frozen=True)
class RecordUnrelated(_OfRecord):
    """A relation between records was ended."""

    kind: str
    target: str


@fact("record.version_erased", "清除第{version}版内容")
@dataclass(frozen=True)
class VersionErased(_OfRecord):
    """A version's content was erased for good; its digest stays."""

    version: int


@fact("record.moved", "移到别的栏目{way}")
@dataclass(frozen=True)
class RecordMoved(_OfRecord):
    """A record was filed under another section; ``way`` says from which to which, by the names that they had."""

    section: str
    way: str = ""

    @classmethod
    def between(cls, record: str, source: str, section: str, name: str) -> "RecordMoved":
        return cls(record, section, f"：由“{source}”移到“{name}”")


@fact("checklist.loaded", "装入核对表“{name}”{version}版，{items}项")
@dataclass(frozen=True)
class ChecklistLoaded(FactBase):
    """A version of a checklist holds from now on."""

    checklist: str
    name: str
    version: str
    items: int


@fact("checklist.ended", "停用核对表“{name}”")
@dataclass(frozen=True)
class ChecklistEnded(FactBase):
    """A checklist is asked no more."""

    checklist: str
    name: str


@fact("record.agreed", "{organ}会签同意")
@dataclass(frozen=True)
class RecordAgreed(_OfRecord):
    """An organ whose matters are in it agreed."""

    organ: str


@fact("record.approved", "政务公开办审核同意")
@dataclass(frozen=True)
class RecordApproved(_OfRecord):
    """The openness office agreed."""


@fact("record.returned_to", "退回到{gate}")
@dataclass(frozen=True)
class RecordReturnedTo(_OfRecord):
    """A record was returned to an earlier gate of its chain."""

    gate: str


@fact("review.chain_set", "设定审核链：{of}，{stages}")
@dataclass(frozen=True)
class ReviewChainSet(FactBase):
    """Records of a unit or a section that begin their review from now on go this way."""

    of: str
    stages: str


@fact("review.chain_ended", "停用审核链：{of}")
@dataclass(frozen=True)
class ReviewChainEnded(FactBase):
    """What was set for a unit or a section holds no more for records that begin their review from now on."""

    of: str


@fact("record.sent_round", "发给{count}个单位")
@dataclass(frozen=True)
class RecordSentRound(_OfRecord):
    """A record that is not public was sent to units, which read it on the desk."""

    unit: str
    count: int
