"""What a policy document has beyond a record: its filing with the superior government."""

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
