"""Steps, duties, clocks with their events, and the cursors of consumers."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.pure.declare import Phase, Role

NEVER = date(9999, 12, 31)
"""Sorts last: a duty that is paused or has no due day."""
LATE = Q(stopped_on=None) | Q(stopped_on__gt=Coalesce("due_on", "provisional_on"))
"""Of a clock: stopped after its day, or not stopped."""

PHASES = [(p.value, p.value) for p in Phase]


class Subject(Ledgered):
    """A record or a case: something with a state, a phase that engines know, and a revision that rises with each step."""

    SUBJECT: ClassVar[str] = ""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="主办单位")
    state = models.CharField("环节", max_length=30)
    phase = models.CharField("阶段", max_length=8, choices=PHASES)
    revision = models.IntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        return f"{self.SUBJECT}:{self.ledger_key()}"

    def handler(self, role: Role, unit_id: int) -> str:
        """Into whose hands alone a new duty of that role and unit goes; "" for whoever holds it."""
        return ""


class StepTaken(Ledgered):
    """A step that was taken; append-only. ``seq`` counts per subject from 1."""

    LEDGERED = ("name", "source", "target", "by", "on", "at", "unit_id", "note")

    ref = models.CharField(max_length=80)
    seq = models.IntegerField()
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    by = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    on = models.DateField()
    note = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "seq"], name="step_once")]

    def ledger_key(self) -> str:
        return f"{self.ref}#{self.seq}"


class Clock(Ledgered):
    """One clock of a subject. Its truth is its events; the days beside them are an index for finding and sorting."""

    LEDGERED = (
        "name",
        "rule",
        "calendar",
        "started_on",
        "due_on",
        "provisional_on",
        "bound_on",
        "warn_on",
        "paused",
        "stopped_on",
    )

    ref = models.CharField(max_length=80)
    name = models.CharField(max_length=30)
    seq = models.IntegerField(default=0)
    rule = models.CharField(max_length=40)
    calendar = models.CharField(max_length=64)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    provisional_on = models.DateField(null=True)
    bound_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    paused = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "name", "seq"], name="clock_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(due_on=None, stopped_on=None), name="clock_undetermined"),
            models.Index(fields=["name", "stopped_on", "ref"], condition=LATE, name="clock_late"),
        ]

    def ledger_key(self) -> str:
        return f"{self.ref}/{self.name}/{self.seq}"

    @property
    def last_on(self) -> date | None:
        """The day that is told: the due day, or the day expected while it is provisional; None while paused."""
        return self.due_on or self.provisional_on

    @property
    def sort_on(self) -> date:
        return NEVER if self.paused else (self.due_on or self.bound_on or NEVER)


class ClockEvent(Ledgered):
    """Something that moved a clock; append-only."""

    LEDGERED = ("kind", "on", "days", "key", "ground", "article")

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    kind = models.CharField(max_length=10)
    on = models.DateField()
    days = models.IntegerField(null=True)
    key = models.CharField(max_length=80, blank=True)
    ground = models.CharField(max_length=400, blank=True)
    article = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "seq"], name="clock_event_order"),
            models.UniqueConstraint(fields=["clock"], condition=Q(kind="extend"), name="extended_once"),
            models.UniqueConstraint(fields=["clock"], condition=Q(kind="restart"), name="restarted_once"),
            models.UniqueConstraint(fields=["clock"], condition=Q(kind="delay"), name="delayed_once"),
            models.UniqueConstraint(fields=["clock"], condition=Q(kind="renew"), name="renewed_once"),
        ]

    def ledger_key(self) -> str:
        return f"{self.clock.ledger_key()}#{self.seq}"


class Duty(Ledgered):
    """Who owes what to which record or case, and by when. The worklist and supervision are queries over open duties.

    ``sort_on`` is never NULL: the due day, its proven lower bound while it is provisional, or NEVER while paused.
    """

    LEDGERED = (
        "ref", "kind", "key", "unit_id", "role", "person", "procedure", "clock_id", "paused", "due_on", "sort_on", "warn_on", "opened_on",
        "closed_on",
    )  # fmt: skip

    ref = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    person = models.CharField(max_length=40, blank=True)
    procedure = models.CharField(max_length=30)
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    sort_on = models.DateField(default=NEVER)
    warn_on = models.DateField(default=NEVER)
    paused = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "sort_on", "id"], condition=Q(closed_on=None), name="duty_open_by_unit"),
            models.Index(fields=["sort_on", "id"], condition=Q(closed_on=None), name="duty_open"),
            models.Index(fields=["ref"], name="duty_ref"),
            models.Index(fields=["unit", "closed_on", "id"], name="duty_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ref", "kind", "key"], condition=Q(closed_on=None), name="duty_open_once")
        ]


class Cursor(models.Model):
    """How far a consumer has read the order of facts: the index of the next fact it has not seen."""

    DERIVED = "a consumer's own place; losing it means reading again"

    name = models.CharField(primary_key=True, max_length=40)
    next_idx = models.BigIntegerField(default=0)
