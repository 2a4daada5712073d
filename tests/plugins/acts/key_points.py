"""Scenes of key points: a task that the housing bureau leads, reported, shown, done."""

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.keypoints import actions, from_sheet, queries
from gongkai.kernel.keypoints.actions import Task
from gongkai.kernel.keypoints.models import KeyPoint
from tests.plugins.acts.scene import scene
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, LATER

DONE_TEXT = "清单已经编制完成，在网站上公开。"


def TASK(cast: Any) -> Task:
    return Task(
        "编制主动公开事项清单", cast.units["zjj"], date(2026, 11, 30), "own", "2026年政务公开工作要点", "明政办发〔2026〕9号", "一（一）",
        "按部门逐项列出公开事项、依据和时限。",
    )  # fmt: skip


def laid(cast: Any, **said: Any) -> KeyPoint:
    return actions.lay_down(year=2026, task=replace(TASK(cast), **said), by=cast.actor("gao_gongkai"), at=DAY)


def proved(cast: Any, point: KeyPoint | None = None, **said: Any) -> KeyPoint:
    point = point or laid(cast, **said)
    return actions.prove(point=point, about=["record:somewhere"], by=cast.actor("wang_bianji"), at=LATER)


def finished(cast: Any, on: str = "2026-03-04", **said: Any) -> KeyPoint:
    return actions.finish(point=proved(cast, **said), text=DONE_TEXT, by=cast.actor("liu_qianfa"), at=noon(on))


def put_off(cast: Any, **said: Any) -> KeyPoint:
    because = "上级平台推迟到明年上线。"
    return actions.put_off(point=laid(cast, **said), because=because, by=cast.actor("gao_gongkai"), at=LATER)


@scene("keypoints.lay_down")
def _(cast):
    return lambda: laid(cast, assisting=(cast.units["wjw"],))


def of_office(cast: Any) -> dict[str, Any]:
    return {"by": cast.actor("gao_gongkai"), "at": LATER}


@scene("keypoints.amend")
def _(cast):
    point, task = laid(cast), replace(TASK(cast), due_on=date(2026, 12, 31), assisting=(cast.units["wjw"],))
    return lambda: actions.amend(point=point, task=task, because="上级调整了时限", **of_office(cast))


@scene("keypoints.report")
def _(cast):
    point, by = laid(cast), cast.actor("wang_bianji")
    shown = [("清单.txt", b"x")]
    return lambda: actions.report(point=point, text="已经起草了清单。", evidence=shown, by=by, at=LATER)


@scene("keypoints.prove")
def _(cast):
    point = laid(cast)
    return lambda: proved(cast, point)


@scene("keypoints.unprove")
def _(cast):
    point = proved(cast)
    (proof,) = queries.proofs_of(point)
    return lambda: actions.unprove(proof=proof, point=point, by=cast.actor("wang_bianji"), at=LATER)


@scene("keypoints.finish")
def _(cast):
    point, by = proved(cast), cast.actor("liu_qianfa")
    return lambda: actions.finish(point=point, text=DONE_TEXT, result="已经公开。", by=by, at=LATER)


@scene("keypoints.send_back")
def _(cast):
    point = finished(cast)
    return lambda: actions.send_back(point=point, text="清单里少了两类。", due_on=date(2026, 12, 1), **of_office(cast))


@scene("keypoints.put_off")
def _(cast):
    point = laid(cast)
    return lambda: actions.put_off(point=point, because="上级平台推迟到明年上线。", **of_office(cast))


@scene("keypoints.take_up")
def _(cast):
    point = put_off(cast)
    return lambda: actions.take_up(point=point, text="平台提前上线。", due_on=date(2026, 12, 1), **of_office(cast))


@scene("keypoints.strike")
def _(cast):
    point = laid(cast)
    return lambda: actions.strike(point=point, because="录重了一项", **of_office(cast))


@scene("keypoints.hand_over")
def _(cast):
    point = laid(cast, assisting=(cast.units["wjw"],))
    return lambda: actions.hand_over(point=point, target=cast.units["wjw"], by=SYSTEM, at=LATER)


@scene("from_sheet.take_in")
def _(cast):
    rows = [from_sheet.Planned(1, [], year=2026, task=TASK(cast))]
    return lambda: from_sheet.take_in(rows=rows, by=cast.actor("gao_gongkai"), at=DAY)
