"""Relations between cells (勾稽关系) as data, and their check.

A relation is an equation or inequality between two sums of cells. It is written once and holds for each column (its
terms name rows) or for each row (its terms name columns). A term may look into the previous year's table.
Level "E" must hold before a report is signed; "W" is a warning. A blank cell is not a zero: where any cell is unknown,
the answer is unknown too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gongkai.pure.law.layout import Column, Number, Row, Table, Values

Level = Literal["E", "W"]

# In a sum of more terms than this the zeros are not spelt out.
LONG_SUM = 8


@dataclass(frozen=True)
class Term:
    """A cell in a sum: `key` names a row or a column, as the relation says. previous: last year's table. sign: 1, -1."""

    key: str
    previous: bool = False
    sign: int = 1


@dataclass(frozen=True)
class Relation:
    """left op right. along: "columns" = for each column, terms name rows; "rows" = for each row, terms name columns.

    left_is: the left side is the sum of its terms, or the greatest of them.
    only: the columns (or rows) for which the relation is told; None means all that have the cells.
    """

    id: str
    level: Level
    text_zh: str
    left: tuple[Term, ...]
    op: Literal["=", "<="]
    right: tuple[Term, ...]
    along: Literal["columns", "rows"] = "columns"
    left_is: Literal["sum", "max"] = "sum"
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class WholeNumbers:
    """Counts are non-negative whole numbers; money, in the rows or columns named, may have decimals.

    Told of the figures that there are; unknown only for a table without any figure.
    """

    id: str
    level: Level
    text_zh: str
    money: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checked:
    """What became of one relation in one column or row.

    at: label of that column or row, "" for a table with one column. holds: None = cannot be told, a cell is blank.
    detail: the sums spelt out, or what is missing.
    """

    id: str
    text: str
    level: Level
    holds: bool | None
    detail: str
    at: str = ""


def terms(*keys: str) -> tuple[Term, ...]:
    """Plain terms: this year's cells, added."""
    return tuple(Term(key) for key in keys)


def check(table: Table, values: Values, previous: Values | None = None) -> list[Checked]:
    """Every relation of the table, in its order, told for each column or row that it speaks of.

    values: row key -> column key -> figure; a missing or None figure is unknown. previous: last year's figures under
    the same keys; without them the relations that carry over from last year are unknown.
    """
    result: list[Checked] = []
    for relation in table.relations:
        if isinstance(relation, WholeNumbers):
            result.append(_check_whole_numbers(table, relation, values))
        else:
            result.extend(_check_relation(table, relation, values, previous or {}))
    return result


def _check_relation(table: Table, relation: Relation, values: Values, previous: Values) -> Iterator[Checked]:
    keys = {term.key for term in (*relation.left, *relation.right)}
    if relation.along == "columns":
        for column in table.columns:
            if _told(relation, column.key) and all(table.cell(key, column.key) is not None for key in keys):
                at = column.label if len(table.columns) > 1 else ""
                sides = [_read(side, values, previous, column=column.key) for side in (relation.left, relation.right)]
                names = {key: table.row(key).label for key in keys}
                yield _judge(relation, sides[0], sides[1], names, at)
    else:
        for row in table.rows:
            if _told(relation, row.key) and all(table.cell(row.key, key) is not None for key in keys):
                sides = [_read(side, values, previous, row=row.key) for side in (relation.left, relation.right)]
                names = {key: table.column(key).label for key in keys}
                yield _judge(relation, sides[0], sides[1], names, row.label)


def _told(relation: Relation, key: str) -> bool:
    return relation.only is None or key in relation.only


@dataclass(frozen=True)
class _Read:
    term: Term
    value: Number | None


def _read(
    side: Sequence[Term], values: Values, previous: Values, row: str | None = None, column: str | None = None
) -> list[_Read]:
    found = []
    for term in side:
        source = previous if term.previous else values
        found.append(_Read(term, source.get(row or term.key, {}).get(column or term.key)))
    return found


def _judge(relation: Relation, left: list[_Read], right: list[_Read], names: Mapping[str, str], at: str) -> Checked:
    unknown = [each.term for each in (*left, *right) if each.value is None]
    if unknown:
        missing = "、".join(dict.fromkeys(_name(term, names) for term in unknown))
        return Checked(relation.id, relation.text_zh, relation.level, None, f"无法核对，缺：{missing}", at)
    left_total = max(each.value for each in left) if relation.left_is == "max" else _total(left)
    right_total = _total(right)
    holds = left_total == right_total if relation.op == "=" else left_total <= right_total
    left_text = str(left_total) if relation.left_is == "max" else _spell(left)
    detail = _detail(relation.op, holds, left_text, left_total, _spell(right), right_total)
    return Checked(relation.id, relation.text_zh, relation.level, holds, detail, at)


def _name(term: Term, names: Mapping[str, str]) -> str:
    return f"上年“{names[term.key]}”" if term.previous else f"“{names[term.key]}”"


def _total(side: list[_Read]) -> Number:
    return sum(each.term.sign * each.value for each in side)


def _spell(side: list[_Read]) -> str:
    shown = [each for each in side if each.value] if len(side) > LONG_SUM else side
    text = ""
    for each in shown:
        sign = "-" if each.term.sign < 0 else "+"
        text += f"{sign if text or sign == '-' else ''}{each.value}"
    return text or "0"


def _detail(op: str, holds: bool, left: str, left_total: Number, right: str, right_total: Number) -> str:
    """「222+9=223+8=231」 when it holds, 「222+9=231≠230=223+7」 when not."""
    left_chain = left if left == str(left_total) else f"{left}={left_total}"
    right_chain = right if right == str(right_total) else f"{right_total}={right}"
    if op == "=" and holds:
        both_are_sums = left != str(left_total) and right != str(right_total)
        return f"{left}={right}={left_total}" if both_are_sums else f"{left}={right}"
    sign = {("=", False): "≠", ("<=", True): "≤", ("<=", False): ">"}[op, holds]
    return f"{left_chain}{sign}{right_chain}"


def _check_whole_numbers(table: Table, relation: WholeNumbers, values: Values) -> Checked:
    told, wrong = 0, []
    for row, column, _ in table.cells():
        figure = values.get(row.key, {}).get(column.key)
        told += figure is not None
        if figure is not None and not _fits(figure, money=bool({row.key, column.key} & relation.money)):
            wrong.append(f"{_place(table, row, column)}为{figure}")
    detail = "；".join(wrong) or f"已核对{told}个数"
    return Checked(relation.id, relation.text_zh, relation.level, not wrong if told else None, detail)


def _fits(figure: Number, money: bool) -> bool:
    return figure >= 0 and (money or figure == Decimal(figure).to_integral_value())


def _place(table: Table, row: Row, column: Column) -> str:
    return f"“{row.label}”" if len(table.columns) == 1 else f"“{row.label}”的“{column.label}”"
