"""What an inquiry has beyond a case (pretend)."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered
from gongkai.kernel.cases.models import Case


class Detail(Ledgered):
    """How an inquiry came."""

    LEDGERED = ("by_phone",)

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    by_phone = models.BooleanField(default=False)

    def ledger_key(self) -> str:
        return self.case.reference
