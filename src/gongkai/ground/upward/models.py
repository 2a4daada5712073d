"""Records reported up."""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered

REPORTED, ADOPTED, DECLINED = "reported", "adopted", "declined"
STATES = ((REPORTED, "等结果"), (ADOPTED, "已采用"), (DECLINED, "没有采用"))
HAND, CALLBACK = "hand", "callback"
PORTAL = "portal"
"""The destination that is this government's own portal: units report to it, and its office decides on the desk."""
PREFIX = "up-"
"""How the code of a channel begins that leads to a government above."""


class Submission(Ledgered):
    """A record (``ref``) that its unit reported to a destination, once. ``how``: decided by hand, or told by the destination itself."""

    LEDGERED = (
        "code",
        "ref",
        "unit_id",
        "destination",
        "reported_on",
        "state",
        "decided_on",
        "how",
        "place",
        "because",
    )

    code = models.CharField("编号", max_length=12, unique=True)
    ref = models.CharField(max_length=80)
    unit_id = models.IntegerField()
    destination = models.CharField("报送到", max_length=20)
    reported_on = models.DateField("报送日期")
    state = models.CharField("结果", max_length=10, choices=STATES, default=REPORTED)
    decided_on = models.DateField("采用日期", null=True)
    how = models.CharField(max_length=10, blank=True)
    place = models.CharField("采用后的网址", max_length=300, blank=True)
    because = models.CharField("没有采用的原因", max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit_id", "-id"], name="submission_of_unit"),
            models.Index(fields=["state", "-id"], name="submission_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ref", "destination"], name="reported_once"),
            models.CheckConstraint(
                condition=Q(state=REPORTED, decided_on=None, how="")
                | (~Q(state=REPORTED) & Q(decided_on__isnull=False)),
                name="submission_decided_on_a_day",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def history(self) -> str:
        """What its facts refer to."""
        return f"submission:{self.code}"
