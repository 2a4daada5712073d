"""What a policy document has beyond a record: its filing with the superior government; why it goes out without an interpretation."""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.kernel.records.models import Record


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
