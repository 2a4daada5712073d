"""Facts of applications for information."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import fact
from gongkai.kernel.cases.facts import MayRelieve, OfCase


@fact("foi.received", "收到申请，收到日期{on}")
@dataclass(frozen=True)
class FoiReceived(OfCase):
    """An application was received, or its receipt was confirmed; the answer clock runs from the next day (条例第31条)."""

    on: str


@fact("foi.split", "分成几件办理，另外编号{numbers}")
@dataclass(frozen=True)
class FoiSplit(OfCase):
    """One letter asked for several things: the others are cases of their own from the same day on."""

    numbers: str


@fact("foi.passed_on", "经申请人同意，转送{unit}，那里的编号{number}")
@dataclass(frozen=True)
class FoiPassedOn(OfCase):
    """With the applicant's consent the application was handed to the unit that answers for the information, where it is a case of its own."""

    unit: str
    number: str


@fact("foi.papers_filed", "附来件材料{count}份")
@dataclass(frozen=True)
class FoiPapersFiled(OfCase):
    """What belongs to the application itself was added: its scan, proof of who may act, the record that was signed."""

    count: int


@fact("foi.telling_set", "申请人有进展怎么通知：{way}")
@dataclass(frozen=True)
class FoiTellingSet(OfCase):
    """How the applicant wishes to be told that something happened, if at all."""

    way: str


@fact("foi.import_mended", "更正导入的内容：原来{was}；现在{now}")
@dataclass(frozen=True)
class FoiImportMended(OfCase):
    """What an application from an old register counts for was put right."""

    was: str
    now: str


@fact("foi.accepted", "受理")
@dataclass(frozen=True)
class FoiAccepted(OfCase):
    """The application is clear enough to be handled."""


@fact("foi.correction_asked", "要求补正，限{until}前{then}")
@dataclass(frozen=True)
class FoiCorrectionAsked(OfCase):
    """The applicant was asked, once, to clarify (条例第30条); if later than it was to be, ``then`` says by how much."""

    until: str
    late: bool
    then: str = ""


@fact("foi.correction_received", "收到补正，期限从{on}重新计算")
@dataclass(frozen=True)
class FoiCorrectionReceived(OfCase):
    """The corrected application came; the term starts anew (条例第30条)."""

    on: str


@fact("foi.consulted", "征求{whom}意见（第{consultation}份）{then}")
@dataclass(frozen=True)
class FoiConsulted(OfCase):
    """A third party or a joint organ was asked in writing; the clock rests unless the term was over, as ``then`` says (条例第32、33、34条)."""

    whom: str
    consultation: int
    then: str


@fact("foi.consultation_delivered", "征求意见书（第{consultation}份）{on}送达，{due}前答复")
@dataclass(frozen=True)
class FoiConsultationDelivered(OfCase):
    """Proof that the consulted received the letter: their 15 working days run."""

    consultation: int
    on: str
    due: str


@fact("foi.opinion_recorded", "收到意见（第{consultation}份）{then}")
@dataclass(frozen=True)
class FoiOpinionRecorded(OfCase):
    """The consulted answered; the clock runs on unless others are still waited for, as ``then`` says."""

    consultation: int
    on: str
    then: str


@fact("foi.opinion_lapsed", "征求意见期满（第{consultation}份）{then}")
@dataclass(frozen=True)
class FoiOpinionLapsed(OfCase):
    """The consulted did not answer (条例第32、34条); the clock runs on unless others are still waited for, as ``then`` says."""

    consultation: int
    on: str
    then: str


@fact("foi.consultation_undelivered", "征求意见书（第{consultation}份）没能送达{then}")
@dataclass(frozen=True)
class FoiConsultationUndelivered(OfCase):
    """The letter could not be delivered: nobody is waited for, and nobody has agreed; the clock runs on as ``then`` says."""

    consultation: int
    then: str


@fact("foi.third_party_told", "决定公开的内容和理由已经书面告知第三方（征求意见书第{consultation}份）")
@dataclass(frozen=True)
class FoiThirdPartyTold(OfCase):
    """Who refused was told in writing what is disclosed all the same, and why (条例第32条)."""

    consultation: int


@fact("foi.assistance_asked", "{what}（第{seq}份），{until}前答复，期限照常计算")
@dataclass(frozen=True)
class FoiAssistanceAsked(OfCase):
    """Another holder was asked for what it keeps, or an assisting unit to help answer; the term runs on (条例第33条)."""

    what: str
    seq: int
    until: str


@fact("foi.assisted", "{what}（第{seq}份）：{came}{then}")
@dataclass(frozen=True)
class FoiAssisted(OfCase):
    """Who was asked handed over what it keeps, or helped; or has nothing; or is waited for no more. ``then``: what came with it, and that it was late."""

    what: str
    seq: int
    came: str
    then: str


@fact("case.extended", "延长{days}个工作日")
@dataclass(frozen=True)
class CaseExtended(OfCase):
    """The term was extended, once, by the office's head (条例第33条)."""

    days: int


@fact("foi.reasons_asked", "要求说明申请的理由，限{until}前")
@dataclass(frozen=True)
class FoiReasonsAsked(OfCase):
    """The applicant was asked why they apply so much or so often (条例第35条); the clock runs on."""

    until: str


@fact("foi.reasons_told", "收到申请人说明的理由")
@dataclass(frozen=True)
class FoiReasonsTold(OfCase):
    """The applicant told their reasons (条例第35条)."""

    on: str


@fact("foi.delayed", "确定延迟{days}个工作日答复")
@dataclass(frozen=True)
class FoiDelayed(OfCase):
    """The reasons are good, but the term is too short: a reasonable delayed term was set, once, by the office's head (条例第35条)."""

    days: int


@fact("foi.charged", "通知缴纳信息处理费{amount}元，暂停计时")
@dataclass(frozen=True)
class FoiCharged(OfCase):
    """A fee notice went out within the term (国办函〔2020〕109号); the clock rests."""

    amount: int


@fact("foi.charge_delivered", "收费通知{on}送达，{due}前缴清")
@dataclass(frozen=True)
class FoiChargeDelivered(OfCase):
    """The applicant received the fee notice; their 20 working days run from the next day."""

    on: str
    due: str


@fact("foi.paid", "{on}缴清信息处理费{amount}元，期限从第二天起重新计算")
@dataclass(frozen=True)
class FoiPaid(OfCase):
    """The fee was paid in full; the term starts anew."""

    on: str
    amount: int


@fact("foi.charge_withdrawn", "撤回收费通知，不收信息处理费，期限照常计算")
@dataclass(frozen=True)
class FoiChargeWithdrawn(OfCase):
    """The fee notice was withdrawn, with a reason: nothing is to be paid, and no day was left out of the term."""


@fact("foi.proposed", "拟答复，送签")
@dataclass(frozen=True)
class FoiProposed(OfCase):
    """An answer was put forward for signature."""

    outcome: str


@fact("foi.returned", "退回重拟")
@dataclass(frozen=True)
class FoiReturned(OfCase):
    """The signatory sent a proposed answer back."""


@fact("foi.answered_anew", "重新答复：{label}")
@dataclass(frozen=True)
class FoiAnsweredAnew(OfCase):
    """What a reviewing organ or a court ordered was done: the application was answered again. Its first outcome stays counted."""

    outcome: str
    label: str


@fact("foi.recalled_late", "登记撤回的时候已经超期{days}个工作日")
@dataclass(frozen=True)
class FoiRecalledLate(MayRelieve):
    """An officer noted that an overdue application was taken back; supervision lists it, for it leaves the rate of what was in time."""

    days: int


@fact("foi.receipt_corrected", "收到日期由{old}更正为{new}{then}")
@dataclass(frozen=True)
class FoiReceiptCorrected(MayRelieve):
    """A wrong receipt day was corrected; with it perhaps the Regulation that applies, and whether the term was kept, as ``then`` says."""

    old: str
    new: str
    rule: str
    then: str = ""


@fact("foi.brought_in", "从旧台账导入：{on}收到，{closed}办结，{label}")
@dataclass(frozen=True)
class FoiBroughtIn(OfCase):
    """An application came in from an old register, as it was answered before the system was."""

    on: str
    closed: str
    label: str
