"""What an application has beyond a case; consultations; answers proposed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.kernel.cases.models import Case
from gongkai.pure.law.applicants import DELIVERIES, FORMS, as_choices


class Application(Ledgered):
    """The form in which the information is wanted (条例第29条第三项); all text and personal data are sealed."""

    LEDGERED = (
        "form_wanted", "delivery", "correction_due_on", "correction_days", "stands", "authority", "oral", "applicants", "passed_on_by",
        "tell_by",
    )  # fmt: skip
    STANDS: ClassVar = (("agent", "委托代理人"), ("guardian", "监护人"))
    TELL_BY: ClassVar = (("email", "电子邮件"), ("sms", "短信"))
    AUTHORITY: ClassVar = (("filed", "证明文件已附"), ("seen", "证明文件已查验，没有留存"))

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    form_wanted = models.CharField("希望的形式", max_length=12, choices=as_choices(FORMS))
    delivery = models.CharField("获取方式", max_length=12, choices=as_choices(DELIVERIES))
    # While the year is not announced the day expected: terms.reread moves it then, but never forward to an earlier day.
    correction_due_on = models.DateField("补正期限", null=True)
    correction_days = models.IntegerField("补正期限的工作日数", null=True)
    # How it was brought (procedures.foi.receiving); names and numbers are sealed with the applicant's.
    stands = models.CharField("谁代为申请", max_length=10, choices=STANDS, blank=True, default="")
    authority = models.CharField("代为申请的证明", max_length=10, choices=AUTHORITY, blank=True, default="")
    oral = models.BooleanField("口头申请，代为填写", default=False)
    applicants = models.PositiveSmallIntegerField("申请人数", default=1)
    passed_on_by = models.CharField("转送的机关", max_length=100, blank=True, default="")
    tell_by = models.CharField("有进展怎么通知", max_length=10, choices=TELL_BY, blank=True, default="")

    def ledger_key(self) -> str:
        return self.case.reference


class Consultation(Ledgered):
    """A third party or joint organ was asked in writing (条例第32、34条). The clock rests from dispatch to answer."""

    LEDGERED = ("kind", "unit_id", "dispatched_on", "received_on", "due_on", "answered_on", "consents", "undelivered")
    KINDS: ClassVar = (("third_party", "第三方"), ("joint_organ", "共同制作的机关"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    dispatched_on = models.DateField("发出日期")
    received_on = models.DateField("送达日期", null=True)
    due_on = models.DateField("答复期限", null=True)
    answered_on = models.DateField("答复日期", null=True)
    consents = models.BooleanField("同意公开", null=True)
    undelivered = models.BooleanField("没能送达", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="consultation_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("dispatched_on")),
                name="answered_after_dispatch",
            ),
            models.CheckConstraint(
                condition=Q(undelivered=False) | Q(received_on=None, consents=None, answered_on__isnull=False),
                name="undelivered_is_no_answer",
            ),
        ]

    @property
    def key(self) -> str:
        return f"consultation-{self.seq}"

    @property
    def said(self) -> str:
        """What came of it, once it is over. A joint organ's silence counts as consent (条例第34条): a term that it missed there is,
        ``due_on``, only under that Regulation.
        """
        if self.undelivered:
            return "没能送达，不视为同意公开" if self.kind == "joint_organ" else "没能送达，由受理单位决定是否公开"
        if self.consents is None:
            deemed = self.kind == "joint_organ" and self.due_on
            return "逾期没有提出意见，视为同意公开" if deemed else "没有答复"
        return "同意公开" if self.consents else "不同意公开"

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class Assistance(Ledgered):
    """Another holder was asked for what it keeps, or an assisting unit to help answer. No clock of the case moves: what is left out of the
    term is the time of those who are asked for their opinion, and no other (条例第33条第3款).
    """

    LEDGERED = ("kind", "unit_id", "asked_on", "due_on", "answered_on", "came", "kept", "materials")
    KINDS: ClassVar = (("retrieve", "调取"), ("assist", "协办"))
    CAME: ClassVar = (("all", "有，都提供了"), ("part", "提供了一部分"), ("none", "没有找到"), ("dropped", "不再等"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField("发出日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True)
    came = models.CharField("结果", max_length=10, choices=CAME, blank=True, default="")
    kept = models.BooleanField("按期答复", null=True)
    materials = models.JSONField("带来的材料", default=list, help_text="拟公开的材料的序号")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="assistance_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, came="") | (Q(answered_on__isnull=False) & ~Q(came="")),
                name="assisted_with_a_result",
            ),
        ]

    @property
    def key(self) -> str:
        return f"assistance-{self.seq}"

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class Excess(Ledgered):
    """The applicant was asked why they apply so much, or so often (条例第35条)."""

    LEDGERED = ("asked_on", "due_on", "told_on")

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    asked_on = models.DateField("要求说明理由的日期")
    due_on = models.DateField("说明理由的期限")
    told_on = models.DateField("说明理由的日期", null=True)

    def ledger_key(self) -> str:
        return self.case.reference


class Charge(Ledgered):
    """A fee notice (国办函〔2020〕109号): by items of a month, or by pages of this application. The clock rests until it is paid,
    withdrawn, or not paid in time."""

    LEDGERED = (
        "tariff", "before", "count", "amount", "noticed_on", "received_on", "due_on", "paid_on", "withdrawn_on", "voucher",
    )  # fmt: skip
    TARIFFS: ClassVar = (("items", "按件计收"), ("pages", "按量计收"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    tariff = models.CharField("计收标准", max_length=8, choices=TARIFFS)
    before = models.IntegerField("本月已经申请的件数")
    count = models.IntegerField("这次计收的件数或者页数")
    amount = models.IntegerField("金额（元）")
    noticed_on = models.DateField("收费通知发出日期")
    received_on = models.DateField("申请人收到日期", null=True)
    # While the year is not announced the day expected: terms.reread moves it then, but never forward to an earlier day.
    due_on = models.DateField("缴费期限", null=True)
    paid_on = models.DateField("缴清日期", null=True)
    withdrawn_on = models.DateField("撤回日期", null=True)
    voucher = models.CharField("票据号", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="charge_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, count__gt=0, before__gte=0), name="charge_counts"),
            models.CheckConstraint(condition=Q(paid_on=None) | Q(withdrawn_on=None), name="paid_or_withdrawn"),
        ]

    @property
    def key(self) -> str:
        return f"charge-{self.seq}"

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class Proposal(Ledgered):
    """An answer put forward for signature, or a ``draft`` of one: its outcome and a digest of its sealed text. Append-only."""

    LEDGERED = ("outcome", "by", "text_digest", "draft")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    outcome = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    text_digest = models.CharField(max_length=64)
    draft = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="proposal_once")]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class Material(Ledgered):
    """A paper that may be given away in part: the original, the PDF that is worked on, and what of it is marked as not open. ``marked``
    counts how often that was said anew.
    """

    LEDGERED = ("file_id", "pdf_id", "pages", "boxes", "marked")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    file_id = models.CharField(max_length=40)
    pdf_id = models.CharField(max_length=40)
    pages = models.IntegerField()
    # [page, x, y, width, height, ground], lengths in tenths of a millimetre.
    boxes = models.JSONField(default=list)
    marked = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="material_once")]

    @property
    def typeset(self) -> bool:
        """Was its PDF made from something that had no pages?"""
        return self.file_id != self.pdf_id

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class RedactedCopy(Ledgered):
    """A copy of a paper in which what was marked is burned in, with the list of it. Append-only."""

    LEDGERED = ("of_marks", "boxes", "file_id", "list_id", "digest")

    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    of_marks = models.IntegerField()
    boxes = models.IntegerField()
    file_id = models.CharField(max_length=40)
    list_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "seq"], name="redacted_copy_once")]

    @property
    def fresh(self) -> bool:
        """Is it of what is marked now?"""
        return self.of_marks == self.material.marked

    def ledger_key(self) -> str:
        return f"{self.material.ledger_key()}/{self.seq}"


class AnswerWording(Ledgered):
    """How a unit words the answers with an outcome, or a standard paragraph; a paragraph of its own has a ``name``, and may be ``withdrawn``.
    Append-only: the newest version counts.
    """

    LEDGERED = ("text", "by", "on", "name", "withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)
    version = models.IntegerField()
    text = models.TextField()
    by = models.CharField(max_length=40)
    on = models.DateField()
    name = models.CharField("段落的名称", max_length=20, blank=True, default="")
    withdrawn = models.BooleanField("不再使用", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "key", "version"], name="answer_wording_once")]

    def ledger_key(self) -> str:
        return f"{self.unit.code}/{self.key}/{self.version}"


class AnswerPath(Ledgered):
    """By whom a unit's answers go before they are signed."""

    LEDGERED = ("legal_review",)

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    legal_review = models.BooleanField("签发以前先经法制审核", default=False)

    def ledger_key(self) -> str:
        return self.unit.code


class Publicising(Ledgered):
    """What the openness office decided about answers that were given often (条例第44条): a draft in which they are published, or why they are not."""

    LEDGERED = ("cases", "record", "reason", "by", "on")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    cases = models.JSONField("哪几件", help_text="编号")
    record = models.CharField("起草的信息", max_length=20, blank=True)
    reason = models.CharField("为什么不宜公开", max_length=300, blank=True)
    by = models.CharField(max_length=64)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "seq"], name="publicising_once"),
            models.CheckConstraint(condition=Q(record="") ^ Q(reason=""), name="published_or_not_because"),
        ]

    def ledger_key(self) -> str:
        return f"{self.unit.code}/{self.seq}"


class Service(Ledgered):
    """How a paper was handed over to the applicant, and whether they have it. What is personal (posting number, who signed) is sealed."""

    LEDGERED = ("notice", "way", "sent_on", "appointed_on", "hour", "served_on", "returned_on")
    WAYS: ClassVar = (
        ("post", "邮寄"),
        ("in_person", "当面交付"),
        ("email", "电子邮件"),
        ("on_site", "现场查阅"),
        ("fax", "传真"),
        ("web", "网上取阅"),
    )

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    notice = models.CharField(max_length=60)
    way = models.CharField("送达方式", max_length=12, choices=WAYS)
    sent_on = models.DateField("发出日期")
    appointed_on = models.DateField("约定日期", null=True)
    hour = models.CharField("约定时间", max_length=5, blank=True)
    served_on = models.DateField("送达日期", null=True)
    returned_on = models.DateField("退回日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="service_once"),
            models.UniqueConstraint(fields=["case", "notice"], condition=Q(way="web"), name="read_once"),
            models.CheckConstraint(condition=Q(served_on=None) | Q(returned_on=None), name="served_or_returned"),
        ]

    @property
    def key(self) -> str:
        """By which the outbox knows it, where it goes by e-mail."""
        return f"paper-{self.case.reference}-{self.seq}"

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"
