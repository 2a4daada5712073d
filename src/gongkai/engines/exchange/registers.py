"""The sheet of an old register: its rows by the columns that a procedure declares; what becomes of them the procedure says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gongkai.engines.exchange import tables
from gongkai.engines.exchange.columns import RESULT, WHY, Column, day_of, placed
from gongkai.engines.exchange.tables import HEAD_WITHIN, Look, TableRefused

ENOUGH = 3
"""So many of the heads have to be known for a row to be the row of heads: a title above it may hold one of the words."""


@dataclass(frozen=True)
class Row:
    """A row with its number in the file: its cells as they came in, and what they say by the key of the column."""

    number: int
    cells: list[str]
    values: dict[str, str]


@dataclass(frozen=True)
class Register:
    """What was read of a file; ``digest`` is of the file."""

    heads: list[str]
    rows: list[Row]
    digest: str
    notes: list[str] = field(default_factory=list)


def read(content: bytes, form: str, columns: Sequence[Any]) -> Register:
    """The first sheet that has the columns' heads; what else the file holds is told. Raises TableRefused."""
    sheets, notes = tables.read(content, form)
    known = tuple(Column(c.key, c.label, c.help, None, c.required, c.heads) for c in columns)
    for sheet in sheets:
        for place, (_, cells) in enumerate(sheet.rows[:HEAD_WITHIN]):
            where, unknown = placed(cells, known)
            if len(where) < ENOUGH:
                continue
            lacking = [
                c.label for c in columns if c.required and c.key not in {found.key for found, _ in where.values()}
            ]
            if lacking:
                raise TableRefused(f"表里没有这几列：{'、'.join(lacking)}。请加上，或者下载模板照着填")
            body = sheet.rows[place + 1 :]
            if not body:
                raise TableRefused("表里只有列名，没有数据，请填好以后再上传")
            if len(body) > tables.MOST_ROWS:
                raise TableRefused(f"一次最多导入{tables.MOST_ROWS:,}行，这个表有{len(body):,}行，请分成几个文件")
            if unknown:
                notes.append(f"这些列没有读：{'、'.join(unknown[:12])}")
            notes += _left(sheet, sheets, known)
            days = {c.key for c in columns if c.day}
            keys = {at: column.key for at, (column, _) in where.items()}
            rows = [Row(number, line, _values(line, keys, days, form)) for number, line in body]
            return Register(cells, rows, sha256(content).hexdigest(), notes)
    need = "、".join(column.label for column in columns if column.required)
    raise TableRefused(f"没有找到列名。要有一行写列名，至少要有：{need}。可以下载模板照着填")


def _left(read_one: tables.Sheet, sheets: Sequence[tables.Sheet], known: Sequence[Column]) -> list[str]:
    """What is said of the sheets beside the one that was read: an old register often has one for each year."""
    others = [each for each in sheets if each is not read_one and each.rows and each.name != tables.EXPLAINED]
    alike = [
        each.name
        for each in others
        if any(len(placed(cells, known)[0]) >= ENOUGH for _, cells in each.rows[:HEAD_WITHIN])
    ]
    rest = [each.name for each in others if each.name not in alike]
    said = []
    if alike:
        said.append(
            f"只读了工作表“{read_one.name}”。{_quoted(alike)}也是台账，没有读：请各自另存为一个文件，再导入一次，不然这些件不在统计里"
        )
    if rest:
        said.append(f"这些工作表没有列名，没有读：{_quoted(rest)}")
    return said


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{each}”" for each in names[:12]) + ("等" if len(names) > 12 else "")


def _values(cells: list[str], keys: dict[int, str], days: set[str], form: str) -> dict[str, str]:
    values = {}
    for at, key in keys.items():
        said = (cells[at] if at < len(cells) else "").strip()
        said = tables.unguarded(said) if form == "csv" else said
        values[key] = day_of(said) if key in days else said
    return values


def template(name: str, columns: Sequence[Any], notes: Sequence[Sequence[str]]) -> bytes:
    """An empty sheet of the columns, with a sheet that explains them."""
    looks = [Look(c.width, c.choices, c.required) for c in columns]
    told = [(c.label, f"{'必填' if c.required else '可不填'}。{c.help}{_among(c)}") for c in columns]
    return tables.xlsx(name, [c.label for c in columns], [], looks, [*told, *notes])


def _among(column: Any) -> str:
    return f"：{'、'.join(column.choices)}" if column.choices else ""


def given_back(name: str, register: Register, told: Sequence[tuple[Row, str]]) -> bytes:
    """The rows that are to be mended, as they came in, with what is to be mended: to be sent again."""
    width = max([len(register.heads), *(len(row.cells) for row, _ in told)])
    heads = [WHY, RESULT, *register.heads, *[""] * (width - len(register.heads))]
    rows = [[why, "要改", *row.cells, *[""] * (width - len(row.cells))] for row, why in told]
    return tables.xlsx(name, heads, rows, [Look(60), Look(12), *[Look(18)] * width])
