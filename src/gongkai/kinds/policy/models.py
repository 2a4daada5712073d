"""What a policy document has beyond a record: the review of its legality and the meeting that passed it; its filing with the superior
government; why it goes out without an interpretation.
"""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
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
    """Why a normative document goes out without an interpretation (解读)."""

    LEDGERED = ("because", "on", "by")

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    because = models.CharField("为什么不解读", max_length=200)
    on = models.DateField("登记日期")
    by = models.CharField("登记人", max_length=40)

    def ledger_key(self) -> str:
        return self.record_id
