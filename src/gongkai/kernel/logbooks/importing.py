"""Entries come in from a sheet: the columns of a logbook, and what becomes of each row before it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.logbooks import queries
from gongkai.kernel.logbooks.actions import enter, hold_entries
from gongkai.pure import declare
from gongkai.pure.declare import Field, Logbook
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.declare.sheets import Column

YES, NO = ("是", "有", "√", "1"), ("否", "无", "没有", "×", "0", "")
ON = "on"


@dataclass
class Planned:
    """A row and what becomes of it: ``wrong`` by the label of its column; ``known``: the unit has the very same entry of that day."""

    number: int
    cells: list[str]
    title: str = ""
    unit: Unit | None = None
    logbook: str = ""
    on: date | None = None
    content: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    doubt: str = ""
    known: bool = False
    told: str = ""


class Importer:
    """A logbook's sheet."""

    def __init__(self, declaration: type[Logbook]) -> None:
        self.declaration = declaration
        self.NAME = f"{declaration.name}登记簿"
        self.COLUMNS = (
            Column(ON, declaration.day, "如2026-03-31", heads=("日期", "时间"), day=True),
            *(_column(each) for each in declaration.fields),
        )

    def explained(self) -> list[tuple[str, str]]:
        return [("这张表", self.declaration.says)]

    def plan(self, *, rows: Sequence[Any], unit: Unit, at: datetime) -> list[Planned]:
        """What each row would become; nothing is written. Of a standing logbook each row must begin after the one before it."""
        planned = [self._planned(row, unit, localdate(at)) for row in rows]
        days = {each.on for each in planned if each.on and not each.wrong}
        there = queries.contents_on(self.declaration.code, unit, days)
        held = queries.standing(self.declaration.code, unit) if self.declaration.standing else []
        last = max((each.on for each in held), default=None)
        for each in planned:
            if each.wrong:
                continue
            each.known = each.content in there.get(each.on, ())
            if each.known or not self.declaration.standing:
                continue
            if last and each.on <= last:
                each.wrong[self.declaration.day] = f"已经有{last.isoformat()}起的情况，要填在它以后的日期，按先后排"
            else:
                last = each.on
        return planned

    def _planned(self, row: Any, unit: Unit, today: date) -> Planned:
        planned = Planned(row.number, row.cells, unit=unit, logbook=self.declaration.code)
        labels = {each.name: each.label for each in self.declaration.fields} | {ON: self.declaration.day}
        try:
            planned.on = date.fromisoformat(row.values.get(ON, ""))
        except ValueError:
            planned.wrong[self.declaration.day] = "请写成2026-03-31这样的日期"
        raw = {each.name: _value(each, row.values.get(each.name, "")) for each in self.declaration.fields}
        for each in self.declaration.fields:
            if each.type == "bool" and row.values.get(each.name, "") not in (*YES, *NO):
                planned.wrong[each.label] = "请写“是”或者“否”"
        try:
            planned.content = self.declaration.clean(raw, planned.on or today, today)
        except FieldErrors as refused:
            planned.wrong |= {labels[name]: sentence for name, sentence in refused.errors.items()}
        planned.title = row.values.get(self.declaration.title, "")
        planned.told = planned.on.isoformat() if planned.on else ""
        return planned

    def take_in_part(self, *, rows: Sequence[Planned], by: Actor, at: datetime) -> None:
        take_in(rows=rows, by=by, at=at)


@acting
def take_in(*, rows: Sequence[Planned], by: Actor, at: datetime) -> None:
    """Enter these rows, all or none; one that has come in since it was looked at is not entered again. Raises StepRefused."""
    for row in rows:
        hold_entries(row.logbook, row.unit)
        if row.content in queries.contents_on(row.logbook, row.unit, {row.on}).get(row.on, ()):
            continue
        enter(logbook=row.logbook, unit=row.unit, on=row.on, content=row.content, by=by, at=at)


def _column(spec: Field) -> Column:
    choices = ("是", "否") if spec.type == "bool" else tuple(label for _, label in spec.choices)
    return Column(
        spec.name, spec.label, spec.help, spec.required, spec.heads, choices, spec.type == "date",
        36 if spec.type == "text" or spec.max_length > 60 else 18,
    )  # fmt: skip


def _value(spec: Field, text: str) -> Any:
    """What a cell says, as the field takes it; other text is handed on, for the field to refuse."""
    if spec.type == "bool":
        return text in YES
    if spec.choices:
        return {label: code for code, label in spec.choices}.get(text, text)
    return text


def importer_of(code: str) -> Importer:
    """Raises KeyError."""
    return Importer(declare.logbook(code))
