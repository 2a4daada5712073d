"""Subscribers: nothing of a person stands here in clear."""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.declare.counted import Counted

ASKED, ACTIVE, LEFT = "asked", "active", "left"
STATES = ((ASKED, "等本人确认"), (ACTIVE, "在订"), (LEFT, "已退订"))
DAILY, WEEKLY = "daily", "weekly"
RHYTHMS = ((DAILY, "每天一封"), (WEEKLY, "每周一封"))


class Subscriber(Ledgered):
    """Somebody who is told by e-mail. Address, wishes and the secret of their links are sealed as ``wish``; once the key is erased only this row is left.

    ``since`` is the number of the fact from which on they are told, known once they have confirmed. ``told_upto``: what stands before that fact
    they were told of in another rhythm.
    """

    LEDGERED = ("code", "state", "rhythm", "since", "told_upto", "asked_on", "confirmed_on", "ended_on")
    COUNTED = Counted("subscriber", "asked_on", met="confirmed_on", ended="ended_on", sort="rhythm", state="state")

    code = models.CharField("编号", max_length=12, unique=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default=ASKED)
    rhythm = models.CharField("多久一封", max_length=10, choices=RHYTHMS)
    since = models.BigIntegerField(null=True)
    told_upto = models.BigIntegerField(default=0)
    asked_on = models.DateField("申请日期")
    confirmed_on = models.DateField("确认日期", null=True)
    ended_on = models.DateField("退订日期", null=True)

    class Meta:
        indexes = [models.Index(fields=["rhythm", "id"], condition=Q(state=ACTIVE), name="subscribers_told")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ASKED) | Q(state=LEFT) | Q(since__isnull=False, confirmed_on__isnull=False),
                name="subscriber_told_once_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state=LEFT, ended_on__isnull=False) | (~Q(state=LEFT) & Q(ended_on=None)),
                name="subscriber_left_on_a_day",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        return f"subscriber:{self.code}"
