"""Statements: the figures of a year that a unit confirmed."""

import json
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.declare.counted import Counted
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
    COUNTED = Counted("statement", "signed_on", ended="taken_back_on")

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


ENTERED, ACCEPTED, DECLINED, WITHDRAWN = "entered", "accepted", "declined", "withdrawn"
REPORTED_STATES = ((ENTERED, "待认定"), (ACCEPTED, "已认定"), (DECLINED, "没有认定"), (WITHDRAWN, "已撤回"))
Cell = tuple[str, str, str]
"""Table, row, column."""


class Reported(Ledgered):
    """The number of an outside system for a cell of a unit's own tables of a year, beside the system's (``ours``, as it was then). Accepted it is
    taken into the tables instead, from the fact of that on until that of its withdrawal; both numbers stay to be read."""

    LEDGERED = (
        "unit_id", "year", "table", "row", "column", "label", "figure", "ours", "system", "explained", "state", "entered_on", "by", "decided_on",
        "decided_by", "because", "ended_on", "ended_because",
    )  # fmt: skip

    code = models.CharField(primary_key=True, max_length=20)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    year = models.IntegerField("年度")
    table = models.CharField(max_length=20)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    label = models.CharField("哪一格", max_length=200)
    figure = models.DecimalField("外部系统的数", max_digits=16, decimal_places=6)
    ours = models.DecimalField("系统的数", max_digits=16, decimal_places=6, null=True)
    system = models.CharField("外部系统", max_length=60)
    explained = models.CharField("为什么不一样", max_length=500)
    state = models.CharField("状态", max_length=10, choices=REPORTED_STATES)
    entered_on = models.DateField("填报日期")
    by = models.CharField("填报人", max_length=64)
    decided_on = models.DateField("认定日期", null=True)
    decided_by = models.CharField("认定人", max_length=64, blank=True)
    because = models.CharField("为什么没有认定", max_length=200, blank=True)
    ended_on = models.DateField("撤回日期", null=True)
    ended_because = models.CharField("为什么撤回", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["year", "table", "unit"], name="reported_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "table", "row", "column"], condition=Q(state__in=(ENTERED, ACCEPTED)), name="cell_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="") & ~Q(state=WITHDRAWN)
                | Q(ended_on__isnull=False, state=WITHDRAWN) & ~Q(ended_because=""),
                name="reported_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decided_by="") & ~Q(state__in=(ACCEPTED, DECLINED))
                | Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(state=ENTERED),
                name="reported_decided_by_somebody",
            ),
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        return f"reported:{self.code}"

    @property
    def cell(self) -> Cell:
        return self.table, self.row, self.column

    @property
    def state_label(self) -> str:
        return dict(REPORTED_STATES)[self.state]
