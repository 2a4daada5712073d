"""Schemes in their versions, a year's assessment, each unit's appraisal in it, its marks, what shows them, and what was said."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.pure.declare import Role
from gongkai.pure.law.scheme_file import as_data, from_data
from gongkai.pure.law.schemes import Scheme
from gongkai.pure.tlog.entry import canonical

DRAFT, ADOPTED, DROPPED = "draft", "adopted", "dropped"
VERSION_STATES = ((DRAFT, "在改"), (ADOPTED, "已启用"), (DROPPED, "已作废"))

RUNNING, CALLED, TOLD, PUBLISHED = "running", "called", "told", "published"
STAGES = ((RUNNING, "模拟"), (CALLED, "自评和核评"), (TOLD, "告知和异议"), (PUBLISHED, "已公布"))

ASKED, HANDED_IN, CHECKED, OBJECTED, DECIDED, LEFT_OUT = (
    "asked",
    "handed_in",
    "checked",
    "objected",
    "decided",
    "left_out",
)
STATES = (
    (ASKED, "待自评"),
    (HANDED_IN, "待核评"),
    (CHECKED, "已核评"),
    (OBJECTED, "异议待复核"),
    (DECIDED, "异议已复核"),
    (LEFT_OUT, "不参加考核"),
)
RETURNED = "returned"
TURNS = (
    (HANDED_IN, "自评"),
    (RETURNED, "退回自评"),
    (CHECKED, "核评"),
    (OBJECTED, "异议"),
    (DECIDED, "复核"),
    (LEFT_OUT, "不参加考核"),
)
POINTS = {"max_digits": 7, "decimal_places": 2}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def stored(data: Any) -> dict[str, str]:
    """The columns that hold data, which the ledger knows by its digest."""
    text = canonical(data).decode()
    return {"content": text, "digest": _digest(text)}


class SchemeVersion(Ledgered):
    """A version of the scheme. While it is a draft it changes; adopted it never does, and years of assessment begun with it keep it."""

    LEDGERED = ("state", "since", "name", "digest", "revision", "drafted_on", "adopted_on", "by")

    number = models.IntegerField("第几版", primary_key=True)
    state = models.CharField("状态", max_length=8, choices=VERSION_STATES)
    since = models.IntegerField("从哪年起")
    name = models.CharField("名称", max_length=80)
    content = models.TextField("内容")
    digest = models.CharField(max_length=64)
    revision = models.IntegerField(default=0)
    drafted_on = models.DateField("起草日期")
    adopted_on = models.DateField("启用日期", null=True)
    by = models.CharField("起草人", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state=DRAFT), name="one_draft_of_a_scheme"),
            models.CheckConstraint(
                condition=Q(state=ADOPTED, adopted_on__isnull=False) | ~Q(state=ADOPTED) & Q(adopted_on=None),
                name="scheme_adopted_on_a_day",
            ),
        ]

    def ledger_faults(self) -> list[str]:
        return [] if _digest(self.content) == self.digest else ["the scheme does not match its digest"]

    @property
    def ref(self) -> str:
        return f"scheme:{self.number}"

    @property
    def scheme(self) -> Scheme:
        return from_data(json.loads(self.content))

    @property
    def state_label(self) -> str:
        return dict(VERSION_STATES)[self.state]


def content_of(scheme: Scheme) -> dict[str, str]:
    return stored(as_data(scheme))


class Assessment(Ledgered):
    """A year's assessment: by which version of the scheme, how far it is. ``size``: how many facts the ledger had when the scores that units were
    told were counted; ``object_by``: the last day of objections. ``open_to``: published for the units alone, or to be told on the website too."""

    LEDGERED = (
        "scheme_id",
        "stage",
        "revision",
        "begun_on",
        "report_by",
        "size",
        "told_on",
        "object_by",
        "published_on",
        "by",
    )

    year = models.IntegerField("年度", primary_key=True)
    scheme = models.ForeignKey(SchemeVersion, models.PROTECT, related_name="+", verbose_name="考核方案")
    stage = models.CharField("阶段", max_length=10, choices=STAGES)
    revision = models.IntegerField(default=0)
    begun_on = models.DateField("开始日期")
    report_by = models.DateField("自评期限", null=True)
    size = models.BigIntegerField("算到台账第几条", null=True)
    told_on = models.DateField("告知日期", null=True)
    object_by = models.DateField("异议期限", null=True)
    published_on = models.DateField("公布日期", null=True)
    by = models.CharField("开始人", max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=RUNNING, report_by=None) | ~Q(stage=RUNNING) & Q(report_by__isnull=False),
                name="assessment_called_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(size=None, told_on=None, object_by=None, stage__in=(RUNNING, CALLED))
                | Q(size__isnull=False, told_on__isnull=False, object_by__isnull=False, stage__in=(TOLD, PUBLISHED)),
                name="assessment_told_as_counted",
            ),
            models.CheckConstraint(
                condition=Q(stage=PUBLISHED, published_on__isnull=False) | ~Q(stage=PUBLISHED) & Q(published_on=None),
                name="assessment_published_on_a_day",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"assessment:{self.year}"

    @property
    def stage_label(self) -> str:
        return dict(STAGES)[self.stage]


class Appraisal(Ledgered):
    """A unit's part in a year's assessment. ``content``: each indicator's value, points and words as they were told, or decided since; ``score``
    and, once published, ``rank`` among the units of its level."""

    FAMILY = "appraisal"
    LEDGERED = (
        "year", "unit_id", "state", "revision", "asked_on", "handed_on", "digest", "score", "rank", "objected_on", "objected_about",
    )  # fmt: skip

    code = models.CharField(primary_key=True, max_length=40)
    year = models.IntegerField("年度")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    state = models.CharField("状态", max_length=10, choices=STATES)
    revision = models.IntegerField(default=0)
    asked_on = models.DateField("要求自评的日期")
    handed_on = models.DateField("报送自评的日期", null=True)
    content = models.TextField("得分", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    score = models.DecimalField("总分", null=True, **POINTS)
    rank = models.IntegerField("名次", null=True)
    objected_on = models.DateField("提出异议的日期", null=True)
    objected_about = models.CharField("对哪几项有异议", max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["year", "state"], name="appraisal_year")]
        constraints = [
            models.UniqueConstraint(fields=["year", "unit"], name="appraised_once"),
            models.CheckConstraint(
                condition=Q(objected_on=None, objected_about="") | Q(objected_on__isnull=False) & ~Q(objected_about=""),
                name="objected_about_something",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    def ledger_faults(self) -> list[str]:
        fits = self.digest == (_digest(self.content) if self.content else "")
        return [] if fits else ["the score does not match its digest"]

    @property
    def ref(self) -> str:
        return f"{self.FAMILY}:{self.code}"

    @property
    def told(self) -> dict[str, Any]:
        """What was told of it; {} before."""
        return json.loads(self.content) if self.content else {}

    @property
    def state_label(self) -> str:
        return dict(STATES)[self.state]

    def handler(self, role: Role, unit_id: int) -> str:
        """It is owed by whoever holds the role."""
        return ""


def code_of(year: int, unit: Unit) -> str:
    return f"{year}-{unit.code}"


class Mark(Ledgered):
    """The points of an indicator as people gave them: ``claimed`` by the unit, ``given`` by the office's check, ``decided`` upon an objection."""

    FAMILY = "mark"
    LEDGERED = ("key", "claimed", "text", "given", "because", "decided", "decided_because")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="+")
    key = models.CharField("指标", max_length=30)
    claimed = models.DecimalField("自评分", null=True, **POINTS)
    text = models.CharField("自评说明", max_length=1000, blank=True)
    given = models.DecimalField("核评分", null=True, **POINTS)
    because = models.CharField("核评理由", max_length=500, blank=True)
    decided = models.DecimalField("复核分", null=True, **POINTS)
    decided_because = models.CharField("复核理由", max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appraisal", "key"], name="marked_once")]

    def ledger_key(self) -> str:
        return f"{self.appraisal_id}/{self.key}"

    @property
    def ref(self) -> str:
        """What its evidence belongs to."""
        return mark_ref(self.appraisal_id, self.key)

    @property
    def points(self) -> Decimal | None:
        """What holds now."""
        return next((each for each in (self.decided, self.given, self.claimed) if each is not None), None)


def mark_ref(code: str, key: str) -> str:
    return f"{Mark.FAMILY}:{code}/{key}"


class Proof(Ledgered):
    """That a record, a case or an entry of a logbook (``about``, its name in the ledger) shows what a unit claims; taken off, it does so no more."""

    LEDGERED = ("about", "on", "by", "off_on", "off_by")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="+")
    key = models.CharField("指标", max_length=30)
    seq = models.IntegerField()
    about = models.CharField(max_length=80)
    on = models.DateField()
    by = models.CharField(max_length=64)
    off_on = models.DateField(null=True)
    off_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "key", "seq"], name="mark_proof_once"),
            models.CheckConstraint(
                condition=Q(off_on=None, off_by="") | Q(off_on__isnull=False) & ~Q(off_by=""),
                name="mark_proof_off_by_somebody",
            ),
        ]

    def ledger_key(self) -> str:
        return f"{self.appraisal_id}/{self.key}/{self.seq}"


class Turn(Ledgered):
    """What a unit or the office said of an appraisal."""

    LEDGERED = ("what", "on", "by", "unit_id", "text")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    what = models.CharField(max_length=10, choices=TURNS)
    on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)
    text = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appraisal", "seq"], name="appraisal_turn_once")]

    def ledger_key(self) -> str:
        return f"{self.appraisal_id}/{self.seq}"
