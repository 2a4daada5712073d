"""Scenes of statements: a unit's head signs the unit's own figures of a year."""

from decimal import Decimal
from typing import Any

from gongkai.kernel.statements import actions as statements
from gongkai.kernel.statements import reported as outside
from gongkai.kernel.statements.models import Reported, Statement
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


CELL = ("2021-2", "p20_5_permits", "decisions")


def reported(cast: Any, unit: str = "zjj", by: str = "liu_qianfa", **said: Any) -> Reported:
    """The bureau's permits are given in a system of the province."""
    told = {
        "year": 2025, "cell": CELL, "label": "行政许可·本年处理决定数量", "figure": Decimal(120), "ours": Decimal(7), "system": "省政务服务平台",
        "explained": "许可都在省平台办，这里只登记了补录的七件。",
    }  # fmt: skip
    return outside.enter(unit=cast.units[unit], by=cast.actor(by), at=DAY, **told | said)


def accepted(cast: Any, made: Reported | None = None, **said: Any) -> Reported:
    return outside.accept(reported=made or reported(cast, **said), by=cast.actor("gao_gongkai"), at=DAY)


@scene("reported.enter")
def _(cast):
    return lambda: reported(cast)


@scene("reported.accept")
def _(cast):
    made = reported(cast)
    return lambda: accepted(cast, made)


@scene("reported.decline")
def _(cast):
    made = reported(cast)
    return lambda: outside.decline(reported=made, because="没有写清楚是哪些件", by=cast.actor("gao_gongkai"), at=DAY)


@scene("reported.withdraw")
def _(cast):
    made = accepted(cast)
    return lambda: outside.withdraw(reported=made, because="省平台的数改了", by=cast.actor("liu_qianfa"), at=DAY)
