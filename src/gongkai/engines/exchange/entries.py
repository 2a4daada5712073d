"""A record as another system says it, in JSON: planned as a row of a sheet is, so that whatever way it comes the same is asked of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongkai.engines.exchange.columns import SECTION, Column, columns_of, to_cell
from gongkai.engines.exchange.planning import Plan, Planning
from gongkai.engines.exchange.word import DIGEST
from gongkai.ground.files.fields import Upload
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.clean import attachments_in
from gongkai.pure.declare import FieldError, Kind
from gongkai.pure.declare.grid import GridRefused
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.tlog.entry import canonical


def columns_in(kind: type[Kind]) -> dict[str, Column]:
    """What may be said of a record, by name."""
    return {column.key: column for column in columns_of(kind) if not column.told}


def plan_entry(
    *, kind: type[Kind], unit: Unit, entry: Mapping[str, Any], at: datetime, brought: Sequence[Upload] = ()
) -> Plan:
    """What entering one record would do. Names that ``entry`` does not have stay as they are. Raises FieldErrors for what is no value at all.

    A text may show a picture that was brought, by ``attachment:`` and the beginning of its SHA-256.
    """
    columns, wrong = columns_in(kind), []
    cells: list[str] = []
    where: dict[int, tuple[Column, int]] = {}
    for name, value in entry.items():
        if name not in columns:
            wrong.append(FieldError(name, f"{kind.name}没有这个字段，有的是：{'、'.join(columns)}"))
            continue
        try:
            cells.append(_cell(columns[name], value))
        except FieldError as refusal:
            wrong.append(refusal)
        else:
            where[len(cells) - 1] = (columns[name], 1)
    planning = Planning(kind, unit, at, None, where)
    planning.brought = {1: brought}
    planning.pictures = {sha256(upload.data).hexdigest()[:DIGEST]: upload.data for upload in brought}
    (row,) = planning.plan([(1, cells)])
    if SECTION in row.errors and not entry.get(SECTION):
        row.errors[SECTION] = "请写section：栏目的代码或者名称"
    if wrong:
        # All at once: what no value can be, and what else is to be mended.
        named = {each.name for each in wrong}
        raise FieldErrors([*wrong, *(FieldError(name, said) for name, said in row.errors.items() if name not in named)])
    row.pictures = {
        digest: row.pictures[digest]
        for digest in attachments_in(row.content.get("body") or "")
        if digest in row.pictures
    }
    files = sorted(sha256(upload.data).hexdigest() for upload in brought)
    digest = sha256(canonical([kind.code, unit.code, dict(entry), files])).hexdigest()
    return Plan(kind, unit, [column.label for column, _ in where.values()], [row], [], digest, planning.seen)


def _cell(column: Column, value: Any) -> str:
    """A value as a sheet's cell says it. Raises FieldError for one of a type that the field has not."""
    spec = column.field
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if spec is not None:
        if spec.type == "bool" and isinstance(value, bool):
            return to_cell(spec, value)
        if spec.type == "words" and isinstance(value, list) and all(isinstance(each, str) for each in value):
            return to_cell(spec, value)
        if spec.grid and isinstance(value, list) and all(isinstance(row, dict) for row in value):
            try:
                return to_cell(spec, spec.grid.clean(value))
            except GridRefused as refusal:
                raise FieldError(column.key, f"{column.label}：{refusal}") from refusal
        if spec.type in ("line", "text") and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    raise FieldError(column.key, f"{column.label}的写法不对，请看接口说明里这一类的字段")
