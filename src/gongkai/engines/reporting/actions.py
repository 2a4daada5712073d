"""Taking figures and lists out of the system is an act, and leaves a fact."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.facts import FactBase, fact
from gongkai.ground.units.scope import Actor


@fact("report.exported", "导出统计：{what}，{count}行")
@dataclass(frozen=True)
class ReportExported(FactBase):
    """A statistics table, or the list behind a figure, was exported; ``what`` names table, year, unit and cell."""

    what: str
    count: int


@acting
def export(*, what: str, count: int, by: Actor, at: datetime) -> None:
    """Note that somebody exported a table or a list."""
    record(ReportExported(what, count), ref=f"report:{what}"[:80], by=by.name, at=at)
