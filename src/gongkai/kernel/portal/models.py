"""Arrangements of pages."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered
from gongkai.kernel.portal.blocks import Block, read


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
