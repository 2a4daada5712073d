"""Contributions of units to a draft, remarks on it, and outlines that an office loaded."""

from hashlib import sha256

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Phase, Role

ASKED, HANDED_IN, CALLED_OFF = "asked", "handed_in", "called_off"
STATES = ((ASKED, "还没交"), (HANDED_IN, "已交"), (CALLED_OFF, "不要了"))
PHASE_OF = {ASKED: Phase.OPEN, HANDED_IN: Phase.DONE, CALLED_OFF: Phase.VOID}


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class Contribution(Ledgered):
    """That a unit was asked to write for a chapter of another unit's draft, by a day. ``current``: its last passage, 0 for none; ``taken``: the
    one that was last taken into the draft, or looked at and left out of it. A later passage is never taken by itself.
    """

    FAMILY = "contribution"
    LEDGERED = (
        "record_id", "unit_id", "chapter", "ask", "seat", "due_on", "state", "phase", "revision", "asked_on", "by", "current", "taken",
    )  # fmt: skip

    code = models.CharField(primary_key=True, max_length=20)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="供稿单位")
    chapter = models.CharField("写进哪一部分", max_length=200)
    ask = models.CharField("请写什么", max_length=500)
    seat = models.IntegerField("第几个")
    due_on = models.DateField("什么时候要")
    state = models.CharField(max_length=12, choices=STATES)
    phase = models.CharField(max_length=8)
    revision = models.IntegerField(default=0)
    asked_on = models.DateField("请供稿的日期")
    by = models.CharField(max_length=64)
    current = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-due_on"], name="contribution_unit"),
            models.Index(fields=["record", "seat"], name="contribution_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "unit", "chapter"], condition=~Q(state=CALLED_OFF), name="contribution_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ASKED, current=0) | Q(state=HANDED_IN, current__gt=0) | Q(state=CALLED_OFF),
                name="contribution_handed_in_with_words",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        return f"{self.FAMILY}:{self.code}"

    def handler(self, role: Role, unit_id: int) -> str:
        """It is owed by whoever edits for the unit."""
        return ""

    @property
    def waits(self) -> bool:
        """Is there a passage that nobody has taken into the draft or looked at?"""
        return self.state == HANDED_IN and self.current > self.taken

    @property
    def changed(self) -> bool:
        """Was it changed after it had been taken?"""
        return self.waits and self.taken > 0


class Passage(Ledgered):
    """What a unit handed in, version by version, its figures counted when the ledger had ``size`` facts."""

    LEDGERED = ("number", "digest", "size", "on", "by")

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+")
    number = models.IntegerField()
    body = models.TextField()
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    on = models.DateField()
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="passage_once")]

    def ledger_key(self) -> str:
        return f"{self.contribution_id}@{self.number}"

    def ledger_faults(self) -> list[str]:
        return [] if digest_of(self.body) == self.digest else ["the text does not match its digest"]


class Remark(Ledgered):
    """What somebody remarks on a draft, on a chapter or on words of it, as it stood in a version; or (``answers``) says to such a remark. It stays
    with the draft and goes into nothing that is published.
    """

    LEDGERED = (
        "number", "answers", "version", "chapter", "quote", "text", "unit_id", "on", "by", "resolved_on", "resolved_by",
    )  # fmt: skip

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    number = models.IntegerField()
    answers = models.IntegerField(default=0)
    version = models.IntegerField()
    chapter = models.CharField("哪一部分", max_length=200, blank=True)
    quote = models.CharField("原话", max_length=200, blank=True)
    text = models.CharField("批注", max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=64)
    resolved_on = models.DateField(null=True)
    resolved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="remark_once"),
            models.CheckConstraint(
                condition=Q(resolved_on=None, resolved_by="") | Q(resolved_on__isnull=False, answers=0) & ~Q(resolved_by=""),
                name="remark_resolved_by_somebody",
            ),
        ]  # fmt: skip

    def ledger_key(self) -> str:
        return f"{self.record_id}/{self.number}"


class LoadedOutline(Ledgered):
    """A version of an outline that an office loaded, for all units or one (``unit``) and what is below it; of each key the one loaded last is offered,
    until it is ended. A draft that was begun from it keeps what it was given.
    """

    LEDGERED = ("key", "version", "name", "unit_id", "digest", "loaded_on", "by", "ended_on")

    key = models.CharField(max_length=40)
    version = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    loaded_on = models.DateField()
    by = models.CharField(max_length=64)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="outline_loaded_once")]

    def ledger_key(self) -> str:
        return f"{self.key}/{self.version}"

    def ledger_faults(self) -> list[str]:
        return [] if digest_of(self.text) == self.digest else ["the text does not match its digest"]
