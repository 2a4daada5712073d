"""Where people read what is public."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered


class ReadingPoint(Ledgered):
    """A place where anybody reads, and has copied, what is public: in an archive, a library, a service hall (条例第25条)."""

    LEDGERED = ("name", "address", "hours", "phone", "holds", "position", "opened_on", "closed_on")

    name = models.CharField("名称", max_length=60)
    address = models.CharField("地址", max_length=120)
    hours = models.CharField("开放时间", max_length=100)
    phone = models.CharField("电话", max_length=40, blank=True)
    holds = models.CharField("那里有什么", max_length=300)
    position = models.IntegerField("排在第几", default=1)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True)

    class Meta:
        ordering = ["position", "pk"]

    @property
    def ref(self) -> str:
        return f"point:{self.pk}"
