"""Scenes of what stands beside a draft: contributions of units, remarks, outlines."""

from datetime import date
from typing import Any

from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.drafting import contributing, outlining, remarking
from gongkai.kernel.drafting.models import Contribution, LoadedOutline, Remark
from gongkai.kernel.records.models import Record
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, draft, through

CHAPTER = "一、总体情况"
WORDS = "<p>本局全年公开信息十二条，答复申请两件。</p>"
OUTLINE = """
outline = "bureau"
version = "2026.1"
name = "局机关年度报告"
[[part]]
title = "一、概述"
[[part.passage]]
ask = "写总体情况"
"""


def asked(cast: Any, record: Record | None = None, unit: str = "wjw", **said: Any) -> Contribution:
    told = {"chapter": CHAPTER, "text": "请写公开和答复的情况。", "due_on": date(2026, 3, 10)} | said
    who = {"by": cast.actor("wang_bianji"), "at": DAY}
    return contributing.ask(record=record or draft(cast), units=[cast.units[unit]], **told, **who)[0]


def handed_in(cast: Any, made: Contribution | None = None, body: str = WORDS, **said: Any) -> Contribution:
    made = made or asked(cast, **said)
    contributing.hand_in(contribution=made, body=body, size=0, by=cast.actor("sun_bianji"), at=LATER)
    return made


def remarked(cast: Any, record: Record | None = None, **said: Any) -> Remark:
    told = {"text": "这一段再写细一点。", "quote": "现予公示", "unit": cast.units["zjj"]} | said
    return remarking.remark(record=record or draft(cast), by=cast.actor("li_shenhe"), at=DAY, **told)


def outlined(cast: Any, version: str = "2026.1", unit: str = "", key: str = "bureau") -> LoadedOutline:
    said = {"key": key, "version": version, "name": "局机关年度报告", "text": OUTLINE.replace("2026.1", version)}
    for_unit = cast.units[unit] if unit else None
    return outlining.load_outline(unit=for_unit, by=cast.actor("gao_gongkai"), at=DAY, **said)


@scene("contributing.ask")
def _(cast):
    record = draft(cast)
    return lambda: asked(cast, record)


@scene("contributing.hand_in")
def _(cast):
    made = asked(cast)
    return lambda: handed_in(cast, made)


@scene("contributing.take")
def _(cast):
    made = handed_in(cast)
    return lambda: contributing.take(taken=[made], by=cast.actor("wang_bianji"), at=LATER)


@scene("contributing.call_off")
def _(cast):
    made = asked(cast)
    return lambda: contributing.call_off(contribution=made, because="不用写了", by=cast.actor("wang_bianji"), at=LATER)


@scene("contributing.lapse")
def _(cast):
    made = asked(cast)
    through(cast, made.record, "published")
    return lambda: contributing.lapse(contribution=made, by=SYSTEM, at=LATER)


@scene("contributing.hand_over")
def _(cast):
    made = asked(cast)
    return lambda: contributing.hand_over(contribution=made, target=cast.units["xzf"], by=SYSTEM, at=LATER)


@scene("remarking.remark")
def _(cast):
    record = draft(cast)
    return lambda: remarked(cast, record)


@scene("remarking.resolve")
def _(cast):
    record = draft(cast)
    made = remarked(cast, record)
    return lambda: remarking.resolve(record=record, remark=made, by=cast.actor("wang_bianji"), at=LATER)


@scene("outlining.load_outline")
def _(cast):
    return lambda: outlined(cast)


@scene("outlining.end_outline")
def _(cast):
    made = outlined(cast)
    return lambda: outlining.end_outline(outline=made, by=cast.actor("gao_gongkai"), at=LATER)
