"""The government, a dated tree of units, people and their appointments."""

from datetime import date
from hashlib import sha256
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.declare.roles import ENDS_AT_ONCE, ROLE_LABELS, Role
from gongkai.pure.tlog.entry import canonical


class Government(Ledgered):
    """The one government that this deployment serves, as its pages and notices name it."""

    LEDGERED = (
        "name", "short_name", "superior", "slogan", "domain", "site_id_code", "icp", "police", "host", "undertaker",
        "address", "postcode", "phone", "hours", "name_en", "address_en", "hours_en", "court", "court_for_government", "reconsideration_organ", "index_scheme", "reference_prefix", "demo", "lived",
    )  # fmt: skip

    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    superior = models.CharField("上级政府", max_length=60, blank=True)
    slogan = models.CharField("网站说明", max_length=60, blank=True)
    domain = models.CharField("网站域名", max_length=100)
    site_id_code = models.CharField("网站标识码", max_length=10)
    icp = models.CharField("ICP备案号", max_length=40, blank=True)
    police = models.CharField("公安备案号", max_length=40, blank=True)
    host = models.CharField("主办单位", max_length=60)
    undertaker = models.CharField("承办单位", max_length=60, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    hours = models.CharField("办公时间", max_length=80, blank=True)
    name_en = models.CharField("英文名称", max_length=120, blank=True, help_text="写了它，网站就有英文页")
    address_en = models.CharField("英文地址", max_length=200, blank=True)
    hours_en = models.CharField("英文办公时间", max_length=120, blank=True)
    court = models.CharField("有管辖权的法院", max_length=60, blank=True)
    # Of suits against the government itself; which it is for a unit says queries.court_of.
    court_for_government = models.CharField("告本级政府的管辖法院", max_length=60, blank=True)
    # Of its departments and towns; who that is for a unit says queries.reconsideration_organ.
    reconsideration_organ = models.CharField("行政复议机关", max_length=60, blank=True)
    index_scheme = models.CharField("索引号规则", max_length=30, default="state-council")
    reference_prefix = models.CharField("办件编号前缀", max_length=10, blank=True)
    demo = models.BooleanField("演示数据库", default=False)
    lived = models.BooleanField("由场景生成", default=False, help_text="事实的时间取自场景，不是服务器时间")

    @property
    def mark(self) -> str:
        """What it says now, told from what it said before."""
        return sha256(canonical(self.ledger_image())).hexdigest()[:16]


class Unit(Ledgered):
    """A department, town or public institution. It is never deleted: it closes, and names its successor."""

    LEDGERED = (
        "code", "name", "short_name", "level", "org_code", "uscc", "doc_prefix", "parent_code", "successor_code", "address",
        "phone", "fax", "email", "hours", "opened_on", "closed_on", "in_totals", "position",
    )  # fmt: skip
    LEVELS: ClassVar = (
        ("government", "政府"),
        ("department", "部门"),
        ("town", "乡镇街道"),
        ("institution", "公共企事业单位"),
    )

    code = models.CharField("单位代码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    level = models.CharField("类别", max_length=12, choices=LEVELS)
    org_code = models.CharField("组织机构代码", max_length=20, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    doc_prefix = models.CharField("机关代字", max_length=20, blank=True)
    parent_code = models.CharField("上级单位", max_length=30, blank=True)
    successor_code = models.CharField("承接单位", max_length=30, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=80, blank=True)
    hours = models.CharField("办公时间", max_length=80, blank=True)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    in_totals = models.BooleanField("计入本级总数", default=True, help_text="垂直管理单位不计入本级政府总数")
    position = models.IntegerField("排序", default=0)

    class Meta:
        ordering = ["position", "id"]

    def ledger_key(self) -> str:
        return self.code

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Every ancestor of every unit (itself included), dated. A closed unit stands below its successor from that day on.

    ``by_succession`` marks the successor itself: whoever acts for it acts for the closed unit too.
    """

    DERIVED = "made from the units' own rows; units.closure.rebuild makes it anew"

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    by_succession = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant", "from_on"], name="closure_once")]


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser, Ledgered):
    """Somebody who works in the system. What they may do comes from their appointments."""

    LEDGERED = ("username", "name", "active", "demo_role")

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=30)
    active = models.BooleanField("在用", default=True)
    totp_secret = models.CharField(max_length=64, blank=True)
    # Until when a password that somebody else gave them opens; it is changed at the first sign-in. None: it is their own.
    first_until = models.DateTimeField(null=True)
    demo_role = models.CharField(max_length=30, blank=True)

    USERNAME_FIELD = "username"
    objects = PersonManager()

    def ledger_key(self) -> str:
        return self.username

    @property
    def is_active(self) -> bool:
        return self.active

    def __str__(self) -> str:
        return self.name


class Appointment(Ledgered):
    """A person holds a role for a unit, from a day to a day."""

    LEDGERED = ("person_id", "unit_id", "role", "from_on", "to_on", "granted_by")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField("职责", max_length=20, choices=[(r.value, label) for r, label in ROLE_LABELS.items()])
    from_on = models.DateField("自")
    to_on = models.DateField("至", null=True, blank=True)
    granted_by = models.CharField("谁授予的", max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "role"], condition=Q(to_on=None), name="appointed_once"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(role__in=[Role.APPLICANT, Role.SYSTEM]), name="staff_roles_only"),
        ]


class Substitution(Ledgered):
    """Somebody stands in for a person in one role for one unit, from a day to a day: on leave, or gone and not replaced yet."""

    LEDGERED = ("person_id", "substitute_id", "unit_id", "role", "from_on", "to_on", "reason")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField("职责", max_length=20, choices=[(r.value, label) for r, label in ROLE_LABELS.items()])
    from_on = models.DateField("自")
    to_on = models.DateField("至")
    reason = models.CharField("原因", max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("substitute")), name="stands_in_for_another"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="substitution_ends_after_it_begins"),
        ]


def in_force(model: type[Appointment] | type[Closure] | type[Substitution], on: date) -> models.QuerySet:
    """The rows that hold on a day: from their first day to their last, both included."""
    return in_force_from(model, on).filter(from_on__lte=on)


def in_force_from(model: type[Appointment] | type[Closure] | type[Substitution], on: date) -> models.QuerySet:
    """The rows that hold on a day or later. Of what ends at once the day on which it was taken away is none any more."""
    found = model.objects.exclude(to_on__lt=on)
    return found.exclude(role__in=ENDS_AT_ONCE, to_on=on) if model is Appointment else found
