"""Key points come in from a sheet: the columns, and what becomes of each row before it is taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.keypoints import actions, queries
from gongkai.kernel.keypoints.actions import Task
from gongkai.kernel.keypoints.models import ABOVE, OWN, KeyPoint
from gongkai.pure.declare.sheets import Column

NAME = "要点任务"
YES, NO = ("是", "公开", "√", ""), ("否", "不公开", "×")
LEVELS = {"上级": ABOVE, "上级要点": ABOVE, "本级": OWN, "本级要点": OWN, "": OWN}
COLUMNS = (
    Column("number", "序号", "文件里的编号，如一（三）", False, ("编号",)),
    Column("title", "任务", "最多120个字", heads=("工作任务", "要点", "任务名称"), width=40),
    Column("text", "具体要求", "最多1000个字", False, ("工作要求", "主要内容"), width=48),
    Column("level", "来自", "上级或者本级，不写算本级", False, choices=("上级", "本级")),
    Column("source", "来源文件", "文件的名称", heads=("文件", "依据"), width=36),
    Column("source_number", "文号", "如国办发〔2026〕12号", False, ("发文字号",), width=24),
    Column("lead", "牵头单位", "一个单位的名称或者简称", heads=("责任单位", "主办单位"), width=24),
    Column("assisting", "协办单位", "几个单位用顿号隔开", False, ("配合单位", "参与单位"), width=36),
    Column("due", "完成时限", "如2026-11-30；长期坚持的写12月31日", heads=("时限", "完成时间"), day=True),
    Column("public", "公开", "是或者否，不写算是", False, choices=("是", "否")),
)
LONGEST = {
    name: KeyPoint._meta.get_field(name).max_length for name in ("number", "title", "text", "source", "source_number")
}
LABELS = {column.key: column.label for column in COLUMNS}


@dataclass
class Planned:
    """A row and what becomes of it: ``wrong`` by the label of its column; ``known``: its document has a task of this name already."""

    number: int
    cells: list[str]
    title: str = ""
    year: int = 0
    task: Task | None = None
    wrong: dict[str, str] = field(default_factory=dict)
    doubt: str = ""
    known: bool = False
    told: str = ""


def explained() -> list[tuple[str, str]]:
    return [
        ("来自", "上级：上级机关印发的要点分到本地的任务；本级：本级政府自己定的任务"),
        ("完成时限", "任务算在时限所在的年度；长期坚持的写当年12月31日"),
        ("公开", "写“否”的不在网站上显示，统计照样计入"),
    ]


def plan(*, rows: Sequence[Any], unit: Unit, at: datetime, year: int | None = None) -> list[Planned]:
    """What each row would become, all of ``year`` where one is given; nothing is written."""
    by_name = {name: each for each in units() for name in (each.code, each.name, each.short_name)}
    planned = [_planned(row, by_name, year, localdate(at)) for row in rows]
    groups: dict[tuple[int, str], list[Planned]] = {}
    for each in planned:
        if each.task and not each.wrong:
            groups.setdefault((each.year, each.task.source), []).append(each)
    for (year, source), found in groups.items():
        there = queries.known(year, source, [each.task.title for each in found])
        for each in found:
            each.known = each.task.title in there
            there.add(each.task.title)
    return planned


def _planned(row: Any, by_name: dict[str, Unit], year: int | None, on: date) -> Planned:
    values = {key: row.values.get(key, "").strip() for key in LABELS}
    planned = Planned(row.number, row.cells, title=values["title"])
    wrong = planned.wrong
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            wrong[LABELS[name]] = f"有{len(values[name])}个字，最多{most}个，请写短些"
    for name in ("title", "source"):
        if not values[name]:
            wrong[LABELS[name]] = f"请写{LABELS[name]}"
    due = _day(values["due"])
    if due is None:
        wrong[LABELS["due"]] = "请写成2026-11-30这样的日期；长期坚持的写当年12月31日"
    elif refusal := actions.out_of_reach(year or due.year, due, on):
        wrong[LABELS["due"]] = refusal
    lead = by_name.get(values["lead"])
    if lead is None:
        wrong[LABELS["lead"]] = _unknown(values["lead"]) if values["lead"] else "请写牵头单位"
    names = [each for each in re.split(r"[、，,；;\s]+", values["assisting"]) if each]
    assisting = [by_name[each] for each in names if each in by_name]
    if strange := next((each for each in names if each not in by_name), ""):
        wrong[LABELS["assisting"]] = _unknown(strange)
    elif lead and lead in assisting:
        wrong[LABELS["assisting"]] = f"{lead.short_name}已经是牵头单位，请去掉"
    if values["level"] not in LEVELS:
        wrong[LABELS["level"]] = "请写“上级”或者“本级”"
    if values["public"] not in (*YES, *NO):
        wrong[LABELS["public"]] = "请写“是”或者“否”"
    if wrong:
        return planned
    told = {name: values[name] for name in LONGEST}
    planned.year = due.year
    planned.task = Task(
        unit=lead, due_on=due, level=LEVELS[values["level"]], assisting=tuple(dict.fromkeys(assisting)), public=values["public"] in YES, **told
    )  # fmt: skip
    planned.told = f"牵头{lead.short_name}，{zh_date(due)}前完成"
    return planned


def _unknown(name: str) -> str:
    return f"没有叫“{name}”的单位，请写单位的全称或者简称"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class OfYear:
    """A sheet with the tasks of one year."""

    year: int

    NAME, COLUMNS = NAME, COLUMNS
    explained = staticmethod(explained)

    def plan(self, *, rows: Sequence[Any], unit: Unit, at: datetime) -> list[Planned]:
        return plan(rows=rows, unit=unit, at=at, year=self.year)

    def take_in_part(self, *, rows: Sequence[Planned], by: Actor, at: datetime) -> None:
        take_in_part(rows=rows, by=by, at=at)


def take_in_part(*, rows: Sequence[Planned], by: Actor, at: datetime) -> None:
    take_in(rows=rows, by=by, at=at)


@acting
def take_in(*, rows: Sequence[Planned], by: Actor, at: datetime) -> None:
    """Lay these down, all or none; one that has come in since it was looked at is not entered again. Raises StepRefused."""
    for row in rows:
        if queries.known(row.year, row.task.source, [row.task.title]):
            continue
        try:
            actions.lay_down(year=row.year, task=row.task, by=by, at=at)
        except StepRefused as refusal:
            raise StepRefused(f"第{row.number}行：{refusal}") from refusal
