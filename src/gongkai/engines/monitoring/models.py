"""Runs over a site, the pages of the run that is under way, what was found, and the evidence of it."""

import zlib
from hashlib import sha256

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit
from gongkai.pure.declare.counted import Counted
from gongkai.pure.monitor.indicators import INDICATORS, Indicator, verdict

OPEN, GONE = "open", "gone"
STATES = ((OPEN, "还在"), (GONE, "已消除"))
WAITING, DONE = "waiting", "done"


class Run(Ledgered):
    """One look at a site; ``site`` is its origin, "" for the government's own. ``left``: how many addresses were not gone to, by the reason."""

    LEDGERED = (
        "site",
        "start",
        "rules",
        "most",
        "begun_at",
        "by",
        "finished_at",
        "visited",
        "counts",
        "score",
        "vetoed",
    )
    COUNTED = Counted("look", "begun_at", ended="finished_at", only={"site": ""})

    code = models.CharField("编号", primary_key=True, max_length=20)
    site = models.CharField("网站", max_length=200, blank=True)
    start = models.CharField("从哪一页起", max_length=500, default="/")
    rules = models.CharField("按哪一版指标", max_length=10)
    most = models.IntegerField("最多多少页")
    begun_at = models.DateTimeField("开始")
    by = models.CharField("谁开始的", max_length=64)
    finished_at = models.DateTimeField("查完", null=True)
    visited = models.IntegerField("看了多少页", default=0)
    counts = models.JSONField("各项指标的问题数", default=dict)
    score = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True)
    vetoed = models.BooleanField("单项否决", null=True)
    left = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["site", "-begun_at"], name="run_site")]
        constraints = [
            models.UniqueConstraint(fields=["site"], condition=Q(finished_at=None), name="run_one_at_a_time"),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        return f"monitor:{self.code}"

    @property
    def verdict(self) -> str:
        return "" if self.score is None else verdict(self.score, bool(self.vetoed))

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Page(models.Model):
    """An address of the latest run over a site, and what came of asking it. ``source`` is the page that names it, in ``words``."""

    DERIVED = "the run's own place and working paper; losing it means walking the site again"

    run = models.ForeignKey(Run, models.CASCADE, related_name="+")
    address = models.CharField(max_length=500)
    inside = models.BooleanField()
    depth = models.IntegerField()
    source = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, default=WAITING)
    tries = models.IntegerField(default=0)
    status = models.IntegerField(default=0)
    trouble = models.CharField(max_length=8, blank=True)
    dead = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    told = models.JSONField(default=dict)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "address"], name="page_once")]
        indexes = [models.Index(fields=["run", "tries", "id"], condition=Q(state=WAITING), name="page_waiting")]


class Snapshot(Ledgered):
    """The bytes of a page in which something was found, packed, under their digest. Of pages that tell people's data none are kept."""

    LEDGERED = ("size",)

    digest = models.CharField(primary_key=True, max_length=64)
    size = models.IntegerField()
    packed = models.BinaryField()

    def ledger_key(self) -> str:
        return self.digest

    @property
    def content(self) -> bytes:
        return zlib.decompress(bytes(self.packed))

    def ledger_faults(self) -> list[str]:
        try:
            return [] if sha256(self.content).hexdigest() == self.digest else ["its bytes do not match its digest"]
        except zlib.error:
            return ["its bytes can't be unpacked"]


class Fault(Ledgered):
    """Something that was found on a site by an indicator. It stays the same one run after run until it is gone; found again later it is another.

    ``page`` is where it stands, ``target`` the address that a link there leads to, ``place`` the words, people's data masked. ``digest``:
    of the page's bytes as they were then.
    """

    LEDGERED = (
        "run_id", "site", "indicator", "mark", "page", "target", "place", "status", "trouble", "digest", "found_on", "seen_on", "state",
        "gone_on", "unit_id", "finding", "again",
    )  # fmt: skip
    COUNTED = Counted("fault", "found_on", ended="gone_on", sort="indicator", state="state", only={"site": ""})

    code = models.CharField("编号", primary_key=True, max_length=20)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    site = models.CharField(max_length=200, blank=True)
    indicator = models.CharField("指标", max_length=20)
    mark = models.CharField(max_length=32)
    page = models.CharField("网页", max_length=500)
    target = models.CharField("链接", max_length=500, blank=True)
    place = models.CharField("在哪里", max_length=300)
    status = models.IntegerField("状态码", default=0)
    trouble = models.CharField(max_length=8, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    found_on = models.DateField("发现日期")
    seen_on = models.DateField("最近看到的日期")
    state = models.CharField("状态", max_length=8, choices=STATES, default=OPEN)
    gone_on = models.DateField("消除日期", null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位", null=True)
    finding = models.CharField("整改建议书", max_length=20, blank=True)
    again = models.BooleanField("等着再查", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "indicator", "mark"], condition=Q(state=OPEN), name="fault_once"),
            models.CheckConstraint(
                condition=Q(gone_on=None, state=OPEN) | Q(gone_on__isnull=False, state=GONE), name="fault_gone_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "indicator", "code"], name="fault_listed"),
            models.Index(fields=["code"], condition=Q(again=True), name="fault_again"),
        ]

    def ledger_key(self) -> str:
        return self.code

    @property
    def ref(self) -> str:
        return f"monitor:{self.run_id}"

    @property
    def of(self) -> Indicator:
        return INDICATORS[self.indicator]
