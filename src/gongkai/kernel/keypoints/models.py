"""Key points, the units that assist, what was said of them, and what shows that they are done."""

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.pure.declare import Phase, Role

ABOVE, OWN = "above", "own"
LEVELS = ((ABOVE, "上级要点"), (OWN, "本级要点"))
NOT_BEGUN, UNDER_WAY, DONE, PUT_OFF, STRUCK = "not_begun", "under_way", "done", "put_off", "struck"
STATES = (
    (NOT_BEGUN, "未开始"),
    (UNDER_WAY, "进行中"),
    (DONE, "已完成"),
    (PUT_OFF, "暂缓"),
    (STRUCK, "已撤销"),
)
PHASE_OF = {
    NOT_BEGUN: Phase.OPEN, UNDER_WAY: Phase.OPEN, DONE: Phase.DONE, PUT_OFF: Phase.WAITING, STRUCK: Phase.VOID,
}  # fmt: skip
REPORTED, FINISHED, RETURNED, DELAYED, TAKEN_UP = "reported", "finished", "returned", "delayed", "taken_up"
TURNS = (
    (REPORTED, "进展"),
    (FINISHED, "完成"),
    (RETURNED, "退回"),
    (DELAYED, "暂缓"),
    (TAKEN_UP, "恢复"),
)


class KeyPoint(Ledgered):
    """A task of a year's key points: from which document, which unit leads, by which day. ``public``: shown in the site's column, with
    ``result``, what may be said there of how it was done. ``because``: why it was put off. A struck one stays, and is not counted.
    It moves to and fro as people find, so no steps are declared for it.
    """

    FAMILY = "keypoint"
    LEDGERED = (
        "year", "level", "source", "source_number", "seat", "number", "title", "text", "unit_id", "due_on", "public", "state", "phase", "revision",
        "laid_on", "done_on", "kept", "result", "because", "struck_on", "struck_because", "by",
    )  # fmt: skip

    code = models.CharField("编号", primary_key=True, max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="牵头单位")
    state = models.CharField("状态", max_length=12, choices=STATES)
    phase = models.CharField(max_length=8)
    revision = models.IntegerField(default=0)
    year = models.IntegerField("年度")
    level = models.CharField("来自", max_length=10, choices=LEVELS)
    source = models.CharField("来源文件", max_length=120)
    source_number = models.CharField("文号", max_length=60, blank=True)
    seat = models.IntegerField("第几项")
    number = models.CharField("序号", max_length=20, blank=True)
    title = models.CharField("任务", max_length=120)
    text = models.CharField("具体要求", max_length=1000, blank=True)
    due_on = models.DateField("完成时限")
    public = models.BooleanField("在网站上公开", default=True)
    laid_on = models.DateField("下达日期")
    done_on = models.DateField("完成日期", null=True)
    kept = models.BooleanField("按期完成", null=True)
    result = models.CharField("公开的完成情况", max_length=300, blank=True)
    because = models.CharField("为什么暂缓", max_length=300, blank=True)
    struck_on = models.DateField("撤销日期", null=True)
    struck_because = models.CharField("为什么撤销", max_length=200, blank=True)
    by = models.CharField("下达人", max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["year", "unit"], name="key_point_year_unit"),
            models.Index(fields=["unit"], name="key_point_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "source", "title"], condition=Q(struck_on=None), name="key_point_laid_once"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, kept=None) & ~Q(state=DONE)
                | Q(done_on__isnull=False, kept__isnull=False, state=DONE),
                name="key_point_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=PUT_OFF) & ~Q(because="") | ~Q(state=PUT_OFF) & Q(because=""),
                name="key_point_put_off_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(struck_on=None, struck_because="") & ~Q(state=STRUCK)
                | Q(struck_on__isnull=False, state=STRUCK) & ~Q(struck_because=""),
                name="key_point_struck_with_a_reason",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Its name in the ledger, and what its evidence belongs to."""
        return f"{self.FAMILY}:{self.code}"

    def handler(self, role: Role, unit_id: int) -> str:
        """It is owed by whoever holds the role."""
        return ""

    @property
    def state_label(self) -> str:
        return dict(STATES)[self.state]

    @property
    def level_label(self) -> str:
        return dict(LEVELS)[self.level]

    @property
    def named(self) -> str:
        """What it is called in a list: with its number in the document."""
        return f"{self.number} {self.title}" if self.number else self.title


class Assist(Ledgered):
    """A unit that assists in a key point, from a day on, until it does no more."""

    LEDGERED = ("since_on", "ended_on")

    point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="协办单位")
    since_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "unit"], name="assists_once")]
        indexes = [models.Index(fields=["unit"], condition=Q(ended_on=None), name="assists_now")]

    def ledger_key(self) -> str:
        return f"{self.point_id}/{self.unit_id}"


class Turn(Ledgered):
    """What a unit said of how a key point stands, or the office of what it decided."""

    LEDGERED = ("what", "on", "by", "unit_id", "text")

    point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    what = models.CharField(max_length=10, choices=TURNS)
    on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)
    text = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "seq"], name="key_point_turn_once")]

    def ledger_key(self) -> str:
        return f"{self.point_id}/{self.seq}"


class Proof(Ledgered):
    """That a record, a case or an entry of a logbook (``about``, its name in the ledger) shows what was done; taken off, it does so no more."""

    LEDGERED = ("about", "on", "by", "unit_id", "off_on", "off_by")

    point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    about = models.CharField(max_length=80)
    on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)
    off_on = models.DateField(null=True)
    off_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point", "seq"], name="key_point_proof_once"),
            models.CheckConstraint(
                condition=Q(off_on=None, off_by="") | Q(off_on__isnull=False) & ~Q(off_by=""),
                name="proof_off_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["about"], name="proof_about")]

    def ledger_key(self) -> str:
        return f"{self.point_id}/{self.seq}"
