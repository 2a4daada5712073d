"""Keys of units, and what came in by them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role
from gongkai.pure.declare.counted import Counted


class ApiKey(Ledgered):
    """A key of a unit for another system. Only the digest of its secret is kept; it opens from a day to a day, until it is revoked.

    ``used_at`` is when it was last seen, to the nearest minutes: it stands beside the ledger, for asking is no act.
    """

    LEDGERED = ("code", "unit_id", "label", "digest", "may_submit", "made_on", "expires_on", "revoked_on")
    COUNTED = Counted("key", "made_on", "expires_on", ended="revoked_on")

    code = models.CharField("编号", max_length=12, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    label = models.CharField("给哪个系统用", max_length=40)
    digest = models.CharField(max_length=64)
    may_submit = models.BooleanField("可以直接送审", default=False)
    made_on = models.DateField("发放日期")
    expires_on = models.DateField("最后一天")
    revoked_on = models.DateField("停用日期", null=True)
    used_at = models.DateTimeField("最近一次使用", null=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_on__gte=F("made_on")), name="key_expires_after_it_is_made")
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        return f"key:{self.code}"

    @property
    def actor_name(self) -> str:
        """Who acts by it, in the ledger and on pages. No person's sign-in name looks so."""
        return f"接口{self.code}"

    def opens(self, on: date) -> bool:
        return self.revoked_on is None and on <= self.expires_on

    def actor(self) -> Actor:
        """It drafts for its unit and does nothing else: no gate is open to it."""
        return Actor(self.actor_name, f"接口（{self.label}）", {Role.EDITOR: frozenset({self.unit_id})})


class Reception(Ledgered):
    """What one request brought: under the token that its sender gave it, so that the same one brings it once."""

    LEDGERED = ("key_id", "token", "digest", "record", "on")

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    record = models.CharField(max_length=16)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "token"], name="received_once")]


class Recognition(models.Model):
    """A request that brought nothing new: what it told of was here as it told it. Its token is used up like one that brought something."""

    DERIVED = "nothing was done; without it the same request is answered the same anew"

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    record = models.CharField(max_length=16)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "token"], name="recognised_once")]
