"""The case row: what engines filter, sort or count. All else is the drawer's, and what is personal is sealed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.kernel.flow.models import Duty, Subject
from gongkai.pure.clock import Counting
from gongkai.pure.declare import Phase, Role
from gongkai.pure.declare.flow import CONFER, REMIND, URGE
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, as_choices
from gongkai.pure.law.ratings import CALLED, GRADES

CHALLENGES, FOLLOWS, COMPLAINS, SPLIT, PASSED_ON = "challenges", "follows", "complains", "split", "passed_on"
REVIEWS = (CHALLENGES, FOLLOWS, COMPLAINS)
"""Links by which one case looks into how another was handled; ``SPLIT``: both came in one letter; ``PASSED_ON``: another unit had it first."""
DEMANDS = ((REMIND, "催办"), (URGE, "督办"), (CONFER, "内部会商"))
DAYS = (Counting.WORKING, Counting.CALENDAR)

CLOSED = [Phase.DONE.value, Phase.VOID.value]


class Case(Subject):
    """One matter to be answered. Closed if, and only if, it has exactly one outcome and a closing day."""

    SUBJECT = "case"
    LEDGERED = (
        "procedure", "rule", "law", "unit_id", "state", "phase", "revision", "outcome", "channel", "party_type", "registered_on", "received_on",
        "first_received_on", "closed_on", "within_term", "on_time", "extended", "confidential", "query_hash", "form_token",
        "route", "grade", "assigned_to",
    )  # fmt: skip

    reference = models.CharField("编号", max_length=30, unique=True)
    procedure = models.CharField("程序", max_length=30)
    rule = models.CharField("办理规则", max_length=40, blank=True)
    law = models.CharField("适用条例", max_length=40, blank=True)
    outcome = models.CharField("办理结果", max_length=20, blank=True)
    channel = models.CharField("来件方式", max_length=10, choices=as_choices(CHANNELS))
    party_type = models.CharField("申请人类别", max_length=10, choices=as_choices(APPLICANT_TYPES))
    registered_on = models.DateField("登记日期")
    received_on = models.DateField("收到日期", null=True)
    first_received_on = models.DateField("首次收到日期", null=True, help_text="补正后重新起算，统计仍按首次收到的日期")
    closed_on = models.DateField("办结日期", null=True)
    within_term = models.BooleanField("未延期按时办结", null=True)
    on_time = models.BooleanField("按期办结", null=True)
    extended = models.BooleanField("延长过期限", default=False)
    confidential = models.BooleanField("涉密", default=False)
    query_hash = models.CharField(max_length=64, blank=True)
    form_token = models.CharField(max_length=64, null=True, unique=True)
    route = models.CharField(
        "经由", max_length=10, blank=True, default="", help_text="行政诉讼：直接起诉，还是复议后起诉"
    )

    grade = models.CharField("评价", max_length=10, blank=True, default="", help_text="申请人的评价；裁定不采纳的不计")
    assigned_to = models.CharField(
        "经办人", max_length=64, blank=True, default="", help_text="转交给了谁；空着的，本单位的经办人都可以办"
    )

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-id"], name="case_unit"),
            models.Index(fields=["-id"], condition=~Q(phase__in=CLOSED), name="case_open"),
            models.Index(fields=["first_received_on", "unit"], name="case_received"),
            # What is open has no such day: SQLite finds that by it, and never by phases, which come as parameters.
            models.Index(fields=["closed_on", "unit"], name="case_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(phase__in=CLOSED) & ~Q(outcome="") & Q(closed_on__isnull=False))
                | (~Q(phase__in=CLOSED) & Q(outcome="") & Q(closed_on__isnull=True)),
                name="closed_has_one_outcome_and_a_day",
            ),
            models.CheckConstraint(condition=Q(received_on=None) | ~Q(rule=""), name="received_has_a_rule"),
        ]

    def ledger_key(self) -> str:
        return self.reference

    def handler(self, role: Role, unit_id: int) -> str:
        """The officer it was handed to; the one officer of a confidential case, named in the duties before."""
        if (role, unit_id) != (Role.CASE_OFFICER, self.unit_id):
            return ""
        if not self.confidential:
            return self.assigned_to
        named = Duty.objects.filter(ref=self.ref, role=role, unit_id=unit_id).exclude(person="").order_by("-id")
        return named.values_list("person", flat=True).first() or ""

    @property
    def closed(self) -> bool:
        return self.phase in CLOSED


class CaseLink(Ledgered):
    """One case is about another: a reconsideration about an application, a lawsuit about that reconsideration, a complaint about how it is handled;
    or it was asked for in the same letter."""

    LEDGERED = ("sort",)
    SORTS: ClassVar = (
        (CHALLENGES, "就这一件提起"),
        (FOLLOWS, "不服这一件的决定提起"),
        (COMPLAINS, "反映这一件"),
        (SPLIT, "从这一件分出"),
        (PASSED_ON, "从这一件转送"),
    )

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    about = models.ForeignKey(Case, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=12, choices=SORTS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "about"], name="linked_once"),
            models.CheckConstraint(condition=~Q(case=models.F("about")), name="linked_to_another"),
        ]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.about.reference}"


class Order(Ledgered):
    """What a reviewing organ or a court told the unit to do in a case within a term; done on the day of the new answer."""

    LEDGERED = ("ordered_on", "days", "counting", "due_on", "done_on", "outcome")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    source = models.ForeignKey(Case, models.PROTECT, related_name="+")
    ordered_on = models.DateField("收到决定的日期")
    days = models.IntegerField("期限的日数")
    counting = models.CharField("怎么计日", max_length=8, choices=[(each.value, each.unit_zh) for each in DAYS])
    # While the year is not announced the day expected: kernel.cases.orders.reread moves it then.
    due_on = models.DateField("到期日")
    done_on = models.DateField("重新办理的日期", null=True)
    outcome = models.CharField("重新办理的结果", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "source"], name="ordered_once_by_each"),
            models.CheckConstraint(condition=Q(outcome="") | Q(done_on__isnull=False), name="outcome_once_done"),
        ]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.source.reference}"


class Demand(Ledgered):
    """That a unit was reminded or urged of what it owes in a case, or conferred with, and when it replied. What was said is sealed.

    ``kept`` is None until there is a reply, and of what the end of its case left without one.
    """

    LEDGERED = ("kind", "unit_id", "role", "procedure", "demanded_on", "due_on", "answered_on", "kept")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    kind = models.CharField("种类", max_length=10, choices=DEMANDS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField("岗位", max_length=20)
    procedure = models.CharField("程序", max_length=30)
    demanded_on = models.DateField("发出日期")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日期", null=True)
    kept = models.BooleanField("按期答复", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="demand_once"),
            models.CheckConstraint(
                condition=Q(answered_on=None, kept=None) | Q(answered_on__isnull=False, kept__isnull=False),
                name="kept_once_answered",
            ),
        ]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class HandedIn(Ledgered):
    """That the file of a closed case went to the archives as a package, the digest of its manifest, and how long it is kept there."""

    LEDGERED = ("on", "digest", "files", "years", "rule")

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    on = models.DateField("移交日期")
    digest = models.CharField("清单的SHA-256", max_length=64)
    files = models.IntegerField("文件数")
    years = models.IntegerField("保管年数", null=True, help_text="空着是永久")
    rule = models.CharField("保管期限表", max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="handed_in_once")]

    def ledger_key(self) -> str:
        return f"{self.case.reference}/{self.seq}"


class Rating(Ledgered):
    """How whoever brought a case rated its handling, once; of a bad grade, what came of looking into it. Their words are sealed.

    ``adopted`` is None unless the unit disputed the grade; False takes it out of the figures (``Case.grade``), never out of the file.
    """

    LEDGERED = (
        "grade",
        "rated_on",
        "result",
        "called_on",
        "put_right_by",
        "put_right_on",
        "disputed_on",
        "adopted",
        "judged_on",
    )

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    grade = models.CharField("评价", max_length=10, choices=as_choices(GRADES))
    rated_on = models.DateField("评价日期")
    result = models.CharField("回访结果", max_length=10, choices=as_choices(CALLED), blank=True)
    called_on = models.DateField("回访日期", null=True)
    put_right_by = models.DateField("改正期限", null=True)
    put_right_on = models.DateField("改正日期", null=True)
    disputed_on = models.DateField("申请不采纳的日期", null=True)
    adopted = models.BooleanField("采纳", null=True)
    judged_on = models.DateField("裁定日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(called_on=None, result="") | (Q(called_on__isnull=False) & ~Q(result="")),
                name="called_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(judged_on=None, adopted=None) | (Q(disputed_on__isnull=False) & Q(adopted__isnull=False)),
                name="judged_where_disputed",
            ),
        ]

    def ledger_key(self) -> str:
        return self.case.reference
