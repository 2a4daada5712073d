"""Arrangements of pages, topics, notices of the site, addresses that it had before."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.kernel.portal.blocks import Block, read
from gongkai.pure.declare.counted import Counted


class Arrangement(Ledgered):
    """A version of how a page is put together. The latest of a place holds; one without blocks leaves the page as it is by itself."""

    LEDGERED = ("place", "version", "blocks", "on", "by")

    place = models.CharField("页面", max_length=60)
    version = models.IntegerField("版本")
    blocks = models.TextField("各块")
    on = models.DateField("日期")
    by = models.CharField("谁排的", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "version"], name="arranged_once")]

    @property
    def parts(self) -> list[Block]:
        return read(self.blocks)


PLANNED, SHOWN, OVER = "planned", "shown", "over"
STATES = ((PLANNED, "还没到"), (SHOWN, "正在显示"), (OVER, "已结束"))
STATE_FITS_DAYS = (
    Q(state=PLANNED, shown_on=None, over_on=None)
    | Q(state=SHOWN, shown_on__isnull=False, over_on=None)
    | Q(state=OVER, shown_on__isnull=False, over_on__isnull=False)
)


class Topic(Ledgered):
    """A topic (专题): records about one matter on a page of their own, from a day to a day. Its key, and so its address, never changes; once
    it is over its page stays. ``picked``: ids of records that were chosen one by one, in their order.
    """

    LEDGERED = ("key", "name", "lead", "begins_on", "ends_on", "picked", "state", "shown_on", "over_on")
    COUNTED = Counted("topic", "shown_on", "ends_on", ended="over_on", state="state")

    key = models.CharField("专题代码", primary_key=True, max_length=40)
    name = models.CharField("名称", max_length=40)
    lead = models.CharField("说明", max_length=300, blank=True)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    picked = models.TextField("选进来的信息", blank=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default=PLANNED)
    shown_on = models.DateField("开始显示", null=True)
    over_on = models.DateField("结束", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="topic_ends_after_it_begins"),
            models.CheckConstraint(condition=STATE_FITS_DAYS, name="topic_state_fits_its_days"),
        ]

    def ledger_key(self) -> str:
        return self.key

    @property
    def records(self) -> list[str]:
        return self.picked.split()

    @property
    def last_on(self) -> date | None:
        """Of one that is over, its last day: the planned one, unless somebody ended it before. That it is over is seen on a day after."""
        return self.over_on and min(self.over_on, self.ends_on)


class SiteNotice(Ledgered):
    """A sentence of the office to whoever visits the site, shown from a day to a day: closing days, works on the site."""

    LEDGERED = ("text", "begins_on", "ends_on", "state", "shown_on", "over_on")

    text = models.CharField("公告", max_length=200)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    state = models.CharField("状态", max_length=10, choices=STATES, default=PLANNED)
    shown_on = models.DateField("开始显示", null=True)
    over_on = models.DateField("结束", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="site_notice_ends_after_it_begins"),
            models.CheckConstraint(condition=STATE_FITS_DAYS, name="site_notice_state_fits_its_days"),
        ]


class FormerAddress(Ledgered):
    """An address that an earlier website had, and where it leads now. It is never taken away."""

    LEDGERED = ("address", "target", "on")

    address = models.CharField("旧网址", max_length=300, unique=True)
    target = models.CharField("现在的网址", max_length=120)
    on = models.DateField("登记日期")
