"""Entries of logbooks."""

import json
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import F, Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure import declare
from gongkai.pure.declare.logbooks import Logbook
from gongkai.pure.tlog.entry import canonical


class Entry(Ledgered):
    """What a unit entered in a logbook. What is counted of it (``tallies``: JSON of [what, sort, amount]) stands in the ledger's image;
    its words do not, for they may name a person: they are held against ``digest``, of salt and content.

    ``until``: the first day on which an entry of a standing logbook holds no more. ``nothing``: a statement that in the year up to ``on`` there
    was none. A struck entry stays, and is not counted.
    """

    LEDGERED = (
        "logbook", "unit_id", "on", "until", "nothing", "tallies", "digest", "revision", "struck_on", "struck_because", "by",
    )  # fmt: skip

    code = models.CharField("编号", primary_key=True, max_length=20)
    logbook = models.CharField("登记簿", max_length=30)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    on = models.DateField("日期")
    until = models.DateField("到哪天为止", null=True)
    nothing = models.BooleanField("本年没有", default=False)
    tallies = models.TextField("计数")
    content = models.TextField("内容", blank=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    revision = models.IntegerField(default=0)
    struck_on = models.DateField("撤销日期", null=True)
    struck_because = models.CharField("为什么撤销", max_length=200, blank=True)
    by = models.CharField("登记人", max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["logbook", "-on", "-code"], name="entry_logbook_day"),
            models.Index(fields=["unit", "logbook", "-on", "-code"], name="entry_unit_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_on=None, struck_because="") | (Q(struck_on__isnull=False) & ~Q(struck_because="")),
                name="struck_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="holds_from_until"),
            models.UniqueConstraint(
                fields=["logbook", "unit", "on"],
                condition=Q(nothing=True, struck_on=None),
                name="nothing_stated_once",
            ),
        ]

    def ledger_key(self) -> str:
        return self.code

    def ledger_faults(self) -> list[str]:
        fits = sha256(f"{self.salt}{self.content}".encode()).hexdigest() == self.digest
        return [] if fits else ["content does not match its digest"]

    @property
    def ref(self) -> str:
        """Its name in the ledger, and what its evidence belongs to."""
        return f"entry:{self.code}"

    @property
    def declaration(self) -> type[Logbook]:
        return declare.logbook(self.logbook)

    @property
    def values(self) -> dict[str, Any]:
        """The content, decoded; {} of a statement that there was nothing."""
        return json.loads(self.content) if self.content else {}

    @property
    def counted(self) -> list[list[str]]:
        return json.loads(self.tallies)

    @property
    def title(self) -> str:
        if self.nothing:
            return f"{self.on.year}年没有"
        spec = self.declaration.field(self.declaration.title)
        said = self.values.get(spec.name)
        return dict(spec.choices).get(said, str(said or "")) if spec.choices else str(said or "")


def columns_of(declaration: type[Logbook], content: dict[str, Any] | None, salt: str) -> dict[str, str]:
    """The columns that hold a content and what is counted of it."""
    told = canonical(content).decode() if content is not None else ""
    tallies = [[each.what, each.sort, each.amount] for each in declaration.tallies(content)]
    return {
        "content": told, "salt": salt, "digest": sha256(f"{salt}{told}".encode()).hexdigest(),
        "tallies": canonical(tallies).decode(),
    }  # fmt: skip
