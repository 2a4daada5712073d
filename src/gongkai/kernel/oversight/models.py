"""What those who oversee noted, told and asked: explanations of unusual patterns, alerts of terms that run out, findings."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.pure.declare.counted import Counted


class Explanation(Ledgered):
    """That somebody who oversees a unit looked into a question about it, and what they found. ``hits`` of ``sample`` cases were so then: the
    question rests until there are more.
    """

    LEDGERED = ("hits", "sample", "text", "noted_on", "by")

    pattern = models.CharField("疑问", max_length=20)
    procedure = models.CharField("程序", max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    seq = models.IntegerField("第几次")
    hits = models.IntegerField("当时几件")
    sample = models.IntegerField("当时共几件")
    text = models.CharField("核实的情况", max_length=500)
    noted_on = models.DateField("核实日期")
    by = models.CharField("核实人", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pattern", "procedure", "unit", "seq"], name="explained_once"),
            models.CheckConstraint(condition=models.Q(hits__gte=1, sample__gte=models.F("hits")), name="explained_of_some"),
        ]  # fmt: skip

    def ledger_key(self) -> str:
        return f"{self.pattern}/{self.procedure}/{self.unit_id}/{self.seq}"

    @property
    def ref(self) -> str:
        return ref_of_question(self.pattern, self.procedure, self.unit.code)


def ref_of_question(pattern: str, procedure: str, unit: str) -> str:
    """The name in the ledger of all that was noted about a question; ``unit`` by its code."""
    return f"question:{pattern}/{procedure}/{unit}"


class Alert(Ledgered):
    """That somebody was told, once, that a term of a case runs out on a day: whoever owes it, the head of the unit, those who oversee it. Who of
    them saw it says so; until then it stands on their worklists while the term still runs.
    """

    LEDGERED = ("procedure", "unit_id", "role", "person", "light", "told_on", "seen_on", "seen_by")
    COUNTED = Counted("alert", "told_on", met="seen_on", sort="light")

    ref = models.CharField(max_length=80)
    clock = models.CharField("期限", max_length=30)
    number = models.IntegerField(help_text="同名的期限里的第几个")
    level = models.CharField(max_length=20)
    due_on = models.DateField("到期日")
    procedure = models.CharField("程序", max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    role = models.CharField("提醒谁", max_length=20)
    person = models.CharField(max_length=40, blank=True)
    light = models.CharField("灯", max_length=8)
    told_on = models.DateField("提醒日期")
    seen_on = models.DateField("看到的日期", null=True)
    seen_by = models.CharField("谁看到的", max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref", "clock", "number", "level", "due_on"], name="alerted_once"),
            models.CheckConstraint(
                condition=models.Q(seen_on=None, seen_by="")
                | (models.Q(seen_on__isnull=False) & ~models.Q(seen_by="")),
                name="seen_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["role", "unit"], condition=models.Q(seen_on=None), name="alert_unseen")]

    def ledger_key(self) -> str:
        return f"{self.ref}/{self.clock}/{self.number}/{self.level}/{self.due_on:%Y-%m-%d}"


EXPLAIN, SUGGEST = "explain", "suggest"
SORTS = ((EXPLAIN, "要求说明"), (SUGGEST, "整改建议书"))
WAITING, ANSWERED, CLOSED = "waiting", "answered", "closed"
STATES = ((WAITING, "待单位回复"), (ANSWERED, "待核查"), (CLOSED, "已销号"))
MADE, REPLIED, RETURNED, ENDED = "made", "replied", "returned", "ended"
TURNS = ((MADE, "发出"), (REPLIED, "回复"), (RETURNED, "退回"), (ENDED, "销号"))


class Finding(Ledgered):
    """What somebody who oversees a unit found, and asks it to explain or to put right by a day. What was said is sealed under a key of its own;
    ``about`` names the cases and sections that it is about. ``kept``: whether the first reply came in time.
    """

    LEDGERED = (
        "sort", "unit_id", "office_id", "about", "state", "revision", "made_on", "due_on", "answered_on", "kept", "closed_on", "by",
    )  # fmt: skip
    COUNTED = Counted("finding", "made_on", "due_on", "answered_on", "closed_on", "sort", "state", "kept")

    code = models.CharField("编号", primary_key=True, max_length=20)
    sort = models.CharField("种类", max_length=10, choices=SORTS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="对哪个单位")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="提出单位")
    about = models.JSONField("涉及的件和栏目", default=list)
    state = models.CharField("状态", max_length=10, choices=STATES)
    revision = models.IntegerField(default=0)
    made_on = models.DateField("发出日期")
    due_on = models.DateField("回复期限")
    answered_on = models.DateField("回复日期", null=True)
    kept = models.BooleanField("按期回复", null=True)
    closed_on = models.DateField("销号日期", null=True)
    by = models.CharField("提出人", max_length=64)

    class Meta:
        indexes = [models.Index(fields=["unit", "-made_on", "code"], name="finding_unit")]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(closed_on=None) & ~models.Q(state=CLOSED))
                | (models.Q(closed_on__isnull=False) & models.Q(state=CLOSED)),
                name="finding_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on=None, kept=None)
                | models.Q(answered_on__isnull=False, kept__isnull=False),
                name="finding_kept_once_answered",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        """Its name in the ledger, and what its evidence belongs to."""
        return f"finding:{self.code}"

    @property
    def sort_label(self) -> str:
        return dict(SORTS)[self.sort]

    @property
    def state_label(self) -> str:
        return dict(STATES)[self.state]


class Turn(Ledgered):
    """One turn in what is said about a finding: made, replied to, returned, ended. Its words are sealed, with the names of the files that it brought."""

    LEDGERED = ("what", "on", "by", "unit_id")

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    what = models.CharField(max_length=10, choices=TURNS)
    on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "seq"], name="turn_once")]

    def ledger_key(self) -> str:
        return f"{self.finding_id}/{self.seq}"
