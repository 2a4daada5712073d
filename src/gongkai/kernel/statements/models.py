"""Statements: the figures of a year that a unit confirmed."""

import json
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.tlog.entry import canonical

Figures = dict[str, dict[str, dict[str, str | None]]]
"""Table -> row -> column -> figure in plain digits, None where it was blank."""


class Statement(Ledgered):
    """A unit's own figures of a year, as it signed them: counted when the ledger had ``size`` facts. The latest that was not taken back holds; a
    later one takes its place. ``explained`` is what was said of warnings and of what differs from elsewhere.
    """

    LEDGERED = (
        "unit_id", "year", "number", "size", "digest", "explained", "signed_on", "by", "taken_back_on", "taken_back_because",
    )  # fmt: skip

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.IntegerField("年度")
    number = models.IntegerField("第几次")
    size = models.BigIntegerField("算到台账第几条")
    figures = models.TextField("数字")
    digest = models.CharField(max_length=64)
    explained = models.CharField("说明", max_length=500, blank=True)
    signed_on = models.DateField("确认日期")
    by = models.CharField("确认人", max_length=40)
    taken_back_on = models.DateField("撤回日期", null=True)
    taken_back_because = models.CharField("为什么撤回", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["year", "unit", "-number"], name="statement_year_unit")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="statement_once"),
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_because="")
                | (Q(taken_back_on__isnull=False) & ~Q(taken_back_because="")),
                name="taken_back_with_a_reason",
            ),
        ]

    def ledger_key(self) -> str:
        return f"{self.unit_id}/{self.year}/{self.number}"

    def ledger_faults(self) -> list[str]:
        fits = sha256(self.figures.encode()).hexdigest() == self.digest
        return [] if fits else ["figures do not match their digest"]

    @property
    def ref(self) -> str:
        return ref_of(self.unit.code, self.year)

    @property
    def told(self) -> Figures:
        return json.loads(self.figures)


def ref_of(unit: str, year: int) -> str:
    """The name in the ledger of all that a unit (its code) signed of a year."""
    return f"statement:{unit}/{year}"


def as_stored(figures: Figures) -> dict[str, Any]:
    """The columns that hold figures."""
    text = canonical(figures).decode()
    return {"figures": text, "digest": sha256(text.encode()).hexdigest()}
