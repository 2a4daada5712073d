"""What a complaint has beyond a case. Who complains, and in which words, is sealed; the unit that it is about is never told."""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.kernel.cases.models import Case
from gongkai.pure.law.applicants import as_choices
from gongkai.pure.law.grievances import MATTERS


class Grievance(Ledgered):
    """Whom it is about and what for; what was found, in words that are made public."""

    LEDGERED = ("about_id", "matter", "published_text", "rectify_by", "rectified_on")

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    about = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="被反映的单位")
    matter = models.CharField("反映的问题", max_length=20, choices=as_choices(MATTERS))
    published_text = models.TextField("公开的处理结果", blank=True)
    rectify_by = models.DateField("改正期限", null=True)
    rectified_on = models.DateField("报告改正的日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rectified_on=None) | Q(rectify_by__isnull=False), name="rectified_as_ordered"
            )
        ]

    def ledger_key(self) -> str:
        return self.case.reference


class Inquiry(Ledgered):
    """A letter by which the unit is asked to explain itself; its words, and those of the explanation, are sealed."""

    LEDGERED = ("asked_on", "due_on", "answered_on")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    asked_on = models.DateField("发出日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="inquiry_once")]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"
