"""Scenes of statements: a unit's head signs the unit's own figures of a year."""

from typing import Any

from gongkai.kernel.statements import actions as statements
from gongkai.kernel.statements.models import Statement
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY

FIGURES = {"2021-3": {"r1": {"natural": "3", "total": "3"}}}


def signed(cast: Any, unit: str = "zjj", by: str = "liu_qianfa", **said: Any) -> Statement:
    told = {"year": 2025, "size": 1, "figures": FIGURES, "explained": "", "seen": 0}
    return statements.sign(unit=cast.units[unit], by=cast.actor(by), at=DAY, **told | said)


@scene("statements.sign")
def _(cast):
    return lambda: signed(cast)


@scene("statements.take_back")
def _(cast):
    made = signed(cast)
    return lambda: statements.take_back(statement=made, because="数错了", by=cast.actor("liu_qianfa"), at=DAY)
