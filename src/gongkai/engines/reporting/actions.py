"""Taking figures and lists out of the system is an act, and leaves a fact."""

from datetime import datetime

from gongkai.engines.reporting.facts import ReportExported
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.units.scope import Actor


@acting
def export(*, what: str, count: int, by: Actor, at: datetime) -> None:
    """Note that somebody exported a table or a list."""
    record(ReportExported(what, count), ref=f"report:{what}"[:80], by=by.name, at=at)
