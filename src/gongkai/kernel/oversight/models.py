"""What was explained of unusual patterns."""

from django.db import models

from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.units.models import Unit


class Explanation(Ledgered):
    """That somebody who oversees a unit looked into a question about it, and what they found. ``hits`` of ``sample`` cases were so then: the
    question rests until there are more.
    """

    LEDGERED = ("hits", "sample", "text", "noted_on", "by")

    pattern = models.CharField("疑问", max_length=20)
    procedure = models.CharField("程序", max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    seq = models.IntegerField("第几次")
    hits = models.IntegerField("当时几件")
    sample = models.IntegerField("当时共几件")
    text = models.CharField("核实的情况", max_length=500)
    noted_on = models.DateField("核实日期")
    by = models.CharField("核实人", max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pattern", "procedure", "unit", "seq"], name="explained_once"),
            models.CheckConstraint(condition=models.Q(hits__gte=1, sample__gte=models.F("hits")), name="explained_of_some"),
        ]  # fmt: skip

    def ledger_key(self) -> str:
        return f"{self.pattern}/{self.procedure}/{self.unit_id}/{self.seq}"

    @property
    def ref(self) -> str:
        return ref_of_question(self.pattern, self.procedure, self.unit.code)


def ref_of_question(pattern: str, procedure: str, unit: str) -> str:
    """The name in the ledger of all that was noted about a question; ``unit`` by its code."""
    return f"question:{pattern}/{procedure}/{unit}"
