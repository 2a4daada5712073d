"""Number registers; notices and their renderings."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit


class Register(models.Model):
    """The last number given in a register ("case/2026", "index/<prefix>/2026"). A number is never given twice."""

    DERIVED = "the greatest number given; the numbers themselves stand in ledgered rows under unique constraints"

    name = models.CharField(primary_key=True, max_length=120)
    last = models.IntegerField(default=0)


class Notice(Ledgered):
    """A notice that was issued: its number, template and sealed data. The paper itself is a Rendering, made after the act."""

    LEDGERED = ("ref", "kind", "title", "number", "template", "data_digest", "dated_on", "step_seq", "seal")

    ref = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    number = models.CharField(max_length=60, unique=True)
    template = models.CharField(max_length=80)
    data_digest = models.CharField(max_length=64)
    dated_on = models.DateField()
    step_seq = models.IntegerField()
    seal = models.CharField("电子印章", max_length=40, blank=True, default="", help_text="所用印章图样的文件号")
    # Not in the ledger's image: it only finds, by a small index, what is still to be set.
    waits = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["ref", "id"]),
            models.Index(fields=["id"], condition=models.Q(waits=True), name="notice_waits"),
        ]

    def ledger_key(self) -> str:
        return self.number


class Seal(Ledgered):
    """The picture of a unit's seal, set over the signature of its notices while it is in force. One that is replaced stays: what it was set
    upon names it.
    """

    LEDGERED = ("file_id", "every", "from_on", "ended_on")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    file_id = models.CharField(max_length=40)
    every = models.BooleanField("盖在每一份文书上", default=False, help_text="否则只盖签发人、负责人签发的")
    from_on = models.DateField("启用日期")
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "seq"], name="seal_once"),
            models.UniqueConstraint(fields=["unit"], condition=models.Q(ended_on=None), name="one_seal_in_force"),
        ]

    def ledger_key(self) -> str:
        return f"{self.unit.code}/{self.seq}"


class Enclosure(Ledgered):
    """A file that goes out with a notice, at its place among those that the notice lists; sealed as all else of its subject."""

    LEDGERED = ("file_id",)

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")
    place = models.IntegerField()
    file_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "place"], name="enclosed_once")]

    def ledger_key(self) -> str:
        return f"{self.notice.number}/{self.place}"


class Rendering(Ledgered):
    """A notice as PDF: the digest of its bytes, and the file that holds them, sealed under the subject's key."""

    LEDGERED = ("digest", "file_id", "pages")

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    file_id = models.CharField(max_length=40)
    pages = models.IntegerField(default=1)

    def ledger_key(self) -> str:
        return self.notice.number
