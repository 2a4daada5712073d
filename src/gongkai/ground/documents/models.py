"""Number registers; notices and their renderings."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered


class Register(models.Model):
    """The last number given in a register ("case/2026", "index/<prefix>/2026"). A number is never given twice."""

    DERIVED = "the greatest number given; the numbers themselves stand in ledgered rows under unique constraints"

    name = models.CharField(primary_key=True, max_length=120)
    last = models.IntegerField(default=0)


class Notice(Ledgered):
    """A notice that was issued: its number, template and sealed data. The paper itself is a Rendering, made after the act."""

    LEDGERED = ("ref", "kind", "title", "number", "template", "data_digest", "dated_on", "step_seq")

    ref = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    number = models.CharField(max_length=60, unique=True)
    template = models.CharField(max_length=80)
    data_digest = models.CharField(max_length=64)
    dated_on = models.DateField()
    step_seq = models.IntegerField()
    # Not in the ledger's image: it only finds, by a small index, what is still to be set.
    waits = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["ref", "id"]),
            models.Index(fields=["id"], condition=models.Q(waits=True), name="notice_waits"),
        ]

    def ledger_key(self) -> str:
        return self.number


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
