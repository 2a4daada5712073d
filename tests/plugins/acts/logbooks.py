"""Scenes of logbooks: a training entered by an editor, staff that stand until they change."""

from datetime import date
from typing import Any

from gongkai.kernel.logbooks import actions as logbooks
from gongkai.kernel.logbooks.importing import Planned, take_in
from gongkai.kernel.logbooks.models import Entry
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY

TRAINING = {"title": "政务公开业务培训", "attendees": "86", "days": "1.5", "about": "条例和文书"}
STAFF = {"office_name": "政务公开股", "special": True, "full_time": "2", "part_time": "5"}


def entered(cast: Any, content: dict | None = None, **said: Any) -> Entry:
    """A training that the housing bureau's editor entered."""
    told = {"logbook": "trainings", "unit": cast.units["zjj"], "on": date(2026, 2, 26), "by": cast.actor("wang_bianji")}
    return logbooks.enter(content=content or TRAINING, **told | {"at": DAY} | said)


def manned(cast: Any, **said: Any) -> Entry:
    """Who does the disclosure work there."""
    return entered(cast, STAFF, **{"logbook": "staff"} | said)


@scene("logbooks.enter")
def _(cast):
    return lambda: entered(cast)


@scene("logbooks.amend")
def _(cast):
    made = entered(cast)
    told = {"on": made.on, "content": TRAINING | {"attendees": "68"}, "because": "人数写错了", "at": DAY}
    return lambda: logbooks.amend(entry=made, by=cast.actor("wang_bianji"), **told)


@scene("logbooks.strike")
def _(cast):
    made = entered(cast)
    return lambda: logbooks.strike(entry=made, because="登记重了", by=cast.actor("wang_bianji"), at=DAY)


@scene("logbooks.end")
def _(cast):
    made = manned(cast)
    return lambda: logbooks.end(entry=made, last_on=date(2026, 3, 1), by=cast.actor("wang_bianji"), at=DAY)


@scene("logbooks.state_nothing")
def _(cast):
    told = {"logbook": "trainings", "unit": cast.units["zjj"], "year": 2025}
    return lambda: logbooks.state_nothing(by=cast.actor("wang_bianji"), at=DAY, **told)


@scene("logbooks.add_evidence")
def _(cast):
    made, brought = entered(cast), [("通知.txt", "开会".encode())]
    return lambda: logbooks.add_evidence(entry=made, evidence=brought, by=cast.actor("wang_bianji"), at=DAY)


@scene("importing.take_in")
def _(cast):
    row = Planned(2, [], unit=cast.units["zjj"], logbook="trainings", on=date(2026, 2, 26), content=TRAINING)
    return lambda: take_in(rows=[row], by=cast.actor("wang_bianji"), at=DAY)
