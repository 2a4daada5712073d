"""What a reconsideration or a lawsuit has beyond a case; who decides it and under which number is sealed with the rest."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.kernel.cases.models import Case


class Remedy(Ledgered):
    """Its days and where it stands. ``expected_on``: by when a decision is due, by the law and what was told since; ``ends_on``: the
    day to which that leads, before it is moved off a day off."""

    LEDGERED = (
        "simple", "accepted_on", "ends_on", "expected_on", "replied_on", "suspended_on", "first_result", "first_on", "appeal_ends_on", "appeal_until", "appealed_by",
    )  # fmt: skip
    APPELLANTS: ClassVar = (("other", "原告或者第三人"), ("own", "本单位"), ("both", "双方"))

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    simple = models.BooleanField("适用简易程序", default=False)
    accepted_on = models.DateField("受理或者立案日期", null=True)
    ends_on = models.DateField("审理期限（顺延以前）", null=True)
    expected_on = models.DateField("审理期限", null=True)
    replied_on = models.DateField("提交答复的日期", null=True)
    suspended_on = models.DateField("中止的日期", null=True)
    first_result = models.CharField("一审结果", max_length=20, blank=True)
    first_on = models.DateField("一审裁判日期", null=True)
    appeal_ends_on = models.DateField("上诉期限（顺延以前）", null=True)
    appeal_until = models.DateField("上诉期限", null=True)
    appealed_by = models.CharField("上诉人", max_length=8, choices=APPELLANTS, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_result="", first_on=None) | (~Q(first_result="") & Q(first_on__isnull=False)),
                name="first_result_with_its_day",
            )
        ]

    def ledger_key(self) -> str:
        return self.case.reference


class Hearing(Ledgered):
    """A hearing or a session of the court: its day, and that somebody of the unit was there. Place and persons are sealed."""

    LEDGERED = ("on", "told_on")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    on = models.DateField("日期")
    told_on = models.DateField("登记情况的日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="hearing_once"),
            models.CheckConstraint(condition=Q(told_on=None) | Q(told_on__gte=F("on")), name="told_after_the_hearing"),
        ]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"
