"""Count sheets: one narrow row per countable state, valid from one fact to another. No personal data.

A row holds from the fact ``from_idx`` on, until the fact ``to_idx`` that superseded it. As counted when the ledger had N
facts (indices 0 to N-1), it is in force if ``from_idx`` < N and ``to_idx`` is NULL or >= N; live, if ``to_idx`` is NULL.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.ground.units.models import Unit

LIVE = Q(to_idx=None)


class Sheet(models.Model):
    """Base of the count sheets. ``ref`` is the subject's ledger key; ``COLUMNS`` are what makes two states differ."""

    DERIVED = "folded from the images in facts' bodies; engines.measures.sheets.rebuild makes it anew"
    COLUMNS: ClassVar[tuple[str, ...]] = ()

    ref = models.CharField(max_length=80)
    from_idx = models.BigIntegerField()
    to_idx = models.BigIntegerField(null=True)
    # No constraint in the database: a sheet can be thrown away, and must never hold up a change of what it counts.
    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        abstract = True


class CaseSheet(Sheet):
    """The countable states of cases."""

    COLUMNS = (
        "unit_id", "procedure", "law", "rule", "registered_on", "received_on", "first_received_on", "closed_on", "outcome",
        "party_type", "channel", "within_term", "on_time", "extended", "phase", "route", "grade",
    )  # fmt: skip

    procedure = models.CharField(max_length=30)
    law = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField()
    received_on = models.DateField(null=True)
    first_received_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    party_type = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    within_term = models.BooleanField(null=True)
    on_time = models.BooleanField(null=True)
    extended = models.BooleanField(default=False)
    phase = models.CharField(max_length=8)
    route = models.CharField(max_length=10, blank=True, default="")
    grade = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        db_table = "case_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="case_sheet_one_live")]
        indexes = [
            # Whatever is counted of cases is of one procedure, and of some there are few.
            models.Index(
                fields=["procedure", "closed_on", "unit", "outcome", "party_type", "within_term"],
                condition=LIVE,
                name="case_sheet_closed",
            ),
            models.Index(
                fields=["procedure", "first_received_on", "unit", "channel", "party_type", "closed_on"],
                condition=LIVE,
                name="case_sheet_received",
            ),
            # By this the cells that a change touches are counted anew.
            models.Index(fields=["unit", "first_received_on"], condition=LIVE, name="case_sheet_of_unit"),
            models.Index(fields=["closed_on", "unit", "from_idx", "to_idx"], name="case_sheet_closed_then"),
            models.Index(fields=["first_received_on", "unit", "from_idx", "to_idx"], name="case_sheet_received_then"),
        ]


class Cell(models.Model):
    """Base of the roll-ups: how many live rows of cases are alike (``n``), of a unit. Counted from the rows, never added to (``cells``)."""

    DERIVED = "counted from the count sheet of cases; engines.measures.cells.rebuild makes it anew"

    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    procedure = models.CharField(max_length=30)
    on_time = models.BooleanField(null=True)
    n = models.IntegerField()

    class Meta:
        abstract = True


class CaseYear(Cell):
    """Cases alike in all that measures ask for, by the years in which they were received and closed; None: not yet."""

    COLUMNS = (
        "unit_id", "procedure", "law", "rule", "outcome", "party_type", "channel", "within_term", "on_time", "extended", "phase",
        "route", "grade",
    )  # fmt: skip

    received_year = models.SmallIntegerField(null=True)
    closed_year = models.SmallIntegerField(null=True)
    # Not closed in the year it was received: few are, and only they can be carried over.
    over = models.BooleanField()
    law = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    party_type = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    within_term = models.BooleanField(null=True)
    extended = models.BooleanField()
    phase = models.CharField(max_length=8)
    route = models.CharField(max_length=10, blank=True)
    grade = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "case_year"
        indexes = [
            models.Index(fields=["procedure", "received_year", "unit"], name="case_year_received"),
            models.Index(fields=["procedure", "closed_year", "unit"], name="case_year_closed"),
            models.Index(fields=["unit", "received_year", "closed_year"], name="case_year_of_unit"),
            models.Index(
                fields=["procedure", "received_year", "closed_year"], condition=Q(over=True), name="case_year_over"
            ),
        ]


class CaseMonth(Cell):
    """Closed cases by the month of closing (its first day), and whether they kept their term."""

    COLUMNS = ("unit_id", "procedure", "on_time")

    month = models.DateField()

    class Meta:
        db_table = "case_month"
        indexes = [
            models.Index(fields=["month", "unit"], name="case_month_month"),
            models.Index(fields=["unit", "month"], name="case_month_of_unit"),
        ]


class RecordSheet(Sheet):
    """The countable states of records that were published; a draft is not counted."""

    COLUMNS = ("unit_id", "kind", "section_id", "normative", "formed_on", "published_on", "ended_on", "withdrawn_on")

    kind = models.CharField(max_length=30)
    section_id = models.CharField(max_length=40)
    normative = models.BooleanField(default=False)
    formed_on = models.DateField()
    published_on = models.DateField()
    ended_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "record_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="record_sheet_one_live")]
        indexes = [
            models.Index(
                fields=["published_on", "unit", "normative", "kind"], condition=LIVE, name="record_sheet_published"
            ),
            models.Index(fields=["formed_on", "unit", "normative"], condition=LIVE, name="record_sheet_formed"),
            models.Index(fields=["published_on", "unit", "from_idx", "to_idx"], name="record_sheet_published_then"),
        ]


class OutletSheet(Sheet):
    """The countable states of outlets, each with the unit of its record. ``ref`` is "record/channel"."""

    COLUMNS = ("unit_id", "record", "channel", "on", "withdrawn_on")

    record = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        db_table = "outlet_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="outlet_sheet_one_live")]
        indexes = [
            models.Index(fields=["on", "unit", "channel"], condition=LIVE, name="outlet_sheet_on"),
            models.Index(fields=["record"], condition=LIVE, name="outlet_sheet_record"),
            models.Index(fields=["on", "unit", "from_idx", "to_idx"], name="outlet_sheet_on_then"),
        ]


class SubmissionSheet(Sheet):
    """The countable states of what was reported up. ``ref`` is the submission's code."""

    COLUMNS = ("unit_id", "destination", "reported_on", "state", "decided_on")

    destination = models.CharField(max_length=20)
    reported_on = models.DateField()
    state = models.CharField(max_length=10)
    decided_on = models.DateField(null=True)

    class Meta:
        db_table = "submission_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="submission_sheet_one_live")]
        indexes = [
            models.Index(fields=["reported_on", "unit", "state"], condition=LIVE, name="submission_sheet_reported"),
            models.Index(fields=["reported_on", "unit", "from_idx", "to_idx"], name="submission_sheet_then"),
        ]


class EntrySheet(Sheet):
    """What is counted of entries in logbooks, and of reading points: one row for each number of each. ``ref`` is "entry/number"."""

    COLUMNS = ("unit_id", "entry", "source", "what", "sort", "on", "until", "amount")

    entry = models.CharField(max_length=20)
    source = models.CharField(max_length=30)
    what = models.CharField(max_length=30, blank=True)
    sort = models.CharField(max_length=30, blank=True)
    on = models.DateField()
    until = models.DateField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=6)

    class Meta:
        db_table = "entry_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="entry_sheet_one_live")]
        indexes = [
            models.Index(fields=["source", "what", "on", "unit"], condition=LIVE, name="entry_sheet_on"),
            models.Index(fields=["entry"], condition=LIVE, name="entry_sheet_entry"),
            models.Index(fields=["source", "on", "from_idx", "to_idx"], name="entry_sheet_then"),
        ]


class DemandSheet(Sheet):
    """The countable states of what was urged or conferred about in cases. ``ref`` is the case's reference and a number."""

    COLUMNS = ("unit_id", "procedure", "kind", "demanded_on", "due_on", "answered_on", "kept")

    procedure = models.CharField(max_length=30)
    kind = models.CharField(max_length=10)
    demanded_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    kept = models.BooleanField(null=True)

    class Meta:
        db_table = "demand_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="demand_sheet_one_live")]
        indexes = [
            models.Index(fields=["demanded_on", "unit", "kind"], condition=LIVE, name="demand_sheet_made"),
            models.Index(fields=["demanded_on", "unit", "from_idx", "to_idx"], name="demand_sheet_then"),
        ]


class KeyPointSheet(Sheet):
    """The countable states of key points, each with the unit that leads it. ``ref`` is its code; a struck one has no row."""

    COLUMNS = ("unit_id", "level", "due_on", "state", "done_on", "kept")

    level = models.CharField(max_length=10)
    due_on = models.DateField()
    state = models.CharField(max_length=12)
    done_on = models.DateField(null=True)
    kept = models.BooleanField(null=True)

    class Meta:
        db_table = "key_point_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="key_point_sheet_one_live")]
        indexes = [
            models.Index(fields=["due_on", "unit", "state"], condition=LIVE, name="key_point_sheet_due"),
            models.Index(fields=["due_on", "unit", "from_idx", "to_idx"], name="key_point_sheet_then"),
        ]


class StepSheet(Sheet):
    """Steps that were taken, of those that a measure counts. ``ref`` is the subject's name in the ledger and a number; ``sort`` its kind or procedure."""

    COLUMNS = ("unit_id", "subject", "sort", "step", "on")

    ref = models.CharField(max_length=100)
    subject = models.CharField(max_length=10)
    sort = models.CharField(max_length=30)
    step = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        db_table = "step_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="step_sheet_one_live")]
        indexes = [
            models.Index(fields=["subject", "step", "on", "unit", "sort"], condition=LIVE, name="step_sheet_taken"),
            models.Index(fields=["on", "unit", "from_idx", "to_idx"], name="step_sheet_then"),
        ]


class MatterSheet(Sheet):
    """The countable states of rows whose model says what of them is counted. ``ref`` is the source and the row's key."""

    COLUMNS = ("unit_id", "source", "sort", "state", "begun_on", "due_on", "met_on", "ended_on", "kept")

    ref = models.CharField(max_length=160)
    source = models.CharField(max_length=20)
    sort = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, blank=True)
    begun_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    kept = models.BooleanField(null=True)

    class Meta:
        db_table = "matter_sheet"
        constraints = [models.UniqueConstraint(fields=["ref"], condition=LIVE, name="matter_sheet_one_live")]
        indexes = [
            models.Index(fields=["source", "begun_on", "unit", "state"], condition=LIVE, name="matter_sheet_begun"),
            models.Index(fields=["source", "ended_on", "unit"], condition=LIVE, name="matter_sheet_ended"),
            models.Index(fields=["begun_on", "unit", "from_idx", "to_idx"], name="matter_sheet_then"),
        ]
