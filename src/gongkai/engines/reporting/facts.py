"""Facts of statistics that leave the system."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("report.exported", "导出统计：{what}，{count}行")
@dataclass(frozen=True)
class ReportExported(FactBase):
    """A statistics table, or the list behind a figure, was exported; ``what`` names table, year, unit and cell."""

    what: str
    count: int
