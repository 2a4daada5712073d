"""What a policy document has beyond a record: the review of its legality and the meeting that passed it; its filing with the superior
government; why it goes out without an interpretation.
"""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.models import Record

CONCLUSIONS = (("lawful", "合法"), ("amend", "修改后再审"), ("unlawful", "不合法"))
DECISIONS = (("passed", "审议通过"), ("amended", "原则通过，修改后印发"), ("postponed", "暂不通过"))
PASSED = ("passed", "amended")
"""Decisions by which a document may be issued."""


class LegalityReview(Ledgered):
    """An opinion on the legality (合法性审查) of a document before it is issued; of several the latest holds.

    ``version`` and ``revision`` tell which text was reviewed: what is saved afterwards is another one.
    """

    LEDGERED = ("record_id", "organ", "conclusion", "opinion", "reviewed_on", "version", "revision", "by")

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    organ = models.CharField("审查机构", max_length=60)
    conclusion = models.CharField("结论", max_length=10, choices=CONCLUSIONS)
    opinion = models.CharField("审查意见", max_length=1000)
    reviewed_on = models.DateField("审查日期")
    version = models.IntegerField("审查的版本")
    revision = models.IntegerField()
    by = models.CharField("审查人", max_length=40)


class Deliberation(Ledgered):
    """A meeting that deliberated on a document (集体审议) before it is issued, and how it decided; of several the latest holds."""

    LEDGERED = ("record_id", "meeting", "held_on", "decision", "note", "by")

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    meeting = models.CharField("会议", max_length=80)
    held_on = models.DateField("会议日期")
    decision = models.CharField("结论", max_length=10, choices=DECISIONS)
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.CharField("登记人", max_length=40)


class Filing(Ledgered):
    """A normative document was sent to the superior organ for filing (备案); what number it was given there, once that is known."""

    LEDGERED = ("authority", "sent_on", "number", "registered_on", "by")

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    authority = models.CharField("备案机关", max_length=60)
    sent_on = models.DateField("报送日期")
    number = models.CharField("备案号", max_length=60, blank=True)
    registered_on = models.DateField("备案日期", null=True)
    by = models.CharField("报送人", max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number="", registered_on=None) | (~Q(number="") & Q(registered_on__isnull=False)),
                name="filing_number_with_its_day",
            )
        ]

    def ledger_key(self) -> str:
        return self.record_id


class NoInterpretation(Ledgered):
    """Why a document goes out without an interpretation (解读), where that was said beside its text: at a gate nobody writes at it."""

    LEDGERED = ("because", "on", "by")

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    because = models.CharField("为什么不解读", max_length=200)
    on = models.DateField("登记日期")
    by = models.CharField("登记人", max_length=40)

    def ledger_key(self) -> str:
        return self.record_id


FATES = (("keep", "继续有效"), ("amend", "修改"), ("repeal", "废止"), ("expire", "宣布失效"))
REASON_LENGTH = 200  # characters


class Clearing(Ledgered):
    """A going-through of the normative documents in a scope (清理). Its result is a record, with whose publication it is signed."""

    LEDGERED = ("unit_id", "title", "scope", "begun_on", "by", "result_id", "signed_on")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="清理单位")
    title = models.CharField("名称", max_length=80)
    scope = models.CharField("范围", max_length=200)
    begun_on = models.DateField("开始日期")
    by = models.CharField("经办人", max_length=40)
    result = models.OneToOneField(Record, models.PROTECT, null=True, related_name="+", verbose_name="清理结果")
    signed_on = models.DateField("公布日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(result__isnull=False), name="clearing_signed_by_its_result"
            )
        ]

    @property
    def ref(self) -> str:
        return f"clearing:{self.pk}"


class ClearingItem(Ledgered):
    """A document in a clearing, and what was decided on it; "" while nothing is."""

    LEDGERED = ("clearing_id", "record_id", "fate", "reason", "on", "by")

    clearing = models.ForeignKey(Clearing, models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    fate = models.CharField("处理意见", max_length=10, choices=FATES, blank=True)
    reason = models.CharField("理由", max_length=REASON_LENGTH, blank=True)
    on = models.DateField("日期", null=True)
    by = models.CharField("经办人", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clearing", "record"], name="cleared_once"),
            models.CheckConstraint(
                condition=Q(fate="", on=None, by="") | (~Q(fate="") & Q(on__isnull=False) & ~Q(by="")),
                name="clearing_decided_with_its_day",
            ),
            models.CheckConstraint(condition=Q(fate__in=("", "keep")) | ~Q(reason=""), name="clearing_with_a_reason"),
        ]
