"""Sections, records, versions and outlets."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar, Protocol

from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules.terms import is_provisional
from gongkai.kernel.flow.models import Subject
from gongkai.kernel.records.ties import RELATIONS, TIES
from gongkai.pure.declare.counted import Counted
from gongkai.pure.law.applicants import PUBLICATION_CHANNELS, as_choices
from gongkai.pure.law.catalogue import INTERVALS, Interval
from gongkai.pure.law.checklist_file import Checklist
from gongkai.pure.law.review_chain import Chain, of_text
from gongkai.pure.law.withholding import DETERMINATIONS, GROUNDS, GUIDE_PARTS, grounds_for
from gongkai.pure.tlog.entry import canonical

CHANNELS = as_choices(PUBLICATION_CHANNELS)
VALIDITY = (
    ("", "不适用"),
    ("pending", "尚未施行"),
    ("effective", "现行有效"),
    ("amended", "已修改"),
    ("expired", "已失效"),
    ("repealed", "已废止"),
    ("ahead", "尚未施行的文本"),
    ("open", "正在征求意见"),
    ("closed", "征求意见已结束"),
)
"""Documents are in force; a text of a day to come, and a call for opinions, carry a mark until their day (``Kind.stands``)."""
ENDED = ("expired", "repealed")
IN_FORCE = ("effective", "amended")
"""An amended document holds as it was amended."""
BEFORE = ("pending", "ahead")
"""Until the day that the column ``effective_on`` gives."""
UNTIL = (*IN_FORCE, "open")
"""Until the day that the column ``expires_on`` gives is over."""


class Lapsed(Protocol):
    """What may have expired: a record, a row of the site."""

    validity: str
    expires_on: date | None
    ended_on: date | None


def is_declared_expired(document: Lapsed) -> bool:
    """Was it declared expired, rather than that its last day passed?"""
    if document.validity != "expired" or document.ended_on is None:
        return False
    return document.expires_on is None or document.ended_on <= document.expires_on


class Section(Ledgered):
    """A section of the catalogue. Its key, and so its address, never changes; its name, place and parent may.

    It is never deleted: it closes, alone or into another one (``merged_into``). ``lists`` keeps which lists stood at its address then.
    """

    LEDGERED = (
        "key", "name", "name_en", "parent_key", "position", "column_type", "description", "keywords", "levels", "units", "basis", "audience",
        "update_every", "owed_from", "key_area", "template", "closed_on", "merged_into", "lists",
    )  # fmt: skip

    key = models.CharField("栏目代码", primary_key=True, max_length=40)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名称", max_length=120, blank=True)
    parent_key = models.CharField("上级栏目", max_length=40, blank=True)
    position = models.IntegerField("排序", default=0)
    column_type = models.CharField("栏目类别", max_length=20, blank=True)
    description = models.CharField("说明", max_length=200, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    levels = models.CharField(
        "适用单位类别", max_length=60, blank=True, help_text="这几类单位都在这里公开；不选就是各类单位"
    )
    units = models.CharField(
        "责任单位", max_length=2000, blank=True, help_text="指定由哪几个单位负责；不指定就由适用的各单位负责"
    )
    basis = models.CharField("公开依据", max_length=200, blank=True, help_text="法律、法规或者文件的哪一条要求公开")
    audience = models.CharField("公开对象", max_length=60, blank=True)
    update_every = models.CharField(
        "更新要求", max_length=10, blank=True, choices=[(each.code, each.label) for each in INTERVALS.values()]
    )
    owed_from = models.DateField("更新要求起算日", null=True, blank=True)
    key_area = models.BooleanField("重点领域", default=False)
    template = models.CharField("来自模板", max_length=40, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)
    merged_into = models.CharField("并入栏目", max_length=40, blank=True)
    lists = models.TextField("曾经的列表", blank=True)

    class Meta:
        ordering = ["position", "key"]

    def ledger_key(self) -> str:
        return self.key

    def __str__(self) -> str:
        return self.name

    @property
    def mark(self) -> str:
        """A mark of the section as it is: a form that was begun before another change is told by it."""
        return sha256(canonical(self.ledger_image())).hexdigest()[:16]

    @property
    def former(self) -> dict[str, Any]:
        """Which lists stood at its address when it merged: slots by year, and codes of the units that had lists of their own; and ``into``
        which section they went, told still when it is open again."""
        return {"years": {}, "units": [], "into": ""} | (json.loads(self.lists) if self.lists else {})

    @property
    def interval(self) -> Interval | None:
        return INTERVALS.get(self.update_every)

    @property
    def named_units(self) -> list[str]:
        """Codes of the units that alone are responsible for it; none: all of its levels."""
        return self.units.split(",") if self.units else []

    def is_for(self, level: str) -> bool:
        """Do units of a level publish in it?"""
        return not self.levels or level in self.levels.split(",")

    def takes(self, code: str, level: str) -> bool:
        """May a unit publish in it: is it responsible, or of a level that is?"""
        return code in self.named_units or (self.is_for(level) if self.levels or not self.units else False)


class LoadedTemplate(Ledgered):
    """The version of a template that was loaded last, with what it says of each section: a later version is held against it."""

    LEDGERED = ("key", "name", "version", "basis", "loaded_on", "content")

    key = models.CharField("模板代码", primary_key=True, max_length=40)
    name = models.CharField("名称", max_length=200)
    version = models.CharField("版本", max_length=30)
    basis = models.CharField("依据", max_length=200, blank=True)
    loaded_on = models.DateField("装入日期")
    content = models.TextField("内容")

    def ledger_key(self) -> str:
        return self.key


class Withholding(Ledgered):
    """A line of the negative list: a kind of information that a unit does not publish, why, and when it looks at that again (条例第18条)."""

    LEDGERED = (
        "unit_id",
        "title",
        "ground",
        "reason",
        "listed_on",
        "review_on",
        "due_since",
        "lifted_on",
        "lifted_because",
    )
    COUNTED = Counted("withholding", "listed_on", "review_on", ended="lifted_on", sort="ground")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    title = models.CharField("不公开的信息", max_length=100)
    ground = models.CharField("依据", max_length=6, choices=list(GROUNDS.items()))
    reason = models.CharField("为什么", max_length=300)
    listed_on = models.DateField("列入日期")
    review_on = models.DateField("再评估日期")
    # Set when that day has come, until it is looked at again: pages do not know today.
    due_since = models.DateField("到了再评估的日子", null=True)
    lifted_on = models.DateField("取消日期", null=True)
    lifted_because = models.CharField("为什么取消", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_because="") | (Q(lifted_on__isnull=False) & ~Q(lifted_because="")),
                name="lifted_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(review_on__gt=F("listed_on")), name="looked_at_again_later"),
        ]


class GuideText(Ledgered):
    """What a unit says of its own behind a part of its guide, version by version; an empty text takes it away."""

    LEDGERED = ("unit_id", "part", "version", "digest", "on")

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    part = models.CharField("部分", max_length=10, choices=list(GUIDE_PARTS.items()))
    version = models.IntegerField("版本")
    text = models.TextField("补充说明", blank=True)
    digest = models.CharField(max_length=64)
    on = models.DateField("日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "part", "version"], name="guide_text_once")]

    def ledger_faults(self) -> list[str]:
        return [] if sha256(self.text.encode()).hexdigest() == self.digest else ["the text does not match its digest"]


class Record(Subject):
    """One piece of information. The row holds what engines filter, sort or count; all else is in its versions.

    ``live`` says that it stands on the site now: a record under correction is an open draft again and stays live.
    The title is not in the ledger's image: it may itself have to be withdrawn. It is checked against the version.
    """

    SUBJECT = "record"
    LEDGERED = (
        "kind", "unit_id", "section_id", "state", "phase", "revision", "live", "index_number", "document_number", "formed_on", "published_on", "updated_on",
        "effective_on", "expires_on", "validity", "ended_on", "ended_because", "normative", "publish_due_on", "revised_on", "revision_due_on", "scheduled_at", "planned_channels", "current", "published",
        "withdrawn_on", "withdrawn_ground", "title_kept", "author", "reviewer", "secrecy_reviewer", "signatory", "chain", "organs",
    )  # fmt: skip

    id = models.CharField("编号", primary_key=True, max_length=16)
    kind = models.CharField("类别", max_length=30)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+", verbose_name="公开目录")
    title = models.CharField("标题", max_length=200)
    live = models.BooleanField(default=False)
    index_number = models.CharField("索引号", max_length=40, null=True, unique=True)
    document_number = models.CharField("文号", max_length=40, blank=True)
    formed_on = models.DateField("成文日期")
    published_on = models.DateField("发布日期", null=True)
    # When what stands on the site was put there: the day of publication, or of the last correction.
    updated_on = models.DateField("更新日期", null=True)
    effective_on = models.DateField("施行日期", null=True)
    expires_on = models.DateField("失效日期", null=True)
    validity = models.CharField("有效性", max_length=10, blank=True, choices=VALIDITY)
    ended_on = models.DateField("失效或者废止的日期", null=True)
    ended_because = models.CharField("废止的理由", max_length=200, blank=True, default="")
    normative = models.BooleanField("行政规范性文件", default=False)
    # While the year is not announced the day expected, see terms.reread.
    publish_due_on = models.DateField("最晚公开日期", null=True)
    # While a correction is open: the day on which it began, and by when it is to be public (条例第26条: 变更之日起).
    revised_on = models.DateField("更正开始日期", null=True)
    revision_due_on = models.DateField("更正最晚公开日期", null=True)
    scheduled_at = models.DateTimeField("定时发布", null=True)
    planned_channels = models.CharField("定时发布的渠道", max_length=60, blank=True)
    current = models.IntegerField(default=1)
    published = models.IntegerField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_ground = models.CharField("撤下依据", max_length=200, blank=True)
    title_kept = models.BooleanField(default=True)
    author = models.CharField(max_length=40)
    reviewer = models.CharField(max_length=40, blank=True)
    secrecy_reviewer = models.CharField(max_length=40, blank=True)
    signatory = models.CharField(max_length=40, blank=True)
    # The chain it began its review with ("": the usual one), and the organs that whoever submitted it named.
    chain = models.CharField("审核链", max_length=300, blank=True, default="")
    organs = models.CharField("会签单位", max_length=400, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-published_on", "-id"], name="record_unit_day"),
            # The desk's lists go by the day of formation, of all records or of a unit's.
            models.Index(fields=["-formed_on", "-id"], name="record_formed"),
            models.Index(fields=["unit", "-formed_on", "-id"], name="record_unit_formed"),
            # "live" again as a column: without it SQLite reads every row to see that it is.
            models.Index(
                fields=["section", "-published_on", "-id", "live"], condition=Q(live=True), name="record_section_live"
            ),
            # When each unit last updated each section.
            models.Index(
                fields=["section", "unit", "updated_on", "live"], condition=Q(live=True), name="record_section_unit"
            ),
            models.Index(fields=["kind", "-published_on", "-id"], condition=Q(live=True), name="record_kind_live"),
            # A subsite's home asks for the newest of each kind.
            models.Index(
                fields=["unit", "kind", "-published_on", "-id"], condition=Q(live=True), name="record_unit_kind"
            ),
            models.Index(fields=["-published_on", "-id"], condition=Q(live=True), name="record_live"),
            models.Index(fields=["id"], condition=Q(live=True), name="record_live_id"),
            # When something was last taken out of each section; few.
            models.Index(
                fields=["section", "withdrawn_on"],
                condition=Q(withdrawn_on__isnull=False),
                name="record_section_withdrawn",
            ),
            # The pages of a year keep the place of what was withdrawn.
            models.Index(fields=["section", "published_on", "id"], name="record_section_day"),
            models.Index(fields=["kind", "published_on", "id"], name="record_kind_day"),
            models.Index(fields=["scheduled_at"], condition=Q(state="scheduled"), name="record_scheduled"),
            models.Index(fields=["effective_on"], condition=Q(validity__in=BEFORE, live=True), name="record_pending"),
            models.Index(fields=["expires_on"], condition=Q(validity__in=UNTIL, live=True), name="record_expiring"),
            # Few, and asked for on each page of supervision.
            models.Index(
                fields=["-published_on", "-id"],
                condition=Q(published_on__gt=F("publish_due_on")),
                name="record_published_late",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(revised_on=None, revision_due_on=None)
                | Q(revised_on__isnull=False, revision_due_on__isnull=False),
                name="revised_from_and_until",
            ),
            models.CheckConstraint(condition=Q(reviewer="") | ~Q(reviewer=F("author")), name="reviewer_is_not_author"),
            models.CheckConstraint(
                condition=Q(secrecy_reviewer="")
                | (~Q(secrecy_reviewer=F("author")) & ~Q(secrecy_reviewer=F("reviewer"))),
                name="secrecy_reviewer_is_neither",
            ),
            models.CheckConstraint(
                condition=Q(signatory="") | ~Q(signatory=F("author")), name="signatory_is_not_author"
            ),
            models.CheckConstraint(
                condition=Q(live=False)
                | (Q(published__isnull=False) & Q(published_on__isnull=False) & Q(index_number__isnull=False)),
                name="live_is_published_and_numbered",
            ),
        ]

    def ledger_key(self) -> str:
        return self.pk

    @property
    def term_from(self) -> date:
        """The day from which the term of what is being made public counts: its formation, or of a correction its change (条例第26条)."""
        return self.revised_on or self.formed_on

    @property
    def term_due_on(self) -> date | None:
        """By when what is being made public is to be so; None where no rule was in force."""
        return self.revision_due_on if self.revised_on else self.publish_due_on

    @property
    def provisional(self) -> bool:
        """Is the day by which it is to be public only expected?"""
        return is_provisional(self.term_due_on)

    def ledger_faults(self) -> list[str]:
        version = Version.objects.filter(record_id=self.pk, number=self.published or self.current).first()
        if version is None:
            return ["the version is missing"]
        if version.salt is None or version.values().get("title") == self.title:
            return []
        return ["the title differs from the version's"]


class Version(Ledgered):
    """A version's content: canonical JSON that never changes. ``digest`` = sha256(salt || content), private.

    ``public`` is frozen at publication: the very bytes served as the record's JSON; their digest stands in the public log.
    Erasing a version empties content and salt; its digest stays.
    """

    LEDGERED = ("schema", "digest", "public_digest", "hidden", "by")

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    number = models.IntegerField()
    schema = models.IntegerField()
    content = models.BinaryField()
    salt = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    public = models.BinaryField(null=True)
    public_digest = models.CharField(max_length=64, blank=True)
    hidden = models.BooleanField(default=False)
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="version_once")]

    def ledger_key(self) -> str:
        return f"{self.record_id}@{self.number}"

    def values(self) -> dict[str, Any]:
        """The content, decoded; {} once erased."""
        return json.loads(bytes(self.content)) if self.content else {}

    def ledger_faults(self) -> list[str]:
        faults = []
        if self.salt is not None and sha256(bytes(self.salt) + bytes(self.content)).hexdigest() != self.digest:
            faults.append("content does not match its digest")
        if self.public is not None and sha256(bytes(self.public)).hexdigest() != self.public_digest:
            faults.append("public view does not match its digest")
        return faults


class ReviewChain(Ledgered):
    """The chain of review of a unit (none: of all) in a section and what is below it (none: everywhere), from a day until another is set."""

    LEDGERED = ("unit_id", "section_id", "stages", "set_on", "ended_on")

    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name="栏目")
    stages = models.CharField("审核链", max_length=300)
    set_on = models.DateField("设定日期")
    ended_on = models.DateField("停用日期", null=True)

    @property
    def chain(self) -> Chain:
        return of_text(self.stages)


class LoadedChecklist(Ledgered):
    """A version of a checklist; of each key the one loaded last holds, until it is ended. ``items``: JSON of [question, whether a no to it
    stops]; of a version loaded before that was asked, of questions alone.
    """

    LEDGERED = ("key", "version", "name", "basis", "gate", "kinds", "sections", "items", "loaded_on", "ended_on")

    key = models.CharField("核对表代码", max_length=40)
    version = models.CharField("版本", max_length=30)
    name = models.CharField("名称", max_length=200)
    basis = models.CharField("依据", max_length=200, blank=True)
    gate = models.CharField("哪一关", max_length=20)
    kinds = models.CharField("类别", max_length=400, blank=True)
    sections = models.CharField("栏目", max_length=2000, blank=True)
    items = models.TextField("问题")
    loaded_on = models.DateField("装入日期")
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="checklist_loaded_once")]

    def ledger_key(self) -> str:
        return f"{self.key}/{self.version}"

    @property
    def checklist(self) -> Checklist:
        kinds, sections = (tuple(each.split(",")) if each else () for each in (self.kinds, self.sections))
        asked = json.loads(self.items)
        texts = tuple(each if isinstance(each, str) else each[0] for each in asked)
        stops = tuple(each[1] for each in asked if not isinstance(each, str))
        return Checklist(self.key, self.version, self.name, self.gate, self.basis, kinds, sections, texts, stops)


class Checked(Ledgered):
    """What a reviewer answered to a checklist at the step ``seq`` of a record. ``answers``: JSON of [question, answer, why it is no]."""

    LEDGERED = ("record_id", "seq", "gate", "checklist", "version", "name", "answers", "by", "on")

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    gate = models.CharField(max_length=20)
    checklist = models.CharField(max_length=40)
    version = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    answers = models.TextField()
    by = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "seq", "checklist"], name="checked_once")]

    @property
    def said(self) -> list[list[str]]:
        return json.loads(self.answers)


class Writing(models.Model):
    """What one person has typed into the editor of a record and not saved, and whether they hold the editor now (``writing``)."""

    DERIVED = "typed and not saved yet: no version and no act; what is saved of it is in the versions"

    # A new draft's id is reserved before there is a record: no foreign key.
    record_id = models.CharField(max_length=16)
    person = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    unit = models.CharField(max_length=30)
    base = models.IntegerField(default=0)
    token = models.CharField(max_length=16, blank=True)
    typed = models.TextField(blank=True)
    holds = models.BooleanField(default=False)
    since = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-touched_at"], name="writing_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["record_id", "person"], name="writing_once"),
            models.UniqueConstraint(fields=["record_id"], condition=Q(holds=True), name="editor_held_once"),
        ]

    @property
    def values(self) -> list[tuple[str, str]]:
        """The form's values as they were sent, [] if nothing was typed."""
        return [(name, value) for name, value in json.loads(self.typed)] if self.typed else []

    @property
    def title(self) -> str:
        return next((value.strip() for name, value in self.values if name == "title" and value.strip()), "")


class Determination(Ledgered):
    """That a record is not published: whether it is told on application, the legal ground, and when that is looked at again (条例第18条).
    Of several the latest holds.
    """

    LEDGERED = ("record_id", "outcome", "ground", "reason", "review_on", "by", "on")

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    outcome = models.CharField("决定", max_length=20, choices=list(DETERMINATIONS.items()))
    ground = models.CharField("依据", max_length=6)
    reason = models.CharField("理由", max_length=300)
    review_on = models.DateField("再评估日期")
    by = models.CharField(max_length=40)
    on = models.DateField("日期")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(review_on__gt=F("on")), name="determination_looked_at_again_later")
        ]

    @property
    def basis(self) -> str:
        """The ground in words."""
        return grounds_for(self.outcome).get(self.ground, self.ground)


class Outlet(Ledgered):
    """A channel on which a record was published, from a day, until it was withdrawn there."""

    LEDGERED = ("channel", "on", "withdrawn_on")
    CHANNELS: ClassVar = CHANNELS

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=10, choices=CHANNELS)
    on = models.DateField("发布日期")
    withdrawn_on = models.DateField("撤下日期", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "channel"], name="outlet_once")]

    def ledger_key(self) -> str:
        return f"{self.record_id}/{self.channel}"


class Relation(Ledgered):
    """A record interprets another one, gives its text as amended, asks for opinions on it, rests on it, amends, repeals or answers it; or rests on a document that is not kept here (``outside``).

    It is never deleted: it ends. Pages show it both ways, once both records stand on the site.
    """

    LEDGERED = ("source_id", "kind", "target_id", "outside", "since_on", "ended_on")

    source = models.ForeignKey(Record, models.PROTECT, related_name="+")
    kind = models.CharField("关系", max_length=12, choices=RELATIONS)
    target = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    outside = models.CharField("别处的文件", max_length=200, blank=True)
    since_on = models.DateField("登记日期")
    ended_on = models.DateField("取消日期", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "target"], condition=Q(ended_on=None), name="relation_once"
            ),
            models.CheckConstraint(
                condition=Q(target=None, kind="basis") & ~Q(outside="") | Q(target__isnull=False, outside=""),
                name="relation_leads_somewhere",
            ),
            models.CheckConstraint(condition=Q(target=None) | ~Q(source=F("target")), name="relation_to_another"),
        ]

    @property
    def there(self) -> str:
        return TIES[self.kind].there

    @property
    def back(self) -> str:
        return TIES[self.kind].back
